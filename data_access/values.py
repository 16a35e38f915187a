"""One cell to one value: what each column type accepts, and why it refuses."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import NamedTuple

from data_access.contract import Choice, Column, ColumnType
from data_access.dates_in_text import UnclearDate, parse_date, parse_month
from data_access.numbers_in_text import AmbiguousNumber, parse_number
from data_access.words import Guesses, fold
from data_access.workbook.raw import Cell

CENT = Decimal("0.01")
LARGEST_AMOUNT = Decimal("1e13")
LARGEST_FLOAT = float(LARGEST_AMOUNT)
LONGEST = {ColumnType.CODE: 64, ColumnType.CODES: 500, ColumnType.TEXT: 500, ColumnType.PERSON: 200}
LONGEST_TEXT = 10_000
LONGEST_GUESSED = 100
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
EXCEL_EPOCH = dt.date(1899, 12, 30)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0f\ufeff]")
_SPACE = re.compile(r"\s+")

Params = Mapping[str, object]


class Failure(NamedTuple):
    """Why a cell has no value: a code and what fills its message."""

    code: str
    params: Params = MappingProxyType({})


Value = str | int | bool | Decimal | dt.date | None
Converter = Callable[[Cell], Value | Failure]


def blank(cell: Cell) -> bool:
    """Whether a cell counts as empty: nothing, or only white space and control characters."""
    if not isinstance(cell, str):
        return cell is None
    text = cell.strip()
    return not text or not (text.isprintable() or _bare(text))


def converter(column: Column, choices: tuple[Choice, ...], language: str | None) -> Converter:
    """The function that reads cells of *column*; *choices* are its allowed values, if any."""
    read = _reader(column, choices, language)

    def convert(cell: Cell) -> Value | Failure:
        return None if blank(cell) else read(cell)

    return convert


def _reader(column: Column, choices: tuple[Choice, ...], language: str | None) -> Converter:
    match column.type:
        case ColumnType.INTEGER:
            return _checked(column, lambda cell: _integer(cell, language))
        case ColumnType.AMOUNT:
            return _checked(column, lambda cell: _amount(cell, language))
        case ColumnType.PERCENTAGE:
            return _checked(column, lambda cell: _percentage(cell, language))
        case ColumnType.DATE:
            return lambda cell: _date(cell, language)
        case ColumnType.MONTH:
            return lambda cell: _month(cell, language)
        case ColumnType.BOOLEAN | ColumnType.CHOICE | ColumnType.STATUS:
            return _choice_reader(column, choices, language)
        case _:
            return _text_reader(column)


def _checked(column: Column, read: Converter) -> Converter:
    if column.minimum is None and column.maximum is None:
        return read

    def convert(cell: Cell) -> Value | Failure:
        value = read(cell)
        if isinstance(value, Failure) or value is None:
            return value
        too_small = column.minimum is not None and value < column.minimum  # type: ignore[operator]  # numbers only
        too_large = column.maximum is not None and value > column.maximum  # type: ignore[operator]  # numbers only
        if too_small or too_large:
            unit = {"unit": "%"} if column.type is ColumnType.PERCENTAGE else {}
            return Failure("out_of_range", {"minimum": column.minimum, "maximum": column.maximum, **unit})
        return value

    return convert


def _number(cell: Cell, language: str | None) -> Decimal | Failure:
    if type(cell) is float and -LARGEST_FLOAT < cell < LARGEST_FLOAT:
        return Decimal(repr(cell))
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return Failure("not_a_number")
    try:
        number = parse_number(_bare(cell), language) if isinstance(cell, str) else Decimal(repr(cell))
    except AmbiguousNumber as error:
        return Failure("number_ambiguous", {"first": error.first, "second": error.second})
    except ValueError:
        return Failure("not_a_number")
    if not number.is_finite() or abs(number) >= LARGEST_AMOUNT:
        return Failure("number_too_large")
    return number


def _amount(cell: Cell, language: str | None) -> Decimal | Failure:
    number = _number(cell, language)
    return number if isinstance(number, Failure) else _in_hundredths(number)


def _integer(cell: Cell, language: str | None) -> int | Failure:
    number = _number(cell, language)
    if isinstance(number, Failure):
        return number
    if number != number.to_integral_value():
        return Failure("not_whole")
    return int(number) if abs(number) < 2**31 else Failure("number_too_large")


def _in_hundredths(number: Decimal) -> Decimal:
    """Two decimals, half away from zero: what Excel shows of a number with more."""
    return number.quantize(CENT, ROUND_HALF_UP)


class Fraction(float):
    """A number that Excel shows as a percentage: 0.45 under the format ``0%``."""


def _percentage(cell: Cell, language: str | None) -> Decimal | Failure:
    if isinstance(cell, Fraction):
        number = _number(float(cell), language)
        return number if isinstance(number, Failure) else _in_hundredths(number * 100)
    text = _bare(cell) if isinstance(cell, str) else ""
    signed = text.endswith("%")
    number = _number(text[:-1] if signed else cell, language)
    if isinstance(number, Failure):
        return number
    if not signed and 0 < number <= 1:
        return Failure("percentage_ambiguous", {"first": number * 100, "second": number})
    return _in_hundredths(number)


def _date(cell: Cell, language: str | None) -> dt.date | Failure:
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _serial(float(cell))
    try:
        day = cell if isinstance(cell, dt.date) else parse_date(_bare(cell), language)
    except UnclearDate as error:
        return Failure(error.code, _candidates(error))
    return day if EARLIEST <= day <= LATEST else Failure("date_out_of_range", {"date": day})


def _month(cell: Cell, language: str | None) -> dt.date | Failure:
    if isinstance(cell, float) and 190001 <= cell <= 210012 and cell.is_integer():
        cell = str(int(cell))
    if not isinstance(cell, str):
        day = _date(cell, language)
        if isinstance(day, Failure):
            return Failure("not_a_month") if day.code == "not_a_date" else day
        return day.replace(day=1)
    try:
        day = parse_month(_bare(cell), language)
    except UnclearDate as error:
        return Failure(error.code, _candidates(error))
    return day if EARLIEST <= day <= LATEST else Failure("date_out_of_range", {"date": day})


def _serial(number: float) -> Failure:
    if 32874 <= number <= 73415:
        return Failure("date_is_number", {"date": EXCEL_EPOCH + dt.timedelta(days=int(number))})
    return Failure("not_a_date")


def _candidates(error: UnclearDate) -> Params:
    return dict(zip(("first", "second"), error.candidates, strict=False))


def _choice_reader(column: Column, choices: tuple[Choice, ...], language: str | None) -> Converter:
    exact, folded = _choice_index(choices)
    labels = {text: choice.label for choice in choices for text in (*choice.aliases, *choice.label)}
    guesses = Guesses(labels)

    def read(cell: Cell) -> Value | Failure:
        text = _bare(cell)
        found = exact.get(text.casefold()) or folded.get(fold(text) or "\0")
        if found is None:
            near = guesses.nearest(text[:LONGEST_GUESSED])
            meant = labels[near] if near else None
            suggestion = meant.in_language(language) if meant and language else meant
            return Failure("unknown_choice", {"choices": choices, "suggestion": suggestion})
        return found == "yes" if column.type is ColumnType.BOOLEAN else found

    return read


def _choice_index(choices: tuple[Choice, ...]) -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for choice in choices:
        for text in (choice.value, *choice.label, *choice.aliases):
            exact.setdefault(text.casefold(), choice.value)
            folded.setdefault(fold(text) or text, choice.value)
    return exact, folded


def _text_reader(column: Column) -> Converter:
    longest = LONGEST.get(column.type, LONGEST_TEXT)
    write = _WRITERS.get(column.type, _one_line)

    def read(cell: Cell) -> Value | Failure:
        if isinstance(cell, dt.date) and column.type in _CODES:
            return Failure("code_is_date", {"date": cell})
        text = write(cell)
        return text or None if len(text) <= longest else Failure("text_too_long", {"longest": longest})

    return read


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Fraction):
        return f"{float(cell) * 100:.10g}%"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _CONTROL.sub("", str(cell)).strip()


def _one_line(cell: Cell) -> str:
    return _SPACE.sub(" ", _plain(cell)).strip()


def _lines(cell: Cell) -> str:
    return _plain(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def _bare(cell: Cell) -> str:
    """Without what nobody sees, so that two cells that look alike are alike."""
    return _one_line(_INVISIBLE.sub("", _plain(cell)))


def _codes(cell: Cell) -> str:
    return "; ".join(dict.fromkeys(part.strip() for part in re.split("[;,]", _bare(cell)) if part.strip()))


_CODES = (ColumnType.CODE, ColumnType.CODES)
_WRITERS: dict[ColumnType, Callable[[Cell], str]] = {
    ColumnType.CODE: _bare,
    ColumnType.CODES: _codes,
    ColumnType.LONG_TEXT: _lines,
}
