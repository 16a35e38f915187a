from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.allocations import all_allocations, allocations
from dashboard.metrics.measures import project_measures
from dashboard.metrics.reconciliation import CREDITS, Check, credit_checks, spending_checks
from dashboard.metrics.spending import reported_lines
from tests.metrics.factories import STATUS_DATE, frame, month

PROJECTS = ({"project": "P1"}, {"project": "P2", "programme": "Cloud"})
BUDGET = (
    {"project": "P1", "month": month(1), "planned": "100.10", "actual": "90.01"},
    {"project": "P1", "month": month(9), "planned": "200.20", "category": "cloud", "forecast": "210.22"},
    {"project": "P2", "month": month(2), "planned": "50.05"},
)
CREDIT = (
    {"project": "P1", "engaged": "1.01", "ce_adjusted": 5},
    {"project": "P2", "liquidated": "2.02", "basic_allocation": "B"},
)


def books(budget=BUDGET, credits=CREDIT):
    frames = {
        name: frame(name, *rows) for name, rows in (("projects", PROJECTS), ("budget", budget), ("credits", credits))
    }
    measures = project_measures(frames, STATUS_DATE).assign(status_date=STATUS_DATE)
    lines = reported_lines(frames["budget"], dict.fromkeys(("P1", "P2"), STATUS_DATE))
    return frames, measures, lines


def spending(measures, lines):
    return spending_checks(lines, measures, {"P1": "Reform", "P2": "Cloud"})


def test_every_cut_of_budget_actual_and_forecast_equals_the_rows():
    _frames, measures, lines = books()
    checks = spending(measures, lines)
    assert {(c.measure, c.parts) for c in checks} == {
        (m, p) for m in ("bac", "ac", "forecast_at_completion") for p in ("programme", "project", "category", "month")
    }
    assert all(check.holds for check in checks)
    assert {c.measure: c.whole for c in checks} == {
        "bac": Decimal("350.35"), "ac": Decimal("90.01"), "forecast_at_completion": Decimal("350.28"),
    }  # fmt: skip


def test_a_cent_that_is_missing_is_found():
    _frames, measures, lines = books()
    measures.loc[0, "bac"] -= Decimal("0.01")
    broken = [c for c in spending(measures, lines) if not c.holds]
    assert {(c.parts, c.difference) for c in broken} == {("programme", Decimal("-0.01")), ("project", Decimal("-0.01"))}


def test_a_row_that_no_measure_knows_is_found():
    _frames, measures, _lines = books(BUDGET[:2])
    _frames, _measures, lines = books()
    assert {c.parts for c in spending(measures, lines) if not c.holds} == {"programme", "project"}


def test_nothing_reconciles_with_nothing():
    _frames, measures, lines = books(budget=())
    assert {(c.sum, c.whole) for c in spending(measures, lines)} == {(0, 0)}


def test_credits_by_allocation_and_project_equal_the_rows():
    frames, measures, _lines = books()
    parts = [a._asdict() for a in (x.credits for x in allocations(frames["credits"], frames["budget"], STATUS_DATE))]
    year = all_allocations(frames["credits"], frames["budget"], STATUS_DATE).credits._asdict()
    checks = credit_checks(parts, measures, year)
    assert [(c.measure, c.parts) for c in checks] == [(m, p) for m in CREDITS for p in ("project", "allocation")]
    assert all(check.holds for check in checks)
    short = credit_checks(parts[1:], measures, year)
    assert {c.parts for c in short if not c.holds} == {"allocation"}


@pytest.mark.parametrize(("sum_", "holds"), [("1.00", True), ("1.01", False), ("0.99", False)])
def test_a_check_holds_to_the_cent(sum_, holds):
    assert Check("bac", "month", Decimal(sum_), Decimal(1)).holds is holds


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["P1", "P2"]), st.integers(1, 12), st.decimals(0, 9999, places=2),
                          st.none() | st.decimals(0, 9999, places=2)), max_size=10))  # fmt: skip
def test_whatever_is_reported_reconciles(cells):
    rows = [{"project": p, "month": month(m), "planned": a, "actual": b} for p, m, a, b in cells]
    _frames, measures, lines = books(budget=rows)
    assert all(check.holds for check in spending(measures, lines))
