"""How much room text takes on a slide, where nothing but the program that opens it will set it.

Slides name Arial, which every office program has or replaces by a font of the same widths; so the widths stand here.
"""

import unicodedata
from functools import lru_cache

LINE = 1.2
POINTS = 72
SAFE = 1.02
"""Programs round the widths of letters, each in its own way."""
SYMBOL = 1000
"""The width of what has no entry below: symbols, and whatever a fallback font draws."""
REGULAR = {
    191: "'", 222: "ijl’‘", 260: "|", 278: " \u00a0!,./:;I[\\]ft", 333: "()-`r“”·", 355: '"{}', 389: "*", 469: "^°",
    500: "Jcksvxyz\u202f", 556: "#$0123456789?L_abdeghnopqu«»–€", 584: "+<=>~×", 611: "FTZßø", 667: "&ABEKPSVXY",
    722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%æ", 944: "Wœ", 1000: "—…", 1015: "@",
}  # fmt: skip
BOLD = {
    238: "'", 278: " \u00a0,./I\\ijl’‘", 280: "|", 333: "!()-:;[]`ft·", 389: "*r{}", 400: "°", 474: '"',
    500: "z“”\u202f", 556: "#$0123456789J_aceksvxy«»–€", 584: "+<=>^~×", 611: "?FLTZbdghnopqußø", 667: "EPSVXY",
    722: "&ABCDHKNRU", 778: "GOQw", 833: "M", 889: "%mæ", 944: "Wœ", 975: "@", 1000: "—…",
}  # fmt: skip
"""Thousandths of the size of the type to the characters that are so wide; accents add nothing."""
WIDTHS = {
    bold: {character: width for width, characters in table.items() for character in characters}
    for bold, table in ((False, REGULAR), (True, BOLD))
}


def line_count(said: str, width: float, points: float, *, bold: bool = False) -> int:
    """Lines that *said* takes in *width* inches at *points*; at least one."""
    return sum(_wrapped(line, width, points, bold) for line in said.split("\n")) or 1


def text_height(said: str, width: float, points: float, *, bold: bool = False) -> float:
    """Height of *said* in inches."""
    return line_count(said, width, points, bold=bold) * points * LINE / POINTS


def longest_word(said: str, points: float, *, bold: bool = False) -> float:
    """Width of the longest word of *said* in inches: what is narrower breaks it."""
    return max((inches(word, points, bold) for word in _words(said)), default=0.0)


def _words(said: str) -> list[str]:
    """What no line breaks apart; other than ``str.split``, it keeps non-breaking spaces."""
    return [word for word in said.replace("\n", " ").split(" ") if word]


def _wrapped(line: str, width: float, points: float, bold: bool) -> int:
    lines, used, space = 1, 0.0, inches(" ", points, bold)
    for word in _words(line):
        long = inches(word, points, bold)
        if used and used + space + long > width:
            lines, used = lines + 1, 0.0
        used += (space if used else 0.0) + long
        while used > width:
            lines, used = lines + 1, used - width
    return lines


def inches(word: str, points: float, bold: bool) -> float:
    """Width of *word*."""
    return _thousandths(word, bold) / 1000 * points * SAFE / POINTS


@lru_cache(maxsize=8192)
def _thousandths(word: str, bold: bool) -> int:
    plain = (c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return sum(WIDTHS[bold].get(character, SYMBOL) for character in plain)
