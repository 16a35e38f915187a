"""Milestones: slip against both baselines, promises kept, dates likely to be missed. Calendar days."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import NO_DAY, Mask, days, hundredths, sums_by
from dashboard.metrics.figure import Figure
from dashboard.metrics.money import Cents
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

WHOLE, ROUNDING = 100_00, 10
"""Weights add up to 100 %, give or take a tenth of a point, in hundredths of a point."""


class Milestones(NamedTuple):
    """Counts of a project's milestones, and *earned_percent* where its weights add up to 100 %."""

    total: int = 0
    due: int = 0
    hit: int = 0
    late: int = 0
    earned_percent: Decimal | None = None


NO_MILESTONES = Milestones()


def achieved(frame: pd.DataFrame, status_date: date) -> Mask:
    """Milestones reached on or before *status_date*, by row."""
    actual = days(frame, "actual")
    return (actual != NO_DAY) & (actual <= status_date.toordinal())


def is_due(frame: pd.DataFrame, status_date: date) -> Mask:
    """Milestones whose baseline is on or before *status_date*, by row."""
    baseline = days(frame, "baseline")
    return (baseline != NO_DAY) & (baseline <= status_date.toordinal())


def is_late(frame: pd.DataFrame, status_date: date) -> Mask:
    """Milestones not achieved that are past their baseline or forecast after it, by row."""
    baseline, forecast = days(frame, "baseline"), days(frame, "forecast")
    past = (baseline < status_date.toordinal()) | (forecast > baseline)
    return ~achieved(frame, status_date) & (baseline != NO_DAY) & past


def milestones_by_project(frame: pd.DataFrame, status_date: date) -> dict[str, Milestones]:
    """Total, due, achieved in time, late, and the weight earned, per project with milestones."""
    if frame.empty:
        return {}
    reached, due, weight = achieved(frame, status_date), is_due(frame, status_date), hundredths(frame, "weight")
    in_time = due & reached & (days(frame, "actual") <= days(frame, "baseline"))
    totals = sums_by(
        frame["project"],
        {
            "total": np.ones(len(frame), dtype=np.int64),
            "due": due,
            "hit": in_time,
            "late": is_late(frame, status_date),
            "weight": weight,
            "earned": np.where(reached, weight, 0),
        },
    )
    return {project: _milestones(row) for project, row in totals.items()}


def _milestones(row: dict[str, int]) -> Milestones:
    weighted = abs(row["weight"] - WHOLE) <= ROUNDING
    earned = 100 * Decimal(row["earned"]) / row["weight"] if weighted else None
    return Milestones(row["total"], row["due"], row["hit"], row["late"], earned)


def _slip(expected: Cents, baseline: Cents) -> pd.Series:
    known = (expected != NO_DAY) & (baseline != NO_DAY)
    return pd.Series(expected - baseline, dtype="Int64").mask(~known)


def slips(frame: pd.DataFrame) -> pd.DataFrame:
    """Slip = actual (or forecast) - baseline, in calendar days; positive is late.

    Columns: project, milestone, slip_days, original_slip_days (against the original baseline, the
    current one where it never moved), both Int64.
    """
    actual, forecast, baseline = days(frame, "actual"), days(frame, "forecast"), days(frame, "baseline")
    original = days(frame, "original_baseline")
    expected = np.where(actual != NO_DAY, actual, forecast)
    return pd.DataFrame(
        {
            "project": frame["project"].to_numpy(dtype=object),
            "milestone": frame["milestone"].to_numpy(dtype=object),
            "slip_days": _slip(expected, baseline),
            "original_slip_days": _slip(expected, np.where(original != NO_DAY, original, baseline)),
        }
    )


def likely_to_miss(
    frame: pd.DataFrame,
    status_date: date,
    spi_t: Mapping[str, Figure],
    *,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Mask:
    """Milestones not achieved whose forecast is after baseline, or due within 14 days in a project with SPI(t) < 0.9.

    *spi_t* gives SPI(t) by project; a project without one is judged by its forecast alone. By row.
    """
    baseline, today = days(frame, "baseline"), status_date.toordinal()
    slow = {p for p, index in spi_t.items() if index.value is not None and index.value < thresholds.miss_index}
    soon = (baseline >= today) & (baseline <= today + thresholds.miss_days)
    behind = frame["project"].isin(slow).to_numpy(dtype=bool)
    slipping = (baseline != NO_DAY) & (days(frame, "forecast") > baseline)
    return ~achieved(frame, status_date) & (slipping | (soon & behind))


def milestone_trend(history: pd.DataFrame) -> pd.DataFrame:
    """The date expected for each milestone as reported at each status date; a horizontal line is a kept promise.

    *history* has status_date and the columns of the milestones sheet. Columns out: project,
    milestone, status_date, baseline, expected (the actual once achieved, else the forecast), reached (bool).
    """
    reached = history["actual"].notna().to_numpy(dtype=bool)
    frame = history[["project", "milestone", "status_date", "baseline"]].astype(object)
    frame["expected"] = np.where(reached, history["actual"].to_numpy(object), history["forecast"].to_numpy(object))
    frame["reached"] = reached
    return frame.sort_values(["project", "milestone", "status_date"], ignore_index=True)


def turns(trend: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``milestone_trend`` that draw the same lines: ends, and both sides of each move of the date."""
    expected, of = trend["expected"].astype(object), [trend["project"], trend["milestone"]]
    before, after = (expected.groupby(of).shift(step) for step in (1, -1))
    kept = (expected == before) & (expected == after)
    return trend[~kept].reset_index(drop=True)
