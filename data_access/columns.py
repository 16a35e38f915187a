"""Reads the cells of a recognised sheet, column by column: 100,000 rows in about a second.

Each distinct cell of a column is converted once; weekly files repeat most of theirs.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import NoneType
from typing import cast

from data_access.contract import Choice, Column, ColumnType
from data_access.headers import Header
from data_access.problems import Problem, Severity, column_letter
from data_access.records import Records
from data_access.values import Converter, Failure, Fraction, Params, Value, blank, converter
from data_access.words import fold
from data_access.workbook.raw import Address, Cell, RawSheet

TOTALS = frozenset(
    "total totals totaal totalen totaux grandtotal subtotal soustotal subtotaal somme som sum totalgeneral "
    "algemeentotaal eindtotaal".split()
)
_BEGINS_TOTAL = re.compile(r"\s*(?:sub-?|grand |sous-)?(?:total|totaal|totaux)\b", re.IGNORECASE)
MOST_MERGED = 1000
"""Merged cells looked at: no sheet of rows needs one, and a file may declare millions."""
_REFERENCE = re.compile(r"^([A-Z]+)(\d+)")
_SHOWN_AS_PERCENTAGE = (ColumnType.PERCENTAGE, ColumnType.CHOICE)


def read_columns(
    sheet: RawSheet, header: Header, references: Mapping[str, tuple[Choice, ...]], language: str | None
) -> tuple[Records, list[Problem]]:
    """All data rows of *sheet*, and what is wrong with their cells; cells with a problem become None."""
    problems: list[Problem] = []
    rows = _data_rows(sheet, header, problems)
    columns: list[list[Value]] = []
    for column in header.dataset.columns:
        if column.name not in header.columns:
            columns.append([None] * len(rows))
            continue
        reader = _ColumnReader(sheet, header, column, rows)
        columns.append(reader.read(converter(column, column.choices_given(references), language)))
        problems += reader.problems
    problems += _merged(sheet, header, rows)
    problems += _hidden_rows(sheet, rows)
    letters = {name: column_letter(index) for name, index in header.columns.items()}
    values = list(zip(*columns, strict=True))
    return Records(header.dataset, sheet.name, rows, values, frozenset(header.columns), letters), problems


class _ColumnReader:
    """Converts one column and collects its problems."""

    def __init__(self, sheet: RawSheet, header: Header, column: Column, rows: list[int]) -> None:
        self.sheet, self.column, self.rows = sheet, column, rows
        self.index = header.columns[column.name]
        self.letter = column_letter(self.index)
        self.plain_params: dict[str, object] = {"column": column.label}
        self.problems: list[Problem] = []

    def read(self, convert: Converter) -> list[Value]:
        cells = self._cells()
        values: list[Value | Failure] = self._converted(cells, convert)
        refused = self._broken_cells()
        for index in self._doubtful(values, refused):
            row, value = self.rows[index], values[index]
            if row in refused:
                values[index] = None
            elif isinstance(value, Failure):
                self._report(value.code, row, cells[index], value.params)
                values[index] = None
            elif not self._is_merged(row):
                self._report("value_missing", row, None, {})
        return cast(list[Value], values)

    def _doubtful(self, values: list[Value | Failure], refused: set[int]) -> list[int]:
        """Indexes of what may not stay as it is: failures, broken cells, and blanks where a value is required."""
        required = self.column.required
        kinds = set(map(type, values))
        if not refused and Failure not in kinds and not (required and NoneType in kinds):
            return []
        known = zip(self.rows, values, strict=True)
        return [
            i
            for i, (row, v) in enumerate(known)
            if isinstance(v, Failure) or row in refused or (required and v is None)
        ]

    def _is_merged(self, row: int) -> bool:
        return any(row in rows for rows in self._merged_rows)

    @cached_property
    def _merged_rows(self) -> list[range]:
        """Rows of the merged cells that reach into the column."""
        spans = [_span(reference) for reference in self.sheet.merged[:MOST_MERGED]]
        return [range(top, bottom + 1) for (top, left), (bottom, right) in spans if left <= self.index <= right]

    def _cells(self) -> list[Cell]:
        source = self.sheet.columns[self.index]
        cells = [source[row - 1] for row in self.rows]
        if self.column.type not in _SHOWN_AS_PERCENTAGE or not self.sheet.percent:
            return cells
        shown = {row for row, index in self.sheet.percent if index == self.index}
        return [
            Fraction(c) if r in shown and isinstance(c, float) else c for r, c in zip(self.rows, cells, strict=True)
        ]

    def _converted(self, cells: list[Cell], convert: Converter) -> list[Value | Failure]:
        # True == 1.0 and a Fraction equals its float: such columns cannot share one memory of results.
        kinds = set(map(type, cells))
        if kinds & {bool, Fraction}:
            return [convert(cell) for cell in cells]
        memory = {cell: convert(cell) for cell in set(cells)}
        return list(map(memory.__getitem__, cells))

    def _broken_cells(self) -> set[int]:
        errors = {row: text for (row, index), text in self.sheet.errors.items() if index == self.index}
        uncached = {row for row, index in self.sheet.uncached if index == self.index}
        if not errors and not uncached:
            return set()
        known = set(self.rows)
        for row in known & errors.keys():
            self._report("error_cell", row, errors[row], {})
        for row in known & uncached:
            self._report("formula_without_value", row, None, {})
        return known & (errors.keys() | uncached)

    def _report(self, code: str, row: int, value: object, params: Params) -> None:
        # Most findings share their parameters: a column may hold 200,000 of them.
        filled = {**self.plain_params, **params} if params else self.plain_params
        self.problems.append(
            Problem(
                self.sheet.name, code, row=row, column=self.letter, value=value, field=self.column.name, params=filled
            )
        )


def _data_rows(sheet: RawSheet, header: Header, problems: list[Problem]) -> list[int]:
    """Excel rows below the header that hold anything in a known column, totals left out with a notice."""
    indexes = sorted(header.columns.values())
    broken = {row for row, index in (*sheet.errors, *sheet.uncached) if index in header.columns.values()}
    key_indexes = [header.columns[name] for name in header.dataset.key if name in header.columns]
    keys = [sheet.columns[i] for i in key_indexes]
    nameless = set().union(*map(_nameless_rows, keys)) if keys else range(sheet.height + 1)
    rows: list[int] = []
    for row in range(header.row + 1, sheet.height + 1):
        if row in nameless:
            if row not in broken and all(blank(sheet.columns[i][row - 1]) for i in indexes):
                continue
            if _is_total(sheet, row, indexes, key_indexes):
                problems.append(Problem(sheet.name, "total_row", Severity.NOTICE, row=row))
                continue
        rows.append(row)
    return rows


def _nameless_rows(column: list[Cell]) -> set[int]:
    """Excel rows whose cell in a key *column* is blank or the word total."""
    nameless = {cell for cell in set(column) if not _names_row(cell)}
    return {row for row, cell in enumerate(column, 1) if cell in nameless}


def _names_row(cell: Cell) -> bool:
    return not blank(cell) and not (isinstance(cell, str) and fold(cell) in TOTALS)


def _is_total(sheet: RawSheet, row: int, indexes: list[int], key_indexes: list[int]) -> bool:
    """Whether a row that lacks part of its key calls itself a total."""
    keys = [sheet.columns[i][row - 1] for i in key_indexes]
    incomplete = any(blank(cell) or fold(str(cell)) in TOTALS for cell in keys)
    named = any(isinstance(t := sheet.columns[i][row - 1], str) and fold(t) in TOTALS for i in indexes)
    headed = any(isinstance(cell, str) and _BEGINS_TOTAL.match(cell) for cell in keys)
    return incomplete and (named or headed)


def _merged(sheet: RawSheet, header: Header, rows: list[int]) -> Iterator[Problem]:
    if not sheet.merged or not rows:
        return
    known = set(header.columns.values())
    for reference in sheet.merged[:MOST_MERGED]:
        (top, left), (bottom, right) = _span(reference)
        touches = any(left <= index <= right for index in known)
        if touches and bottom > header.row and top <= rows[-1]:
            yield Problem(
                sheet.name, "merged_cells", row=max(top, header.row + 1), column=column_letter(left),
                params={"range": reference},
            )  # fmt: skip


def _span(reference: str) -> tuple[Address, Address]:
    first, _, last = reference.partition(":")
    return _position(first), _position(last or first)


def _position(reference: str) -> Address:
    found = _REFERENCE.match(reference)
    if not found:
        return 0, 0
    index = 0
    for letter in found[1]:
        index = index * 26 + ord(letter) - 64
    return int(found[2]), index - 1


def _hidden_rows(sheet: RawSheet, rows: list[int]) -> Iterator[Problem]:
    hidden = len(set(sheet.hidden_rows) & set(rows))
    if hidden:
        yield Problem(sheet.name, "rows_hidden", Severity.NOTICE, params={"count": hidden})
