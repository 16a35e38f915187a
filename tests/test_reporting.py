"""Who reported when: on time until the end of the status date in Brussels, the worst state wins."""

import datetime as dt
from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.quality import Received
from dashboard.metrics.reporting import REPORT, Reported, received, reporting_grid, reports_of

FRIDAY = dt.date(2026, 5, 8)
WEEKS = [FRIDAY + dt.timedelta(weeks=n) for n in range(3)]
PROJECTS = pd.DataFrame(
    {"project": ["P1", "P2", "P3"], "manager": ["Sofie", "Sofie", "Marc"], "stage": ["execution", "closing", "closed"]}
)


def report(
    project: str, week: dt.date, *, after: dt.timedelta = dt.timedelta(), upload: int = 1, findings: int = 0
) -> tuple[object, ...]:
    at = dt.datetime.combine(week, dt.time(12), dt.UTC) + after
    return project, week, upload, at, 100, findings


def grid(*reports: tuple[object, ...], projects: pd.DataFrame = PROJECTS) -> dict[dt.date, dict[str, object]]:
    """Sofie's row of each week."""
    frame = reporting_grid(pd.DataFrame(reports, columns=list(REPORT)), projects, WEEKS)
    return {row["status_date"]: row for row in frame.to_dict("records") if row["manager"] == "Sofie"}  # type: ignore[misc]  # column names


def test_the_last_moment_is_on_time_and_the_next_is_late() -> None:
    to_midnight = dt.timedelta(hours=10)
    just = report("P1", FRIDAY, after=to_midnight - dt.timedelta(microseconds=1))
    assert grid(just)[FRIDAY]["state"] == Reported.ON_TIME
    assert grid(report("P1", FRIDAY, after=to_midnight))[FRIDAY]["state"] == Reported.LATE


def test_missing_before_late_before_on_time() -> None:
    late = report("P2", WEEKS[1], after=dt.timedelta(days=3))
    weeks = grid(report("P1", FRIDAY), report("P2", FRIDAY), report("P1", WEEKS[1]), late, report("P1", WEEKS[2]))
    assert [weeks[w]["state"] for w in WEEKS] == [Reported.ON_TIME, Reported.LATE, Reported.MISSING]
    counts = [tuple(weeks[w][n] for n in ("due", "on_time", "late", "missing")) for w in WEEKS]
    assert counts == [(2, 2, 0, 0), (2, 1, 1, 0), (2, 1, 0, 1)]


def test_a_project_is_due_from_its_first_report_on() -> None:
    weeks = grid(report("P1", WEEKS[1]))
    assert [weeks[w]["state"] for w in WEEKS] == [Reported.NOT_DUE, Reported.ON_TIME, Reported.MISSING]


def test_closed_projects_are_never_due() -> None:
    frame = reporting_grid(pd.DataFrame([report("P3", FRIDAY)], columns=list(REPORT)), PROJECTS, WEEKS)
    assert "Marc" not in set(frame["manager"])


def test_quality_counts_a_workbook_of_two_projects_once() -> None:
    weeks = grid(report("P1", FRIDAY, findings=5), report("P2", FRIDAY, findings=5), report("P2", WEEKS[1], upload=2))
    assert [weeks[w]["quality"] for w in WEEKS] == [Decimal(95), Decimal(100), None]


def test_nothing_reported_gives_no_due_report() -> None:
    weeks = grid()
    assert {w["state"] for w in weeks.values()} == {Reported.NOT_DUE}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["P1", "P2", "P3"]), st.sampled_from(WEEKS), st.integers(0, 6)), max_size=9))
def test_parts_add_up_to_what_is_due(made: list[tuple[str, dt.date, int]]) -> None:
    first = {(p, w): report(p, w, after=dt.timedelta(days=d)) for p, w, d in made}
    frame = reporting_grid(pd.DataFrame(list(first.values()), columns=list(REPORT)), PROJECTS, WEEKS)
    assert (frame["on_time"] + frame["late"] + frame["missing"] == frame["due"]).all()
    states = {Reported.MISSING: frame["missing"] > 0, Reported.NOT_DUE: frame["due"] == 0}
    for state, holds in states.items():
        assert ((frame["state"] == state) == holds).all()


def test_what_came_in_for_a_week_counts_each_workbook_once() -> None:
    late = report("P2", FRIDAY, after=dt.timedelta(days=2), upload=2, findings=5)
    before = report("P1", FRIDAY - dt.timedelta(weeks=1), upload=9, findings=50)
    frame = pd.DataFrame([before, report("P1", FRIDAY, findings=3), late], columns=list(REPORT))
    assert received(frame, PROJECTS, FRIDAY) == Received(in_time=1, due=2, cells_read=200, findings=8)
    assert received(frame, PROJECTS[:1], FRIDAY) == Received(in_time=1, due=1, cells_read=100, findings=3)
    assert received(frame.iloc[:0], PROJECTS, FRIDAY) == Received(0, 0, 0, 0)


def test_a_corrected_report_counts_when_it_first_came() -> None:
    first, again = report("P1", FRIDAY, upload=1), report("P1", FRIDAY, after=dt.timedelta(days=3), upload=2)
    frame = pd.DataFrame([again, first], columns=list(REPORT))
    uploads = frame[["upload", "committed_at", "cells_read", "findings"]]
    found = reports_of(uploads, frame[["upload", "project", "status_date"]])
    assert found["upload"].tolist() == [1]
