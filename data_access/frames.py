"""Records as data frames: one column per contract column, missing values None or <NA>."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.contract import ColumnType, Contract, Dataset

DTYPES: dict[ColumnType, str] = {ColumnType.INTEGER: "Int64"}
"""Everything else is held as Python objects: str, Decimal, date, bool or None."""


def frame(dataset: Dataset, records: Sequence[Sequence[object]]) -> pd.DataFrame:
    """*records* in column order as a frame: Int64 for whole numbers, objects for all else."""
    return typed({column.name: column.type for column in dataset.columns}, records)


def typed(types: Mapping[str, ColumnType], records: Sequence[Sequence[object]]) -> pd.DataFrame:
    """*records* as a frame with the names and dtypes of *types*; ``ValueError`` where one is not as long."""
    width = len(types)
    if set(map(len, records)) - {width}:
        raise ValueError(f"records that have not {width} values")
    cells = np.fromiter(chain.from_iterable(records), dtype=object, count=width * len(records))
    columns = np.ascontiguousarray(cells.reshape(-1, width).T)
    data = {name: series(values, kind) for (name, kind), values in zip(types.items(), columns, strict=True)}
    return pd.DataFrame(data, columns=list(types), copy=False)


def series(values: Sequence[object] | npt.NDArray[np.object_], column_type: ColumnType) -> pd.Series:
    """*values* with the dtype that *column_type* has in every frame."""
    given = values if isinstance(values, np.ndarray) else list(values)
    return pd.Series(given, dtype=DTYPES.get(column_type, "object"))


def frames(contract: Contract, rows: Mapping[tuple[str, str], Iterable[Sequence[object]]]) -> dict[str, pd.DataFrame]:
    """Dataset name to frame, from the records of each (dataset name, project)."""
    by_dataset: dict[str, list[Sequence[object]]] = {dataset.name: [] for dataset in contract}
    for (name, _), records in rows.items():
        by_dataset[name].extend(records)
    return {dataset.name: frame(dataset, by_dataset[dataset.name]) for dataset in contract}
