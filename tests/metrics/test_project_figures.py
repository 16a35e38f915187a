"""The figures of the project page beyond its measures: the published example, reasons, one definition each."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics import earned_value
from dashboard.metrics.definitions import first_sentence
from dashboard.metrics.earned_schedule import earned_schedule
from dashboard.metrics.earned_value import EarnedValue
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from dashboard.metrics.portfolio import portfolio_kpis
from dashboard.metrics.project_figures import (
    NO_SCHEDULE,
    PROJECT_DEFINITIONS,
    Facts,
    facts_of,
    figures,
    original_slip,
    promises_at_risk,
)
from tests.metrics.factories import STATUS_DATE, frame, measured, month

PLANNED = [Decimal(n) for n in (0, 10_000, 25_000, 45_000, 70_000, 90_000, 100_000)]
NO_MILESTONES = frame("milestones").iloc[:0]
FUNCTIONS = {
    name: getattr(earned_value, name)
    for name in (
        "eac_atypical", "eac_cost_and_schedule", "eac_weighted", "eac_bottom_up", "etc", "tcpi_bac", "tcpi_eac",
    )
} | {"original_slip_days": original_slip, "milestones_at_risk": promises_at_risk}  # fmt: skip


def example(at: int = 4, **project: object) -> Facts:
    """The published example: BAC 100,000, PV 70,000, EV 40,000, AC 50,000 after four of six months."""
    value = EarnedValue(*(Decimal(n) for n in (100_000, 70_000, 40_000, 50_000)), Decimal(70_000))
    return Facts(value, earned_schedule(PLANNED, value.ev, Decimal(at)), project, NO_MILESTONES, STATUS_DATE)


def by_name(found: tuple[Kpi, ...]) -> dict[str, Kpi]:
    return {kpi.name: kpi for kpi in found}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("spi_t", "0.6875"),
        ("earned_schedule", "2.75"),
        ("schedule_variance_t", "-1.25"),
        ("duration_estimate", "8.727"),
        ("tspi", "1.625"),
        ("eac_atypical", "110000"),
        ("eac_cost_and_schedule", "181250"),
        ("eac_weighted", "129545.45"),
        ("eac_bottom_up", "120000"),
        ("etc", "75000"),
        ("tcpi_bac", "1.2"),
        ("tcpi_eac", "0.8"),
    ],
)
def test_the_published_example(name: str, value: str) -> None:
    found = by_name(figures(example()))[name].value
    assert found == pytest.approx(Decimal(value), abs=Decimal("0.005"))


def test_without_time_or_reports_there_is_a_reason() -> None:
    assert by_name(figures(example(at=0)))["spi_t"].reason is Reason.NO_TIME_ELAPSED
    assert {(kpi.value, kpi.reason) for kpi in figures(None)} == {(None, Reason.NO_DATA)}
    without = by_name(figures(example()._replace(schedule=NO_SCHEDULE)))
    assert (without["tspi"].value, without["tspi"].reason) == (None, Reason.NO_BUDGET)
    assert by_name(figures(example()))["milestones_at_risk"].reason is Reason.NO_MILESTONES


def test_the_end_is_measured_against_the_first_baseline() -> None:
    first, now, expected = date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 10)
    moved = example(forecast_end=expected, baseline_end=now, original_baseline_end=first)
    assert original_slip(moved).value == 102
    assert original_slip(example(forecast_end=expected, baseline_end=now)).value == 10
    assert original_slip(example(forecast_end=expected, actual_end=now, baseline_end=now)).value == 0
    assert original_slip(example()).reason is Reason.NO_DATES


def test_a_slow_project_is_likely_to_miss_what_is_due_soon() -> None:
    soon, slipped, far = date(2026, 5, 25), date(2026, 9, 1), date(2026, 12, 1)
    rows = frame(
        "milestones",
        {"milestone": "soon", "baseline": soon, "forecast": soon},
        {"milestone": "slipped", "baseline": far, "forecast": date(2027, 1, 1)},
        {"milestone": "far", "baseline": far, "forecast": far},
        {"milestone": "met", "baseline": slipped, "forecast": far, "actual": STATUS_DATE},
    )
    slow = example()._replace(milestones=rows)
    assert promises_at_risk(slow).value == 2
    in_pace = slow._replace(schedule=earned_schedule(PLANNED, Decimal(70_000), Decimal(4)))
    assert promises_at_risk(in_pace).value == 1


def test_the_facts_come_from_what_was_reported() -> None:
    budget = frame("budget", *({"month": month(n), "planned": 100} for n in range(1, 7)))
    amounts = {name: Decimal(n) for name, n in (("bac", 600), ("pv", 448), ("ev", 300), ("ac", 400))}
    (row,) = measured(amounts).to_dict("records")
    frames = {"budget": budget, "milestones": NO_MILESTONES}
    facts = facts_of(row, {"estimate_to_complete": Decimal(250)}, frames)
    assert facts.value == EarnedValue(*amounts.values(), Decimal(250))
    assert facts.schedule.es.value == 3
    assert facts_of(row, {}, frames | {"budget": budget.iloc[:0]}).schedule is NO_SCHEDULE


def test_every_figure_is_defined_once_and_its_help_is_what_its_function_says() -> None:
    names = [d.name for d in (*KPI_DEFINITIONS, *PROJECT_DEFINITIONS)]
    assert len(set(names)) == len(names)
    assert [kpi.name for kpi in figures(None)] == [d.name for d in PROJECT_DEFINITIONS]
    helps = {d.name: d.help for d in PROJECT_DEFINITIONS}
    assert {name: helps[name] for name in FUNCTIONS} == {n: first_sentence(f) for n, f in FUNCTIONS.items()}
    assert all(d.label and d.help.endswith(".") for d in PROJECT_DEFINITIONS)


euros = st.none() | st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))


@settings(max_examples=60, deadline=None)
@given(st.tuples(euros, euros, euros, euros, euros), st.integers(0, 8))
def test_a_value_or_a_reason_and_the_identities_of_earned_value(amounts: tuple[Decimal | None, ...], at: int) -> None:
    value = EarnedValue(*amounts)
    facts = Facts(value, earned_schedule(PLANNED, value.ev, Decimal(at)), {}, NO_MILESTONES, STATUS_DATE)
    found = by_name(figures(facts))
    assert all((kpi.value is None) == (kpi.reason is not None) for kpi in found.values())
    known = {name: kpi.value for name, kpi in found.items() if kpi.value is not None}
    if "eac_atypical" in known:
        assert known["eac_atypical"] == value.ac + value.bac - value.ev  # type: ignore[operator]  # all are known
    if "earned_schedule" in known:
        assert 0 <= known["earned_schedule"] <= len(PLANNED) - 1
        assert known["schedule_variance_t"] == known["earned_schedule"] - at


@settings(max_examples=30, deadline=None)
@given(st.tuples(euros, euros, euros, euros))
def test_a_portfolio_of_one_project_has_the_indices_of_its_earned_value(amounts: tuple[Decimal | None, ...]) -> None:
    """The roll-up and the formula are one definition: they never part."""
    value = EarnedValue(*amounts)
    row = dict(zip(("bac", "pv", "ev", "ac"), amounts, strict=True))
    rolled = by_name(portfolio_kpis(measured(row)))
    formulas = {
        "cpi": earned_value.cpi,
        "spi": earned_value.spi,
        "cost_variance": earned_value.cost_variance,
        "schedule_variance": earned_value.schedule_variance,
    }
    assert {name: rolled[name].value for name in formulas} == {name: f(value).value for name, f in formulas.items()}
