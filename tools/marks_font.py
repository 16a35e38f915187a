"""Draws the font of status symbols, ``dashboard/static/fonts/regie-marks.woff2``.

Systems draw these code points at very different sizes; here they share one optical size and stand
on the text's own height. Run by hand when a symbol changes: it needs fonttools and brotli, which
nothing else does. ``python -m tools.marks_font``
"""

import math
from collections.abc import Callable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

TARGET = Path(__file__).parents[1] / "dashboard" / "static" / "fonts" / "regie-marks.woff2"
EM, CAP, ADVANCE = 1000, 660, 720
MIDDLE = (ADVANCE / 2, CAP / 2)
RADIUS, STROKE = 320, 84
SIDE, HEIGHT = 580, 620

Point = tuple[float, float]
Draw = Callable[[TTGlyphPen], None]


def polygon(pen: TTGlyphPen, points: list[Point], *, hole: bool = False) -> None:
    """A closed shape, or a hole in one, from clockwise *points*."""
    first, *rest = reversed(points) if hole else points
    pen.moveTo(first)
    for point in rest:
        pen.lineTo(point)
    pen.closePath()


def circle(pen: TTGlyphPen, radius: float, *, hole: bool = False, centre: Point = MIDDLE) -> None:
    """A disc as 64 short sides: at text size nobody sees a corner."""
    angles = [-2 * math.pi * i / 64 for i in range(64)]
    polygon(pen, [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles], hole=hole)


def rectangle(pen: TTGlyphPen, lower_left: Point, upper_right: Point, *, hole: bool = False) -> None:
    """An upright rectangle."""
    (left, low), (right, high) = lower_left, upper_right
    polygon(pen, [(left, low), (left, high), (right, high), (right, low)], hole=hole)


def triangle(pen: TTGlyphPen, inset: float = 0, *, hole: bool = False) -> None:
    """A triangle standing on its base, smaller by *inset* on all sides."""
    half, slope = HEIGHT / 1.68, math.hypot(HEIGHT, HEIGHT / 1.68) / (HEIGHT / 1.68)
    low, high = 20 + inset, 20 + HEIGHT - inset * slope
    width = half * (high - low) / HEIGHT
    x = MIDDLE[0]
    polygon(pen, [(x - width, low), (x, high), (x + width, low)], hole=hole)


def square(pen: TTGlyphPen, inset: float = 0, *, hole: bool = False) -> None:
    """A square around the middle."""
    (x, y), half = MIDDLE, SIDE / 2 - inset
    rectangle(pen, (x - half, y - half), (x + half, y + half), hole=hole)


def hatched(outline: Draw, opening: Draw, reach: Callable[[float], tuple[float, float]]) -> Draw:
    """An outline with upright stripes; *reach* gives the foot and head of the stripe at an offset from the middle."""

    def draw(pen: TTGlyphPen) -> None:
        outline(pen)
        opening(pen)
        for offset in (-120, 0, 120):
            foot, head = reach(offset)
            x = MIDDLE[0] + offset
            rectangle(pen, (x - 30, foot), (x + 30, head))

    return draw


def in_circle(offset: float) -> tuple[float, float]:
    """Foot and head of a stripe inside the ring."""
    half = math.sqrt((RADIUS - STROKE / 2) ** 2 - offset**2)
    return MIDDLE[1] - half, MIDDLE[1] + half


def in_triangle(offset: float) -> tuple[float, float]:
    """Foot and head of a stripe inside the triangle."""
    return 40, 20 + HEIGHT * (1 - abs(offset) / (HEIGHT / 1.68)) - 90


def dots(pen: TTGlyphPen) -> None:
    """A ring of dots."""
    for i in range(8):
        angle = 2 * math.pi * i / 8
        r = RADIUS - STROKE / 2
        circle(pen, 58, centre=(MIDDLE[0] + r * math.cos(angle), MIDDLE[1] + r * math.sin(angle)))


def ring(pen: TTGlyphPen) -> None:
    """An open circle."""
    circle(pen, RADIUS)
    circle(pen, RADIUS - STROKE, hole=True)


