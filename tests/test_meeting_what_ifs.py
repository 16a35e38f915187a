"""What-ifs: one open on an item, kept with a decision or dropped."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from dashboard.meeting_entries import record_in_meeting
from data_access.engine import Database
from data_access.errors import InvalidRequest, PermissionDenied
from data_access.meeting_agenda import change_item
from data_access.meeting_presenting import close
from data_access.meeting_values import Item, Meeting, RecordDraft, RecordKind
from data_access.meeting_what_ifs import drop, keep, kept_what_ifs, open_what_if, try_out
from data_access.meetings import get_meeting, meeting_items
from data_access.typed_values import ItemFigure, TypedValue
from data_access.users import User
from tests.meetings import presented
from tests.storing import everything
from tests.workbooks import people

LATER: dict[str, TypedValue] = {"shift_days": 30, "amount": Decimal("1500.00"), "stop_on": None}
FIGURES = (ItemFigure("forecast_end", "day", dt.date(2027, 1, 17), dt.date(2026, 12, 18)),)


@pytest.fixture
def staff(db: Database) -> dict[str, User]:
    """One account of each role."""
    return people(db)


def opened(db: Database, staff: dict[str, User]) -> tuple[Meeting, Item]:
    meeting = presented(db, staff["pmo"])
    return meeting, meeting_items(db, staff["pmo"], meeting)[0]


def test_one_is_open_at_a_time_and_the_data_stay(db: Database, staff: dict[str, User]) -> None:
    meeting, item = opened(db, staff)
    before = everything(db)
    try_out(db, staff["committee"], meeting.id, item.id, {"shift_days": 5}, ())
    shown = try_out(db, staff["pmo"], meeting.id, item.id, LATER, FIGURES)
    found = open_what_if(db, item.id)
    assert found is not None
    assert (found.parameters, found.figures, found.made_by) == (LATER, FIGURES, "pmo")
    assert shown.version == meeting.version + 2
    assert everything(db) == before
    drop(db, staff["committee"], meeting.id, item.id)
    assert open_what_if(db, item.id) is None


def test_it_is_kept_with_a_decision(db: Database, staff: dict[str, User]) -> None:
    meeting, item = opened(db, staff)
    try_out(db, staff["pmo"], meeting.id, item.id, LATER, FIGURES)
    made = record_in_meeting(db, staff["pmo"], meeting, RecordDraft(RecordKind.DECISION, "Later", item.id))
    keep(db, staff["pmo"], meeting.id, item.id, made.id)
    assert open_what_if(db, item.id) is None
    assert kept_what_ifs(db, staff["viewer"], meeting)[made.id].parameters == LATER
    now = get_meeting(db, staff["pmo"], meeting.id)
    change_item(db, staff["pmo"], now, item.id, confidential=True)
    assert kept_what_ifs(db, staff["viewer"], meeting) == {}


Act = Callable[[Database, User, int, int], object]
ACTS: list[Act] = [lambda d, u, m, i: try_out(d, u, m, i, LATER, ()), drop, lambda d, u, m, i: keep(d, u, m, i, 1)]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["viewer", "sofie", "admin"])
def test_only_who_decides_tries_out(db: Database, staff: dict[str, User], act: Act, who: str) -> None:
    meeting, item = opened(db, staff)
    with pytest.raises(PermissionDenied):
        act(db, staff[who], meeting.id, item.id)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_tried_out_in_a_closed_meeting(db: Database, staff: dict[str, User], act: Act) -> None:
    meeting, item = opened(db, staff)
    close(db, staff["pmo"], meeting.id)
    with pytest.raises(InvalidRequest):
        act(db, staff["pmo"], meeting.id, item.id)
