"""Cumulative spending: plan, original baseline, actual and forecast, with today, status date and a ghost of before."""

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.titled import TitledChart
from dashboard.metrics.columns import records, value_of
from dashboard.text import _
from dashboard.theme import BLUE, DASH, GREY, INK, SERIES

HEIGHT = 330
NARROW = 360
"""Width in pixels below which line labels give their amount up."""
ROOM, NARROW_ROOM = 0.24, 0.34
"""Room for the labels at the end of the lines, as a share of the time shown."""
LABEL_GAP = 0.07
GHOST = 0.35
HEADROOM = 1.06
MILLION, THOUSAND = 1_000_000, 1_000
SOLID, DOTS = [1, 0], [2, 3]
DAY_MS = 86_400_000


class Burn(NamedTuple):
    """What is drawn: ``metrics.burn.curve`` now and, where known, as it stood before; the status date and today."""

    curve: pd.DataFrame
    status_date: dt.date
    today: dt.date
    before: pd.DataFrame | None = None


def series_names() -> dict[str, str]:
    """Line to its name, in the language in use."""
    return {
        "planned": _("Plan"),
        "original_planned": _("Original plan"),
        "actual": _("Actual"),
        "forecast": _("Forecast"),
    }


def burn_chart(burn: Burn, title: str, *, dark: bool) -> TitledChart:
    """The four lines of *burn* under *title*, which the board computes from the same sums."""
    points = pd.DataFrame(_points(burn), columns=["series", "when", "amount", "colour", "ghost"])
    span = _span(points, burn)
    lines = [
        _line(points, _Line(name, ghost), span)
        for ghost in (True, False)
        for name in ("original_planned", "planned", "actual", "forecast")
        if ((points["series"] == name) & (points["ghost"] == ghost)).any()
    ]
    layers = [*_rules(burn, span, dark=dark), *lines, _labels(points, span, dark=dark), _hover(burn.curve, span)]
    chart = alt.layer(*layers).properties(height=HEIGHT, width="container")
    table, values = (burn_table(burn.curve, written=written) for written in (True, False))
    return TitledChart(chart, title, _alternative(burn, title), table, values)


def burn_table(curve: pd.DataFrame, *, written: bool) -> pd.DataFrame:
    """The same as a table: month, then the cumulative amounts, *written* as the language does or as numbers in EUR."""
    names = series_names()
    columns: dict[str, list[object]] = {_("Month"): [text.month(day) if written else day for day in curve["month"]]}
    for name, label in names.items():
        amounts = [value_of(amount) for amount in curve[f"cum_{name}"]]
        columns[label] = [_written(amount) for amount in amounts] if written else amounts
    return pd.DataFrame(columns, dtype=object)


def _written(amount: object) -> str:
    return "" if amount is None else text.amount(amount)  # type: ignore[arg-type]  # a Decimal


