from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.money import euros, share, storable, to_cent


@pytest.mark.parametrize(("amount", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("1.0049", "1.00")])
def test_to_the_cent(amount, rounded):
    assert to_cent(Decimal(amount)) == Decimal(rounded)


def test_what_is_beyond_meaning_is_not_stored():
    assert storable(Decimal("1e15")) is None
    assert storable(Decimal("-1e20")) is None
    assert storable(Decimal("12.345")) == Decimal("12.35")


@settings(max_examples=60, deadline=None)
@given(st.integers(-(10**15), 10**15), st.integers(0, 10_000))
def test_share_is_within_half_a_cent(cents, numerator):
    found = int(share(np.array([cents], dtype=np.int64), numerator, 10_000)[0])
    assert abs(found * 10_000 - cents * numerator) <= 5_000


def test_euros_have_two_decimals():
    assert str(euros(np.int64(1250))) == "12.50"
