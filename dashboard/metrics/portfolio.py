"""The KPIs of a portfolio or a project, what moved between two dates, and the status grid."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import value_of
from dashboard.metrics.figure import Reason
from dashboard.metrics.grid import status_grid
from dashboard.metrics.kpi import Better, Kpi, KpiDefinition, Number, Scope, Unit
from dashboard.metrics.kpi_definitions import CARDS, KPI_DEFINITIONS
from dashboard.metrics.measures import CREDITS
from dashboard.metrics.status import is_stale
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

__all__ = [
    "CARDS",
    "KPI_DEFINITIONS",
    "Kpi",
    "KpiDefinition",
    "MovedKpi",
    "Movement",
    "Verdict",
    "beside",
    "movement",
    "portfolio_kpis",
    "project_kpis",
    "status_grid",
]

BY_NAME = {definition.name: definition for definition in KPI_DEFINITIONS}
BETTER = {definition.name: definition.better for definition in KPI_DEFINITIONS}


class Verdict(StrEnum):
    """Whether a movement is good news."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


class Movement(NamedTuple):
    """How a KPI moved: *delta* = *now* - *then*, None where either is unknown."""

    name: str
    unit: Unit
    now: Number | None
    then: Number | None
    delta: Number | None
    verdict: Verdict


class MovedKpi(NamedTuple):
    """A KPI now, and *then* on the compared date; *reason* says why there is no value."""

    name: str
    value: Number | None
    unit: Unit
    numerator: Number | None
    denominator: Number | None
    reason: Reason | None
    then: Number | None
    delta: Number | None
    verdict: Verdict


def portfolio_kpis(
    measures: pd.DataFrame,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    *,
    as_of: date | None = None,
    definitions: Iterable[KpiDefinition] = KPI_DEFINITIONS,
) -> tuple[Kpi, ...]:
    """The KPIs of all projects in *measures* together, the six cards first, or those of some *definitions*.

    *measures* has the columns of ``project_measures`` and status_date (date or None) of each
    project's latest report; staleness is told at *as_of*, or at the latest of those dates, and
    credits are those of its year.
    """
    known = dated(measures, thresholds, as_of)
    return tuple(d.of(known) for d in definitions if d.scope is not Scope.PROJECT)


def project_kpis(row: Mapping[str, object] | pd.Series, *, as_of: date | None = None) -> tuple[Kpi, ...]:
    """The KPIs of one project, from its row of ``project_measures``; *as_of* as in ``portfolio_kpis``."""
    one = pd.DataFrame([dict(row)], dtype=object)
    one = one if as_of is None else credited(one, as_of)
    return tuple(d.of(one) for d in KPI_DEFINITIONS if d.scope is not Scope.PORTFOLIO)


def dated(measures: pd.DataFrame, thresholds: Thresholds, as_of: date | None) -> pd.DataFrame:
    """*measures* as ``credited``, with is_stale (bool): whether the latest report is too old.

    Both are told at *as_of*, or at the latest report of all.
    """
    reported = [_day(cell) for cell in measures["status_date"]]
    last = as_of or max((day for day in reported if day), default=date.min)
    return credited(measures, last).assign(is_stale=[is_stale(day, last, thresholds) for day in reported])


def credited(measures: pd.DataFrame, day: date) -> pd.DataFrame:
    """*measures* without the credits that are of another year than *day*: those of a year end with it."""
    reported = [_day(cell) for cell in measures["status_date"]]
    current = np.array([found is not None and found.year == day.year for found in reported], dtype=bool)
    if current.all():
        return measures
    return measures.assign(**{name: measures[name].astype(object).where(current, None) for name in CREDITS})


def _day(cell: object) -> date | None:
    day = value_of(cell)
    return day if isinstance(day, date) else None


def movement(now: Iterable[Kpi], then: Iterable[Kpi], better: Mapping[str, Better] = BETTER) -> tuple[Movement, ...]:
    """How each KPI of *now* moved since *then*, in the order of *now*; one absent from *then* was unknown.

    *better* maps each name to the direction that is good news.
    """
    before = {kpi.name: kpi.value for kpi in then}
    return tuple(_moved(kpi, before.get(kpi.name), better[kpi.name]) for kpi in now)


def _moved(kpi: Kpi, then: Number | None, better: Better) -> Movement:
    delta = None if kpi.value is None or then is None else kpi.value - then
    return Movement(kpi.name, kpi.unit, kpi.value, then, delta, _verdict(delta, better))


def _verdict(delta: Number | None, better: Better) -> Verdict:
    if delta is None:
        return Verdict.UNKNOWN
    if not delta:
        return Verdict.SAME
    return Verdict.BETTER if (delta > 0) == (better is Better.UP) else Verdict.WORSE


def beside(
    current: tuple[Kpi, ...], earlier: tuple[Kpi, ...], better: Mapping[str, Better] = BETTER
) -> tuple[MovedKpi, ...]:
    """The KPIs *current* with those of *earlier* beside them; one absent from *earlier* was unknown."""
    return tuple(
        MovedKpi(*kpi, then=moved.then, delta=moved.delta, verdict=moved.verdict)
        for kpi, moved in zip(current, movement(current, earlier, better), strict=True)
    )
