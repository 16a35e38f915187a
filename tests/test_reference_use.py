"""A code that something in force uses stays on its list; names may change, and entries be added."""

import datetime as dt

import pytest

from data_access.contract import Choice, Label
from data_access.edits import edit_history, edit_number
from data_access.engine import Database
from data_access.errors import EditConflict, InvalidRequest
from data_access.freezes import Freeze, remove_freeze, save_freeze
from data_access.reference import reference_topic, references, save_reference
from data_access.users import User
from tests.storing import full, stored, undone, week
from tests.workbooks import INSTITUTIONS, PROGRAMMES, people, record

THIRD = Choice("INST3", Label("Archives", "Archives régionales", "Archief"))


@pytest.fixture
def staff(db: Database) -> dict[str, User]:
    return people(db)


def refusal(db: Database, actor: User, kind: str, *entries: Choice) -> dict[str, object]:
    with pytest.raises(InvalidRequest) as refused:
        save_reference(db, actor, kind, entries)
    return {"code": refused.value.code, **refused.value.params}


def test_a_code_in_use_cannot_be_removed(db: Database, staff: dict[str, User]) -> None:
    pmo = staff["pmo"]
    receipt = stored(db, pmo, full("P1"))
    for kind, kept, code in (("institutions", INSTITUTIONS[1:], "INST1"), ("programmes", (), "REFORM")):
        assert refusal(db, pmo, kind, *kept) == {"code": "reference_in_use", "entry": code, "by": "P1"}
    save_reference(db, pmo, "institutions", INSTITUTIONS[:1])
    undone(db, pmo, receipt)
    save_reference(db, pmo, "programmes", ())
    assert references(db)["programmes"] == ()


def test_a_week_gone_by_still_needs_its_names(db: Database, staff: dict[str, User]) -> None:
    """What is shown as of an earlier date has names too."""
    pmo = staff["pmo"]
    elsewhere = full("P1", institution="INST2") | {"migration": [record("migration", institution="INST2")]}
    elsewhere |= {"credits": [record("credits", institution="INST2")]}
    stored(db, pmo, full("P1"), week(0))
    stored(db, pmo, elsewhere, week(1))
    assert refusal(db, pmo, "institutions", INSTITUTIONS[1])["code"] == "reference_in_use"


@pytest.mark.parametrize("dataset", ["credits", "migration"])
def test_every_sheet_that_names_an_institution_counts(db: Database, staff: dict[str, User], dataset: str) -> None:
    rows = full("P1") | {dataset: [record(dataset, institution="INST2")]}
    stored(db, staff["pmo"], rows)
    assert refusal(db, staff["pmo"], "institutions", INSTITUTIONS[0])["entry"] == "INST2"


def test_a_freeze_needs_its_institution(db: Database, staff: dict[str, User]) -> None:
    label = Label("Move", "Déménagement", "Verhuizing")
    freeze = save_freeze(db, staff["pmo"], Freeze(dt.date(2026, 5, 1), dt.date(2026, 5, 2), label, "INST2"))
    refused = refusal(db, staff["pmo"], "institutions", INSTITUTIONS[0])
    assert refused == {"code": "reference_in_use", "entry": "INST2", "by": "Move"}
    remove_freeze(db, staff["pmo"], freeze.id)
    save_reference(db, staff["pmo"], "institutions", INSTITUTIONS[:1])


def test_names_change_and_entries_are_added(db: Database, staff: dict[str, User]) -> None:
    stored(db, staff["pmo"], full("P1"))
    renamed = Choice("INST1", Label(" Roads ", "Routes", "Wegen"))
    stored_now = save_reference(db, staff["admin"], "institutions", (THIRD, renamed, INSTITUTIONS[1]))
    assert references(db)["institutions"] == stored_now
    assert stored_now[1] == Choice("INST1", Label("Roads", "Routes", "Wegen"))
    last = edit_history(db, reference_topic("institutions"))[0]
    assert last.old["INST1"]["en"] == "Brussels Roads"
    assert (last.new["INST1"]["en"], last.new["INST3"]["nl"]) == ("Roads", "Archief")


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Choice("X", Label("Ex", "", "Ex")), "label_missing"),
        (Choice(" ", Label("Ex", "Ex", "Ex")), "label_missing"),
        (Choice("X", Label("Ex", "BRUXELLES  routes", "Ex")), "reference_name_twice"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(db: Database, staff: dict[str, User], entry: Choice, code: str) -> None:
    assert refusal(db, staff["pmo"], "institutions", *INSTITUTIONS, entry)["code"] == code
    assert references(db)["institutions"] == INSTITUTIONS


def test_an_edit_of_an_older_state_is_refused(db: Database, staff: dict[str, User]) -> None:
    seen = edit_number(db, reference_topic("institutions"))
    save_reference(db, staff["pmo"], "programmes", (*PROGRAMMES, Choice("X", Label("Ex", "Ix", "Iks"))))
    save_reference(db, staff["pmo"], "institutions", (*INSTITUTIONS, THIRD), seen)
    with pytest.raises(EditConflict) as refused:
        save_reference(db, staff["admin"], "institutions", INSTITUTIONS, seen)
    assert (refused.value.params["by"], len(references(db)["institutions"])) == ("Nadia Claes", 3)
