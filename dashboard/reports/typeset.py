"""A document as PDF: typeset, tagged for screen readers (PDF/UA-1), with bookmarks and embedded fonts.

What people typed travels as JSON and is set as plain text: no sign of it is ever read as markup.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from dashboard.reports.document import (
    Block,
    Cell,
    Chart,
    Columns,
    Document,
    Page,
    Progress,
    Table,
    printable,
    unseen,
    watched,
)
from dashboard.reports.drawings import FONTS, FULL_WIDTH, HALF_WIDTH, PIXELS_PER_CM, UPRIGHT_WIDTH, displayable, svg
from dashboard.text import _
from dashboard.theme import BLUE, GREY, INK, PANEL_LIGHT, Tone

TEMPLATE = Path(__file__).with_name("typeset.typ")
SIZE, UPRIGHT = 9.5, 10.0
SMALLER = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Points of running text, tried in turn until each page of a report of single pages fits."""
_PAGE = re.compile(rb"/Type\s*/Page(?!s)")
_NARROW = 1.6
"""Width of a page over that of a column from which a chart is drawn for half a page."""


def pdf(document: Document, progress: Progress = unseen) -> bytes:
    """The bytes of *document*; one of single pages is set as small as it takes for each of its pages to be one."""
    content = displayable(json.dumps(_content(document, progress), ensure_ascii=False))
    made = _set(document, content, SIZE if document.landscape else UPRIGHT)
    for size in SMALLER if document.single_pages else ():
        if len(_PAGE.findall(made)) <= len(document.pages):
            break
        made = _set(document, content, size)
    return made


def _set(document: Document, content: str, size: float) -> bytes:
    made = typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"document": content, "size": str(size)},
        timestamp=document.stamp.known_at.replace(microsecond=0),
    )
    return bytes(made)


def _content(document: Document, progress: Progress) -> dict[str, Any]:
    return {
        "title": printable(document.title),
        "about": [printable(line) for line in document.about],
        "language": document.language,
        "stamp": document.stamp.words(),
        "page_words": _("Page {page} of {pages}"),
        "landscape": document.landscape,
        "cover": document.cover,
        "single": document.single_pages,
        "pages": [_page(page, document) for page in watched(document.pages, progress)],
        "ink": INK[0],
        "grey": GREY.light,
        "accent": BLUE.light,
        "panel": PANEL_LIGHT,
    }


def _page(page: Page, document: Document) -> dict[str, Any]:
    width = FULL_WIDTH if document.landscape else UPRIGHT_WIDTH
    blocks = [_block(block, document.language, width) for block in page.blocks]
    return {"title": printable(page.title), "blocks": blocks}


def _block(block: Block | Columns, language: str, width: int) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Columns():
            widths = [_width(share, block.widths) for share in block.widths]
            stacks = [
                [_block(inner, language, across) for inner in stack]
                for stack, across in zip(block.stacks, widths, strict=True)
            ]
            return {"kind": kind, "widths": list(block.widths), "stacks": stacks}
        case Table():
            return {"kind": kind, **_table(block)}
        case Chart():
            height = None if block.fixed else round(block.height * PIXELS_PER_CM)
            drawing = svg(block.drawing, language, (width, height))
            return {"kind": kind, "title": block.title, "alt": block.alt, "height": block.height, "svg": drawing}
        case _:
            return {"kind": kind, **_plain(asdict(block))}


def _width(share: float, widths: Sequence[float]) -> int:
    return HALF_WIDTH if sum(widths) / share > _NARROW else FULL_WIDTH


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": printable(table.title),
        "note": table.note,
        "tall": table.tall,
        "dense": table.dense,
        "columns": [{"name": c.name, "width": c.width, "right": c.right} for c in table.columns],
        "rows": [[_cell(cell, dense=table.dense) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell, *, dense: bool) -> dict[str, Any]:
    ground = cell.tone.tint_light if cell.tone and cell.tinted else None
    ink = cell.tone.light if cell.tone else None
    said: dict[str, Any] = {"text": printable(cell.text), "ink": ink, "ground": ground}
    return said | {"bold": cell.bold or (cell.tinted and not dense), "ring": ink if cell.ringed else None}


def _plain(value: Any) -> Any:
    """*value* with printable text, and tones as their colour for text."""
    match value:
        case str():
            return printable(value)
        case Tone():
            return value.light
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            return value
