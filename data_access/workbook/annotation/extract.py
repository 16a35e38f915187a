"""A workbook of the bad rows alone, for files that cannot be given back marked."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.problems import Severity, column_letter
from data_access.workbook import wording
from data_access.workbook.annotation.finding import Finding, Findings
from data_access.workbook.annotation.findings_sheet import WIDTHS
from data_access.workbook.annotation.styles import FILLS
from data_access.workbook.export import sheet_name
from data_access.workbook.raw import Address, Cell, RawSheet, RawWorkbook
from data_access.workbook.template_cells import ACCENT, HEADER_FILL, QUIET, Formats
from data_access.workbook.wording import FINDINGS_SHEET

COLUMN_WIDTH = 18
LETTERS_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
_HEADER_SEARCH = 30
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NO_TIME = dt.time()


def extracted(findings: Findings, raw: RawWorkbook | None) -> bytes:
    """A workbook (xlsx) with the list of *findings* and, per sheet of *raw*, the rows they concern.

    Each row keeps its number in the original file in its first column; bad cells are filled and commented.
    """
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({"title": wording.FINDINGS_TITLE.in_language(findings.language), "author": "Regie"})
        formats = Formats(workbook)
        front = workbook.add_worksheet(FINDINGS_SHEET)
        front.set_tab_color(ACCENT)
        taken = {FINDINGS_SHEET.lower()}
        places: dict[tuple[str, Address], str] = {}
        for sheet in raw.sheets if raw else ():
            cells = findings.by_cell(sheet.name)
            if cells:
                worksheet = workbook.add_worksheet(sheet_name(sheet.name, taken))
                places |= _Extract(worksheet, sheet, formats).write(cells, findings)
        _list(front, findings, formats, places)
    return buffer.getvalue()


def _list(
    worksheet: Worksheet, findings: Findings, formats: Formats, places: Mapping[tuple[str, Address], str]
) -> None:
    worksheet.hide_gridlines(2)
    for position, width in enumerate(WIDTHS):
        worksheet.set_column(position, position, width)
    title = formats.get(bold=True, font_size=16, font_color=ACCENT)
    worksheet.write_string(0, 0, wording.FINDINGS_TITLE.in_language(findings.language), title)
    lines = findings.summary(wording.FINDINGS_EXTRACT)
    for row, line in enumerate(lines, start=1):
        worksheet.write_string(row, 0, line, formats.get(font_color=QUIET))
    header = len(lines) + 2
    for position, label in enumerate(wording.FINDINGS_HEADERS):
        worksheet.write_string(header, position, label.in_language(findings.language), _header(formats))
    for row, finding in enumerate(findings.listed, start=header + 1):
        _line(worksheet, (row, finding, findings), formats, places)
    worksheet.freeze_panes(header + 1, 0)
    worksheet.autofilter(header, 0, header + len(findings.listed), len(WIDTHS) - 1)


def _line(
    worksheet: Worksheet,
    placed: tuple[int, Finding, Findings],
    formats: Formats,
    places: Mapping[tuple[str, Address], str],
) -> None:
    row, finding, findings = placed
    plain = formats.get(valign="top", text_wrap=True)
    said = wording.SEVERITY[finding.severity].in_language(findings.language)
    worksheet.write_string(row, 0, said, _filled(formats, finding.severity, bold=True))
    worksheet.write_string(row, 1, finding.sheet, plain)
    target = places.get((finding.sheet, finding.address)) if finding.address else None
    if target is None:
        worksheet.write_string(row, 2, findings.place(finding), plain)
    else:
        link = formats.get(valign="top", font_color=ACCENT, underline=1)
        worksheet.write_url(row, 2, f"internal:{target}", link, findings.place(finding))
    if finding.value:
        worksheet.write_string(row, 3, finding.value, plain)
    worksheet.write_string(row, 4, finding.message, plain)


def _header(formats: Formats) -> Any:
    return formats.get(bold=True, bg_color=HEADER_FILL, font_color=ACCENT, text_wrap=True, valign="vcenter")


def _filled(formats: Formats, severity: Severity, **more: object) -> Any:
    return formats.get(bg_color=f"#{FILLS[severity][2:]}", valign="top", text_wrap=True, **more)


class _Extract:
    """The sheet that holds the bad rows of one sheet of the file."""

    def __init__(self, worksheet: Worksheet, sheet: RawSheet, formats: Formats) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._formats = formats

    def write(self, cells: Mapping[Address, list[Finding]], findings: Findings) -> dict[tuple[str, Address], str]:
        self._head(findings)
        rows = sorted({row for row, _ in cells})
        width = max([len(self._sheet.columns), *(column + 1 for _, column in cells)])
        places: dict[tuple[str, Address], str] = {}
        name = self._worksheet.get_name().replace("'", "''")
        for target, row in enumerate(rows, start=FIRST_ROW):
            self._worksheet.write_number(target, 0, row, self._formats.get(bold=True, font_color=QUIET, valign="top"))
            for column in range(width):
                found = cells.get((row, column), [])
                self._write(target, column + 1, self._sheet_cell(row, column), found)
                if found:
                    places[self._sheet.name, (row, column)] = f"'{name}'!{column_letter(column + 1)}{target + 1}"
                    self._worksheet.write_comment(target, column + 1, findings.note(found), {"author": "Regie"})
        return places

    def _head(self, findings: Findings) -> None:
        style, quiet = _header(self._formats), self._formats.get(font_color=QUIET, align="center")
        self._worksheet.write_string(HEADER_ROW, 0, wording.ROW_NUMBER.in_language(findings.language), style)
        self._worksheet.set_column(1, len(self._sheet.columns), COLUMN_WIDTH)
        header = header_row(self._sheet)
        for column in range(len(self._sheet.columns)):
            self._worksheet.write_string(LETTERS_ROW, column + 1, column_letter(column), quiet)
            text = self._sheet_cell(header, column) if header else None
            self._worksheet.write_string(HEADER_ROW, column + 1, "" if text is None else str(text), style)
        self._worksheet.freeze_panes(FIRST_ROW, 1)

    def _sheet_cell(self, row: int, column: int) -> Cell:
        if (row, column) in self._sheet.errors:
            return self._sheet.errors[row, column]
        if column >= len(self._sheet.columns) or row > self._sheet.height:
            return None
        return self._sheet.columns[column][row - 1]

    def _write(self, row: int, column: int, value: Cell, found: Sequence[Finding]) -> None:
        look: dict[str, object] = {"valign": "top"}
        if found:
            look["bg_color"] = f"#{FILLS[found[0].severity][2:]}"
        if isinstance(value, bool):
            self._worksheet.write_boolean(row, column, value, self._formats.get(**look))
        elif isinstance(value, int | float):
            self._worksheet.write_number(row, column, value, self._formats.get(**look))
        elif isinstance(value, dt.date) and value.year >= 1900:
            whole = not isinstance(value, dt.datetime) or value.time() == _NO_TIME
            look["num_format"] = "dd/mm/yyyy" if whole else "dd/mm/yyyy hh:mm"
            self._worksheet.write_datetime(row, column, value, self._formats.get(**look))
        elif value is None:
            self._worksheet.write_blank(row, column, None, self._formats.get(**look))
        else:
            self._worksheet.write_string(row, column, str(value), self._formats.get(num_format="@", **look))


def header_row(sheet: RawSheet) -> int:
    """Excel's number of the row that most looks like headers: the fullest with text among the first; 0 in none."""
    best, fullest = 0, 0
    for row in range(min(sheet.height, _HEADER_SEARCH)):
        texts = [c[row] for c in sheet.columns if isinstance(c[row], str)]
        keys = sum(1 for text in texts if str(text).startswith("#"))
        if len(texts) > fullest and keys < len(texts):
            best, fullest = row + 1, len(texts)
    return best
