"""The first sheet of the template: how to fill in the rest."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from data_access.workbook import wording
from data_access.workbook.template_cells import ACCENT, LINE, QUIET, Formats


class SheetEntry(NamedTuple):
    """One line of the list of sheets."""

    name: str
    help: str
    rows: int


class Guide:
    """Writes the guide line by line, in one language."""

    def __init__(self, worksheet: Worksheet, formats: Formats, language: str) -> None:
        self._sheet = worksheet
        self._formats = formats
        self._language = language
        self._row = 1

    def write(self, entries: Sequence[SheetEntry], status_date: dt.date | None) -> None:
        """Fill the sheet: title, status date, instructions, list of sheets, legend of the headers."""
        self._page()
        self._line(
            wording.GUIDE_TITLE.in_language(self._language), height=30, bold=True, font_size=18, font_color=ACCENT
        )
        if status_date is not None:
            shown = f"{wording.STATUS_DATE.in_language(self._language)}: {status_date:%d/%m/%Y}"
            self._line(shown.replace(":", " :", 1) if self._language == "fr" else shown, height=20, font_color=QUIET)
        self._instructions()
        self._entries(entries)
        self._legend()

    def _page(self) -> None:
        self._sheet.hide_gridlines(2)
        self._sheet.set_column(0, 0, 3)
        self._sheet.set_column(1, 1, 26)
        self._sheet.set_column(2, 2, 70)
        self._sheet.set_column(3, 3, 18)
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)

    def _line(self, text: str, *, height: float = 18, **properties: object) -> None:
        self._sheet.set_row(self._row, height)
        self._sheet.write_string(self._row, 1, text, self._formats.get(valign="vcenter", **properties))
        self._row += 1

    def _heading(self, text: str) -> None:
        self._row += 1
        self._line(text, height=22, bold=True, font_size=12, font_color=ACCENT)

    def _instructions(self) -> None:
        self._heading(wording.HOW_TO.in_language(self._language))
        style = self._formats.get(text_wrap=True, valign="vcenter")
        for number, sentence in enumerate(wording.INSTRUCTIONS, start=1):
            text = f"{number}.  {sentence.in_language(self._language)}"
            self._sheet.set_row(self._row, 20 if len(text) < 125 else 34)
            self._sheet.merge_range(self._row, 1, self._row, 3, text, style)
            self._row += 1

    def _entries(self, entries: Sequence[SheetEntry]) -> None:
        self._heading(wording.SHEETS.in_language(self._language))
        rows_label = self._formats.get(font_color=QUIET, align="right")
        self._sheet.write_string(self._row - 1, 3, wording.ROWS.in_language(self._language), rows_label)
        line = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
        link = self._formats.get(font_color=ACCENT, underline=1, **line)
        for entry in entries:
            self._sheet.set_row(self._row, 20)
            target = entry.name.replace("'", "''")
            self._sheet.write_url(self._row, 1, f"internal:'{target}'!A3", link, entry.name)
            self._sheet.write_string(self._row, 2, entry.help, self._formats.get(**line))
            self._sheet.write_number(self._row, 3, entry.rows, self._formats.get(num_format="#,##0", **line))
            self._row += 1

    def _legend(self) -> None:
        self._heading(wording.LEGEND.in_language(self._language))
        for label, required in ((wording.LEGEND_REQUIRED, True), (wording.LEGEND_OPTIONAL, False)):
            self._sheet.set_row(self._row, 20)
            text = label.in_language(self._language)
            self._sheet.write_string(self._row, 1, text, self._formats.header(required=required))
            self._row += 1
