"""Freezes: days without cutovers, declared, changed and removed by those who may, and known as of any instant."""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, func, insert, select, update

from data_access.audit import AuditEntry, record
from data_access.contract import Label
from data_access.edits import Topic, require_unedited
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound
from data_access.queries.effective import known
from data_access.reference import read_references
from data_access.types import FOREVER
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version

DECLARED, CHANGED, REMOVED = "freeze_declared", "freeze_changed", "freeze_removed"
FREEZES = Topic((DECLARED, CHANGED, REMOVED))
NEW = 0


@dataclass(frozen=True, slots=True)
class Freeze:
    """No cutover from *start* to *end*, both included, at *institution* or, where that is None, anywhere."""

    start: dt.date
    end: dt.date
    name: Label
    institution: str | None = None
    id: int = NEW


def freezes(db: Database, known_at: dt.datetime | None = None) -> tuple[Freeze, ...]:
    """Every freeze known at *known_at* (default: now), by start."""
    table = db.tables.freezes
    query = select(table).where(known(table, known_at)).order_by(table.c.start, table.c.id)
    with db.reading() as connection:
        return tuple(_freeze(row) for row in connection.execute(query))


def save_freeze(db: Database, actor: User, freeze: Freeze, seen: int | None = None) -> Freeze:
    """Declares *freeze*, or changes the one of its id; returns it as stored.

    Raises ``PermissionDenied``, ``EditConflict`` when freezes were edited after the edit number *seen*,
    ``NotFound`` for an unknown id, and ``InvalidRequest`` for days in the wrong order, a name missing in
    a language, or an institution that is not on the list.
    """
    given = replace(freeze, name=Label(*(text.strip() for text in freeze.name)))
    with db.writing() as connection:
        author = _author(db, connection, actor, seen)
        _require_sound(db, connection, given)
        old = _stored(db, connection, given.id) if given.id != NEW else None
        if old == given:
            raise InvalidRequest("nothing_changed")
        stored = given if old else replace(given, id=_next_id(db, connection))
        at = raise_version(db, connection)
        _close(db, connection, stored.id, at)
        connection.execute(insert(db.tables.freezes).values(known_from=at, known_to=FOREVER, **_row(stored)))
        entry = AuditEntry(CHANGED if old else DECLARED, given.name.en, _audited(old), _audited(stored))
        record(db, connection, author.username, entry, at)
    return stored


def remove_freeze(db: Database, actor: User, freeze_id: int, seen: int | None = None) -> None:
    """Removes a freeze; ``PermissionDenied``, ``EditConflict`` or ``NotFound``."""
    with db.writing() as connection:
        author = _author(db, connection, actor, seen)
        old = _stored(db, connection, freeze_id)
        at = raise_version(db, connection)
        _close(db, connection, freeze_id, at)
        record(db, connection, author.username, AuditEntry(REMOVED, old.name.en, _audited(old)), at)


def _author(db: Database, connection: Connection, actor: User, seen: int | None) -> User:
    current = reload_actor(db, connection, actor)
    current.require(Permission.EDIT_REFERENCE)
    require_unedited(db, connection, FREEZES, seen)
    return current


def _require_sound(db: Database, connection: Connection, freeze: Freeze) -> None:
    if freeze.end < freeze.start:
        raise InvalidRequest("freeze_ends_before_start", start=freeze.start, end=freeze.end)
    if not all(freeze.name):
        raise InvalidRequest("label_missing")
    known_codes = {entry.value for entry in read_references(db, connection)["institutions"]}
    if freeze.institution is not None and freeze.institution not in known_codes:
        raise InvalidRequest("unknown_institution", institution=freeze.institution)


def _stored(db: Database, connection: Connection, freeze_id: int) -> Freeze:
    table = db.tables.freezes
    row = connection.execute(select(table).where(table.c.id == freeze_id, table.c.known_to == FOREVER)).first()
    if row is None:
        raise NotFound("unknown_freeze", freeze=freeze_id)
    return _freeze(row)


def _close(db: Database, connection: Connection, freeze_id: int, at: dt.datetime) -> None:
    table = db.tables.freezes
    connection.execute(update(table).where(table.c.id == freeze_id, table.c.known_to == FOREVER).values(known_to=at))


def _next_id(db: Database, connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(db.tables.freezes.c.id), 0) + 1)).scalar_one())


def _freeze(row: Row[tuple[object, ...]]) -> Freeze:
    return Freeze(row.start, row.end, Label(row.name_en, row.name_fr, row.name_nl), row.institution, row.id)


def _row(freeze: Freeze) -> dict[str, object]:
    names = {f"name_{language}": text for language, text in freeze.name._asdict().items()}
    return {"id": freeze.id, "start": freeze.start, "end": freeze.end, "institution": freeze.institution, **names}


def _audited(freeze: Freeze | None) -> dict[str, object] | None:
    return None if freeze is None else {k: str(v) if isinstance(v, dt.date) else v for k, v in _row(freeze).items()}
