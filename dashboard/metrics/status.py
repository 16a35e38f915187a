"""Status: declared by the manager, computed from tolerances, and the gap between the two."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import Mask, records
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds


class Status(StrEnum):
    """The states of a dimension; ``not_assessed`` is a state of its own, never a blank."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_ASSESSED = "not_assessed"


TOLERANCES = ("schedule", "cost")
"""The dimensions in which a project has a tolerance that its forecast can break."""
RANKS = {Status.GREEN: 0, Status.AMBER: 1, Status.RED: 2}


class IndexBand(NamedTuple):
    """Status of an index; *check_plan* flags one too good to be true."""

    status: Status
    check_plan: bool


def declared(value: object) -> Status:
    """The state a manager gave; a blank is not assessed."""
    return Status(value) if isinstance(value, str) and value else Status.NOT_ASSESSED


def rank(status: str) -> int | None:
    """0 green, 1 amber, 2 red; None when not assessed."""
    return RANKS.get(Status(status))


def worst(statuses: Iterable[str]) -> Status:
    """The worst of the assessed *statuses*; not assessed when none is."""
    assessed = [Status(s) for s in statuses if rank(s) is not None]
    return max(assessed, key=RANKS.__getitem__, default=Status.NOT_ASSESSED)


def gap(computed: str, declared_status: str) -> int | None:
    """Gap = rank(computed) - rank(declared), in levels; positive when the data look worse; None unless both known."""
    found, said = rank(computed), rank(declared_status)
    return None if found is None or said is None else found - said


def is_watermelon(levels: int | None) -> bool:
    """Whether the data look worse than what was declared, by one level or more."""
    return levels is not None and levels >= 1


def tolerance_used(adverse: Decimal | int | None, tolerance: Decimal | int) -> Figure:
    """Tolerance used = (forecast - baseline) / tolerance on the adverse side, in %; 0 when nothing is adverse.

    *adverse* and *tolerance* are in the same unit (days, percentage points). Source: PRINCE2.
    """
    if adverse is None:
        return Figure(None, Reason.NO_DATA)
    if adverse <= 0:
        return Figure(Decimal(0))
    return Figure(100 * Decimal(adverse) / Decimal(tolerance)) if tolerance else Figure(None, Reason.NO_TOLERANCE)


def tolerance_status(used: Figure, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
    """Green below 50 % of the tolerance, amber from 50 to 100 %, red above: an exception.

    Anything adverse breaks a tolerance of zero.
    """
    if used.value is None:
        return Status.RED if used.reason is Reason.NO_TOLERANCE else Status.NOT_ASSESSED
    if used.value > thresholds.tolerance_red:
        return Status.RED
    return Status.AMBER if used.value >= thresholds.tolerance_amber else Status.GREEN


def index_band(index: Figure, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> IndexBand:
    """Band of a CPI or SPI: >= 0.95 green, >= 0.85 amber, below red; above 1.10 the plan should be checked."""
    if index.value is None:
        return IndexBand(Status.NOT_ASSESSED, check_plan=False)
    if index.value >= thresholds.index_green:
        return IndexBand(Status.GREEN, check_plan=index.value > thresholds.index_check)
    return IndexBand(Status.AMBER if index.value >= thresholds.index_amber else Status.RED, check_plan=False)


def is_stale(status_date: date | None, as_of: date, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> bool:
    """Whether data of *status_date* are older than 14 days on *as_of*; data that never came are stale."""
    return status_date is None or (as_of - status_date).days > thresholds.stale_days


def beyond_tolerance(measures: pd.DataFrame) -> Mask:
    """By row, whether a project, active or not, is in exception: ``broken_tolerances`` names any."""
    computed = records(measures[[f"computed_{part}" for part in TOLERANCES]])
    return np.array([bool(broken_tolerances(row)) for row in computed], dtype=bool)


def broken_tolerances(measures: Mapping[str, object]) -> tuple[str, ...]:
    """The tolerances (of ``TOLERANCES``) beyond which a project is forecast: each is an exception.

    The computed status tells: it was decided before rounding, with the red threshold of its date.
    """
    return tuple(part for part in TOLERANCES if measures[f"computed_{part}"] == Status.RED)
