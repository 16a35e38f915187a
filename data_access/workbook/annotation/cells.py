"""Giving single cells of a worksheet part another style; every other byte stays."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from data_access.problems import column_letter
from data_access.workbook.annotation import markup
from data_access.workbook.annotation.finding import column_index
from data_access.workbook.annotation.markup import Edits, Element, MarkupError
from data_access.workbook.raw import Address

Restyle = Callable[[int], int]
"""From the index of a cell's style to the index of the style it gets."""


def restyle(xml: bytes, wanted: Mapping[Address, Restyle]) -> bytes:
    """The worksheet *xml* with the cells at *wanted* restyled; missing cells and rows are added.

    Raises MarkupError when the rows are not in order.
    """
    return _Sheet(xml).restyle(wanted) if wanted else xml


def _number(tag: bytes, name: bytes, default: int) -> int:
    value = markup.attribute(tag, name)
    return default if value is None else int(value)


class _Sheet:
    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._prefix = markup.prefix(xml)
        self._edits = Edits(xml)
        self._data = self._sheet_data()
        self._columns = self._column_styles()

    def _pattern(self, name: bytes) -> re.Pattern[bytes]:
        return re.compile(b"<" + re.escape(self._prefix + name) + rb"(?=[\s/>])" + markup.ATTRIBUTES + b"/?>")

    def _sheet_data(self) -> Element:
        name = self._prefix + b"sheetData"
        opening = self._pattern(b"sheetData").search(self._xml)
        if opening is None:
            raise MarkupError
        if opening[0].endswith(b"/>"):
            return Element(name, opening.start(), opening.end(), opening.end(), opening.end())
        close = self._xml.find(b"</" + name, opening.end())
        return Element(name, opening.start(), opening.end(), close, self._xml.index(b">", close) + 1)

    def _column_styles(self) -> list[tuple[int, int, int]]:
        head = self._xml[: self._data.start]
        tags = (found[0] for found in self._pattern(b"col").finditer(head))
        return [(_number(t, b"min", 1), _number(t, b"max", 1), _number(t, b"style", 0)) for t in tags]

    def restyle(self, wanted: Mapping[Address, Restyle]) -> bytes:
        rows: dict[int, dict[int, Restyle]] = defaultdict(dict)
        for (row, column), change in sorted(wanted.items(), key=lambda item: item[0]):
            rows[row][column] = change
        missing = sorted(rows, reverse=True)
        previous = 0
        for found in self._pattern(b"row").finditer(self._xml, self._data.open_end, self._data.close_start):
            number = _number(found[0], b"r", previous + 1)
            if number <= previous:
                raise MarkupError
            while missing and missing[-1] < number:
                self._edits.insert(found.start(), self._new_row(missing[-1], rows[missing.pop()]))
            if missing and missing[-1] == number:
                self._row(found, number, rows[missing.pop()])
            previous = number
        if missing:
            added = b"".join(self._new_row(number, rows[number]) for number in reversed(missing))
            self._edits.append(self._data, added)
        return self._edits.apply()

    def _new_row(self, number: int, changes: Mapping[int, Restyle]) -> bytes:
        cells = b"".join(self._new_cell((number, column), change, None) for column, change in changes.items())
        name = self._prefix + b"row"
        return b'<%s r="%d">' % (name, number) + cells + b"</%s>" % name

    def _new_cell(self, address: Address, change: Restyle, row_style: int | None) -> bytes:
        row, column = address
        style = row_style
        if style is None:
            style = next((s for first, last, s in self._columns if first <= column + 1 <= last), 0)
        place = f"{column_letter(column)}{row}".encode()
        return b'<%sc r="%s" s="%d"/>' % (self._prefix, place, change(style))

    def _row(self, found: re.Match[bytes], number: int, changes: Mapping[int, Restyle]) -> None:
        tag = found[0]
        row_style = _number(tag, b"s", 0) if markup.attribute(tag, b"customFormat") in ("1", "true") else None
        closed = tag.endswith(b"/>")
        end = found.end() if closed else self._xml.index(b"</" + self._prefix + b"row", found.end())
        missing = sorted(changes, reverse=True)
        added: list[tuple[int, bytes]] = []

        def add_before(limit: int, at: int) -> None:
            while missing and missing[-1] < limit:
                column = missing.pop()
                added.append((at, self._new_cell((number, column), changes[column], row_style)))

        column = -1
        for cell in self._pattern(b"c").finditer(self._xml, found.end(), end):
            reference = markup.attribute(cell[0], b"r")
            column = column + 1 if reference is None else column_index(reference.rstrip("0123456789"))
            add_before(column, cell.start())
            if missing and missing[-1] == column:
                missing.pop()
                new = changes[column](_number(cell[0], b"s", 0))
                self._edits.replace(cell.start(), cell.end(), markup.with_attribute(cell[0], b"s", new))
        add_before(1 << 20, end)
        self._extend(Element(self._prefix + b"row", found.start(), found.end(), end, end), added, closed=closed)

    def _extend(self, row: Element, added: list[tuple[int, bytes]], *, closed: bool) -> None:
        if not added:
            return
        # "spans" would no longer be true; it is only a hint.
        tag = markup.without_attribute(markup.opening(self._xml, row), b"spans")
        if closed:
            tag = re.sub(rb"\s*/>\Z", b">", tag) + b"".join(new for _, new in added) + b"</" + row.name + b">"
            added = []
        self._edits.replace(row.start, row.open_end, tag)
        for at, new in added:
            self._edits.insert(at, new)
