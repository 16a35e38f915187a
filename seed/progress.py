"""How far a project is on a day, in work and in money; shares are 0 to 1 of the whole."""

import datetime as dt

from seed.plan import Project, Steps, at, on

RAMP_DAYS = 42
LOSING_DAYS = 60


def baseline_end(project: Project, day: dt.date) -> dt.date:
    """The end in the baseline that holds on *day*."""
    new = project.course.rebaseline
    moved = new.days if new and day >= on(new.approved) else 0
    return on(project.end) + dt.timedelta(days=moved)


def forecast_end(project: Project, day: dt.date) -> dt.date:
    """The end as the manager expects it on *day*."""
    return on(project.end) + dt.timedelta(days=at(project.course.delay, day, 0))


def true_end(project: Project) -> dt.date:
    """The end as it will be, which nobody knows before the last delay is told."""
    last = project.course.delay[-1][1] if project.course.delay else 0
    return on(project.end) + dt.timedelta(days=last)


def budget_at(project: Project, day: dt.date) -> int:
    """The budget in EUR in the baseline that holds on *day*."""
    new = project.course.rebaseline
    return project.budget + (new.budget if new and day >= on(new.approved) else 0)


def elapsed(project: Project, day: dt.date, end: dt.date) -> float:
    """Share of the time from the project's start to *end* that has passed by *day*."""
    start = on(project.start)
    return min(1.0, max(0.0, (day - start).days / max(1, (end - start).days)))


def work(category: str, time: float) -> float:
    """Share of a category's spending, and of the work it stands for, done at the share *time* of the way."""
    smooth = _smooth(time)
    if category in ("licences", "cloud"):
        return 0.8 * time + 0.2 * smooth
    if category == "hardware":
        return _smooth(min(1.0, time / 0.8))
    if category == "training":
        return _smooth(max(0.0, (time - 0.4) / 0.6))
    return 0.5 * time + 0.5 * smooth


def progressed(project: Project, day: dt.date) -> float:
    """Share of the planned way that the project has really gone by *day*: time passed less time lost."""
    return elapsed(project, day - dt.timedelta(days=_lost(project, day)), on(project.end))


def done(project: Project, day: dt.date) -> float:
    """Share of the work that is really done on *day*."""
    time = progressed(project, day)
    return sum(share * work(category, time) for category, share in project.split)


def overrun(project: Project, day: dt.date) -> float:
    """How much dearer work has become by *day*, as a share; it builds up before anyone tells it."""
    return _ramped(project.course.overrun, day) / 100


def told_overrun(project: Project, day: dt.date) -> float:
    """The overrun at completion as the manager tells it on *day*, as a share of the first budget."""
    return at(project.course.overrun, day, 0.0) / 100


def _smooth(time: float) -> float:
    return time * time * (3 - 2 * time)


def _lost(project: Project, day: dt.date) -> float:
    """Days lost by *day*: a delay is lost little by little before it is told."""
    lost, before = 0.0, on(project.start)
    for since, told in project.course.delay:
        begun = max(before, on(since) - dt.timedelta(days=LOSING_DAYS))
        if day <= begun:
            break
        lost += (told - lost) * min(1.0, (day - begun).days / max(1, (on(since) - begun).days))
        before = on(since)
    return lost


def _ramped(steps: Steps[float], day: dt.date) -> float:
    level = 0.0
    for since, told in steps:
        passed = RAMP_DAYS - (on(since) - day).days
        if passed <= 0:
            break
        level += (told - level) * min(1.0, passed / RAMP_DAYS)
    return level
