"""Recording a decision or an action: in the meeting, and at once in the RAID log of its project.

The entry enters by the front door, as a workbook with one row that is read, validated and previewed like any
other. So lineage, template, trend and undo need nothing of their own for it.
"""

import datetime as dt

from dashboard import uploads
from dashboard.today import today
from data_access.engine import Database
from data_access.errors import StalePreview
from data_access.meeting_records import add_record, entry_code, next_number
from data_access.meeting_values import Meeting, Record, RecordDraft, RecordKind, record_code
from data_access.plan import Gone, GoneDecision
from data_access.queries.effective import effective_rows
from data_access.queries.reported import last_reported
from data_access.reference import references
from data_access.store import Submission
from data_access.users import User
from data_access.workbook.template import write_template

ATTEMPTS = 3
"""How often a record is tried that loses the race against another, or against an upload."""
LONGEST_TITLE = 120


def record_in_meeting(db: Database, actor: User, meeting: Meeting, draft: RecordDraft) -> Record:
    """Records *draft*, with its RAID entry where it names a project that has reported; both or nothing.

    The entry belongs to the latest week that the project reported, so that it holds at once and the project does
    not look as if it had reported a later one. Raises as ``meeting_records.add_record``.
    """
    for attempt in range(1, ATTEMPTS + 1):
        day = last_reported(db, draft.project) if draft.project else None
        number = _number(db, meeting, draft.project, day)
        submission = None if day is None else _submission(db, actor, meeting, draft, number, day)
        try:
            return add_record(
                db, actor, meeting.id, draft, number=number, submission=submission, measure=uploads.measure
            )
        except StalePreview:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _day_of(db: Database, meeting: Meeting) -> dt.date:
    """The day on which *meeting* decides: its own, unless it is held before."""
    return min(today(db), meeting.held_on)


def _number(db: Database, meeting: Meeting, project: str | None, day: dt.date | None) -> int:
    """The next number of the meeting whose code is free in the log of the project: people choose codes too."""
    number = next_number(db, meeting.id)
    if project is None or day is None:
        return number
    taken = set(effective_rows(db, "raid", as_of=day, projects=[project])["entry"])
    while record_code(meeting.id, number) in taken:
        number += 1
    return number


def _submission(
    db: Database, actor: User, meeting: Meeting, draft: RecordDraft, number: int, day: dt.date
) -> Submission:
    with db.reading() as connection:
        code = entry_code(db, connection, meeting.id, draft, number)
    rows = {"raid": [_row(db, meeting, draft, code)]}
    data = write_template(db.contract, "en", rows, references(db), status_date=day, sheets=["raid"])
    checked = uploads.check(db, f"{code}.xlsx", data)
    shown = uploads.preview(db, actor, checked, day)
    keep, read = GoneDecision(Gone.KEEP), checked.validated
    return Submission(checked.file_name, data, shown.plan, keep, read.cells_read, read.cells_with_findings)


def _row(db: Database, meeting: Meeting, draft: RecordDraft, code: str) -> tuple[object, ...]:
    is_action = draft.kind is RecordKind.ACTION
    title = " ".join(draft.text.split())
    values: dict[str, object] = {
        "project": draft.project,
        "entry": code,
        "kind": draft.kind.value,
        "title": title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…",
        "cause": meeting.title,
        "effect": "\n".join(filter(None, (draft.text.strip() if len(title) > LONGEST_TITLE else "", draft.option))),
        "owner": draft.owner or None,
        "status": "open" if is_action else "closed",
        "raised": _day_of(db, meeting),
        "due": draft.due,
        "closed": None if is_action else _day_of(db, meeting),
    }
    return tuple(values.get(name) or None for name in db.contract.dataset("raid").column_names)
