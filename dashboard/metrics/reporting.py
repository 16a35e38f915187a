"""Who reported when: punctuality of each project manager, week by week."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

import pandas as pd

ZONE = ZoneInfo("Europe/Brussels")


class Reported(StrEnum):
    """How a manager's projects stand for one week."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"


def deadline(status_date: dt.date) -> dt.datetime:
    """When the reports of a status date are due: the end of that day in Brussels."""
    return dt.datetime.combine(status_date + dt.timedelta(days=1), dt.time.min, ZONE)


def reporting_grid(reports: pd.DataFrame, projects: pd.DataFrame, weeks: Sequence[dt.date]) -> pd.DataFrame:
    """One row per project manager and week: manager, status_date, due, on_time, late, missing (int), state.

    *reports*: project, status_date, committed_at (aware), the earliest in force of each project and
    week. *projects*: project, manager, stage. A project is due from its first report on, unless it
    is closed. The state is the worst: missing before late before on time.
    """
    first = reports.groupby("project")["status_date"].min().to_dict() if len(reports) else {}
    at = {(r.project, r.status_date): r.committed_at for r in reports.itertuples()}
    open_projects = projects[projects["stage"] != "closed"]
    rows = [
        _row(manager, week, [code for code in codes if first.get(code, dt.date.max) <= week], at)
        for manager, codes in open_projects.groupby("manager")["project"].apply(list).items()
        for week in weeks
    ]
    return pd.DataFrame(rows, columns=["manager", "status_date", "due", "on_time", "late", "missing", "state"])


def _row(
    manager: str, week: dt.date, due: list[str], at: dict[tuple[str, dt.date], dt.datetime]
) -> tuple[str, dt.date, int, int, int, int, Reported]:
    times = [at.get((code, week)) for code in due]
    missing = sum(time is None for time in times)
    late = sum(time is not None and time >= deadline(week) for time in times)
    on_time = len(due) - missing - late
    state = Reported.MISSING if missing else Reported.LATE if late else Reported.ON_TIME if due else Reported.NOT_DUE
    return manager, week, len(due), on_time, late, missing, state
