"""One cell of every column type to its value, or to the code that says why there is none."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.contract import STATUS_CHOICES, Choice, Column, ColumnType
from data_access.datasets.migration import READINESS_CHOICES
from data_access.values import Failure, Fraction, Value, blank, converter
from data_access.workbook.raw import Cell
from tests.raw_sheets import column, label

LANGUAGES = ("en", "fr", "nl", None)
NOVEMBER = dt.date(2026, 11, 5)
CODE = column("code", ColumnType.CODE)
CODES = column("codes", ColumnType.CODES)
TEXT = column("text", ColumnType.TEXT)
LONG_TEXT = column("long", ColumnType.LONG_TEXT)
PERSON = column("person", ColumnType.PERSON)
INTEGER = column("count", ColumnType.INTEGER, minimum=0, maximum=1000)
AMOUNT = column("amount", ColumnType.AMOUNT)
PERCENTAGE = column("share", ColumnType.PERCENTAGE, minimum=0, maximum=100)
DATE = column("day", ColumnType.DATE)
MONTH = column("month", ColumnType.MONTH)
BOOLEAN = column("flag", ColumnType.BOOLEAN)
STATUS = column("status", ColumnType.STATUS, choices=STATUS_CHOICES)
READY = column("ready", ColumnType.CHOICE, choices=READINESS_CHOICES)
PLACE = column("place", ColumnType.CHOICE, reference="places")
PLACES = {"places": (Choice("BXL", label("Brussels", "Bruxelles", "Brussel")), Choice("LIE", label("Liège")))}


def read(target: Column, cell: Cell, language: str | None = None) -> Value | Failure:
    """The value of *cell* in the column *target*."""
    return converter(target, target.choices_given(PLACES), language)(cell)


def said(value: Value | Failure) -> object:
    """A value itself, a failure's code."""
    return value.code if isinstance(value, Failure) else value


