"""Tables on slides: the program's own, with hairlines between rows and tinted cells."""

from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.reports.document import Cell, Column, Table, printable
from dashboard.reports.slide_heights import (
    CELL_X,
    cell_air,
    column_widths,
    note_height,
    row_heights,
    small_points,
    weighed,
)
from dashboard.reports.slide_layout import Box
from dashboard.reports.slide_text import Words, rgb, write, written_box
from dashboard.theme import GREY, INK

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style without grid or grounds."""
HAIRLINE, HEADLINE, RING = ("D9DFE7", 0.5), (GREY.light.lstrip("#"), 0.75), 1.5
SIDES = ("a:lnL", "a:lnR", "a:lnT", "a:lnB")
ORDER = ("a:lnL", "a:lnR", "a:lnT", "a:lnB")


def draw_table(slide: Any, table: Table, box: Box, points: float) -> None:
    """*table* at its place, its text at *points*, its note below."""
    heights, widths = row_heights(table, box.width, points), column_widths(table, box.width)
    size = (box.left, box.top, box.width, sum(heights))
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.columns), *map(Inches, size))
    drawn = frame.table
    frame._element.graphic.graphicData.tbl[0][-1].text = PLAIN_STYLE
    drawn.horz_banding = False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(drawn.rows, heights, strict=True):
        row.height = Inches(height)
    for place, column in enumerate(table.columns):
        _header(drawn.cell(0, place), column, small_points(points))
    for number, row in enumerate(table.rows, start=1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            shown = drawn.cell(number, place)
            _cell(shown, weighed(cell, table), column, points)
            shown.vertical_anchor = MSO_ANCHOR.MIDDLE if table.tall else MSO_ANCHOR.TOP
    if table.note:
        below = Box(box.left, box.top + sum(heights) + 0.05, box.width, note_height(table, box.width, points))
        written_box(slide, below, Words(printable(table.note), small_points(points), GREY.light))


def _header(drawn: Any, column: Column, points: float) -> None:
    _fill(drawn, Words(printable(column.name), points, GREY.light), right=column.right)
    drawn.vertical_anchor = MSO_ANCHOR.BOTTOM
    _line(drawn, "a:lnB", *HEADLINE)


def _cell(drawn: Any, cell: Cell, column: Column, points: float) -> None:
    ink = cell.tone.light if cell.tone else INK[0]
    _fill(drawn, Words(printable(cell.text), points, ink, cell.bold), right=column.right)
    if cell.tone and cell.tinted:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = rgb(cell.tone.tint_light)
    if cell.ringed:
        for side in SIDES:
            _line(drawn, side, ink.lstrip("#"), RING)
    else:
        _line(drawn, "a:lnB", *HAIRLINE)


def _fill(drawn: Any, words: Words, *, right: bool) -> None:
    drawn.margin_left = drawn.margin_right = Inches(CELL_X)
    drawn.margin_top = drawn.margin_bottom = Inches(cell_air(words.points))
    frame = drawn.text_frame
    frame.word_wrap = True
    write(frame.paragraphs[0], words)
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT


def _line(drawn: Any, side: str, colour: str, points: float) -> None:
    """A border: the library has none, so its element is made here, before the ground of the cell."""
    properties = drawn._tc.get_or_add_tcPr()
    for old in properties.findall(qn(side)):
        properties.remove(old)
    line = etree.Element(qn(side), w=str(int(Pt(points))), cap="flat", cmpd="sng", algn="ctr")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=colour)
    etree.SubElement(line, qn("a:prstDash"), val="solid")
    before = sum(len(properties.findall(qn(earlier))) for earlier in ORDER[: ORDER.index(side)])
    properties.insert(before, line)
