"""The KPIs, one function each: the first sentence of its docstring is the help that screens show.

Each takes measures (columns of ``dashboard.metrics.measures.COLUMNS``, and ``is_stale``), one row
per project and at least one row, and returns an ``Outcome``.
"""

from typing import cast

import numpy as np
import pandas as pd

from dashboard.metrics.columns import Mask, is_in
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Outcome
from dashboard.metrics.status import Status, beyond_tolerance, is_watermelon, worst
from dashboard.metrics.totals import amount, count, difference, index, rate, single, total


def _active(measures: pd.DataFrame) -> Mask:
    return cast("Mask", measures["active"].astype(bool).to_numpy())


def projects_on_track(measures: pd.DataFrame) -> Outcome:
    """Active projects whose declared and computed overall status are both green, or green where only one is assessed.

    Unit: projects; denominator: active projects.
    """
    pairs = zip(measures["declared_overall"], measures["computed_overall"], strict=True)
    green = np.array([worst(pair) is Status.GREEN for pair in pairs])
    return count(green, _active(measures), Reason.NO_ACTIVE_PROJECTS)


def spent_against_plan(measures: pd.DataFrame) -> Outcome:
    """Actual cost / what was planned up to the status date (AC / PV), in %; more than 100 %: ahead of the plan."""
    return rate(measures, "ac", "pv", reason=Reason.NO_PLAN)


def forecast_at_completion(measures: pd.DataFrame) -> Outcome:
    """Actuals of the months reported plus the forecast of the others, in EUR, beside the budget at completion.

    Denominator: BAC of the same projects.
    """
    found = difference(measures, "forecast_at_completion", "bac", reason=Reason.NO_BUDGET)
    return found._replace(value=found.numerator)


def open_high_risks(measures: pd.DataFrame) -> Outcome:
    """Open threats whose level, residual where given, is high or critical.

    Unit: risks; denominator: all open threats. n/a when no project has assessed a risk.
    """
    high = (total(measures, "risks_high") or 0) + (total(measures, "risks_critical") or 0)
    of = total(measures, "risks_open") or 0
    if is_in(measures, "computed_risk", (Status.GREEN, Status.AMBER, Status.RED)).any():
        return Outcome(high, high, of)
    return Outcome(None, high, of, Reason.NO_RISK_LEVEL if of else Reason.NO_RISK_ENTRIES)


def milestones_late(measures: pd.DataFrame) -> Outcome:
    """Milestones not achieved that are past their baseline date or forecast after it.

    Unit: milestones; denominator: all milestones.
    """
    late, of = total(measures, "milestones_late") or 0, total(measures, "milestones_total") or 0
    return Outcome(late, late, of) if of else Outcome(None, late, of, Reason.NO_MILESTONES)


def reform_progress(measures: pd.DataFrame) -> Outcome:
    """Progress of the migration in %, by stage, weighted by users; items without users weigh 1."""
    return rate(measures, "migration_progress_weight", "migration_weight", reason=Reason.NO_MIGRATION_ITEMS)


def cpi(measures: pd.DataFrame) -> Outcome:
    """Cost performance index: earned value / actual cost (EV / AC); below 1 the work costs more than planned."""
    return index(measures, "ev", "ac", reason=_without_value(measures, Reason.NO_ACTUAL_COST))


def spi(measures: pd.DataFrame) -> Outcome:
    """Schedule performance index: earned value / planned value (EV / PV); below 1 the work is behind plan."""
    return index(measures, "ev", "pv", reason=_without_value(measures, Reason.NO_PLAN))


def _without_value(measures: pd.DataFrame, otherwise: Reason) -> Reason:
    """Why an index is n/a: no earned value at all, or what it would be divided by."""
    return otherwise if measures["ev"].notna().any() else Reason.NO_EARNED_VALUE


def eac(measures: pd.DataFrame) -> Outcome:
    """Estimate at completion in EUR if costs go on as so far (BAC / CPI); without a CPI, the forecast of the project.

    Project by project: what one has is no estimate of another. Denominator: BAC.
    """
    found = difference(measures, "eac", "bac", reason=Reason.NO_BUDGET)
    return found._replace(value=found.numerator)


def cost_variance(measures: pd.DataFrame) -> Outcome:
    """Earned value - actual cost (EV - AC), in EUR; negative is over cost."""
    return difference(measures, "ev", "ac", reason=Reason.NO_EARNED_VALUE)


def schedule_variance(measures: pd.DataFrame) -> Outcome:
    """Earned value - planned value (EV - PV), in EUR; negative is behind plan."""
    return difference(measures, "ev", "pv", reason=Reason.NO_EARNED_VALUE)


def variance_at_completion(measures: pd.DataFrame) -> Outcome:
    """Budget at completion - estimate at completion (BAC - EAC), in EUR; negative is an overrun."""
    return difference(measures, "bac", "eac", reason=Reason.NO_BUDGET)


def forecast_overrun(measures: pd.DataFrame) -> Outcome:
    """Forecast at completion - budget in the current baseline, in EUR; positive is an overrun."""
    return difference(measures, "forecast_at_completion", "bac", reason=Reason.NO_BUDGET)


