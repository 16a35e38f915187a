"""A workbook as read: cells at their true addresses, nothing interpreted."""

import datetime as dt
from dataclasses import dataclass, field

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Address = tuple[int, int]
"""Excel row (from 1) and column index (from 0)."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet, column by column: ``columns[2][0]`` is cell C1; blanks are None.

    All columns have the same length. *errors* holds cells such as ``#REF!``; *uncached* formulas
    stored without a value; *percent* cells shown by Excel as a percentage (their value is a
    fraction), None where the file format does not tell.
    """

    name: str
    columns: list[list[Cell]]
    hidden: bool = False
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    errors: dict[Address, str] = field(default_factory=dict)
    uncached: frozenset[Address] = frozenset()
    percent: frozenset[Address] | None = None

    @property
    def height(self) -> int:
        """Number of rows, counted from Excel's row 1."""
        return len(self.columns[0]) if self.columns else 0


@dataclass(frozen=True)
class RawWorkbook:
    """All sheets of a file. *kind* is ``xlsx``, ``xlsm``, ``xls`` or ``ods``, told from content."""

    kind: str
    sheets: tuple[RawSheet, ...]
    has_macros: bool = False
