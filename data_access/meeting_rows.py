"""Rows of the meeting tables as values and back, inside the caller's transaction; shared by all that write them."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select, update

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, StalePreview
from data_access.meeting_values import Item, ItemDraft, Meeting, Part, Reason, State
from data_access.typed_values import read_figures, read_values, write_figures, write_values
from data_access.users import User

WRONG_STATE = {
    State.DRAFT: "meeting_not_draft",
    State.FROZEN: "meeting_not_frozen",
    State.PRESENTING: "meeting_not_presented",
    State.CLOSED: "meeting_not_closed",
}
"""The code of the refusal where a meeting is not in the state that a step asks for."""


def read_meeting(db: Database, connection: Connection, meeting_id: int) -> Meeting:
    """One meeting, whoever asks; ``NotFound`` where there is none."""
    table = db.tables.meetings
    row = connection.execute(select(table).where(table.c.id == meeting_id)).first()
    if row is None:
        raise NotFound("unknown_meeting", meeting=meeting_id)
    return meeting_of(row)


def meeting_of(row: Row[Any]) -> Meeting:
    """A row of the table of meetings."""
    values = dict(row._mapping)
    people = {name: tuple(filter(None, values[name].splitlines())) for name in ("attendees", "excused")}
    return Meeting(**{**values, **people, "state": State(values["state"])})


def read_items(db: Database, connection: Connection, meeting_id: int) -> list[Item]:
    """The agenda in its order, removed and confidential items included."""
    table = db.tables.meeting_items
    query = select(table).where(table.c.meeting_id == meeting_id).order_by(table.c.position, table.c.id)
    return [_item(row) for row in connection.execute(query)]


def item_among(items: list[Item], item_id: int) -> Item:
    """The one of *items* with this id; ``NotFound`` where there is none."""
    found = next((item for item in items if item.id == item_id), None)
    if found is None:
        raise NotFound("unknown_item", item=item_id)
    return found


def _item(row: Row[Any]) -> Item:
    values = dict(row._mapping)
    del values["score"]
    reasons = tuple(Reason(rule, points, read_values(text)) for rule, points, text in json.loads(values.pop("reasons")))
    extras = tuple(Part(*part) for part in json.loads(values.pop("extras")))
    return Item(**{**values, "reasons": reasons, "extras": extras, "figures": read_figures(values["figures"])})


def evaluated(draft: ItemDraft) -> dict[str, object]:
    """The columns of an item that follow from the data."""
    reasons = [[r.rule, r.points, write_values(r.figures)] for r in draft.reasons]
    return {
        "rule": draft.rule,
        "title": draft.title,
        "manager": draft.manager,
        "score": draft.score,
        "reasons": json.dumps(reasons, ensure_ascii=False),
        "extras": json.dumps(draft.extras),
        "figures": write_figures(draft.figures),
    }


def change_meeting(
    db: Database, connection: Connection, author: User, meeting: Meeting, action: str, **values: object
) -> Meeting:
    """Writes *values* into *meeting*, raises its version and audits *action*; returns it as it is now."""
    table = db.tables.meetings
    changed = update(table).where(table.c.id == meeting.id).values(version=table.c.version + 1, **values)
    connection.execute(changed)
    before: Mapping[str, object] = {name: getattr(meeting, name) for name in values}
    record(db, connection, author.username, AuditEntry(action, meeting.title, before, values), db.clock())
    return read_meeting(db, connection, meeting.id)


def require_state(meeting: Meeting, *states: State) -> None:
    """Raises ``InvalidRequest`` unless *meeting* is in one of *states*; a closed one says so itself."""
    if meeting.state in states:
        return
    closed = meeting.state is State.CLOSED
    raise InvalidRequest("meeting_closed" if closed else WRONG_STATE[states[0]], meeting=meeting.id)


def require_fresh(current: Meeting, seen: Meeting) -> None:
    """Raises ``StalePreview`` where somebody changed the meeting since it was *seen*."""
    if current.version != seen.version:
        raise StalePreview("meeting_changed", meeting=current.id)
