"""Status dates: every Friday since the assignment began."""

import datetime as dt

FIRST = dt.date(2026, 5, 1)
WEEK = dt.timedelta(days=7)


def last_friday(until: dt.date) -> dt.date:
    """The latest Friday on or before *until*."""
    return until - dt.timedelta(days=(until.weekday() - FIRST.weekday()) % 7)


def fridays(until: dt.date, weeks: int | None = None) -> tuple[dt.date, ...]:
    """The status dates up to *until*: all since ``FIRST``, or the last *weeks* of them.

    There is always at least one. More *weeks* than have passed since ``FIRST`` reach back before it.
    """
    last = max(last_friday(until), FIRST)
    count = (last - FIRST).days // 7 + 1 if weeks is None else weeks
    return tuple(last - WEEK * back for back in reversed(range(count)))


def week_number(status_date: dt.date) -> int:
    """Weeks between ``FIRST`` and *status_date*; negative before it."""
    return (status_date - FIRST).days // 7


def reported_on(status_date: dt.date, every: int, offset: int = 0) -> dt.date:
    """The latest status date not after *status_date* on which something told every *every* weeks was told."""
    return status_date - WEEK * ((week_number(status_date) + offset) % every)


def first_friday(status_date: dt.date) -> dt.date:
    """The latest first Friday of a month, not after *status_date*."""
    day = status_date
    while day.day > 7:
        day -= WEEK
    return day
