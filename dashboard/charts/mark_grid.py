"""A grid of tinted cells, each with symbol and text: the one drawing behind every status grid."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from dashboard.charts.name_axis import name_axis
from dashboard.theme import GREY, Mark

SELECTION = "picked"
ROW_HEIGHT = 30
HEADER_HEIGHT = 40
LABEL_WIDTH = 250
HEADER_SIGNS = 130
"""Signs that the headers hold side by side, on a laptop."""
ROW_TITLE = {"titleAngle": 0, "titleAnchor": "end", "titleAlign": "right", "titleX": -8, "titleY": -10}
"""Where the title of the rows stands: level over their names, beside the headers of the columns."""
NARROW = 320
"""Width in pixels, without row labels, below which only essential columns are drawn."""


class GridCell(NamedTuple):
    """One cell: the *key* and *name* of its row, its column *header* (``|`` breaks the line), its mark and text.

    *outline* rings it; *about* is what the tooltip says. On a phone only *essential* columns are drawn.
    A *stale* cell stands on grey.
    """

    key: str
    name: str
    header: str
    mark: Mark
    text: str
    about: str
    outline: bool = False
    essential: bool = True
    stale: bool = False


def mark_grid(
    cells: Sequence[GridCell], labels: tuple[str, str], sides: tuple[str, str] | None = None, *, dark: bool
) -> alt.LayerChart:
    """Rows and columns in the order of *cells*. *labels* name row and cell in tooltips.

    *sides* are the titles of rows and columns, where the cells do not tell by themselves what these are.
    A click on a cell selects its key under the parameter ``SELECTION``.
    """
    frame = pd.DataFrame([_drawn(cell, dark=dark) for cell in cells])
    names = list(dict.fromkeys(cell.name for cell in cells))
    base = (
        alt.Chart(frame)
        .transform_filter(f"datum.essential || width > {NARROW}")
        .encode(
            x=alt.X(
                field="header",
                type="ordinal",
                sort=list(dict.fromkeys(c.header for c in cells)),
                axis=_header_axis(_header_size(cells), sides, dark=dark),
            ),
            y=alt.Y(field="name", type="ordinal", sort=names, axis=_row_axis(sides, dark=dark)),
            tooltip=[
                alt.Tooltip(field="name", type="nominal", title=labels[0]),
                alt.Tooltip(field="about", type="nominal", title=labels[1]),
            ],
        )
    )
    picked = alt.selection_point(name=SELECTION, fields=["key"], on="click", empty=False)
    ground = base.mark_rect(cornerRadius=3).encode(color=_own("ground")).add_params(picked)
    ring = base.transform_filter("datum.outline").mark_rect(filled=False, strokeWidth=2, cornerRadius=3, aria=False)
    text = base.mark_text(fontSize=13, fontWeight=600).encode(
        text=alt.Text(field="text", type="nominal"), color=_own("ink")
    )
    height = ROW_HEIGHT * len(names) + HEADER_HEIGHT
    layers = alt.layer(ground, ring.encode(stroke=_own_stroke("ring")), text).resolve_scale(color="independent")
    return layers.properties(height=height, width="container").configure_scale(bandPaddingInner=0.12)


def _header_size(cells: Sequence[GridCell]) -> int:
    """Font size of the headers: smaller where the longest word of many columns would touch its neighbour."""
    headers = {cell.header for cell in cells}
    longest = max((len(word) for header in headers for word in header.split("|")), default=0)
    return 12 if longest * len(headers) <= HEADER_SIGNS else 11


def _row_axis(sides: tuple[str, str] | None, *, dark: bool) -> alt.Axis:
    title = {"title": f"{sides[0]} ↓", **ROW_TITLE} if sides else {}
    return name_axis((LABEL_WIDTH, LABEL_WIDTH * 2 // 3), f"width > {NARROW}", dark=dark, **title)


def _header_axis(size: int, sides: tuple[str, str] | None, *, dark: bool) -> alt.Axis:
    return alt.Axis(
        orient="top",
        title=f"{sides[1]} →" if sides else None,
        titleAnchor="start",
        grid=False,
        labelAngle=0,
        labelColor=GREY.dark if dark else GREY.light,
        labelExpr="split(datum.label, '|')",
        labelFontSize=size,
        labelLineHeight=14,
        labelBaseline="line-bottom",
        labelPadding=20,
        labelOverlap=False,
        labelLimit=110,
        labelFlush=False,
    )


def _own(field: str) -> alt.Color:
    """Colours that the data give as they are."""
    return alt.Color(field=field, type="nominal", scale=None, legend=None)


def _own_stroke(field: str) -> alt.Stroke:
    return alt.Stroke(field=field, type="nominal", scale=None, legend=None)


def _drawn(cell: GridCell, *, dark: bool) -> dict[str, object]:
    tone = cell.mark.tone
    ground = GREY if cell.stale else tone
    return {
        "key": cell.key,
        "name": cell.name,
        "header": cell.header,
        "text": cell.text,
        "about": cell.about,
        "ink": tone.dark if dark else tone.light,
        "ring": tone.graphic,
        "ground": ground.tint_dark if dark else ground.tint_light,
        "outline": cell.outline,
        "essential": cell.essential,
    }
