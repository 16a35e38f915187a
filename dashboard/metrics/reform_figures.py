"""The figures of the Reform board: what has moved, what stands in the way, what it costs meanwhile."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics import migration
from dashboard.metrics.definitions import N_
from dashboard.metrics.dual_run import cost_so_far, dual_runs
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.kpi import Better, Kpi, Number, Outcome, Unit
from dashboard.metrics.moved import users_moved, users_planned
from dashboard.metrics.readiness import ReadinessClass
from dashboard.metrics.reform_items import ReformItem, cutovers_due, reform_items, short_contracts
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds
from dashboard.metrics.uptake import uptake
from dashboard.metrics.wave_plan import wave_plans
from dashboard.metrics.waves import Freeze, WaveHealth, conflicts

UNREADY = (ReadinessClass.NOT_READY, ReadinessClass.UNKNOWN)


class Reform(NamedTuple):
    """The migration *rows* (at least one) and the same as values, at a status date, with the declared freezes.

    *every*: the rows of all tools, where *rows* are those of some.
    """

    rows: pd.DataFrame
    items: tuple[ReformItem, ...]
    status_date: date
    freezes: tuple[Freeze, ...] = ()
    every: pd.DataFrame | None = None


class FigureDefinition(NamedTuple):
    """Name, label and help sentence of a figure, and the one function that computes it."""

    name: str
    label: str
    help: str
    unit: Unit
    better: Better
    compute: Callable[[Reform], Outcome]


def against_plan(reform: Reform) -> Outcome:
    """Users moved - users whose planned cutover has passed; negative is behind plan."""
    moved, planned = users_moved(reform.items), users_planned(reform.items, reform.status_date)
    if not any(item.users_in_scope for item in reform.items):
        return Outcome(None, moved, planned, Reason.NO_USERS)
    return Outcome(moved - planned, moved, planned)


def in_error(reform: Reform) -> Outcome:
    """Tools that failed, are blocked or have an open blocker."""
    return _counted(sum(item.in_error for item in reform.items), len(reform.items))


def waves_in_error(reform: Reform) -> Outcome:
    """Waves with a failed tool or an open blocker."""
    return _waves(reform, WaveHealth.ERROR)


def waves_lagging(reform: Reform) -> Outcome:
    """Waves without an error in which a cutover is forecast after its plan."""
    return _waves(reform, WaveHealth.LAGGING)


def _waves(reform: Reform, health: WaveHealth) -> Outcome:
    found = wave_plans(reform.rows, reform.items)
    return _counted(sum(wave.health is health for wave in found), len(found))


def not_ready(reform: Reform) -> Outcome:
    """Cutovers due within 60 days, or overdue, whose readiness is not ready or not known."""
    due = cutovers_due(reform.items, reform.status_date)
    return _counted(sum(item.readiness.readiness in UNREADY for item in due), len(due))


def conflicting(reform: Reform) -> Outcome:
    """Cutovers in each other's way: before what they depend on, two in one institution and week, or in a freeze."""
    return _counted(len(conflicts(reform.rows, reform.freezes, every=reform.every)), None)


def dual_run(reform: Reform) -> Outcome:
    """EUR per month of old tools whose replacement is live and which are not decommissioned yet."""
    return _counted(migration.dual_run_cost(reform.rows, reform.status_date), None)


def dual_run_so_far(reform: Reform) -> Outcome:
    """EUR paid since their cutover for old tools that still run beside their replacement."""
    return _counted(cost_so_far(dual_runs(*reform[:3])), None)


def contracts_short(reform: Reform) -> Outcome:
    """Tools still to cut over whose contract ends before their cutover."""
    with_end = [item for item in reform.items if item.pending and item.contract_end]
    return _counted(len(short_contracts(reform.items)), len(with_end))


def training_cover(reform: Reform) -> Outcome:
    """Users who completed their training / users in scope, in %, over tools whose users in scope are known."""
    found = uptake(reform.items, reform.status_date)
    return _outcome(found.training_cover, found.all.trained, found.all.users_in_scope)


def adoption(reform: Reform) -> Outcome:
    """Users doing the core task in the last 30 days / target users of tools that are live that long, in %."""
    found = uptake(reform.items, reform.status_date)
    return _outcome(found.adoption, found.settled.active_users, found.settled.users_in_scope)


