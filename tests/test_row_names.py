"""Rows by name: key and title, whatever the dataset."""

import datetime as dt

import pytest

from dashboard.row_names import address_of, row_name
from data_access.datasets import CONTRACT
from data_access.plan import Change, ChangeKind
from tests.workbooks import record


@pytest.mark.parametrize(
    ("dataset", "key", "title", "expected"),
    [
        ("projects", ("P1",), "Payroll", "Payroll"),
        ("raid", ("P1", "R1"), "Supplier is late", "R1 · Supplier is late"),
        ("budget", ("P1", "staff", dt.date(2026, 1, 1)), None, "Staff · Jan 2026"),
    ],
)
def test_a_row_is_called_by_key_and_title(
    dataset: str, key: tuple[object, ...], title: str | None, expected: str
) -> None:
    assert row_name(CONTRACT.dataset(dataset), key, title, {}) == expected


@pytest.mark.parametrize(("old", "new", "row"), [(None, "R1", 3), ("R1", None, None)])
def test_a_change_is_named_by_the_side_that_there_is(old: str | None, new: str | None, row: int | None) -> None:
    sides = [None if code is None else record("raid", entry=code, title="Late") for code in (old, new)]
    change = Change(CONTRACT.dataset("raid"), ("P1", "R1"), ChangeKind.GONE, row, *sides)
    assert address_of(change, {}) == ("RAID", "P1", "R1 · Late", str(row or ""))
