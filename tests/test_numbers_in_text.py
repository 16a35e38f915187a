"""Numbers typed as text, in three languages and in none."""

import re
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from data_access.numbers_in_text import GROUPING, AmbiguousNumber, parse_number

LANGUAGES = ("en", "fr", "nl", None)
LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE"}

# What every language reads alike.
CLEAR = [
    ("1234", "1234"),
    ("1234.5", "1234.5"),
    ("1234,56", "1234.56"),
    ("1.234,56", "1234.56"),
    ("1,234.56", "1234.56"),
    ("1 234,56", "1234.56"),
    ("1\u00a0234,56", "1234.56"),
    ("1\u202f234,56", "1234.56"),
    ("1\u2009234.56", "1234.56"),
    ("1'234.56", "1234.56"),
    ("1’234’567", "1234567"),
    ("1.234.567", "1234567"),
    ("1,234,567", "1234567"),
    ("1.234.567,8", "1234567.8"),
    ("12 345", "12345"),
    ("1 234.567", "1234.567"),
    ("12345.678", "12345.678"),
    ("0.125", "0.125"),
    ("0,125", "0.125"),
    ("1.2345", "1.2345"),
    ("7,", "7"),
    ("007", "7"),
    ("€ 1.234,56", "1234.56"),
    ("1 234,56 €", "1234.56"),
    ("€1,234.56", "1234.56"),
    ("EUR 12,5", "12.5"),
    ("12,5 eur", "12.5"),
    ("3 euro", "3"),
    ("-5", "-5"),
    ("+5,25", "5.25"),
    ("\u22125", "-5"),
    ("- 1 234,50", "-1234.50"),
    ("-€1,234.56", "-1234.56"),
    ("€ -1.234,56", "-1234.56"),
    ("  42  ", "42"),
]
REFUSED = [
    "",
    "€",
    "-",
    "abc",
    "15.297 ($m)",
    "12 km",
    "1e5",
    "12 34",
    "1234 567",
    "12.34.567",
    "1,23,456",
    "1.234,567,8",
    "1,234.567.8",
    "05.11.2026",
    "$12",
    "1.234,56-",
    "(12)",
    "--5",
    "1/2",
    "٣",
    "½",
    ",5",
    "n/a",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "number"), CLEAR)
def test_what_is_clear_reads_alike_in_every_language(text: str, number: str, language: str | None) -> None:
    assert parse_number(text, language) == Decimal(number)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_is_refused(text: str, language: str | None) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the text itself is the message
        parse_number(text, language)
    assert not isinstance(refusal.value, AmbiguousNumber)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [("1.234", "nl", "1234"), ("-1.234", "nl", "-1234"), ("1,234", "en", "1234"), ("€ 12.345", "nl", "12345")],
)
def test_the_language_of_the_file_settles_its_own_grouping(text: str, language: str, number: str) -> None:
    assert parse_number(text, language) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "language", "first", "second"),
    [
        ("1.234", None, "1234", "1.234"),
        ("1,234", None, "1234", "1.234"),
        ("1.234", "en", "1234", "1.234"),
        ("1,234", "nl", "1234", "1.234"),
        ("1.234", "fr", "1234", "1.234"),
        ("1,234", "fr", "1234", "1.234"),
        ("-999,000", "nl", "-999000", "-999.000"),
        ("€ 12.345", "fr", "12345", "12.345"),
    ],
)
def test_what_is_ambiguous_is_asked_about(text: str, language: str | None, first: str, second: str) -> None:
    with pytest.raises(AmbiguousNumber) as question:
        parse_number(text, language)
    assert (question.value.first, question.value.second) == (Decimal(first), Decimal(second))


amounts = st.decimals(min_value=-(10**11), max_value=10**11, places=2)


@given(amounts, st.sampled_from(sorted(LOCALES)))
def test_amounts_as_the_language_writes_them_read_back(amount: Decimal, language: str) -> None:
    written = format_decimal(amount, "#,##0.00", locale=LOCALES[language])
    assert parse_number(written, language) == amount
    assert parse_number(written, None) == amount


@given(amounts, st.sampled_from(sorted(LOCALES)))
def test_money_as_the_language_writes_it_reads_back(amount: Decimal, language: str) -> None:
    assert parse_number(format_currency(amount, "EUR", locale=LOCALES[language]), language) == amount


@given(st.from_regex(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", fullmatch=True), st.sampled_from(LANGUAGES))
def test_a_lone_separator_before_three_digits_is_never_guessed(text: str, language: str | None) -> None:
    separator = "," if "," in text else "."
    if language is not None and GROUPING.get(language) == separator:
        assert parse_number(text, language) == Decimal(re.sub("[.,]", "", text))
        return
    with pytest.raises(AmbiguousNumber) as question:
        parse_number(text, language)
    assert question.value.first == question.value.second * 1000


@given(st.text(alphabet="0123456789., €-+\u00a0'", max_size=12), st.sampled_from(LANGUAGES))
def test_any_text_gives_a_number_or_a_refusal(text: str, language: str | None) -> None:
    try:
        number = parse_number(text, language)
    except ValueError:
        return
    digits = re.sub("[^0-9]", "", text).strip("0")
    assert re.sub("[^0-9]", "", f"{number:f}").strip("0") == digits
