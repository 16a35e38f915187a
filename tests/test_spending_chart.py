"""Spending as bars: order, labels, ghosts, selection, table; never pixels."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.spending import SELECTION, Bar, overrun_label, spending_bars
from dashboard.charts.titled import TitledChart
from dashboard.metrics.burn import NO_SPENDING, Spending
from dashboard.theme import GREEN, RED, status_mark


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def money(bac: int, ac: int, forecast: int) -> Spending:
    return Spending(Decimal(bac), Decimal(bac), Decimal(bac) / 2, Decimal(ac), Decimal(forecast))


def bar(key: str, name: str, spending: Spending, status: str = "green", before: float | None = None) -> Bar:
    return Bar(key, name, spending, status_mark(status), overrun_label(spending), before)


DEAR = bar("P2", "Payroll", money(1000, 400, 1130), "red", 1100.0)
FINE = bar("P1", "Cloud", money(2000, 500, 1980))


def shown(*bars: Bar, dark: bool = False) -> TitledChart:
    return spending_bars(bars, ("1 project is dear", "Project"), dark=dark)


def drawn(titled: TitledChart) -> pd.DataFrame:
    """What is drawn, one row per bar."""
    sets = titled.chart.to_dict()["datasets"].values()
    (found,) = [rows for rows in map(pd.DataFrame, sets) if "forecast" in rows]
    return found


def test_bars_keep_their_order_and_say_their_status_in_symbol_letter_and_colour() -> None:
    rows = drawn(shown(DEAR, FINE))
    assert rows["name"].tolist() == ["Payroll", "Cloud"]
    assert rows["label"].tolist() == ["■ R +13.0%", "● G -1.0%"]
    assert rows["short"].tolist() == ["■ +13.0%", "● -1.0%"]
    assert rows["ink"].tolist() == [RED.light, GREEN.light]
    assert drawn(shown(DEAR, dark=True))["ink"].tolist() == [RED.dark]
    orders = {str(layer["encoding"]["y"].get("sort")) for layer in shown(DEAR, FINE).chart.to_dict()["layer"]}
    assert orders == {"['Payroll', 'Cloud']"}


def test_a_ghost_is_drawn_only_where_a_forecast_stood_elsewhere() -> None:
    with_ghost, without = shown(DEAR, FINE), shown(FINE)
    assert drawn(with_ghost)["before"].tolist()[0] == 1100
    opacities = [layer["mark"].get("opacity") for layer in with_ghost.chart.to_dict()["layer"]]
    assert 0.35 in opacities
    assert 0.35 not in [layer["mark"].get("opacity") for layer in without.chart.to_dict()["layer"]]


def test_a_click_selects_the_key_of_a_row() -> None:
    (parameter,) = shown(DEAR, FINE).chart.to_dict()["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["key"])


def test_bars_of_one_name_are_told_apart_by_their_keys() -> None:
    rows = drawn(shown(DEAR, FINE._replace(name="Payroll")))
    assert rows["name"].tolist() == ["Payroll (P2)", "Payroll (P1)"]


def test_a_project_without_a_budget_is_a_row_of_its_own() -> None:
    rows = drawn(shown(DEAR, bar("P3", "New", NO_SPENDING, "not_assessed")))
    assert rows["label"].tolist()[1] == "○ N no budget"
    assert rows["end"].tolist()[1] == 0
    assert rows["forecast_text"].tolist()[1] == "n/a"


@pytest.mark.parametrize(
    ("spending", "label"),
    [
        (money(1000, 0, 1000), "0.0%"),
        (money(1000, 0, 1004), "+0.4%"),
        (money(1000, 0, 870), "-13.0%"),
        (money(0, 50, 50), "no budget"),
        (NO_SPENDING, "no budget"),
    ],
)
def test_the_overrun_is_in_percent_of_the_budget(spending: Spending, label: str) -> None:
    assert overrun_label(spending) == label


def test_the_legend_names_what_is_drawn() -> None:
    sets = shown(DEAR).chart.to_dict()["datasets"].values()
    (legend,) = [rows for rows in map(pd.DataFrame, sets) if "part" in rows]
    assert legend["part"].tolist() == ["Budget", "Spent", "Planned by now", "Forecast"]


def test_the_table_is_the_chart_in_words_and_in_numbers() -> None:
    titled = shown(DEAR, FINE)
    assert titled.table is not None
    assert titled.values is not None
    assert titled.table.iloc[0].tolist() == [
        "Payroll", "■ Red", "€1,000", "€1,000", "€500", "€400", "€1,130", "+13.0%",
    ]  # fmt: skip
    assert titled.values["Forecast"].tolist() == [1130, 1980]
    assert titled.alt == "1 project is dear. First of 2 bars: Payroll, ■ Red +13.0%."
    with text.speaking("fr"):
        french = shown(DEAR).table
    assert french is not None
    assert "€" in french.iloc[0, 2]
    assert french.iloc[0, 2].endswith("€")
