"""The demonstration's meetings: one held, with an action that is overdue by now, and the draft of the next."""

from collections.abc import Callable

from data_access.meeting_records import meeting_records
from data_access.meeting_values import RecordKind, State
from data_access.meetings import list_meetings, meeting_items
from data_access.queries.effective import effective_rows
from data_access.users import SYSTEM, list_users
from seed.meetings import FEWEST_WEEKS
from seed.upload import seed
from tests.conftest import DEMONSTRATED_UNTIL, swift_database


def test_one_was_held_and_the_next_is_drafted(migrated_url: Callable[[str], str]) -> None:
    db = swift_database(migrated_url("sqlite"))
    for _twice in range(2):
        seed(db, projects=6, weeks=FEWEST_WEEKS, until=DEMONSTRATED_UNTIL, report=lambda _line: None)
    pmo = next(user for user in list_users(db, SYSTEM) if user.role == "pmo")
    draft, held = list_meetings(db, pmo)
    assert (held.state, draft.state, draft.previous_id) == (State.CLOSED, State.DRAFT, held.id)
    assert (draft.status_date, draft.compare_with) == (DEMONSTRATED_UNTIL, held.status_date)
    records = meeting_records(db, pmo, held)
    assert {record.kind for record in records} == set(RecordKind)
    assert all(record.figures for record in records)
    log = effective_rows(db, "raid")
    assert {record.code for record in records} <= set(log["entry"])
    first = meeting_items(db, pmo, draft)
    overdue = [reason for item in first for reason in item.reasons if reason.rule == "overdue"]
    assert overdue
    db.engine.dispose()
