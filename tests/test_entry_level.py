"""The data behind the level of one risk week by week."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard import text
from dashboard.charts.entry_level import MOST_TICKS, LevelWeek, entry_level_chart, level_text
from dashboard.charts.timeline import epoch, moment
from dashboard.metrics.thresholds import DEFAULT_RISK_BANDS
from dashboard.theme import level_mark
from tests.drawings import channels

FIRST = dt.date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def weeks(*levels: int) -> list[LevelWeek]:
    return [LevelWeek(FIRST + dt.timedelta(weeks=n), 16, level) for n, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("levels", "title"),
    [
        ((8, 8, 12), "Level 12 (High) since 15 May 2026; 8 until then"),
        ((12, 8, 12, 12), "Level 12 (High) since 15 May 2026; 8 until then"),
        ((4, 4), "Level 4 (Low) since 1 May 2026"),
        ((0, 6), "Level 6 (Medium) since 8 May 2026"),
        ((6, 0), "This entry has no level"),
    ],
)
def test_the_title_tells_since_when(levels: tuple[int, ...], title: str) -> None:
    titled = entry_level_chart(weeks(*levels), DEFAULT_RISK_BANDS, dark=False)
    assert titled.title == title
    assert titled.alt.startswith(f"{title}. 1 May 2026: {levels[0]}")


def test_each_week_is_a_step_and_the_limits_are_named() -> None:
    specification = entry_level_chart(weeks(8, 0, 12), DEFAULT_RISK_BANDS, dark=False).chart.to_dict()
    drawn = list(specification["datasets"].values())
    points = next(rows for rows in drawn if "day" in rows[0])
    limits = next(rows for rows in drawn if "name" in rows[0])
    assert [(row["day"], row["level"]) for row in points] == [
        (epoch(FIRST), 8),
        (epoch(FIRST + dt.timedelta(weeks=1)), None),
        (epoch(FIRST + dt.timedelta(weeks=2)), 12),
    ]
    assert [(row["level"], row["name"]) for row in limits] == [
        (5, level_mark("medium").words),
        (10, level_mark("high").words),
        (15, level_mark("critical").words),
    ]


def axes(count: int) -> list[dict[str, Any]]:
    drawn = entry_level_chart(weeks(*[8] * count), DEFAULT_RISK_BANDS, dark=False)
    return [channel["axis"] for channel in channels(drawn) if channel.get("axis")]


def test_the_axis_marks_the_days_reported_as_the_other_charts_write_days() -> None:
    across = next(axis for axis in axes(3) if "utcFormat" in axis.get("labelExpr", ""))
    assert across["values"] == [moment(FIRST + dt.timedelta(weeks=n)).to_dict() for n in range(3)]
    assert "'%-d %b'" in across["labelExpr"]


def test_a_long_history_marks_every_few_days_reported() -> None:
    across = next(axis for axis in axes(3 * MOST_TICKS) if "utcFormat" in axis.get("labelExpr", ""))
    assert across["values"] == [moment(FIRST + dt.timedelta(weeks=3 * n + 2)).to_dict() for n in range(MOST_TICKS)]


def test_the_limits_are_named_beside_the_plot_where_no_line_runs() -> None:
    beside = next(axis for axis in axes(2) if axis.get("orient") == "right")
    assert beside["values"] == [5, 10, 15]
    assert level_mark("critical").words in beside["labelExpr"]


def test_the_table_has_the_latest_week_first() -> None:
    table = entry_level_chart(weeks(8, 12), DEFAULT_RISK_BANDS, dark=False).table
    assert table is not None
    assert table["Level"].tolist() == [f"{level_mark('high').words} 12", f"{level_mark('medium').words} 8"]


def test_no_level_is_blank() -> None:
    assert level_text(0, DEFAULT_RISK_BANDS) == ""
