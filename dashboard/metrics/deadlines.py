"""When the reports of a status date are due: a weekday and a time in Brussels, or the instant it was moved to."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Brussels")
DAY_MINUTES = 24 * 60


class Deadline(NamedTuple):
    """The first *weekday* (1 Monday to 7 Sunday) on or after the status date, *minute* minutes after midnight."""

    weekday: int = 5
    minute: int = DAY_MINUTES


DEFAULT_DEADLINE = Deadline()
"""The end of Friday."""


def deadline_of(values: Mapping[str, Decimal]) -> Deadline:
    """The deadline that the settings *values* give; the default for what they do not name."""
    weekday, minute = (values.get(name) for name in ("deadline_weekday", "deadline_time"))
    return Deadline(
        DEFAULT_DEADLINE.weekday if weekday is None else int(weekday),
        DEFAULT_DEADLINE.minute if minute is None else int(minute),
    )


def due(status_date: dt.date, deadline: Deadline = DEFAULT_DEADLINE) -> dt.datetime:
    """The instant before which the reports of *status_date* must be in, aware, in Brussels time."""
    day = status_date + dt.timedelta(days=(deadline.weekday - status_date.isoweekday()) % 7)
    days, minute = divmod(deadline.minute, DAY_MINUTES)
    hours, minutes = divmod(minute, 60)
    return dt.datetime.combine(day + dt.timedelta(days=days), dt.time(hours, minutes), ZONE)
