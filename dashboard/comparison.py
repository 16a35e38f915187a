"""What the figures of a board can be compared with: a date that has a name, any earlier date, the original baseline."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dashboard import text
from dashboard.text import N_, _

ORIGINAL = "original"
"""The baseline as first approved: not a date, so only what has a baseline can be compared with it."""


class Known(NamedTuple):
    """What a name can mean: the status dates before the one in use, and those of closed committees; latest first."""

    earlier: Sequence[dt.date]
    committees: Sequence[dt.date] = ()


class NamedDate(NamedTuple):
    """A date that a reader knows by name; *day* finds it, or None where there is none."""

    code: str
    label: str
    day: Callable[[Known], dt.date | None]


def _previous(known: Known) -> dt.date | None:
    return known.earlier[0] if known.earlier else None


def _last_committee(known: Known) -> dt.date | None:
    return next((day for day in known.committees if day in known.earlier), None)


NAMED = (
    NamedDate("previous", N_("Previous week"), _previous),
    NamedDate("committee", N_("Last committee"), _last_committee),
)
"""The dates with a name, the default first; one that finds no day is not offered."""


def options(known: Known) -> list[str]:
    """The codes that can be chosen, the default first."""
    named = [name.code for name in NAMED if name.day(known)]
    return [*named, ORIGINAL, *(day.isoformat() for day in known.earlier)]


def label(code: str) -> str:
    """A code of ``options`` in the language in use."""
    if code == ORIGINAL:
        return _("Original baseline")
    return next((_(name.label) for name in NAMED if name.code == code), None) or text.day(dt.date.fromisoformat(code))


def day_of(code: str, known: Known) -> dt.date | None:
    """The status date that *code* means; None for the original baseline."""
    if code == ORIGINAL:
        return None
    named = next((name for name in NAMED if name.code == code), None)
    return named.day(known) if named else dt.date.fromisoformat(code)


def status_date_in(code: str, dates: Sequence[dt.date]) -> str:
    """*code*, or where it is a date on which nothing was reported, the last status date of *dates* before it."""
    try:
        wanted = dt.date.fromisoformat(code)
    except ValueError:
        return code
    return next((day.isoformat() for day in dates if day <= wanted), code)
