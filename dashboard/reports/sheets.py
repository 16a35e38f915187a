"""A document as an Excel workbook: a sheet per page, its tables with numbers that can be reckoned with."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.reports.document import (
    Block,
    Cards,
    Cell,
    Chart,
    Document,
    Lines,
    Page,
    Progress,
    Prose,
    Table,
    blocks_of,
    printable,
    unseen,
    watched,
)  # fmt: skip
from dashboard.text import _
from dashboard.theme import GREY, INK

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_CELL = 32_767
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NARROWEST, WIDEST, FIRST_COLUMN, NUMBER_COLUMN, MOST_SERIES = 9.0, 60.0, 40.0, 15.0, 12
"""Widths of columns in characters: limits, and those of sheets without a table."""
ROW_HEIGHT = 15.0
FIRST = {"bold": True, "font_size": 14}


def xlsx(document: Document, progress: Progress = unseen) -> bytes:
    """The bytes of *document*: cover, then a sheet per page; text that looks like a formula stays text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        workbook.set_properties(
            {"title": printable(document.title), "author": "Regie", "comments": document.stamp.words()}
        )
        book = _Book(workbook, document)
        book.cover()
        for number, page in enumerate(watched(document.pages, progress), start=1):
            book.page(number, page)
    return buffer.getvalue()


