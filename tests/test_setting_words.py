"""Values of settings in words and back: with units, as the language writes them; what is none is refused."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard import text
from dashboard.metrics.rules import breaches
from dashboard.metrics.setting_fields import FIELDS
from dashboard.setting_words import DEFAULTS, due_words, read, written
from data_access.errors import InvalidRequest


@pytest.mark.parametrize(
    ("name", "english", "french", "dutch"),
    [
        ("index_green", "0.95", "0,95", "0,95"),
        ("tolerance_amber", "50%", "50 %", "50%"),
        ("stale_days", "14 days", "14 jours", "14 dagen"),
        ("encours_alert_years", "5 years", "5 ans", "5 jaar"),
        ("risk_high", "10", "10", "10"),
        ("deadline_weekday", "Friday", "vendredi", "vrijdag"),
        ("deadline_time", "24:00", "24:00", "24:00"),
    ],
)
def test_defaults_in_words(name: str, english: str, french: str, dutch: str) -> None:
    for language, words in (("en", english), ("fr", french), ("nl", dutch)):
        with text.speaking(language):
            assert written(name, DEFAULTS[name]).replace("\u202f", " ").replace("\u00a0", " ") == words


def test_every_setting_has_a_sound_default() -> None:
    assert set(DEFAULTS) == set(FIELDS)
    assert breaches(DEFAULTS) == []


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("stale_days", " 9 ", Decimal(9)),
        ("index_green", "0.9", Decimal("0.9")),
        ("deadline_time", "10:30", Decimal(630)),
        ("deadline_time", "24:00", Decimal(1440)),
        ("deadline_time", "600", Decimal(600)),
    ],
)
def test_what_is_typed_is_read(name: str, typed: str, value: Decimal) -> None:
    assert read(name, typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [("stale_days", "nine"), ("stale_days", "10:30"), ("deadline_time", "10:75"), ("deadline_time", "x:00"),
     ("deadline_time", "10:5"), ("index_green", "")],
)  # fmt: skip
def test_what_is_no_value_is_refused(name: str, typed: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        read(name, typed)
    assert (refused.value.code, refused.value.params["setting"]) == ("setting_not_a_value", name)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (dt.datetime(2026, 11, 27, 23, 0, tzinfo=dt.UTC), "Friday 27 Nov 2026, 24:00"),
        (dt.datetime(2026, 11, 30, 9, 0, tzinfo=dt.UTC), "Monday 30 Nov 2026, 10:00"),
        (dt.datetime(2026, 5, 8, 22, 30, tzinfo=dt.UTC), "Saturday 9 May 2026, 00:30"),
    ],
)
def test_the_end_of_a_day_is_said_of_that_day(due: dt.datetime, words: str) -> None:
    with text.speaking("en"):
        assert due_words(due) == words


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(InvalidRequest) as refused:
        read("colour", "1")
    assert refused.value.code == "unknown_setting"