def bar(eighths: int) -> Draw:
    """A column filled to *eighths* of the text's height."""
    return lambda pen: rectangle(pen, (130, 0), (590, CAP * eighths / 8))


def sector(pen: TTGlyphPen, start: float, end: float) -> None:
    """A slice of the disc inside the ring, between two angles in degrees, clockwise from the top."""
    steps = [start + (end - start) * i / 48 for i in range(49)]
    inner = RADIUS - STROKE / 2
    arc = [math.radians(90 - angle) for angle in steps]
    polygon(pen, [MIDDLE, *((MIDDLE[0] + inner * math.cos(a), MIDDLE[1] + inner * math.sin(a)) for a in arc)])


def filled(start: float, end: float) -> Draw:
    """A ring of which a part is full: how far something is."""

    def draw(pen: TTGlyphPen) -> None:
        ring(pen)
        sector(pen, start, end)

    return draw


def cored(radius: float) -> Draw:
    """A ring around a disc of *radius*."""

    def draw(pen: TTGlyphPen) -> None:
        ring(pen)
        circle(pen, radius)

    return draw


def double_ring(pen: TTGlyphPen) -> None:
    """A ring in a ring."""
    ring(pen)
    circle(pen, 170)
    circle(pen, 170 - STROKE, hole=True)


def half_square(pen: TTGlyphPen) -> None:
    """A square whose left half is full."""
    square(pen)
    (x, y), half = MIDDLE, SIDE / 2 - 66
    rectangle(pen, (x, y - half), (x + half, y + half), hole=True)


def diamond(pen: TTGlyphPen, inset: float = 0, *, hole: bool = False) -> None:
    """A square standing on its corner."""
    (x, y), half = MIDDLE, 340 - inset
    polygon(pen, [(x - half, y), (x, y + half), (x + half, y), (x, y - half)], hole=hole)


def open_diamond(pen: TTGlyphPen) -> None:
    """The outline of a diamond."""
    diamond(pen)
    diamond(pen, 100, hole=True)


def arrowhead(pen: TTGlyphPen) -> None:
    """A small triangle that points to the right."""
    polygon(pen, [(180, 120), (180, 540), (540, 330)])


GLYPHS: dict[str, Draw] = {
    "●": lambda pen: circle(pen, RADIUS),
    "▲": triangle,
    "■": square,
    "○": ring,
    "◍": hatched(ring, lambda pen: None, in_circle),
    "◬": hatched(triangle, lambda pen: triangle(pen, 66, hole=True), in_triangle),
    "▥": hatched(square, lambda pen: square(pen, 66, hole=True), lambda offset: (60, 600)),
    "◌": dots,
    "◔": filled(0, 90),
    "◑": filled(0, 180),
    "◐": filled(180, 360),
    "◕": filled(0, 270),
    "◉": cored(180),
    "◎": double_ring,
    "◧": half_square,
    "◆": diamond,
    "◇": open_diamond,
    "▸": arrowhead,
    "▁": bar(1),
    "▃": bar(3),
    "▅": bar(5),
    "▇": bar(7),
}


def glyph(draw: Draw | None) -> object:
    """One drawn shape; an empty one for ``None``."""
    pen = TTGlyphPen(None)
    if draw:
        draw(pen)
    return pen.glyph()


def main() -> None:
    """Write the font file."""
    names = {symbol: f"uni{ord(symbol):04X}" for symbol in GLYPHS}
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder([".notdef", *names.values()])
    font.setupCharacterMap({ord(symbol): name for symbol, name in names.items()})
    font.setupGlyf({".notdef": glyph(None), **{names[s]: glyph(draw) for s, draw in GLYPHS.items()}})
    font.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (ADVANCE, 0)))
    font.setupHorizontalHeader(ascent=984, descent=-273)
    font.setupNameTable({"familyName": "Regie Marks", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=984, sTypoDescender=-273, usWinAscent=984, usWinDescent=273)
    font.setupPost()
    font.font.flavor = "woff2"
    font.font["head"].created = font.font["head"].modified = 0
    font.save(str(TARGET))


if __name__ == "__main__":
    main()
