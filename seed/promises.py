"""Rows of the milestones sheet: dates promised, expected and kept."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from seed.cast import TEAM
from seed.chance import between, fraction, pick
from seed.plan import Project, on
from seed.progress import baseline_end, forecast_end, true_end

REVEALED_DAYS = 21


def promise_rows(project: Project, status_date: dt.date) -> list[tuple[object, ...]]:
    """The project's milestone rows at *status_date*, in order of the plan."""
    return [_row(project, index, status_date) for index in range(len(project.stones))]


def kept_on(project: Project, index: int) -> dt.date:
    """The day on which a milestone is really reached: it feels the delays told by then, and some chance."""
    if index == len(project.stones) - 1:
        return true_end(project)
    late = forecast_end(project, _moved(project, index, true_end(project)))
    drift = round(between(-9, 3, fraction(project.seed, project.code, "stone", index)))
    reached = _moved(project, index, late) + dt.timedelta(days=drift)
    return _workday(max(reached, on(project.start)))


def reached(project: Project, day: dt.date) -> tuple[int, ...]:
    """Indexes of the milestones reached by *day*."""
    return tuple(i for i in range(len(project.stones)) if kept_on(project, i) <= day)


def expected_on(project: Project, index: int, status_date: dt.date) -> dt.date:
    """The date on which the manager expects a milestone, or on which it was reached."""
    kept = kept_on(project, index)
    if kept <= status_date + dt.timedelta(days=REVEALED_DAYS):
        return kept
    expected = _moved(project, index, forecast_end(project, status_date))
    return max(expected, _workday(status_date + dt.timedelta(days=REVEALED_DAYS)))


def _row(project: Project, index: int, status_date: dt.date) -> tuple[object, ...]:
    stone = project.stones[index]
    return (
        project.code,
        f"M{index + 1}",
        stone.name,
        stone.kind,
        None if stone.weight is None else Decimal(stone.weight),
        _planned(project, index, on(project.end)),
        _baseline(project, index, status_date),
        expected_on(project, index, status_date),
        kept_on(project, index) if index in reached(project, status_date) else None,
        project.manager if stone.critical else pick(TEAM, fraction(project.seed, project.code, "owner", index)),
        stone.critical,
    )


def _baseline(project: Project, index: int, status_date: dt.date) -> dt.date:
    new = project.course.rebaseline
    first = _planned(project, index, on(project.end))
    if new is None or status_date < on(new.approved) or kept_on(project, index) <= on(new.approved):
        return first
    return _moved(project, index, baseline_end(project, status_date))


def _moved(project: Project, index: int, end: dt.date) -> dt.date:
    """Where a milestone lands when the project ends on *end*: the early ones give way less than the last."""
    share = project.stones[index].share
    delay = (end - on(project.end)).days * min(1.0, share / 0.8)
    return _workday(_planned(project, index, on(project.end)) + dt.timedelta(days=round(delay)))


@lru_cache(maxsize=50_000)
def _planned(project: Project, index: int, end: dt.date) -> dt.date:
    start = on(project.start)
    share = project.stones[index].share
    return end if share >= 1 else _workday(start + dt.timedelta(days=round((end - start).days * share)))


def _workday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
