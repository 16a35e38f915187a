"""A document as a PowerPoint presentation: native tables and charts that stay editable, speaker notes."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard import text
from dashboard.reports.document import Cards, Chart, Document, Lines, Progress, Prose, Table, printable, unseen, watched
from dashboard.reports.slide_charts import draw_chart
from dashboard.reports.slide_heights import (
    LEAST,
    card_scale,
    line_height,
    prose_points,
    said_points,
    symbol_width,
    title_height,
)
from dashboard.reports.slide_layout import FOOT, HEIGHT, LEFT, WIDTH, Box, Placed, Slide, slides_of
from dashboard.reports.slide_tables import draw_table
from dashboard.reports.slide_text import Words, rgb, write, written_box
from dashboard.text import _
from dashboard.theme import BLUE, GREY, INK, PANEL_LIGHT

FONT = "Arial"
TAGS = {"en": "en-GB", "fr": "fr-BE", "nl": "nl-BE"}
TITLE_ONLY = 5
_TYPEFACE = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*')


def pptx(document: Document, progress: Progress = unseen) -> bytes:
    """The bytes of *document* as a presentation of 16:9."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _describe(presentation, document)
    slides = [slide for page in watched(document.pages, progress) for slide in slides_of(page)]
    total = len(slides) + int(document.cover)
    if document.cover:
        _cover(presentation, document, total)
    for number, slide in enumerate(slides, start=1 + int(document.cover)):
        _draw(presentation, document, slide, (number, total))
    _spoken(presentation, document.language)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _describe(presentation: Any, document: Document) -> None:
    properties = presentation.core_properties
    properties.title, properties.author, properties.language = printable(document.title), "Regie", document.language
    properties.subject = document.stamp.words()
    theme = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _TYPEFACE.sub(rb"\g<1>" + FONT.encode(), theme.blob)  # the library gives themes no other way


def _spoken(presentation: Any, language: str) -> None:
    """Names the language of every text, for spelling and for screen readers."""
    for slide in presentation.slides:
        for run in slide._element.iter(qn("a:rPr")):
            run.set("lang", TAGS[language])


def _cover(presentation: Any, document: Document, total: int) -> None:
    drawn = _slide(presentation, document, printable(document.title), (1, total))
    title = drawn.shapes.title
    _move(title, Box(LEFT + 0.3, 2.2, WIDTH - 2, 1.0))
    title.text_frame.paragraphs[0].runs[0].font.size = Pt(40)
    bar = drawn.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (LEFT, 2.2, 0.07, 2.3)))
    bar.fill.solid()
    bar.fill.fore_color.rgb = rgb(BLUE.light)
    _flat(bar)
    written_box(drawn, Box(LEFT + 0.3, 3.2, WIDTH - 2, 0.5), Words(document.stamp.words(), 18))
    about = " · ".join(map(printable, document.about))
    written_box(drawn, Box(LEFT + 0.3, 3.75, WIDTH - 2, 0.8), Words(about, 14, GREY.light))


def _draw(presentation: Any, document: Document, slide: Slide, place: tuple[int, int]) -> None:
    title = printable(slide.page.title)
    if slide.parts > 1:
        title = _(
            "{title} ({part} of {parts})", title=title, part=text.number(slide.part), parts=text.number(slide.parts)
        )
    drawn = _slide(presentation, document, title, place)
    for placed in slide.placed:
        _block(drawn, placed)
    drawn.notes_slide.notes_text_frame.text = "\n".join(_notes(document, slide))


def _notes(document: Document, slide: Slide) -> Iterator[str]:
    yield from map(printable, slide.page.notes)
    yield document.stamp.words()


def _slide(presentation: Any, document: Document, title: str, place: tuple[int, int]) -> Any:
    drawn = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    shape = drawn.shapes.title
    _move(shape, Box(LEFT, 0.35, WIDTH - 2 * LEFT, 0.75))
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = 0
    write(frame.paragraphs[0], Words(title, 26 if len(title) < 75 else 20, INK[0], bold=True))
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    foot = f"{printable(document.title)} · {document.stamp.words()}"
    written_box(drawn, Box(LEFT, FOOT + 0.12, WIDTH - 3, 0.28), Words(foot, LEAST, GREY.light))
    number, total = map(text.number, place)
    page = _("Page {page} of {pages}", page=number, pages=total)
    written_box(drawn, Box(WIDTH - 2.5, FOOT + 0.12, 2.0, 0.28), Words(page, LEAST, GREY.light, right=True))
    return drawn


def _flat(shape: Any) -> None:
    """No outline, and nothing of the look that programs give to shapes: some draw a shadow in spite of all."""
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))


def _move(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in box)


def _block(drawn: Any, placed: Placed) -> None:
    block, box, points = placed
    match block:
        case Cards():
            _cards(drawn, block, box, card_scale(points))
        case Lines():
            _lines(drawn, block, _below_title(drawn, block.title, placed), points)
        case Prose():
            _below_title(drawn, block.title, placed)
            height = title_height(points) * 0.8
            below = Box(box.left, box.top + height, box.width, box.height - height)
            written_box(drawn, below, Words(printable(block.text), prose_points(points)))
        case Table():
            draw_table(drawn, block, _below_title(drawn, block.title, placed), points)
        case Chart():
            draw_chart(drawn, block, _below_title(drawn, block.title, placed), points)


def _below_title(drawn: Any, title: str, placed: Placed) -> Box:
    """Writes the title of a block; what is left of its place."""
    box, height = placed.box, title_height(placed.points)
    if not title:
        return box
    words = Words(printable(title), said_points(placed.points), bold=True)
    written_box(drawn, Box(box.left, box.top, box.width, height), words)
    return Box(box.left, box.top + height, box.width, box.height - height)


def _lines(drawn: Any, block: Lines, box: Box, points: float) -> None:
    top, size = box.top, said_points(points)
    for line in block.lines:
        height, left = line_height(line, box.width, points), box.left
        if line.symbol:
            ink = line.tone.light if line.tone else INK[0]
            written_box(drawn, Box(left, top, symbol_width(points), height), Words(line.symbol, size, ink))
            left += symbol_width(points)
        lead = Words(f"{printable(line.lead)} ", size, bold=True) if line.lead else None
        said = Words(printable(line.text), size)
        written_box(drawn, Box(left, top, box.left + box.width - left, height), *([lead] if lead else []), said)
        top += height


def _cards(drawn: Any, block: Cards, box: Box, scale: float) -> None:
    gap, small = 0.12, 9.5 * scale
    width = (box.width - gap * (len(block.cards) - 1)) / len(block.cards)
    for number, card in enumerate(block.cards):
        left = box.left + number * (width + gap)
        ground = drawn.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *map(Inches, (left, box.top, width, box.height)))
        ground.adjustments[0] = 0.06
        ground.fill.solid()
        ground.fill.fore_color.rgb = rgb(PANEL_LIGHT)
        _flat(ground)
        frame = ground.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = Inches(0.1)
        frame.margin_top = frame.margin_bottom = Inches(0.04)
        write(frame.paragraphs[0], Words(printable(card.label), small, GREY.light))
        value = frame.add_paragraph()
        write(value, Words(printable(card.value), 17 * scale, INK[0], bold=True))
        if card.movement:
            ink = card.tone.light if card.tone else GREY.light
            write(frame.add_paragraph(), Words(card.movement, small, ink, bold=True))
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
