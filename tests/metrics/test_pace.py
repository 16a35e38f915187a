from datetime import date
from decimal import Decimal

import pytest

from dashboard.metrics.pace import planned_rates
from tests.metrics.factories import frame, month


@pytest.mark.parametrize(
    ("day", "rate"),
    [(date(2026, 1, 31), "25"), (date(2026, 2, 14), "37.5"), (date(2026, 6, 30), "50"), (date(2026, 12, 31), "100")],
)
def test_the_profile_of_the_year_is_followed_day_by_day(day, rate):
    rows = [
        {"month": month(1), "planned": 100},
        {"month": month(2), "planned": 100},
        {"month": month(12), "planned": 200},
        {"month": month(12, 2025), "planned": 1000},
        {"month": month(1, 2027), "planned": 1000},
    ]
    assert planned_rates(frame("budget", *rows), day) == {"P1": Decimal(rate)}


def test_a_project_that_plans_nothing_in_the_year_has_no_profile():
    rows = [{"month": month(1, 2025), "planned": 10}, {"project": "P2", "month": month(1), "planned": 0}]
    assert planned_rates(frame("budget", *rows), date(2026, 5, 1)) == {}
