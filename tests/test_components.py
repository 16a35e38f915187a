"""Pieces that pages share: figures and movements as text, the row equation, freshness, rows with their lineage."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.components import cell_text, choice_names, equation, figure, movement
from dashboard.metrics.kpi import Unit
from data_access.datasets import CONTRACT
from data_access.engine import Database
from tests.screens import opened, sound

NARROW, HARD = "\u202f", "\u00a0"
NAMES = {"institutions": {"INST1": "Brussels Roads"}}


@pytest.mark.parametrize(
    ("value", "unit", "digits", "shown"),
    [
        (None, Unit.EUR, 0, "n/a"),
        (Decimal("9531234.10"), Unit.EUR, 0, "€9.53M"),
        (Decimal("9999"), Unit.EUR, 0, "€9,999"),
        (Decimal("-311_560"), Unit.EUR, 0, "-€312K"),
        (Decimal("97.36"), Unit.PERCENT, 0, "97%"),
        (Decimal("97.36"), Unit.PERCENT, 1, "97.4%"),
        (Decimal("0.955"), Unit.INDEX, 0, "0.96"),
        (1234, Unit.COUNT, 0, "1,234"),
        (-12, Unit.DAYS, 0, "-12 days"),
        (1, Unit.DAYS, 0, "1 day"),
        (0, Unit.COUNT, 0, "0"),
    ],
)
def test_a_figure_is_written_in_its_unit(value: object, unit: Unit, digits: int, shown: str) -> None:
    with text.speaking("en"):
        assert figure(value, unit, digits) == shown


@pytest.mark.parametrize(
    ("delta", "unit", "shown"),
    [
        (None, Unit.COUNT, 0),
        (0, Unit.COUNT, 0),
        (Decimal("0.00"), Unit.EUR, 0),
        (Decimal("0.04"), Unit.PERCENT, 0),
        (Decimal("-0.004"), Unit.INDEX, 0),
        (3, Unit.COUNT, "+3"),
        (-1, Unit.COUNT, "-1"),
        (Decimal("-133.40"), Unit.EUR, "-€133"),
        (Decimal("0.36"), Unit.PERCENT, "+0.4 pt"),
        (Decimal("-0.02"), Unit.INDEX, "-0.02"),
    ],
)
def test_a_movement_leads_with_its_sign_and_rests_at_the_number_zero(
    delta: object, unit: Unit, shown: str | int
) -> None:
    with text.speaking("en"):
        found = movement(delta, unit)
    assert (found.replace(HARD, " ") if isinstance(found, str) else found) == shown
    assert isinstance(found, type(shown))


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("unit", list(Unit))
def test_the_first_sign_of_a_movement_is_its_direction_in_every_language(unit: Unit, language: str) -> None:
    with text.speaking(language):
        up, down = movement(Decimal(12345), unit), movement(Decimal(-12345), unit)
    assert (str(up)[0], str(down)[0]) == ("+", "-")
    assert str(up)[1:] == str(down)[1:]


def test_an_amount_that_is_written_as_before_has_not_moved() -> None:
    with text.speaking("en"):
        assert movement(Decimal(-133), Unit.EUR, Decimal(9_522_681)) == 0
        assert movement(Decimal(-133), Unit.EUR, Decimal(5_000)) == "-€133"
        assert movement(Decimal(40_000), Unit.EUR, Decimal(9_522_681)) == "+€40K"
        assert movement(Decimal("0.3"), Unit.PERCENT, Decimal(97)) == "+0.3 pt"


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_row_equation_names_every_term_in_its_order(language: str) -> None:
    with text.speaking(language):
        shown = equation(1550, 1, 20, 1527, 2)
        expected = [text.number(n) for n in (1550, 1, 20, 1527, 2)]
    positions = [shown.replace("**", " ").split(" ").index(n) for n in expected]
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    ("dataset", "column", "value", "english", "french"),
    [
        ("projects", "institution", "INST1", "Brussels Roads", "Brussels Roads"),
        ("projects", "institution", "GONE", "GONE", "GONE"),
        ("projects", "status_overall", "green", "Green", "Vert"),
        ("projects", "status_overall", None, "", ""),
        ("projects", "status_overall", pd.NA, "", ""),
        ("projects", "percent_complete", Decimal("97.00"), "97%", f"97{HARD}%"),
        ("projects", "forecast_end", dt.date(2026, 12, 18), "18 Dec 2026", "18 déc. 2026"),
        ("budget", "month", dt.date(2026, 2, 1), "Feb 2026", "févr. 2026"),
        ("budget", "planned", Decimal("1234.50"), "1,234.50", f"1{NARROW}234,50"),
        ("projects", "name", "**Payroll** <b>", "**Payroll** <b>", "**Payroll** <b>"),
    ],
)
def test_a_cell_is_written_as_the_language_writes_it(
    dataset: str, column: str, value: object, english: str, french: str
) -> None:
    declared = CONTRACT.dataset(dataset).column(column)
    for language, shown in (("en", english), ("fr", french)):
        with text.speaking(language):
            assert cell_text(declared, value, NAMES) == shown


def test_choices_are_named_in_the_language_in_use() -> None:
    column = CONTRACT.dataset("raid").column("kind")
    with text.speaking("nl"):
        names = choice_names(column)
    assert set(names) == {choice.value for choice in column.choices_given({})}
    assert names != choice_names(column)


def draw_freshness(status_date: object, due: list[str], late: list[str]) -> None:
    """A script that draws the freshness line."""
    from dashboard.components import freshness_line

    freshness_line(status_date, due, late)  # type: ignore[arg-type]  # AppTest takes the source alone: no import of dates


def freshness(status_date: dt.date | None, due: list[str], late: list[str]) -> list[str]:
    at = sound(AppTest.from_function(draw_freshness, args=(status_date, due, late)).run())
    return [m.value for m in at.markdown]


@pytest.mark.parametrize(
    ("due", "late", "shown"),
    [
        (["A"], [], "Status date **22 May 2026** · 1 of 1 project reported"),
        (["A", "B"], [], "Status date **22 May 2026** · 2 of 2 projects reported"),
        (["A", "B", "C"], ["B", "C"], "1 of 3 projects reported · :orange[late: B and C]"),
        ([], [], "Status date **22 May 2026** · 0 of 0 projects reported"),
    ],
)
def test_the_freshness_line_names_the_late_ones(due: list[str], late: list[str], shown: str) -> None:
    (line,) = freshness(dt.date(2026, 5, 22), due, late)
    assert line.endswith(shown)


def test_without_a_status_date_there_is_no_freshness_line() -> None:
    assert freshness(None, ["A"], []) == []


@pytest.mark.usefixtures("fresh_caches")
def test_figures_on_portfolio_follow_the_language(demonstration: Database) -> None:
    cost = {lang: sound(opened(lang=lang)).metric[2].value for lang in text.LANGUAGES}
    assert cost["en"].startswith("€")
    assert cost["en"].endswith("M")
    assert cost["fr"].endswith(f"M{HARD}€")
    assert cost["nl"].startswith(f"€{HARD}")
    assert "," in cost["fr"]
