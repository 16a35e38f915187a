"""Marks, colours and the two themes: contrast computed as the WCAG says."""

import tomllib
from collections.abc import Callable
from itertools import product
from pathlib import Path

import altair as alt
import pytest
from streamlit import config as streamlit_config

from dashboard import text, theme
from data_access.contract import STATUS_CHOICES, Choice

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
LIGHT, DARK = CONFIG["theme"]["light"], CONFIG["theme"]["dark"]
STATUSES = ("green", "amber", "red", "not_assessed")
SERVED = ROOT / "dashboard" / "static"


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tone", theme.TONES, ids=lambda tone: tone.markdown)
def test_marks_can_be_read_as_text(tone: theme.Tone) -> None:
    light_grounds = (theme.GROUND_LIGHT, theme.PANEL_LIGHT, tone.tint_light)
    dark_grounds = (theme.GROUND_DARK, theme.PANEL_DARK, tone.tint_dark)
    assert min(contrast(tone.light, ground) for ground in light_grounds) >= 4.5
    assert min(contrast(tone.dark, ground) for ground in dark_grounds) >= 4.5


@pytest.mark.parametrize("tone", theme.TONES, ids=lambda tone: tone.markdown)
def test_shapes_hold_on_both_grounds(tone: theme.Tone) -> None:
    grounds = (theme.GROUND_LIGHT, theme.GROUND_DARK, tone.tint_light, tone.tint_dark)
    assert min(contrast(tone.graphic, ground) for ground in grounds) >= 3


@pytest.mark.parametrize("colour", sorted(set(theme.SERIES.values())))
def test_curves_hold_on_both_grounds(colour: str) -> None:
    assert min(contrast(colour, ground) for ground in (theme.GROUND_LIGHT, theme.GROUND_DARK)) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_theme_can_be_read(scheme: dict[str, str]) -> None:
    grounds = (scheme["backgroundColor"], scheme["secondaryBackgroundColor"], scheme["sidebar"]["backgroundColor"])
    for name, ground in product(("textColor", "linkColor", "primaryColor", "grayTextColor"), grounds):
        assert contrast(scheme[name], ground) >= 4.5, (name, ground)
    header = contrast(scheme["dataframeHeaderTextColor"], scheme["dataframeHeaderBackgroundColor"])
    assert header >= 4.5
    assert min(contrast(c, scheme["backgroundColor"]) for c in scheme["chartCategoricalColors"]) >= 3


@pytest.mark.parametrize("tone", theme.TONES, ids=lambda tone: tone.markdown)
def test_streamlit_uses_the_same_colours(tone: theme.Tone) -> None:
    name = tone.markdown
    assert (LIGHT[f"{name}Color"], DARK[f"{name}Color"]) == (tone.graphic, tone.graphic)
    assert (LIGHT[f"{name}TextColor"], DARK[f"{name}TextColor"]) == (tone.light, tone.dark)
    assert (LIGHT[f"{name}BackgroundColor"], DARK[f"{name}BackgroundColor"]) == (tone.tint_light, tone.tint_dark)


def test_streamlit_has_the_same_grounds_and_font() -> None:
    assert (LIGHT["backgroundColor"], DARK["backgroundColor"]) == (theme.GROUND_LIGHT, theme.GROUND_DARK)
    assert (LIGHT["secondaryBackgroundColor"], DARK["secondaryBackgroundColor"]) == (
        theme.PANEL_LIGHT,
        theme.PANEL_DARK,
    )
    assert CONFIG["theme"]["font"] == theme.FONT


def options(table: dict[str, object], prefix: str) -> set[str]:
    """Dotted names of the options set in *table*."""
    names: set[str] = set()
    for name, value in table.items():
        dotted = f"{prefix}.{name}" if prefix else name
        names |= options(value, dotted) if isinstance(value, dict) else {dotted}
    return names


def test_streamlit_knows_every_option() -> None:
    known = set(streamlit_config.get_config_options())
    assert options(CONFIG, "") - known == set()


def test_fonts_are_ours_and_named_as_css_allows() -> None:
    faces = CONFIG["theme"]["fontFaces"]
    families = [family.strip() for family in CONFIG["theme"]["font"].split(",")]
    for face in faces:
        assert (SERVED / face["url"].removeprefix("app/static/")).is_file()
        assert face["family"] in families
    # Streamlit writes the list unquoted: a part that begins with a digit would void all of it.
    assert not [part for family in families for part in family.split() if part[0].isdigit()]


