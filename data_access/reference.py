"""Reference lists that people maintain: programmes and institutions, named in three languages."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from data_access.audit import AuditEntry, record
from data_access.contract import Choice, Label
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version

KINDS = ("programmes", "institutions")
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


def save_reference(db: Database, actor: User, kind: str, entries: Sequence[Choice]) -> None:
    """Replaces the list *kind* by *entries*; ``InvalidRequest`` for an unknown kind or a code twice."""
    if kind not in KINDS:
        raise InvalidRequest("unknown_reference_kind", kind=kind)
    if len({e.value for e in entries}) != len(entries):
        raise InvalidRequest("reference_code_twice", kind=kind)
    table = db.tables.reference_entries
    with db.writing() as connection:
        reload_actor(db, connection, actor).require(Permission.EDIT_REFERENCE)
        old = [e.value for e in read_references(db, connection)[kind]]
        connection.execute(delete(table).where(table.c.kind == kind))
        if entries:
            connection.execute(insert(table), [_row(kind, i, entry) for i, entry in enumerate(entries)])
        at = raise_version(db, connection)
        entry = AuditEntry("reference_saved", kind, old, [e.value for e in entries])
        record(db, connection, actor.username, entry, at)


def _row(kind: str, position: int, entry: Choice) -> dict[str, object]:
    names = {f"label_{language}": text for language, text in entry.label._asdict().items()}
    return {"kind": kind, "code": entry.value, "position": position, **names}
