"""What things look like: marks for statuses, levels and severities, colours, and the one Altair theme.

A mark is never colour alone: symbol, letter and colour say the same thing. Letters are the initials
that the language itself uses, so they differ: green, amber, red, not assessed read G A R N in
English, V O R N in French (vert, orange, rouge, non évalué), G O R N in Dutch (groen, oranje, rood,
niet beoordeeld). Streamlit's own theme in ``.streamlit/config.toml`` repeats these colours.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

import altair as alt

from dashboard.text import _, current_language, date_names, number_signs, pgettext

FONT = "Regie Marks, SourceSans3, Source Sans, sans-serif"
GROUND_LIGHT, GROUND_DARK = "#FFFFFF", "#11171F"
INK = ("#0B131D", "#E8EDF3")
"""Colour of running text, light and dark: so dark that Streamlit's captions, 60 % of it, still have 4.5:1."""
PANEL_LIGHT, PANEL_DARK = "#F3F5F8", "#1A222C"


class Tone(NamedTuple):
    """One meaning in colour.

    *light* and *dark* are for text on those grounds (4.5:1); *graphic* is for shapes in charts and
    holds on both (3:1), because a cached chart does not know which theme its viewer chose.
    *tint_light* and *tint_dark* are grounds for a cell that carries its mark in *light* or *dark*.
    *markdown* is the name of the colour in Streamlit's Markdown.
    """

    light: str
    dark: str
    graphic: str
    tint_light: str
    tint_dark: str
    markdown: str


GREEN = Tone("#256B4D", "#6CC79B", "#2F8A63", "#E2EFE9", "#18302E", "green")
AMBER = Tone("#8A5200", "#F0B45A", "#B8690A", "#F7ECDE", "#392D1C", "orange")
RED = Tone("#B3261E", "#F28B82", "#D6473D", "#F9E5E4", "#3C2226", "red")
GREY = Tone("#566270", "#A4B0BD", "#748191", "#ECEEF0", "#283039", "gray")
PLUM = Tone("#8A1C5C", "#F2A0CB", "#C2408C", "#F6E4EE", "#3A2233", "violet")
BLUE = Tone("#1F4E8C", "#7FB0EE", "#3577C2", "#E3ECF6", "#1B2C42", "blue")
TONES = (GREEN, AMBER, RED, GREY, PLUM, BLUE)

SERIES = {
    "plan": GREY.graphic,
    "baseline": "#8C8674",
    "actual": BLUE.graphic,
    "forecast": BLUE.graphic,
    "earned": "#1E8A8A",
}
"""Colours of the curves that recur on every screen; a forecast is the actual's colour, dashed (``DASH``)."""
DASH = [5, 4]
_WORDS = {tone.graphic: (tone.light, tone.dark) for tone in TONES} | {
    SERIES["baseline"]: (GREY.light, GREY.dark),
    SERIES["earned"]: ("#14706F", "#63C6C6"),
}


def words_beside(graphic: str, *, dark: bool) -> str:
    """The colour of words that name a shape or curve in *graphic*: 4.5:1, where the shape needs 3:1."""
    return _WORDS[graphic][dark]


class Mark(NamedTuple):
    """Symbol, letter, word and colour that say one thing."""

    symbol: str
    letter: str
    label: str
    tone: Tone

    @property
    def text(self) -> str:
        """``● G``: for tables, charts and files."""
        return f"{self.symbol} {self.letter}"

    @property
    def words(self) -> str:
        """``● Green``: where there is room for the word."""
        return f"{self.symbol} {self.label}"

    @property
    def markdown(self) -> str:
        """``:green[● G]``: for Streamlit's Markdown."""
        return f":{self.tone.markdown}[{self.text}]"


class _Look(NamedTuple):
    symbol: str
    letter: Callable[[], str]
    label: Callable[[], str]
    tone: Tone
    stale_symbol: str = ""

    def mark(self) -> Mark:
        return Mark(self.symbol, self.letter(), self.label(), self.tone)


