"""How much room text takes on a slide, where nothing but the program that opens it will set it."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).with_name("fonts")
FILES = {False: "RegieSans-Regular.ttf", True: "RegieSans-Semibold.ttf"}
WIDER = 1.13
"""How much wider Arial, which every office program has, runs than the font that is measured."""
LINE = 1.2
POINTS = 72
_MEASURED = 100


def line_count(said: str, width: float, points: float, *, bold: bool = False) -> int:
    """Lines that *said* takes in *width* inches at *points*; at least one."""
    return sum(_wrapped(line, width, points, bold) for line in said.split("\n")) or 1


def text_height(said: str, width: float, points: float, *, bold: bool = False) -> float:
    """Height of *said* in inches."""
    return line_count(said, width, points, bold=bold) * points * LINE / POINTS


def _wrapped(line: str, width: float, points: float, bold: bool) -> int:
    lines, used, space = 1, 0.0, inches(" ", points, bold)
    for word in line.split():
        long = inches(word, points, bold)
        if used and used + space + long > width:
            lines, used = lines + 1, 0.0
        used += (space if used else 0.0) + long
        while used > width:
            lines, used = lines + 1, used - width
    return lines


@lru_cache(maxsize=8192)
def inches(word: str, points: float, bold: bool) -> float:
    """Width of *word*."""
    return float(_font(bold).getlength(word)) / _MEASURED * points * WIDER / POINTS


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / FILES[bold], _MEASURED)
