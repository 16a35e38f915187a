from decimal import Decimal

import pytest

from dashboard.metrics import earned_value as ev
from dashboard.metrics.earned_value import EarnedValue
from dashboard.metrics.figure import Reason

CHECKED_BY_HAND = EarnedValue(
    bac=Decimal(100_000), pv=Decimal(70_000), ev=Decimal(40_000), ac=Decimal(50_000), estimate=Decimal(65_000)
)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (ev.cost_variance, "-10000.0000"),
        (ev.schedule_variance, "-30000.0000"),
        (ev.cpi, "0.8000"),
        (ev.spi, "0.5714"),
        (ev.eac_atypical, "110000.0000"),
        (ev.eac_typical, "125000.0000"),
        (ev.eac_cost_and_schedule, "181250.0000"),
        (ev.eac_weighted, "129545.4545"),
        (ev.eac_bottom_up, "115000.0000"),
        (ev.etc, "75000.0000"),
        (ev.vac, "-25000.0000"),
        (ev.tcpi_bac, "1.2000"),
        (ev.tcpi_eac, "0.8000"),
    ],
)
def test_the_case_checked_by_hand(function, expected):
    assert str(round(function(CHECKED_BY_HAND).value, 4)) == expected


@pytest.mark.parametrize(
    ("function", "change", "reason"),
    [
        (ev.cpi, {"ac": Decimal(0)}, Reason.NO_ACTUAL_COST),
        (ev.cpi, {"ac": None}, Reason.NO_ACTUAL_COST),
        (ev.cpi, {"ev": None}, Reason.NO_EARNED_VALUE),
        (ev.spi, {"pv": Decimal(0)}, Reason.NO_PLAN),
        (ev.cost_variance, {"ev": None}, Reason.NO_EARNED_VALUE),
        (ev.schedule_variance, {"pv": None}, Reason.NO_PLAN),
        (ev.eac_atypical, {"ac": None}, Reason.NO_ACTUAL_COST),
        (ev.eac_typical, {"bac": None}, Reason.NO_BUDGET),
        (ev.eac_typical, {"ev": Decimal(0)}, Reason.NOTHING_EARNED),
        (ev.eac_cost_and_schedule, {"pv": Decimal(0)}, Reason.NO_PLAN),
        (ev.eac_cost_and_schedule, {"ev": Decimal(0)}, Reason.NOTHING_EARNED),
        (ev.eac_weighted, {"ac": Decimal(0)}, Reason.NO_ACTUAL_COST),
        (ev.eac_bottom_up, {"estimate": None}, Reason.NO_ESTIMATE),
        (ev.etc, {"ac": None}, Reason.NO_ACTUAL_COST),
        (ev.vac, {"bac": None}, Reason.NO_BUDGET),
        (ev.tcpi_bac, {"ac": Decimal(100_000)}, Reason.NOT_ATTAINABLE),
        (ev.tcpi_bac, {"ac": Decimal(120_000)}, Reason.NOT_ATTAINABLE),
        (ev.tcpi_eac, {"ev": Decimal(100_000)}, Reason.NOTHING_LEFT_TO_DO),
    ],
)
def test_without_a_denominator_there_is_a_reason(function, change, reason):
    assert function(CHECKED_BY_HAND._replace(**change)) == (None, reason)


@pytest.mark.parametrize(
    ("bac", "complete", "expected"),
    [("100000", "40", "40000.00"), ("0.05", "50", "0.03"), (None, "40", None), ("100000", None, None)],
)
def test_earned_value_is_percent_complete_of_the_budget_to_the_cent(bac, complete, expected):
    amount = None if bac is None else Decimal(bac)
    found = ev.earned(amount, None if complete is None else Decimal(complete))
    assert found == (None if expected is None else Decimal(expected))
