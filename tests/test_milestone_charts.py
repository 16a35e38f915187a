"""Milestones against their baselines, and how what was expected moved."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.milestones import milestone_chart, milestone_names, milestone_trend_chart
from dashboard.charts.titled import TitledChart
from dashboard.metrics.milestones import milestone_trend, slips
from dashboard.theme import BLUE, GREEN, GREY, INK, RED
from tests.drawings import datasets, rows_with, sound, specification
from tests.metrics.factories import frame

DAY = dt.date(2026, 5, 15)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days)


def milestone(code: str, slip: int = 0, *, reached: bool = False, **values: object) -> dict[str, object]:
    base = {"milestone": code, "name": f"Name {code}", "baseline": DAY, "forecast": after(slip)}
    return base | ({"actual": after(slip)} if reached else {}) | values


def chart(*rows: dict[str, object]) -> TitledChart:
    sheet = frame("milestones", *rows)
    return milestone_chart(sheet, slips(sheet), DAY, dark=False)


def test_a_row_per_milestone_in_order_of_its_baseline() -> None:
    shown = sound(chart(milestone("M2", baseline=after(9)), milestone("M1", 12), milestone("M3", -2, reached=True)))
    drawn = rows_with(shown, "slip_text")
    assert [r["shown"] for r in drawn] == ["Name M1", "✓ Name M3", "Name M2"]
    assert (drawn[0]["baseline"], drawn[0]["expected"]) == ("2026-05-15", "2026-05-27")
    assert [r["slip_text"] for r in drawn] == ["+12 days", "-2 days", "-9 days"]
    assert [r["colour"] for r in drawn] == [RED.graphic, GREEN.graphic, BLUE.graphic]


def test_one_reached_late_is_red() -> None:
    (drawn,) = rows_with(chart(milestone("M1", 1, reached=True)), "slip_text")
    assert (drawn["shown"], drawn["colour"], drawn["slip_text"]) == ("✓ Name M1", RED.graphic, "+1 day")


@pytest.mark.parametrize(
    ("late", "title"),
    [
        (0, "No milestone is later than its baseline"),
        (1, "1 milestone is later than its baseline"),
        (3, "3 milestones are later than their baseline"),
    ],
)
def test_the_title_counts_the_late_ones(late: int, title: str) -> None:
    shown = chart(*(milestone(f"M{i}", 5 if i < late else 0) for i in range(4)))
    assert (shown.title, shown.alt) == (title, title)


def test_the_status_date_is_marked() -> None:
    (mark,) = [rows for rows in datasets(chart(milestone("M1"))) if "slip_text" not in rows[0]]
    assert mark == [{"day": "2026-05-15", "label": "15 May"}]


def test_the_table_shows_both_baselines_and_its_values_are_dates() -> None:
    shown = chart(
        milestone("M1", 12, original_baseline=after(-30)), milestone("M2", baseline=after(1), forecast=after(1))
    )
    assert shown.table is not None
    assert shown.values is not None
    assert shown.table.iloc[0].tolist() == ["Name M1", "15 Apr 2026", "15 May 2026", "27 May 2026", "+12 days"]
    assert shown.table.iloc[1].tolist()[1:3] == ["16 May 2026", "16 May 2026"]
    assert shown.values.iloc[0].tolist() == ["Name M1", after(-30), DAY, after(12), 12]


@pytest.mark.parametrize("missing", [{"baseline": None}, {"forecast": None}, {"baseline": None, "forecast": None}])
def test_a_missing_date_is_told_not_drawn(missing: dict[str, object]) -> None:
    shown = sound(chart(milestone("M1", **missing), milestone("M2", 5)))
    drawn = {r["name"]: r for r in rows_with(shown, "slip_text")}
    assert drawn["Name M1"]["slip_text"] == ""
    assert drawn["Name M2"]["slip_text"] == "+5 days"
    assert "n/a" in shown.table.set_index("Milestone").loc["Name M1"].tolist()  # type: ignore[union-attr]  # has one
    assert shown.title == "1 milestone is later than its baseline"


def test_milestones_of_one_name_have_a_row_each() -> None:
    rows = [milestone("M1", name="Gate"), milestone("M2", name="Gate"), milestone("M3", name="Go-live")]
    assert milestone_names(frame("milestones", *rows)) == {"M1": "Gate (M1)", "M2": "Gate (M2)", "M3": "Go-live"}
    assert len({r["shown"] for r in rows_with(chart(*rows), "slip_text")}) == 3


def test_no_milestones_is_a_sentence() -> None:
    shown = chart()
    assert shown.empty
    assert shown.title.startswith("This project has no milestones.")


def trend(*reports: tuple[str, int, int]) -> pd.DataFrame:
    """``milestone_trend`` of (milestone, week, slip of its forecast)."""
    rows = [milestone(code, slip) for code, _week, slip in reports]
    history = frame("milestones", *rows).assign(status_date=[after(7 * week) for _code, week, _slip in reports])
    return milestone_trend(history)


NAMES = {"M1": "Gate", "M2": "Go-live"}
REPORTS = trend(("M1", 0, 0), ("M1", 1, 14), ("M2", 0, 30), ("M2", 1, 30))


def points(shown: TitledChart) -> list[dict[str, object]]:
    return max((rows for rows in datasets(shown)), key=len)


def test_a_line_per_milestone_grey_where_the_promise_was_kept() -> None:
    drawn = points(sound(milestone_trend_chart(REPORTS, NAMES, dark=False)))
    assert [(r["milestone"], r["reported"], r["expected"]) for r in drawn] == [
        ("M1", "2026-05-15", "2026-05-15"), ("M1", "2026-05-22", "2026-05-29"),
        ("M2", "2026-05-15", "2026-06-14"), ("M2", "2026-05-22", "2026-06-14"),
    ]  # fmt: skip
    assert [r["colour"] for r in drawn] == [BLUE.graphic] * 2 + [GREY.graphic] * 2


@pytest.mark.parametrize(
    ("reports", "title"),
    [
        (trend(("M1", 0, 0), ("M1", 1, 0)), "No milestone moved since the first report"),
        (trend(("M1", 0, 0)), "No milestone moved since the first report"),
        (REPORTS, "1 milestone moved since the first report"),
        (trend(*((c, w, w) for c in ("M1", "M2") for w in range(3))), "2 milestones moved since the first report"),
    ],
)
def test_the_title_of_the_trend_counts_what_moved(reports: pd.DataFrame, title: str) -> None:
    assert milestone_trend_chart(reports, NAMES, dark=False).title == title


@pytest.mark.parametrize(("reports", "mark"), [(REPORTS, "line"), (trend(("M1", 0, 0), ("M2", 0, 3)), "point")])
def test_a_single_week_is_points(reports: pd.DataFrame, mark: str) -> None:
    assert specification(milestone_trend_chart(reports, NAMES, dark=False))["layer"][0]["mark"]["type"] == mark


@pytest.mark.parametrize("dark", [False, True])
def test_labels_stand_apart_in_the_ink_of_the_ground(dark: bool) -> None:
    reports = trend(*((f"M{i}", 0, i) for i in range(5)), ("M9", 0, 300))
    shown = milestone_trend_chart(reports, {}, dark=dark)
    (layer,) = [part for part in specification(shown)["layer"] if part["mark"]["type"] == "text"]
    assert layer["encoding"]["color"]["value"] == INK[dark]
    places = [dt.date.fromisoformat(str(r["place"])) for r in rows_with(shown, "place")]
    assert min((b - a).days for a, b in pairwise(places)) >= 16


def test_a_milestone_that_is_gone_is_named_by_its_code() -> None:
    drawn = points(milestone_trend_chart(trend(("M7", 0, 0), ("M7", 1, 3)), NAMES, dark=False))
    assert {r["name"] for r in drawn} == {"M7"}


@pytest.mark.parametrize("reports", [trend(("M1", 0, 0))[:0], trend(("M1", 0, 0)).assign(expected=None)])
def test_no_date_reported_is_a_sentence(reports: pd.DataFrame) -> None:
    shown = milestone_trend_chart(reports, NAMES, dark=False)
    assert shown.empty
    assert shown.title == "No date was reported for a milestone yet."


@pytest.mark.parametrize(("language", "day"), [("en", "29 May 2026"), ("fr", "29 mai 2026"), ("nl", "29 mei 2026")])
def test_dates_are_written_in_the_language(language: str, day: str) -> None:
    with text.speaking(language):
        shown = milestone_trend_chart(REPORTS, NAMES, dark=False)
        sheet = chart(milestone("M1", 14))
    assert shown.table.iloc[1, 2] == day  # type: ignore[union-attr]  # has one
    assert sheet.table.iloc[0, 3] == day  # type: ignore[union-attr]  # has one
