"""A project's money over time: plan, original plan, actual, forecast, and the value earned week by week."""

import datetime as dt
from decimal import Decimal

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.figure import Figure
from dashboard.text import _
from dashboard.theme import DASH, GREY, SERIES

THOUSAND = 1000


def earned_chart(curve: pd.DataFrame, history: pd.DataFrame, status_date: dt.date, spi_t: Figure) -> TitledChart:
    """*curve* from ``metrics.burn.burn_curve``; *history* measures with status_date and ev; amounts in thousand EUR."""
    lines = pd.DataFrame([*_curve_points(curve), *_earned_points(history)])
    title = _title(curve, history, spi_t)
    return TitledChart(_drawing(lines, status_date), title, title, _table(curve))


def series_names() -> dict[str, str]:
    """Series to its label, in the language in use."""
    return {
        "planned": _("Plan"),
        "original_planned": _("Original plan"),
        "actual": _("Actual"),
        "forecast": _("Forecast"),
        "earned": _("Earned value"),
    }


def _curve_points(curve: pd.DataFrame) -> list[dict[str, object]]:
    same = all(a == b for a, b in zip(curve["cum_planned"], curve["cum_original_planned"], strict=True))
    shown = ["planned", "actual", "forecast"] + ([] if same else ["original_planned"])
    return [
        _point(_month_end(record["month"]), name, record[f"cum_{name}"])
        for record in records(curve)
        for name in shown
        if value_of(record[f"cum_{name}"]) is not None
    ]


def _earned_points(history: pd.DataFrame) -> list[dict[str, object]]:
    known = [(r["status_date"], value_of(r["ev"])) for r in records(history)]
    return [_point(day, "earned", ev) for day, ev in known if ev is not None]


def _point(day: object, name: str, amount: object) -> dict[str, object]:
    value = Decimal(str(amount))
    return {
        "day": pd.Timestamp(str(day)).strftime("%Y-%m-%d"),
        "series": name,
        "label": series_names()[name],
        "amount": float(value / THOUSAND),
        "amount_text": text.amount(value),
        "day_text": text.day(pd.Timestamp(str(day)).date()),
    }


def _month_end(month: object) -> dt.date:
    return (pd.Timestamp(str(month)) + pd.offsets.MonthEnd(0)).date()


def _title(curve: pd.DataFrame, history: pd.DataFrame, spi_t: Figure) -> str:
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


def _drawing(lines: pd.DataFrame, status_date: dt.date) -> AnyChart:
    colours = {**SERIES, "planned": SERIES["plan"], "original_planned": SERIES["baseline"]}
    names = list(dict.fromkeys(lines["series"]))
    base = alt.Chart(lines).encode(
        x=alt.X(field="day", type="temporal", axis=alt.Axis(title=None, tickCount=6)),
        y=alt.Y(field="amount", type="quantitative", axis=alt.Axis(title=_("thousand EUR, cumulative"))),
        color=alt.Color(
            field="series", type="nominal", legend=None,
            scale=alt.Scale(domain=names, range=[colours[name] for name in names]),
        ),
        tooltip=[
            alt.Tooltip(field="label", type="nominal", title=_("Curve")),
            alt.Tooltip(field="day_text", type="nominal", title=_("Date")),
            alt.Tooltip(field="amount_text", type="nominal", title=_("Amount")),
        ],
    )  # fmt: skip
    dashes = {"forecast": DASH, "original_planned": [2, 3]}
    curves = base.mark_line().encode(
        strokeDash=alt.StrokeDash(
            field="series", type="nominal", legend=None,
            scale=alt.Scale(domain=names, range=[dashes.get(name, [1, 0]) for name in names]),
        )
    )  # fmt: skip
    ends = lines.sort_values("day").groupby("series").tail(1)
    labels = base.mark_text(align="left", dx=6, fontSize=11).encode(text=alt.Text(field="label", type="nominal"))
    labels.data = _apart(ends)
    return alt.layer(status_rule(status_date), curves, labels).properties(height=320, width="container")


def _apart(ends: pd.DataFrame) -> pd.DataFrame:
    """End labels that would touch are moved apart by a fifteenth of the height."""
    ordered = ends.sort_values("amount").reset_index(drop=True)
    least = float(ordered["amount"].max()) / 15
    heights: list[float] = []
    for amount in ordered["amount"]:
        heights.append(max(float(amount), heights[-1] + least) if heights else float(amount))
    return ordered.assign(amount=heights)


def status_rule(status_date: dt.date) -> alt.LayerChart | alt.FacetChart:
    """A rule at the status date, with its label."""
    mark = pd.DataFrame([{"day": status_date.isoformat(), "label": text.short_day(status_date)}])
    x = alt.X(field="day", type="temporal")
    rule = alt.Chart(mark).mark_rule(strokeDash=[2, 3], color=GREY.graphic).encode(x=x)
    label = alt.Chart(mark).mark_text(align="left", dx=4, baseline="top", color=GREY.graphic, fontSize=11)
    return alt.layer(rule, label.encode(x=x, y=alt.value(0), text=alt.Text(field="label", type="nominal")))


def _table(curve: pd.DataFrame) -> pd.DataFrame:
    names = series_names()
    rows = [
        {
            _("Month"): text.month(pd.Timestamp(str(record["month"])).date()),
            **{
                names[name]: "" if value_of(record[f"cum_{name}"]) is None else text.amount(record[f"cum_{name}"])  # type: ignore[arg-type]  # a Decimal
                for name in ("planned", "original_planned", "actual", "forecast")
            },
        }
        for record in records(curve)
    ]
    return pd.DataFrame(rows)
