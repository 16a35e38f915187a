"""Users moved, added up: plan, what happened, forecast, and the forecast of the compared date as a ghost."""

import datetime as dt
from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.timeline import day_rules, days_across, epoch
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.metrics.columns import records
from dashboard.metrics.moved import moved_curve, users_moved, users_planned
from dashboard.metrics.reform_items import ReformItem
from dashboard.text import _
from dashboard.theme import DASH, SERIES, words_beside

HEIGHT = 280
GHOST = "forecast_then"
COLOURS = {**SERIES, GHOST: SERIES["forecast"]}
TOUCHING = 6
"""Share of the height, one by so much, under which two end labels would touch."""


def moved_chart(
    items: Sequence[ReformItem],
    then: Sequence[ReformItem],
    dates: tuple[dt.date, dt.date, dt.date | None],
    *,
    dark: bool,
) -> TitledChart:
    """The curves of ``metrics.moved``; *dates*: status date, today, compared date; *then*: its items."""
    status_date, today, compared = dates
    curve = moved_curve(items, status_date)
    if compared and then:
        before = moved_curve(then, compared)
        ghost = before[before["series"] == "forecast"].assign(series=GHOST)
        if not _same(ghost, curve):
            curve = pd.concat([curve, ghost], ignore_index=True)
    title = moved_title(items, status_date)
    return TitledChart(_chart(curve, status_date, today, dark=dark), title, _alt(title, curve), moved_table(curve))


def moved_title(items: Sequence[ReformItem], status_date: dt.date) -> str:
    """How many users moved, and how that compares with the plan."""
    moved, planned = users_moved(items), users_planned(items, status_date)
    figures = {
        "moved": text.number(moved),
        "all": text.number(sum(i.users_in_scope for i in items)),
        "gap": text.number(abs(moved - planned)),
    }
    if moved < planned:
        return _("{moved} of {all} users moved: {gap} behind plan", **figures)
    if moved > planned:
        return _("{moved} of {all} users moved: {gap} ahead of plan", **figures)
    return _("{moved} of {all} users moved, as planned", **figures)


def moved_table(curve: pd.DataFrame) -> pd.DataFrame:
    """The same as a table: curve, day, users in total."""
    names = series_names()
    rows = [{_("Curve"): names[str(r["series"])], _("Day"): r["day"], _("Users"): r["users"]} for r in records(curve)]
    return pd.DataFrame(rows)


def series_names() -> dict[str, str]:
    """Series to its label, in the language in use."""
    return {
        "plan": _("Plan"),
        "actual": _("Moved"),
        "forecast": _("Forecast"),
        GHOST: _("Forecast then"),
    }


def _same(ghost: pd.DataFrame, curve: pd.DataFrame) -> bool:
    """Whether the earlier forecast is the one of today, but for the part that has become past."""
    now = curve[curve["series"] == "forecast"]
    since = now["day"].min() if len(now) else dt.date.max
    points = [(r["day"], r["users"]) for r in records(ghost) if r["day"] > since]  # type: ignore[operator]  # a date
    return points == [(r["day"], r["users"]) for r in records(now) if r["day"] > since]  # type: ignore[operator]


def _alt(title: str, curve: pd.DataFrame) -> str:
    names = series_names()
    last = curve.groupby("series", sort=False).tail(1)
    ends = [
        _(
            "{curve}: {users} on {day}",
            curve=names[str(r["series"])],
            users=text.number(r["users"]),  # type: ignore[arg-type]  # a count
            day=text.day(r["day"]),  # type: ignore[arg-type]  # a date
        )
        for r in records(last)
    ]
    return f"{title}. {'; '.join(ends)}."


def _chart(curve: pd.DataFrame, status_date: dt.date, today: dt.date, *, dark: bool) -> AnyChart:
    names = series_names()
    frame = curve.assign(
        label=[names[s] for s in curve["series"]],
        on=[text.day(d) for d in curve["day"]],
        said=[text.number(u) for u in curve["users"]],
        day=[epoch(d) for d in curve["day"]],
    )
    days = sorted(set(curve["day"])) or [status_date]
    domain = (days[0] - dt.timedelta(days=7), max(days[-1], status_date) + (days[-1] - days[0]) / 5)
    x, y = (
        days_across("day"),
        alt.Y(field="users", type="quantitative", axis=alt.Axis(title=_("users, cumulative"), format=",d")),
    )
    base = alt.Chart(frame).encode(x=x, y=y)
    own = alt.Color(
        field="series", type="nominal", legend=None, scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    )
    dashes = alt.StrokeDash(
        field="series", type="nominal", legend=None,
        scale=alt.Scale(domain=list(COLOURS), range=[DASH if "forecast" in name else [1, 0] for name in COLOURS]),
    )  # fmt: skip
    ghost, line = f"datum.series == '{GHOST}'", base.mark_line(interpolate="step-after")
    tooltip = [
        alt.Tooltip(field="label", type="nominal", title=_("Curve")),
        alt.Tooltip(field="on", type="nominal", title=_("Day")),
        alt.Tooltip(field="said", type="nominal", title=_("Users")),
    ]
    layers = [
        *day_rules(status_date, today, domain, dark=dark),
        line.transform_filter(ghost).encode(color=own, strokeDash=dashes, opacity=alt.value(0.35)),
        line.transform_filter(f"!({ghost})").encode(color=own, strokeDash=dashes),
        base.mark_point(size=160, opacity=0).encode(color=own, tooltip=tooltip),
        _ends(frame, x, y, dark=dark),
    ]
    return alt.layer(*layers).properties(height=HEIGHT, width="container")


def _ends(frame: pd.DataFrame, x: alt.X, y: alt.Y, *, dark: bool) -> alt.Chart:
    """Each curve named at its end; names that would touch are moved apart."""
    last = frame.sort_values("users", kind="stable").groupby("series", sort=False).tail(1)
    last = last[last["series"] != GHOST].sort_values("users", kind="stable").reset_index(drop=True)
    least, heights = float(frame["users"].max() if len(frame) else 0) / TOUCHING, [0.0]
    for users in last["users"]:
        heights.append(max(float(users), heights[-1] + least))
    words = [f"{label}\n{said}" for label, said in zip(last["label"], last["said"], strict=True)]
    inks = [words_beside(COLOURS[name], dark=dark) for name in last["series"]]
    labels = alt.Chart(last.assign(users=heights[1:], words=words, ink=inks)).mark_text(
        align="left", dx=7, dy=alt.ExprRef("datum.series == 'actual' ? 18 : 0"), fontSize=12, fontWeight=600,
        lineBreak="\n", baseline="middle",
    )  # fmt: skip
    ink = alt.Color(field="ink", type="nominal", scale=None, legend=None)
    return labels.encode(x=x, y=y, color=ink, text=alt.Text(field="words", type="nominal"))
