from decimal import Decimal

import pytest

from dashboard.metrics.figure import Reason, percent, ratio


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (1, Decimal(0)), (1, None), (None, 1), (0, 0)])
def test_no_denominator_no_value(numerator, denominator):
    assert ratio(numerator, denominator, Reason.NO_DATA) == (None, Reason.NO_DATA)
    assert percent(numerator, denominator, Reason.NO_DATA) == (None, Reason.NO_DATA)


def test_a_value_has_no_reason():
    assert ratio(1, 8, Reason.NO_DATA) == (Decimal("0.125"), None)
    assert percent(Decimal("0.5"), 8, Reason.NO_DATA) == (Decimal("6.25"), None)
