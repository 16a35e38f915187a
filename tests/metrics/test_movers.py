"""Who moved since the compared date, and the status week by week."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.columns import records
from dashboard.metrics.movers import COLUMNS, movers, status_by_week
from tests.metrics.factories import STATUS_DATE, frame, measured

BAC = Decimal(100_000)


def register(*rows):
    return frame("projects", *({"project": f"P{i}", **row} for i, row in enumerate(rows, 1)))


def moved(now, then, project=None):
    """The one mover, or None."""
    table = records(movers(measured(now), measured(then), register(project or {})))
    return table[0] if table else None


@pytest.mark.parametrize(
    ("now", "then", "before", "after"),
    [
        (("green", "green"), ("green", "green"), None, None),
        (("green", "amber"), ("green", "green"), "green", "amber"),
        (("red", "green"), ("green", "green"), "green", "red"),
        (("green", "green"), ("amber", "red"), "red", "green"),
        (("amber", "green"), ("green", "amber"), None, None),
        (("not_assessed", "not_assessed"), ("green", "green"), "green", "not_assessed"),
        (("not_assessed", "green"), ("green", "green"), None, None),
    ],
)
def test_a_status_moves_when_the_worse_of_declared_and_computed_does(now, then, before, after):
    rows = [{"declared_overall": d, "computed_overall": c} for d, c in (now, then)]
    found = moved(*rows)
    assert (found and (found["before"], found["after"])) == (before and (before, after))


@pytest.mark.parametrize(
    ("now", "then", "days"),
    [(7, 0, 7), (6, 0, None), (0, 7, -7), (0, 6, None), (None, 30, None), (30, None, None), (40, 30, 10)],
)
def test_a_slip_moves_from_seven_days(now, then, days):
    found = moved({"slip_days": now}, {"slip_days": then})
    assert (found and found["days"]) == days


@pytest.mark.parametrize(
    ("now", "then", "bac", "cost"),
    [
        (101_000, 100_000, BAC, Decimal(1000)),
        ("100999.99", 100_000, BAC, None),
        (99_000, 100_000, BAC, Decimal(-1000)),
        (150_000, 100_000, None, None),
        (150_000, 100_000, Decimal(0), None),
        (None, 100_000, BAC, None),
        (150_000, None, BAC, None),
    ],
)
def test_a_cost_moves_from_one_percent_of_the_budget(now, then, bac, cost):
    row, before = (
        {"forecast_at_completion": None if amount is None else Decimal(amount), "bac": bac} for amount in (now, then)
    )
    found = moved(row, before)
    assert (found and found["cost"]) == cost


def test_what_did_not_move_enough_is_shown_beside_what_did():
    found = moved(
        {"computed_overall": "red", "slip_days": 3, "forecast_at_completion": Decimal(100_010), "bac": BAC},
        {"slip_days": 1, "forecast_at_completion": BAC, "bac": BAC},
    )
    assert (found["days"], found["cost"]) == (2, Decimal(10))


@pytest.mark.parametrize(
    ("project", "reason"),
    [
        ({"gap_reason": "Supplier late", "achieved": "Tests run"}, "Supplier late"),
        ({"achieved": "Tests run"}, None),
        ({}, None),
    ],
)
def test_the_reason_is_the_one_the_workbook_gave(project, reason):
    assert moved({"slip_days": 30}, {}, project)["reason"] == reason


def test_a_project_that_is_new_or_gone_is_no_mover():
    now, then = measured({"slip_days": 30}, {"slip_days": 30}), measured({"slip_days": 0})
    assert [r["project"] for r in records(movers(now, then, register({}, {})))] == ["P1"]
    assert movers(now, then[:0], register({})).empty
    assert list(movers(now[:0], then, register({})).columns) == list(COLUMNS)


def test_the_worst_fall_comes_first_then_slip_then_cost_then_code():
    now = [
        {"slip_days": 10},
        {"computed_overall": "amber"},
        {"computed_overall": "red"},
        {"slip_days": 20},
        {"forecast_at_completion": Decimal(2000), "bac": Decimal(1000)},
        {"declared_overall": "green", "computed_overall": "green", "slip_days": 60},
    ]
    then = [
        {},
        {},
        {},
        {},
        {"forecast_at_completion": Decimal(1000), "bac": Decimal(1000)},
        {"declared_overall": "red"},
    ]
    table = movers(measured(*now), measured(*then), register(*[{}] * 6))
    assert table["project"].tolist() == ["P3", "P2", "P4", "P1", "P5", "P6"]


weeks = [STATUS_DATE + timedelta(weeks=n) for n in range(4)]


def history(*rows):
    """Measures of (project, week, declared, computed)."""
    return measured(
        *({"project": p, "status_date": weeks[n], "declared_overall": d, "computed_overall": c} for p, n, d, c in rows)
    )


def test_each_week_shows_the_worse_of_both_and_what_was_not_reported():
    found = status_by_week(history(("P1", 1, "green", "red"), ("P1", 3, "amber", "green")), weeks)
    assert found == {
        "P1": [(weeks[0], None, False), (weeks[1], "red", True), (weeks[2], "red", False), (weeks[3], "amber", True)]
    }


def test_what_was_reported_before_the_first_week_is_carried():
    assert status_by_week(history(("P1", 0, "amber", "amber")), weeks[1:])["P1"][0] == (weeks[1], "amber", False)


def test_no_history_and_no_weeks():
    assert status_by_week(history()[:0], weeks) == {}
    assert status_by_week(history(("P1", 0, "green", "green")), []) == {"P1": []}


statuses = st.sampled_from(["green", "amber", "red", "not_assessed"])
reports = st.lists(
    st.tuples(st.sampled_from(["P1", "P2", "P3"]), st.integers(0, 3), statuses, statuses),
    max_size=10,
    unique_by=lambda report: report[:2],
)


@settings(max_examples=30, deadline=None)
@given(reports, st.randoms(use_true_random=False))
def test_the_order_of_reports_never_changes_the_history(found, random):
    shuffled = random.sample(found, len(found))
    assert status_by_week(history(*shuffled), weeks) == status_by_week(history(*found), weeks)