def month_end(month: dt.date) -> dt.date:
    """The last day of the month of *month*: where its cumulative amounts stand."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def instant(day: dt.date) -> int:
    """*day* as the milliseconds that an axis in UTC counts."""
    return (day - dt.date(1970, 1, 1)).days * DAY_MS


def _points(burn: Burn) -> list[tuple[object, ...]]:
    found = _curve_points(burn.curve, ("original_planned", "planned", "actual", "forecast"), burn.status_date)
    if burn.before is not None and len(burn.before):
        found += [(*point[:4], True) for point in _curve_points(burn.before, ("forecast",), burn.status_date)]
    return found


def _curve_points(curve: pd.DataFrame, names: tuple[str, ...], status_date: dt.date) -> list[tuple[object, ...]]:
    rows = records(curve)
    same = all(row["cum_planned"] == row["cum_original_planned"] for row in rows)
    found: list[tuple[object, ...]] = []
    for name in names:
        if name == "original_planned" and same:
            continue
        if rows and name != "forecast":
            start = month_end(_day(rows[0]["month"])).replace(day=1) - dt.timedelta(days=1)
            found.append((name, instant(start), 0.0, _colour(name), False))
        found += [
            (name, instant(_drawn_at(row, name, status_date)), float(str(row[f"cum_{name}"])), _colour(name), False)
            for row in rows
            if value_of(row[f"cum_{name}"]) is not None
        ]
    return found


def _drawn_at(row: Mapping[str, object], name: str, status_date: dt.date) -> dt.date:
    """The end of the month; the status date where the month of an actual, and the forecast beside it, is not over."""
    end = month_end(_day(row["month"]))
    running = name in ("actual", "forecast") and value_of(row["cum_actual"]) is not None
    return min(end, status_date) if running else end


def _colour(name: str) -> str:
    return SERIES[{"planned": "plan", "original_planned": "baseline"}.get(name, name)]


class _Span(NamedTuple):
    start: int
    end: int
    top: float


class _Line(NamedTuple):
    name: str
    ghost: bool


def _line(points: pd.DataFrame, line: _Line, span: _Span) -> alt.Chart:
    dash = {"forecast": DASH, "original_planned": DOTS}.get(line.name, SOLID)
    return (
        alt.Chart(points)
        .transform_filter(f"datum.series == '{line.name}' && datum.ghost == {str(line.ghost).lower()}")
        .mark_line(
            color=_colour(line.name),
            strokeDash=dash,
            opacity=GHOST if line.ghost else 1.0,
            strokeWidth=3 if line.name == "actual" else 2,
        )
        .encode(x=_x(span), y=_y(span))
    )


def _span(points: pd.DataFrame, burn: Burn) -> _Span:
    start, end = int(points["when"].min()), int(points["when"].max())
    return _Span(start, max(end, instant(burn.status_date)), float(points["amount"].max()))


def _x(span: _Span) -> alt.X:
    wide, narrow = (round(span.end + room * (span.end - span.start)) for room in (ROOM, NARROW_ROOM))
    scale = alt.Scale(
        type="utc",
        domainMin=alt.ExprRef(str(span.start)),
        domainMax=alt.ExprRef(f"width > {NARROW} ? {wide} : {narrow}"),
        nice=False,
    )
    axis = alt.Axis(
        title=None,
        grid=False,
        labelFlush=False,
        tickCount=alt.ExprRef(f"width > {NARROW} ? 8 : 4"),
        labelExpr=f"datum.value > {span.end} ? '' : utcFormat(datum.value, '%b %Y')",
    )
    return alt.X(field="when", type="temporal", scale=scale, axis=axis)


def _y(span: _Span, field: str = "amount") -> alt.Y:
    unit, title = (
        (MILLION, _("EUR million, cumulative"))
        if span.top >= 2 * MILLION
        else (THOUSAND, _("EUR thousand, cumulative"))
    )
    axis = alt.Axis(title=title, labelExpr=f"format(datum.value / {unit}, ',.2~f')", tickCount=5)
    return alt.Y(
        field=field, type="quantitative", axis=axis, scale=alt.Scale(domainMin=0, domainMax=span.top * HEADROOM)
    )


def _rules(burn: Burn, span: _Span, *, dark: bool) -> list[alt.Chart]:
    """The status date, named to its left, and today, named to its right."""
    days = [(burn.status_date, _("Status date {day}", day=text.short_day(burn.status_date)), "right", -6)]
    if burn.today != burn.status_date and span.start <= instant(burn.today) <= span.end:
        days.append((burn.today, _("Today"), "left", 6))
    top = span.top * HEADROOM
    rows = [(instant(day), top, label, side, shift) for day, label, side, shift in days]
    base = alt.Chart(pd.DataFrame(rows, columns=["when", "amount", "label", "side", "shift"])).encode(x=_x(span))
    names = base.mark_text(
        align=alt.ExprRef("datum.side"),
        dx=alt.ExprRef("datum.shift"),
        dy=8,
        baseline="top",
        fontSize=11,
        color=GREY.dark if dark else GREY.light,
    )
    rule = base.mark_rule(color=GREY.graphic, strokeDash=[2, 3])
    return [rule, names.encode(y=_y(span), text=alt.Text(field="label", type="nominal"))]


class _Label(NamedTuple):
    when: int
    at: float
    short: str
    long: str
    ink: str


def _labels(points: pd.DataFrame, span: _Span, *, dark: bool) -> alt.Chart:
    """Names at the ends of the lines, pushed apart where they would touch; without amounts on a phone."""
    frame = pd.DataFrame(_ends(points, span, dark=dark))
    base = alt.Chart(frame).encode(
        x=_x(span),
        y=_y(span, "at"),
        color=alt.Color(field="ink", type="nominal", scale=None, legend=None),
    )
    shown = alt.ExprRef(f"width > {NARROW} ? datum.long : datum.short")
    return base.mark_text(align="left", dx=7, fontWeight=600, text=shown)


def _ends(points: pd.DataFrame, span: _Span, *, dark: bool) -> list[_Label]:
    now = records(points[~points["ghost"].astype(bool)])
    last = {str(point["series"]): point for point in now}
    gap = span.top * LABEL_GAP
    labels = {name: _label(name, point, span, dark=dark) for name, point in last.items()}
    actual = labels.pop("actual", None)
    below = [] if actual is None else [actual._replace(at=actual.at - gap)]
    return below + _pushed_apart(sorted(labels.values(), key=lambda label: label.at), gap)


def _label(name: str, point: Mapping[str, object], span: _Span, *, dark: bool) -> _Label:
    amount, short = float(str(point["amount"])), series_names()[name]
    when = int(str(point["when"])) if name == "actual" else span.end
    return _Label(when, amount, short, f"{short} {text.compact_amount(amount)}", _ink(name, dark=dark))


def _pushed_apart(labels: list[_Label], gap: float) -> list[_Label]:
    """*labels* from low to high, each at least *gap* below the next; the highest stays where it is."""
    found = labels[-1:]
    for label in reversed(labels[:-1]):
        found.insert(0, label._replace(at=min(label.at, found[0].at - gap)))
    return found


def _ink(name: str, *, dark: bool) -> str:
    if name in ("actual", "forecast"):
        return BLUE.dark if dark else BLUE.light
    return INK[dark] if name == "planned" else (GREY.dark if dark else GREY.light)


def _hover(curve: pd.DataFrame, span: _Span) -> alt.Chart:
    """An invisible band per month that tells its amounts."""
    names = series_names()
    rows = [
        {
            "when": instant(_day(row["month"])),
            "until": instant(month_end(_day(row["month"]))),
            "month": text.month(_day(row["month"])),
            **{name: text.amount(value_of(row[f"cum_{name}"])) for name in names},  # type: ignore[arg-type]  # amounts
        }
        for row in records(curve)
    ]
    tooltip = [alt.Tooltip(field="month", type="nominal", title=_("Month, cumulative"))]
    tooltip += [alt.Tooltip(field=name, type="nominal", title=label) for name, label in names.items()]
    return (
        alt.Chart(pd.DataFrame(rows)).mark_rect(opacity=0).encode(x=_x(span), x2=alt.X2(field="until"), tooltip=tooltip)
    )


def _alternative(burn: Burn, title: str) -> str:
    last = records(burn.curve)[-1]
    return _(
        "{title}. Cumulative by month: plan {plan} and forecast {forecast} at the end in {month}.",
        title=title,
        plan=text.compact_amount(last["cum_planned"]),  # type: ignore[arg-type]  # a Decimal
        forecast=text.compact_amount(value_of(last["cum_forecast"])),  # type: ignore[arg-type]  # a Decimal
        month=text.month(_day(last["month"])),
    )


def _day(cell: object) -> dt.date:
    if not isinstance(cell, dt.date):
        raise TypeError(f"not a date: {cell!r}")
    return cell
