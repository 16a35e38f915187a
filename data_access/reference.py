"""Reference lists that people maintain: programmes and institutions, named in three languages."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from data_access.audit import AuditEntry, record
from data_access.contract import Choice, Label
from data_access.edits import Topic, require_unedited
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.reference_use import require_unused
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version
from data_access.words import fold

KINDS = ("programmes", "institutions")
ACTION = "reference_saved"
References = dict[str, tuple[Choice, ...]]


def references(db: Database) -> References:
    """Kind to its entries in their order; every kind is present."""
    with db.reading() as connection:
        return read_references(db, connection)


def read_references(db: Database, connection: Connection) -> References:
    """As ``references``, inside the caller's transaction."""
    table = db.tables.reference_entries
    found: dict[str, list[Choice]] = {kind: [] for kind in KINDS}
    for row in connection.execute(select(table).order_by(table.c.kind, table.c.position)):
        label = Label(row.label_en, row.label_fr, row.label_nl)
        found.setdefault(row.kind, []).append(Choice(row.code, label))
    return {kind: tuple(entries) for kind, entries in found.items()}


def reference_topic(kind: str) -> Topic:
    """The edits of the list *kind*."""
    return Topic((ACTION,), kind)


def save_reference(
    db: Database, actor: User, kind: str, entries: Sequence[Choice], seen: int | None = None
) -> tuple[Choice, ...]:
    """Replaces the list *kind* by *entries*, and returns them as stored.

    Raises ``PermissionDenied``, ``EditConflict`` when the list was edited after the edit number *seen*, and
    ``InvalidRequest`` for an unknown kind, a code or a name that is missing or there twice, or a code left
    out that something in force still uses.
    """
    if kind not in KINDS:
        raise InvalidRequest("unknown_reference_kind", kind=kind)
    given = tuple(Choice(e.value.strip(), Label(*(name.strip() for name in e.label))) for e in entries)
    _require_sound(kind, given)
    table = db.tables.reference_entries
    with db.writing() as connection:
        author = reload_actor(db, connection, actor)
        author.require(Permission.EDIT_REFERENCE)
        require_unedited(db, connection, reference_topic(kind), seen)
        old = read_references(db, connection)[kind]
        require_unused(db, connection, kind, {e.value for e in old} - {e.value for e in given})
        connection.execute(delete(table).where(table.c.kind == kind))
        if given:
            connection.execute(insert(table), [_row(kind, i, entry) for i, entry in enumerate(given)])
        at = raise_version(db, connection)
        record(db, connection, author.username, AuditEntry(ACTION, kind, _audited(old), _audited(given)), at)
    return given


def _require_sound(kind: str, entries: Sequence[Choice]) -> None:
    if not all(e.value and all(e.label) for e in entries):
        raise InvalidRequest("label_missing")
    if len({e.value for e in entries}) != len(entries):
        raise InvalidRequest("reference_code_twice", kind=kind)
    for names in zip(*(e.label for e in entries), strict=True):
        twice = [name for name, times in Counter(map(fold, names)).items() if times > 1]
        if twice:
            raise InvalidRequest("reference_name_twice", name=next(n for n in names if fold(n) == twice[0]))


def _audited(entries: Sequence[Choice]) -> dict[str, dict[str, str]]:
    return {entry.value: entry.label._asdict() for entry in entries}


def _row(kind: str, position: int, entry: Choice) -> dict[str, object]:
    names = {f"label_{language}": text for language, text in entry.label._asdict().items()}
    return {"kind": kind, "code": entry.value, "position": position, **names}
