"""How large a slide is set: as large as a screen of 16:9 holds without scrolling."""

from collections.abc import Sequence
from dataclasses import dataclass

SCALES = (1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7)
"""Tried from the largest; 1 is 1.25 % of the width of the screen."""
ROOM = 39.0
"""Height between the top and the buttons, in the size of type at scale 1."""
ACROSS = 74.0
"""Width, in the same size."""
LETTER = 0.52
"""Width of a letter over the size of its type, on average."""
TOP, FIGURE_ROW, FIGURE, GAP = 3.0, 7.5, 15.0, 1.6
"""Heights of the line above the title and of a row of figures; width of a figure, and of what parts it from another."""
TITLE, REASON, RECORD = 2.7, 1.6, 1.3
"""Sizes of type of the parts of a slide."""
LINE, BETWEEN = 1.3, 0.4
MOST_COLUMNS = 4


@dataclass(frozen=True)
class Content:
    """What stands on a slide: its title, sentences why, how many figures, and what was recorded."""

    title: str
    reasons: Sequence[str]
    figures: int
    records: Sequence[str]


def scale(content: Content) -> float:
    """The largest scale at which *content* fits; the smallest there is where none does."""
    return next((s for s in SCALES if height(content, s) * s <= ROOM), SCALES[-1])


def height(content: Content, at: float) -> float:
    """Height of *content* in the size of type of scale *at*."""
    across = ACROSS / at
    columns = min(MOST_COLUMNS, int((across + GAP) / (FIGURE + GAP)))
    return (
        TOP
        + _lines([content.title], TITLE, across)
        + _lines(content.reasons, REASON, across)
        + _lines(content.records, RECORD, across)
        + -(-content.figures // columns) * FIGURE_ROW
    )


def _lines(said: Sequence[str], size: float, across: float) -> float:
    """Height of sentences, each on as many lines as it takes."""
    in_a_line = max(1, int(across / (size * LETTER)) - 2)
    return sum(-(-len(sentence) // in_a_line) * size * LINE + BETWEEN for sentence in said)
