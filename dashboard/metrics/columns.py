"""Columns of a frame as arrays: amounts in cents, whole numbers, days; blanks told apart by a mask.

Frames hold ``Decimal`` amounts and ``datetime.date`` days in object columns, nullable ``Int64``
numbers, text, and None, NaN or NA for a blank cell. A frame without the column reads as blank.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.metrics.money import Cents

Mask = npt.NDArray[np.bool_]
NO_DAY = 0


def given(frame: pd.DataFrame, name: str) -> Mask:
    """Which rows of column *name* hold a value."""
    if name not in frame:
        return np.zeros(len(frame), dtype=bool)
    return frame[name].notna().to_numpy(dtype=bool)


def hundredths(frame: pd.DataFrame, name: str) -> Cents:
    """Column *name* times 100 in whole numbers: cents of an amount; 0 where blank."""
    result = np.zeros(len(frame), dtype=np.int64)
    mask = given(frame, name)
    if mask.any():
        # Doubles hold every amount that the contract allows to a small part of a cent.
        result[mask] = np.rint(frame[name].to_numpy(dtype=object)[mask].astype(np.float64) * 100)
    return result


def integers(frame: pd.DataFrame, name: str) -> Cents:
    """Column *name* as whole numbers; 0 where blank."""
    result = np.zeros(len(frame), dtype=np.int64)
    mask = given(frame, name)
    if mask.any():
        result[mask] = frame[name].to_numpy(dtype=object)[mask].astype(np.int64)
    return result


def days(frame: pd.DataFrame, name: str) -> Cents:
    """Dates of column *name* as ordinals (``date.toordinal``); ``NO_DAY``, before every date, where blank."""
    result = np.full(len(frame), NO_DAY, dtype=np.int64)
    mask = given(frame, name)
    if mask.any():
        result[mask] = [value.toordinal() for value in frame[name].to_numpy(dtype=object)[mask]]
    return result


def months(frame: pd.DataFrame, name: str) -> Cents:
    """Dates of column *name* as months counted from year 0 (``month_number``); 0 where blank."""
    result = np.zeros(len(frame), dtype=np.int64)
    mask = given(frame, name)
    if mask.any():
        result[mask] = [12 * value.year + value.month - 1 for value in frame[name].to_numpy(dtype=object)[mask]]
    return result


def is_in(frame: pd.DataFrame, name: str, values: tuple[str, ...]) -> Mask:
    """Which rows of column *name* hold one of *values*."""
    if name not in frame:
        return np.zeros(len(frame), dtype=bool)
    return frame[name].isin(values).to_numpy(dtype=bool)


def sums(keys: pd.Series, parts: dict[str, npt.NDArray[np.int64] | Mask]) -> pd.DataFrame:
    """Whole-number sums of *parts* per key: index the keys in order of appearance, one int64 column per part."""
    frame = pd.DataFrame({name: part.astype(np.int64) for name, part in parts.items()})
    return frame.groupby(keys.to_numpy(dtype=object), sort=False).sum()


def sums_by(keys: pd.Series, parts: dict[str, npt.NDArray[np.int64] | Mask]) -> dict[str, dict[str, int]]:
    """As ``sums``: key, then part, to the sum; blank keys under ''."""
    table = sums(keys.astype(object).where(keys.notna(), ""), parts)
    return {
        str(key): dict(zip(parts, map(int, row), strict=True))
        for key, row in zip(table.index, table.to_numpy(), strict=True)
    }


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of *frame*, column name to cell, blanks as None."""
    names = [str(name) for name in frame.columns]
    # All cells at once: column by column, and cell by cell, take three times as long.
    cells = frame.to_numpy(dtype=object, copy=True)
    cells[pd.isna(cells)] = None
    return [dict(zip(names, row, strict=True)) for row in cells.tolist()]


def value_of(cell: object) -> object:
    """*cell*, or None where it is blank (None, NaN, NA, NaT)."""
    return None if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell else cell
