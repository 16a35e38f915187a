from datetime import date
from decimal import Decimal

import pytest

from dashboard.metrics.allocations import allocations
from dashboard.metrics.budget_exceptions import Books, Rule, findings
from dashboard.metrics.measures import project_measures
from dashboard.metrics.spending import reported_lines
from dashboard.metrics.status import Status
from tests.metrics.factories import frame, month

DAY = date(2026, 6, 30)
MONTHS = [{"month": month(m), "planned": 100, "actual": 100 if m <= 6 else None} for m in range(1, 13)]
CREDIT = {"ce_adjusted": 1000, "cl_adjusted": 1000, "engaged": 500, "liquidated": 500,
          "planned_engagements": 500, "engagement_probability": 100}  # fmt: skip


def found(budget=MONTHS, credits=(CREDIT,), projects=({},), status_date=DAY, as_of=DAY):
    sheets = {"projects": projects, "budget": budget, "credits": credits}
    frames = {name: frame(name, *rows) for name, rows in sheets.items()}
    measures = project_measures(frames, status_date).assign(status_date=status_date)
    lines = reported_lines(frames["budget"], dict.fromkeys(measures["project"], status_date))
    every = allocations(frames["credits"], frames["budget"], as_of)
    return {f.rule: f for f in findings(Books(measures, lines, frames["credits"], every, as_of))}


def credit(**values):
    return ({**CREDIT, **values},)


def test_a_project_within_all_its_limits_has_no_exception():
    assert found() == {}


DEAR = {"month": month(12), "category": "cloud", "planned": 10, "forecast": 200}
SPENT = {"month": month(5), "planned": 100, "actual": 101}
TWO = [{}, {"project": "P2"}]

CASES = {
    Rule.ACTUALS_WITHOUT_BUDGET: {"budget": [{"month": month(5), "planned": 0, "actual": 5}]},
    Rule.OVER_TOLERANCE: {"budget": [*MONTHS, DEAR]},
    Rule.SPENT_ABOVE_BUDGET: {"budget": [SPENT], "projects": [{"cost_tolerance": 50}]},
    Rule.PAYMENT_SHORT: {"credits": credit(expected_liquidations=600)},
    Rule.PAID_ABOVE_CREDIT: {"credits": credit(liquidated=1001)},
    Rule.COMMITTED_ABOVE_CREDIT: {"credits": credit(engaged=1001, planned_engagements=0)},
    Rule.OLD_COMMITMENTS: {"credits": credit(oldest_commitment_year=2021, encours_start=40)},
    Rule.CREDIT_LAPSING: {"credits": credit(planned_engagements=399)},
    Rule.BEHIND_PACE: {"credits": credit(liquidated=299)},
    Rule.UNPLANNED_CATEGORY: {"budget": [*MONTHS, {"month": month(5), "category": "cloud", "planned": 0, "actual": 5}]},
    Rule.MONTH_WITHOUT_ACTUAL: {"budget": [{**m, "actual": None} if m["month"] == month(5) else m for m in MONTHS]},
    Rule.NO_BUDGET: {"projects": TWO, "credits": [CREDIT, {**CREDIT, "project": "P2"}]},
    Rule.NO_CREDITS: {"projects": TWO, "budget": [*MONTHS, *({**m, "project": "P2"} for m in MONTHS)]},
    Rule.OLD_DATA: {"status_date": date(2026, 6, 15)},
}  # fmt: skip


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_is_broken_by_its_case(rule):
    case = found(**CASES[rule])
    assert rule in case
    assert case[rule].size == 1


def test_every_rule_has_a_case():
    assert set(CASES) == set(Rule)


@pytest.mark.parametrize(
    ("rule", "amount"),
    [
        (Rule.PAYMENT_SHORT, "100"),
        (Rule.PAID_ABOVE_CREDIT, "1"),
        (Rule.COMMITTED_ABOVE_CREDIT, "1"),
        (Rule.OLD_COMMITMENTS, "40"),
        (Rule.CREDIT_LAPSING, "101"),
    ],
)
def test_what_is_at_stake_is_told(rule, amount):
    finding = found(**CASES[rule])[rule]
    assert finding.amount == Decimal(amount)
    assert (finding.projects, finding.allocations) == (("P1",), ("01.001",))


@pytest.mark.parametrize(
    "near",
    [
        {"credits": credit(expected_liquidations=500)},
        {"credits": credit(liquidated=300, expected_liquidations=0)},
        {"credits": credit(planned_engagements=400)},
        {"credits": credit(oldest_commitment_year=2022, encours_start=40)},
        {"status_date": date(2026, 6, 16)},
        {"projects": [{}, {"project": "P2", "stage": "closed"}]},
    ],
)
def test_at_the_limit_nothing_is_wrong(near):
    assert not set(found(**near)) - {Rule.MONTH_WITHOUT_ACTUAL}


def test_red_rules_come_before_amber_ones():
    both = found(**CASES[Rule.NO_BUDGET] | {"credits": credit(liquidated=1001)})
    assert [finding.status for finding in both.values()] == sorted(
        (f.status for f in both.values()), key=[Status.RED, Status.AMBER].index
    )
    assert both[Rule.PAID_ABOVE_CREDIT].status is Status.RED


def test_what_was_never_uploaded_is_not_an_exception_of_every_project():
    assert Rule.NO_BUDGET not in found(budget=[])
    assert Rule.NO_CREDITS not in found(credits=[])
