"""The portfolio and its weeks: pure functions of seed, project and status date."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, zip_longest

from seed.cast import DUTCH_MANAGER, FRENCH_MANAGER, PMO
from seed.cloud_projects import CLOUD_ROADMAP
from seed.credit_lines import credit_rows
from seed.data_projects import DATA
from seed.fridays import FIRST, WEEK, last_friday
from seed.generic import FIRST_NUMBER, generic_project
from seed.log import log_rows
from seed.moves import move_row
from seed.plan import Item, Project
from seed.promises import promise_rows
from seed.reform_items import ITEMS
from seed.reform_projects import REFORM
from seed.register import register_row
from seed.spending import spending_rows
from seed.workplace_projects import WORKPLACE

Record = tuple[object, ...]
Records = Mapping[str, list[Record]]
"""Dataset name to records in the contract's column order."""

LANGUAGES = {FRENCH_MANAGER.name: "fr", DUTCH_MANAGER.name: "nl"}
OWN_LANGUAGE = {"REF-05": "fr", "DAT-03": "nl"}
"""Coordinated projects whose managers do not write English."""

LATE = ("DAT-05", "WPL-02")
"""Projects of one manager that are missing from the workbook of the last week."""

SILENT = "CLD-06"
SILENT_WEEKS = 3
"""A coordinated project that has not reported for so many weeks, the last one included."""


@dataclass(frozen=True)
class Portfolio:
    """The projects, their migration items, the first status date and the last.

    Late reporters are late for *until*; without it nobody is.
    """

    projects: tuple[Project, ...]
    items: tuple[Item, ...]
    since: dt.date = FIRST
    until: dt.date | None = None

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of all projects."""
        return frozenset(project.code for project in self.projects)

    @cached_property
    def items_of(self) -> dict[str, list[Item]]:
        """Project code to its migration items."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.project, []).append(item)
        return found


def portfolio(projects: int = 24, seed: int = 1, *, since: dt.date = FIRST, until: dt.date | None = None) -> Portfolio:
    """The first *projects* of the story, followed by generic ones beyond 24; reported from *since* to *until*."""
    told = [project for project in chain(*zip_longest(REFORM, CLOUD_ROADMAP, DATA, WORKPLACE)) if project]
    named = tuple(replace(project, number=i + 1, seed=seed) for i, project in enumerate(told[:projects]))
    more = (generic_project(number, seed) for number in range(FIRST_NUMBER, projects + 1))
    kept = _kept((*named, *more))
    codes = {project.code for project in kept}
    items = tuple(item for item in ITEMS if item.project in codes)
    return Portfolio(kept, _without_strangers(items), since, last_friday(until) if until else None)


def week(story: Portfolio, status_date: dt.date) -> Records:
    """All records of one status date, whoever reports them; nobody is late."""
    return records(story, story.projects, status_date)


def records(story: Portfolio, projects: Iterable[Project], status_date: dt.date) -> Records:
    """The records of *projects* at *status_date*."""
    chosen = tuple(projects)
    return {
        "projects": [register_row(p, status_date, language(p)) for p in chosen],
        "budget": [row for p in chosen for row in spending_rows(p, status_date, language(p))],
        "credits": [row for p in chosen for row in credit_rows(p, status_date)],
        "milestones": [row for p in chosen for row in promise_rows(p, status_date)],
        "raid": [row for p in chosen for row in log_rows(p, status_date)],
        "migration": [move_row(item, status_date) for p in chosen for item in story.items_of.get(p.code, [])],
    }


def language(project: Project) -> str:
    """The language that the project's manager writes."""
    return OWN_LANGUAGE.get(project.code) or LANGUAGES.get(project.manager, "en")


def reporter(project: Project) -> str:
    """Username of whoever uploads for the project."""
    people = {FRENCH_MANAGER.name: FRENCH_MANAGER, DUTCH_MANAGER.name: DUTCH_MANAGER}
    return people.get(project.manager, PMO).username


def is_missing(story: Portfolio, project: Project, status_date: dt.date) -> bool:
    """Whether the project's week is late: its manager has not reported it by the portfolio's *until*."""
    if story.until is None:
        return False
    if project.code == SILENT:
        return status_date > story.until - SILENT_WEEKS * WEEK
    return project.code in LATE and status_date == story.until


def _kept(projects: tuple[Project, ...]) -> tuple[Project, ...]:
    """The *projects* without dependencies on providers that a shorter list leaves out."""
    codes = {project.code for project in projects}
    return tuple(
        replace(p, entries=tuple(e for e in p.entries if e.provider is None or e.provider in codes)) for p in projects
    )


def _without_strangers(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The *items*, depending only on one another."""
    codes = {item.code for item in items}
    return tuple(item if item.depends_on in codes else replace(item, depends_on=None) for item in items)
