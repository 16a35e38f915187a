"""Milestones: where each is expected against its baselines, and how the expectation moved."""

import datetime as dt
from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.earned import status_rule
from dashboard.charts.titled import TitledChart
from dashboard.metrics.columns import records, value_of
from dashboard.text import _, ngettext
from dashboard.theme import BLUE, GREEN, GREY, RED

ROW = 30


def milestone_chart(milestones: pd.DataFrame, slips: pd.DataFrame, status_date: dt.date) -> TitledChart:
    """One row per milestone: baseline as a ghost diamond, forecast or actual solid, the slip between them.

    *milestones* are rows of the sheet; *slips* comes from ``metrics.milestones.slips``, in the same order.
    """
    rows = [_row(m, s) for m, s in zip(records(milestones), records(slips), strict=True)]
    frame = pd.DataFrame(rows).sort_values("baseline", ignore_index=True)
    late = int(frame["late"].sum())
    title = ngettext(
        "{count} milestone is later than its baseline", "{count} milestones are later than their baseline", late
    )
    y = alt.Y(field="name", type="ordinal", sort=list(frame["name"]), axis=alt.Axis(title=None, labelLimit=220))
    tooltip = [
        alt.Tooltip(field="name", type="nominal", title=_("Milestone")),
        alt.Tooltip(field="baseline_text", type="nominal", title=_("Baseline")),
        alt.Tooltip(field="expected_text", type="nominal", title=_("Expected")),
        alt.Tooltip(field="slip_text", type="nominal", title=_("Slip")),
    ]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    ghost = base.mark_point(shape="diamond", size=110, filled=False, color=GREY.graphic, opacity=0.8)
    solid = base.mark_point(shape="diamond", size=110, filled=True, opacity=1)
    slip = base.mark_rule(strokeWidth=2, opacity=0.6)
    x_axis = alt.Axis(title=None, tickCount=6)
    chart = alt.layer(
        status_rule(status_date),
        slip.encode(x=_day("baseline", x_axis), x2=alt.X2(field="expected"), color=_colour()),
        ghost.encode(x=_day("baseline", x_axis)),
        solid.encode(x=_day("expected", x_axis), color=_colour()),
    )
    drawn = chart.properties(height=ROW * len(frame) + 30, width="container")
    return TitledChart(drawn, title, title, _table(frame))


def _day(field: str, axis: alt.Axis) -> alt.X:
    return alt.X(field=field, type="temporal", axis=axis)


def _colour() -> alt.Color:
    return alt.Color(field="colour", type="nominal", scale=None, legend=None)


def _row(milestone: Mapping[str, object], slip: Mapping[str, object]) -> dict[str, object]:
    reached = value_of(milestone["actual"]) is not None
    expected = milestone["actual"] if reached else milestone["forecast"]
    days = value_of(slip["slip_days"])
    late = days is not None and int(str(days)) > 0
    mark = "✓ " if reached else ""
    return {
        "name": f"{mark}{milestone['name']}",
        "baseline": str(milestone["baseline"]),
        "expected": str(expected),
        "baseline_text": text.day(milestone["baseline"]),  # type: ignore[arg-type]  # a date
        "expected_text": text.day(expected),  # type: ignore[arg-type]  # a date
        "slip_text": "" if days is None else _("{days} days", days=text.signed(text.number, int(str(days)))),
        "colour": GREEN.graphic if reached and not late else RED.graphic if late else BLUE.graphic,
        "late": late,
    }


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    shown = frame[["name", "baseline_text", "expected_text", "slip_text"]]
    return shown.set_axis([_("Milestone"), _("Baseline"), _("Expected"), _("Slip")], axis=1)


def milestone_trend_chart(trend: pd.DataFrame, names: Mapping[str, str]) -> TitledChart:
    """The date expected for each milestone as reported week by week; a horizontal line is a kept promise.

    *trend* comes from ``metrics.milestones.milestone_trend``; *names* milestone code to name.
    """
    rows = [
        {
            "reported": str(r["status_date"]),
            "expected": str(r["expected"]),
            "name": names.get(str(r["milestone"]), str(r["milestone"])),
            "about": f"{text.day(r['status_date'])} → {text.day(r['expected'])}",  # type: ignore[arg-type]  # dates
        }
        for r in records(trend)
        if value_of(r["expected"]) is not None
    ]
    frame = pd.DataFrame(rows)
    moved = int((frame.groupby("name")["expected"].nunique() > 1).sum())
    title = ngettext(
        "{count} milestone moved since the first report", "{count} milestones moved since the first report", moved
    )
    base = alt.Chart(frame).encode(
        x=alt.X(field="reported", type="temporal", axis=alt.Axis(title=_("reported on"), tickCount=6)),
        y=alt.Y(field="expected", type="temporal", scale=alt.Scale(zero=False), axis=alt.Axis(title=_("expected on"))),
        detail=alt.Detail(field="name", type="nominal"),
        tooltip=[
            alt.Tooltip(field="name", type="nominal", title=_("Milestone")),
            alt.Tooltip(field="about", type="nominal", title=_("Expected")),
        ],
    )
    ends = frame.sort_values("reported").groupby("name").tail(1)
    labels = base.mark_text(align="right", dy=-8, fontSize=11, limit=170).encode(
        text=alt.Text(field="name", type="nominal")
    )
    labels.data = ends
    chart = alt.layer(base.mark_line(color=BLUE.graphic), labels).properties(height=320, width="container")
    table = frame.set_axis([_("Reported on"), _("Expected"), _("Milestone"), ""], axis=1)[
        [_("Milestone"), _("Reported on"), _("Expected")]
    ]
    return TitledChart(chart, title, title, table)
