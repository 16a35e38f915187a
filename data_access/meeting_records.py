"""What a meeting decides: decisions and actions, each with the figures seen, and its entry in the RAID log.

Records are only ever added. A correction is a record of its own that names the one it corrects.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, PermissionDenied, StalePreview
from data_access.measure_store import Measure
from data_access.meeting_rights import may_see, may_see_item, require_visible
from data_access.meeting_rows import change_meeting, item_among, read_items, read_meeting, require_state
from data_access.meeting_values import Item, Meeting, Record, RecordDraft, RecordKind, State, Votes, record_code
from data_access.plan import Gone, Plan
from data_access.row_sets import next_id
from data_access.store import Submission, carry_out
from data_access.typed_values import read_figures, write_figures
from data_access.users import Permission, User, reload_actor

LEAFED = 5
"""Seconds: an item that was on the wall for less was leafed past on the way to another."""


def next_number(db: Database, meeting_id: int) -> int:
    """The number that the next record of a meeting gets."""
    with db.reading() as connection:
        return _next_number(db, connection, meeting_id)


def add_record(
    db: Database,
    actor: User,
    meeting_id: int,
    draft: RecordDraft,
    *,
    number: int,
    submission: Submission | None,
    measure: Measure,
) -> Record:
    """Records *draft* as *number* of the meeting and, in the same transaction, stores its entry of the RAID log.

    ``PermissionDenied`` unless *actor* decides; ``StalePreview`` where the number was taken or the log changed
    meanwhile; ``InvalidRequest`` without a text, with votes that cannot be, and in a meeting that is not presented
    (a correction may come later).
    """
    _require_sound(draft)
    with db.writing() as connection:
        author = reload_actor(db, connection, actor)
        author.require(Permission.DECIDE)
        meeting = read_meeting(db, connection, meeting_id)
        _require_open(db, connection, meeting, draft)
        if number < _next_number(db, connection, meeting_id):
            raise StalePreview("meeting_changed", meeting=meeting_id)
        upload_id = None
        if submission is not None:
            code = entry_code(db, connection, meeting_id, draft, number)
            _require_one_entry(submission, code, is_new=draft.corrects_id is None)
            upload_id = carry_out(db, connection, author, submission, measure).upload_id
        added = _insert(db, connection, meeting, draft, author, number, upload_id)
        change_meeting(db, connection, author, meeting, "meeting_recorded")
        return added


def meeting_records(db: Database, viewer: User, meeting: Meeting) -> list[Record]:
    """Everything recorded in *meeting* in its order, corrections too, without what *viewer* may not see."""
    require_visible(meeting, viewer)
    with db.reading() as connection:
        hidden = {i.id for i in read_items(db, connection, meeting.id) if not may_see_item(i, viewer)}
        found = _records(db, connection, [meeting.id])
    return [r for r in found if r.item_id not in hidden]


def earlier_records(db: Database, viewer: User, meeting: Meeting) -> list[Record]:
    """What closed meetings before *meeting* recorded and nobody corrected since, oldest first."""
    with db.reading() as connection:
        table = db.tables.meetings
        closed = select(table.c.id).where(table.c.state == State.CLOSED.value, table.c.id != meeting.id)
        ids = list(connection.execute(closed.where(table.c.held_on <= meeting.held_on)).scalars())
        items = [item for number in ids for item in read_items(db, connection, number)]
        found = _records(db, connection, ids)
    hidden = {item.id for item in items if not may_see_item(item, viewer)}
    return [r for r in in_force(found) if r.item_id not in hidden] if may_see(meeting, viewer) else []


def in_force(records: Sequence[Record]) -> list[Record]:
    """The *records* that no other corrects."""
    corrected = {r.corrects_id for r in records}
    return [r for r in records if r.id not in corrected]


def was_discussed(item: Item, records: Sequence[Record]) -> bool:
    """Whether *item* was on the wall long enough to be read, or anything was said or recorded about it."""
    return item.spent_seconds >= LEAFED or bool(item.discussed) or any(r.item_id == item.id for r in records)


def left_over(db: Database, viewer: User, meeting: Meeting, items: Sequence[Item]) -> list[Item]:
    """Those of the *items* of a closed *meeting* that it did not come to."""
    if meeting.state is not State.CLOSED:
        return []
    records = meeting_records(db, viewer, meeting)
    return [item for item in items if not was_discussed(item, records)]


def entry_code(db: Database, connection: Connection, meeting_id: int, draft: RecordDraft, number: int) -> str:
    """The code of the RAID entry of a record: its own, or for a correction that of what it corrects."""
    while draft.corrects_id is not None:
        corrected = _record(db, connection, draft.corrects_id)
        draft, number = corrected, corrected.number
    return record_code(meeting_id, number)


def _require_sound(draft: RecordDraft) -> None:
    if not draft.text.strip():
        raise InvalidRequest("record_needs_text")
    if draft.votes is not None and (min(draft.votes) < 0 or sum(draft.votes) == 0):
        raise InvalidRequest("votes_impossible")


def _require_open(db: Database, connection: Connection, meeting: Meeting, draft: RecordDraft) -> None:
    if draft.corrects_id is None:
        require_state(meeting, State.PRESENTING)
    else:
        require_state(meeting, State.PRESENTING, State.CLOSED)
        corrected = _record(db, connection, draft.corrects_id)
        if corrected.meeting_id != meeting.id or corrected not in in_force(_records(db, connection, [meeting.id])):
            raise InvalidRequest("record_corrected_already", record=corrected.code)
    if draft.item_id is not None:
        item_among(read_items(db, connection, meeting.id), draft.item_id)


def _require_one_entry(submission: Submission, code: str, *, is_new: bool) -> None:
    """The narrow right to write that comes with DECIDE: one decision or action under its own code, nothing else."""
    decision = submission.decision
    keeps_others = decision.default is Gone.KEEP and not decision.exceptions
    if not keeps_others or not _is_one_entry(submission.plan, code, is_new=is_new):
        raise PermissionDenied("entry_only", entry=code)


def _is_one_entry(plan: Plan, code: str, *, is_new: bool) -> bool:
    if len(plan.parts) != 1 or plan.parts[0].dataset.name != "raid" or len(plan.parts[0].rows) != 1:
        return False
    dataset, (_row, values, old) = plan.parts[0].dataset, plan.parts[0].rows[0]
    said = {name: values[dataset.positions[name]] for name in ("entry", "kind")}
    overwrites = is_new and old is not None
    return said["entry"] == code and said["kind"] in set(RecordKind) and not overwrites


def _insert(
    db: Database,
    connection: Connection,
    meeting: Meeting,
    draft: RecordDraft,
    author: User,
    number: int,
    upload_id: int | None,
) -> Record:
    at, table = db.clock(), db.tables.meeting_decisions
    votes = draft.votes or (None, None, None)
    values = {
        "id": next_id(connection, table), "meeting_id": meeting.id, "item_id": draft.item_id, "number": number,
        "kind": draft.kind.value, "text": draft.text.strip(), "option": draft.option.strip(), "votes_for": votes[0],
        "votes_against": votes[1], "abstained": votes[2], "owner": draft.owner.strip(), "due": draft.due,
        "project": draft.project, "figures": write_figures(draft.figures), "recorded_by": author.username,
        "recorded_at": at, "corrects_id": draft.corrects_id, "upload_id": upload_id,
    }  # fmt: skip
    connection.execute(insert(table).values(**values))
    action = "record_corrected" if draft.corrects_id else f"{draft.kind.value}_recorded"
    said = {name: values[name] for name in ("text", "option", "owner", "due", "project", "corrects_id")}
    code = record_code(meeting.id, number)
    record(db, connection, author.username, AuditEntry(action, code, new=said, upload_id=upload_id), at)
    return _record(db, connection, int(str(values["id"])))


def _next_number(db: Database, connection: Connection, meeting_id: int) -> int:
    table = db.tables.meeting_decisions
    last = select(func.coalesce(func.max(table.c.number), 0)).where(table.c.meeting_id == meeting_id)
    return int(connection.execute(last).scalar_one()) + 1


def _records(db: Database, connection: Connection, meetings: Sequence[int]) -> list[Record]:
    table = db.tables.meeting_decisions
    query = select(table).where(table.c.meeting_id.in_(meetings)).order_by(table.c.recorded_at, table.c.id)
    return [_record_of(row) for row in connection.execute(query)]


def _record(db: Database, connection: Connection, record_id: int) -> Record:
    table = db.tables.meeting_decisions
    row = connection.execute(select(table).where(table.c.id == record_id)).first()
    if row is None:
        raise NotFound("unknown_record", record=record_id)
    return _record_of(row)


def _record_of(row: Row[Any]) -> Record:
    values = dict(row._mapping)
    counted = [values.pop(name) for name in ("votes_for", "votes_against", "abstained")]
    votes = None if counted[0] is None else Votes(*counted)
    kind, figures = RecordKind(values["kind"]), read_figures(values["figures"])
    return Record(**{**values, "votes": votes, "kind": kind, "figures": figures})
