"""The figures of the project page beyond the KPIs of its measures: earned value and schedule in full, promises."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics import earned_value as value
from dashboard.metrics.columns import value_of
from dashboard.metrics.definitions import N_
from dashboard.metrics.earned_schedule import EarnedSchedule, project_schedule
from dashboard.metrics.earned_value import EarnedValue
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.kpi import Better, Kpi, Unit
from dashboard.metrics.milestones import likely_to_miss
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

NO_SCHEDULE = EarnedSchedule(*(Figure(None, Reason.NO_BUDGET) for _field in EarnedSchedule._fields))


class Facts(NamedTuple):
    """What a project reported by *day*: earned value, earned schedule, its row of the register, its milestones."""

    value: EarnedValue
    schedule: EarnedSchedule
    project: Mapping[str, object]
    milestones: pd.DataFrame
    day: date
    thresholds: Thresholds = DEFAULT_THRESHOLDS


class FigureDefinition(NamedTuple):
    """Name, label and help sentence of a figure of this page, and what computes it."""

    name: str
    label: str
    help: str
    compute: Callable[[Facts], Figure]
    unit: Unit = Unit.INDEX
    better: Better = Better.UP


def original_slip(facts: Facts) -> Figure:
    """Forecast (or actual) end - end of the original baseline, in calendar days; positive is late."""
    project = facts.project
    end = project.get("actual_end") or project.get("forecast_end")
    first = project.get("original_baseline_end") or project.get("baseline_end")
    if not isinstance(end, date) or not isinstance(first, date):
        return Figure(None, Reason.NO_DATES)
    return Figure(Decimal((end - first).days))


def promises_at_risk(facts: Facts) -> Figure:
    """Milestones forecast after their baseline, or due within 14 days while the project earns its plan too slowly."""
    rows = facts.milestones
    if rows.empty:
        return Figure(None, Reason.NO_MILESTONES)
    spi_t = {str(code): facts.schedule.spi_t for code in set(rows["project"])}
    return Figure(Decimal(int(likely_to_miss(rows, facts.day, spi_t, thresholds=facts.thresholds).sum())))


PROJECT_DEFINITIONS = (
    FigureDefinition(
        "spi_t",
        N_("Time efficiency"),
        N_("SPI(t) = earned schedule / actual time; below 1 the project earns slower than planned."),
        lambda f: f.schedule.spi_t,
    ),
    FigureDefinition(
        "earned_schedule",
        N_("Earned schedule in months"),
        N_("Earned schedule: the month of the plan by which the value earned so far was due, counted from the start."),
        lambda f: f.schedule.es,
    ),
    FigureDefinition(
        "schedule_variance_t",
        N_("Months ahead of plan"),
        N_("SV(t) = earned schedule - actual time, in months; negative is behind plan."),
        lambda f: f.schedule.sv_t,
    ),
    FigureDefinition(
        "duration_estimate",
        N_("Estimated duration in months"),
        N_("IEAC(t) = planned duration / SPI(t), in months, if the pace so far goes on."),
        lambda f: f.schedule.ieac_t,
        better=Better.DOWN,
    ),
    FigureDefinition(
        "tspi",
        N_("Pace needed to end in time"),
        N_("TSPI = planned time left to earn / time left; above 1 the project must go faster than planned."),
        lambda f: f.schedule.tspi,
        better=Better.DOWN,
    ),
    FigureDefinition(
        "eac_atypical",
        N_("Estimate, variance not repeated"),
        N_("EAC, when the variance so far will not repeat = AC + (BAC - EV), in EUR."),
        lambda f: value.eac_atypical(f.value),
        Unit.EUR,
        Better.DOWN,
    ),
    FigureDefinition(
        "eac_cost_and_schedule",
        N_("Estimate, date kept"),
        N_("EAC, when the date must be kept = AC + (BAC - EV) / (CPI x SPI), in EUR."),
        lambda f: value.eac_cost_and_schedule(f.value),
        Unit.EUR,
        Better.DOWN,
    ),
    FigureDefinition(
        "eac_weighted",
        N_("Estimate, cost weighing more"),
        N_("EAC, cost weighing more than time = AC + (BAC - EV) / (0.8 CPI + 0.2 SPI), in EUR."),
        lambda f: value.eac_weighted(f.value),
        Unit.EUR,
        Better.DOWN,
    ),
    FigureDefinition(
        "eac_bottom_up",
        N_("Estimate of the project manager"),
        N_("EAC by the manager's own estimate = AC + estimate to complete, in EUR; shown beside the typical one."),
        lambda f: value.eac_bottom_up(f.value),
        Unit.EUR,
        Better.DOWN,
    ),
    FigureDefinition(
        "etc",
        N_("Estimate to complete"),
        N_("ETC = EAC (typical) - AC, in EUR."),
        lambda f: value.etc(f.value),
        Unit.EUR,
        Better.DOWN,
    ),
    FigureDefinition(
        "tcpi_bac",
        N_("Efficiency needed to keep the budget"),
        N_(
            "TCPI (BAC) = (BAC - EV) / (BAC - AC): the performance needed to keep the budget; "
            "AC >= BAC is not attainable."
        ),
        lambda f: value.tcpi_bac(f.value),
        better=Better.DOWN,
    ),
    FigureDefinition(
        "tcpi_eac",
        N_("Efficiency needed to keep the estimate"),
        N_("TCPI (EAC) = (BAC - EV) / (EAC - AC): the performance needed to keep the typical estimate."),
        lambda f: value.tcpi_eac(f.value),
        better=Better.DOWN,
    ),
    FigureDefinition(
        "original_slip_days",
        N_("Slip of the original end"),
        N_("Forecast (or actual) end - end of the original baseline, in calendar days; positive is late."),
        original_slip,
        Unit.DAYS,
        Better.DOWN,
    ),
    FigureDefinition(
        "milestones_at_risk",
        N_("Milestones likely to miss"),
        N_(
            "Milestones forecast after their baseline, or due within 14 days while the project earns its plan "
            "too slowly."
        ),
        promises_at_risk,
        Unit.COUNT,
        Better.DOWN,
    ),
)


def facts_of(
    measures: Mapping[str, object],
    project: Mapping[str, object],
    frames: Mapping[str, pd.DataFrame],
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Facts:
    """The facts of one project from its *measures* (with status_date), its register row, its budget and milestones."""
    bac, pv, ev, ac = (_amount(measures[name]) for name in ("bac", "pv", "ev", "ac"))
    day, budget = measures["status_date"], frames["budget"]
    assert isinstance(day, date)
    schedule = project_schedule(budget, ev, day) if bac and len(budget) else NO_SCHEDULE
    estimate = _amount(project.get("estimate_to_complete"))
    return Facts(
        EarnedValue(bac or None, pv, ev, ac, estimate), schedule, project, frames["milestones"], day, thresholds
    )


def figures(facts: Facts | None) -> tuple[Kpi, ...]:
    """The figures of ``PROJECT_DEFINITIONS``; None where the project reported nothing yet."""
    return tuple(
        _figure(d, Figure(None, Reason.NO_DATA) if facts is None else d.compute(facts)) for d in PROJECT_DEFINITIONS
    )


def _figure(definition: FigureDefinition, found: Figure) -> Kpi:
    counted = definition.unit in (Unit.COUNT, Unit.DAYS) and found.value is not None
    return Kpi(definition.name, int(found.value or 0) if counted else found.value, definition.unit, reason=found.reason)


def _amount(cell: object) -> Decimal | None:
    known = value_of(cell)
    return None if known is None else Decimal(str(known))
