"""The portfolio as first approved: movements from it are the variances against the original baseline."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.original import BASELINED, as_approved
from dashboard.metrics.portfolio import movement, portfolio_kpis, project_kpis
from tests.metrics.factories import frame, measured

FIRST, CURRENT, FORECAST = date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 10)
EUROS = {"bac": 110, "original_bac": 100, "forecast_at_completion": 125, "eac": 130}
AMOUNTS = {name: Decimal(amount) for name, amount in EUROS.items()}
PROJECT = frame(
    "projects", {"baseline_end": CURRENT, "original_baseline_end": FIRST, "forecast_end": FORECAST, "rebaselines": 1}
)


def moves(row: dict[str, object], projects=PROJECT) -> dict[str, object]:
    """Movements of the KPIs of one project against its original baseline."""
    now = measured(row)
    then = as_approved(now, projects)
    known = [kpi for kpi in project_kpis(then.iloc[0]) if kpi.name in BASELINED]
    return {m.name: m.delta for m in movement(project_kpis(now.iloc[0]), known)}


def test_every_movement_is_a_variance_against_the_original_baseline():
    found = moves({**AMOUNTS, "slip_days": (FORECAST - CURRENT).days})
    assert found["slip_days"] == (FORECAST - FIRST).days == 102
    assert found["forecast_at_completion"] == 25
    assert found["forecast_overrun"] is None
    assert found["eac"] == 30
    assert found["variance_at_completion"] == -30
    assert {name for name, delta in found.items() if delta is not None} == set(BASELINED)


def test_a_baseline_that_never_moved_is_the_original():
    same = frame("projects", {"baseline_end": CURRENT, "forecast_end": FORECAST})
    found = moves({"slip_days": 10, "bac": Decimal(100), "original_bac": Decimal(100)}, same)
    assert found["slip_days"] == 10
    assert found["forecast_at_completion"] is None


def test_what_is_not_reported_stays_unknown():
    found = moves({"slip_days": None})
    assert found["slip_days"] is None
    assert found["eac"] is None


euros = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(euros, euros), min_size=1, max_size=6))
def test_the_variances_of_the_projects_add_up_to_that_of_the_portfolio(amounts):
    rows = [{"original_bac": first, "bac": first, "forecast_at_completion": now, "eac": now} for first, now in amounts]
    measures = measured(*rows)
    projects = frame("projects", *({"project": code} for code in measures["project"]))
    then = {kpi.name: kpi.value for kpi in portfolio_kpis(as_approved(measures, projects))}
    now = {kpi.name: kpi.value for kpi in portfolio_kpis(measures)}
    assert now["eac"] - then["eac"] == sum(after - before for before, after in amounts)
