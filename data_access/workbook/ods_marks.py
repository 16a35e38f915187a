"""Marks of the tables of an OpenDocument spreadsheet; repeated rows and cells count as often as they repeat."""

from collections.abc import Iterable
from dataclasses import dataclass

from data_access.problems import column_letter
from data_access.workbook.limits import Limits
from data_access.workbook.marks import Marks
from data_access.workbook.parsed_marks import Attributes, local_name, parse_xml

_ERRORS = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
_HIDDEN = ("collapse", "filter")


def scan_ods(chunks: Iterable[bytes], limits: Limits) -> list[Marks]:
    """Marks of every table in ``content.xml``. Raises FileRefused as Marks and parse_xml do."""
    handler = _ContentHandler(limits)
    parse_xml(chunks, handler)
    return handler.found


@dataclass
class _Cell:
    column: int
    repeated: int
    attributes: Attributes
    text: str = ""

    @property
    def filled(self) -> bool:
        return "value-type" in self.attributes or "formula" in self.attributes

    @property
    def error(self) -> str | None:
        if self.attributes.get("calcext") == "error":
            return self.text or "#VALUE!"
        computed = "formula" in self.attributes and (self.text in _ERRORS or self.text.startswith("Err:"))
        return self.text if computed else None


class _ContentHandler:
    def __init__(self, limits: Limits) -> None:
        self.found: list[Marks] = []
        self._limits = limits
        self._depth = 0
        self._row = 1
        self._rows = 1
        self._column = 0
        self._cells: list[_Cell] = []
        self._hidden = False
        self._in_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self._start_table(_local(attributes))
        elif self._depth != 1:
            return
        elif name == "table-row":
            self._start_row(_local(attributes))
        elif name in ("table-cell", "covered-table-cell"):
            self._start_cell(_local(attributes))
        elif name == "p":
            self._in_text = bool(self._cells)

    def text(self, data: str) -> None:
        if self._in_text:
            self._cells[-1].text += data

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
        elif name == "p":
            self._in_text = False
        elif name == "table-row" and self._depth == 1:
            self._end_row(self.found[-1])

    def _start_table(self, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 1:
            self.found.append(Marks(attributes.get("name", ""), self._limits, percent=set()))
            self._row = 1

    def _start_row(self, attributes: Attributes) -> None:
        self._rows = _count(attributes, "number-rows-repeated")
        self._hidden = attributes.get("visibility") in _HIDDEN
        self._column, self._cells = 0, []

    def _start_cell(self, attributes: Attributes) -> None:
        repeated = _count(attributes, "number-columns-repeated")
        cell = _Cell(self._column, repeated, attributes)
        self._column += repeated
        self._in_text = False
        if cell.filled or "number-columns-spanned" in attributes or "number-rows-spanned" in attributes:
            self._cells.append(cell)

    def _end_row(self, marks: Marks) -> None:
        rows = range(self._row, self._row + self._rows)
        for cell in self._cells:
            _take(marks, cell, rows)
        if self._hidden:
            for row in rows[: self._limits.rows]:
                marks.hide_row(row)
        self._row += self._rows


def _take(marks: Marks, cell: _Cell, rows: range) -> None:
    columns = range(cell.column, cell.column + cell.repeated)
    if cell.filled:
        marks.admit((rows[-1], columns[-1]))
        for address in ((row, column) for row in rows for column in columns) if _remarkable(cell) else ():
            _mark(marks, cell, address)
    _merge(marks, cell, rows[0])


def _remarkable(cell: _Cell) -> bool:
    return cell.error is not None or cell.attributes.get("value-type", "percentage") == "percentage"


def _mark(marks: Marks, cell: _Cell, address: tuple[int, int]) -> None:
    if cell.error is not None:
        marks.error(address, cell.error)
    elif cell.attributes.get("value-type") == "percentage":
        marks.percentage(address)
    else:
        marks.no_value(address)


def _merge(marks: Marks, cell: _Cell, row: int) -> None:
    right = cell.column + _count(cell.attributes, "number-columns-spanned") - 1
    bottom = row + _count(cell.attributes, "number-rows-spanned") - 1
    if right > cell.column or bottom > row:
        marks.merge(f"{column_letter(cell.column)}{row}:{column_letter(right)}{bottom}")


def _count(attributes: Attributes, name: str) -> int:
    """A repetition between 1 and the most any spreadsheet program can address."""
    text = attributes.get(name, "1")
    return min(max(int(text), 1), 1 << 24) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def _local(attributes: Attributes) -> Attributes:
    """Attributes without prefix, except that LibreOffice's own value type must not hide the standard one."""
    found = {local_name(name): value for name, value in attributes.items() if not name.startswith("calcext:")}
    if "calcext:value-type" in attributes:
        found["calcext"] = attributes["calcext:value-type"]
    return found
