"""Who reported when, and how well: punctuality and quality of each project manager, week by week."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.deadlines import due as default_due
from dashboard.metrics.quality import Received, data_quality

REPORT = ("project", "status_date", "upload", "committed_at", "cells_read", "findings")
"""Columns of a frame of reports."""
LAST = dt.date.max
Due = Callable[[dt.date], dt.datetime]
"""Status date to the instant before which its reports must be in."""


class Reported(StrEnum):
    """How a manager's projects stand for one week."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"


def reports_of(uploads: pd.DataFrame, speaks_for: pd.DataFrame) -> pd.DataFrame:
    """A frame of reports (``REPORT``): the earliest upload of each project and status date.

    *uploads* has upload, committed_at, cells_read, findings; *speaks_for* upload, project, status_date.
    """
    known = speaks_for.merge(uploads[["upload", "committed_at", "cells_read", "findings"]], on="upload")
    return known.sort_values("committed_at").drop_duplicates(["project", "status_date"])


def received(reports: pd.DataFrame, projects: pd.DataFrame, week: dt.date, deadline: Due = default_due) -> Received:
    """What came in for *week* from *projects*; see ``reporting_grid`` for the rest. A workbook counts once."""
    grid = reporting_grid(reports[reports["project"].isin(projects["project"])], projects, [week], deadline)
    files = reports[(reports["status_date"] == week) & reports["project"].isin(projects["project"])]
    files = files.drop_duplicates("upload")
    sums = (grid["on_time"].sum(), grid["due"].sum(), files["cells_read"].sum(), files["findings"].sum())
    return Received(*map(int, sums))


def reporting_grid(
    reports: pd.DataFrame, projects: pd.DataFrame, weeks: Sequence[dt.date], deadline: Due = default_due
) -> pd.DataFrame:
    """One row per project manager and week: manager, status_date, due, on_time, late, missing (int), state, quality.

    *reports*: project, status_date, upload, committed_at (aware), cells_read, findings: the earliest
    report in force of each project and week. *projects*: project, manager, stage. A project is due
    from its first report on, unless it is closed. The state is the worst: missing before late before
    on time, which is before the *deadline* of the status date. *quality* is the data quality of the
    workbooks behind the reports, in %, None without any.
    """
    first = reports.groupby("project")["status_date"].min().to_dict() if len(reports) else {}
    at = {(project, week): Report(*found) for project, week, *found in reports[list(REPORT)].itertuples(index=False)}
    open_projects = projects[projects["stage"] != "closed"]
    rows = [
        _row(
            (str(manager), week),
            deadline(week),
            [at.get((code, week)) for code in codes if first.get(code, LAST) <= week],
        )
        for manager, codes in open_projects.groupby("manager")["project"].apply(list).items()
        for week in weeks
    ]
    return pd.DataFrame(
        rows, columns=["manager", "status_date", "due", "on_time", "late", "missing", "state", "quality"]
    )


class Report(NamedTuple):
    """One project's report of one week: the upload that brought it."""

    upload: int
    committed_at: dt.datetime
    cells_read: int
    findings: int


def _row(cell: tuple[str, dt.date], deadline: dt.datetime, due: list[Report | None]) -> tuple[object, ...]:
    came = [report for report in due if report is not None]
    missing = len(due) - len(came)
    late = sum(report.committed_at >= deadline for report in came)
    state = Reported.MISSING if missing else Reported.LATE if late else Reported.ON_TIME if due else Reported.NOT_DUE
    return *cell, len(due), len(came) - late, late, missing, state, _quality(came)


def _quality(came: list[Report]) -> Decimal | None:
    workbooks = {report.upload: report for report in came}.values()
    return data_quality(sum(w.cells_read for w in workbooks), sum(w.findings for w in workbooks)).value
