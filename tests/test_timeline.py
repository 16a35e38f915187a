"""Time axes: days that no time zone moves, and rules for the status date and today."""

import datetime as dt

import pytest

from dashboard.charts.timeline import RAISED, day_rules, days_across, epoch
from tests.reform import TODAY, day

DOMAIN = (day(-10), day(30))


def test_a_day_is_its_midnight_in_utc() -> None:
    midnight = dt.datetime(2026, 5, 15, tzinfo=dt.UTC)
    assert epoch(TODAY) == midnight.timestamp() * 1000
    assert isinstance(epoch(TODAY), float)


@pytest.mark.parametrize(("today", "rise"), [(day(10), RAISED), (day(30), 0)])
def test_two_days_near_one_another_are_named_on_two_lines(today: dt.date, rise: int) -> None:
    words = day_rules(TODAY, today, DOMAIN, dark=False)[1]
    assert words.data["rise"].tolist() == [0, rise]


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        (TODAY, ["status date 15 May"]),
        (day(6), ["status date 15 May"]),
        (day(7), ["status date 15 May", "today 22 May"]),
        (day(31), ["status date 15 May"]),
    ],
)
def test_today_is_marked_where_it_does_not_touch_the_status_date(today: dt.date, labels: list[str]) -> None:
    rules, words = day_rules(TODAY, today, DOMAIN, dark=False)
    assert rules.data["label"].tolist() == words.data["label"].tolist() == labels


def test_one_layer_gives_the_domain() -> None:
    rules, words = (layer.to_dict() for layer in day_rules(TODAY, TODAY, DOMAIN, dark=True))
    assert rules["encoding"]["x"]["scale"]["domain"][0] == {"year": 2026, "month": 5, "date": 5, "utc": True}
    assert "domain" not in words["encoding"]["x"]["scale"]
    assert days_across("day").to_dict()["scale"]["type"] == "utc"
