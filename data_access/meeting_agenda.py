"""The agenda of a meeting: what the data propose, and what people make of it."""

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, delete, insert, update

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.meeting_rows import (
    change_meeting,
    evaluated,
    item_among,
    read_items,
    read_meeting,
    require_fresh,
    require_state,
)
from data_access.meeting_values import ADDED, Item, ItemDraft, Meeting, State
from data_access.row_sets import next_id
from data_access.users import Permission, User, reload_actor

EDITABLE = ("minutes", "owner", "confidential", "removed")
OPEN = (State.DRAFT, State.FROZEN, State.PRESENTING)
LONGEST_MINUTES = 240


def propose(db: Database, actor: User, meeting: Meeting, drafts: Sequence[ItemDraft]) -> Meeting:
    """Brings the agenda of a draft up to date with what the data propose now.

    What people did to an item (order, minutes, owner, confidential, removed) stays; new items come in by score;
    items that the data no longer propose go, those added by hand stay.
    """

    def change(connection: Connection, items: list[Item]) -> dict[str, object]:
        fresh = {draft.subject: draft for draft in drafts}
        stays = [item for item in items if item.subject in fresh or item.rule == ADDED]
        _delete(db, connection, [item for item in items if item not in stays])
        known = {item.subject: item.id for item in stays}
        for draft in drafts:
            if draft.subject in known:
                _update(db, connection, known[draft.subject], evaluated(draft))
            else:
                known[draft.subject] = _insert(db, connection, meeting.id, draft)
        scores = {item.subject: item.score for item in stays} | {d.subject: d.score for d in drafts}
        order = _merged([item.subject for item in stays], [d.subject for d in drafts], scores)
        _number(db, connection, [known[subject] for subject in order])
        return {"items": len(order)}

    return _edit(db, actor, meeting, "agenda_proposed", change, states=(State.DRAFT,))


def add_item(db: Database, actor: User, meeting: Meeting, draft: ItemDraft) -> Meeting:
    """Puts an item on the agenda by hand, as its last; ``InvalidRequest`` where it is there already or unnamed."""
    if not draft.title.strip():
        raise InvalidRequest("item_needs_title")

    def change(connection: Connection, items: list[Item]) -> dict[str, object]:
        if draft.subject in {item.subject for item in items}:
            raise InvalidRequest("item_there_already", title=draft.title)
        added = _insert(db, connection, meeting.id, draft)
        _number(db, connection, [*(item.id for item in items), added])
        return {"title": draft.title}

    return _edit(db, actor, meeting, "item_added", change)


def change_item(db: Database, actor: User, meeting: Meeting, item_id: int, **values: object) -> Meeting:
    """Changes minutes, owner, confidential or removed of one item."""
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {unknown}")
    if not 0 <= int(str(values.get("minutes", 0))) <= LONGEST_MINUTES:
        raise InvalidRequest("minutes_out_of_range", limit=LONGEST_MINUTES)

    def change(connection: Connection, items: list[Item]) -> dict[str, object]:
        item = item_among(items, item_id)
        _update(db, connection, item.id, values)
        return {"item": item.title, **values}

    return _edit(db, actor, meeting, "item_changed", change)


def move_item(db: Database, actor: User, meeting: Meeting, item_id: int, places: int) -> Meeting:
    """Moves one item up (*places* negative) or down among those that are on the agenda."""

    def change(connection: Connection, items: list[Item]) -> dict[str, object]:
        item = item_among(items, item_id)
        shown = [i.id for i in items if not i.removed and i.id != item_id]
        before = sum(1 for i in items if not i.removed and i.position < item.position)
        shown.insert(min(max(before + places, 0), len(shown)), item_id)
        _number(db, connection, [*shown, *(i.id for i in items if i.removed and i.id != item_id)])
        return {"item": item.title, "places": places}

    return _edit(db, actor, meeting, "item_moved", change)


def _edit(
    db: Database,
    actor: User,
    meeting: Meeting,
    action: str,
    change: Callable[[Connection, list[Item]], dict[str, object]],
    *,
    states: Sequence[State] = OPEN,
) -> Meeting:
    """One write to the agenda by somebody who prepares meetings, refused where the meeting changed meanwhile."""
    with db.writing() as connection:
        author = reload_actor(db, connection, actor)
        author.require(Permission.PREPARE_MEETINGS)
        current = read_meeting(db, connection, meeting.id)
        require_state(current, *states)
        require_fresh(current, meeting)
        said = change(connection, read_items(db, connection, meeting.id))
        at: dt.datetime = db.clock()
        record(db, connection, author.username, AuditEntry(action, current.title, new=said), at)
        return change_meeting(db, connection, author, current, "meeting_changed")


def _merged(kept: list[str], proposed: list[str], scores: dict[str, int]) -> list[str]:
    """The *kept* order with what is new before the first that scores lower."""
    order = list(kept)
    for subject in sorted(set(proposed) - set(kept), key=lambda s: (-scores[s], proposed.index(s))):
        place = next((i for i, other in enumerate(order) if scores[other] < scores[subject]), len(order))
        order.insert(place, subject)
    return order


def _insert(db: Database, connection: Connection, meeting_id: int, draft: ItemDraft) -> int:
    item_id = next_id(connection, db.tables.meeting_items)
    values = {
        "id": item_id, "meeting_id": meeting_id, "position": 0, "project": draft.project, "subject": draft.subject,
        "minutes": draft.minutes, "owner": draft.owner, "confidential": draft.confidential, "removed": False,
        "spent_seconds": 0, "discussed": "",
    }  # fmt: skip
    connection.execute(insert(db.tables.meeting_items).values(**values, **evaluated(draft)))
    return item_id


def _update(db: Database, connection: Connection, item_id: int, values: dict[str, object]) -> None:
    table = db.tables.meeting_items
    connection.execute(update(table).where(table.c.id == item_id).values(**values))


def _delete(db: Database, connection: Connection, items: Sequence[Item]) -> None:
    table = db.tables.meeting_items
    connection.execute(delete(table).where(table.c.id.in_([item.id for item in items])))


def _number(db: Database, connection: Connection, order: Sequence[int]) -> None:
    for position, item_id in enumerate(order, 1):
        _update(db, connection, item_id, {"position": position})
