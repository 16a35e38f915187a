"""Text on slides: always plain runs, never read as anything but text."""

from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard.reports.slide_layout import Box
from dashboard.theme import INK

BLANK = "\u00a0"
"""What an empty line holds: without anything it is as high as the program's own default, and so is its row."""


class Words(NamedTuple):
    """Text with its size in points and its look."""

    text: str
    points: float
    ink: str = INK[0]
    bold: bool = False
    right: bool = False


def rgb(colour: str) -> RGBColor:
    """``#1F4E8C`` as the library wants it."""
    return RGBColor.from_string(colour.lstrip("#"))  # type: ignore[no-untyped-call]  # partly typed library


def write(paragraph: Any, words: Words) -> None:
    """Adds *words* to *paragraph*, line breaks kept."""
    for number, line in enumerate(words.text.split("\n")):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line or BLANK
        run.font.size, run.font.bold = Pt(words.points), words.bold
        run.font.color.rgb = rgb(words.ink)


def written_box(slide: Any, box: Box, *words: Words) -> None:
    """A box of text without margins at its place."""
    shape = slide.shapes.add_textbox(*(Inches(side) for side in box))
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for part in words:
        write(frame.paragraphs[0], part)
    if words[-1].right:
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
