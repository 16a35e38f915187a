"""Reads reports back as a person would: the words and the numbers of each format, and those of the document itself."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from dashboard.reports.document import Block, Cards, Chart, Columns, Document, Lines, Page, Prose, Table, blocks_of

NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")


def numbers(said: str) -> Counter[str]:
    """Every number in *said*, as it is written."""
    return Counter(NUMBER.findall(said))


def written(document: Document) -> str:
    """Everything that *document* says, but for what its charts draw."""
    return "\n".join(said for page in document.pages for said in (page.title, *map(_words, blocks_of(page))))


def _words(block: Block) -> str:
    match block:
        case Cards():
            return "\n".join(f"{card.label} {card.value} {card.movement}" for card in block.cards)
        case Lines():
            return "\n".join([block.title, *(f"{line.lead} {line.text}" for line in block.lines)])
        case Prose():
            return f"{block.title}\n{block.text}"
        case Table():
            cells = [cell.text for row in block.rows for cell in row]
            return "\n".join([block.title, *(c.name for c in block.columns), *cells, block.note])
        case Chart():
            return block.title


def without_charts(document: Document) -> Document:
    """*document* without its drawings, whose axes hold numbers of their own."""

    def kept(blocks: tuple[Block | Columns, ...]) -> tuple[Any, ...]:
        found: list[Any] = []
        for block in blocks:
            if isinstance(block, Columns):
                found.append(replace(block, stacks=tuple(kept(stack) for stack in block.stacks)))
            elif not isinstance(block, Chart):
                found.append(block)
        return tuple(found)

    return replace(document, pages=tuple(replace(page, blocks=kept(page.blocks)) for page in document.pages))


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page of a PDF, breaks inside a line mended."""
    return [re.sub(r"[ \n]+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def slide_texts(data: bytes) -> list[str]:
    """The text of each slide, its tables included."""
    return ["\n".join(_shape_texts(slide)) for slide in Presentation(io.BytesIO(data)).slides]


def _shape_texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def charts(data: bytes) -> list[Any]:
    """The native charts of a presentation."""
    slides = Presentation(io.BytesIO(data)).slides
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def sheet_rows(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The cells of each sheet, row by row."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


class _Words(HTMLParser):
    """Collects text; what is drawn, styled or scripted is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in {"svg", "style", "script"}

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in {"svg", "style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.said.append(data)


def html_text(data: bytes) -> str:
    """The text of a page, without its drawings."""
    parser = _Words()
    parser.feed(data.decode())
    return "\n".join(parser.said)


def page_named(document: Document, title: str) -> Page:
    """The page of that title."""
    return next(page for page in document.pages if page.title == title)
