from datetime import date, timedelta
from decimal import Decimal

import pytest

from dashboard.metrics.figure import Figure
from dashboard.metrics.milestones import likely_to_miss, milestone_trend, milestones_by_project, slips, turns
from tests.metrics.factories import STATUS_DATE, frame

BEFORE, AFTER = date(2026, 5, 10), date(2026, 5, 20)


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ({"baseline": BEFORE, "forecast": BEFORE, "actual": BEFORE}, (1, 1, 1, 0)),
        ({"baseline": BEFORE, "forecast": BEFORE, "actual": STATUS_DATE}, (1, 1, 0, 0)),
        ({"baseline": BEFORE, "forecast": AFTER}, (1, 1, 0, 1)),
        ({"baseline": STATUS_DATE, "forecast": STATUS_DATE}, (1, 1, 0, 0)),
        ({"baseline": AFTER, "forecast": AFTER}, (1, 0, 0, 0)),
        ({"baseline": AFTER, "forecast": date(2026, 5, 21)}, (1, 0, 0, 1)),
        ({"baseline": AFTER, "forecast": AFTER, "actual": BEFORE}, (1, 0, 0, 0)),
        ({"baseline": BEFORE, "forecast": BEFORE, "actual": AFTER}, (1, 1, 0, 1)),
    ],
)
def test_counts(row, counts):
    assert milestones_by_project(frame("milestones", row), STATUS_DATE)["P1"][:4] == counts


@pytest.mark.parametrize(
    ("weights", "reached", "earned"),
    [
        ((50, 30, 20), 2, Decimal(80)),
        ((50, 30, 20), 0, Decimal(0)),
        (("33.33", "33.33", "33.33"), 3, Decimal(100)),
        ((50, 30, 10), 2, None),
        ((None, None, None), 2, None),
    ],
)
def test_weights_earn_where_they_add_up(weights, reached, earned):
    rows = [{"weight": w, "actual": BEFORE if i < reached else None} for i, w in enumerate(weights)]
    assert milestones_by_project(frame("milestones", *rows), STATUS_DATE)["P1"].earned_percent == earned


def test_without_milestones_there_is_nothing():
    assert milestones_by_project(frame("milestones"), STATUS_DATE) == {}


def test_slip_against_both_baselines():
    milestones = frame(
        "milestones",
        {"milestone": "A", "baseline": BEFORE, "forecast": AFTER, "original_baseline": date(2026, 5, 1)},
        {"milestone": "B", "baseline": BEFORE, "forecast": AFTER, "actual": date(2026, 5, 8)},
    )
    found = slips(milestones)
    assert found["slip_days"].to_list() == [10, -2]
    assert found["original_slip_days"].to_list() == [19, -2]


@pytest.mark.parametrize(
    ("row", "spi_t", "likely"),
    [
        ({"baseline": AFTER, "forecast": date(2026, 5, 21)}, "1.2", True),
        ({"baseline": AFTER, "forecast": AFTER}, "0.89", True),
        ({"baseline": AFTER, "forecast": AFTER}, "0.9", False),
        ({"baseline": AFTER, "forecast": AFTER}, None, False),
        ({"baseline": date(2026, 5, 30), "forecast": date(2026, 5, 30)}, "0.5", False),
        ({"baseline": date(2026, 5, 29), "forecast": date(2026, 5, 29)}, "0.5", True),
        ({"baseline": BEFORE, "forecast": AFTER, "actual": BEFORE}, "0.5", False),
    ],
)
def test_likely_to_miss(row, spi_t, likely):
    index = {"P1": Figure(None if spi_t is None else Decimal(spi_t))}
    assert likely_to_miss(frame("milestones", row), STATUS_DATE, index).tolist() == [likely]


def test_trend_keeps_the_date_as_reported():
    history = frame("milestones", {"forecast": AFTER, "actual": BEFORE}, {"forecast": AFTER})
    history["status_date"] = [date(2026, 5, 15), date(2026, 5, 8)]
    trend = milestone_trend(history)
    assert trend["expected"].to_list() == [AFTER, BEFORE]
    assert trend["reached"].to_list() == [False, True]
    assert trend["status_date"].to_list() == [date(2026, 5, 8), date(2026, 5, 15)]


def test_turns_keep_the_ends_and_both_sides_of_each_move():
    weeks = {"M1": [0, 0, 0, 0], "M2": [0, 0, 7, 7, 7, 7, 0], "M3": [0]}
    rows = [
        {"milestone": code, "forecast": AFTER + timedelta(moved), "status_date": BEFORE + timedelta(7 * week)}
        for code, moves in weeks.items()
        for week, moved in enumerate(moves)
    ]
    history = frame("milestones", *({k: v for k, v in r.items() if k != "status_date"} for r in rows))
    history["status_date"] = [r["status_date"] for r in rows]
    kept = turns(milestone_trend(history))
    found = {
        code: [(day - BEFORE).days // 7 for day in group["status_date"]] for code, group in kept.groupby("milestone")
    }
    assert found == {"M1": [0, 3], "M2": [0, 1, 2, 5, 6], "M3": [0]}


def test_turns_never_join_two_milestones():
    history = frame("milestones", *({"milestone": code, "forecast": AFTER} for code in ("M1", "M2", "M3")))
    history["status_date"] = STATUS_DATE
    assert len(turns(milestone_trend(history))) == 3
