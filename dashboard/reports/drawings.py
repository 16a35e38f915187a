"""Charts as drawings for paper: the Vega-Lite specifications of the screens, at the size of the page."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from dashboard.theme import FONT, GREY, INK, PANEL_LIGHT, vega_locale

FONTS = Path(__file__).with_name("fonts")
FAMILY = "Regie Sans"
"""The font of reports: that of the screens with the status symbols in it; see ``tools.report_font``."""
_CLIP = re.compile(r"(?<=[\"#])clip\d+")
UNKNOWN = "\ufffd"
PIXELS_PER_CM = 36
FULL_WIDTH, HALF_WIDTH, UPRIGHT_WIDTH = 960, 500, 640
"""Pixels across a page on its side, half of it, and one upright: text is then as large as that around it."""


def svg(drawing: dict[str, Any], language: str, size: tuple[int, int | None]) -> str:
    """*drawing* as scalable graphics of *size* in pixels, numbers and dates as *language* writes them.

    Without a height it is as high as its rows need.
    """
    _know_the_font()
    locale = vega_locale(language)
    made = vl_convert.vegalite_to_svg(
        _on_paper(drawing, size), format_locale=locale["number"], time_format_locale=locale["time"]
    )
    return _numbered_anew(str(made))


def _numbered_anew(made: str) -> str:
    """*made* with its inner names counted from one: the renderer counts on from drawing to drawing."""
    names = {name: f"clip{number}" for number, name in enumerate(dict.fromkeys(_CLIP.findall(made)), start=1)}
    return _CLIP.sub(lambda found: names[found[0]], made)


@cache
def covered() -> frozenset[int]:
    """The characters that the font of reports holds."""
    lines = (FONTS / "coverage.txt").read_text(encoding="ascii").split()
    spans = ([int(end, 16) for end in line.split("-")] for line in lines)
    return frozenset(code for start, end in spans for code in range(start, end + 1))


def displayable(said: str) -> str:
    """*said* with the sign for an unknown character where the font has none: a tagged PDF must show all of its text."""
    known = covered()
    return said if said.isascii() else "".join(c if ord(c) in known or c in "\n\t" else UNKNOWN for c in said)


@cache
def _know_the_font() -> None:
    """Text is measured in the font that it is then set in."""
    vl_convert.register_font_directory(str(FONTS))


def _on_paper(drawing: dict[str, Any], size: tuple[int, int | None]) -> dict[str, Any]:
    own: dict[str, Any] = json.loads(json.dumps(drawing).replace(json.dumps(FONT), json.dumps(FAMILY)))
    width, height = size
    if own.get("width") == "container":
        own["width"] = width
        own["autosize"] = {"type": "fit-x", "contains": "padding"}
    if height is not None and "height" in own:
        own["height"], own["autosize"] = height, {"type": "fit", "contains": "padding"}
    if "layer" in own:
        own["layer"] = [layer for layer in own["layer"] if not _for_clicks_only(layer)]
    config = own.setdefault("config", {})
    config["font"] = FAMILY
    inked = {"labelColor": INK[0], "titleColor": GREY.light}
    config["axis"] = {**inked, "gridColor": PANEL_LIGHT, **config.get("axis", {})}
    config["legend"] = {**inked, **config.get("legend", {})}
    return own


def _for_clicks_only(layer: dict[str, Any]) -> bool:
    """Whether a layer is there to be clicked and is not seen otherwise: it may reach beyond the drawing."""
    opacity = layer.get("encoding", {}).get("opacity", {})
    return opacity.get("value") == 0 and "condition" in opacity
