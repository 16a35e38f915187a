"""Thresholds on the screen: the effect before storing, what makes no sense, somebody else's edit, taking back."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.rules import rules
from dashboard.settings import change_of, store_change
from data_access.engine import Database
from data_access.queries.measures import project_measures
from data_access.settings import settings
from data_access.users import User, get_user
from tests.app_database import app_database
from tests.screens import opened, ran, said, sound
from tests.storing import full, stored, week
from tests.test_settings import LATE
from tests.workbooks import people

pytestmark = pytest.mark.usefixtures("fresh_caches")
SINCE = week(1)


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    db = app_database(sqlite_template, tmp_path)
    pmo = people(db)["pmo"]
    for number in range(2):
        stored(db, pmo, full(**LATE), week(number))
    yield db
    db.engine.dispose()


@pytest.fixture
def pmo(database: Database) -> User:
    return get_user(database, "pmo")


def form(since: dt.date = SINCE) -> AppTest:
    at = sound(opened("administration", person="pmo", part="thresholds"))
    return sound(ran(at.date_input[0].set_value(since)))


def typed(at: AppTest, **values: float) -> AppTest:
    for name, value in values.items():
        (field,) = [f for f in at.number_input if str(f.key).startswith(f"setting_{name}_")]
        field.set_value(value)
    return sound(ran(at))


def pressed(at: AppTest, key: str) -> AppTest:
    return sound(ran(at.button(key=key).click()))


def keys(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def test_the_effect_is_shown_before_anything_is_stored(database: Database) -> None:
    at = typed(form(), tolerance_amber=30)
    assert "store_thresholds" not in keys(at)
    at = pressed(at, "show_effect")
    assert "1 of 1 project statuses changes" in [s.value for s in at.header]
    assert "**Amber from** 50% → 30%" in said(at)
    assert at.dataframe[0].value["Project"].tolist() == ["Payroll"]
    assert settings(database) == ()
    at = pressed(at, "store_thresholds")
    assert "The thresholds are stored. They hold from 15 May 2026 on." in said(at)
    assert rules(database).on(SINCE).tolerance_amber == 30
    assert rules(database).on(week(0)).tolerance_amber == 50
    assert list(project_measures(database)["computed_overall"]) == ["amber"]


def test_a_value_typed_after_the_preview_asks_for_another(database: Database) -> None:
    at = pressed(typed(form(), tolerance_amber=30), "show_effect")
    assert "store_thresholds" in keys(at)
    assert "store_thresholds" not in keys(typed(at, tolerance_amber=35))
    assert settings(database) == ()


def test_bands_that_overlap_are_refused_in_a_sentence(database: Database) -> None:
    at = pressed(typed(form(), tolerance_amber=100), "show_effect")
    sentence = "From 15 May 2026 on, “Amber from” (100) would not be below “Red above” (100). Correct one of the two."
    assert sentence in [e.value.replace("\\", "").replace("\u2060", "") for e in at.error]
    assert "store_thresholds" not in keys(at)


def test_the_bands_of_pm2_are_one_click_away(database: Database) -> None:
    at = pressed(pressed(form(), "bands_20"), "show_effect")
    assert "The status of 1 project stays as it is" in [s.value for s in at.header]
    pressed(at, "store_thresholds")
    assert tuple(rules(database).on(SINCE).risk_bands) == (3, 3, 20)


def test_somebody_elses_edit_is_not_overwritten(database: Database, pmo: User) -> None:
    at = pressed(typed(form(), tolerance_amber=30), "show_effect")
    store_change(database, pmo, change_of(database, {"stale_days": Decimal(7)}, SINCE))
    at = pressed(at, "store_thresholds")
    assert any(e.value.startswith("Nadia Claes changed this at") for e in at.error)
    assert rules(database).on(SINCE).tolerance_amber == 50
    (again,) = [b for b in at.button if b.label == "Show what holds now"]
    at = sound(ran(again.click()))
    assert not at.error
    at = pressed(typed(sound(ran(at.date_input[0].set_value(SINCE))), tolerance_amber=30), "show_effect")
    pressed(at, "store_thresholds")
    assert (rules(database).on(SINCE).tolerance_amber, rules(database).on(SINCE).stale_days) == (30, 7)


def test_a_form_that_nobody_typed_in_follows(database: Database, pmo: User) -> None:
    at = form()
    store_change(database, pmo, change_of(database, {"stale_days": Decimal(7)}, week(0)))
    at = sound(ran(sound(ran(at)).date_input[0].set_value(SINCE)))
    (field,) = [f for f in at.number_input if str(f.key).startswith("setting_stale_days_")]
    assert field.value == 7


def test_a_change_is_taken_back(database: Database, pmo: User) -> None:
    store_change(database, pmo, change_of(database, {"tolerance_amber": Decimal(30)}, SINCE))
    at = form()
    assert "1 dated change in force" in [s.value for s in at.header]
    at = pressed(at, "taken_back_thresholds")
    assert settings(database) == ()
    assert list(project_measures(database)["computed_overall"]) == ["green"]
    assert at.expander[0].label == "2 edits so far"
    rows = at.dataframe[-1].value
    assert rows["New"].tolist() == ["taken back", "30%"]
    assert rows["Old"].tolist() == ["30%", "default"]
    assert set(rows["By"]) == {"Nadia Claes"}
