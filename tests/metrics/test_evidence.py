"""The rows behind each figure: counted again, they give the figure."""

from datetime import date

import pandas as pd
import pytest

from dashboard.metrics import budget_figures, reform_figures
from dashboard.metrics.columns import hundredths
from dashboard.metrics.credits import encours
from dashboard.metrics.evidence import EVIDENCE
from dashboard.metrics.kpi import Number
from dashboard.metrics.measures import project_measures
from dashboard.metrics.money import euros
from dashboard.metrics.portfolio import portfolio_kpis
from tests.metrics.factories import STATUS_DATE, frame, month
from tests.reform import READY, TODAY, ahead, day, over

PAST, SOON = date(2026, 5, 1), date(2026, 8, 1)
FRAMES = {
    "projects": frame("projects", {}, {"project": "P2", "stage": "closed"}),
    "budget": frame(
        "budget",
        *({"month": month(n), "planned": 100, "actual": 90 if n < 5 else None} for n in range(1, 9)),
        {"project": "P2", "month": month(2), "planned": 50, "actual": 70},
    ),
    "credits": frame(
        "credits",
        {"ce_adjusted": 500, "engaged": 300, "cl_adjusted": 100, "liquidated": 60, "expected_liquidations": 90},
        {"basic_allocation": "01.002", "ce_adjusted": 10, "engaged": 10, "oldest_commitment_year": 2020},
        {"basic_allocation": "01.003", "year": 2025, "ce_adjusted": 900, "oldest_commitment_year": 2019},
    ),
    "milestones": frame(
        "milestones",
        {"milestone": "met", "baseline": PAST, "forecast": PAST, "actual": PAST},
        {"milestone": "late", "baseline": PAST, "forecast": SOON},
        {"milestone": "slips", "baseline": SOON, "forecast": date(2026, 9, 1)},
        {"milestone": "ahead", "baseline": SOON, "forecast": SOON},
    ),
    "raid": frame(
        "raid",
        {"entry": "R1", "likelihood": 4, "impact": 4, "cost_impact": 1000, "due": PAST},
        {"entry": "R2", "likelihood": 2, "impact": 2, "residual_likelihood": 1, "residual_impact": 1},
        {"entry": "R3", "likelihood": 5, "impact": 5, "status": "closed", "cost_impact": 1000},
        {"entry": "O1", "kind": "opportunity", "likelihood": 3, "impact": 4, "cost_impact": 100},
        {"entry": "I1", "kind": "issue", "due": PAST},
    ),
    "migration": frame(
        "migration",
        {"item": "T1", **over(40, users_in_scope=100, users_moved=90, dual_run_cost="365.00")},
        {"item": "T2", **ahead(10, contract_end=day(5), **READY)},
        {"item": "T3", **ahead(-20, has_rollback=False)},
        {"item": "T4", "stage": "failed"},
    ),
}


def rows_of(name: str) -> pd.DataFrame:
    evidence = EVIDENCE[name]
    return evidence.of(FRAMES[evidence.dataset], STATUS_DATE)


def figures() -> dict[str, Number | None]:
    """Every figure of the frames, from the functions of the boards."""
    measures = project_measures(FRAMES, STATUS_DATE)
    found = (
        *portfolio_kpis(measures.assign(status_date=STATUS_DATE)),
        *budget_figures.figures(FRAMES, measures, STATUS_DATE),
        *reform_figures.figures(FRAMES["migration"], TODAY),
    )
    return {kpi.name: kpi.value for kpi in found}


@pytest.mark.parametrize(
    "name",
    ["open_high_risks", "milestones_late", "entries_overdue", "reform_items_in_error", "cutovers_not_ready",
     "contracts_short"],
)  # fmt: skip
def test_a_count_has_as_many_rows(name: str) -> None:
    assert len(rows_of(name)) == figures()[name]
    assert figures()[name]


def test_amounts_are_those_of_the_rows() -> None:
    found = figures()
    spent, planned = (euros(hundredths(rows_of("spent_against_plan"), n).sum()) for n in ("actual", "planned"))
    assert spent == 430
    assert planned > spent
    assert euros(hundredths(rows_of("forecast_at_completion"), "planned").sum()) == 850
    assert euros(hundredths(rows_of("dual_run_cost"), "dual_run_cost").sum()) == found["dual_run_cost"]
    assert euros(encours(rows_of("ageing_commitments")).sum()) == found["ageing_commitments"]
    assert rows_of("runway")["month"].tolist() == [month(2), month(3), month(4), month(2)]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("risk_exposure", ["R1", "O1"]),
        ("milestone_hit_rate", ["met", "late"]),
        ("ce_lapse", ["01.001"]),
        ("cl_shortage", ["01.001"]),
        ("ageing_commitments", ["01.002"]),
        ("projects_on_track", ["P1"]),
    ],
)
def test_the_rows_that_count_are_the_ones_shown(name: str, keys: list[str]) -> None:
    rows = rows_of(name)
    key = {"raid": "entry", "milestones": "milestone", "credits": "basic_allocation", "projects": "project"}
    assert rows[key[EVIDENCE[name].dataset]].tolist() == keys


@pytest.mark.parametrize("name", EVIDENCE)
def test_where_there_is_nothing_no_row_counts(name: str) -> None:
    evidence = EVIDENCE[name]
    assert evidence.of(FRAMES[evidence.dataset].iloc[:0], STATUS_DATE).empty
