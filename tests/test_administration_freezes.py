"""Freezes on the screen: declared with the cutovers inside, changed, removed, refused, and not overwritten."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.contract import Label
from data_access.engine import Database
from data_access.freezes import Freeze, freezes, save_freeze
from data_access.users import get_user
from tests.app_database import TRICKS, app_database, unescaped
from tests.screens import opened, ran, said, sound
from tests.storing import full, stored, week
from tests.workbooks import people, record

pytestmark = pytest.mark.usefixtures("fresh_caches")
START, END = dt.date(2026, 12, 18), dt.date(2027, 1, 4)
CLOSING = Freeze(START, END, Label("Year-end", "Fin d'année", "Jaareinde"))


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    db = app_database(sqlite_template, tmp_path)
    tool = record("migration", forecast_cutover=dt.date(2026, 12, 19))
    stored(db, people(db)["pmo"], full() | {"migration": [tool]}, week(0))
    yield db
    db.engine.dispose()


def page() -> AppTest:
    return sound(opened("administration", person="admin", part="freezes"))


def filled(at: AppTest, freeze: Freeze) -> AppTest:
    dates, names = at.date_input, at.text_input
    dates[0].set_value(freeze.start)
    dates[1].set_value(freeze.end)
    for field, name in zip(names, freeze.name, strict=True):
        field.set_value(name)
    (save,) = [b for b in at.button if b.label in ("Declare the freeze", "Store the change")]
    return sound(ran(save.click()))


def chosen(at: AppTest, number: int) -> AppTest:
    (pick,) = [s for s in at.selectbox if s.label == "Declare or change"]
    return sound(ran(pick.set_value(number)))


def test_the_first_is_declared_and_shows_what_falls_into_it(database: Database) -> None:
    at = page()
    assert "No freeze is declared. Declare the first one below." in said(at)
    at = filled(at, CLOSING)
    assert freezes(database) == (replace(CLOSING, id=1),)
    assert "The freeze “Year-end” is stored." in map(unescaped, said(at))
    assert at.dataframe[0].value["Cutovers inside"].tolist() == ["HR-01"]


def test_it_is_changed_and_removed(database: Database) -> None:
    save_freeze(database, get_user(database, "pmo"), CLOSING)
    at = filled(chosen(page(), 1), replace(CLOSING, end=START))
    assert freezes(database)[0].end == START
    at = chosen(at, 1)
    (remove,) = [b for b in at.button if b.label == "Remove"]
    at = sound(ran(remove.click()))
    assert freezes(database) == ()
    assert "The freeze is removed." in map(unescaped, said(at))


def test_what_cannot_be_is_a_sentence_and_stays_in_the_form(database: Database) -> None:
    at = filled(page(), replace(CLOSING, end=START - dt.timedelta(days=1)))
    assert any("The freeze ends (17 Dec 2026) before it starts (18 Dec 2026)" in unescaped(e.value) for e in at.error)
    assert [field.value for field in at.text_input] == list(CLOSING.name)
    at = filled(at, replace(CLOSING, name=Label("Year-end", "", "Jaareinde")))
    assert any("in English, French and Dutch" in unescaped(e.value) for e in at.error)
    assert freezes(database) == ()


def test_somebody_elses_edit_is_not_overwritten(database: Database) -> None:
    stored_first = save_freeze(database, get_user(database, "pmo"), CLOSING)
    at = chosen(page(), stored_first.id)
    save_freeze(database, get_user(database, "pmo"), replace(stored_first, start=dt.date(2026, 12, 1)))
    at = filled(at, replace(stored_first, end=START))
    assert any(e.value.startswith("Nadia Claes changed this at") for e in at.error)
    assert freezes(database)[0].end == END
    (again,) = [b for b in at.button if b.label == "Show what holds now"]
    at = chosen(sound(ran(again.click())), stored_first.id)
    assert at.date_input[0].value == dt.date(2026, 12, 1)


def test_what_is_typed_as_a_name_is_never_interpreted(database: Database) -> None:
    at = filled(page(), replace(CLOSING, name=Label(TRICKS, TRICKS, TRICKS)))
    assert freezes(database)[0].name.en == TRICKS
    assert not any("![x](" in s or "<script>" in s for s in said(at))
