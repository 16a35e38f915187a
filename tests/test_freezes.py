"""Freezes: declared, changed and removed by those who may; as known at an instant; no silent overwriting."""

import datetime as dt
from dataclasses import replace

import pytest

from dashboard import text
from dashboard.freezes import freeze_days
from dashboard.kpis import kpi_report
from data_access.contract import Label
from data_access.edits import edit_history, edit_number
from data_access.engine import Database
from data_access.errors import EditConflict, InvalidRequest, NotFound, PermissionDenied, RegieError
from data_access.freezes import FREEZES, Freeze, freezes, remove_freeze, save_freeze
from data_access.users import User
from tests.storing import contents, full, stored, week
from tests.workbooks import people, record

START, END = dt.date(2026, 5, 15), dt.date(2026, 5, 29)
ELECTIONS = Freeze(START, END, Label("Elections", "Élections", "Verkiezingen"))


@pytest.fixture
def staff(db: Database) -> dict[str, User]:
    return people(db)


def conflicts(db: Database, known_at: dt.datetime | None = None) -> object:
    return {kpi.name: kpi.value for kpi in kpi_report(db, known_at=known_at).kpis}["cutover_conflicts"]


def test_a_cutover_inside_a_freeze_is_a_conflict(db: Database, staff: dict[str, User]) -> None:
    tool = record("migration", forecast_cutover=dt.date(2026, 5, 20))
    stored(db, staff["pmo"], full() | {"migration": [tool]}, week(0))
    assert conflicts(db) == 0
    declared = save_freeze(db, staff["pmo"], ELECTIONS)
    assert conflicts(db) == 1
    elsewhere = save_freeze(db, staff["admin"], replace(declared, institution="INST2"))
    assert (elsewhere.id, conflicts(db)) == (declared.id, 0)
    at = edit_history(db, FREEZES)[-1].at
    assert conflicts(db, at) == 1
    assert conflicts(db, at - dt.timedelta(microseconds=1)) == 0


def test_it_is_named_in_the_language_of_the_reader(db: Database, staff: dict[str, User]) -> None:
    save_freeze(db, staff["pmo"], ELECTIONS)
    for language, name in ELECTIONS.name._asdict().items():
        with text.speaking(language):
            assert [tuple(f) for f in freeze_days(db)] == [(START, END, name, None)]


def test_removing_leaves_what_was_known(db: Database, staff: dict[str, User]) -> None:
    declared = save_freeze(db, staff["pmo"], ELECTIONS)
    at = edit_history(db, FREEZES)[0].at
    remove_freeze(db, staff["pmo"], declared.id)
    assert freezes(db) == ()
    assert freezes(db, at) == (declared,)
    with pytest.raises(NotFound):
        remove_freeze(db, staff["pmo"], declared.id)
    assert [e.action for e in edit_history(db, FREEZES)] == ["freeze_removed", "freeze_declared"]
    assert save_freeze(db, staff["pmo"], ELECTIONS).id == declared.id + 1


@pytest.mark.parametrize(
    ("freeze", "code"),
    [
        (replace(ELECTIONS, end=START - dt.timedelta(days=1)), "freeze_ends_before_start"),
        (replace(ELECTIONS, name=Label("Elections", " ", "Verkiezingen")), "label_missing"),
        (replace(ELECTIONS, institution="NOWHERE"), "unknown_institution"),
        (replace(ELECTIONS, id=99), "unknown_freeze"),
    ],
)
def test_what_cannot_be_is_refused(db: Database, staff: dict[str, User], freeze: Freeze, code: str) -> None:
    before = contents(db)
    with pytest.raises(RegieError) as refused:
        save_freeze(db, staff["pmo"], freeze)
    assert refused.value.code == code
    assert contents(db) == before


def test_one_day_is_enough(db: Database, staff: dict[str, User]) -> None:
    assert save_freeze(db, staff["pmo"], replace(ELECTIONS, end=START)).end == START


def test_who_may(db: Database, staff: dict[str, User]) -> None:
    declared = save_freeze(db, staff["admin"], ELECTIONS)
    for username in ("viewer", "committee", "sofie"):
        with pytest.raises(PermissionDenied):
            save_freeze(db, staff[username], replace(declared, end=START))
        with pytest.raises(PermissionDenied):
            remove_freeze(db, staff[username], declared.id)
    assert freezes(db) == (declared,)


def test_an_edit_of_an_older_state_is_refused(db: Database, staff: dict[str, User]) -> None:
    seen = edit_number(db, FREEZES)
    declared = save_freeze(db, staff["pmo"], ELECTIONS, seen)
    for act in (
        lambda: save_freeze(db, staff["admin"], replace(declared, end=START), seen),
        lambda: remove_freeze(db, staff["admin"], declared.id, seen),
    ):
        with pytest.raises(EditConflict) as refused:
            act()
        assert (refused.value.code, refused.value.params["by"]) == ("changed_meanwhile", "Nadia Claes")
    assert freezes(db) == (declared,)
    remove_freeze(db, staff["admin"], declared.id, edit_number(db, FREEZES))
    assert freezes(db) == ()


def test_the_same_again_changes_nothing(db: Database, staff: dict[str, User]) -> None:
    declared = save_freeze(db, staff["pmo"], ELECTIONS)
    with pytest.raises(InvalidRequest) as refused:
        save_freeze(db, staff["pmo"], declared)
    assert refused.value.code == "nothing_changed"


def test_old_and_new_are_in_the_audit_trail(db: Database, staff: dict[str, User]) -> None:
    declared = save_freeze(db, staff["pmo"], ELECTIONS)
    save_freeze(db, staff["pmo"], replace(declared, end=START))
    last = edit_history(db, FREEZES)[0]
    assert (last.action, last.subject, last.by) == ("freeze_changed", "Elections", "Nadia Claes")
    assert (last.old["end"], last.new["end"], last.new["name_fr"]) == ("2026-05-29", "2026-05-15", "Élections")
