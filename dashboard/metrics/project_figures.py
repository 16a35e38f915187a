"""The figures of the project page beyond the KPIs of its measures: how fast it earns its plan."""

from typing import NamedTuple

from dashboard.metrics.definitions import N_
from dashboard.metrics.earned_schedule import EarnedSchedule
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.kpi import Better, Kpi, Unit


class FigureDefinition(NamedTuple):
    """Name, label and help sentence of a figure of this page, and the direction that is good news."""

    name: str
    label: str
    help: str
    unit: Unit = Unit.INDEX
    better: Better = Better.UP


PROJECT_DEFINITIONS = (
    FigureDefinition(
        "spi_t",
        N_("Time efficiency"),
        N_("SPI(t) = earned schedule / actual time; below 1 the project earns slower than planned."),
    ),
)


def figures(schedule: EarnedSchedule | None) -> tuple[Kpi, ...]:
    """SPI(t) of a project from its earned schedule; None where it has no budget."""
    spi_t = Figure(None, Reason.NO_BUDGET) if schedule is None else schedule.spi_t
    return tuple(Kpi(d.name, spi_t.value, d.unit, reason=spi_t.reason) for d in PROJECT_DEFINITIONS)
