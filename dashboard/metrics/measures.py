"""The measures of each project at a status date, as stored with its snapshot at every commit."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.burn import NO_SPENDING, Spending, spending_by
from dashboard.metrics.columns import records
from dashboard.metrics.credits import NO_CREDITS, Credits, credits_by
from dashboard.metrics.earned_value import EarnedValue, eac_typical, earned
from dashboard.metrics.figure import Figure, Reason, percent
from dashboard.metrics.migration import NO_MIGRATION, Migration, migration_by
from dashboard.metrics.milestones import NO_MILESTONES, Milestones, milestones_by_project
from dashboard.metrics.money import CENT, storable
from dashboard.metrics.risks import NO_RISKS, Risks, risk_status, risks_by_project
from dashboard.metrics.status import Status, declared, gap, tolerance_status, tolerance_used, worst
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

DIMENSIONS = ("overall", "scope", "schedule", "cost", "resources", "risk", "benefits")
COMPUTED = ("overall", "schedule", "cost", "risk")
CREDITS = ("ce_adjusted", "engaged", "cl_adjusted", "liquidated", "ce_lapse", "cl_shortage")
"""Measures of the credits of the year of the status date."""
COLUMNS = (
    *(f"declared_{dimension}" for dimension in DIMENSIONS),
    *(f"computed_{dimension}" for dimension in COMPUTED),
    *("confidence", "gap", "active", "percent_complete"),
    *("bac", "original_bac", "pv", "ev", "ac", "eac", "forecast_at_completion"),
    *("schedule_tolerance_used", "cost_tolerance_used", "slip_days"),
    *("risks_open", "risks_high", "risks_critical", "risk_exposure", "issues_open", "entries_overdue"),
    *("milestones_total", "milestones_due", "milestones_hit", "milestones_late"),
    *("migration_weight", "migration_progress_weight", "users_in_scope", "users_moved"),
    *CREDITS,
)
"""Names of the measures, in the order in which they are stored."""

CLOSED = "closed"
MOST_USED = Decimal("999999.99")


class Parts(NamedTuple):
    """What the sheets add up to for one project; *project* is its own row, blanks as None."""

    project: Mapping[str, object]
    spending: Spending
    credits: Credits
    milestones: Milestones
    risks: Risks
    migration: Migration


class Use(NamedTuple):
    """Tolerance used in time and in cost, and the slip in days that the former comes from."""

    slip_days: int | None
    schedule: Figure
    cost: Figure


def project_measures(
    frames: Mapping[str, pd.DataFrame], status_date: date, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> pd.DataFrame:
    """One row per project of ``frames["projects"]``, in that order: project and ``COLUMNS``, all object columns.

    *frames* maps dataset names to effective rows; projects, budget, credits, milestones, raid and
    migration may each be missing or empty. Amounts are Decimal EUR and percentages Decimal points,
    both with two decimals, or None where no row gives them. Counts and weights are 0 where there is
    nothing to count. Statuses are never None: ``not_assessed``.
    """
    rows = [(p.project["project"], *_measures(p, thresholds)) for p in _parts(frames, status_date, thresholds)]
    return pd.DataFrame(rows, columns=["project", *COLUMNS], dtype=object)


def _parts(frames: Mapping[str, pd.DataFrame], status_date: date, thresholds: Thresholds) -> list[Parts]:
    empty = pd.DataFrame()
    spending = spending_by(frames.get("budget", empty), status_date)
    credit = credits_by(frames.get("credits", empty), status_date)
    milestones = milestones_by_project(frames.get("milestones", empty), status_date)
    risks = risks_by_project(frames.get("raid", empty), status_date, thresholds)
    migration = migration_by(frames.get("migration", empty))
    return [
        Parts(
            project=row,
            spending=spending.get(code, NO_SPENDING),
            credits=credit.get(code, NO_CREDITS),
            milestones=milestones.get(code, NO_MILESTONES),
            risks=risks.get(code, NO_RISKS),
            migration=migration.get(code, NO_MIGRATION),
        )
        for code, row in _projects(frames.get("projects", empty)).items()
    ]


def _projects(frame: pd.DataFrame) -> dict[str, Mapping[str, object]]:
    return {str(record["project"]): record for record in records(frame)}


def _measures(parts: Parts, thresholds: Thresholds) -> tuple[object, ...]:
    use = tolerances(parts, thresholds)
    said = {dimension: declared(parts.project.get(f"status_{dimension}")) for dimension in DIMENSIONS}
    found = computed(use, risk_status(parts.risks, thresholds), thresholds)
    return (
        *(said[dimension].value for dimension in DIMENSIONS),
        *(found[dimension].value for dimension in COMPUTED),
        declared(parts.project.get("confidence")).value,
        gap(found["overall"], said["overall"]),
        parts.project.get("stage") != CLOSED,
        *_money(parts),
        *(_points(use.schedule), _points(use.cost), use.slip_days),
        *_counts(parts),
        *parts.credits[:4],
        *(parts.credits.ce_lapse, parts.credits.cl_shortage),
    )


def tolerances(parts: Parts, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Use:
    """Tolerance used in time, from the slip in days, and in cost, from the forecast overrun in % of BAC.

    The project's own tolerances count, or the default ones where it gives none.
    """
    slip, spending = slip_days(parts.project), parts.spending
    time = parts.project.get("time_tolerance")
    cost = parts.project.get("cost_tolerance")
    overrun = cost_overrun(spending)
    used = tolerance_used(overrun.value, thresholds.cost_tolerance if cost is None else Decimal(str(cost)))
    return Use(
        slip_days=slip,
        schedule=tolerance_used(slip, thresholds.time_tolerance if time is None else int(str(time))),
        cost=used if overrun.value is not None else overrun,
    )


def slip_days(project: Mapping[str, object]) -> int | None:
    """Slip = actual end (or forecast end) - baseline end, in calendar days; positive is late."""
    end = project.get("actual_end") or project.get("forecast_end")
    baseline = project.get("baseline_end")
    return (end - baseline).days if isinstance(end, date) and isinstance(baseline, date) else None


def cost_overrun(spending: Spending) -> Figure:
    """Forecast overrun = (forecast at completion - BAC) / BAC, in %; negative is under budget."""
    if spending.bac is None or spending.forecast_at_completion is None:
        return Figure(None, Reason.NO_BUDGET)
    return percent(spending.forecast_at_completion - spending.bac, spending.bac, Reason.NO_BUDGET)


def computed(use: Use, risk: Status, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> dict[str, Status]:
    """Status by computed dimension: schedule and cost from tolerances, risk as given, overall the worst of them."""
    schedule = tolerance_status(use.schedule, thresholds)
    cost = tolerance_status(use.cost, thresholds)
    return {"overall": worst((schedule, cost, risk)), "schedule": schedule, "cost": cost, "risk": risk}


def _money(parts: Parts) -> tuple[Decimal | None, ...]:
    complete, s = parts.project.get("percent_complete"), parts.spending
    percent_complete = None if complete is None else Decimal(str(complete)).quantize(CENT)
    weighted = parts.milestones.earned_percent
    ev = earned(s.bac, percent_complete if weighted is None else weighted)
    estimate = eac_typical(EarnedValue(s.bac, s.pv, ev, s.ac)).value
    eac = None if estimate is None else storable(estimate)
    fallback = s.forecast_at_completion if eac is None else eac
    return (percent_complete, s.bac, s.original_bac, s.pv, ev, s.ac, fallback, s.forecast_at_completion)


def _points(used: Figure) -> Decimal | None:
    return None if used.value is None else min(used.value, MOST_USED).quantize(CENT)


def _counts(parts: Parts) -> tuple[object, ...]:
    r, m, moved = parts.risks, parts.milestones, parts.migration
    return (
        *(r.risks_open, r.risks_high, r.risks_critical, r.exposure, r.issues_open, r.entries_overdue),
        *(m.total, m.due, m.hit, m.late),
        *(moved.weight, moved.progress_weight, moved.users_in_scope, moved.users_moved),
    )
