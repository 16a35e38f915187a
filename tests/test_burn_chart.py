"""The cumulative curve: its points, its labels, its rules, the ghost; never pixels."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.burn import Burn, burn_chart, burn_table, instant, month_end
from dashboard.charts.titled import TitledChart
from dashboard.metrics.burn import burn_curve
from dashboard.theme import DASH
from tests.metrics.factories import frame, month

DAY = dt.date(2026, 5, 15)
TITLE = "Spending follows the plan"
ROWS = (
    {"month": month(4), "planned": 3_000_000, "original_planned": 2_800_000, "actual": 2_900_000},
    {"month": month(5), "planned": 1_000_000, "original_planned": 1_000_000, "actual": 500_000},
    {"month": month(6), "planned": 1_000_000, "original_planned": 1_000_000, "forecast": 1_600_000},
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def curve(*rows: dict[str, object]) -> pd.DataFrame:
    return burn_curve(frame("budget", *(rows or ROWS)), DAY)


def shown(today: dt.date = DAY, before: pd.DataFrame | None = None, *rows: dict[str, object]) -> TitledChart:
    return burn_chart(Burn(curve(*rows), DAY, today, before), TITLE, dark=False)


def rows_with(titled: TitledChart, column: str) -> pd.DataFrame:
    """The data set of the chart that has *column*."""
    sets = [pd.DataFrame(rows) for rows in titled.chart.to_dict()["datasets"].values()]
    (found,) = [rows for rows in sets if column in rows]
    return found


def points(titled: TitledChart, series: str, *, ghost: bool = False) -> dict[int, float]:
    drawn = rows_with(titled, "series")
    part = drawn[(drawn["series"] == series) & (drawn["ghost"] == ghost)]
    return dict(zip(part["when"], part["amount"], strict=True))


def test_amounts_stand_at_the_end_of_their_month_from_nothing_on() -> None:
    assert points(shown(), "planned") == {
        instant(dt.date(2026, 3, 31)): 0,
        instant(dt.date(2026, 4, 30)): 3_000_000,
        instant(dt.date(2026, 5, 31)): 4_000_000,
        instant(dt.date(2026, 6, 30)): 5_000_000,
    }


def test_the_actual_ends_at_the_status_date_where_the_forecast_begins() -> None:
    actual, forecast = points(shown(), "actual"), points(shown(), "forecast")
    assert max(actual) == min(forecast) == instant(DAY)
    assert actual[instant(DAY)] == forecast[instant(DAY)] == 3_400_000
    assert forecast[instant(dt.date(2026, 6, 30))] == 5_000_000


def test_an_original_plan_that_never_changed_is_not_drawn_twice() -> None:
    assert len(points(shown(), "original_planned")) == 4
    same = ({"month": month(4), "planned": 10}, {"month": month(5), "planned": 20, "actual": 15})
    assert points(shown(DAY, None, *same), "original_planned") == {}


def test_the_forecast_is_dashed_and_the_compared_one_is_its_pale_ghost() -> None:
    titled = shown(before=curve({"month": month(4), "planned": 10, "forecast": 7}, *ROWS[1:]))
    layers = [layer["mark"] for layer in titled.chart.to_dict()["layer"] if layer["mark"]["type"] == "line"]
    dashed = [mark for mark in layers if mark["strokeDash"] == DASH]
    assert [mark["opacity"] for mark in dashed] == [0.35, 1.0]
    assert dashed[0]["color"] == dashed[1]["color"]
    assert points(titled, "forecast", ghost=True)
    assert points(shown(), "forecast", ghost=True) == {}


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        (DAY, ["Status date 15 May"]),
        (dt.date(2026, 5, 20), ["Status date 15 May", "Today"]),
        (dt.date(2027, 5, 20), ["Status date 15 May"]),
    ],
)
def test_status_date_and_today_are_marked(today: dt.date, labels: list[str]) -> None:
    assert rows_with(shown(today), "label")["label"].tolist() == labels


def test_lines_are_named_where_they_end_and_names_do_not_touch() -> None:
    drawn = rows_with(shown(), "long")
    assert set(drawn["long"]) == {"Actual €3.4M", "Forecast €5M", "Plan €5M", "Original plan €4.8M"}
    at = sorted(drawn.loc[drawn["short"] != "Actual", "at"])
    assert all(upper - lower >= 0.07 * 5_000_000 * 0.999 for lower, upper in pairwise(at))


@pytest.mark.parametrize(("planned", "unit"), [(3_000_000, "EUR million"), (30_000, "EUR thousand")])
def test_the_axis_says_its_unit(planned: int, unit: str) -> None:
    specification = shown(DAY, None, {"month": month(5), "planned": planned}).chart.to_dict()
    titles = {layer["encoding"].get("y", {}).get("axis", {}).get("title") for layer in specification["layer"]}
    assert f"{unit}, cumulative" in titles


def test_the_table_has_a_row_per_month_in_words_and_in_numbers() -> None:
    titled = shown()
    assert titled.table is not None
    assert titled.values is not None
    assert titled.table.iloc[-1].tolist() == ["Jun 2026", "€5,000,000", "€4,800,000", "", "€5,000,000"]
    assert titled.values["Plan"].tolist() == [3_000_000, 4_000_000, 5_000_000]
    assert titled.values["Month"].iloc[0] == month(4)
    assert burn_table(curve(), written=True).equals(titled.table)


def test_the_alternative_text_ends_where_the_curve_ends() -> None:
    assert shown().alt == f"{TITLE}. Cumulative by month: plan €5M and forecast €5M at the end in Jun 2026."
    assert shown().title == TITLE


@pytest.mark.parametrize(("day", "last"), [(month(2), 28), (dt.date(2028, 2, 1), 29), (month(12), 31)])
def test_a_month_ends_on_its_last_day(day: dt.date, last: int) -> None:
    assert month_end(day) == day.replace(day=last)


def test_tooltips_speak_the_language() -> None:
    with text.speaking("fr"):
        drawn = rows_with(shown(), "month")
    assert drawn["month"].tolist()[0] == "avr. 2026"
    assert drawn["planned"].tolist()[0] == text_in_french(Decimal(3_000_000))


def text_in_french(amount: Decimal) -> str:
    with text.speaking("fr"):
        return text.amount(amount)
