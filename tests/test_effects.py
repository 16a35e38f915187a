"""What the preview says about the figures: cards, statuses declared and computed, the other figures, or nothing."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.uploads import reporting_date
from data_access.engine import Database
from data_access.users import get_user
from tests.screens import in_language, opened
from tests.storing import full, stored
from tests.upload_page import book, dropped, first_week, plain

pytestmark = pytest.mark.usefixtures("fresh_caches")
NOTHING_MOVES = "No KPI and no status changes."


@pytest.fixture
def db(sqlite_template: Path, tmp_path: Path) -> Database:
    return first_week(sqlite_template, tmp_path)


def test_declared_and_computed_statuses_are_told_apart(db: Database) -> None:
    at = dropped(opened("upload"), ("week.xlsx", book(status_overall="red")))
    shown = plain(at)
    assert "**Payroll** · declared status :green[● G] → :red[■ R]" in shown
    assert "computed status" not in shown
    assert [(m.label, m.value, m.delta) for m in at.metric] == [("Projects on track", "1", "-1")]


def test_figures_beyond_the_cards_stand_in_a_table(db: Database) -> None:
    at = dropped(opened("upload"), ("week.xlsx", book(percent_complete=Decimal(90))))
    table = next(d.value for d in at.dataframe if list(d.value.columns) == ["KPI", "Before", "After", "Movement"])
    assert "Schedule index (SPI)" in table["KPI"].tolist()
    assert all(before != after for before, after in zip(table["Before"], table["After"], strict=True))


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_an_upload_that_moves_nothing_says_so(db: Database, language: str) -> None:
    stored(db, get_user(db, "pmo"), full("P1"), reporting_date(dt.date.today()))
    at = dropped(opened("upload", lang=language), ("week.xlsx", book(achieved="A week of meetings.")))
    assert in_language(language, NOTHING_MOVES) in plain(at)
    assert not at.metric
