"""Spending as bars, worst first: the budget behind, what is spent before it, and the forecast as a marker."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.name_axis import name_axis
from dashboard.charts.titled import TitledChart
from dashboard.metrics.burn import Spending
from dashboard.text import _, pgettext
from dashboard.theme import BLUE, GREY, SERIES, Mark

SELECTION = "bar"
ROW_HEIGHT = 30
FOOT = 120
LABEL_WIDTH = 215
NARROW = 300
"""Width in pixels, without row labels, below which the labels of bars shrink."""
PHONE = 500
"""Width in pixels, of the whole chart, below which row labels shrink."""
GHOST = 0.35
ROOM, NARROW_ROOM = 1.24, 1.45
"""Room for the labels at the end of the bars, as a factor of the longest."""


class Bar(NamedTuple):
    """One bar: the *key* that a click selects, its *name*, its sums, its *mark*, and the forecast *before*, in EUR."""

    key: str
    name: str
    spending: Spending
    mark: Mark
    label: str
    before: float | None = None


class LegendPart(NamedTuple):
    """An entry of a legend: its *name*, *colour* and *shape*."""

    name: str
    colour: str
    shape: str = "square"


UPRIGHT = "M-.15,-.7H.15V.7H-.15Z"
"""The shape of a line across a bar."""


def _parts() -> list[LegendPart]:
    return [
        LegendPart(_("Budget"), GREY.graphic + "55"),
        LegendPart(_("Spent"), SERIES["actual"]),
        LegendPart(_("Planned by now"), GREY.graphic, UPRIGHT),
        LegendPart(_("Forecast"), GREY.graphic, "diamond"),
    ]


def spending_bars(bars: Sequence[Bar], titles: tuple[str, str], *, dark: bool) -> TitledChart:
    """*bars* in their order; *titles* are the finding and the name of what a bar stands for."""
    frame = pd.DataFrame([_drawn(bar, dark=dark) for bar in _told_apart(bars)])
    longest = max([*frame["end"].tolist(), 1.0])
    base = alt.Chart(frame).encode(y=_y(frame, dark=dark))
    layers = [
        _bar(base, "bac", (longest, 15, GREY.graphic)).encode(opacity=alt.value(0.3)),
        _bar(base, "ac", (longest, 7, SERIES["actual"])),
        _tick(base, "pv", (longest, 2, GREY.light if not dark else GREY.dark)),
        *_forecast(base, frame, longest),
        _texts(base, longest),
        shape_legend(_parts(), _x("end", longest), _y(frame, dark=dark), str(frame["name"].iloc[0])),
        _target(base, titles[1], longest),
    ]
    height = ROW_HEIGHT * len(frame) + FOOT
    chart = (
        alt.layer(*layers)
        .properties(height=height, width="container")
        .resolve_scale(color="independent", shape="independent")
    )
    table, values = (spending_table(bars, titles[1], written=written) for written in (True, False))
    return TitledChart(chart, titles[0], _alternative(bars, titles[0]), table, values)


def _told_apart(bars: Sequence[Bar]) -> list[Bar]:
    """Bars of the same name carry their keys too."""
    names = [bar.name for bar in bars]
    return [bar._replace(name=f"{bar.name} ({bar.key})") if names.count(bar.name) > 1 else bar for bar in bars]


def spending_table(bars: Sequence[Bar], what: str, *, written: bool) -> pd.DataFrame:
    """The same as a table; amounts *written* as the language does, or as numbers in EUR."""
    rows = [(b.name, b.mark.words, *_amounts(b.spending, written=written), b.label) for b in bars]
    names = [what, _("Cost status"), *_amount_names(), _("Forecast against budget")]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _amount_names() -> list[str]:
    return [_("Budget"), _("Original budget"), _("Planned by now"), _("Spent"), _("Forecast")]


def _amounts(s: Spending, *, written: bool) -> list[object]:
    amounts = (s.bac, s.original_bac, s.pv, s.ac, s.forecast_at_completion)
    return [text.amount(amount) if written else amount for amount in amounts]


def _drawn(bar: Bar, *, dark: bool) -> dict[str, object]:
    s, tone = bar.spending, bar.mark.tone
    amounts = {"bac": s.bac, "ac": s.ac, "pv": s.pv, "forecast": s.forecast_at_completion}
    values = {name: None if amount is None else float(amount) for name, amount in amounts.items()}
    return {
        "key": bar.key,
        "name": bar.name,
        **values,
        "end": max((v for v in values.values() if v is not None), default=0.0),
        "before": bar.before,
        "colour": tone.graphic,
        "ink": tone.dark if dark else tone.light,
        "label": f"{bar.mark.text} {bar.label}".strip(),
        "short": f"{bar.mark.symbol} {bar.label}".strip(),
        **{f"{name}_text": text.amount(amount) for name, amount in amounts.items()},
        "about": f"{bar.mark.words} {bar.label}".strip(),
    }


def _y(frame: pd.DataFrame, *, dark: bool) -> alt.Y:
    axis = name_axis((LABEL_WIDTH, LABEL_WIDTH * 2 // 3), f"containerSize()[0] >= {PHONE}", dark=dark)
    return alt.Y(field="name", type="nominal", sort=frame["name"].tolist(), axis=axis)


def _x(field: str, longest: float) -> alt.X:
    axis = alt.Axis(
        title=_("EUR thousand"),
        grid=True,
        tickCount=alt.ExprRef(f"width > {NARROW} ? 5 : 3"),
        labelExpr="format(datum.value / 1000, ',.0f')",
        labelFlush=False,
    )
    top = alt.ExprRef(f"width > {NARROW} ? {longest * ROOM} : {longest * NARROW_ROOM}")
    return alt.X(field=field, type="quantitative", axis=axis, scale=alt.Scale(domainMin=0, domainMax=top, nice=False))


def _bar(base: alt.Chart, field: str, look: tuple[float, int, str]) -> alt.Chart:
    longest, height, colour = look
    return base.mark_bar(height=height, color=colour).encode(x=_x(field, longest))


def _tick(base: alt.Chart, field: str, look: tuple[float, int, str]) -> alt.Chart:
    longest, thickness, colour = look
    return base.mark_tick(thickness=thickness, size=19, color=colour).encode(x=_x(field, longest))


def _forecast(base: alt.Chart, frame: pd.DataFrame, longest: float) -> list[alt.Chart]:
    """The forecast as a diamond in the colour of the cost status; where it stood before, as its ghost."""
    colour = alt.Color(field="colour", type="nominal", scale=None, legend=None)
    mark = base.mark_point(shape="diamond", size=95, filled=True, opacity=1).encode(
        x=_x("forecast", longest), color=colour
    )
    if frame["before"].isna().all():
        return [mark]
    ghost = base.mark_point(shape="diamond", size=95, filled=True, opacity=GHOST)
    return [ghost.encode(x=_x("before", longest), color=colour), mark]


def _texts(base: alt.Chart, longest: float) -> alt.Chart:
    """Labels beside the bars; on a phone without the letter."""
    shown = alt.ExprRef(f"width > {NARROW} ? datum.label : datum.short")
    colour = alt.Color(field="ink", type="nominal", scale=None, legend=None)
    return base.mark_text(align="left", dx=11, fontWeight=600, text=shown).encode(x=_x("end", longest), color=colour)


def shape_legend(parts: Sequence[LegendPart], x: alt.X, y: alt.Y, first: str, *, on_phone: int = 2) -> alt.Chart:
    """Points that nobody sees, for a legend that shows *parts* as they are drawn.

    *x* and *y* are the axes of the other layers; *first* is a value of *y*. Entries stand side by side,
    *on_phone* of them on a phone.
    """
    names = [part.name for part in parts]
    points = pd.DataFrame({"part": names, str(y["field"]): [first] * len(parts), str(x["field"]): [0.0] * len(parts)})
    legend = alt.Legend(
        title=None, orient="top", symbolOpacity=1, symbolSize=110, symbolStrokeWidth=2, labelLimit=160,
        columns=alt.ExprRef(f"containerSize()[0] < {PHONE} ? {on_phone} : {len(parts)}"),
    )  # fmt: skip
    colours, shapes = (
        alt.Scale(domain=names, range=[getattr(part, look) for part in parts]) for look in ("colour", "shape")
    )
    return (
        alt.Chart(points)
        .mark_point(opacity=0, filled=True)
        .encode(
            x=x,
            y=y,
            color=alt.Color(field="part", type="nominal", scale=colours, legend=legend),
            shape=alt.Shape(field="part", type="nominal", scale=shapes, legend=legend),
        )
    )


def _target(base: alt.Chart, what: str, longest: float) -> alt.Chart:
    """What is clicked and hovered: the whole row, tinted once it is picked."""
    picked = alt.selection_point(name=SELECTION, fields=["key"], on="click", empty=False)
    tooltip = [
        alt.Tooltip(field="name", type="nominal", title=what),
        *(
            alt.Tooltip(field=f"{field}_text", type="nominal", title=title)
            for field, title in (
                ("bac", _("Budget")),
                ("pv", _("Planned by now")),
                ("ac", _("Spent")),
                ("forecast", _("Forecast")),
            )
        ),
        alt.Tooltip(field="about", type="nominal", title=_("Cost status")),
    ]
    return (
        base.mark_bar(height=ROW_HEIGHT - 3, color=BLUE.graphic, cursor="pointer")
        .encode(
            x=alt.X(datum=0, scale=_x("end", longest)["scale"]),
            x2=alt.X2Datum(longest * NARROW_ROOM),
            opacity=alt.when(picked).then(alt.value(0.16)).otherwise(alt.value(0)),
            tooltip=tooltip,
        )
        .add_params(picked)
    )


def _alternative(bars: Sequence[Bar], title: str) -> str:
    first = bars[0]
    return _(
        "{title}. First of {count} bars: {name}, {state}.",
        title=title,
        count=text.number(len(bars)),
        name=first.name,
        state=f"{first.mark.words} {first.label}".strip(),
    )


def overrun_label(spending: Spending) -> str:
    """Forecast against budget, in % with its sign; words where there is no budget."""
    if not spending.bac or spending.forecast_at_completion is None:
        return pgettext("instead of an overrun in %", "no budget")
    overrun = 100 * (spending.forecast_at_completion - spending.bac) / spending.bac
    return text.signed(lambda size: text.percentage(size, 1), overrun)
