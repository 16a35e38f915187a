"""A project's money over time: plan, original plan, actual, forecast, and the value earned week by week."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.timeline import month_axis
from dashboard.charts.titled import AnyChart, TitledChart, nothing_to_draw
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.figure import Figure
from dashboard.text import _
from dashboard.theme import DASH, GREY, SERIES, words_beside

THOUSAND = 1000
GHOST = 0.35
COLOURS = {
    **SERIES,
    "planned": SERIES["plan"],
    "original_planned": SERIES["baseline"],
    "forecast_then": SERIES["forecast"],
}
DASHES = {"forecast": DASH, "forecast_then": DASH, "original_planned": [2, 3]}
CURVES = ("planned", "original_planned", "actual", "forecast")


def earned_chart(
    curve: pd.DataFrame,
    history: pd.DataFrame,
    status_date: dt.date,
    spi_t: Figure,
    *,
    then: pd.DataFrame | None = None,
    dark: bool,
) -> TitledChart:
    """*curve* from ``metrics.burn.burn_curve``; *history* measures with status_date and ev; amounts in thousand EUR.

    *then*: the curve as it was known on the compared date; a forecast that moved since is a ghost.
    """
    lines = [*_curve_points(curve, status_date), *_earned_points(history), *_ghost_points(curve, then, status_date)]
    if not lines:
        return nothing_to_draw(
            _("This project has no budget lines. Add them on the sheet Budget of the weekly workbook.")
        )
    title = _title(history, spi_t)
    return TitledChart(
        _drawing(pd.DataFrame(lines), status_date, dark=dark), title, title, _table(curve), _values(curve)
    )


def series_names() -> dict[str, str]:
    """Series to its label, in the language in use."""
    return {
        "planned": _("Plan"),
        "original_planned": _("Original plan"),
        "actual": _("Actual"),
        "forecast": _("Forecast"),
        "forecast_then": _("Forecast on the compared date"),
        "earned": _("Earned value"),
    }


def _curve_points(curve: pd.DataFrame, status_date: dt.date) -> list[dict[str, object]]:
    same = all(a == b for a, b in zip(curve["cum_planned"], curve["cum_original_planned"], strict=True))
    return [
        _point(_drawn_on(record, name, status_date), name, record[f"cum_{name}"])
        for record in records(curve)
        for name in CURVES
        if record[f"cum_{name}"] is not None and not (same and name == "original_planned")
    ]


def _drawn_on(record: Mapping[str, object], name: str, status_date: dt.date) -> dt.date:
    """A month's sum stands at its end, but what is known stands no later than the day on which it was known."""
    end = (pd.Timestamp(str(record["month"])) + pd.offsets.MonthEnd(0)).date()
    known = name == "actual" or (name == "forecast" and record["cum_actual"] is not None)
    return min(end, status_date) if known else end


def _earned_points(history: pd.DataFrame) -> list[dict[str, object]]:
    known = [(r["status_date"], value_of(r["ev"])) for r in records(history)]
    return [_point(day, "earned", ev) for day, ev in known if ev is not None]


def _ghost_points(curve: pd.DataFrame, then: pd.DataFrame | None, status_date: dt.date) -> list[dict[str, object]]:
    if then is None or then.empty:
        return []
    now = {record["month"]: record["cum_forecast"] for record in records(curve)}
    earlier = [r for r in records(then) if r["cum_forecast"] is not None]
    if all(now.get(r["month"]) in (None, r["cum_forecast"]) for r in earlier):
        return []
    return [_point(_drawn_on(r, "forecast", status_date), "forecast_then", r["cum_forecast"]) for r in earlier]


def _point(day: object, name: str, amount: object) -> dict[str, object]:
    value = Decimal(str(amount))
    on = pd.Timestamp(str(day)).date()
    return {
        "day": on.isoformat(),
        "series": name,
        "label": series_names()[name],
        "amount": float(value / THOUSAND),
        "amount_text": text.amount(value),
        "day_text": text.day(on),
    }


def _title(history: pd.DataFrame, spi_t: Figure) -> str:
    latest = records(history)[-1] if len(history) else {}
    ev, pv = (value_of(latest.get(name)) for name in ("ev", "pv"))
    if ev is None or not pv:
        return _("Plan, actual and forecast")
    share = text.percentage(100 * Decimal(str(ev)) / Decimal(str(pv)))
    if spi_t.value is None:
        return _("{share} of the planned value is earned", share=share)
    return _(
        "{share} of the planned value is earned; time efficiency {index}",
        share=share,
        index=text.number(spi_t.value, 2),
    )


