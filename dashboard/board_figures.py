"""The figures that the boards show beyond the KPIs of stored measures, for ``regie kpi``."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple, Protocol

import pandas as pd

from dashboard.choice import Choice
from dashboard.freezes import freeze_days
from dashboard.metrics import budget_figures, project_figures, quality, raid_figures, reform_figures
from dashboard.metrics.columns import records
from dashboard.metrics.kpi import Better, Kpi, Unit
from dashboard.metrics.portfolio import BETTER, KPI_DEFINITIONS
from dashboard.metrics.reporting import received, reports_of
from dashboard.metrics.thresholds import Thresholds
from dashboard.rules import deadlines, rules
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures
from data_access.queries.uploads import upload_projects, uploads

OF_PORTFOLIO = (
    *budget_figures.DEFINITIONS,
    *raid_figures.RAID_DEFINITIONS,
    *reform_figures.FIGURES,
    *quality.QUALITY_DEFINITIONS,
)
DEFINITIONS = (*OF_PORTFOLIO, *project_figures.PROJECT_DEFINITIONS)
OF_REFORM = frozenset(definition.name for definition in reform_figures.FIGURES)
OF_BOARDS: dict[str, Unit] = {definition.name: definition.unit for definition in OF_PORTFOLIO}
"""The figures of the boards of many projects, in their order."""


class Defined(Protocol):
    """What every definition of a figure tells, whichever board it is of."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def better(self) -> Better: ...


_EVERY: tuple[Defined, ...] = (*KPI_DEFINITIONS, *DEFINITIONS)
BY_NAME: dict[str, Defined] = {definition.name: definition for definition in _EVERY}
"""Name of each figure of the product to its one definition."""
DIRECTIONS: dict[str, Better] = {**BETTER, **{d.name: d.better for d in DEFINITIONS}}


def figure_labels() -> dict[str, str]:
    """Name of each figure to its label, as it stands in the code: to be translated where it is shown."""
    return {definition.name: definition.label for definition in DEFINITIONS}


def figure_meanings() -> list[tuple[str, str, str]]:
    """Name, label and help sentence of each figure, as they stand in the code."""
    return [(definition.name, definition.label, definition.help) for definition in DEFINITIONS]


class Scope(NamedTuple):
    """The projects of *codes*, as a *choice* of filters left them; or the one whose page it is."""

    codes: tuple[str, ...]
    choice: Choice = Choice()
    of_project: bool = False


def board_figures(
    db: Database, status_date: dt.date, scope: Scope, *, known_at: dt.datetime | None = None
) -> tuple[Kpi, ...]:
    """Every figure of the boards Budget, RAID and Reform as of *status_date*; those of the project page for one."""

    def rows(dataset: str, day: dt.date = status_date) -> pd.DataFrame:
        return effective_rows(db, dataset, as_of=day, known_at=known_at)

    def own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["project"].isin(scope.codes)].reset_index(drop=True)

    measures, projects = project_measures(db, status_date, known_at), rows("projects")
    mine, migration = own(measures), rows("migration")
    tools = own(migration) if scope.of_project else scope.choice.tools(migration, projects)
    frames = {name: own(rows(name)) for name in ("budget", "credits")}
    thresholds, freezes = rules(db, known_at).on(status_date), freeze_days(db, known_at)
    came = received(
        reports_of(uploads(db), upload_projects(db, known_at)),
        own(projects),
        status_date,
        deadlines(db, known_at).due,
    )
    before = rows("raid", status_date - dt.timedelta(days=raid_figures.UNCHANGED_DAYS))
    found = (
        *budget_figures.figures(frames, mine, status_date, thresholds),
        *raid_figures.figures(
            rows("raid"), measures, status_date, projects=scope.codes, earlier=before, thresholds=thresholds
        ),
        *reform_figures.figures(tools, status_date, freezes=freezes, thresholds=thresholds, every=migration),
        *quality.figures(came),
    )
    if not scope.of_project:
        return found
    frames |= {"milestones": own(rows("milestones"))}
    return (*found, *_of_project(mine, own(projects), frames, thresholds))


def _of_project(
    measures: pd.DataFrame, projects: pd.DataFrame, frames: Mapping[str, pd.DataFrame], thresholds: Thresholds
) -> tuple[Kpi, ...]:
    if measures.empty or projects.empty:
        return project_figures.figures(None)
    facts = project_figures.facts_of(records(measures)[0], records(projects)[0], frames, thresholds)
    return project_figures.figures(facts)
