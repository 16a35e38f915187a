"""The figures that the boards show beyond the KPIs of stored measures, for ``regie kpi``."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

import pandas as pd

from dashboard.metrics import budget_figures, project_figures, raid_figures, reform_figures
from dashboard.metrics.columns import value_of
from dashboard.metrics.earned_schedule import project_schedule
from dashboard.metrics.kpi import Better, Kpi
from dashboard.metrics.portfolio import BETTER
from dashboard.uploads import THRESHOLDS
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures

DEFINITIONS = (
    *budget_figures.DEFINITIONS,
    *raid_figures.RAID_DEFINITIONS,
    *reform_figures.FIGURES,
    *project_figures.PROJECT_DEFINITIONS,
)
DIRECTIONS: dict[str, Better] = {**BETTER, **{d.name: d.better for d in DEFINITIONS}}


def figure_labels() -> dict[str, str]:
    """Name of each figure to its label, as it stands in the code: to be translated where it is shown."""
    return {definition.name: definition.label for definition in DEFINITIONS}


def figure_meanings() -> list[tuple[str, str, str]]:
    """Name, label and help sentence of each figure, as they stand in the code."""
    return [(definition.name, definition.label, definition.help) for definition in DEFINITIONS]


def board_figures(
    db: Database,
    status_date: dt.date,
    *,
    known_at: dt.datetime | None = None,
    projects: Collection[str] | None = None,
    of_project: bool = False,
) -> tuple[Kpi, ...]:
    """Every figure of the boards Budget, RAID and Reform as of *status_date*, of all projects or some.

    *of_project* adds those of the page of one project.
    """
    codes = None if projects is None else sorted(projects)
    measures = project_measures(db, status_date, known_at)
    mine = measures if codes is None else measures[measures["project"].isin(codes)].reset_index(drop=True)

    def rows(dataset: str, of: list[str] | None, day: dt.date = status_date) -> pd.DataFrame:
        return effective_rows(db, dataset, as_of=day, known_at=known_at, projects=of)

    frames = {name: rows(name, codes) for name in ("budget", "credits")}
    before = status_date - dt.timedelta(days=raid_figures.UNCHANGED_DAYS)
    found = (
        *budget_figures.figures(frames, mine, status_date, THRESHOLDS),
        *raid_figures.figures(
            rows("raid", None), measures, status_date,
            projects=codes, earlier=rows("raid", None, before), thresholds=THRESHOLDS,
        ),
        *reform_figures.figures(rows("migration", codes), status_date, thresholds=THRESHOLDS),
    )  # fmt: skip
    return (*found, *_of_project(frames["budget"], mine)) if of_project else found


def _of_project(budget: pd.DataFrame, measures: pd.DataFrame) -> tuple[Kpi, ...]:
    if budget.empty or measures.empty:
        return project_figures.figures(None)
    ev = value_of(measures["ev"].iloc[0])
    earned = None if ev is None else Decimal(str(ev))
    return project_figures.figures(project_schedule(budget, earned, measures["status_date"].iloc[0]))
