"""What a scan sees in one sheet and a reader does not tell: errors, uncached formulas, percentages."""

import re
from dataclasses import dataclass, field

from data_access.errors import FileRefused
from data_access.problems import column_letter
from data_access.workbook.limits import Limits
from data_access.workbook.raw import Address

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
_RANGE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}\Z")
_EXCEL_ROWS, _EXCEL_COLUMNS = 1_048_576, 16_384


@dataclass
class Marks:
    """Fills up while one sheet is scanned; every address is held against the limits first.

    *last_row* is Excel's row number of the last cell with content, 0 in an empty sheet. *filled* counts the
    cells with a value where the scan looked at every one. *percent* is None where the format does not tell.
    Raises FileRefused: ``sheet_too_many_rows``, ``sheet_too_many_columns``, ``file_needs_too_much_memory``,
    ``file_damaged``.
    """

    sheet: str
    limits: Limits
    hidden: bool = False
    last_row: int = 0
    filled: int | None = None
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    errors: dict[Address, str] = field(default_factory=dict)
    uncached: set[Address] = field(default_factory=set)
    percent: set[Address] | None = None

    def admit(self, address: Address) -> Address:
        """Take note that the cell has content."""
        row, column = address
        if column >= self.limits.columns:
            self._refuse("sheet_too_many_columns", address, columns=column + 1, limit=self.limits.columns)
        if row > self.limits.rows:
            self._refuse("sheet_too_many_rows", address, rows=row, limit=self.limits.rows)
        self.last_row = max(self.last_row, row)
        return address

    def error(self, address: Address, text: str) -> None:
        """Take note of an error cell such as ``#REF!``."""
        self.errors[self.admit(address)] = text
        self._count()

    def no_value(self, address: Address) -> None:
        """Take note of a formula stored without a value."""
        self.uncached.add(self.admit(address))
        self._count()

    def percentage(self, address: Address) -> None:
        """Take note of a cell that is shown as a percentage."""
        if self.percent is None:
            self.percent = set()
        self.percent.add(self.admit(address))
        self._count()

    def hide_row(self, row: int) -> None:
        """Take note of a hidden row; those below the last row that may be read do not matter."""
        if row <= self.limits.rows:
            self.hidden_rows.append(row)
            self._count()

    def merge(self, reference: str) -> None:
        """Take note of a merged range such as ``A1:B2``."""
        if _RANGE.match(reference):
            self.merged.append(reference)
            self._count()

    def _refuse(self, code: str, address: Address, **params: object) -> None:
        row, column = address
        raise FileRefused(code, sheet=self.sheet, cell=f"{column_letter(column)}{row}", **params)

    def _count(self) -> None:
        marks = len(self.errors) + len(self.uncached) + len(self.percent or ())
        marks += len(self.merged) + len(self.hidden_rows)
        if marks > self.limits.marks:
            raise FileRefused("file_needs_too_much_memory", limit=self.limits.memory_bytes)


def address_of(reference: str) -> Address:
    """``B7`` as (7, 1). Raises FileRefused ``file_damaged`` for anything Excel could not address."""
    match = _REFERENCE.match(reference)
    if match is None:
        raise FileRefused("file_damaged", reason="cell_address", part=reference[:20])
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not 1 <= row <= _EXCEL_ROWS or column > _EXCEL_COLUMNS:
        raise FileRefused("file_damaged", reason="cell_address", part=reference[:20])
    return row, column - 1


def row_of(number: str) -> int:
    """Excel's row number from its text. Raises FileRefused ``file_damaged``."""
    return address_of(f"A{number}")[0]
