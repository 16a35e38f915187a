"""The cloud roadmap: cells, totals, words."""

import datetime as dt

import pytest

from dashboard import text
from dashboard.charts.hosting import MOST_QUARTERS, hosting_chart, quarter_words
from dashboard.charts.mark_grid import SELECTION
from dashboard.theme import GREEN, RED
from tests.reform import NAMES, TODAY, Seen, ahead, day, items, over

ITEMS = items(
    over(1, hosting="azure"),
    over(2, hosting="azure"),
    ahead(60, hosting="azure", blocker="No licence"),
    ahead(60, hosting="saas"),
    {"hosting": "saas"},
    over(1),
)


@pytest.fixture(scope="module")
def chart() -> Seen:
    return Seen(hosting_chart(ITEMS, TODAY, NAMES, dark=False))


def cells(chart: Seen) -> dict[tuple[str, str], dict[str, object]]:
    return {(row["name"], row["header"]): row for rows in chart.sets for row in rows if "header" in row}


def test_each_cell_counts_the_tools_there_of_those_due(chart: Seen) -> None:
    shown = {place: row["text"] for place, row in cells(chart).items() if row["text"]}
    assert shown == {
        ("Azure", "All"): "■ 2/3",
        ("Azure", "Q2|2026"): "● 2/2",
        ("Azure", "Q3|2026"): "■ 0/1",
        ("SaaS", "All"): "◔ 0/2",
        ("SaaS", "Q3|2026"): "◔ 0/1",
        ("SaaS", "no|date"): "◔ 0/1",
        ("not decided", "All"): "● 1/1",
        ("not decided", "Q2|2026"): "● 1/1",
    }


def test_cells_are_coloured_as_their_state_and_say_it(chart: Seen) -> None:
    found = cells(chart)
    assert found["Azure", "Q2|2026"]["ground"] == GREEN.tint_light
    assert found["Azure", "Q3|2026"]["ground"] == RED.tint_light
    assert found["Azure", "Q3|2026"]["about"] == "0 of 1: Some failed or blocked (T-03)"
    assert found["SaaS", "Q2|2026"]["about"] == "no tool"


def test_a_click_selects_the_target(chart: Seen) -> None:
    assert chart.selects() == (SELECTION, ["key"])
    assert [row["key"] for row in cells(chart).values() if row["header"] == "All"] == ["azure", "saas", ""]


def test_a_phone_gets_the_total_and_the_next_quarters(chart: Seen) -> None:
    essential = {str(row["header"]) for row in cells(chart).values() if row["essential"]}
    assert essential == {"All", "Q2|2026", "Q3|2026", "no|date"}


def test_a_long_roadmap_shows_the_quarters_around_the_status_date() -> None:
    found = items(*(ahead(90 * n, hosting="azure") for n in range(-6, 14)))
    headers = {header for _, header in cells(Seen(hosting_chart(found, TODAY, NAMES, dark=False)))}
    assert len(headers) == MOST_QUARTERS + 1
    assert "Q2|2026" in headers


def test_the_words_and_the_table_say_the_same(chart: Seen) -> None:
    assert chart.titled.title == "3 of 6 tools run on their target"
    assert "Azure, Q2 2026: 2/2; Azure, Q3 2026: 0/1" in chart.titled.alt
    table = chart.titled.table
    assert table is not None
    assert table["Tools"].sum() == len(ITEMS)
    assert table["Tools there"].sum() == 3


@pytest.mark.parametrize(
    ("quarter", "words"), [(dt.date(2026, 1, 1), "Q1 2026"), (dt.date(2026, 10, 1), "Q4 2026"), (None, "no date")]
)
def test_quarters_in_words(quarter: dt.date | None, words: str) -> None:
    assert quarter_words(quarter) == words


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_is_drawn_in_each_language(language: str) -> None:
    with text.speaking(language):
        assert cells(Seen(hosting_chart(ITEMS, TODAY, NAMES, dark=True)))


def test_a_cell_names_the_tools_that_give_it_its_state() -> None:
    late = {"forecast_cutover": day(80)}
    found = items(over(1, hosting="azure"), ahead(60, hosting="azure"), ahead(60, hosting="azure", **late))
    drawn = cells(Seen(hosting_chart(found, TODAY, NAMES, dark=False)))
    assert drawn["Azure", "All"]["about"] == "1 of 3: Some later than planned (T-03)"
    stopped = items(ahead(60, hosting="azure", **late), ahead(60, hosting="azure", stage="failed"))
    drawn = cells(Seen(hosting_chart(stopped, TODAY, NAMES, dark=False)))
    assert drawn["Azure", "All"]["about"] == "0 of 2: Some failed or blocked (T-02)"
