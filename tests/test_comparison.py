"""What can be compared with: dates by name, any earlier date, the original baseline."""

import datetime as dt

import pytest

from dashboard import text
from dashboard.comparison import ORIGINAL, day_of, label, options, status_date_in

DATES = [dt.date(2026, 5, day) for day in (22, 15, 8)]


def test_the_week_before_is_the_default_and_the_baseline_is_always_there() -> None:
    assert options(DATES) == ["previous", ORIGINAL, "2026-05-22", "2026-05-15", "2026-05-08"]
    assert options([]) == [ORIGINAL]


def test_each_means_a_date_but_for_the_baseline() -> None:
    assert [day_of(code, DATES) for code in options(DATES)] == [DATES[0], None, *DATES]
    assert day_of("previous", []) is None


@pytest.mark.parametrize(("language", "original"), [("en", "Original baseline"), ("fr", "Référence initiale")])
def test_each_has_a_name_in_the_readers_language(language: str, original: str) -> None:
    with text.speaking(language):
        assert label(ORIGINAL) == original
        assert label("2026-05-08") == text.day(DATES[-1])
        assert label("previous") == text.gettext("Previous week")


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        ("2026-05-15", "2026-05-15"),
        ("2026-05-17", "2026-05-15"),
        ("2027-01-01", "2026-05-22"),
        ("2020-01-01", "2020-01-01"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_any_date_means_the_last_report_before_it(asked: str, settled: str) -> None:
    assert status_date_in(asked, DATES) == settled
