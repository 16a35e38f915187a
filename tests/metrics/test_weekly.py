from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.totals import total
from dashboard.metrics.weekly import weekly_totals
from tests.metrics.factories import measured

FIRST = date(2026, 5, 1)
WEEKS = [FIRST + timedelta(weeks=n) for n in range(4)]


def reports(*rows: tuple[str, int, str | None]):
    """Exposure by project and week number."""
    return measured(
        *(
            {"project": p, "status_date": WEEKS[n], "risk_exposure": None if v is None else Decimal(v)}
            for p, n, v in rows
        )
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", 0, "10.10"), ("B", 0, "0.05")], ["10.15"] * 4),
        ([("A", 0, "10"), ("A", 2, "4")], ["10", "10", "4", "4"]),
        ([("A", 1, "10"), ("B", 3, "-2.50")], [None, "10", "10", "7.50"]),
        ([("A", 0, "10"), ("A", 1, None)], ["10", None, None, None]),
        ([("A", 0, None)], [None] * 4),
        ([], [None] * 4),
    ],
)
def test_a_project_counts_with_its_latest_report(rows, expected):
    found = weekly_totals(reports(*rows), WEEKS, "risk_exposure")
    assert found == [None if value is None else Decimal(value) for value in expected]


def test_a_report_before_the_first_week_still_counts():
    known = reports(("A", 0, "5"), ("B", 2, "1"))
    assert weekly_totals(known, WEEKS[1:], "risk_exposure") == [5, 6, 6]


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 3)),
    st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2)),
    max_size=9,
)


@settings(max_examples=30, deadline=None)
@given(CELLS)
def test_each_week_is_the_sum_of_the_latest_reports_to_the_cent(cells):
    known = reports(*((p, n, None if v is None else str(v)) for (p, n), v in cells.items()))
    for day, found in zip(WEEKS, weekly_totals(known, WEEKS, "risk_exposure"), strict=True):
        latest = known[known["status_date"] <= day].sort_values("status_date").drop_duplicates("project", keep="last")
        assert found == total(latest, "risk_exposure")
