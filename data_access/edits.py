"""Who edited what last: an edit made against an older state is refused, and its history can be read."""

import datetime as dt
import json
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select, true

from data_access.engine import Database
from data_access.errors import EditConflict


class Topic(NamedTuple):
    """What is edited together: the audit records of these *actions*, on *subject* where one is named."""

    actions: tuple[str, ...]
    subject: str | None = None


class Edit(NamedTuple):
    """One edit: number of its audit record, when, the name of who made it, the old and the new values."""

    number: int
    at: dt.datetime
    by: str
    action: str
    subject: str
    old: Any
    new: Any


def edit_number(db: Database, topic: Topic) -> int:
    """The number of the last edit of *topic*, 0 before the first: what a form remembers of the state it shows."""
    with db.reading() as connection:
        last = connection.execute(_latest(db, topic).limit(1)).first()
    return last.id if last else 0


def edit_history(db: Database, topic: Topic, limit: int = 200) -> list[Edit]:
    """The edits of *topic*, the newest first."""
    with db.reading() as connection:
        return [_edit(row) for row in connection.execute(_latest(db, topic).limit(limit))]


def require_unedited(db: Database, connection: Connection, topic: Topic, seen: int | None) -> None:
    """``EditConflict`` when *topic* was edited after the edit number *seen*; None asks for no such check."""
    if seen is None:
        return
    last = connection.execute(_latest(db, topic).limit(1)).first()
    if last is not None and last.id != seen:
        raise EditConflict("changed_meanwhile", by=last.name or last.actor, at=last.at)


def _latest(db: Database, topic: Topic) -> Select[Any]:
    audit, users = db.tables.audit_records, db.tables.users
    return (
        select(audit, users.c.name)
        .join(users, users.c.username == audit.c.actor, isouter=True)
        .where(_about(db, topic))
        .order_by(audit.c.id.desc())
    )


def _about(db: Database, topic: Topic) -> ColumnElement[bool]:
    audit = db.tables.audit_records
    subject = true() if topic.subject is None else audit.c.subject == topic.subject
    return and_(audit.c.action.in_(topic.actions), subject)


def _edit(row: Row[Any]) -> Edit:
    old, new = (None if value is None else json.loads(value) for value in (row.old, row.new))
    return Edit(row.id, row.at, row.name or row.actor, row.action, row.subject, old, new)
