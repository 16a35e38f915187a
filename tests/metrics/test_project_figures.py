"""The figures of the project page beyond its measures."""

from decimal import Decimal

from dashboard.metrics.earned_schedule import earned_schedule
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Unit
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from dashboard.metrics.project_figures import PROJECT_DEFINITIONS, figures

PLANNED = [Decimal(n) for n in (0, 10_000, 25_000, 45_000, 70_000, 90_000, 100_000)]


def test_time_efficiency_is_spi_t():
    (found,) = figures(earned_schedule(PLANNED, Decimal(40_000), Decimal(4)))
    assert (found.name, found.value, found.unit, found.reason) == ("spi_t", Decimal("0.6875"), Unit.INDEX, None)


def test_without_a_budget_or_time_there_is_a_reason():
    (no_budget,) = figures(None)
    (no_time,) = figures(earned_schedule(PLANNED, Decimal(40_000), Decimal(0)))
    assert (no_budget.value, no_budget.reason) == (None, Reason.NO_BUDGET)
    assert (no_time.value, no_time.reason) == (None, Reason.NO_TIME_ELAPSED)


def test_every_figure_is_defined_once():
    names = [d.name for d in (*KPI_DEFINITIONS, *PROJECT_DEFINITIONS)]
    assert len(set(names)) == len(names)
    assert [kpi.name for kpi in figures(None)] == [d.name for d in PROJECT_DEFINITIONS]
    assert all(d.label and d.help.endswith(".") for d in PROJECT_DEFINITIONS)
