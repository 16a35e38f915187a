"""The pack of a meeting: what the meeting froze, whatever was uploaded or undone since."""

import io

from pypdf import PdfReader

from dashboard import text
from dashboard.meeting_pack import pack_name, pack_request
from dashboard.report_making import Format, make
from dashboard.uploads import undo
from data_access.engine import Database
from data_access.meeting_values import State
from data_access.queries.uploads import uploads
from data_access.users import SYSTEM, Role, list_users
from tests.meetings import frozen, in_state


def test_the_pack_of_a_frozen_meeting_shows_its_dates_and_its_snapshot(demonstration: Database) -> None:
    pmo = next(user for user in list_users(demonstration, SYSTEM) if user.role is Role.PMO)
    days = sorted(set(uploads(demonstration)["status_date"]))
    meeting = frozen(demonstration, pmo, status_date=days[-1], compare_with=days[0])
    with text.speaking("en"):
        before = make(demonstration, pack_request(meeting, Format.PDF)).data
        undo(demonstration, pmo, int(uploads(demonstration)["upload"].max()))
        after = make(demonstration, pack_request(meeting, Format.PDF)).data
    assert after == before
    page = PdfReader(io.BytesIO(after)).pages[0].extract_text()
    assert f"Status date {text.day(days[-1])}" in page
    assert f"Snapshot {meeting.data_version} of" in page
    assert f"Compared with {text.day(days[0])}" in page


def test_the_file_bears_number_and_day_of_the_meeting(demonstration: Database) -> None:
    pmo = next(user for user in list_users(demonstration, SYSTEM) if user.role is Role.PMO)
    meeting = in_state(demonstration, pmo, State.FROZEN)
    assert (
        pack_name(meeting, pack_request(meeting, Format.PPTX), "nl") == f"regie-steering-M1-{meeting.held_on}-nl.pptx"
    )


def test_a_draft_has_no_instant_yet_and_shows_what_holds_now(demonstration: Database) -> None:
    pmo = next(user for user in list_users(demonstration, SYSTEM) if user.role is Role.PMO)
    meeting = in_state(demonstration, pmo, State.DRAFT)
    assert pack_request(meeting, Format.PPTX).moment is None
