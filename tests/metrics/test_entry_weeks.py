from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.metrics.entry_weeks import Change, last_changed, weeks

FIRST = date(2026, 5, 1)
COLUMNS = ("status", "owner")


def history(*rows: tuple[str, str] | None) -> pd.DataFrame:
    """One row per week: status and owner, or None where the entry was gone."""
    return pd.DataFrame(
        [
            {
                "status_date": FIRST + timedelta(weeks=n),
                "present": row is not None,
                "status": row and row[0],
                "owner": row and row[1],
            }
            for n, row in enumerate(rows)
        ],
        columns=["status_date", "present", *COLUMNS],
    )


def test_the_latest_week_comes_first_with_what_it_changed():
    found = weeks(history(("open", "Ana"), ("open", "Ana"), ("closed", "Bob")), COLUMNS)
    assert [week.status_date for week in found] == [FIRST + timedelta(weeks=n) for n in (2, 1, 0)]
    assert found[0].changed == (Change("status", "open", "closed"), Change("owner", "Ana", "Bob"))
    assert [week.changed for week in found[1:]] == [(), ()]
    assert [week.first for week in found] == [False, False, True]


def test_a_row_that_was_gone_comes_back_as_new():
    found = weeks(history(("open", "Ana"), None, ("open", "Bob")), COLUMNS)
    assert [(week.row is None, week.first, week.changed) for week in found] == [
        (False, True, ()),
        (True, False, ()),
        (False, True, ()),
    ]


@pytest.mark.parametrize(
    ("rows", "week"),
    [
        ([("open", "Ana")], 0),
        ([("open", "Ana"), ("open", "Ana")], 0),
        ([("open", "Ana"), ("open", "Bob"), ("open", "Bob")], 1),
        ([("open", "Ana"), None], 1),
        ([("open", "Ana"), None, None], 1),
        ([("open", "Ana"), None, ("open", "Ana")], 2),
    ],
)
def test_when_it_last_changed(rows, week):
    assert last_changed(weeks(history(*rows), COLUMNS)) == FIRST + timedelta(weeks=week)


def test_without_history_nothing_changed():
    assert last_changed(weeks(history(), COLUMNS)) is None
