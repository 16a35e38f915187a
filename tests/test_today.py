"""The day in Brussels around midnight, in winter and in summer."""

import datetime as dt
from dataclasses import replace

import pytest

from dashboard.today import today
from data_access.engine import Database


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (dt.datetime(2026, 11, 26, 22, 59, tzinfo=dt.UTC), dt.date(2026, 11, 26)),
        (dt.datetime(2026, 11, 26, 23, 1, tzinfo=dt.UTC), dt.date(2026, 11, 27)),
        (dt.datetime(2026, 7, 2, 21, 59, tzinfo=dt.UTC), dt.date(2026, 7, 2)),
        (dt.datetime(2026, 7, 2, 22, 1, tzinfo=dt.UTC), dt.date(2026, 7, 3)),
    ],
)
def test_the_day_begins_at_midnight_in_brussels(sqlite_db: Database, instant: dt.datetime, day: dt.date) -> None:
    assert today(replace(sqlite_db, clock=lambda: instant)) == day