FIGURES = (
    FigureDefinition(
        "users_moved_against_plan",
        N_("Users against plan"),
        N_("Users moved - users whose planned cutover has passed; negative is behind plan."),
        Unit.COUNT,
        Better.UP,
        against_plan,
    ),
    FigureDefinition(
        "reform_items_in_error",
        N_("Failed or blocked"),
        N_("Tools that failed, are blocked or have an open blocker."),
        Unit.COUNT,
        Better.DOWN,
        in_error,
    ),
    FigureDefinition(
        "waves_in_error",
        N_("Waves in error"),
        N_("Waves with a failed tool or an open blocker."),
        Unit.COUNT,
        Better.DOWN,
        waves_in_error,
    ),
    FigureDefinition(
        "waves_lagging",
        N_("Waves lagging"),
        N_("Waves without an error in which a cutover is forecast after its plan."),
        Unit.COUNT,
        Better.DOWN,
        waves_lagging,
    ),
    FigureDefinition(
        "cutovers_not_ready",
        N_("Cutovers not ready"),
        N_("Cutovers due within 60 days, or overdue, whose readiness is not ready or not known."),
        Unit.COUNT,
        Better.DOWN,
        not_ready,
    ),
    FigureDefinition(
        "cutover_conflicts",
        N_("Cutover conflicts"),
        N_(
            "Cutovers in each other's way: before what they depend on, two in one institution and week, or in a freeze."
        ),
        Unit.COUNT,
        Better.DOWN,
        conflicting,
    ),
    FigureDefinition(
        "dual_run_cost",
        N_("Dual run per month"),
        N_("EUR per month of old tools whose replacement is live and which are not decommissioned yet."),
        Unit.EUR,
        Better.DOWN,
        dual_run,
    ),
    FigureDefinition(
        "dual_run_so_far",
        N_("Dual run so far"),
        N_("EUR paid since their cutover for old tools that still run beside their replacement."),
        Unit.EUR,
        Better.DOWN,
        dual_run_so_far,
    ),
    FigureDefinition(
        "contracts_short",
        N_("Contracts too short"),
        N_("Tools still to cut over whose contract ends before their cutover."),
        Unit.COUNT,
        Better.DOWN,
        contracts_short,
    ),
    FigureDefinition(
        "training_cover",
        N_("Training cover"),
        N_("Users who completed their training / users in scope, in %, over tools whose users in scope are known."),
        Unit.PERCENT,
        Better.UP,
        training_cover,
    ),
    FigureDefinition(
        "adoption",
        N_("Adoption"),
        N_("Users doing the core task in the last 30 days / target users of tools that are live that long, in %."),
        Unit.PERCENT,
        Better.UP,
        adoption,
    ),
)
"""What the board shows beyond ``reform_progress`` and ``users_moved``, which every portfolio has."""


def figures(
    rows: pd.DataFrame,
    status_date: date,
    *,
    freezes: tuple[Freeze, ...] = (),
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    every: pd.DataFrame | None = None,
) -> tuple[Kpi, ...]:
    """Every figure of ``FIGURES`` over the effective migration *rows* at *status_date*; n/a where there are none.

    *every*: the rows of all tools, with which cutovers of *rows* can be in conflict.
    """
    if rows.empty:
        return tuple(Kpi(d.name, None, d.unit, reason=Reason.NO_MIGRATION_ITEMS) for d in FIGURES)
    reform = Reform(rows, reform_items(rows, thresholds), status_date, freezes, every)
    found = ((d, d.compute(reform)) for d in FIGURES)
    return tuple(Kpi(d.name, o.value, d.unit, *o[1:]) for d, o in found)


def headline(rows: pd.DataFrame) -> tuple[Kpi, Kpi]:
    """``reform_progress`` and ``users_moved``, as every portfolio has them, over the migration *rows* alone."""
    if rows.empty:
        none = Reason.NO_MIGRATION_ITEMS
        return Kpi("reform_progress", None, Unit.PERCENT, reason=none), Kpi(
            "users_moved", None, Unit.COUNT, reason=none
        )
    whole = migration.migration_by(rows.assign(whole=""), "whole")[""]
    done, moved, of = migration.progress(whole), whole.users_moved, whole.users_in_scope
    return (
        Kpi("reform_progress", done.value, Unit.PERCENT, whole.progress_weight, whole.weight, done.reason),
        Kpi("users_moved", moved if of else None, Unit.COUNT, moved, of, None if of else Reason.NO_USERS),
    )


def _counted(value: Number, of: int | None) -> Outcome:
    return Outcome(value, value, of)


def _outcome(figure: Figure, top: int, bottom: int) -> Outcome:
    return Outcome(None if figure.value is None else Decimal(figure.value), top, bottom, figure.reason)
