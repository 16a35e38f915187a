"""Institutions and programmes on the screen: added, renamed, removed unless in use, and not overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.contract import Choice, Label
from data_access.engine import Database
from data_access.reference import references, save_reference
from data_access.users import get_user
from tests.app_database import app_database, unescaped
from tests.screens import opened, ran, said, sound
from tests.storing import full, stored, week
from tests.workbooks import INSTITUTIONS, people

pytestmark = pytest.mark.usefixtures("fresh_caches")
ARCHIVES = Choice("INST3", Label("Archives", "Archives régionales", "Archief"))


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    db = app_database(sqlite_template, tmp_path)
    stored(db, people(db)["pmo"], full(), week(0))
    yield db
    db.engine.dispose()


def page() -> AppTest:
    return sound(opened("administration", person="admin", part="lists"))


def chosen(at: AppTest, code: str) -> AppTest:
    (pick,) = [s for s in at.selectbox if s.label == "Add or change"]
    return sound(ran(pick.set_value(code)))


def filled(at: AppTest, *texts: str) -> AppTest:
    for field, typed in zip([f for f in at.text_input if not f.disabled], texts, strict=True):
        field.set_value(typed)
    return pressed(at, "Add the entry", "Store the change")


def pressed(at: AppTest, *labels: str) -> AppTest:
    (button,) = [b for b in at.button if b.label in labels]
    return sound(ran(button.click()))


def test_an_entry_is_added_at_the_end(database: Database) -> None:
    at = filled(page(), ARCHIVES.value, *ARCHIVES.label)
    assert references(database)["institutions"] == (*INSTITUTIONS, ARCHIVES)
    assert "“Archives” is stored." in map(unescaped, said(at))


def test_a_name_is_changed_and_its_code_cannot_be(database: Database) -> None:
    at = chosen(page(), "INST1")
    assert [f.disabled for f in at.text_input] == [True, False, False, False]
    filled(at, "Roads", "Routes", "Wegen")
    assert references(database)["institutions"][0] == Choice("INST1", Label("Roads", "Routes", "Wegen"))


def test_what_is_in_use_stays_and_what_is_not_goes(database: Database) -> None:
    at = pressed(chosen(page(), "INST1"), "Remove")
    assert any("cannot be removed: P1 uses it" in unescaped(e.value) for e in at.error)
    at = pressed(chosen(at, "INST2"), "Remove")
    assert references(database)["institutions"] == INSTITUTIONS[:1]
    assert "“Brussels Water” is removed." in map(unescaped, said(at))


def test_a_name_in_one_language_alone_is_refused(database: Database) -> None:
    at = filled(page(), "INST3", "Archives", "", "Archief")
    assert any("in English, French and Dutch" in unescaped(e.value) for e in at.error)
    assert references(database)["institutions"] == INSTITUTIONS


def test_somebody_elses_edit_is_not_overwritten(database: Database) -> None:
    at = page()
    save_reference(database, get_user(database, "pmo"), "institutions", (*INSTITUTIONS, ARCHIVES))
    at = filled(at, "INST4", "Fourth", "Quatrième", "Vierde")
    assert any(e.value.startswith("Nadia Claes changed this at") for e in at.error)
    assert references(database)["institutions"] == (*INSTITUTIONS, ARCHIVES)


def test_programmes_are_the_other_list(database: Database) -> None:
    at = page()
    at = sound(ran(at.segmented_control(key="administration_list").set_value("programmes")))
    filled(at, "DATA", "Data", "Données", "Gegevens")
    assert [e.value for e in references(database)["programmes"]] == ["REFORM", "DATA"]
