"""Time axes: days that no time zone moves, and rules for the status date and today."""

import datetime as dt

import pytest

from dashboard.charts.timeline import day_rules, days_across, epoch
from tests.reform import TODAY, day

DOMAIN = (day(-10), day(30))


def test_a_day_is_its_midnight_in_utc() -> None:
    midnight = dt.datetime(2026, 5, 15, tzinfo=dt.UTC)
    assert epoch(TODAY) == midnight.timestamp() * 1000
    assert isinstance(epoch(TODAY), float)


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
