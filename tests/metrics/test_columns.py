from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from dashboard.metrics.columns import days, given, hundredths, integers, months, records, sums_by, value_of


@pytest.mark.parametrize("blank", [None, float("nan"), pd.NA, pd.NaT])
def test_blanks_of_every_kind(blank):
    frame = pd.DataFrame({"a": pd.Series([blank, Decimal("1.25")], dtype=object)})
    assert given(frame, "a").tolist() == [False, True]
    assert hundredths(frame, "a").tolist() == [0, 125]
    assert value_of(blank) is None


def test_a_column_that_is_not_there_reads_as_blank():
    frame = pd.DataFrame({"a": [1, 2]})
    assert hundredths(frame, "b").tolist() == integers(frame, "b").tolist() == [0, 0]
    assert days(frame, "b").tolist() == months(frame, "b").tolist() == [0, 0]


@pytest.mark.parametrize("dtype", ["Int64", object])
def test_whole_numbers(dtype):
    frame = pd.DataFrame({"a": pd.Series([3, None, 7], dtype=dtype)})
    assert integers(frame, "a").tolist() == [3, 0, 7]


def test_large_amounts_stay_exact():
    frame = pd.DataFrame({"a": pd.Series([Decimal("9999999999999.99"), Decimal("-0.01")], dtype=object)})
    assert hundredths(frame, "a").tolist() == [999999999999999, -1]


def test_dates():
    frame = pd.DataFrame({"a": pd.Series([date(2026, 5, 1), None], dtype=object)})
    assert days(frame, "a").tolist() == [date(2026, 5, 1).toordinal(), 0]
    assert months(frame, "a").tolist() == [12 * 2026 + 4, 0]


def test_sums_by_key_keep_blank_keys_apart():
    frame = pd.DataFrame({"key": ["x", None, "x"], "n": pd.Series([1, 2, 4], dtype="Int64")})
    assert sums_by(frame["key"], {"n": integers(frame, "n")}) == {"x": {"n": 5}, "": {"n": 2}}


def test_records():
    frame = pd.DataFrame({"a": ["x", None], "n": pd.Series([1, None], dtype="Int64")})
    assert records(frame) == [{"a": "x", "n": 1}, {"a": None, "n": None}]
    assert records(pd.DataFrame()) == []