@pytest.mark.parametrize(
    ("language", "marks"),
    [("en", "●G ▲A ■R ○N"), ("fr", "●V ▲O ■R ○N"), ("nl", "●G ▲O ■R ○N")],
)
def test_statuses_by_symbol_and_letter(language: str, marks: str) -> None:
    with text.speaking(language):
        seen = [theme.status_mark(status) for status in STATUSES]
    assert " ".join(mark.symbol + mark.letter for mark in seen) == marks


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("choice", STATUS_CHOICES, ids=lambda choice: choice.value)
def test_statuses_are_named_as_in_the_workbook_and_recognised_there(choice: Choice, language: str) -> None:
    with text.speaking(language):
        mark = theme.status_mark(choice.value)
    assert mark.label == choice.label.in_language(language)
    assert mark.symbol in choice.aliases or mark.letter in choice.aliases


MARKS = [
    (theme.status_mark, STATUSES),
    (theme.level_mark, ("low", "medium", "high", "critical")),
    (theme.severity_mark, ("error", "warning", "notice")),
]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(("mark", "values"), MARKS, ids=["status", "level", "severity"])
def test_no_two_marks_look_alike_without_colour(
    mark: Callable[[str], theme.Mark], values: tuple[str, ...], language: str
) -> None:
    with text.speaking(language):
        seen = [mark(value) for value in values]
    assert len({m.symbol for m in seen}) == len({m.letter for m in seen}) == len({m.label for m in seen}) == len(values)


def test_stale_is_told_by_symbol_and_word_and_keeps_its_colour() -> None:
    fresh, stale = theme.status_mark("red"), theme.status_mark("red", stale=True)
    assert (stale.symbol, stale.label, stale.tone) == ("▥", "Red, out of date", fresh.tone)
    assert len({theme.status_mark(s, stale=True).symbol for s in STATUSES} - {"●", "▲", "■", "○"}) == 4


def test_a_missing_status_is_not_assessed_and_an_unknown_one_is_an_error() -> None:
    assert theme.status_mark(None) == theme.status_mark("not_assessed")
    with pytest.raises(KeyError):
        theme.status_mark("blue")


def test_every_symbol_is_drawn_by_our_font() -> None:
    ranges = next(f["unicodeRange"] for f in CONFIG["theme"]["fontFaces"] if f["family"] == "Regie Marks")
    bounds = [[int(end, 16) for end in part.strip()[2:].split("-")] for part in ranges.split(",")]
    symbols = {theme.status_mark(s, stale=stale).symbol for s in STATUSES for stale in (False, True)}
    symbols |= {theme.level_mark(level).symbol for level in ("low", "medium", "high", "critical")}
    assert all(any(low <= ord(symbol) <= high for low, high in bounds) for symbol in symbols)


def test_markdown_and_key() -> None:
    assert theme.status_mark("amber").markdown == ":orange[▲ A]"
    assert theme.status_key().startswith(":green[● G] Green · :orange[▲ A] Amber")


def test_charts_write_numbers_and_dates_in_the_viewers_language() -> None:
    chart = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(alt.X("x:Q"))
    with text.speaking("fr"):
        config = chart.to_dict()["config"]
    assert alt.theme.active == "regie"
    assert config["locale"]["number"]["thousands"] == "\u202f"
    assert config["locale"]["time"]["shortMonths"][1] == "févr."
    assert config["font"] == theme.FONT


def test_a_screen_reader_hears_the_description_of_a_chart_and_not_its_marks() -> None:
    config = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(alt.X("x:Q")).to_dict()["config"]
    assert (config["aria"], config["mark"]["aria"]) == (False, False)


@pytest.mark.parametrize(("dark", "ground"), [(False, theme.GROUND_LIGHT), (True, theme.GROUND_DARK)])
def test_words_of_axes_and_legends_can_be_read_and_a_charts_own_ink_stays(dark: bool, ground: str) -> None:
    config = theme.with_readable_axes({"font": "X", "axis": {"titleColor": "#123456"}}, dark=dark)
    assert contrast(config["axis"]["labelColor"], ground) >= 4.5
    assert contrast(config["legend"]["labelColor"], ground) >= 4.5
    assert (config["font"], config["axis"]["titleColor"]) == ("X", "#123456")


@pytest.mark.parametrize("graphic", sorted({*theme.SERIES.values(), *(tone.graphic for tone in theme.TONES)}))
def test_words_beside_a_shape_have_more_contrast_than_the_shape(graphic: str) -> None:
    assert contrast(theme.words_beside(graphic, dark=False), theme.GROUND_LIGHT) >= 4.5
    assert contrast(theme.words_beside(graphic, dark=True), theme.GROUND_DARK) >= 4.5
