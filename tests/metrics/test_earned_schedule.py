from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from dashboard.metrics.earned_schedule import (
    actual_time,
    earned_schedule,
    earned_time,
    planned_curve,
    project_schedule,
)
from dashboard.metrics.figure import Reason
from tests.metrics.factories import frame, month

PLANNED = tuple(map(Decimal, (0, 10_000, 25_000, 45_000, 70_000, 90_000, 100_000)))


def test_the_case_checked_by_hand():
    found = earned_schedule(PLANNED, Decimal(40_000), Decimal(4))
    assert [str(round(figure.value, 4)) for figure in found] == ["2.7500", "-1.2500", "0.6875", "8.7273", "1.6250"]


@pytest.mark.parametrize(
    ("planned", "ev", "expected"),
    [
        (PLANNED, 0, "0"),
        (PLANNED, 10_000, "1"),
        (PLANNED, 100_000, "6"),
        (PLANNED, 130_000, "6"),
        ((0, 10, 10, 10, 20), 10, "3"),
        ((0, 10, 10, 10, 20), 15, "3.5"),
        ((0, 0, 10), 0, "1"),
    ],
)
def test_earned_time(planned, ev, expected):
    assert earned_time(tuple(map(Decimal, planned)), Decimal(ev)).value == Decimal(expected)


def test_no_time_elapsed_gives_no_index():
    found = earned_schedule(PLANNED, Decimal(40_000), Decimal(0))
    assert found.spi_t == (None, Reason.NO_TIME_ELAPSED)
    assert found.ieac_t == (None, Reason.NO_TIME_ELAPSED)
    assert found.sv_t.value == Decimal("2.75")


@pytest.mark.parametrize("elapsed", [6, 7])
def test_a_plan_that_is_over_gives_no_tspi(elapsed):
    assert earned_schedule(PLANNED, Decimal(40_000), Decimal(elapsed)).tspi == (None, Reason.PLAN_OVER)


def test_nothing_earned_gives_no_forecast():
    assert earned_schedule(PLANNED, Decimal(0), Decimal(4)).ieac_t == (None, Reason.NOTHING_EARNED)


def test_without_earned_value_or_plan_all_is_unknown():
    assert set(earned_schedule(PLANNED, None, Decimal(4))) == {(None, Reason.NO_EARNED_VALUE)}
    assert set(project_schedule(frame("budget"), Decimal(1), date(2026, 5, 15))) == {(None, Reason.NO_PLAN)}


def test_the_curve_fills_months_without_a_row_and_drops_empty_ends():
    rows = [
        {"month": month(1), "planned": 0},
        {"month": month(2), "planned": 10},
        {"month": month(4), "planned": "20.5"},
        {"month": month(4), "category": "cloud", "planned": "0.5"},
        {"month": month(6), "planned": 0},
    ]
    curve = planned_curve(frame("budget", *reversed(rows)))
    assert curve.start == month(2)
    assert curve.planned == (0, 10, 10, 31)


@pytest.mark.parametrize(
    ("status_date", "expected"),
    [(date(2026, 1, 31), "1"), (date(2026, 4, 15), "3.5"), (date(2025, 12, 31), "0"), (date(2027, 1, 31), "13")],
)
def test_actual_time_in_months(status_date, expected):
    assert actual_time(month(1), status_date) == Decimal(expected)


def test_project_schedule_reads_the_budget():
    steps = [b - a for a, b in pairwise(PLANNED)]
    budget = frame("budget", *({"month": month(i + 1), "planned": step} for i, step in enumerate(steps)))
    found = project_schedule(budget, Decimal(40_000), date(2026, 4, 30))
    assert (found.es.value, found.spi_t.value) == (Decimal("2.75"), Decimal("0.6875"))


@pytest.mark.parametrize(("ev", "expected"), [(40, "0.4"), (80, "2"), (90, "2"), (100, "2")])
def test_a_plan_that_takes_money_back_is_earned_at_its_budget(ev, expected):
    budget = frame("budget", {"month": month(1), "planned": 100}, {"month": month(2), "planned": -20})
    assert project_schedule(budget, Decimal(ev), date(2026, 2, 28)).es.value == Decimal(expected)


def test_a_plan_that_takes_all_its_money_back_is_none():
    budget = frame("budget", {"month": month(1), "planned": 100}, {"month": month(2), "planned": -100})
    assert project_schedule(budget, Decimal(0), date(2026, 2, 28)).es == (None, Reason.NO_PLAN)