_STATUSES = {
    "green": _Look("●", lambda: pgettext("status letter", "G"), lambda: _("Green"), GREEN, "◍"),
    "amber": _Look("▲", lambda: pgettext("status letter", "A"), lambda: _("Amber"), AMBER, "◬"),
    "red": _Look("■", lambda: pgettext("status letter", "R"), lambda: _("Red"), RED, "▥"),
    "not_assessed": _Look("○", lambda: pgettext("status letter", "N"), lambda: _("Not assessed"), GREY, "◌"),
}
_LEVELS = {
    "low": _Look("▁", lambda: pgettext("level letter", "L"), lambda: pgettext("risk level", "Low"), GREY),
    "medium": _Look("▃", lambda: pgettext("level letter", "M"), lambda: pgettext("risk level", "Medium"), AMBER),
    "high": _Look("▅", lambda: pgettext("level letter", "H"), lambda: pgettext("risk level", "High"), RED),
    "critical": _Look("▇", lambda: pgettext("level letter", "C"), lambda: pgettext("risk level", "Critical"), PLUM),
}
_SEVERITIES = {
    "error": _Look("■", lambda: pgettext("severity letter", "E"), lambda: _("Error"), RED),
    "warning": _Look("▲", lambda: pgettext("severity letter", "W"), lambda: _("Warning"), AMBER),
    "notice": _Look("○", lambda: pgettext("severity letter", "N"), lambda: _("Notice"), GREY),
}


def status_mark(status: str | None, *, stale: bool = False) -> Mark:
    """The mark of ``green``, ``amber``, ``red`` or ``not_assessed`` (also for None); hatched when *stale*."""
    return _status_mark(status or "not_assessed", stale, current_language())


@lru_cache(maxsize=32)
def _status_mark(status: str, stale: bool, _language: str) -> Mark:
    look = _STATUSES[status]
    mark = look.mark()
    if stale:
        return mark._replace(symbol=look.stale_symbol, label=_("{status}, out of date", status=mark.label))
    return mark


def level_mark(level: str) -> Mark:
    """The mark of a risk level: ``low``, ``medium``, ``high``, ``critical``."""
    return _LEVELS[level].mark()


def severity_mark(severity: str) -> Mark:
    """The mark of a problem: ``error``, ``warning``, ``notice``."""
    return _SEVERITIES[severity].mark()


def status_key() -> str:
    """The key to the marks, as one line of Markdown."""
    return " · ".join(f":{m.tone.markdown}[{m.text}] {m.label}" for m in map(status_mark, _STATUSES))


@alt.theme.register("regie", enable=True)
def altair_theme() -> alt.theme.ThemeConfig:
    """Shapes, sizes and the language of numbers and dates; colours of text and ground stay Streamlit's own.

    Marks and axes are hidden from a screen reader: Vega would read them in English, with the names of fields.
    The ``alt`` of the chart says what they show, and its table holds every value.
    """
    config = {
        "locale": vega_locale(current_language()),
        "aria": False,
        "mark": {"aria": False},
        "font": FONT,
        "view": {"stroke": None},
        "title": {"anchor": "start", "fontSize": 15, "fontWeight": 600, "offset": 12, "subtitlePadding": 4},
        "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 400, "domain": False},
        "axisX": {"grid": False, "ticks": False, "labelPadding": 6, "labelFlush": True},
        "axisY": {"ticks": False, "labelPadding": 6, "tickCount": 5},
        "legend": {"orient": "bottom", "labelFontSize": 12, "titleFontSize": 12, "symbolType": "circle"},
        "line": {"strokeWidth": 2.25, "strokeCap": "round"},
        "bar": {"cornerRadiusEnd": 2},
        "rect": {"cornerRadius": 3},
        "point": {"size": 60, "filled": True},
        "text": {"fontSize": 12},
    }
    return cast(alt.theme.ThemeConfig, {"config": config})


def with_readable_axes(config: Mapping[str, Any], *, dark: bool) -> dict[str, Any]:
    """The *config* of a chart with words of axes and legends that have 4.5:1; Streamlit's own grey has 3.7:1."""
    grey = GREY.dark if dark else GREY.light
    words = {part: {"labelColor": grey, "titleColor": grey} | config.get(part, {}) for part in ("axis", "legend")}
    return {**config, **words}


@lru_cache(maxsize=3)
def vega_locale(language: str) -> dict[str, dict[str, object]]:
    """How Vega writes numbers and dates in *language*; also for charts drawn outside the browser."""
    return {"number": number_signs(language), "time": date_names(language)}
