from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.burn import Spending, burn_curve, burn_rate, runway, spending_by
from dashboard.metrics.figure import Reason
from tests.metrics.factories import STATUS_DATE, frame, month

BUDGET = (
    {"month": month(3), "planned": 100, "original_planned": 90, "actual": 120},
    {"month": month(4), "planned": 100, "forecast": 130},
    {"month": month(5), "planned": 310, "actual": 40, "forecast": 300},
    {"month": month(6), "planned": 100, "actual": 7, "forecast": 150},
    {"month": month(7), "planned": 100},
)


def test_spending_of_a_project():
    spending = spending_by(frame("budget", *BUDGET), STATUS_DATE)["P1"]
    assert spending == Spending(
        bac=Decimal(710),
        original_bac=Decimal(700),
        pv=Decimal(350),
        ac=Decimal(160),
        forecast_at_completion=Decimal(120 + 130 + 40 + 150 + 100),
    )


@pytest.mark.parametrize(
    ("status_date", "pv"),
    [(date(2026, 2, 28), "0"), (date(2026, 5, 31), "510"), (date(2026, 5, 1), "210"), (date(2027, 1, 1), "710")],
)
def test_planned_value_counts_the_month_by_days(status_date, pv):
    assert spending_by(frame("budget", *BUDGET), status_date)["P1"].pv == Decimal(pv)


def test_no_budget_no_spending():
    assert spending_by(frame("budget"), STATUS_DATE) == {}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["staff", "cloud", "services"]),
            st.sampled_from(["P1", "P2"]),
            st.integers(1, 12),
            st.decimals(-1000, 10_000, places=2),
            st.none() | st.decimals(0, 10_000, places=2),
            st.none() | st.decimals(0, 10_000, places=2),
        ),
        min_size=1,
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_parts_equal_the_whole_whatever_the_grouping_and_the_order(cells, random):
    names = ("category", "project", "month", "planned", "actual", "forecast")
    rows = [dict(zip(names, (c, p, month(m), *rest), strict=True)) for c, p, m, *rest in cells]
    shuffled = random.sample(rows, len(rows))
    by_project = spending_by(frame("budget", *rows), STATUS_DATE)
    by_category = spending_by(frame("budget", *shuffled), STATUS_DATE, by="category")
    assert _sum(by_project) == _sum(by_category)
    last = burn_curve(frame("budget", *shuffled), STATUS_DATE).iloc[-1]
    assert (last["cum_planned"], last["cum_forecast"]) == (_sum(by_project)[0], _sum(by_project)[4])


def _sum(groups):
    return [sum(values) for values in zip(*groups.values(), strict=True)]


def test_the_curve_has_every_month_and_the_lines_meet():
    curve = burn_curve(frame("budget", *BUDGET[:1], BUDGET[2], BUDGET[4]), STATUS_DATE)
    assert curve["month"].to_list() == [month(m) for m in range(3, 8)]
    assert curve["cum_planned"].to_list() == [100, 100, 410, 410, 510]
    assert curve["cum_original_planned"].to_list() == [90, 90, 400, 400, 500]
    assert curve["cum_actual"].to_list() == [120, 120, 160, None, None]
    assert curve["cum_forecast"].to_list() == [None, None, 160, 160, 260]
    assert curve["forecast"].to_list() == [None, None, 40, 0, 100]


def test_the_curve_of_no_budget_is_empty():
    curve = burn_curve(frame("budget"), STATUS_DATE)
    assert curve.empty
    assert "cum_forecast" in curve


@pytest.mark.parametrize(
    ("actuals", "status_date", "expected"),
    [
        ((10, 20, 30, 40, 50), STATUS_DATE, "30"),
        ((10, 20, 30, 40, 50), date(2026, 5, 31), "40"),
        ((10, 20, 30, None, 50), STATUS_DATE, "20"),
        ((None, 20), STATUS_DATE, "20"),
        ((90, None, None, 90), STATUS_DATE, "30"),
        ((60, None, 30), STATUS_DATE, "30"),
    ],
)
def test_burn_rate_is_the_mean_of_three_closed_months(actuals, status_date, expected):
    rows = ({"month": month(i), "planned": 1, "actual": amount} for i, amount in enumerate(actuals, 1))
    assert burn_rate(frame("budget", *rows), status_date).value == Decimal(expected)


def test_runway_is_what_remains_at_that_rate():
    rows = [{"month": month(i), "planned": 100, "actual": 50 if i < 5 else None} for i in range(1, 11)]
    assert runway(frame("budget", *rows), STATUS_DATE).value == Decimal(800) / 50
    spent = [{"month": month(1), "planned": 100, "actual": 150}]
    assert runway(frame("budget", *spent), STATUS_DATE).value == 0


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], Reason.NO_BUDGET),
        ([{"planned": 100}], Reason.NO_CLOSED_MONTH),
        ([{"planned": 100, "actual": 0}], Reason.NOTHING_SPENT),
    ],
)
def test_no_runway_has_a_reason(rows, reason):
    assert runway(frame("budget", *rows), STATUS_DATE) == (None, reason)
