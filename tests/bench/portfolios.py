"""The demonstration in any size and with any history: all six sheets, the last two weeks as the story tells them.

Earlier weeks repeat the last but one. Reports of projects, milestones and RAID have rows of their own every week,
the other sheets repeat the rows of the week before, as the store does where nothing changed.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from dashboard.uploads import measure
from data_access import store
from data_access.engine import Database
from data_access.reference import save_reference
from data_access.users import User
from seed.fridays import WEEK
from seed.generic import FIRST_NUMBER
from seed.plan import Item, Project
from seed.reform_items import ITEMS
from seed.story import Portfolio, is_missing, portfolio, records
from seed.workbooks import REFERENCES
from tests.bench.databases import Server, fresh, opened
from tests.bench.effective import Shape
from tests.bench.history import repeat, settle
from tests.storing import planned, submitted
from tests.workbooks import people

LAST = dt.date(2026, 11, 20)
"""The last status date: thirty weeks after the story begins."""
OWN = ("projects", "milestones", "raid")
TOOLS = 2
"""Tools that each project of the reform moves, beyond those that the story names."""


@contextmanager
def reported(server: Server, shape: Shape) -> Iterator[tuple[str, Database]]:
    """A database with a portfolio of *shape*, and its address."""
    with fresh(server) as url, opened(url) as db:
        report(db, shape)
        yield url, db


def report(db: Database, shape: Shape) -> None:
    """Fills the empty *db* with a portfolio of *shape*."""
    actor = people(db)["pmo"]
    for kind, entries in REFERENCES.items():
        save_reference(db, actor, kind, entries)
    told = _story(shape.projects)
    _store(db, actor, told, LAST - WEEK)
    repeat(db, [LAST - n * WEEK for n in range(2, shape.weeks)], own=OWN)
    _store(db, actor, told, LAST)
    settle(db)


def _store(db: Database, actor: User, told: Portfolio, day: dt.date) -> None:
    reporting = [project for project in told.projects if not is_missing(told, project, day)]
    plan = planned(db, records(told, reporting, day), day)
    store.commit(db, actor, submitted(plan, str(day).encode()), measure)


def _story(projects: int) -> Portfolio:
    told = portfolio(projects, until=LAST)
    more = [item for project in told.projects for item in _tools(project)]
    return replace(told, items=(*told.items, *more))


def _tools(project: Project) -> list[Item]:
    """Tools that a project which the story does not tell of moves for its institution."""
    if project.number < FIRST_NUMBER or project.programme != "reform":
        return []
    chosen = [ITEMS[(TOOLS * project.number + n) % len(ITEMS)] for n in range(TOOLS)]
    own = {"project": project.code, "institution": project.institution, "depends_on": None}
    return [replace(item, code=f"T{n}", **own) for n, item in enumerate(chosen)]  # type: ignore[arg-type]  # texts
