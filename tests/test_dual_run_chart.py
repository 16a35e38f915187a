"""The clock of double running: bars, contract ends, gaps, decommission dates, and its words."""

import pytest

from dashboard import text
from dashboard.charts.dual_run import (
    CONTRACT_END,
    MOST_ROWS,
    SELECTION,
    STOPPED,
    dual_run_chart,
    dual_run_title,
    key_words,
)
from dashboard.charts.timeline import epoch
from dashboard.metrics.dual_run import dual_runs
from dashboard.metrics.reform_items import reform_items
from dashboard.theme import AMBER, GREY, RED
from tests.reform import NAMES, TODAY, Seen, ahead, day, over, rows

GIVEN = (
    over(73, current_tool="Ledger", dual_run_cost="1000.00", contract_end=day(30)),
    over(10, current_tool="Badge", dual_run_cost="100.00", contract_end=day(-2)),
    over(90, current_tool="Fax", dual_run_cost="100.00", decommissioned=day(-20)),
    over(200, current_tool="Telex", decommissioned=day(-100)),
    ahead(40, current_tool="Pager", contract_end=day(31)),
    over(5, current_tool="Phone"),
)


def seen(*given: dict[str, object], dark: bool = False) -> Seen:
    frame = rows(*given)
    found = reform_items(frame)
    return Seen(dual_run_chart(dual_runs(frame, found, TODAY), found, (TODAY, TODAY), NAMES, dark=dark))


@pytest.fixture(scope="module")
def chart() -> Seen:
    return seen(*GIVEN)


def test_running_tools_come_first_then_short_contracts_then_those_stopped_lately(chart: Seen) -> None:
    assert [row["row"] for row in chart.of("row")] == [
        "Ledger · T-01",
        "Badge · T-02",
        "Phone · T-06",
        "Pager · T-05",
        "Fax · T-03",
    ]
    assert chart.selects() == (SELECTION, ["key"])


def test_a_bar_runs_from_cutover_to_today_or_to_the_end_of_the_tool(chart: Seen) -> None:
    bars = {row["key"]: (row["day"], row["end"], row["colour"]) for row in chart.of("run")}
    assert bars["P1/T-01"] == (epoch(day(-73)), epoch(TODAY), AMBER.graphic)
    (ended,) = [row for row in chart.of("ended") if row["key"] == "P1/T-03"]
    assert (ended["day"], ended["end"], ended["colour"]) == (epoch(day(-90)), epoch(day(-20)), GREY.graphic)


def test_contract_ends_and_decommission_dates_are_marked(chart: Seen) -> None:
    marks = {(row["key"], row["symbol"]): (row["day"], row["colour"]) for row in chart.of("mark")}
    assert marks["P1/T-01", CONTRACT_END] == (epoch(day(30)), GREY.graphic)
    assert marks["P1/T-02", CONTRACT_END] == (epoch(day(-2)), RED.graphic)
    assert marks["P1/T-05", CONTRACT_END] == (epoch(day(31)), RED.graphic)
    assert marks["P1/T-03", STOPPED] == (epoch(day(-20)), GREY.graphic)
    assert [(row["key"], row["end"]) for row in chart.of("ahead")] == [("P1/T-01", epoch(day(30)))]
    assert [(row["day"], row["end"]) for row in chart.of("gap")] == [(epoch(day(31)), epoch(day(40)))]


def test_each_row_ends_with_what_it_cost_or_lacks(chart: Seen) -> None:
    assert chart.texts("said") == ["€2,400", "€33", "n/a", "9 days without a contract", "ended 25 Apr 2026: €230"]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (GIVEN, "3 old tools still run beside their replacement: €1,100 a month, €2,433 so far"),
        (GIVEN[:1], "1 old tool still runs beside its replacement: €1,000 a month, €2,400 so far"),
        (GIVEN[4:5], "1 contract ends before its tool is replaced"),
        (GIVEN[2:3], "No old tool runs beside its replacement"),
    ],
)
def test_the_title_is_the_cost(given: tuple[dict[str, object], ...], title: str) -> None:
    assert seen(*given).titled.title == title


def test_short_contracts_alone_make_the_title() -> None:
    assert dual_run_title([], 2) == "2 contracts end before their tools are replaced"


def test_the_words_name_the_tools_and_the_table_has_them_all(chart: Seen) -> None:
    assert "Ledger €1,000, Badge €100 and Phone n/a." in chart.titled.alt
    assert "1 contract ends before its tool is replaced." in chart.titled.alt
    table = chart.titled.table
    assert table is not None
    assert sorted(table["Item"]) == ["T-01", "T-02", "T-03", "T-04", "T-05", "T-06"]
    assert table.set_index("Item").loc["T-05", "State"] == "contract ends before the cutover"


def test_many_tools_are_bounded_in_the_chart_and_complete_in_the_table() -> None:
    crowded = seen(*(over(20 + n) for n in range(MOST_ROWS + 4)))
    assert len(crowded.of("row")) == MOST_ROWS
    assert crowded.titled.table is not None
    assert len(crowded.titled.table) == MOST_ROWS + 4


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_is_drawn_in_each_language(language: str) -> None:
    with text.speaking(language):
        assert seen(*GIVEN, dark=True).of("run")
        assert {CONTRACT_END, STOPPED} <= set(key_words())
