"""Reporting deadlines moved for one status date, such as a holiday: by whom, to when and why."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from data_access.audit import AuditEntry, record
from data_access.edits import Topic, require_unedited
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound
from data_access.queries.effective import known
from data_access.types import FOREVER
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version

MOVED, RESTORED = "deadline_moved", "deadline_restored"
MOVED_DEADLINES = Topic((MOVED, RESTORED))
LONGEST = dt.timedelta(days=31)


class MovedDeadline(NamedTuple):
    """The reports of *status_date* are due before the instant *due*, for *reason*."""

    status_date: dt.date
    due: dt.datetime
    reason: str


def moved_deadlines(db: Database, known_at: dt.datetime | None = None) -> tuple[MovedDeadline, ...]:
    """Every moved deadline known at *known_at* (default: now), the latest status date first."""
    table = db.tables.moved_deadlines
    query = select(table).where(known(table, known_at)).order_by(table.c.status_date.desc())
    with db.reading() as connection:
        return tuple(MovedDeadline(row.status_date, row.due, row.reason) for row in connection.execute(query))


def move_deadline(db: Database, actor: User, moved: MovedDeadline, seen: int | None = None) -> None:
    """Moves the deadline of a status date, or moves it again.

    Raises ``PermissionDenied``, ``EditConflict`` when deadlines were moved after the edit number *seen*, and
    ``InvalidRequest`` without a reason or for an instant before the status date or a month after it.
    """
    given = moved._replace(reason=moved.reason.strip())
    _require_sound(given)
    with db.writing() as connection:
        author = _author(db, connection, actor, seen)
        old = _stored(db, connection, given.status_date)
        if old == given:
            raise InvalidRequest("nothing_changed")
        at = raise_version(db, connection)
        _close(db, connection, given.status_date, at)
        connection.execute(insert(db.tables.moved_deadlines).values(known_from=at, known_to=FOREVER, **given._asdict()))
        entry = AuditEntry(MOVED, given.status_date.isoformat(), _audited(old), _audited(given))
        record(db, connection, author.username, entry, at)


def restore_deadline(db: Database, actor: User, status_date: dt.date, seen: int | None = None) -> None:
    """Takes back what moved the deadline of *status_date*; ``NotFound`` when nothing did."""
    with db.writing() as connection:
        author = _author(db, connection, actor, seen)
        old = _stored(db, connection, status_date)
        if old is None:
            raise NotFound("deadline_not_moved", date=status_date)
        at = raise_version(db, connection)
        _close(db, connection, status_date, at)
        record(db, connection, author.username, AuditEntry(RESTORED, status_date.isoformat(), _audited(old)), at)


def _author(db: Database, connection: Connection, actor: User, seen: int | None) -> User:
    current = reload_actor(db, connection, actor)
    current.require(Permission.SET_THRESHOLDS)
    require_unedited(db, connection, MOVED_DEADLINES, seen)
    return current


def _require_sound(moved: MovedDeadline) -> None:
    if not moved.reason:
        raise InvalidRequest("deadline_needs_reason")
    opens = dt.datetime.combine(moved.status_date, dt.time.min, dt.UTC) - dt.timedelta(hours=12)
    if not opens < moved.due <= opens + LONGEST:
        raise InvalidRequest("deadline_out_of_range", date=moved.status_date)


def _stored(db: Database, connection: Connection, status_date: dt.date) -> MovedDeadline | None:
    table = db.tables.moved_deadlines
    row = connection.execute(
        select(table).where(table.c.status_date == status_date, table.c.known_to == FOREVER)
    ).first()
    return None if row is None else MovedDeadline(row.status_date, row.due, row.reason)


def _close(db: Database, connection: Connection, status_date: dt.date, at: dt.datetime) -> None:
    table = db.tables.moved_deadlines
    same = (table.c.status_date == status_date, table.c.known_to == FOREVER)
    connection.execute(update(table).where(*same).values(known_to=at))


def _audited(moved: MovedDeadline | None) -> dict[str, str] | None:
    return None if moved is None else {"due": moved.due.isoformat(), "reason": moved.reason}