def original_overrun(measures: pd.DataFrame) -> Outcome:
    """Forecast at completion - budget in the original baseline, in EUR; positive is an overrun."""
    return difference(measures, "forecast_at_completion", "original_bac", reason=Reason.NO_BUDGET)


def commitment_rate(measures: pd.DataFrame) -> Outcome:
    """Engaged / adjusted commitment credit (CE) of the year, in %."""
    return rate(measures, "engaged", "ce_adjusted", reason=Reason.NO_CREDITS)


def payment_rate(measures: pd.DataFrame) -> Outcome:
    """Liquidated / adjusted payment credit (CL) of the year, in %."""
    return rate(measures, "liquidated", "cl_adjusted", reason=Reason.NO_CREDITS)


def ce_left(measures: pd.DataFrame) -> Outcome:
    """Commitment credit of the year not yet engaged (CE - engaged), in EUR."""
    return difference(measures, "ce_adjusted", "engaged", reason=Reason.NO_CREDITS)


def cl_left(measures: pd.DataFrame) -> Outcome:
    """Payment credit of the year not yet liquidated (CL - liquidated), in EUR."""
    return difference(measures, "cl_adjusted", "liquidated", reason=Reason.NO_CREDITS)


def ce_lapse(measures: pd.DataFrame) -> Outcome:
    """Commitment credit forecast to lapse on 31 December, in EUR.

    CE - (engaged + planned engagements weighted by their probability), at least 0 by project and allocation:
    what one project has left is not another's to use.
    """
    return amount(measures, "ce_lapse", Reason.NO_CREDITS)


def cl_shortage(measures: pd.DataFrame) -> Outcome:
    """Payments expected to 31 December that the payment credit left cannot cover, in EUR.

    Expected liquidations - (CL - liquidated), at least 0 by project and allocation.
    """
    return amount(measures, "cl_shortage", Reason.NO_CREDITS)


def risk_exposure(measures: pd.DataFrame) -> Outcome:
    """Probability x cost impact of open threats, less that of open opportunities, in EUR."""
    return amount(measures, "risk_exposure", Reason.NO_RISK_ENTRIES)


def watermelons(measures: pd.DataFrame) -> Outcome:
    """Active projects whose data look worse than the overall status declared, by one level or more."""
    worse = np.array([is_watermelon(None if pd.isna(levels) else int(levels)) for levels in measures["gap"]])
    return count(worse, _active(measures), Reason.NO_ACTIVE_PROJECTS)


def exceptions(measures: pd.DataFrame) -> Outcome:
    """Active projects forecast beyond their own tolerance in time or cost: tolerance used above its red threshold
    (by default 100 %).
    """
    return count(beyond_tolerance(measures), _active(measures), Reason.NO_ACTIVE_PROJECTS)


def milestone_hit_rate(measures: pd.DataFrame) -> Outcome:
    """Milestones achieved on or before their baseline date / milestones due, in %."""
    return rate(measures, "milestones_hit", "milestones_due", reason=Reason.NO_MILESTONE_DUE)


def users_moved(measures: pd.DataFrame) -> Outcome:
    """People who work in their target tool, beside the people in scope; only tools whose users in scope are known."""
    moved, of = total(measures, "users_moved") or 0, total(measures, "users_in_scope") or 0
    return Outcome(moved, moved, of) if of else Outcome(None, moved, of, Reason.NO_USERS)


def entries_overdue(measures: pd.DataFrame) -> Outcome:
    """Open RAID entries of any kind whose due date has passed."""
    return amount(measures, "entries_overdue", Reason.NO_DATA)


def stale_projects(measures: pd.DataFrame) -> Outcome:
    """Active projects whose last report is older than allowed, 14 days by default."""
    return count(measures["is_stale"].to_numpy(dtype=bool), _active(measures), Reason.NO_ACTIVE_PROJECTS)


def percent_complete(measures: pd.DataFrame) -> Outcome:
    """Share of the work that is done, as the manager reports it, in %."""
    return single(measures, "percent_complete", Reason.NO_DATA)


def slip_days(measures: pd.DataFrame) -> Outcome:
    """Forecast (or actual) end - baseline end, in calendar days; positive is late."""
    return single(measures, "slip_days", Reason.NO_DATES)


def schedule_tolerance_used(measures: pd.DataFrame) -> Outcome:
    """Days forecast beyond the baseline end / time tolerance, in %; above the red threshold (by default 100 %): an
    exception.
    """
    red = measures["computed_schedule"].iloc[0] == Status.RED
    return single(measures, "schedule_tolerance_used", Reason.NO_TOLERANCE if red else Reason.NO_DATES)


def cost_tolerance_used(measures: pd.DataFrame) -> Outcome:
    """Forecast overrun of the budget / cost tolerance, in %; above the red threshold (by default 100 %): an
    exception.
    """
    red = measures["computed_cost"].iloc[0] == Status.RED
    return single(measures, "cost_tolerance_used", Reason.NO_TOLERANCE if red else Reason.NO_BUDGET)
