"""What the time charts of a board share: a scale of days that no time zone moves, and rules for single days."""

import datetime as dt
from typing import Any

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.text import _
from dashboard.theme import GREY, INK

DAY_MS = 86_400_000
NARROW = 520
"""Width in pixels below which a time axis has fewer ticks and charts drop their labels."""
APART_DAYS = 7
"""Today is marked beside the status date only from so many days on: nearer, it is the same week."""
APART_SHARE = 0.35
"""Share of the axis within which the labels of two days would touch: the later one then stands a line higher."""
RAISED = -14


def epoch(day: dt.date) -> float:
    """*day* in milliseconds since 1970, at midnight UTC: what a temporal field of a chart holds.

    A float, for whole numbers of 64 bits reach the browser as integers that its time scale refuses.
    """
    return float((day - dt.date(1970, 1, 1)).days * DAY_MS)


def days_across(field: str, domain: tuple[dt.date, dt.date] | None = None) -> alt.X:
    """Days from left to right, months on the axis, the year under January and the first tick.

    One layer of a chart alone gives the *domain*: several, even equal ones, are not merged well.
    """
    axis = month_axis(ticks=(12, 4), utc=True, grid=True)
    scale = alt.Scale(type="utc", nice=False)
    if domain is not None:
        scale = alt.Scale(type="utc", nice=False, domain=[moment(day) for day in domain])
    return alt.X(field=field, type="temporal", scale=scale, axis=axis)


def month_axis(*, ticks: tuple[int, int], utc: bool = False, **more: Any) -> alt.Axis:
    """Months, the year under January and the first; about so many *ticks* where it is wide, and where it is narrow."""
    year, month = ("utcFormat", "utcmonth") if utc else ("timeFormat", "month")
    return alt.Axis(
        tickCount=alt.ExprRef(f"width > {NARROW} ? {ticks[0]} : {ticks[1]}"),
        labelExpr=f"[{year}(datum.value, '%b'),"
        f" {month}(datum.value) == 0 || datum.index == 0 ? {year}(datum.value, '%Y') : '']",
        **{"title": None, "labelFlush": False, **more},
    )


def moment(day: dt.date) -> alt.DateTime:
    """*day* where a specification names one outside its data: given as ``epoch``, the browser would read a year."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def day_rules(status_date: dt.date, today: dt.date, domain: tuple[dt.date, dt.date], *, dark: bool) -> list[alt.Chart]:
    """The status date, and today where it is another week, as labelled rules; they set the *domain* of the chart."""
    marked = [(status_date, _("status date {day}", day=text.short_day(status_date)), 0)]
    if (today - status_date).days >= APART_DAYS and today <= domain[1]:
        near = (today - status_date).days < APART_SHARE * (domain[1] - domain[0]).days
        marked.append((today, _("today {day}", day=text.short_day(today)), RAISED if near else 0))
    base = alt.Chart(pd.DataFrame([{"day": epoch(day), "label": label, "rise": rise} for day, label, rise in marked]))
    rules = base.mark_rule(color=GREY.graphic, strokeWidth=1).encode(x=days_across("day", domain))
    labels = base.mark_text(
        align="center", fontSize=11, color=INK[dark], baseline="bottom", dy=alt.ExprRef("datum.rise - 2")
    )
    said = alt.Text(field="label", type="nominal")
    return [rules, labels.encode(x=days_across("day"), y=alt.value(0), text=said)]
