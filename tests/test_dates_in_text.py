"""Dates and months typed as text, in three languages and in none."""

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from data_access.dates_in_text import UnclearDate, month_names, parse_date, parse_month

LANGUAGES = ("en", "fr", "nl", None)
LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE"}
NOVEMBER = dt.date(2026, 11, 5)

CLEAR = [
    ("2026-11-05", NOVEMBER),
    ("2026/11/05", NOVEMBER),
    ("2026.11.5", NOVEMBER),
    ("2026-11-05T10:30:00", NOVEMBER),
    ("2026-11-05 10:30:00.123", NOVEMBER),
    ("30.06.2025", dt.date(2025, 6, 30)),
    ("30/6/2025", dt.date(2025, 6, 30)),
    ("30-06-2025 14:05", dt.date(2025, 6, 30)),
    ("05/05/2026", dt.date(2026, 5, 5)),
    ("5 novembre 2026", NOVEMBER),
    ("5 nov. 2026", NOVEMBER),
    ("5-Nov-2026", NOVEMBER),
    ("5 november 2026", NOVEMBER),
    ("1er mai 2026", dt.date(2026, 5, 1)),
    ("1 mei 2026", dt.date(2026, 5, 1)),
    ("3rd August 2026", dt.date(2026, 8, 3)),
    ("15 août 2026", dt.date(2026, 8, 15)),
    ("15 AOUT 2026", dt.date(2026, 8, 15)),
    ("29 mrt 2026", dt.date(2026, 3, 29)),
    ("29 février 2024", dt.date(2024, 2, 29)),
]
REFUSED = [
    ("2012-30-09", "not_a_date"),
    ("31/02/2026", "not_a_date"),
    ("29 February 2026", "not_a_date"),
    ("32/01/2026", "not_a_date"),
    ("00/01/2026", "not_a_date"),
    ("0000-01-01", "not_a_date"),
    ("soon", "not_a_date"),
    ("Q3 2026", "not_a_date"),
    ("3 foo 2026", "not_a_date"),
    ("13/13/2026", "not_a_date"),
    ("2026-11-05 or later", "not_a_date"),
    ("05/11/2026 ?", "not_a_date"),
    ("5/11", "not_a_date"),
    ("05/11/26", "date_two_digit_year"),
    ("26-11-05", "date_two_digit_year"),
    ("5 nov 26", "date_two_digit_year"),
    ("5-Nov-26", "date_two_digit_year"),
    ("February 2024", "date_without_day"),
    ("février 2024", "date_without_day"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "day"), CLEAR)
def test_what_is_clear_reads_alike_in_every_language(text: str, day: dt.date, language: str | None) -> None:
    assert parse_date(text, language) == day


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_no_date_says_why(text: str, code: str, language: str | None) -> None:
    with pytest.raises(UnclearDate) as refusal:
        parse_date(text, language)
    assert refusal.value.code == code


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_a_known_language_puts_the_day_first(language: str) -> None:
    assert parse_date("05/11/2026", language) == NOVEMBER


def test_without_a_language_day_or_month_first_is_asked() -> None:
    with pytest.raises(UnclearDate) as question:
        parse_date("05/11/2026", None)
    assert question.value.code == "date_ambiguous"
    assert question.value.candidates == (NOVEMBER, dt.date(2026, 5, 11))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_month_first_is_asked_about_not_swapped(language: str | None) -> None:
    with pytest.raises(UnclearDate) as question:
        parse_date("11/25/2026", language)
    assert (question.value.code, question.value.candidates) == ("date_month_first", (dt.date(2026, 11, 25),))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["2026-05", "2026-5", "202605", "2026/05", "05/2026", "5.2026", "May 2026", "mai 2026", "mei 2026", "MEI 2026",
     "2026-05-31", "31/05/2026", "31 mai 2026"],
)  # fmt: skip
def test_a_month_reads_as_its_first_day(text: str, language: str | None) -> None:
    assert parse_month(text, language) == dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("2026-13", "fr", "not_a_month"),
        ("13/2026", "fr", "not_a_month"),
        ("202613", None, "not_a_month"),
        ("2026", "fr", "not_a_month"),
        ("mai", "fr", "not_a_month"),
        ("foo 2026", "fr", "not_a_month"),
        ("32/05/2026", "fr", "not_a_month"),
        ("01/05/26", "fr", "date_two_digit_year"),
        ("01/05/2026", None, "date_ambiguous"),
        ("05/31/2026", "fr", "date_month_first"),
    ],
)
def test_what_is_no_month_says_why(text: str, language: str | None, code: str) -> None:
    with pytest.raises(UnclearDate) as refusal:
        parse_month(text, language)
    assert refusal.value.code == code


def test_the_first_day_of_a_month_reads_day_first_where_the_language_is_known() -> None:
    assert parse_month("01/05/2026", "nl") == dt.date(2026, 5, 1)


def test_no_month_name_means_two_months() -> None:
    assert sorted(set(month_names().values())) == list(range(1, 13))
    assert {month_names()[n] for n in ("march", "mars", "maart", "mrt")} == {3}


days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))


@given(days, st.sampled_from(sorted(LOCALES)), st.sampled_from(["dd/MM/yyyy", "d-M-yyyy", "d MMM yyyy", "d MMMM yyyy"]))
def test_dates_as_the_language_writes_them_read_back(day: dt.date, language: str, pattern: str) -> None:
    assert parse_date(format_date(day, pattern, locale=LOCALES[language]), language) == day


@given(days, st.sampled_from(LANGUAGES))
def test_a_short_date_is_never_guessed_without_a_language(day: dt.date, language: str | None) -> None:
    text = f"{day:%d/%m/%Y}"
    if language is None and day.day <= 12 and day.day != day.month:
        with pytest.raises(UnclearDate):
            parse_date(text, language)
    else:
        assert parse_date(text, language) == day
