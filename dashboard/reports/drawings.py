"""Charts as drawings for paper: the Vega-Lite specifications of the screens, at the size of the page."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from dashboard.theme import FONT, GREY, INK, PANEL_LIGHT, vega_locale

FONTS = Path(__file__).with_name("fonts")
FAMILY = "Regie Sans"
"""The font of reports: that of the screens with the status symbols in it; see ``tools.report_font``."""
PIXELS_PER_CM = 96 / 2.54
FULL_WIDTH, HALF_WIDTH = 960, 500
"""Pixels across a whole page on its side and across half of it: text is then as large as that around it."""


def svg(drawing: dict[str, Any], language: str, width: int) -> str:
    """*drawing* as scalable graphics, *width* pixels wide, numbers and dates as *language* writes them."""
    _know_the_font()
    locale = vega_locale(language)
    made = vl_convert.vegalite_to_svg(
        _on_paper(drawing, width), format_locale=locale["number"], time_format_locale=locale["time"]
    )
    return str(made)


@cache
def _know_the_font() -> None:
    """Text is measured in the font that it is then set in."""
    vl_convert.register_font_directory(str(FONTS))


def _on_paper(drawing: dict[str, Any], width: int) -> dict[str, Any]:
    own: dict[str, Any] = json.loads(json.dumps(drawing).replace(json.dumps(FONT), json.dumps(FAMILY)))
    if own.get("width") == "container":
        own["width"] = width
        own["autosize"] = {"type": "fit-x", "contains": "padding"}
    config = own.setdefault("config", {})
    config["font"] = FAMILY
    inked = {"labelColor": INK[0], "titleColor": GREY.light}
    config["axis"] = {**inked, "gridColor": PANEL_LIGHT, **config.get("axis", {})}
    config["legend"] = {**inked, **config.get("legend", {})}
    return own
