"""Users moved: the curves drawn, their names at the ends, the ghost of the compared date."""

import datetime as dt
from itertools import pairwise

import pytest

from dashboard import text
from dashboard.charts.moved import GHOST, moved_chart, moved_title
from dashboard.charts.timeline import epoch
from dashboard.metrics.reform_items import ReformItem
from tests.reform import TODAY, Seen, ahead, day, items, over

ITEMS = items(over(40, users_in_scope=1200, users_moved=1200), ahead(20, users_in_scope=800))
EARLIER = day(-7)
LATER = items(over(40, users_in_scope=1200, users_moved=1200), ahead(20, forecast_cutover=day(25), users_in_scope=800))


def seen(found: tuple[ReformItem, ...] = ITEMS, then: tuple[ReformItem, ...] = ()) -> Seen:
    dates: tuple[dt.date, dt.date, dt.date | None] = (TODAY, TODAY, EARLIER if then else None)
    return Seen(moved_chart(found, then, dates, dark=False))


def points(chart: Seen, series: str) -> list[tuple[float, float]]:
    return [
        (r["day"], r["users"]) for rows in chart.sets for r in rows if r.get("series") == series and "words" not in r
    ]


def test_the_three_curves() -> None:
    chart = seen()
    assert points(chart, "plan") == [(epoch(day(-40)), 1200), (epoch(day(20)), 2000)]
    assert points(chart, "actual") == [(epoch(day(-40)), 1200), (epoch(TODAY), 1200)]
    assert points(chart, "forecast") == [(epoch(TODAY), 1200), (epoch(day(20)), 2000)]
    assert points(chart, GHOST) == []


def test_an_earlier_forecast_is_a_ghost_where_it_differs() -> None:
    assert points(seen(LATER, ITEMS), GHOST) == [(epoch(EARLIER), 1200), (epoch(day(20)), 2000)]
    assert points(seen(ITEMS, ITEMS), GHOST) == []


def test_curves_are_named_at_their_ends_and_names_do_not_touch() -> None:
    (ends,) = [rows for rows in seen().sets if "words" in rows[0]]
    assert [row["words"] for row in ends] == ["Moved\n1,200", "Plan\n2,000", "Forecast\n2,000"]
    heights = [row["users"] for row in ends]
    assert all(b - a >= 2000 / 6 for a, b in pairwise(heights))


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (ITEMS, "1,200 of 2,000 users moved, as planned"),
        (items(over(3, users_in_scope=10, users_moved=4)), "4 of 10 users moved: 6 behind plan"),
        (
            items(over(3, planned_cutover=day(3), users_in_scope=10, users_moved=4)),
            "4 of 10 users moved: 4 ahead of plan",
        ),
    ],
)
def test_the_title_compares_with_the_plan(found: tuple[ReformItem, ...], title: str) -> None:
    assert moved_title(found, TODAY) == title


def test_the_words_and_the_table_say_the_same() -> None:
    titled = seen().titled
    assert titled.alt.endswith("Plan: 2,000 on 4 Jun 2026; Moved: 1,200 on 15 May 2026; Forecast: 2,000 on 4 Jun 2026.")
    assert titled.table is not None
    assert titled.table.to_numpy().tolist()[-1] == ["Forecast", day(20), 2000]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_is_drawn_in_each_language(language: str) -> None:
    with text.speaking(language):
        assert points(seen(), "plan")


def test_without_users_nothing_is_drawn_but_nothing_fails() -> None:
    assert points(seen(items(ahead(3))), "plan") == []
