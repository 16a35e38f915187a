"""Every KPI that a screen shows, with its movement: what ``regie kpi`` prints and the boards draw."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dashboard.board_figures import DIRECTIONS, OF_BOARDS, OF_REFORM, Scope, board_figures
from dashboard.choice import Choice
from dashboard.metrics import portfolio
from dashboard.metrics.columns import records
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.original import BASELINED, as_approved
from dashboard.metrics.portfolio import MovedKpi as MovedKpi
from dashboard.metrics.portfolio import portfolio_kpis, project_kpis
from dashboard.metrics.reform_figures import headline
from dashboard.rules import Rules, rules
from dashboard.written import written as written
from dashboard.written import written_movement as written_movement
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures, status_dates


@dataclass(frozen=True)
class KpiReport:
    """The KPIs of a *choice* of projects or of one *project*, and what they are compared with.

    *status_date* is the latest one that these projects reported on or before *as_of*.
    """

    project: str | None
    choice: Choice
    as_of: dt.date | None
    compare_with: dt.date | None
    original_baseline: bool
    status_date: dt.date | None
    kpis: tuple[MovedKpi, ...]


class Dates(NamedTuple):
    """A status date (None: the latest), a compared date or the original baseline, as known at an instant or now."""

    as_of: dt.date | None
    compare_with: dt.date | None
    original: bool
    known_at: dt.datetime | None


EVERYTHING = Choice()


def kpi_report(
    db: Database,
    *,
    project: str | None = None,
    choice: Choice = EVERYTHING,
    as_of: dt.date | None = None,
    compare_with: dt.date | None = None,
    original: bool = False,
    known_at: dt.datetime | None = None,
) -> KpiReport:
    """The KPIs of the projects of *choice*, or of *project*; ``NotFound`` when it has never reported.

    *original* compares with the original baseline in place of a date.
    """
    dates = Dates(as_of, compare_with, original, known_at)
    projects = choice.apply(effective_rows(db, "projects", as_of=dates.as_of, known_at=dates.known_at))
    if project is not None:
        projects = projects[projects["project"] == project]
        if projects.empty:
            raise NotFound("unknown_project", project=project)
    scope = Scope(tuple(projects["project"]), choice, of_project=project is not None)
    now = _measures(db, scope.codes, dates.as_of, dates.known_at)
    if len(now):
        kpis = (*_of_measures(db, dates, scope, now), *_of_boards(db, dates, scope))
    else:
        kpis = _of_tools(db, dates, scope, _unknown(now))
    status_date = max(now["status_date"], default=None)
    return KpiReport(project, choice, dates.as_of, dates.compare_with, dates.original, status_date, kpis)


def _unknown(nobody: pd.DataFrame) -> tuple[MovedKpi, ...]:
    """Every figure of a choice that leaves no project."""
    of_boards = (Kpi(name, None, unit, reason=Reason.NO_PROJECTS) for name, unit in OF_BOARDS.items())
    return (*moved_kpis(nobody, None, Rules()), *beside(of_boards, ()))


def _measures(db: Database, codes: Collection[str], day: dt.date | None, known_at: dt.datetime | None) -> pd.DataFrame:
    known = project_measures(db, day, known_at)
    return known[known["project"].isin(codes)].reset_index(drop=True)


def _of_measures(db: Database, dates: Dates, scope: Scope, now: pd.DataFrame) -> tuple[MovedKpi, ...]:
    as_of, compared, original, known_at = dates
    then = _measures(db, scope.codes, compared, known_at) if compared else None
    if original:
        then = as_approved(now, effective_rows(db, "projects", as_of=as_of, known_at=known_at))
    day = status_date_of(db, dates)
    kpis = moved_kpis(
        now,
        then,
        rules(db, known_at),
        of_project=scope.of_project,
        only=BASELINED if original else None,
        dates=(day, compared),
    )
    return kpis if scope.of_project or scope.choice.institution is None else _by_tool(db, dates, scope, kpis)


def _by_tool(db: Database, dates: Dates, scope: Scope, kpis: tuple[MovedKpi, ...]) -> tuple[MovedKpi, ...]:
    as_of, compared, _original, known_at = dates

    def tools(day: dt.date | None) -> pd.DataFrame:
        rows, projects = (effective_rows(db, name, as_of=day, known_at=known_at) for name in ("migration", "projects"))
        return scope.choice.tools(rows, projects)

    return with_headline(kpis, tools(as_of), tools(compared) if compared else None)


def _of_tools(db: Database, dates: Dates, scope: Scope, unknown: tuple[MovedKpi, ...]) -> tuple[MovedKpi, ...]:
    """The figures of the reform where an institution has tools but none of the projects; all else stays unknown."""
    if scope.choice.institution is None:
        return unknown
    found = {kpi.name: kpi for kpi in _by_tool(db, dates, scope, unknown)}
    if found["reform_progress"].value is None:
        return unknown
    found |= {kpi.name: kpi for kpi in _of_boards(db, dates, scope) if kpi.name in OF_REFORM}
    return tuple(found[kpi.name] for kpi in unknown)


def _of_boards(db: Database, dates: Dates, scope: Scope) -> tuple[MovedKpi, ...]:
    day = status_date_of(db, dates)
    if day is None:
        return ()
    now = board_figures(db, day, scope, known_at=dates.known_at)
    then = board_figures(db, dates.compare_with, scope, known_at=dates.known_at) if dates.compare_with else ()
    return beside(now, then)


def status_date_of(db: Database, dates: Dates) -> dt.date | None:
    """The last status date reported by anybody on or before the one asked for, as the boards offer them."""
    known = status_dates(db, dates.known_at)
    return next((day for day in known if dates.as_of is None or day <= dates.as_of), None)


def moved_kpis(
    now: pd.DataFrame,
    then: pd.DataFrame | None,
    rules: Rules,
    *,
    of_project: bool = False,
    only: Collection[str] | None = None,
    dates: tuple[dt.date | None, dt.date | None] = (None, None),
) -> tuple[MovedKpi, ...]:
    """KPIs of the measures *now* beside those of *then*, of the KPIs of *only* where given.

    *dates* are the status dates of both, at which the age of a report is told; each is judged by the rule of its day.
    """
    day, since = dates
    current = _kpis(now, day, rules, of_project=of_project)
    earlier = _kpis(then, since, rules, of_project=of_project) if then is not None else ()
    return beside(current, [kpi for kpi in earlier if only is None or kpi.name in only])


def with_headline(kpis: tuple[MovedKpi, ...], tools: pd.DataFrame, before: pd.DataFrame | None) -> tuple[MovedKpi, ...]:
    """*kpis* with the reform's progress and users counted over *tools* (migration rows), and *before* over those then.

    For a choice of institution: the projects that move its tools may belong to another.
    """
    counted = {kpi.name: kpi for kpi in beside(headline(tools), headline(before) if before is not None else ())}
    return tuple(counted.get(kpi.name, kpi) for kpi in kpis)


def beside(current: Iterable[Kpi], earlier: Iterable[Kpi]) -> tuple[MovedKpi, ...]:
    """Each of *current* with its movement since *earlier*, whichever board it is of."""
    return portfolio.beside(tuple(current), tuple(earlier), DIRECTIONS)


def _kpis(measures: pd.DataFrame, day: dt.date | None, rules: Rules, *, of_project: bool) -> tuple[Kpi, ...]:
    if not of_project:
        judged = rules.on(day or max(measures["status_date"], default=None))
        return portfolio_kpis(measures, judged, as_of=day)
    return project_kpis(records(measures)[0], as_of=day) if len(measures) else ()
