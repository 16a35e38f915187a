"""Records as data frames: one column per contract column, missing values None or <NA>."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from data_access.contract import ColumnType, Contract, Dataset

DTYPES: dict[ColumnType, str] = {ColumnType.INTEGER: "Int64"}
"""Everything else is held as Python objects: str, Decimal, date, bool or None."""


def frame(dataset: Dataset, records: Sequence[Sequence[object]]) -> pd.DataFrame:
    """*records* in column order as a frame: Int64 for whole numbers, objects for all else."""
    columns = list(zip(*records, strict=True)) if records else [()] * len(dataset.columns)
    return pd.DataFrame(
        {column.name: series(values, column.type) for column, values in zip(dataset.columns, columns, strict=True)},
        columns=list(dataset.column_names),
    )


def series(values: Sequence[object], column_type: ColumnType) -> pd.Series:
    """*values* with the dtype that *column_type* has in every frame."""
    return pd.Series(list(values), dtype=DTYPES.get(column_type, "object"))


def frames(contract: Contract, rows: Mapping[tuple[str, str], Iterable[Sequence[object]]]) -> dict[str, pd.DataFrame]:
    """Dataset name to frame, from the records of each (dataset name, project)."""
    by_dataset: dict[str, list[Sequence[object]]] = {dataset.name: [] for dataset in contract}
    for (name, _), records in rows.items():
        by_dataset[name].extend(records)
    return {dataset.name: frame(dataset, by_dataset[dataset.name]) for dataset in contract}