# (column, cell, value or code) that hold in every language and in none.
EVERYWHERE = [
    # Numbers as Excel stores them
    (AMOUNT, 1234.5, Decimal("1234.50")),
    (AMOUNT, 1000.0, Decimal("1000.00")),
    (AMOUNT, 0.1 + 0.2, Decimal("0.30")),
    (AMOUNT, 2.665, Decimal("2.67")),
    (AMOUNT, -2.665, Decimal("-2.67")),
    (AMOUNT, 1e-7, Decimal("0.00")),
    (AMOUNT, 1e13, "number_too_large"),
    (AMOUNT, 1e300, "number_too_large"),
    (AMOUNT, float("inf"), "number_too_large"),
    (AMOUNT, True, "not_a_number"),
    (AMOUNT, NOVEMBER, "not_a_number"),
    (AMOUNT, dt.time(10, 30), "not_a_number"),
    # Numbers as text
    (AMOUNT, "1.234,56", Decimal("1234.56")),
    (AMOUNT, "1 234,56", Decimal("1234.56")),
    (AMOUNT, "1\u00a0234,56 €", Decimal("1234.56")),
    (AMOUNT, "1\u202f234,56", Decimal("1234.56")),
    (AMOUNT, "1,234.56", Decimal("1234.56")),
    (AMOUNT, "12\x00,5", Decimal("12.50")),
    (AMOUNT, "\u200e12,5", Decimal("12.50")),
    (AMOUNT, "15.297 ($m)", "not_a_number"),
    (AMOUNT, "tbd", "not_a_number"),
    (AMOUNT, "9" * 30, "number_too_large"),
    (INTEGER, 12.0, 12),
    (INTEGER, "12", 12),
    (INTEGER, "12,00", 12),
    (INTEGER, 12.5, "not_whole"),
    (INTEGER, "12,5", "not_whole"),
    (INTEGER, -1.0, "out_of_range"),
    (INTEGER, 1001.0, "out_of_range"),
    (INTEGER, 3e9, "number_too_large"),
    # Percentages
    (PERCENTAGE, Fraction(0.45), Decimal("45.00")),
    (PERCENTAGE, Fraction(1.0), Decimal("100.00")),
    (PERCENTAGE, Fraction(0.125), Decimal("12.50")),
    (PERCENTAGE, Fraction(45.0), "out_of_range"),
    (PERCENTAGE, Fraction(-0.1), "out_of_range"),
    (PERCENTAGE, 45.0, Decimal("45.00")),
    (PERCENTAGE, 0.0, Decimal("0.00")),
    (PERCENTAGE, 0.45, "percentage_ambiguous"),
    (PERCENTAGE, 1.0, "percentage_ambiguous"),
    (PERCENTAGE, "0,45", "percentage_ambiguous"),
    (PERCENTAGE, "1", "percentage_ambiguous"),
    (PERCENTAGE, "45 %", Decimal("45.00")),
    (PERCENTAGE, "45\u202f%", Decimal("45.00")),
    (PERCENTAGE, "0,5 %", Decimal("0.50")),
    (PERCENTAGE, "1%", Decimal("1.00")),
    (PERCENTAGE, "%", "not_a_number"),
    (PERCENTAGE, 100.01, "out_of_range"),
    (PERCENTAGE, "-3 %", "out_of_range"),
    # Dates
    (DATE, NOVEMBER, NOVEMBER),
    (DATE, dt.datetime(2026, 11, 5, 23, 59), NOVEMBER),
    (DATE, "2026-11-05", NOVEMBER),
    (DATE, "30.06.2025", dt.date(2025, 6, 30)),
    (DATE, "5 novembre 2026", NOVEMBER),
    (DATE, "5\u00a0novembre\n2026", NOVEMBER),
    (DATE, "\u200e30/06/2025", dt.date(2025, 6, 30)),
    (DATE, "2012-30-09", "not_a_date"),
    (DATE, "11/25/2026", "date_month_first"),
    (DATE, "05/11/26", "date_two_digit_year"),
    (DATE, "February 2024", "date_without_day"),
    (DATE, "01/01/1889", "date_out_of_range"),
    (DATE, dt.date(2206, 5, 1), "date_out_of_range"),
    (DATE, 46331.0, "date_is_number"),
    (DATE, 46331.5, "date_is_number"),
    (DATE, 20261105.0, "not_a_date"),
    (DATE, 5.0, "not_a_date"),
    (DATE, True, "not_a_date"),
    (DATE, dt.time(10, 30), "not_a_date"),
    (DATE, dt.timedelta(hours=30), "not_a_date"),
    (MONTH, dt.date(2026, 5, 17), dt.date(2026, 5, 1)),
    (MONTH, dt.datetime(2026, 5, 17, 8), dt.date(2026, 5, 1)),
    (MONTH, "2026-05", dt.date(2026, 5, 1)),
    (MONTH, 202605.0, dt.date(2026, 5, 1)),
    (MONTH, "mei 2026", dt.date(2026, 5, 1)),
    (MONTH, 202613.0, "not_a_month"),
    (MONTH, 46331.0, "date_is_number"),
    (MONTH, 5.0, "not_a_month"),
    (MONTH, "1889-05", "date_out_of_range"),
    (MONTH, "later", "not_a_month"),
    # Booleans
    *((BOOLEAN, cell, True) for cell in (True, 1.0, "yes", "Oui", "JA", "x", "X", "vrai", "y", "j", "1", " ja ")),
    *((BOOLEAN, cell, False) for cell in (False, 0.0, "no", "Non", "NEE", "faux", "n", "0")),
    *((BOOLEAN, cell, "unknown_choice") for cell in ("maybe", 2.0, "?", NOVEMBER)),
    # Statuses
    *(
        (STATUS, cell, "green")
        for cell in ("Green", "vert", "GROEN", "G", "v", "●", "🟢", "🟢\ufe0f", "ok", "On track")
    ),
    *((STATUS, cell, "amber") for cell in ("Amber", "orange", "Oranje", "A", "▲", "🟡", "yellow", "geel")),
    *((STATUS, cell, "red") for cell in ("Red", "ROUGE", "rood", "r", "■", "🔴")),
    *((STATUS, cell, "not_assessed") for cell in ("Not assessed", "non evalue", "n/a", "○", "grey", "not_assessed")),
    *((STATUS, cell, "unknown_choice") for cell in ("blue", "!", "★", 3.0)),
    # Choices
    (PLACE, "Bruxelles", "BXL"),
    (PLACE, "brussels", "BXL"),
    (PLACE, "bxl", "BXL"),
    (PLACE, "Liege", "LIE"),
    (PLACE, "Gent", "unknown_choice"),
    (READY, "En partie", "partly"),
    (READY, "50%", "partly"),
    (READY, Fraction(0.5), "partly"),
    (READY, Fraction(1.0), "yes"),
    (READY, 0.0, "no"),
    # Text
    (TEXT, "  two\n words  ", "two words"),
    (TEXT, "a\x00b\x1b[31mc", "ab[31mc"),
    (TEXT, 12.0, "12"),
    (TEXT, 1.5, "1.5"),
    (TEXT, True, "true"),
    (TEXT, "=1+1", "=1+1"),
    (TEXT, "é" * 500, "é" * 500),
    (TEXT, "é" * 501, "text_too_long"),
    (PERSON, " Sofie   Peeters ", "Sofie Peeters"),
    (PERSON, "x" * 201, "text_too_long"),
    (LONG_TEXT, "one\r\ntwo\rthree\n", "one\ntwo\nthree"),
    (LONG_TEXT, "x" * 10_000, "x" * 10_000),
    (LONG_TEXT, "x" * 10_001, "text_too_long"),
    (CODE, 123.0, "123"),
    (CODE, "00123", "00123"),
    (CODE, "P1\u200b", "P1"),
    (CODE, "x" * 65, "text_too_long"),
    (CODE, dt.date(2026, 2, 1), "code_is_date"),
    (CODES, "A1, A2;A1 ;; A3", "A1; A2; A3"),
    (CODES, dt.datetime(2026, 2, 1), "code_is_date"),
    (CODES, ";", None),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("target", "cell", "expected"), EVERYWHERE)
