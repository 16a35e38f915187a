"""Risks and the rest of the RAID log: levels, exposure, ageing. PM2 log fields; exposure in EUR."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import NO_DAY, Mask, days, given, hundredths, integers, is_in, sums_by
from dashboard.metrics.money import Cents, euros, share
from dashboard.metrics.status import Status
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, RiskBands, Thresholds

OPEN = ("open", "in_progress")
RISKS = ("threat", "opportunity")
"""Kinds of entry that are risks; the rest of the log has no level that counts."""
PROBABILITIES = np.array([0, 10, 30, 50, 70, 90], dtype=np.int64)
"""Likelihood 0 (blank) to 5, in %."""


class Level(StrEnum):
    """Bands of a risk level."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Risks(NamedTuple):
    """What the RAID log of a project adds up to.

    *assessed* counts the risks, open or closed, that have a level; *exposure* is in EUR, None without a
    log; *highest* is the highest level of an open threat, 0 if none has one.
    """

    assessed: int = 0
    risks_open: int = 0
    risks_high: int = 0
    risks_critical: int = 0
    issues_open: int = 0
    entries_overdue: int = 0
    exposure: Decimal | None = None
    highest: int = 0


NO_RISKS = Risks()


def band(level: int, bands: RiskBands = DEFAULT_THRESHOLDS.risk_bands) -> Level:
    """Band of *level* (likelihood x impact): 1-4 low, 5-9 medium, 10-14 high, 15-25 critical by default."""
    if level >= bands.critical:
        return Level.CRITICAL
    if level >= bands.high:
        return Level.HIGH
    return Level.MEDIUM if level >= bands.medium else Level.LOW


def inherent_levels(raid: pd.DataFrame) -> Cents:
    """Level = likelihood x impact before any response, by row; 0 where either is blank."""
    return integers(raid, "likelihood") * integers(raid, "impact")


def residual_levels(raid: pd.DataFrame) -> Cents:
    """Level = likelihood x impact with the responses in place, by row; 0 where either is blank."""
    return integers(raid, "residual_likelihood") * integers(raid, "residual_impact")


def levels(raid: pd.DataFrame) -> Cents:
    """The level that counts by row: residual where given, else inherent; 0 where neither is."""
    residual = residual_levels(raid)
    return np.where(residual > 0, residual, inherent_levels(raid))


def is_open(raid: pd.DataFrame) -> Mask:
    """Entries still to be dealt with, by row: status open or in progress."""
    return is_in(raid, "status", OPEN)


def is_overdue(raid: pd.DataFrame, status_date: date) -> Mask:
    """Open entries due before *status_date*, by row."""
    due = days(raid, "due")
    return is_open(raid) & (due != NO_DAY) & (due < status_date.toordinal())


def exposures(raid: pd.DataFrame) -> Cents:
    """Exposure = probability x cost impact of open threats, by row in cents; opportunities count with a minus.

    Likelihood 1 to 5, residual where given, reads as 10, 30, 50, 70, 90 %.
    """
    likelihood = np.where(
        given(raid, "residual_likelihood"), integers(raid, "residual_likelihood"), integers(raid, "likelihood")
    )
    sign = is_in(raid, "kind", ("threat",)).astype(np.int64) - is_in(raid, "kind", ("opportunity",))
    amounts = share(hundredths(raid, "cost_impact"), PROBABILITIES[likelihood], 100)
    return np.where(is_open(raid), sign * amounts, 0)


def risks_by_project(
    raid: pd.DataFrame, status_date: date, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> dict[str, Risks]:
    """Counts of open entries, exposure and highest level of open threats, per project with a RAID log."""
    if raid.empty:
        return {}
    threats = is_open(raid) & is_in(raid, "kind", ("threat",))
    level, bands = levels(raid), thresholds.risk_bands
    totals = sums_by(
        raid["project"],
        {
            "assessed": is_in(raid, "kind", RISKS) & (level > 0),
            "risks_open": threats,
            "risks_high": threats & (level >= bands.high) & (level < bands.critical),
            "risks_critical": threats & (level >= bands.critical),
            "issues_open": is_open(raid) & is_in(raid, "kind", ("issue",)),
            "entries_overdue": is_overdue(raid, status_date),
            "exposure": exposures(raid),
        },
    )
    highest = pd.Series(np.where(threats, level, 0)).groupby(raid["project"].to_numpy(dtype=object)).max()
    return {project: _risks(row, int(highest[project])) for project, row in totals.items()}


def _risks(row: dict[str, int], highest: int) -> Risks:
    return Risks(
        assessed=row["assessed"],
        risks_open=row["risks_open"],
        risks_high=row["risks_high"],
        risks_critical=row["risks_critical"],
        issues_open=row["issues_open"],
        entries_overdue=row["entries_overdue"],
        exposure=euros(row["exposure"]),
        highest=highest,
    )


def risk_status(risks: Risks, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
    """Red with a critical open threat, amber with a high one, else green; not assessed where no risk has a level."""
    if not risks.assessed:
        return Status.NOT_ASSESSED
    found = {Level.CRITICAL: Status.RED, Level.HIGH: Status.AMBER}
    return found.get(band(risks.highest, thresholds.risk_bands), Status.GREEN)
