"""The axis that names the rows of a chart: long names go on in a second line rather than end in dots."""

from typing import Any

import altair as alt

from dashboard.theme import INK

LINE = 13
SIGN = 6.1
"""Height of a line of a name and width of its average sign, in pixels."""


def name_axis(widths: tuple[int, int], is_wide: str, *, dark: bool, **more: Any) -> alt.Axis:
    """The axis for rows of at least two lines' height.

    *widths* of a name, in pixels: where the Vega expression *is_wide* holds, and elsewhere. *more*: of the axis.
    """
    room = f"({is_wide} ? {widths[0]} : {widths[1]})"
    signs = f"floor({room} / {SIGN})"
    return alt.Axis(
        grid=False,
        labelExpr=_lines(signs),
        labelOffset=alt.ExprRef(f"length(datum.label) > {signs} ? {-LINE / 2} : 0"),
        labelLimit=alt.ExprRef(room),
        labelLineHeight=LINE,
        labelFontSize=13,
        labelColor=INK[dark],
        labelFlush=False,
        labelOverlap=False,
        **{"title": None, **more},
    )


def _lines(signs: str) -> str:
    """The name broken after *signs* at most; what does not fit in two lines stays in the second and is cut."""
    broken = rf"replace(datum.label, regexp('(.{{1,' + {signs} + '}})(\\s+|$)', 'g'), '$1\n')"
    lines = rf"split(trim({broken}), '\n')"
    two = f"[{lines}[0], join(slice({lines}, 1), ' ')]"
    return f"length(datum.label) > {signs} ? {two} : datum.label"
