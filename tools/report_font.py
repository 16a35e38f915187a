"""Makes the font of printed reports, ``dashboard/reports/fonts/RegieSans-*.ttf``.

Source Sans 3 (SIL Open Font License) in two fixed weights with the status symbols of the screens in
it, under a name of its own as its licence asks of whoever changes it. Typesetting needs TrueType
with fixed weights; browsers are served variable WOFF2. Run by hand when a symbol changes; like
``tools.marks_font`` it needs fonttools and brotli. ``python -m tools.report_font``
"""

from collections.abc import Iterable
from pathlib import Path

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
MARKS = ROOT / "dashboard" / "static" / "fonts" / "regie-marks.woff2"
TARGET = ROOT / "dashboard" / "reports" / "fonts"
SOURCE = Path(streamlit.__file__).parent / "static" / "static" / "media"
FAMILY = "Regie Sans"
WEIGHTS = {"Regular": 400, "Semibold": 600}
KEPT = ((0x20, 0x250), (0x2B0, 0x530), (0x1E00, 0x2000), (0x2000, 0x2800), (0xFB00, 0xFB07), (0xFFFD, 0xFFFE))
"""Latin, Greek, Cyrillic, punctuation, currencies, arrows and signs: what people may type."""
INVISIBLE = (0x200B, 0x200C, 0x200D, 0x2060)
NAME, STYLE, UNIQUE, FULL, POSTSCRIPT, TRADEMARK, TYPOGRAPHIC, TYPOGRAPHIC_STYLE = 1, 2, 3, 4, 6, 7, 16, 17


def font(style: str, weight: int) -> TTFont:
    """Source Sans 3 at *weight* with the status symbols in place of its own, renamed."""
    made = TTFont(next(SOURCE.glob("SourceSansVF-Upright*.woff2")))
    made = instantiateVariableFont(made, {"wght": weight})
    made.flavor = None
    _subset(made)
    _add_marks(made, TTFont(MARKS))
    _rename(made, style, weight)
    return made


def _subset(made: TTFont) -> None:
    options = Options()
    options.layout_features = ["kern", "ccmp", "locl", "mark", "mkmk", "tnum"]
    options.hinting, options.name_IDs = False, ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for start, end in KEPT for code in range(start, end)])
    subsetter.subset(made)


def _add_marks(made: TTFont, marks: TTFont) -> None:
    if made["head"].unitsPerEm != marks["head"].unitsPerEm:
        raise ValueError("the two fonts differ in scale")
    for code, name in marks.getBestCmap().items():
        _add_glyph(made, code, (f"mark{code:04X}", marks["glyf"][name], marks["hmtx"][name]))
    space = made.getBestCmap()[0x20]
    for code in INVISIBLE:
        if code not in made.getBestCmap():
            _add_glyph(made, code, (f"blank{code:04X}", made["glyf"][space], (0, 0)))


def _add_glyph(made: TTFont, code: int, glyph: tuple[str, object, tuple[int, int]]) -> None:
    name, outline, metrics = glyph
    made.setGlyphOrder([*made.getGlyphOrder(), name])
    made["glyf"][name] = outline
    made["hmtx"][name] = metrics
    for table in made["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def _rename(made: TTFont, style: str, weight: int) -> None:
    full = f"{FAMILY} {style}"
    texts = {NAME: FAMILY, STYLE: "Regular" if weight == WEIGHTS["Regular"] else "Bold", UNIQUE: full, FULL: full,
             POSTSCRIPT: full.replace(" ", ""), TYPOGRAPHIC: FAMILY, TYPOGRAPHIC_STYLE: style}  # fmt: skip
    names = made["name"]
    names.names = [record for record in names.names if record.nameID in (0, 13, 14)]
    for name, value in texts.items():
        names.setName(value, name, 3, 1, 0x409)
    made["OS/2"].usWeightClass = weight


def spans(codes: Iterable[int]) -> str:
    """*codes* as hexadecimal spans, one a line: ``20-7E``."""
    lines: list[list[int]] = []
    for code in sorted(codes):
        if lines and code == lines[-1][1] + 1:
            lines[-1][1] = code
        else:
            lines.append([code, code])
    return "".join(f"{start:X}-{end:X}\n" for start, end in lines)


def main() -> None:
    """Writes both weights, and which characters they hold."""
    TARGET.mkdir(exist_ok=True)
    for style, weight in WEIGHTS.items():
        path = TARGET / f"{FAMILY.replace(' ', '')}-{style}.ttf"
        made = font(style, weight)
        made.save(path)
        (TARGET / "coverage.txt").write_text(spans(made.getBestCmap()), encoding="ascii")
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
