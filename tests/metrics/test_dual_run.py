from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.dual_run import cost_so_far, dual_runs, recently_stopped
from dashboard.metrics.migration import dual_run_cost
from dashboard.metrics.reform_items import reform_items
from tests.reform import TODAY, ahead, day, over, rows


def runs(*given):
    frame = rows(*given)
    return dual_runs(frame, reform_items(frame), TODAY)


def test_the_clock_runs_from_cutover_to_today_or_to_the_end_of_the_old_tool():
    found = runs(
        over(73, dual_run_cost="1000.00"),
        over(73, dual_run_cost="2000.00", decommissioned=day(-1)),
        over(10, decommissioned=day(5)),
        ahead(-9, dual_run_cost="70.00") | {"stage": "stabilise"},
        ahead(9, dual_run_cost="500.00"),
        over(9, stage="done"),
    )
    assert [(r.item.item, r.since, r.until, r.so_far) for r in found] == [
        ("T-01", day(-73), None, Decimal("2400.00")),
        ("T-03", day(-10), None, None),
        ("T-04", None, None, None),
        ("T-02", day(-73), day(-1), Decimal("4734.25")),
    ]
    assert cost_so_far(found) == Decimal("2400.00")
    assert [r.running for r in found] == [True, True, True, False]


@pytest.mark.parametrize(("ago", "recent"), [(0, True), (60, True), (61, False)])
def test_tools_stopped_in_the_last_sixty_days_are_recent(ago, recent):
    assert bool(recently_stopped(runs(over(90, decommissioned=day(-ago))), TODAY)) is recent


def test_nothing_runs_without_rows():
    assert dual_runs(rows({}).iloc[:0], (), TODAY) == []
    assert cost_so_far([]) == 0


DAYS = st.none() | st.integers(-200, 20).map(day)
ROW = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["test", "cut_over", "stabilise", "decommission", "done", "failed"]),
        "actual_cutover": DAYS,
        "decommissioned": DAYS,
        "dual_run_cost": st.none() | st.decimals(0, 9999, places=2).map(str),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=6))
def test_the_tools_that_run_cost_what_the_metric_says(given_rows):
    frame = rows(*given_rows)
    found = dual_runs(frame, reform_items(frame), TODAY)
    monthly = sum((r.item.monthly_cost or Decimal(0) for r in found if r.running), Decimal(0))
    assert monthly == dual_run_cost(frame, TODAY)
    assert all(r.so_far is None or r.so_far >= 0 for r in found)