def _drawing(lines: pd.DataFrame, status_date: dt.date, *, dark: bool) -> AnyChart:
    names = list(dict.fromkeys(lines["series"]))
    base = alt.Chart(lines).encode(
        x=alt.X(field="day", type="temporal", axis=month_axis(ticks=(8, 4))),
        y=alt.Y(field="amount", type="quantitative", axis=alt.Axis(title=_("EUR thousand, cumulative"))),
        color=alt.Color(
            field="series", type="nominal", legend=None,
            scale=alt.Scale(domain=names, range=[COLOURS[name] for name in names]),
        ),
        tooltip=[
            alt.Tooltip(field="label", type="nominal", title=_("Curve")),
            alt.Tooltip(field="day_text", type="nominal", title=_("Date")),
            alt.Tooltip(field="amount_text", type="nominal", title=_("Amount")),
        ],
    )  # fmt: skip
    curves = base.mark_line().encode(
        strokeDash=alt.StrokeDash(
            field="series", type="nominal", legend=None,
            scale=alt.Scale(domain=names, range=[DASHES.get(name, [1, 0]) for name in names]),
        ),
        opacity=alt.condition("datum.series === 'forecast_then'", alt.value(GHOST), alt.value(1)),
    )  # fmt: skip
    points = base.mark_point(filled=True, size=24).transform_filter("datum.series === 'earned'")
    labels = base.mark_text(align="left", dx=6, fontSize=11).encode(
        text=alt.Text(field="label", type="nominal"),
        color=alt.Color(field="ink", type="nominal", scale=None, legend=None),
    )
    ends = _end_labels(lines, status_date)
    labels.data = ends.assign(ink=[words_beside(COLOURS[name], dark=dark) for name in ends["series"]])
    layers = [status_rule(status_date, dark=dark), curves, labels]
    if (lines["series"] == "earned").sum() == 1:
        layers.insert(2, points)
    return alt.layer(*layers).properties(height=320, width="container")


def _end_labels(lines: pd.DataFrame, status_date: dt.date) -> pd.DataFrame:
    """A label with its amount at the end of each curve, moved apart where they would touch.

    What ends at the status date is named below its end: to the lower right of a rising curve there is room.
    """
    ends = lines[lines["series"] != "forecast_then"].sort_values("day", kind="stable").groupby("series").tail(1)
    amounts = [text.compact_amount(Decimal(str(amount)) * THOUSAND) for amount in ends["amount"]]
    ends = ends.assign(label=[f"{label} {said}" for label, said in zip(ends["label"], amounts, strict=True)])
    least = float(lines["amount"].max()) / 14
    inside = ends["day"] <= status_date.isoformat()
    below = ends[inside].sort_values("amount", ascending=False)
    heights = [float(below["amount"].min()) - least * (i + 1) for i in range(len(below))]
    return pd.concat([_apart(ends[~inside], least), below.assign(amount=heights)], ignore_index=True)


def _apart(ends: pd.DataFrame, least: float) -> pd.DataFrame:
    ordered = ends.sort_values("amount")
    heights: list[float] = []
    for amount in ordered["amount"]:
        heights.append(max(float(amount), heights[-1] + least) if heights else float(amount))
    return ordered.assign(amount=heights)


def status_rule(status_date: dt.date, *, dark: bool) -> alt.LayerChart | alt.FacetChart:
    """A rule at the status date, with its label."""
    mark = pd.DataFrame([{"day": status_date.isoformat(), "label": text.short_day(status_date)}])
    x = alt.X(field="day", type="temporal")
    rule = alt.Chart(mark).mark_rule(strokeDash=[2, 3], color=GREY.graphic).encode(x=x)
    ink = words_beside(GREY.graphic, dark=dark)
    label = alt.Chart(mark).mark_text(align="left", dx=4, baseline="top", color=ink, fontSize=11)
    return alt.layer(rule, label.encode(x=x, y=alt.value(0), text=alt.Text(field="label", type="nominal")))


def _table(curve: pd.DataFrame) -> pd.DataFrame:
    written = [
        [text.month(month), *("" if amount is None else text.amount(amount) for amount in amounts)]  # type: ignore[arg-type]  # a date, then amounts
        for month, *amounts in _rows(curve)
    ]
    return pd.DataFrame(written, columns=_columns())


def _values(curve: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(_rows(curve), columns=_columns(), dtype=object)


def _columns() -> list[str]:
    names = series_names()
    return [_("Month"), *(names[name] for name in CURVES)]


def _rows(curve: pd.DataFrame) -> list[list[object]]:
    return [[record["month"], *(record[f"cum_{name}"] for name in CURVES)] for record in records(curve)]
