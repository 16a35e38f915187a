"""Marks of the sheets of a .xls file, from the records of its workbook stream (BIFF 5 and 8)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from data_access.errors import FileRefused
from data_access.problems import column_letter
from data_access.workbook.limits import Limits
from data_access.workbook.marks import Marks
from data_access.workbook.ole import OleFile

_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMAT, _XF = 0x041E, 0x00E0
_ROW, _MERGED, _FORMULA, _BOOLEAN_OR_ERROR = 0x0208, 0x00E5, 0x0006, 0x0205
_NUMBER, _RK, _MANY_RK = 0x0203, 0x027E, 0x00BD
_TEXTS = (0x00FD, 0x0204, 0x00D6)
_BIFF8 = 0x0600
_PERCENT_FORMATS = frozenset((9, 10))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Record = tuple[int, bytes]


@dataclass
class XlsBook:
    """The global records: which sheets there are, at which offset, and which cell styles show a percentage."""

    stream: bytes
    version: int = _BIFF8
    sheets: list[tuple[str, int]] = field(default_factory=list)
    percent_formats: set[int] = field(default_factory=lambda: set(_PERCENT_FORMATS))
    styles: list[int] = field(default_factory=list)

    @property
    def percent_styles(self) -> frozenset[int]:
        """Indexes of the styles that show a percentage."""
        return frozenset(i for i, number in enumerate(self.styles) if number in self.percent_formats)


def open_xls(ole: OleFile) -> XlsBook:
    """The globals of the workbook stream. Raises FileRefused ``file_encrypted`` or ``file_damaged``."""
    name = next(n for n in ("Workbook", "Book", "WORKBOOK", "BOOK") if n in ole.names)
    book = XlsBook(ole.read(name))
    try:
        for kind, body in _records(book.stream, 0):
            _take_global(book, kind, body)
    except (struct.error, IndexError) as error:
        raise FileRefused("file_damaged", reason="xls") from error
    return book


def scan_xls(book: XlsBook, limits: Limits) -> list[Marks]:
    """Marks of every worksheet in the order of the workbook."""
    percent_styles = book.percent_styles
    found = []
    for name, offset in book.sheets:
        marks = Marks(name, limits, percent=set())
        try:
            for kind, body in _records(book.stream, offset):
                _take_cell(marks, (kind, body), percent_styles)
        except (struct.error, IndexError) as error:
            raise FileRefused("file_damaged", reason="xls") from error
        found.append(marks)
    return found


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Records of the substream at *at*, charts embedded in it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at : at + length]
        at += length


def _take_global(book: XlsBook, kind: int, body: bytes) -> None:
    if kind == _BOF:
        book.version = struct.unpack_from("<H", body)[0]
    elif kind == _FILEPASS:
        raise FileRefused("file_encrypted")
    elif kind == _BOUNDSHEET:
        _take_sheet(book, body)
    elif kind == _FORMAT and b"%" in body[5 if book.version == _BIFF8 else 3 :]:
        book.percent_formats.add(struct.unpack_from("<H", body)[0])
    elif kind == _XF:
        book.styles.append(struct.unpack_from("<H", body, 2)[0])


def _take_sheet(book: XlsBook, body: bytes) -> None:
    offset, _, sheet_type, length = struct.unpack_from("<IBBB", body)
    if sheet_type:
        return
    if book.version != _BIFF8:
        name = body[7 : 7 + length].decode("cp1252", "replace")
    elif body[7] & 1:
        name = body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    else:
        name = body[8 : 8 + length].decode("latin-1")
    book.sheets.append((name, offset))


def _take_cell(marks: Marks, record: Record, percent_styles: frozenset[int]) -> None:
    kind, body = record
    if kind in (_NUMBER, _RK, _FORMULA, _BOOLEAN_OR_ERROR, *_TEXTS):
        row, column, style = struct.unpack_from("<HHH", body)
        address = marks.admit((row + 1, column))
        error = _error(kind, body)
        if error is not None:
            marks.error(address, _ERRORS.get(error, "#VALUE!"))
        elif style in percent_styles and kind not in _TEXTS:
            marks.percentage(address)
    elif kind == _MANY_RK:
        _take_many(marks, body, percent_styles)
    elif kind == _ROW and struct.unpack_from("<I", body, 12)[0] & 0x20:
        marks.hide_row(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _MERGED:
        for top, bottom, left, right in struct.iter_unpack("<HHHH", body[2 : 2 + len(body[2:]) // 8 * 8]):
            marks.merge(f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}")


def _error(kind: int, body: bytes) -> int | None:
    if kind == _BOOLEAN_OR_ERROR and body[7]:
        return body[6]
    if kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        return body[8]
    return None


def _take_many(marks: Marks, body: bytes, percent_styles: frozenset[int]) -> None:
    row, first = struct.unpack_from("<HH", body)
    for index, (style, _) in enumerate(struct.iter_unpack("<HI", body[4:-2])):
        address = marks.admit((row + 1, first + index))
        if style in percent_styles:
            marks.percentage(address)
