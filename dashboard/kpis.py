"""Every KPI that a screen shows, with its movement: what ``regie kpi`` prints and Portfolio draws."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard import text
from dashboard.board_figures import DIRECTIONS, board_figures
from dashboard.metrics.columns import records
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Kpi, Number, Unit
from dashboard.metrics.portfolio import Verdict, movement, portfolio_kpis, project_kpis
from dashboard.text import Numeric
from dashboard.uploads import THRESHOLDS
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.queries.measures import project_measures


@dataclass(frozen=True)
class MovedKpi:
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


@dataclass(frozen=True)
class KpiReport:
    """The KPIs of a portfolio or *project*; *status_date* is the latest one reported on or before *as_of*."""

    project: str | None
    as_of: dt.date | None
    compare_with: dt.date | None
    status_date: dt.date | None
    kpis: tuple[MovedKpi, ...]


def kpi_report(
    db: Database,
    *,
    project: str | None = None,
    as_of: dt.date | None = None,
    compare_with: dt.date | None = None,
    known_at: dt.datetime | None = None,
) -> KpiReport:
    """The KPIs of all projects, or of *project*; ``NotFound`` when it has never reported."""
    now = project_measures(db, as_of, known_at)
    then = project_measures(db, compare_with, known_at) if compare_with else None
    if project is not None:
        now = now[now["project"] == project]
        then = then[then["project"] == project] if then is not None else None
        if now.empty:
            raise NotFound("unknown_project", project=project)
    status_date = max(now["status_date"], default=None)
    kpis = moved_kpis(now, then, of_project=project is not None)
    kpis += _moved_figures(db, project, status_date, compare_with, known_at)
    return KpiReport(project, as_of, compare_with, status_date, kpis)


def _moved_figures(
    db: Database,
    project: str | None,
    status_date: dt.date | None,
    compare_with: dt.date | None,
    known_at: dt.datetime | None,
) -> tuple[MovedKpi, ...]:
    if status_date is None:
        return ()

    def figures(day: dt.date) -> tuple[Kpi, ...]:
        codes = None if project is None else [project]
        return board_figures(db, day, known_at=known_at, projects=codes, of_project=project is not None)

    return _beside(figures(status_date), figures(compare_with) if compare_with else ())


def moved_kpis(now: pd.DataFrame, then: pd.DataFrame | None, *, of_project: bool = False) -> tuple[MovedKpi, ...]:
    """KPIs of the measures *now* beside those of *then*."""
    current = _kpis(now, of_project=of_project)
    return _beside(current, _kpis(then, of_project=of_project) if then is not None else ())


def _beside(current: tuple[Kpi, ...], earlier: tuple[Kpi, ...]) -> tuple[MovedKpi, ...]:
    return tuple(
        MovedKpi(*kpi, then=moved.then, delta=moved.delta, verdict=moved.verdict)
        for kpi, moved in zip(current, movement(current, earlier, DIRECTIONS), strict=True)
    )


def written(value: Number | None, unit: Unit) -> str:
    """A KPI value in full, as the language in use writes it: no figure is shortened; ``n/a`` for None."""
    return _WRITERS[unit](value)


def written_movement(delta: Number | None, unit: Unit) -> str:
    """A movement with its sign leading; empty where none is known."""
    if delta is None:
        return ""
    return text.points(delta, 1) if unit is Unit.PERCENT else text.signed(_WRITERS[unit], delta)


_WRITERS: dict[Unit, Callable[[Numeric], str]] = {
    Unit.COUNT: text.number,
    Unit.DAYS: text.number,
    Unit.EUR: text.amount,
    Unit.INDEX: lambda value: text.number(value, 2),
    Unit.PERCENT: lambda value: text.percentage(value, 1),
}


def _kpis(measures: pd.DataFrame, *, of_project: bool) -> tuple[Kpi, ...]:
    if not of_project:
        return portfolio_kpis(measures, THRESHOLDS)
    return project_kpis(records(measures)[0]) if len(measures) else ()