def test_a_cell_reads_alike_in_every_language(
    target: Column, cell: Cell, expected: object, language: str | None
) -> None:
    found = said(read(target, cell, language))
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("target", "cell", "language", "expected"),
    [
        (AMOUNT, "1.234", "nl", Decimal("1234.00")),
        (AMOUNT, "1,234", "en", Decimal("1234.00")),
        (AMOUNT, "1.234", "fr", "number_ambiguous"),
        (AMOUNT, "1.234", None, "number_ambiguous"),
        (AMOUNT, "1,234", "nl", "number_ambiguous"),
        (INTEGER, "1.000", "nl", 1000),
        (INTEGER, "1.000", None, "number_ambiguous"),
        (DATE, "05/11/2026", "en", NOVEMBER),
        (DATE, "05/11/2026", "fr", NOVEMBER),
        (DATE, "05/11/2026", "nl", NOVEMBER),
        (DATE, "05/11/2026", None, "date_ambiguous"),
        (MONTH, "01/05/2026", "nl", dt.date(2026, 5, 1)),
        (MONTH, "01/05/2026", None, "date_ambiguous"),
    ],
)
def test_what_only_the_language_settles(target: Column, cell: Cell, language: str | None, expected: object) -> None:
    assert said(read(target, cell, language)) == expected


@pytest.mark.parametrize("kind", ColumnType)
@pytest.mark.parametrize("cell", [None, "", "   ", "\n\t", "\u00a0", "\x00", "\u200b", " \x07 "])
def test_a_blank_cell_has_no_value_in_any_type(kind: ColumnType, cell: Cell) -> None:
    assert blank(cell)
    assert read(column("any", kind, choices=READINESS_CHOICES), cell) is None


@pytest.mark.parametrize("cell", [0.0, False, "0", "-", "é", dt.date(2026, 1, 1)])
def test_a_zero_is_not_blank(cell: Cell) -> None:
    assert not blank(cell)


def test_questions_name_what_the_text_may_mean() -> None:
    assert read(AMOUNT, "1.234") == Failure("number_ambiguous", {"first": Decimal("1234"), "second": Decimal("1.234")})
    assert read(PERCENTAGE, 0.45) == Failure(
        "percentage_ambiguous", {"first": Decimal("45"), "second": Decimal("0.45")}
    )
    assert read(DATE, "05/11/2026") == Failure("date_ambiguous", {"first": NOVEMBER, "second": dt.date(2026, 5, 11)})
    assert read(DATE, 46331.0) == Failure("date_is_number", {"date": NOVEMBER})
    assert read(INTEGER, -1.0) == Failure("out_of_range", {"minimum": 0, "maximum": 1000})


@pytest.mark.parametrize(
    ("typed", "language", "suggestion"),
    [
        ("Bruxeles", "fr", "Bruxelles"),
        ("Bruxeles", "nl", "Brussel"),
        ("Brussells", None, PLACES["places"][0].label),
        ("Oostende", "nl", None),
    ],
)
def test_a_misspelt_choice_is_suggested_in_the_language_of_the_sheet(
    typed: str, language: str | None, suggestion: object
) -> None:
    found = read(PLACE, typed, language)
    assert isinstance(found, Failure)
    assert found.params == {"choices": PLACES["places"], "suggestion": suggestion}


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_amount_that_excel_can_hold_exactly_survives(amount: Decimal) -> None:
    assert read(AMOUNT, float(amount)) == amount


cells = st.one_of(
    st.none(), st.text(max_size=30), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.floats(allow_nan=False).map(Fraction),
)  # fmt: skip


@given(cells, st.sampled_from(ColumnType), st.sampled_from(LANGUAGES))
def test_any_cell_gives_a_value_or_a_failure(cell: Cell, kind: ColumnType, language: str | None) -> None:
    found = read(column("any", kind, choices=READINESS_CHOICES), cell, language)
    assert found is None or isinstance(found, str | int | bool | Decimal | dt.date | Failure)
    if isinstance(found, str):
        assert found == found.strip()
        assert not any(ord(c) < 32 and c not in "\t\n" for c in found)
