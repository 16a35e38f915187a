from decimal import Decimal

import pytest

from dashboard.metrics import kpis
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from tests.metrics.factories import measured

EUR = Decimal
FIRST = {
    **{"bac": EUR(1000), "original_bac": EUR(900), "pv": EUR(400), "ev": EUR(300), "ac": EUR(500)},
    **{"eac": EUR(1600), "forecast_at_completion": EUR(1100), "risk_exposure": EUR(50)},
    **{"ce_adjusted": EUR(100), "engaged": EUR(80), "cl_adjusted": EUR(50), "liquidated": EUR(10)},
    **{"ce_lapse": EUR(20), "cl_shortage": EUR(5)},
    **{"risks_open": 5, "risks_high": 2, "risks_critical": 1, "issues_open": 2, "entries_overdue": 1},
    **{"milestones_total": 8, "milestones_due": 4, "milestones_hit": 1, "milestones_late": 3},
    **{"migration_weight": 100, "migration_progress_weight": EUR(30), "users_in_scope": 100, "users_moved": 20},
}
SECOND = {
    **{"bac": EUR(3000), "original_bac": EUR(3000), "pv": EUR(600), "ev": EUR(900), "ac": EUR(300)},
    **{"eac": EUR(1000), "forecast_at_completion": EUR(2900), "risk_exposure": EUR(-10)},
    **{"ce_adjusted": EUR(300), "engaged": EUR(20), "cl_adjusted": EUR(150), "liquidated": EUR(90)},
    **{"ce_lapse": EUR(0), "cl_shortage": EUR(0)},
    **{"milestones_total": 2, "milestones_due": 1, "milestones_hit": 1},
    **{"migration_weight": 300, "migration_progress_weight": EUR(30), "users_in_scope": 299, "users_moved": 0},
}


@pytest.mark.parametrize(
    ("function", "value", "numerator", "denominator"),
    [
        (kpis.spent_against_plan, 80, 800, 1000),
        (kpis.forecast_at_completion, 4000, 4000, 4000),
        (kpis.open_high_risks, 3, 3, 5),
        (kpis.milestones_late, 3, 3, 10),
        (kpis.reform_progress, 15, 60, 400),
        (kpis.cpi, EUR("1.5"), 1200, 800),
        (kpis.spi, EUR("1.2"), 1200, 1000),
        (kpis.eac, 2600, 2600, 4000),
        (kpis.cost_variance, 400, 1200, 800),
        (kpis.schedule_variance, 200, 1200, 1000),
        (kpis.variance_at_completion, 1400, 4000, 2600),
        (kpis.forecast_overrun, 0, 4000, 4000),
        (kpis.original_overrun, 100, 4000, 3900),
        (kpis.commitment_rate, 25, 100, 400),
        (kpis.payment_rate, 50, 100, 200),
        (kpis.ce_left, 300, 400, 100),
        (kpis.cl_left, 100, 200, 100),
        (kpis.ce_lapse, 20, 20, None),
        (kpis.cl_shortage, 5, 5, None),
        (kpis.risk_exposure, 40, 40, None),
        (kpis.milestone_hit_rate, 40, 2, 5),
        (kpis.users_moved, 20, 20, 399),
        (kpis.entries_overdue, 1, 1, None),
    ],
)
def test_roll_up_is_the_sum_or_the_ratio_of_sums(function, value, numerator, denominator):
    assert function(measured(FIRST, SECOND)) == (value, numerator, denominator, None)


@pytest.mark.parametrize(
    ("declared", "computed", "active", "on_track"),
    [
        ("green", "green", True, 1),
        ("green", "red", True, 0),
        ("amber", "green", True, 0),
        ("not_assessed", "green", True, 1),
        ("green", "not_assessed", True, 1),
        ("not_assessed", "not_assessed", True, 0),
        ("green", "green", False, 0),
    ],
)
def test_on_track_is_the_worse_of_declared_and_computed(declared, computed, active, on_track):
    row = {"declared_overall": declared, "computed_overall": computed, "active": active}
    found = kpis.projects_on_track(measured(row, {"declared_overall": "red"}))
    assert (found.value, found.denominator) == (on_track, 1 + active)


def test_watermelons_are_active_projects():
    rows = ({"gap": 1}, {"gap": 2, "active": False}, {"gap": None}, {"gap": -1})
    assert kpis.watermelons(measured(*rows))[:3] == (1, 1, 3)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"cost_tolerance_used": EUR(100), "computed_cost": "red"}, 1),
        ({"schedule_tolerance_used": EUR(110), "computed_schedule": "amber"}, 0),
        ({"schedule_tolerance_used": None, "computed_schedule": "red"}, 1),
        ({"schedule_tolerance_used": None, "cost_tolerance_used": None}, 0),
        ({"cost_tolerance_used": EUR(300), "computed_cost": "red", "active": False}, 0),
    ],
)
def test_exceptions(row, found):
    assert kpis.exceptions(measured(row, {})).value == found


UNKNOWN = {
    **dict.fromkeys(("computed_schedule", "computed_cost", "computed_risk"), "not_assessed"),
    **dict.fromkeys(("percent_complete", "slip_days", "schedule_tolerance_used", "cost_tolerance_used", "gap")),
    "active": False,
}


@pytest.mark.parametrize("definition", KPI_DEFINITIONS, ids=lambda d: d.name)
def test_missing_data_give_none_with_a_reason(definition):
    found = definition.of(measured(UNKNOWN).assign(is_stale=False))
    if definition.name == "entries_overdue":
        assert (found.value, found.reason) == (0, None)
    else:
        assert found.value is None
        assert isinstance(found.reason, Reason)


@pytest.mark.parametrize("definition", KPI_DEFINITIONS, ids=lambda d: d.name)
def test_no_projects_is_the_reason_of_an_empty_portfolio(definition):
    found = definition.of(measured().assign(is_stale=False))
    assert (found.value, found.reason) == (None, Reason.NO_PROJECTS)


def test_a_project_without_earned_value_stays_out_of_both_sums():
    known = measured(FIRST, {**SECOND, "ev": None})
    assert kpis.cpi(known)[:3] == (EUR("0.6"), 300, 500)


def test_a_log_without_high_risks_is_a_zero():
    assert kpis.open_high_risks(measured({})) == (0, 0, 0, None)


@pytest.mark.parametrize(("open_threats", "reason"), [(0, Reason.NO_RISK_ENTRIES), (2, Reason.NO_RISK_LEVEL)])
def test_risks_that_nobody_assessed_are_not_said_to_be_none(open_threats, reason):
    row = {"computed_risk": "not_assessed", "risks_open": open_threats}
    assert kpis.open_high_risks(measured(row)) == (None, 0, open_threats, reason)


@pytest.mark.parametrize(("status", "reason"), [("red", Reason.NO_TOLERANCE), ("not_assessed", Reason.NO_DATES)])
def test_why_no_tolerance_is_used(status, reason):
    row = measured({"schedule_tolerance_used": None, "computed_schedule": status})
    assert kpis.schedule_tolerance_used(row).reason is reason
