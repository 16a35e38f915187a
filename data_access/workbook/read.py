"""Bytes to raw sheets: type by content, quick checks, then a reader in a process of its own beside the scan."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.errors import FileRefused
from data_access.workbook.limits import DEFAULT_LIMITS, Limits
from data_access.workbook.marks import Marks
from data_access.workbook.process import ReadingProcess, ReadSheet
from data_access.workbook.raw import Address, Cell, RawSheet, RawWorkbook
from data_access.workbook.scan import begin_scan
from data_access.workbook.sniff import sniff

_READ_BY_BOTH = ("xlsx", "xlsm")


def read_workbook(data: bytes, limits: Limits = DEFAULT_LIMITS) -> RawWorkbook:
    """All worksheets of an .xlsx, .xlsm, .xls or .ods file, whatever its name.

    Raises FileRefused, with these codes and params: ``file_empty``; ``file_not_a_workbook`` kind;
    ``file_encrypted``; ``file_damaged`` reason, part; ``file_has_entities`` part; ``file_has_no_sheets``;
    ``file_too_large`` size, limit; ``file_expands_too_much`` limit; ``file_too_many_sheets`` sheets, limit;
    ``sheet_too_many_rows`` sheet, cell, rows, limit; ``sheet_too_many_columns`` sheet, cell, columns, limit;
    ``file_takes_too_long`` seconds; ``file_needs_too_much_memory`` limit. Sizes in bytes.
    """
    if len(data) > limits.file_bytes:
        raise FileRefused("file_too_large", size=len(data), limit=limits.file_bytes)
    file = _File(data, sniff(data), limits)
    with ReadingProcess("calamine", limits) as process:
        scan = begin_scan(data, file.kind, limits)
        process.send(data)
        marks = scan.marks()
        sheets = _sheets(process, marks, file)
    return RawWorkbook(file.kind, tuple(map(_raw, sheets, marks)), scan.has_macros)


@dataclass(frozen=True)
class _File:
    data: bytes
    kind: str
    limits: Limits


def _sheets(process: ReadingProcess, marks: list[Marks], file: _File) -> list[ReadSheet]:
    sheets: list[ReadSheet] = []
    try:
        sheets = process.sheets()
    except FileRefused as refusal:
        if refusal.code != "file_damaged" or file.kind not in _READ_BY_BOTH:
            raise
    if file.kind in _READ_BY_BOTH and _falls_short(sheets, marks):
        sheets = _read_again(sheets, file)
    _refuse_loss(sheets, marks)
    return sheets


def _falls_short(sheets: list[ReadSheet], marks: list[Marks]) -> bool:
    """Whether the scan saw sheets, rows or cells that the reader did not return."""
    return len(sheets) != len(marks) or any(map(_misses_cells, sheets, marks))


def _misses_cells(sheet: ReadSheet, marks: Marks) -> bool:
    # Readers rightly leave two kinds of cells blank: errors, and formulas without a value.
    last_blank = max((row for row, _ in (*marks.errors, *marks.uncached)), default=0)
    if max(sheet.height, last_blank) < marks.last_row:
        return True
    return marks.filled is not None and sheet.filled + len(marks.errors) < marks.filled


def _read_again(sheets: list[ReadSheet], file: _File) -> list[ReadSheet]:
    """With the slower reader, for the packages that the fast one does not open or reads short."""
    try:
        with ReadingProcess("openpyxl", file.limits) as process:
            process.send(file.data)
            again = process.sheets()
    except FileRefused:
        if not sheets:
            raise
        return sheets
    return again if _extent(again) > _extent(sheets) else sheets


def _extent(sheets: list[ReadSheet]) -> tuple[int, int]:
    return len(sheets), sum(sheet.filled for sheet in sheets)


def _refuse_loss(sheets: list[ReadSheet], marks: list[Marks]) -> None:
    """A workbook or sheet that holds cells is never taken for an empty one."""
    if len(sheets) != len(marks):
        raise FileRefused("file_damaged", reason="sheets")
    for sheet, found in zip(sheets, marks, strict=True):
        if not sheet.columns and _misses_cells(sheet, found):
            raise FileRefused("file_damaged", reason="cells", part=found.sheet)


def _raw(sheet: ReadSheet, marks: Marks) -> RawSheet:
    if sheet.columns:
        marks.admit((sheet.height, len(sheet.columns) - 1))
    columns = _padded(sheet.columns, (*marks.errors, *marks.uncached))
    for row, column in marks.errors:
        columns[column][row - 1] = None
    height = len(columns[0]) if columns else 0
    return RawSheet(
        name=sheet.name,
        columns=columns,
        hidden=sheet.hidden,
        merged=tuple(marks.merged),
        hidden_rows=tuple(row for row in marks.hidden_rows if row <= height),
        errors=marks.errors,
        uncached=frozenset(marks.uncached),
        percent=None if marks.percent is None else frozenset(marks.percent),
    )


def _padded(columns: list[list[Cell]], marked: Sequence[Address]) -> list[list[Cell]]:
    """Columns long and many enough to hold every marked cell, which readers return blank or not at all."""
    height = max((row for row, _ in marked), default=0)
    width = max((column + 1 for _, column in marked), default=0)
    rows = max(height, len(columns[0]) if columns else 0)
    columns = [column + [None] * (rows - len(column)) for column in columns] if height == rows else columns
    return columns + [[None] * rows for _ in range(width - len(columns))]
