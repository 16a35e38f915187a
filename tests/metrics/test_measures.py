from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.measures import COLUMNS, project_measures
from dashboard.metrics.thresholds import Thresholds
from data_access.contract import ColumnType
from data_access.measures import MEASURES
from tests.metrics.factories import STATUS_DATE, frame, month

END = date(2026, 12, 31)
PLAN = tuple({"month": month(m), "planned": 1000} for m in range(1, 11))
CE = {"ce_adjusted": 500, "cl_adjusted": 400, "engaged": 350, "liquidated": 260}


def measure(project=None, **sheets):
    frames = {name: frame(name, *rows) for name, rows in sheets.items()}
    return project_measures({"projects": frame("projects", project or {}), **frames}, STATUS_DATE).iloc[0]


def test_columns_are_those_of_the_store():
    assert tuple(MEASURES) == COLUMNS


def test_a_project_of_which_only_the_register_is_known():
    row = measure()
    assert row["declared_overall"] == "green"
    assert row["declared_scope"] == row["confidence"] == "not_assessed"
    assert (row["computed_schedule"], row["computed_cost"], row["computed_risk"]) == (
        "green",
        "not_assessed",
        "not_assessed",
    )
    assert (row["computed_overall"], row["gap"], row["active"]) == ("green", 0, True)
    blank = {name for name in COLUMNS if row[name] is None}
    assert blank == {
        *("bac", "original_bac", "pv", "ev", "ac", "eac", "forecast_at_completion", "cost_tolerance_used"),
        *("risk_exposure", "ce_adjusted", "engaged", "cl_adjusted", "liquidated", "ce_lapse", "cl_shortage"),
    }
    assert row["milestones_total"] == row["risks_open"] == row["users_moved"] == row["migration_weight"] == 0


@pytest.mark.parametrize(
    ("dates", "slip", "used", "status"),
    [
        ({"forecast_end": END - timedelta(5)}, -5, "0.00", "green"),
        ({"forecast_end": END + timedelta(14)}, 14, "46.67", "green"),
        ({"forecast_end": END + timedelta(15)}, 15, "50.00", "amber"),
        ({"forecast_end": END + timedelta(31)}, 31, "103.33", "red"),
        ({"forecast_end": END + timedelta(31), "time_tolerance": 90}, 31, "34.44", "green"),
        ({"forecast_end": END + timedelta(31), "actual_end": END}, 0, "0.00", "green"),
        ({"forecast_end": END + timedelta(1), "time_tolerance": 0}, 1, None, "red"),
        ({"forecast_end": END, "time_tolerance": 0}, 0, "0.00", "green"),
        ({"forecast_end": None}, None, None, "not_assessed"),
    ],
)
def test_schedule_against_its_tolerance(dates, slip, used, status):
    row = measure({"baseline_end": END, **dates})
    assert (row["slip_days"], row["computed_schedule"]) == (slip, status)
    assert row["schedule_tolerance_used"] == (None if used is None else Decimal(used))


@pytest.mark.parametrize(
    ("forecast", "tolerance", "used", "status"),
    [
        (900, None, "0.00", "green"),
        (1040, None, "40.00", "green"),
        (1100, None, "100.00", "amber"),
        ("1100.01", None, "100.01", "red"),
        (1150, 20, "75.00", "amber"),
        (1001, 0, None, "red"),
    ],
)
def test_cost_against_its_tolerance(forecast, tolerance, used, status):
    budget = [{"month": month(9), "planned": 1000, "forecast": forecast}]
    row = measure({"cost_tolerance": tolerance}, budget=budget)
    assert row["computed_cost"] == status
    assert row["cost_tolerance_used"] == (None if used is None else Decimal(used))


def test_a_budget_of_nothing_cannot_be_assessed():
    row = measure(budget=[{"planned": 0, "forecast": 100}])
    assert (row["bac"], row["computed_cost"], row["cost_tolerance_used"]) == (0, "not_assessed", None)


def test_thresholds_are_those_given():
    frames = {"projects": frame("projects", {"baseline_end": END, "forecast_end": END + timedelta(15)})}
    strict = Thresholds(time_tolerance=10)
    assert project_measures(frames, STATUS_DATE, strict).iloc[0]["computed_schedule"] == "red"


@pytest.mark.parametrize(
    ("declared", "entry", "computed", "gap"),
    [
        ("green", {"likelihood": 5, "impact": 5}, "red", 2),
        ("amber", {"likelihood": 5, "impact": 5}, "red", 1),
        ("red", {"likelihood": 1, "impact": 1}, "green", -2),
        ("not_assessed", {"likelihood": 5, "impact": 5}, "red", None),
    ],
)
def test_gap_between_declared_and_computed(declared, entry, computed, gap):
    row = measure({"status_overall": declared}, raid=[entry])
    assert (row["declared_overall"], row["computed_overall"], row["gap"]) == (declared, computed, gap)


def test_nothing_computed_nothing_compared():
    row = measure({"forecast_end": None})
    assert (row["computed_overall"], row["gap"]) == ("not_assessed", None)


@pytest.mark.parametrize(("stage", "active"), [("execution", True), ("on_hold", True), ("closed", False)])
def test_active(stage, active):
    assert measure({"stage": stage})["active"] is active


def test_money():
    spent = [{**line, "actual": 1250 if i < 4 else None} for i, line in enumerate(PLAN)]
    row = measure({"percent_complete": 40}, budget=spent)
    assert row["bac"] == row["original_bac"] == 10_000
    assert row["pv"] == Decimal("4483.87")
    assert (row["ev"], row["ac"]) == (4000, 5000)
    assert (row["eac"], row["forecast_at_completion"]) == (12_500, 11_000)


