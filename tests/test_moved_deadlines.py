"""Deadlines: moved for a week with a reason, dated by setting otherwise, and what punctuality makes of both."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard.rules import deadlines
from dashboard.settings import change_of, store_change
from data_access.edits import edit_history, edit_number
from data_access.engine import Database
from data_access.errors import EditConflict, NotFound, PermissionDenied, RegieError
from data_access.moved_deadlines import (
    MOVED_DEADLINES,
    MovedDeadline,
    move_deadline,
    moved_deadlines,
    restore_deadline,
)
from data_access.users import User
from tests.storing import week
from tests.workbooks import people

MONDAY = dt.datetime(2026, 5, 11, 10, 0, tzinfo=dt.UTC)
HOLIDAY = MovedDeadline(week(0), MONDAY, "Ascension")


@pytest.fixture
def staff(db: Database) -> dict[str, User]:
    return people(db)


def test_moved_restored_and_as_known_before(db: Database, staff: dict[str, User]) -> None:
    usual = dt.datetime(2026, 5, 8, 22, 0, tzinfo=dt.UTC)
    assert deadlines(db).due(week(0)) == usual
    move_deadline(db, staff["pmo"], HOLIDAY)
    assert (deadlines(db).due(week(0)), deadlines(db).due(week(1))) == (MONDAY, usual + dt.timedelta(weeks=1))
    moved = edit_history(db, MOVED_DEADLINES)[0].at
    restore_deadline(db, staff["pmo"], week(0))
    assert deadlines(db).due(week(0)) == usual
    assert deadlines(db, moved).due(week(0)) == MONDAY
    assert deadlines(db, moved - dt.timedelta(microseconds=1)).due(week(0)) == usual
    with pytest.raises(NotFound):
        restore_deadline(db, staff["pmo"], week(0))


def test_a_new_rule_holds_from_its_date_and_a_moved_deadline_stays(db: Database, staff: dict[str, User]) -> None:
    move_deadline(db, staff["pmo"], HOLIDAY._replace(status_date=week(2), due=MONDAY + dt.timedelta(weeks=2)))
    monday_ten = {"deadline_weekday": Decimal(1), "deadline_time": Decimal(600)}
    store_change(db, staff["pmo"], change_of(db, monday_ten, week(1)))
    found = [deadlines(db).due(week(n)).astimezone(dt.UTC) for n in range(3)]
    assert found == [
        dt.datetime(2026, 5, 8, 22, 0, tzinfo=dt.UTC),
        dt.datetime(2026, 5, 18, 8, 0, tzinfo=dt.UTC),
        dt.datetime(2026, 5, 25, 10, 0, tzinfo=dt.UTC),
    ]


@pytest.mark.parametrize(
    ("moved", "code"),
    [
        (HOLIDAY._replace(reason=" "), "deadline_needs_reason"),
        (HOLIDAY._replace(due=dt.datetime(2026, 5, 7, 8, tzinfo=dt.UTC)), "deadline_out_of_range"),
        (HOLIDAY._replace(due=dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)), "deadline_out_of_range"),
    ],
)
def test_what_cannot_be_is_refused(db: Database, staff: dict[str, User], moved: MovedDeadline, code: str) -> None:
    with pytest.raises(RegieError) as refused:
        move_deadline(db, staff["pmo"], moved)
    assert refused.value.code == code
    assert moved_deadlines(db) == ()


def test_who_may(db: Database, staff: dict[str, User]) -> None:
    move_deadline(db, staff["pmo"], HOLIDAY)
    for username in ("admin", "viewer", "committee", "sofie"):
        with pytest.raises(PermissionDenied):
            move_deadline(db, staff[username], HOLIDAY._replace(reason="Other"))
        with pytest.raises(PermissionDenied):
            restore_deadline(db, staff[username], week(0))
    assert moved_deadlines(db) == (HOLIDAY,)


def test_an_edit_of_an_older_state_is_refused(db: Database, staff: dict[str, User]) -> None:
    seen = edit_number(db, MOVED_DEADLINES)
    move_deadline(db, staff["pmo"], HOLIDAY, seen)
    with pytest.raises(EditConflict) as refused:
        restore_deadline(db, staff["pmo"], week(0), seen)
    assert refused.value.params["by"] == "Nadia Claes"
    with pytest.raises(EditConflict):
        move_deadline(db, staff["pmo"], HOLIDAY._replace(reason="Other"), seen)
    assert moved_deadlines(db) == (HOLIDAY,)
