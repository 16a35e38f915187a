"""Marks of a sheet by an XML parser: slower than the patterns, and right for every way of writing."""

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from data_access.errors import FileRefused
from data_access.workbook.marks import Marks, address_of, row_of
from data_access.workbook.raw import Address

Attributes = dict[str, str]


class XmlHandler(Protocol):
    """What happens on the way through an XML part; element names come without prefix."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def parse_xml(chunks: Iterable[bytes], handler: XmlHandler) -> None:
    """Lead *handler* through a part. Raises FileRefused ``file_has_entities`` or ``file_damaged``."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: handler.start(local_name(name), attributes)
    parser.EndElementHandler = lambda name: handler.end(local_name(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two for unknown encodings
        raise FileRefused("file_damaged", reason="xml") from error


def local_name(name: str) -> str:
    """``row`` for ``x:row``."""
    return name.rpartition(":")[2]


def scan_thoroughly(chunks: Iterable[bytes], marks: Marks, percent_styles: frozenset[str]) -> None:
    """Fill *marks* from the pieces of a worksheet part. Raises FileRefused as Marks and parse_xml do."""
    parse_xml(chunks, _SheetHandler(marks, percent_styles))


class _SheetHandler:
    def __init__(self, marks: Marks, percent_styles: frozenset[str]) -> None:
        self._marks = marks
        self._percent_styles = percent_styles
        self._address: Address = (0, -1)
        self._cell: Attributes = {}
        self._inside: set[str] = set()
        self._value: list[str] = []
        self._in_value = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self._marks.merge(attributes.get("ref", ""))
        elif name in ("v", "f", "is"):
            self._inside.add(name)
            self._in_value = name == "v"

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)

    def end(self, name: str) -> None:
        if name == "v":
            self._in_value = False
        elif name == "c":
            self._end_cell("".join(self._value))

    def _start_row(self, attributes: Attributes) -> None:
        row = row_of(attributes["r"]) if "r" in attributes else self._address[0] + 1
        self._address = (row, -1)
        if attributes.get("hidden") in ("1", "true"):
            self._marks.hide_row(row)

    def _start_cell(self, attributes: Attributes) -> None:
        row, column = self._address
        self._address = address_of(attributes["r"]) if "r" in attributes else (row, column + 1)
        self._cell, self._inside, self._value = attributes, set(), []

    def _end_cell(self, value: str) -> None:
        if not (value or self._inside & {"f", "is"}):
            return
        self._marks.admit(self._address)
        self._marks.filled = (self._marks.filled or 0) + bool(value or "is" in self._inside)
        if value and self._cell.get("t") == "e":
            self._marks.error(self._address, value)
            return
        if self._cell.get("s") in self._percent_styles:
            self._marks.percentage(self._address)
        # A formula that yields an empty text is stored with type "str" and an empty value.
        if "f" in self._inside and not value.strip() and not ("v" in self._inside and self._cell.get("t") == "str"):
            self._marks.no_value(self._address)


def _refuse_doctype(*_: object) -> None:
    raise FileRefused("file_has_entities", part="")