@pytest.mark.parametrize(("weights", "ev"), [((60, 40), 6000), ((60, 30), 4000), ((None, None), 4000)])
def test_milestone_weights_earn_value_where_they_add_up(weights, ev):
    milestones = [
        {"milestone": f"M{i}", "weight": weight, "actual": STATUS_DATE if i == 0 else None}
        for i, weight in enumerate(weights)
    ]
    row = measure({"percent_complete": 40}, budget=PLAN, milestones=milestones)
    assert row["ev"] == ev
    assert row["percent_complete"] == 40


@pytest.mark.parametrize("project", [{"percent_complete": 0}, {"percent_complete": None}])
@pytest.mark.parametrize("actual", [None, 900])
def test_without_a_cpi_the_forecast_stands_in(project, actual):
    row = measure(project, budget=[{**PLAN[0], "actual": actual}, *PLAN[1:]])
    assert row["eac"] == row["forecast_at_completion"] == (10_000 if actual is None else 9_900)


def test_an_estimate_beyond_meaning_gives_way_to_the_forecast():
    budget = [{"month": month(1), "planned": "9000000000000", "actual": "9000000000000"}]
    row = measure({"percent_complete": "0.01"}, budget=budget)
    assert row["eac"] == row["forecast_at_completion"] == Decimal("9000000000000")


def test_a_tolerance_used_beyond_meaning_is_capped():
    row = measure({"cost_tolerance": "0.01"}, budget=[{"planned": "0.01", "forecast": "9000000000000"}])
    assert row["cost_tolerance_used"] == Decimal("999999.99")


def test_other_sheets():
    row = measure(
        credits=[{**CE, "expected_liquidations": 200}, {**CE, "basic_allocation": "02"}],
        milestones=[{"milestone": "A"}, {"milestone": "B", "actual": STATUS_DATE}],
        raid=[{"likelihood": 5, "impact": 2, "cost_impact": 10}, {"entry": "I1", "kind": "issue"}],
        migration=[{"stage": "test", "users_in_scope": 33, "users_moved": 3}],
    )
    found = {name: row[name] for name in COLUMNS}
    assert (
        found
        | {
            "ce_adjusted": 1000,
            "engaged": 700,
            "cl_adjusted": 800,
            "liquidated": 520,
            "ce_lapse": 300,
            "cl_shortage": 60,
            "milestones_total": 2,
            "milestones_due": 2,
            "milestones_hit": 1,
            "milestones_late": 0,
            "risks_open": 1,
            "risks_high": 1,
            "risks_critical": 0,
            "risk_exposure": 9,
            "issues_open": 1,
            "entries_overdue": 0,
            "migration_weight": 33,
            "migration_progress_weight": Decimal("9.90"),
            "users_in_scope": 33,
            "users_moved": 3,
        }
        == found
    )


def test_types_are_those_the_store_expects():
    row = measure(budget=PLAN, credits=[CE], milestones=[{}], raid=[{}], migration=[{}], project={"forecast_end": END})
    expected = {
        ColumnType.STATUS: str,
        ColumnType.INTEGER: int,
        ColumnType.BOOLEAN: bool,
        ColumnType.AMOUNT: Decimal,
        ColumnType.PERCENTAGE: Decimal,
    }
    assert {name: type(row[name]) for name in MEASURES} == {name: expected[kind] for name, kind in MEASURES.items()}
    assert all(row[n] == row[n].quantize(Decimal("0.01")) for n, k in MEASURES.items() if expected[k] is Decimal)


@pytest.mark.parametrize("frames", [{}, {"projects": pd.DataFrame()}, {"projects": frame("projects")}])
def test_no_projects_no_rows(frames):
    found = project_measures(frames, STATUS_DATE)
    assert list(found.columns) == ["project", *COLUMNS]
    assert found.empty


def test_rows_of_other_projects_do_not_mix():
    projects = frame("projects", {"project": "P2"}, {"project": "P1"})
    budget = frame("budget", {"planned": 5}, {"project": "P2", "planned": 7}, {"project": "P9", "planned": 11})
    found = project_measures({"projects": projects, "budget": budget}, STATUS_DATE)
    assert found[["project", "bac"]].to_numpy().tolist() == [["P2", 7], ["P1", 5]]


BUDGET_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "project": st.sampled_from(["P1", "P2", "P3"]),
            "month": st.integers(1, 12).map(month),
            "planned": st.decimals(0, 9999, places=2),
            "actual": st.none() | st.decimals(0, 9999, places=2),
            "forecast": st.none() | st.decimals(0, 9999, places=2),
        }
    ),
    max_size=8,
)
RAID_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "project": st.sampled_from(["P1", "P2", "P3"]),
            "kind": st.sampled_from(["threat", "opportunity", "issue"]),
            "status": st.sampled_from(["open", "in_progress", "closed"]),
            "likelihood": st.none() | st.integers(1, 5),
            "impact": st.none() | st.integers(1, 5),
            "cost_impact": st.none() | st.decimals(0, 9999, places=2),
        }
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(BUDGET_ROWS, RAID_ROWS, st.randoms(use_true_random=False))
def test_order_of_rows_never_changes_a_result(budget, raid, random):
    projects = [{"project": p} for p in ("P1", "P2", "P3")]
    sheets = {"projects": projects, "budget": budget, "raid": raid}
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in sheets.items()}
    first, second = (
        project_measures({name: frame(name, *rows) for name, rows in s.items()}, STATUS_DATE)
        .sort_values("project", ignore_index=True)
        .to_dict("records")
        for s in (sheets, shuffled)
    )
    assert first == second
