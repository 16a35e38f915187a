"""What was tried out in the room: shown to all who follow, kept with a decision or dropped, never in the data."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data_access.engine import Database
from data_access.meeting_rights import may_see_item, require_visible
from data_access.meeting_rows import change_meeting, item_among, read_items, read_meeting, require_state
from data_access.meeting_values import Meeting, State, WhatIf
from data_access.row_sets import next_id
from data_access.typed_values import ItemFigure, TypedValue, read_figures, read_values, write_figures, write_values
from data_access.users import Permission, User, reload_actor


def try_out(
    db: Database,
    actor: User,
    meeting_id: int,
    item_id: int,
    parameters: Mapping[str, TypedValue],
    figures: Sequence[ItemFigure],
) -> Meeting:
    """Shows a what-if on an item, in place of the one that was open there."""
    with db.writing() as connection:
        author, current = _deciding(db, connection, actor, meeting_id)
        item_among(read_items(db, connection, meeting_id), item_id)
        now, table = db.clock(), db.tables.meeting_what_ifs
        _drop(db, connection, item_id)
        values = {
            "id": next_id(connection, table), "meeting_id": meeting_id, "item_id": item_id,
            "parameters": write_values(parameters), "figures": write_figures(figures),
            "made_by": author.username, "made_at": now,
        }  # fmt: skip
        connection.execute(insert(table).values(**values))
        return change_meeting(db, connection, author, current, "what_if_tried")


def drop(db: Database, actor: User, meeting_id: int, item_id: int) -> Meeting:
    """Drops the what-if that is open on an item."""
    with db.writing() as connection:
        author, current = _deciding(db, connection, actor, meeting_id)
        _drop(db, connection, item_id)
        return change_meeting(db, connection, author, current, "what_if_dropped")


def keep(db: Database, actor: User, meeting_id: int, item_id: int, record_id: int) -> Meeting:
    """Keeps the what-if that is open on an item with a decision."""
    with db.writing() as connection:
        author, current = _deciding(db, connection, actor, meeting_id)
        table = db.tables.meeting_what_ifs
        kept = update(table).where(*_open(db, item_id)).values(decision_id=record_id)
        connection.execute(kept)
        return change_meeting(db, connection, author, current, "what_if_kept")


def open_what_if(db: Database, item_id: int) -> WhatIf | None:
    """What is being tried out on an item now."""
    table = db.tables.meeting_what_ifs
    with db.reading() as connection:
        row = connection.execute(select(table).where(*_open(db, item_id)).order_by(table.c.id.desc())).first()
    return None if row is None else _what_if(row)


def kept_what_ifs(db: Database, viewer: User, meeting: Meeting) -> dict[int, WhatIf]:
    """Id of a decision to the what-if kept with it, as far as *viewer* may see its item."""
    require_visible(meeting, viewer)
    table = db.tables.meeting_what_ifs
    query = select(table).where(table.c.meeting_id == meeting.id, table.c.decision_id.is_not(None))
    with db.reading() as connection:
        seen = {item.id for item in read_items(db, connection, meeting.id) if may_see_item(item, viewer)}
        found = [_what_if(row) for row in connection.execute(query)]
    return {w.decision_id: w for w in found if w.decision_id is not None and w.item_id in seen}


def _deciding(db: Database, connection: Connection, actor: User, meeting_id: int) -> tuple[User, Meeting]:
    author = reload_actor(db, connection, actor)
    author.require(Permission.DECIDE)
    current = read_meeting(db, connection, meeting_id)
    require_state(current, State.PRESENTING)
    return author, current


def _open(db: Database, item_id: int) -> tuple[Any, ...]:
    table = db.tables.meeting_what_ifs
    return table.c.item_id == item_id, table.c.dropped_at.is_(None), table.c.decision_id.is_(None)


def _drop(db: Database, connection: Connection, item_id: int) -> None:
    table = db.tables.meeting_what_ifs
    connection.execute(update(table).where(*_open(db, item_id)).values(dropped_at=db.clock()))


def _what_if(row: Row[Any]) -> WhatIf:
    values = dict(row._mapping)
    del values["dropped_at"]
    return WhatIf(
        **{**values, "parameters": read_values(values["parameters"]), "figures": read_figures(values["figures"])}
    )
