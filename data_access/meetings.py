"""Steering meetings: listing and opening them, creating them, and freezing the instant of their data."""

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, insert, select, update

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.meeting_rights import may_see, may_see_item, require_visible
from data_access.meeting_rows import (
    change_meeting,
    evaluated,
    meeting_of,
    read_items,
    read_meeting,
    require_fresh,
    require_state,
)
from data_access.meeting_values import Item, ItemDraft, Meeting, State
from data_access.row_sets import next_id
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version

ITEM_VIEW = "item"
"""The view that is shown first: the item itself, not what lies behind it."""
FORTNIGHT = dt.timedelta(weeks=2)
"""How long after another a committee meets, where nothing says."""


def list_meetings(db: Database, viewer: User) -> list[Meeting]:
    """Every meeting that *viewer* may see, the latest first."""
    table = db.tables.meetings
    with db.reading() as connection:
        reader = reload_actor(db, connection, viewer)
        rows = connection.execute(select(table).order_by(table.c.held_on.desc(), table.c.id.desc())).all()
    return [meeting for meeting in map(meeting_of, rows) if may_see(meeting, reader)]


def committee_dates(db: Database) -> list[dt.date]:
    """The status dates that the committee looked at in its closed meetings, the latest first."""
    table = db.tables.meetings
    query = select(table.c.status_date).distinct().where(table.c.state == State.CLOSED.value)
    with db.reading() as connection:
        return list(connection.execute(query.order_by(table.c.status_date.desc())).scalars())


def next_meeting_day(db: Database, viewer: User, meeting: Meeting) -> dt.date:
    """When the committee meets next: as planned, else as long after *meeting* as it met before, else in a fortnight."""
    others = [other.held_on for other in list_meetings(db, viewer)]
    later = [day for day in others if day > meeting.held_on]
    earlier = [day for day in others if day < meeting.held_on]
    between = meeting.held_on - max(earlier) if earlier else FORTNIGHT
    return min(later, default=meeting.held_on + between)


def get_meeting(db: Database, viewer: User, meeting_id: int) -> Meeting:
    """One meeting; ``NotFound`` where there is none or *viewer* may not see it."""
    with db.reading() as connection:
        meeting = read_meeting(db, connection, meeting_id)
        require_visible(meeting, reload_actor(db, connection, viewer))
    return meeting


def meeting_items(db: Database, viewer: User, meeting: Meeting, *, removed: bool = False) -> list[Item]:
    """The agenda of *meeting* in its order, without what *viewer* may not see; *removed* items too where asked."""
    require_visible(meeting, viewer)
    with db.reading() as connection:
        items = read_items(db, connection, meeting.id)
    return [item for item in items if may_see_item(item, viewer) and (removed or not item.removed)]


def create_meeting(
    db: Database,
    actor: User,
    *,
    title: str,
    held_on: dt.date,
    status_date: dt.date,
    previous_id: int | None = None,
    compare_with: dt.date | None = None,
) -> Meeting:
    """A new draft, compared with the status date of the previous meeting unless another date is given.

    ``InvalidRequest`` for an empty title, or a compared date that is not before the status date.
    """
    with db.writing() as connection:
        author = reload_actor(db, connection, actor)
        author.require(Permission.PREPARE_MEETINGS)
        previous = read_meeting(db, connection, previous_id) if previous_id is not None else None
        values = {
            "id": next_id(connection, db.tables.meetings),
            "title": _title(title),
            "held_on": held_on,
            "status_date": status_date,
            "compare_with": _earlier(status_date, compare_with or (previous.status_date if previous else None)),
            "previous_id": previous_id,
            "state": State.DRAFT.value,
            "view": ITEM_VIEW,
            "attendees": "",
            "excused": "",
            "version": 1,
        }
        connection.execute(insert(db.tables.meetings).values(**values))
        record(db, connection, author.username, AuditEntry("meeting_created", title.strip(), new=values), db.clock())
        return read_meeting(db, connection, int(str(values["id"])))


def freeze(
    db: Database, actor: User, meeting: Meeting, evaluate: Callable[[dt.datetime], Sequence[ItemDraft]]
) -> Meeting:
    """Fixes the instant of the data: from here on every figure of *meeting* is as known then.

    *evaluate* gives what the data propose, as known at an instant: items of the agenda take over reasons and
    figures of the same subject. ``InvalidRequest`` where the meeting is no draft or its agenda is empty.
    """
    with db.writing() as connection:
        author = _preparing(db, connection, actor)
        current = read_meeting(db, connection, meeting.id)
        require_state(current, State.DRAFT)
        require_fresh(current, meeting)
        if all(item.removed for item in read_items(db, connection, meeting.id)):
            raise InvalidRequest("agenda_empty")
        at = raise_version(db, connection)
        _settle(db, connection, meeting.id, evaluate(at))
        version = int(connection.execute(select(db.tables.versions.c.data_version)).scalar_one())
        return change_meeting(
            db,
            connection,
            author,
            current,
            "meeting_frozen",
            state=State.FROZEN.value,
            known_at=at,
            data_version=version,
        )


def thaw(db: Database, actor: User, meeting: Meeting) -> Meeting:
    """Takes a frozen meeting that was not presented yet back to a draft, to freeze it anew with later data."""
    with db.writing() as connection:
        author = _preparing(db, connection, actor)
        current = read_meeting(db, connection, meeting.id)
        require_state(current, State.FROZEN)
        return change_meeting(
            db, connection, author, current, "meeting_thawed", state=State.DRAFT.value, known_at=None, data_version=None
        )


def _preparing(db: Database, connection: Connection, actor: User) -> User:
    author = reload_actor(db, connection, actor)
    author.require(Permission.PREPARE_MEETINGS)
    return author


def _settle(db: Database, connection: Connection, meeting_id: int, drafts: Sequence[ItemDraft]) -> None:
    by_subject = {draft.subject: draft for draft in drafts}
    table = db.tables.meeting_items
    for item in read_items(db, connection, meeting_id):
        if draft := by_subject.get(item.subject):
            connection.execute(update(table).where(table.c.id == item.id).values(**evaluated(draft)))


def _title(typed: str) -> str:
    if not typed.strip():
        raise InvalidRequest("meeting_needs_title")
    return typed.strip()


def _earlier(status_date: dt.date, compare_with: dt.date | None) -> dt.date | None:
    if compare_with is not None and compare_with >= status_date:
        raise InvalidRequest("compare_not_earlier", date=compare_with, limit=status_date)
    return compare_with
