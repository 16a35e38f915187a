"""Dates and months typed as text, in three languages; what is ambiguous is not guessed."""

import datetime as dt
import re
from functools import cache

from babel.dates import get_month_names

from data_access.contract import LANGUAGES
from data_access.words import fold

_TIME = r"(?:[T ]\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}){_TIME}", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})(?:er|e|st|nd|rd|th)?[ .-]+)?([^\W\d_]+)\.?[ .-]+(\d{4})")
_TWO_DIGITS = re.compile(r"\d{1,2}(?:[-/. ]\d{1,2}[-/. ]|[ .-]+[^\W\d_]+\.?[ .-]+)\d{2}")
_YEAR_MONTH = re.compile(r"(\d{4})(?:[-/. ](\d{1,2})|(\d{2}))", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4})", re.ASCII)


class UnclearDate(ValueError):
    """The text cannot be taken for one date; *code* says why, *candidates* what it may be."""

    def __init__(self, code: str, *candidates: dt.date) -> None:
        super().__init__(code)
        self.code = code
        self.candidates = candidates


@cache
def month_names() -> dict[str, int]:
    """Folded month name or abbreviation, in any of the three languages, to its number."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            names |= {fold(name): number for number, name in get_month_names(width, locale=language).items()}
    return names


def parse_date(text: str, language: str | None) -> dt.date:
    """The day that *text* names; ``UnclearDate`` otherwise.

    All three languages put the day first, so *language* only tells whether that convention is
    known to hold for the file at all.
    """
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day_first(int(found[1]), int(found[2]), int(found[3]), known=language is not None)
    if _TWO_DIGITS.fullmatch(text):
        raise UnclearDate("date_two_digit_year")
    if found := _NAMED.fullmatch(text):
        return _named(found)
    raise UnclearDate("not_a_date")


def parse_month(text: str, language: str | None) -> dt.date:
    """The first day of the month that *text* names; ``UnclearDate`` otherwise."""
    try:
        if found := _YEAR_MONTH.fullmatch(text):
            return _date(int(found[1]), int(found[2] or found[3]), 1)
        if found := _MONTH_YEAR.fullmatch(text):
            return _date(int(found[2]), int(found[1]), 1)
        if (found := _NAMED.fullmatch(text)) and not found[1] and fold(found[2]) in month_names():
            return _date(int(found[3]), month_names()[fold(found[2])], 1)
        return parse_date(text, language).replace(day=1)
    except UnclearDate as error:
        code = "not_a_month" if error.code in ("not_a_date", "date_without_day") else error.code
        raise UnclearDate(code, *error.candidates) from error


def _day_first(day: int, month: int, year: int, *, known: bool) -> dt.date:
    if month > 12 >= day:
        raise UnclearDate("date_month_first", _date(year, day, month))
    if not known and day <= 12 and month <= 12 and day != month:
        raise UnclearDate("date_ambiguous", _date(year, month, day), _date(year, day, month))
    return _date(year, month, day)


def _named(found: re.Match[str]) -> dt.date:
    month = month_names().get(fold(found[2]))
    if month is None:
        raise UnclearDate("not_a_date")
    if not found[1]:
        raise UnclearDate("date_without_day")
    return _date(int(found[3]), month, int(found[1]))


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise UnclearDate("not_a_date") from error
