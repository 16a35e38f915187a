"""The weekly workbook made for one person: pre-filled with what holds for their projects."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.today import today
from dashboard.uploads import reporting_date
from data_access.engine import Database
from data_access.errors import NotFound, PermissionDenied
from data_access.queries.effective import plan_state, registered_projects
from data_access.reference import read_references
from data_access.store import uploadable_projects
from data_access.users import Permission, User
from data_access.workbook.template import write_template

LATEST = dt.date(9999, 12, 31)


@dataclass(frozen=True)
class Template:
    """A workbook ready to be filled in, and the projects that it holds."""

    data: bytes
    projects: tuple[str, ...]
    status_date: dt.date


def make_template(
    db: Database,
    actor: User,
    language: str,
    *,
    projects: Sequence[str] = (),
    status_date: dt.date | None = None,
) -> Template:
    """The workbook of *actor* in *language*, for all projects they may upload or those of *projects*.

    Raises ``PermissionDenied`` when *actor* may not upload, or not for one of *projects*;
    ``NotFound`` for a project that is not registered.
    """
    actor.require(Permission.UPLOAD_OWN)
    with db.reading() as connection:
        registered = set(registered_projects(db, connection))
        allowed = uploadable_projects(db, connection, actor)
        wanted = _wanted(registered, allowed, projects)
        state = plan_state(db, connection, wanted, LATEST)
        references = read_references(db, connection)
    rows = {
        dataset.name: [r.values for p in wanted if (dataset.name, p) in state for r in state[dataset.name, p].rows]
        for dataset in db.contract
    }
    due = status_date or reporting_date(today(db))
    data = write_template(db.contract, language, rows, references, status_date=due)
    return Template(data, tuple(wanted), due)


def _wanted(registered: set[str], allowed: frozenset[str] | None, projects: Sequence[str]) -> list[str]:
    mine = registered if allowed is None else registered & allowed
    for code in projects:
        if code not in registered:
            raise NotFound("unknown_project", project=code)
        if code not in mine:
            raise PermissionDenied("projects_not_yours", projects=code)
    return sorted(set(projects) or mine)
