"""Rows of the RAID sheet: the log grows, entries are answered, some risks happen."""

import datetime as dt
from decimal import Decimal

from seed.cast import TEAM
from seed.chance import fraction, pick
from seed.fridays import first_friday
from seed.plan import Entry, Project, at, on

ENDED = ("closed", "rejected")
REVIEWED = ("threat", "opportunity", "assumption", "dependency")


def log_rows(project: Project, status_date: dt.date) -> list[tuple[object, ...]]:
    """The project's log at *status_date*: every entry raised by then, in order of the log."""
    return [_row(project, entry, status_date) for entry in project.entries if on(entry.raised) <= status_date]


def _row(project: Project, entry: Entry, day: dt.date) -> tuple[object, ...]:
    status = at(entry.life, day, "open")
    return (
        project.code,
        entry.code,
        entry.kind,
        entry.title,
        entry.cause,
        entry.effect,
        entry.owner or pick((project.manager, *TEAM), fraction(project.seed, project.code, entry.code)),
        *_scores(entry, day),
        None if entry.cost is None else Decimal(entry.cost),
        entry.strategy,
        status,
        on(entry.raised),
        on(entry.due) if entry.due else None,
        _closed(entry, day),
        _review(entry, day) if status not in ENDED else None,
        bool(entry.escalated and day >= on(entry.escalated) and status not in ENDED),
        entry.provider,
        entry.linked,
    )


def _scores(entry: Entry, day: dt.date) -> tuple[int | None, ...]:
    if entry.scores is None:
        return (None, None, None, None)
    return (*entry.scores[:2], *at(entry.residual, day, entry.scores[2:]))


def _closed(entry: Entry, day: dt.date) -> dt.date | None:
    return next((on(since) for since, status in entry.life if status in ENDED and on(since) <= day), None)


def _review(entry: Entry, day: dt.date) -> dt.date | None:
    if entry.kind not in REVIEWED:
        return None
    return first_friday(first_friday(day) + dt.timedelta(days=37))
