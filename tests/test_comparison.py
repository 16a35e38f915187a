"""What can be compared with: dates by name, any earlier date, the original baseline."""

import datetime as dt

import pytest

from dashboard import text
from dashboard.comparison import ORIGINAL, Known, day_of, label, options, status_date_in

DATES = [dt.date(2026, 5, day) for day in (22, 15, 8)]


def test_the_week_before_is_the_default_and_the_baseline_is_always_there() -> None:
    assert options(Known(DATES)) == ["previous", ORIGINAL, "2026-05-22", "2026-05-15", "2026-05-08"]
    assert options(Known([])) == [ORIGINAL]


def test_each_means_a_date_but_for_the_baseline() -> None:
    assert [day_of(code, Known(DATES)) for code in options(Known(DATES))] == [DATES[0], None, *DATES]
    assert day_of("previous", Known([])) is None


def test_the_last_committee_is_the_latest_whose_date_is_earlier_and_offered_only_then() -> None:
    known = Known(DATES[1:], (DATES[0], DATES[2]))
    assert options(known)[:3] == ["previous", "committee", ORIGINAL]
    assert day_of("committee", known) == DATES[2]
    assert "committee" not in options(Known(DATES[1:], (DATES[0],)))


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
