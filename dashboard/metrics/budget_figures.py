"""The figures of the Budget board beyond the KPIs of the portfolio: burn, cover, encours and pace."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.metrics import burn
from dashboard.metrics.allocations import Allocation, all_allocations
from dashboard.metrics.columns import given
from dashboard.metrics.credits import encours, old_commitments
from dashboard.metrics.definitions import N_
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.kpi import Better, Kpi, Outcome, Unit
from dashboard.metrics.money import euros
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

EMPTY = pd.DataFrame({"project": pd.Series(dtype=object)})


class Sources(NamedTuple):
    """Budget and credit rows of some projects, their measures, all credits of the year together, and the date."""

    budget: pd.DataFrame
    credits: pd.DataFrame
    measures: pd.DataFrame
    year: Allocation
    status_date: date
    thresholds: Thresholds


class FigureDefinition(NamedTuple):
    """Name, label and help sentence of a figure, and the one function that computes it."""

    name: str
    label: str
    help: str
    unit: Unit
    better: Better
    compute: Callable[[Sources], Outcome]


def figures(
    frames: Mapping[str, pd.DataFrame],
    measures: pd.DataFrame,
    status_date: date,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> tuple[Kpi, ...]:
    """The figures of ``DEFINITIONS``; *frames* holds the budget and credit rows of the projects of *measures*."""
    budget, credits = frames.get("budget", EMPTY), frames.get("credits", EMPTY)
    year = all_allocations(credits, budget, status_date)
    sources = Sources(budget, credits, measures, year, status_date, thresholds)
    return tuple(_figure(definition, definition.compute(sources)) for definition in DEFINITIONS)


def burn_rate(sources: Sources) -> Outcome:
    """Mean actual of the last three closed months, in EUR per month."""
    return _outcome(burn.burn_rate(sources.budget, sources.status_date))


def runway(sources: Sources) -> Outcome:
    """What remains of the budget / burn rate of the last three closed months, in months: (BAC - AC) / burn rate."""
    return _outcome(burn.runway(sources.budget, sources.status_date))


def commitment_pace_gap(sources: Sources) -> Outcome:
    """Commitment rate - the rate that the projects planned for the date, in points; negative is behind."""
    year = sources.year
    return Outcome(
        year.commitment_gap.value, year.commitment.value, year.planned_commitment, year.commitment_gap.reason
    )


def payment_pace_gap(sources: Sources) -> Outcome:
    """Payment rate - the rate that the projects planned for the date, in points; negative is behind."""
    year = sources.year
    return Outcome(year.payment_gap.value, year.payment.value, year.planned_payment, year.payment_gap.reason)


def cl_cover(sources: Sources) -> Outcome:
    """Payment credit left / payments still expected to 31 December; below 1 payments fall short."""
    cover, credits = sources.year.cover, sources.year.credits
    return Outcome(cover.value, credits.cl_left, credits.expected_liquidations, cover.reason)


def outstanding_commitments(sources: Sources) -> Outcome:
    """Encours: outstanding at the start of the year + engaged - liquidated - cancelled, in EUR."""
    value = sources.year.credits.encours
    return Outcome(value, value, None, None if value is not None else Reason.NO_CREDITS)


def ageing_commitments(sources: Sources) -> Outcome:
    """Encours of the credits whose oldest commitment is 5 years old or more, in EUR; it lapses after 6 years."""
    whole = sources.year.credits.encours
    if whole is None:
        return Outcome(None, reason=Reason.NO_CREDITS)
    old = old_commitments(sources.credits, sources.status_date, sources.thresholds)
    value = euros(encours(old).sum())
    return Outcome(value, value, whole)


def projects_without_budget(sources: Sources) -> Outcome:
    """Active projects that have no budget row at all."""
    active = sources.measures[sources.measures["active"].astype(bool)]
    missing = int((~given(active, "bac")).sum())
    return Outcome(missing, missing, len(active)) if len(active) else Outcome(None, 0, 0, Reason.NO_ACTIVE_PROJECTS)


DEFINITIONS = (
    FigureDefinition(
        "burn_rate",
        N_("Burn rate"),
        N_("Mean actual of the last three closed months, in EUR per month."),
        Unit.EUR,
        Better.DOWN,
        burn_rate,
    ),
    FigureDefinition(
        "runway",
        N_("Runway in months"),
        N_(
            "What remains of the budget / burn rate of the last three closed months, in months: (BAC - AC) / burn rate."
        ),
        Unit.INDEX,
        Better.UP,
        runway,
    ),
    FigureDefinition(
        "commitment_pace_gap",
        N_("Commitments against their pace"),
        N_("Commitment rate - the rate that the projects planned for the date, in points; negative is behind."),
        Unit.PERCENT,
        Better.UP,
        commitment_pace_gap,
    ),
    FigureDefinition(
        "payment_pace_gap",
        N_("Payments against their pace"),
        N_("Payment rate - the rate that the projects planned for the date, in points; negative is behind."),
        Unit.PERCENT,
        Better.UP,
        payment_pace_gap,
    ),
    FigureDefinition(
        "cl_cover",
        N_("Cover of payments (CL)"),
        N_("Payment credit left / payments still expected to 31 December; below 1 payments fall short."),
        Unit.INDEX,
        Better.UP,
        cl_cover,
    ),
    FigureDefinition(
        "outstanding_commitments",
        N_("Outstanding commitments"),
        N_("Encours: outstanding at the start of the year + engaged - liquidated - cancelled, in EUR."),
        Unit.EUR,
        Better.DOWN,
        outstanding_commitments,
    ),
    FigureDefinition(
        "ageing_commitments",
        N_("Commitments ageing"),
        N_("Encours of the credits whose oldest commitment is 5 years old or more, in EUR; it lapses after 6 years."),
        Unit.EUR,
        Better.DOWN,
        ageing_commitments,
    ),
    FigureDefinition(
        "projects_without_budget",
        N_("Projects without a budget"),
        N_("Active projects that have no budget row at all."),
        Unit.COUNT,
        Better.DOWN,
        projects_without_budget,
    ),
)
"""The figures in the order in which they are printed."""


def _outcome(figure: Figure) -> Outcome:
    return Outcome(figure.value, reason=figure.reason)


def _figure(definition: FigureDefinition, found: Outcome) -> Kpi:
    return Kpi(definition.name, found.value, definition.unit, *found[1:])
