"""What can be told about a workbook before and while a reader parses it, from the standard library alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from data_access.errors import FileRefused
from data_access.workbook.limits import Limits
from data_access.workbook.marks import Marks
from data_access.workbook.ods_marks import scan_ods
from data_access.workbook.ole import OleFile
from data_access.workbook.outline import Outline, outline
from data_access.workbook.package import Package
from data_access.workbook.parsed_marks import scan_thoroughly
from data_access.workbook.quick_marks import UnusualSheetError, scan_quickly
from data_access.workbook.xls_marks import open_xls, scan_xls


@dataclass(frozen=True)
class Scan:
    """A file that passed the quick checks. *marks* does the long part: marks per worksheet, in workbook order.

    The quick checks cover encryption, sizes, entities and the number of sheets; the long part counts every
    cell and raises FileRefused as Marks, Package and parse_xml do.
    """

    has_macros: bool
    marks: Callable[[], list[Marks]]


def begin_scan(data: bytes, kind: str, limits: Limits) -> Scan:
    """Check what costs little. *kind* as sniffed.

    Raises FileRefused: ``file_has_no_sheets``, ``file_too_many_sheets`` and what Package and OleFile raise.
    """
    return {"xls": _begin_xls, "ods": _begin_ods}.get(kind, _begin_open_xml)(data, limits)


def _begin_open_xml(data: bytes, limits: Limits) -> Scan:
    package = Package(data, limits)
    book = outline(package)
    names = [name for name, _ in book.sheets]
    _check_sheets(len(names), limits)
    if len(set(names)) < len(names):
        raise FileRefused("file_damaged", reason="sheet_names")
    _check_parts(package, {part.lower() for _, part in book.sheets})
    return Scan(book.has_macros, partial(_scan_sheets, package, book, limits))


def _begin_ods(data: bytes, limits: Limits) -> Scan:
    package = Package(data, limits)
    if "content.xml" not in package:
        raise FileRefused("file_damaged", reason="part_missing", part="content.xml")
    _check_parts(package, {"content.xml"})
    return Scan(any(n.startswith("basic/") for n in package.names), partial(_scan_tables, package, limits))


def _begin_xls(data: bytes, limits: Limits) -> Scan:
    ole = OleFile(data)
    book = open_xls(ole)
    _check_sheets(len(book.sheets), limits)
    return Scan("_VBA_PROJECT_CUR" in ole.names, partial(scan_xls, book, limits))


def _check_sheets(count: int, limits: Limits) -> None:
    if not count:
        raise FileRefused("file_has_no_sheets")
    if count > limits.sheets:
        raise FileRefused("file_too_many_sheets", sheets=count, limit=limits.sheets)


def _check_parts(package: Package, sheets: set[str]) -> None:
    """Inflate every part once, of the large ones that are scanned later only the head."""
    for name in package.names:
        for _ in package.chunks(name):
            if name in sheets:
                break


def _scan_sheets(package: Package, book: Outline, limits: Limits) -> list[Marks]:
    return [_scan_sheet(package, sheet, (limits, book.percent_styles)) for sheet in book.sheets]


def _scan_sheet(package: Package, sheet: tuple[str, str], rules: tuple[Limits, frozenset[str]]) -> Marks:
    (name, part), (limits, percent_styles) = sheet, rules
    if part not in package:
        raise FileRefused("file_damaged", reason="part_missing", part=part)
    try:
        marks = Marks(name, limits, percent=set())
        scan_quickly(package.chunks(part), marks, percent_styles)
    except UnusualSheetError:
        marks = Marks(name, limits, percent=set())
        scan_thoroughly(package.chunks(part), marks, percent_styles)
    return marks


def _scan_tables(package: Package, limits: Limits) -> list[Marks]:
    tables = scan_ods(package.chunks("content.xml"), limits)
    _check_sheets(len(tables), limits)
    return tables
