"""Records as frames: names, dtypes, and no value under another name."""

from decimal import Decimal

import pytest

from data_access.contract import ColumnType
from data_access.frames import typed

TYPES = {"project": ColumnType.TEXT, "days": ColumnType.INTEGER, "eur": ColumnType.AMOUNT}


def test_records_become_columns_of_their_types() -> None:
    frame = typed(TYPES, [("P1", 3, Decimal("1.50")), ("P2", None, None)])
    assert frame.dtypes.astype(str).to_dict() == {"project": "object", "days": "Int64", "eur": "object"}
    assert frame["eur"].tolist() == [Decimal("1.50"), None]


def test_no_record_is_a_frame_with_every_column() -> None:
    assert list(typed(TYPES, []).columns) == list(TYPES)


@pytest.mark.parametrize("wrong", [("P2", 1), ("P2", 1, None, "more")])
def test_a_record_of_another_length_moves_no_value_into_the_next_column(wrong: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="3 values"):
        typed(TYPES, [("P1", 1, None), wrong])
