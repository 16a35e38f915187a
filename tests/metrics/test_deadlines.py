"""When reports are due: the end of Friday in Brussels by default, across the changes of the clock."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard.metrics.deadlines import DEFAULT_DEADLINE, Deadline, deadline_of, due

FRIDAY = dt.date(2026, 5, 8)


@pytest.mark.parametrize(
    ("day", "weekday", "utc"),
    [
        (FRIDAY, 5, dt.datetime(2026, 5, 8, 22, 0, tzinfo=dt.UTC)),
        (dt.date(2026, 11, 20), 5, dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)),
        (dt.date(2026, 10, 24), 6, dt.datetime(2026, 10, 24, 22, 0, tzinfo=dt.UTC)),
        (dt.date(2026, 10, 25), 7, dt.datetime(2026, 10, 25, 23, 0, tzinfo=dt.UTC)),
    ],
    ids=["summer", "winter", "eve of the change", "day of the change"],
)
def test_the_end_of_the_day_in_brussels(day: dt.date, weekday: int, utc: dt.datetime) -> None:
    assert due(day, Deadline(weekday)) == utc


@pytest.mark.parametrize(
    ("status_date", "weekday", "day"),
    [
        (FRIDAY, 5, FRIDAY),
        (FRIDAY, 1, FRIDAY + dt.timedelta(3)),
        (FRIDAY, 4, FRIDAY + dt.timedelta(6)),
        (FRIDAY - dt.timedelta(1), 5, FRIDAY),
    ],
)
def test_the_first_such_day_on_or_after_the_status_date(status_date: dt.date, weekday: int, day: dt.date) -> None:
    found = due(status_date, Deadline(weekday, 10 * 60 + 30))
    assert (found.date(), found.time()) == (day, dt.time(10, 30))


def test_what_is_not_set_keeps_its_default() -> None:
    assert deadline_of({}) == DEFAULT_DEADLINE == Deadline(5, 1440)
    assert deadline_of({"deadline_weekday": Decimal(1)}) == Deadline(1, 1440)
    assert deadline_of({"deadline_time": Decimal(600), "stale_days": Decimal(3)}) == Deadline(5, 600)
