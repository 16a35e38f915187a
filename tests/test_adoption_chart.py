"""Training and adoption by institution: symbols, order, words."""

import pytest

from dashboard import text
from dashboard.charts.adoption import ACTIVE, SELECTION, TRAINED, adoption_chart, adoption_title
from dashboard.metrics.uptake import uptake
from tests.reform import NAMES, TODAY, Seen, ahead, items, over

ITEMS = items(
    over(40, users_in_scope=100, trained=90, active_users=60),
    over(40, institution="South", users_in_scope=10, trained=4, active_users=5),
    ahead(30, institution="West", users_in_scope=50, trained=5),
    ahead(30, institution="East"),
)


@pytest.fixture(scope="module")
def chart() -> Seen:
    return Seen(adoption_chart(ITEMS, TODAY, NAMES, dark=False))


def test_the_least_adopted_come_first_then_those_without_a_live_tool(chart: Seen) -> None:
    assert [row["name"] for row in chart.of("row")] == ["South House", "North Office", "West", "East"]
    assert [row["key"] for row in chart.of("row")] == ["South", "North", "West", "East"]


def test_each_symbol_stands_at_its_share_with_the_figure_outside(chart: Seen) -> None:
    found = {(r["name"], r["symbol"]): (r["percent"], r["said"], r["side"]) for r in chart.of("point")}
    assert found == {
        ("North Office", TRAINED): (90.0, "90%", "right"),
        ("North Office", ACTIVE): (60.0, "60%", "left"),
        ("South House", TRAINED): (40.0, "40%", "left"),
        ("South House", ACTIVE): (50.0, "50%", "right"),
        ("West", TRAINED): (10.0, "10%", "right"),
    }
    assert [(r["percent"], r["end"]) for r in chart.of("span")] == [(40.0, 50.0), (60.0, 90.0)]


def test_the_whole_row_can_be_clicked(chart: Seen) -> None:
    assert chart.selects() == (SELECTION, ["key"])
    assert [row["about"] for row in chart.of("row")] == [
        "● 4 of 10; ◆ 5 of 10",
        "● 90 of 100; ◆ 60 of 100",
        "● 5 of 50",
        "no users",
    ]
    assert all(row["colour"] for row in chart.of("row"))


def test_the_title_is_the_finding(chart: Seen) -> None:
    assert chart.titled.title == "59% of the users of live tools work in them; 62% of all users are trained"
    assert adoption_title(uptake(ITEMS[2:], TODAY)) == "10% of the users are trained; no tool has been live for 30 days"


def test_the_words_and_the_table_say_the_same(chart: Seen) -> None:
    assert "South House: adoption 50%, training 40%; North Office" in chart.titled.alt
    table = chart.titled.table
    assert table is not None
    assert table["Adoption in %"].tolist()[:2] == [50.0, 60.0]
    assert table["Adoption in %"].isna().tolist() == [False, False, True, True]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_is_drawn_in_each_language(language: str) -> None:
    with text.speaking(language):
        assert Seen(adoption_chart(ITEMS, TODAY, NAMES, dark=True)).of("point")
