from decimal import Decimal

from dashboard.metrics.burn import NO_SPENDING
from dashboard.metrics.cost_positions import programme_costs, project_costs, total_cost
from dashboard.metrics.status import Status
from tests.metrics.factories import measured


def cost(bac=None, forecast=None, **values):
    amounts = {"bac": bac, "original_bac": bac, "pv": bac, "ac": 10, "forecast_at_completion": forecast}
    given = {name: None if amount is None else Decimal(amount) for name, amount in amounts.items()}
    return {**given, "cost_tolerance_used": Decimal(0), **values}


UNPLANNED = cost(project="U", computed_cost="not_assessed", cost_tolerance_used=None)
NO_BUDGET = cost(project="N", computed_cost="not_assessed", cost_tolerance_used=None) | {"ac": None}
BEYOND = cost(100, 150, project="B", computed_cost="red", cost_tolerance_used=Decimal(500))
DEAR = cost(1000, 1040, project="D", computed_cost="green", cost_tolerance_used=Decimal(40))
CHEAP = cost(100, 90, project="C")


def test_spending_without_a_budget_leads_and_no_budget_at_all_is_last():
    assert [p.key for p in project_costs(measured(CHEAP, NO_BUDGET, DEAR, BEYOND, UNPLANNED))] == list("UBDCN")


def test_a_programme_is_as_bad_as_its_worst_active_project():
    programme_of = {"B": "red", "C": "red", "D": "green", "N": "none"}
    measures = measured(CHEAP, DEAR, BEYOND, NO_BUDGET)
    found = {p.key: p for p in programme_costs(measures, programme_of)}
    assert list(found) == ["red", "green", "none"]
    assert found["red"].status is Status.RED
    assert found["red"].overrun == 40
    assert (found["none"].status, found["none"].spending, found["none"].overrun) == (
        Status.NOT_ASSESSED,
        NO_SPENDING,
        None,
    )


def test_a_closed_project_counts_for_its_money_only():
    closed = {**BEYOND, "active": False}
    (programme,) = programme_costs(measured(closed, CHEAP), {"B": "P", "C": "P"})
    assert (programme.status, programme.spending.bac) == (Status.GREEN, 200)


def test_all_together_are_the_sum():
    together = total_cost(measured(CHEAP, DEAR, BEYOND, NO_BUDGET))
    assert (together.spending.bac, together.spending.ac, together.overrun) == (1200, 30, 80)
    assert together.status is Status.RED


def test_of_nothing_nothing_is_known():
    assert total_cost(measured()).spending == NO_SPENDING
    assert project_costs(measured()) == ()
