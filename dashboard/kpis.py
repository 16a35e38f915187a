"""Every KPI that a screen shows, with its movement: what ``regie kpi`` prints and Portfolio draws."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from dashboard.board_figures import DIRECTIONS, board_figures
from dashboard.metrics.columns import records
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.portfolio import MovedKpi as MovedKpi
from dashboard.metrics.portfolio import beside, portfolio_kpis, project_kpis
from dashboard.uploads import THRESHOLDS
from dashboard.written import written as written
from dashboard.written import written_movement as written_movement
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.queries.measures import project_measures


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

    return beside(figures(status_date), figures(compare_with) if compare_with else (), DIRECTIONS)


def moved_kpis(now: pd.DataFrame, then: pd.DataFrame | None, *, of_project: bool = False) -> tuple[MovedKpi, ...]:
    """KPIs of the measures *now* beside those of *then*."""
    current = _kpis(now, of_project=of_project)
    return beside(current, _kpis(then, of_project=of_project) if then is not None else ())


def _kpis(measures: pd.DataFrame, *, of_project: bool) -> tuple[Kpi, ...]:
    if not of_project:
        return portfolio_kpis(measures, THRESHOLDS)
    return project_kpis(records(measures)[0]) if len(measures) else ()
