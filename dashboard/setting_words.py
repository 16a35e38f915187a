"""Values of settings as people write and read them: 0.95, 50 %, 14 days, Monday, 10:00."""

import datetime as dt
from decimal import Decimal, InvalidOperation

from dashboard import text
from dashboard.metrics.deadlines import DEFAULT_DEADLINE, ZONE
from dashboard.metrics.rules import values_of
from dashboard.metrics.setting_fields import FIELDS, Field, FieldUnit
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS
from dashboard.text import _, ngettext
from data_access.errors import InvalidRequest

HOUR = 60
DEFAULTS = {
    **values_of(DEFAULT_THRESHOLDS),
    "deadline_weekday": Decimal(DEFAULT_DEADLINE.weekday),
    "deadline_time": Decimal(DEFAULT_DEADLINE.minute),
}
"""The value that each setting has until it is changed."""


def setting_field(name: str) -> Field:
    """The declaration of the setting *name*; ``InvalidRequest`` when there is none."""
    try:
        return FIELDS[name]
    except KeyError as error:
        raise InvalidRequest("unknown_setting", setting=name) from error


def written(name: str, value: Decimal | None) -> str:
    """*value* of the setting *name* with its unit, in the language in use; ``n/a`` for None."""
    if value is None:
        return _("n/a")
    match setting_field(name).unit:
        case FieldUnit.PERCENT:
            return text.percentage(value)
        case FieldUnit.DAYS:
            return ngettext("{count} day", "{count} days", int(value))
        case FieldUnit.YEARS:
            return ngettext("{count} year", "{count} years", int(value))
        case FieldUnit.WEEKDAY:
            return weekday(int(value))
        case FieldUnit.TIME:
            return clock(int(value))
        case FieldUnit.INDEX:
            return text.number(value, 2)
        case _:
            return text.number(value)


def weekday(number: int) -> str:
    """Monday for 1, Sunday for 7, in the language in use."""
    names = text.date_names(text.current_language())["days"]
    return str(names[number % 7])  # type: ignore[index]  # the seven days from Sunday on


def clock(minute: int) -> str:
    """``10:30`` for the minute 630 of the day; its end reads ``24:00``."""
    return f"{minute // HOUR:02}:{minute % HOUR:02}"


def due_words(due: dt.datetime) -> str:
    """The instant before which reports are due: ``Friday 27 Nov 2026, 24:00``, Brussels time."""
    last = due.astimezone(ZONE) - dt.timedelta(minutes=1)
    minute = last.hour * HOUR + last.minute + 1
    return _(
        "{weekday} {day}, {time}", weekday=weekday(last.isoweekday()), day=text.day(last.date()), time=clock(minute)
    )


def read(name: str, typed: str) -> Decimal:
    """The value that *typed* gives the setting *name*: a number, or ``10:30`` for a time.

    ``InvalidRequest`` when it is neither.
    """
    is_time = setting_field(name).unit is FieldUnit.TIME
    try:
        hours, _colon, minutes = typed.strip().partition(":")
        if is_time and _colon:
            return Decimal(int(hours) * HOUR + _minutes(minutes))
        return Decimal(typed.strip())
    except (InvalidOperation, ValueError) as error:
        raise InvalidRequest("setting_not_a_value", setting=name, value=typed) from error


def _minutes(typed: str) -> int:
    if len(typed) != 2 or int(typed) >= HOUR:
        raise ValueError(typed)
    return int(typed)
