"""A meeting on the wall: who presents, which item is shown and since when. The state lives here, not in a browser."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.meeting_rights import may_close, require_presenter, require_seat, require_visible
from data_access.meeting_rows import change_meeting, item_among, read_items, read_meeting, require_state
from data_access.meeting_values import Item, Meeting, State
from data_access.meetings import ITEM_VIEW
from data_access.users import Permission, User, reload_actor


class Pulse(NamedTuple):
    """What a follower's screen asks for every second: it is drawn anew when this changes."""

    version: int
    state: State


def pulse(db: Database, meeting_id: int) -> Pulse | None:
    """The pulse of a meeting in one small select; None where there is no such meeting."""
    table = db.tables.meetings
    with db.reading() as connection:
        row = connection.execute(select(table.c.version, table.c.state).where(table.c.id == meeting_id)).first()
    return None if row is None else Pulse(row.version, State(row.state))


def start(db: Database, actor: User, meeting_id: int) -> Meeting:
    """Begins to present a frozen meeting at its first item; *actor* is the presenter."""
    with db.writing() as connection:
        author, current = _seated(db, connection, actor, meeting_id)
        require_state(current, State.FROZEN)
        items = _shown(db, connection, meeting_id)
        if not items:
            raise InvalidRequest("agenda_empty")
        now = db.clock()
        return change_meeting(
            db, connection, author, current, "meeting_started", state=State.PRESENTING.value,
            presenter=author.username, current_item=items[0].id, started_at=now, item_started_at=now,
        )  # fmt: skip


def take_over(db: Database, actor: User, meeting_id: int) -> Meeting:
    """Makes *actor*, who has a seat at the table, the presenter from here on."""
    with db.writing() as connection:
        author, current = _seated(db, connection, actor, meeting_id)
        require_state(current, State.PRESENTING)
        return change_meeting(db, connection, author, current, "presentation_taken_over", presenter=author.username)


def go_to(db: Database, actor: User, meeting_id: int, item_id: int) -> Meeting:
    """Shows another item; the time on the one before is added up. The presenter alone may."""
    with db.writing() as connection:
        author, current = _presenting(db, connection, actor, meeting_id)
        item = item_among(_shown(db, connection, meeting_id), item_id)
        now = db.clock()
        _spend(db, connection, current, now)
        return change_meeting(
            db, connection, author, current, "item_shown", current_item=item.id, item_started_at=now, view=ITEM_VIEW
        )


def step(db: Database, actor: User, meeting_id: int, places: int) -> Meeting:
    """Shows the item *places* further on (negative: back); at either end nothing moves."""
    with db.reading() as connection:
        current = read_meeting(db, connection, meeting_id)
        shown = [item.id for item in read_items(db, connection, meeting_id) if not item.removed]
    here = shown.index(current.current_item) if current.current_item in shown else 0
    there = shown[min(max(here + places, 0), len(shown) - 1)] if shown else 0
    if there == current.current_item:
        require_presenter(current, actor)
        return current
    return go_to(db, actor, meeting_id, there)


def look(db: Database, actor: User, meeting_id: int, view: str) -> Meeting:
    """Shows what lies behind the item, or the item again (``ITEM_VIEW``). The presenter alone may."""
    with db.writing() as connection:
        author, current = _presenting(db, connection, actor, meeting_id)
        return change_meeting(db, connection, author, current, "view_shown", view=view)


def note(db: Database, actor: User, meeting_id: int, item_id: int, discussed: str) -> Meeting:
    """Writes down what was said about an item; whoever has a seat at the table may, while it is presented."""
    with db.writing() as connection:
        author, current = _seated(db, connection, actor, meeting_id)
        require_state(current, State.PRESENTING)
        item = item_among(_shown(db, connection, meeting_id), item_id)
        table = db.tables.meeting_items
        connection.execute(update(table).where(table.c.id == item.id).values(discussed=discussed.strip()))
        return change_meeting(db, connection, author, current, "item_noted")


def attend(db: Database, actor: User, meeting_id: int, attendees: Sequence[str], excused: Sequence[str]) -> Meeting:
    """Says who is there and who is excused; whoever has a seat at the table may, until the meeting is closed."""
    with db.writing() as connection:
        author, current = _seated(db, connection, actor, meeting_id)
        require_state(current, State.DRAFT, State.FROZEN, State.PRESENTING)
        people = {"attendees": "\n".join(attendees), "excused": "\n".join(excused)}
        return change_meeting(db, connection, author, current, "attendance_recorded", **people)


def close(db: Database, actor: User, meeting_id: int) -> Meeting:
    """Ends a meeting: nothing is recorded in it any more but corrections."""
    with db.writing() as connection:
        author = reload_actor(db, connection, actor)
        current = read_meeting(db, connection, meeting_id)
        require_visible(current, author)
        require_state(current, State.PRESENTING)
        if not may_close(current, author):
            author.require(Permission.PREPARE_MEETINGS)
        now = db.clock()
        _spend(db, connection, current, now)
        return change_meeting(
            db, connection, author, current, "meeting_closed", state=State.CLOSED.value, closed_at=now
        )


def _seated(db: Database, connection: Connection, actor: User, meeting_id: int) -> tuple[User, Meeting]:
    author = reload_actor(db, connection, actor)
    require_seat(author)
    return author, read_meeting(db, connection, meeting_id)


def _presenting(db: Database, connection: Connection, actor: User, meeting_id: int) -> tuple[User, Meeting]:
    author = reload_actor(db, connection, actor)
    current = read_meeting(db, connection, meeting_id)
    require_visible(current, author)
    require_state(current, State.PRESENTING)
    require_presenter(current, author)
    return author, current


def _shown(db: Database, connection: Connection, meeting_id: int) -> list[Item]:
    return [item for item in read_items(db, connection, meeting_id) if not item.removed]


def _spend(db: Database, connection: Connection, meeting: Meeting, now: dt.datetime) -> None:
    if meeting.current_item is None or meeting.item_started_at is None:
        return
    table = db.tables.meeting_items
    seconds = max(0, int((now - meeting.item_started_at).total_seconds()))
    spent = update(table).where(table.c.id == meeting.current_item)
    connection.execute(spent.values(spent_seconds=table.c.spent_seconds + seconds))