class _Book:
    """A workbook being written, with the formats that its sheets share."""

    def __init__(self, workbook: xlsxwriter.Workbook, document: Document) -> None:
        self.workbook, self.document = workbook, document
        self.names: set[str] = set()
        self.widths: list[float] = []
        self.formats: dict[tuple[object, ...], Format] = {}

    def format(self, **look: Any) -> Format:
        """The format of that look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"valign": "top", **look})
        return self.formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, ready to print: on landscape paper, one page wide, its foot as on every page."""
        sheet = self.workbook.add_worksheet(self._free_name(name))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        page = _("Page {page} of {pages}", page="&P", pages="&N")
        sheet.set_footer(f"&L&8{self.document.stamp.words().replace('&', '&&')}&R&8{page}")
        return sheet

    def _free_name(self, name: str) -> str:
        plain = " ".join(printable(name).translate(FORBIDDEN).split()).strip("' ") or "Regie"
        free, number = plain[:LONGEST_NAME].strip(), 2
        while free.casefold() in self.names:
            suffix = f" {number}"
            free, number = plain[: LONGEST_NAME - len(suffix)].strip() + suffix, number + 1
        self.names.add(free.casefold())
        return free

    def cover(self) -> None:
        """Title, status date, snapshot and filters, and what is on which sheet."""
        sheet = self.sheet(self.document.title)
        sheet.set_column(0, 0, 2 * WIDEST)
        self.text(sheet, 0, printable(self.document.title), **FIRST)
        self.text(sheet, 1, self.document.stamp.words())
        row = 2
        for line in map(printable, self.document.about):
            self.text(sheet, row, line, font_color=GREY.light)
            row += 1
        for number, page in enumerate(self.document.pages, start=1):
            said = _("{number}. {title}", number=number, title=printable(page.title))
            self.text(sheet, row + number, said)

    def text(self, sheet: Worksheet, row: int, said: str, column: int = 0, **look: Any) -> None:
        """Writes text as text."""
        sheet.write_string(row, column, said[:LONGEST_CELL], self.format(**look))

    def page(self, number: int, page: Page) -> None:
        """A sheet for *page*: everything on it, one below the other."""
        sheet = self.sheet(_("{number}. {title}", number=number, title=page.title))
        self.text(sheet, 0, printable(page.title), **FIRST)
        self.text(sheet, 1, self.document.stamp.words(), font_color=GREY.light)
        blocks = blocks_of(page)
        self._set_widths(sheet, blocks)
        row = 3
        for block in blocks:
            row = self.block(sheet, row, block) + 1
        sheet.freeze_panes(2, 0)

    def _set_widths(self, sheet: Worksheet, blocks: Sequence[Block]) -> None:
        """Columns as wide as the widest of all tables and cards of the sheet needs them."""
        tables = [block for block in blocks if isinstance(block, Table)]
        most = max((len(table.columns) for table in tables), default=0)
        self.widths = [
            max(
                _width(table.columns[place].name, [row[place] for row in table.rows])
                for table in tables
                if place < len(table.columns)
            )
            for place in range(most)
        ]
        if not tables:
            self.widths = [FIRST_COLUMN, *[NUMBER_COLUMN] * MOST_SERIES]
        labels = [len(card.label) for block in blocks if isinstance(block, Cards) for card in block.cards]
        if labels:
            self.widths[:2] = [max(self.widths[0], *labels), max(self.widths[1], NUMBER_COLUMN)]
        for place, width in enumerate(self.widths):
            sheet.set_column(place, place, width)

    def block(self, sheet: Worksheet, row: int, block: Block) -> int:
        """Writes *block* from *row* on; returns the row below it."""
        match block:
            case Cards():
                return self._cards(sheet, row, block)
            case Lines():
                return self._lines(sheet, row, block)
            case Prose():
                self.text(sheet, row, block.title, bold=True)
                self.text(sheet, row + 1, block.text)
                return row + 2
            case Table():
                return self._table(sheet, row, block)
            case Chart():
                return self._plot(sheet, row, block)

    def _cards(self, sheet: Worksheet, row: int, block: Cards) -> int:
        for number, card in enumerate(block.cards):
            self.text(sheet, row + number, printable(card.label), font_color=GREY.light)
            self.text(sheet, row + number, printable(card.value), 1, bold=True)
            if card.movement:
                ink = card.tone.light if card.tone else GREY.light
                self.text(sheet, row + number, card.movement, 2, font_color=ink)
        return row + len(block.cards)

    def _lines(self, sheet: Worksheet, row: int, block: Lines) -> int:
        if block.title:
            self.text(sheet, row, printable(block.title), bold=True)
            row += 1
        for line in block.lines:
            said = " ".join(part for part in (line.symbol, printable(line.lead), printable(line.text)) if part)
            self.text(sheet, row, said, font_color=line.tone.light if line.tone else INK[0])
            row += 1
        return row

    def _table(self, sheet: Worksheet, row: int, table: Table) -> int:
        if table.title:
            self.text(sheet, row, printable(table.title), bold=True)
            row += 1
        names = [Cell(printable(column.name)) for column in table.columns]
        sheet.set_row(row, ROW_HEIGHT * _lines(names, self.widths))
        for place, (name, column) in enumerate(zip(names, table.columns, strict=True)):
            look = {"bold": True, "bg_color": "#E3ECF6", "text_wrap": True, **_side(right=column.right)}
            self.text(sheet, row, name.text, place, **look)
        for number, cells in enumerate(table.rows, start=row + 1):
            sheet.set_row(number, ROW_HEIGHT * _lines(cells, self.widths))
            for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                self._cell(sheet, (number, place), cell, right=column.right)
        row += len(table.rows) + 1
        if table.note:
            self.text(sheet, row, printable(table.note), font_color=GREY.light)
            row += 1
        return row

    def _cell(self, sheet: Worksheet, place: tuple[int, int], cell: Cell, *, right: bool) -> None:
        look: dict[str, Any] = {"text_wrap": True, "bottom": 4, "bottom_color": "#D9DFE7"}
        if cell.tone:
            look |= {"font_color": cell.tone.light} | ({"bg_color": cell.tone.tint_light} if cell.tinted else {})
        if cell.bold:
            look["bold"] = True
        if cell.ringed and cell.tone:
            look |= {"border": 2, "border_color": cell.tone.light}
        if isinstance(cell.value, date):
            sheet.write_datetime(*place, cell.value, self.format(num_format="dd/mm/yyyy", align="left", **look))
        elif isinstance(cell.value, int | Decimal) and not isinstance(cell.value, bool) and right:
            sheet.write_number(*place, float(cell.value), self.format(num_format=_number_format(cell), **look))
        else:
            self.text(sheet, place[0], printable(cell.text), place[1], **_side(right=right), **look)

    def _plot(self, sheet: Worksheet, row: int, chart: Chart) -> int:
        """The numbers behind a chart: categories down, series across."""
        title = chart.title or chart.plot.axis
        self.text(sheet, row, printable(title), bold=True)
        for place, series in enumerate(chart.plot.series, start=1):
            self.text(
                sheet,
                row + 1,
                printable(series.name),
                place,
                bold=True,
                bg_color="#E3ECF6",
                text_wrap=True,
                align="right",
            )
        for number, name in enumerate(chart.plot.categories):
            self.text(sheet, row + 2 + number, printable(name))
            for place, series in enumerate(chart.plot.series, start=1):
                value = series.values[number]
                if value is not None:
                    sheet.write_number(row + 2 + number, place, float(value), self.format(num_format="#,##0.00"))
        return row + 2 + len(chart.plot.categories)


def _side(*, right: bool) -> dict[str, Any]:
    """To the right, or a little away from a number to the left."""
    return {"align": "right"} if right else {"align": "left", "indent": 1}


def _width(name: str, cells: Sequence[Cell]) -> float:
    """Characters that a column needs for its longest number, and for most of its words."""
    longest = max([*(len(word) for word in name.split()), *(len(_said(cell)) for cell in cells)], default=0)
    return min(WIDEST, max(NARROWEST, longest + 3))


def _said(cell: Cell) -> str:
    value = cell.value
    return f"{float(value):,.2f} %" if isinstance(value, int | Decimal) and len(cell.text) < WIDEST else cell.text


def _lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    return max(
        sum(-(-max(len(line), 1) // int(width - 3)) for line in cell.text.split("\n"))
        for cell, width in zip(cells, widths, strict=False)
    )


def _number_format(cell: Cell) -> str:
    """As many decimals as the value has, up to two; percentages with their sign."""
    whole = isinstance(cell.value, int) or (
        isinstance(cell.value, Decimal) and cell.value == cell.value.to_integral_value()
    )
    plain = "#,##0" if whole else "#,##0.00"
    return plain + ' "%"' if "%" in cell.text else plain
