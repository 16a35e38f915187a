"""A project's money over time: points, where a known amount stands, ghost, labels, title, table."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.earned import earned_chart
from dashboard.charts.titled import TitledChart
from dashboard.metrics.burn import burn_curve
from dashboard.metrics.figure import Figure, Reason
from tests.drawings import datasets, sound, specification, titles
from tests.metrics.factories import frame, measured, month

DAY = dt.date(2026, 3, 20)
UNKNOWN = Figure(None, Reason.NO_BUDGET)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def budget(*rows: dict[str, object]) -> pd.DataFrame:
    return frame("budget", *rows)


LINES = [
    {"month": month(1), "planned": 1000, "actual": 900},
    {"month": month(2), "planned": 1000, "actual": 1100},
    {"month": month(3), "planned": 1000, "actual": 400},
    {"month": month(4), "planned": 2000, "forecast": 2500},
]


def history(*pairs: tuple[dt.date, object]) -> pd.DataFrame:
    rows = [
        {"project": "P1", "status_date": day, "ev": None if ev is None else Decimal(str(ev)), "pv": Decimal(3000)}
        for day, ev in pairs
    ]
    return measured(*rows) if rows else measured()[:0]


EARNED = history((dt.date(2026, 3, 13), 2000), (DAY, 2400))


def chart(
    lines: list[dict[str, object]] = LINES, earned: pd.DataFrame = EARNED, spi_t: Figure = UNKNOWN, **options: object
) -> TitledChart:
    return earned_chart(burn_curve(budget(*lines), DAY), earned, DAY, spi_t, dark=False, **options)  # type: ignore[arg-type]  # then


def points(shown: TitledChart, series: str) -> list[tuple[str, float]]:
    """Day and amount in thousand EUR of one series."""
    longest = max((rows for rows in datasets(shown) if rows and "series" in rows[0]), key=len)
    return [(row["day"], row["amount"]) for row in longest if row["series"] == series]


def test_curves_are_cumulative_in_thousands_at_the_end_of_the_month() -> None:
    shown = sound(chart())
    assert points(shown, "planned") == [("2026-01-31", 1), ("2026-02-28", 2), ("2026-03-31", 3), ("2026-04-30", 5)]
    assert "EUR thousand, cumulative" in titles(shown)


def test_what_is_known_stands_no_later_than_the_day_it_was_known() -> None:
    shown = chart()
    assert points(shown, "actual") == [("2026-01-31", 0.9), ("2026-02-28", 2), ("2026-03-20", 2.4)]
    assert points(shown, "forecast") == [("2026-03-20", 2.4), ("2026-04-30", 4.9)]


def test_the_value_earned_comes_from_each_report() -> None:
    assert points(chart(), "earned") == [("2026-03-13", 2), ("2026-03-20", 2.4)]
    assert points(chart(earned=history((DAY, None))), "earned") == []


def test_the_original_plan_shows_only_where_it_differs() -> None:
    moved = [{**line, "original_planned": 900} for line in LINES]
    assert points(chart(), "original_planned") == []
    assert points(chart(moved), "original_planned")[-1] == ("2026-04-30", 3.6)


def dashes(shown: TitledChart) -> dict[str, list[int]]:
    (found,) = [
        layer["encoding"]["strokeDash"]["scale"]
        for layer in specification(shown)["layer"]
        if "strokeDash" in layer.get("encoding", {})
    ]
    return dict(zip(found["domain"], found["range"], strict=True))


def test_the_forecast_is_dashed_and_the_actual_is_not() -> None:
    found = dashes(chart())
    assert found["forecast"] == [5, 4]
    assert found["actual"] == found["earned"] == [1, 0]


def test_a_forecast_that_moved_leaves_a_ghost() -> None:
    earlier = [*LINES[:3], {"month": month(4), "planned": 2000, "forecast": 2000}]
    then = burn_curve(budget(*earlier), dt.date(2026, 2, 27))
    shown = sound(chart(then=then))
    assert points(shown, "forecast_then") == [("2026-02-28", 2), ("2026-03-31", 3), ("2026-04-30", 5)]
    assert dashes(shown)["forecast_then"] == [5, 4]


@pytest.mark.parametrize("then", [None, burn_curve(budget(), DAY), burn_curve(budget(*LINES), DAY)])
def test_a_forecast_that_stayed_leaves_none(then: pd.DataFrame | None) -> None:
    assert points(chart(then=then), "forecast_then") == []


def test_the_status_date_is_marked() -> None:
    (mark,) = [rows for rows in datasets(chart()) if rows and "series" not in rows[0]]
    assert mark == [{"day": "2026-03-20", "label": "20 Mar"}]


def labels(shown: TitledChart) -> list[tuple[str, str, float]]:
    shortest = min((rows for rows in datasets(shown) if rows and "series" in rows[0]), key=len)
    return [(row["label"], row["day"], row["amount"]) for row in shortest]


def test_end_labels_never_touch_and_the_known_ones_stand_below_their_ends() -> None:
    found = labels(chart())
    said = {label for label, _day, _amount in found}
    assert said == {"Plan €5,000", "Forecast €4,900", "Actual €2,400", "Earned value €2,400"}
    for day in ("2026-03-20", "2026-04-30"):
        heights = sorted(amount for _label, on, amount in found if on == day)
        assert len(heights) == 2
        assert heights[1] - heights[0] >= 5 / 14 - 1e-9
    assert max(amount for _label, on, amount in found if on == "2026-03-20") < 2.4


@pytest.mark.parametrize(
    ("earned", "spi_t", "title"),
    [
        (EARNED, Figure(Decimal("0.876")), "80% of the planned value is earned; time efficiency 0.88"),
        (EARNED, UNKNOWN, "80% of the planned value is earned"),
        (history((DAY, None)), UNKNOWN, "Plan, actual and forecast"),
        (history(), UNKNOWN, "Plan, actual and forecast"),
        (history((DAY, 0)), UNKNOWN, "0% of the planned value is earned"),
    ],
)
def test_the_title_is_the_finding(earned: pd.DataFrame, spi_t: Figure, title: str) -> None:
    shown = chart(earned=earned, spi_t=spi_t)
    assert (shown.title, shown.alt) == (title, title)


def test_a_single_week_is_a_point() -> None:
    kinds = [
        layer["mark"]["type"]
        for layer in specification(sound(chart(earned=history((DAY, 2400)))))["layer"]
        if "mark" in layer
    ]
    assert "point" in kinds


def test_without_a_budget_there_is_a_sentence() -> None:
    shown = chart([], history())
    assert shown.empty
    assert shown.title.startswith("This project has no budget lines.")


def test_without_an_actual_the_plan_and_the_forecast_are_drawn() -> None:
    shown = sound(chart([{"month": month(4), "planned": 2000}], history()))
    assert points(shown, "actual") == []
    assert points(shown, "forecast") == [("2026-04-30", 2)]


def test_the_table_holds_every_month_and_its_values_are_exact() -> None:
    shown = chart()
    assert shown.table is not None
    assert shown.values is not None
    assert shown.table.columns.tolist() == ["Month", "Plan", "Original plan", "Actual", "Forecast"]
    assert shown.table.iloc[3].tolist() == ["Apr 2026", "€5,000", "€5,000", "", "€4,900"]
    assert shown.values.iloc[2].tolist() == [month(3), Decimal(3000), Decimal(3000), Decimal(2400), Decimal(2400)]


def test_each_language_writes_its_amounts_and_months() -> None:
    found = {}
    for language in text.LANGUAGES:
        with text.speaking(language):
            shown = chart()
            longest = max((rows for rows in datasets(shown) if rows and "series" in rows[0]), key=len)
            found[language] = (shown.table.iloc[3, 0], longest[0]["amount_text"])  # type: ignore[union-attr]  # has one
    assert found == {
        "en": ("Apr 2026", "€1,000"), "fr": ("avr. 2026", "1\u202f000\u00a0€"), "nl": ("apr 2026", "€\u00a01.000"),
    }  # fmt: skip
