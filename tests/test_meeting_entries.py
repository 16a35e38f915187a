"""A decision or action: recorded with its figures, in the RAID log at once, and in the next weekly template."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from dashboard import uploads
from dashboard.meeting_entries import record_in_meeting
from dashboard.templates import make_template
from data_access import store
from data_access.engine import Database
from data_access.errors import InvalidRequest, PermissionDenied, RegieError, StalePreview
from data_access.meeting_presenting import close
from data_access.meeting_records import add_record, earlier_records, in_force, meeting_records
from data_access.meeting_values import RecordDraft, RecordKind, Votes
from data_access.meetings import meeting_items
from data_access.plan import Gone, GoneDecision
from data_access.queries.audit_trail import audit_trail
from data_access.queries.effective import effective_rows
from data_access.queries.uploads import upload_projects
from data_access.typed_values import ItemFigure
from data_access.users import SYSTEM, User
from tests.meetings import draft as item
from tests.meetings import drafted, presented
from tests.storing import KEEP, everything, full, merged, planned, stored, submitted, week
from tests.workbooks import people, record

FIGURES = (ItemFigure("bac", "eur", Decimal("1000.00"), Decimal("900.00")), ItemFigure("slip_days", "days", 12))


def action(project: str | None = "P1", **values: object) -> RecordDraft:
    given: dict[str, object] = {
        "kind": RecordKind.ACTION, "text": "Ask the supplier for a new plan", "project": project,
        "owner": "Sofie Peeters", "due": dt.date(2026, 6, 1), "figures": FIGURES,
    }  # fmt: skip
    return RecordDraft(**(given | values))  # type: ignore[arg-type]  # the fields of a record


def decision(project: str | None = "P1", **values: object) -> RecordDraft:
    given: dict[str, object] = {
        "kind": RecordKind.DECISION, "text": "Approve the exception plan", "option": "B: three more months",
        "votes": Votes(4, 1, 0), "due": None, "owner": "",
    }  # fmt: skip
    return action(project, **(given | values))


@pytest.fixture
def staff(db: Database) -> dict[str, User]:
    """Accounts, and two projects that reported two weeks."""
    found = people(db)
    for number in (0, 1):
        reports = merged(full("P1"), full("P2", manager="Marc Dubois"))
        stored(db, found["pmo"], reports | {"raid": [record("raid"), record("raid", project="P2")]}, week(number))
    return found


def entries(db: Database, as_of: dt.date | None = None) -> dict[str, dict[str, object]]:
    rows = effective_rows(db, "raid", as_of=as_of)
    return {f"{row['project']}/{row['entry']}": row for row in rows.to_dict("records")}


def on(db: Database, day: dt.date) -> Database:
    """*db* early on *day* in Brussels, when it is still the day before in Greenwich."""
    return replace(db, clock=lambda: dt.datetime.combine(day - dt.timedelta(days=1), dt.time(23, 30), dt.UTC))


def test_an_action_is_in_the_log_and_in_the_next_template(db: Database, staff: dict[str, User]) -> None:
    meeting = presented(db, staff["pmo"])
    on = meeting_items(db, staff["pmo"], meeting)[0]
    made = record_in_meeting(db, staff["committee"], meeting, action(item_id=on.id))
    assert (made.code, made.recorded_by, made.figures, made.item_id) == ("M1-1", "committee", FIGURES, on.id)
    row = entries(db)["P1/M1-1"]
    said = {name: row[name] for name in ("kind", "title", "owner", "status", "raised", "due", "uploaded_by")}
    assert said == {
        "kind": "action", "title": "Ask the supplier for a new plan", "owner": "Sofie Peeters", "status": "open",
        "raised": meeting.held_on, "due": dt.date(2026, 6, 1), "uploaded_by": "Jan Wouters",
    }  # fmt: skip
    assert "P1/R1" in entries(db)
    book = openpyxl.load_workbook(io.BytesIO(make_template(db, staff["sofie"], "en").data))
    assert "M1-1" in {cell.value for column in book["RAID"].iter_cols() for cell in column}


def test_a_decision_enters_the_log_as_taken(db: Database, staff: dict[str, User]) -> None:
    meeting = presented(db, staff["pmo"])
    made = record_in_meeting(on(db, meeting.held_on), staff["pmo"], meeting, decision(text="Stop. " * 40))
    row = entries(db)["P1/M1-1"]
    assert (row["kind"], row["status"], row["closed"]) == ("decision", "closed", meeting.held_on)
    assert row["title"].endswith("…")
    assert row["effect"].startswith("Stop. Stop.")
    assert row["effect"].endswith("B: three more months")
    assert made.votes == Votes(4, 1, 0)


@pytest.mark.parametrize("days", [-3, 0, 5])
def test_no_entry_is_dated_after_the_day_on_which_it_was_recorded(
    db: Database, staff: dict[str, User], days: int
) -> None:
    meeting = presented(db, staff["pmo"])
    day = meeting.held_on + dt.timedelta(days=days)
    record_in_meeting(on(db, day), staff["pmo"], meeting, decision())
    row = entries(db)["P1/M1-1"]
    assert row["raised"] == row["closed"] == min(day, meeting.held_on)


def test_nothing_but_the_log_of_the_project_changes(db: Database, staff: dict[str, User]) -> None:
    before, reported = everything(db, (week(0), None)), upload_projects(db).drop(columns="upload").drop_duplicates()
    record_in_meeting(db, staff["committee"], presented(db, staff["pmo"]), action())
    after = everything(db, (week(0), None))
    added = after["raid", None] - before["raid", None]
    assert len(added) == 1
    assert after == before | {("raid", None): before["raid", None] | added}
    assert upload_projects(db).drop(columns="upload").drop_duplicates().equals(reported)


def test_a_late_project_does_not_look_as_if_it_had_reported(db: Database, staff: dict[str, User]) -> None:
    stored(db, staff["marc"], full("P2", manager="Marc Dubois"), week(3))
    record_in_meeting(db, staff["committee"], presented(db, staff["pmo"], status_date=week(3)), action("P1"))
    spoke = upload_projects(db)
    assert set(spoke[spoke["project"] == "P1"]["status_date"]) == {week(0), week(1)}
    assert "P1/M1-1" in entries(db, week(3))


def test_what_concerns_no_project_stays_in_the_meeting(db: Database, staff: dict[str, User]) -> None:
    meeting = presented(db, staff["pmo"])
    before = everything(db)
    made = record_in_meeting(db, staff["committee"], meeting, decision(None))
    assert made.upload_id is None
    assert everything(db) == before
    assert meeting_records(db, staff["viewer"], meeting) == [made]


@pytest.mark.parametrize("who", ["viewer", "sofie", "admin"])
def test_only_who_decides_records(db: Database, staff: dict[str, User], who: str) -> None:
    meeting = presented(db, staff["pmo"])
    before = everything(db)
    with pytest.raises(PermissionDenied):
        record_in_meeting(db, staff[who], meeting, action())
    assert everything(db) == before
    assert meeting_records(db, staff["pmo"], meeting) == []


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (action(text="  "), "record_needs_text"),
        (decision(votes=Votes(0, 0, 0)), "votes_impossible"),
        (decision(votes=Votes(2, -1, 0)), "votes_impossible"),
    ],
)
def test_a_record_that_cannot_be_is_refused(db: Database, staff: dict[str, User], bad: RecordDraft, code: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        record_in_meeting(db, staff["pmo"], presented(db, staff["pmo"]), bad)
    assert refused.value.code == code
    assert "P1/M1-1" not in entries(db)


def other_entry(db: Database) -> store.Submission:
    rows = {"raid": [record("raid", entry="R9", kind="action")]}
    return submitted(planned(db, rows, week(1)), b"other")


def other_kind(db: Database) -> store.Submission:
    return submitted(planned(db, {"raid": [record("raid", entry="M1-1")]}, week(1)), b"kind")


def other_sheet(db: Database) -> store.Submission:
    return submitted(planned(db, full("P1", percent_complete=Decimal(99)), week(1)), b"sheet")


def closing_others(db: Database) -> store.Submission:
    plan = planned(db, {"raid": [record("raid", entry="M1-1", kind="action")]}, week(1))
    return submitted(plan, b"closing", GoneDecision(Gone.CLOSE))


def two_rows(db: Database) -> store.Submission:
    rows = {"raid": [record("raid", entry="M1-1", kind="action"), record("raid", title="Altered")]}
    return submitted(planned(db, rows, week(1)), b"two", KEEP)


@pytest.mark.parametrize("smuggled", [other_entry, other_kind, other_sheet, closing_others, two_rows])
def test_deciding_gives_no_other_right_to_write(
    db: Database, staff: dict[str, User], smuggled: Callable[[Database], store.Submission]
) -> None:
    meeting, before = presented(db, staff["pmo"]), everything(db)
    with pytest.raises(PermissionDenied) as refused:
        add_record(
            db, staff["committee"], meeting.id, action(), number=1, submission=smuggled(db), measure=uploads.measure
        )
    assert refused.value.code == "entry_only"
    assert everything(db) == before


def test_a_committee_member_still_may_not_upload(db: Database, staff: dict[str, User]) -> None:
    plan = planned(db, {"raid": [record("raid", entry="M1-1", kind="action")]}, week(1))
    with pytest.raises(PermissionDenied):
        store.commit(db, staff["committee"], submitted(plan, b"direct"), uploads.measure)


def test_a_number_is_given_once(db: Database, staff: dict[str, User]) -> None:
    meeting = presented(db, staff["pmo"])
    made = [record_in_meeting(db, staff["pmo"], meeting, action(project)) for project in ("P1", "P2", None)]
    assert [r.code for r in made] == ["M1-1", "M1-2", "M1-3"]
    with pytest.raises(StalePreview):
        add_record(db, staff["pmo"], meeting.id, action(), number=3, submission=None, measure=uploads.measure)


def test_an_entry_that_the_manager_coded_alike_is_not_overwritten(db: Database, staff: dict[str, User]) -> None:
    own = record("raid", entry="M1-1", title="Our own", kind="action")
    stored(db, staff["sofie"], {"raid": [record("raid"), own]}, week(1))
    made = record_in_meeting(db, staff["pmo"], presented(db, staff["pmo"]), action())
    assert made.code == "M1-2"
    assert entries(db)["P1/M1-1"]["title"] == "Our own"


def test_a_closed_meeting_takes_corrections_only(db: Database, staff: dict[str, User]) -> None:
    meeting = presented(db, staff["pmo"])
    first = record_in_meeting(db, staff["pmo"], meeting, action())
    closed = close(db, staff["pmo"], meeting.id)
    with pytest.raises(InvalidRequest) as refused:
        record_in_meeting(db, staff["pmo"], closed, action())
    assert refused.value.code == "meeting_closed"
    right = record_in_meeting(db, staff["committee"], closed, action(text="Ask for two plans", corrects_id=first.id))
    kept = meeting_records(db, staff["viewer"], closed)
    assert [r.text for r in kept] == ["Ask the supplier for a new plan", "Ask for two plans"]
    assert in_force(kept) == [right]
    assert entries(db)["P1/M1-1"]["title"] == "Ask for two plans"
    assert "P1/M1-2" not in entries(db)
    with pytest.raises(InvalidRequest) as refused:
        record_in_meeting(db, staff["pmo"], closed, action(text="Again", corrects_id=first.id))
    assert refused.value.code == "record_corrected_already"


def test_what_a_confidential_item_brought_stays_confidential(db: Database, staff: dict[str, User]) -> None:
    from data_access.meeting_agenda import change_item

    meeting = presented(db, staff["pmo"], [item("P2", manager="Marc Dubois")])
    on = meeting_items(db, staff["pmo"], meeting)[0]
    change_item(db, staff["pmo"], meeting, on.id, confidential=True)
    made = record_in_meeting(db, staff["pmo"], meeting, action(None, item_id=on.id))
    assert meeting_records(db, staff["marc"], meeting) == [made]
    assert meeting_records(db, staff["sofie"], meeting) == meeting_records(db, staff["viewer"], meeting) == []


def test_actions_are_carried_to_the_next_meeting(db: Database, staff: dict[str, User]) -> None:
    first = presented(db, staff["pmo"])
    made = record_in_meeting(db, staff["pmo"], first, action())
    following = drafted(db, staff["pmo"], held_on=first.held_on + dt.timedelta(days=28))
    assert earlier_records(db, staff["pmo"], following) == []
    close(db, staff["pmo"], first.id)
    assert earlier_records(db, staff["pmo"], following) == [made]
    assert earlier_records(db, staff["pmo"], first) == []


def test_the_acting_person_is_in_the_audit(db: Database, staff: dict[str, User]) -> None:
    made = record_in_meeting(db, staff["committee"], presented(db, staff["pmo"]), action())
    trail = audit_trail(db, SYSTEM)
    done = trail[trail["upload_id"] == made.upload_id]
    assert dict(zip(done["action"], done["actor"], strict=True)) == {
        "action_recorded": "committee",
        "upload_committed": "committee",
    }


def test_the_manager_closes_the_action_with_the_next_workbook(db: Database, staff: dict[str, User]) -> None:
    record_in_meeting(db, staff["committee"], presented(db, staff["pmo"]), action())
    done = record("raid", entry="M1-1", kind="action", title="Done", status="closed", closed=week(2))
    stored(db, staff["sofie"], full("P1") | {"raid": [record("raid"), done]}, week(2))
    assert entries(db)["P1/M1-1"]["status"] == "closed"


def test_an_undone_entry_leaves_the_log_and_stays_in_the_meeting(db: Database, staff: dict[str, User]) -> None:
    meeting, before = presented(db, staff["pmo"]), everything(db)
    made = record_in_meeting(db, staff["committee"], meeting, action())
    assert made.upload_id is not None
    uploads.undo(db, staff["pmo"], made.upload_id)
    assert everything(db) == before
    assert meeting_records(db, staff["pmo"], meeting) == [made]


def test_whatever_fails_nothing_is_half_recorded(
    db: Database, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, before = presented(db, staff["pmo"]), everything(db)

    def refuse(*_args: object, **_named: object) -> None:
        raise InvalidRequest("record_needs_text")

    monkeypatch.setattr("data_access.meeting_records.change_meeting", refuse)
    with pytest.raises(RegieError):
        record_in_meeting(db, staff["committee"], meeting, action())
    assert everything(db) == before
    assert meeting_records(db, staff["pmo"], meeting) == []
