"""Cost variance against schedule variance, one bubble a project, its size the budget."""

from collections.abc import Mapping
from decimal import Decimal

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.metrics.columns import records, value_of
from dashboard.text import _, ngettext
from dashboard.theme import BLUE, RED

SELECTION = "bubble"
LABELLED = 6


def variance_chart(measures: pd.DataFrame, names: dict[str, str]) -> TitledChart:
    """*measures* with ev, ac, pv and bac; variances in % of the budget, so that projects compare."""
    points = pd.DataFrame([p for record in records(measures) for p in _point(record, names)])
    if points.empty:
        return TitledChart(alt.Chart(pd.DataFrame({"x": []})).mark_point(), _("No project has a budget yet"), "")
    points["label"] = _labels(points)
    behind = int(((points["cost"] < 0) & (points["schedule"] < 0)).sum())
    title = ngettext(
        "{count} project is both behind schedule and over cost",
        "{count} projects are both behind schedule and over cost",
        behind,
    )
    return TitledChart(_drawing(points), title, title, _table(points))


def _point(record: Mapping[str, object], names: dict[str, str]) -> list[dict[str, object]]:
    values = {n: value_of(record[n]) for n in ("ev", "ac", "pv", "bac")}
    if any(v is None for v in values.values()) or not values["bac"]:
        return []
    ev, ac, pv, bac = (Decimal(str(values[n])) for n in ("ev", "ac", "pv", "bac"))
    project = str(record["project"])
    cost, schedule = 100 * (ev - ac) / bac, 100 * (ev - pv) / bac
    return [
        {
            "project": project,
            "name": names.get(project, project),
            "cost": float(cost),
            "schedule": float(schedule),
            "bac": float(bac),
            "colour": RED.graphic if cost < 0 and schedule < 0 else BLUE.graphic,
            "cost_text": text.points(cost, 1),
            "schedule_text": text.points(schedule, 1),
            "bac_text": text.compact_amount(bac),
        }
    ]


def _labels(points: pd.DataFrame) -> list[str]:
    """Names for the bubbles farthest from plan only: all of them would overlap."""
    distance = (points["cost"].abs() + points["schedule"].abs()).rank(ascending=False)
    return [name if place <= LABELLED else "" for name, place in zip(points["name"], distance, strict=True)]


def _drawing(points: pd.DataFrame) -> AnyChart:
    x = alt.X(field="schedule", type="quantitative", axis=alt.Axis(title=_("Schedule variance, points of the budget")))
    y = alt.Y(field="cost", type="quantitative", axis=alt.Axis(title=_("Cost variance, points of the budget")))
    base = alt.Chart(points).encode(x=x, y=y)
    picked = alt.selection_point(name=SELECTION, fields=["project"], on="click", empty=False)
    bubbles = base.mark_circle(opacity=0.75).encode(
        size=alt.Size(field="bac", type="quantitative", legend=None, scale=alt.Scale(range=[60, 900])),
        color=alt.Color(field="colour", type="nominal", legend=None, scale=None),
        tooltip=[
            alt.Tooltip(field="name", type="nominal", title=_("Project")),
            alt.Tooltip(field="schedule_text", type="nominal", title=_("Schedule variance")),
            alt.Tooltip(field="cost_text", type="nominal", title=_("Cost variance")),
            alt.Tooltip(field="bac_text", type="nominal", title=_("Budget at completion")),
        ],
    ).add_params(picked)  # fmt: skip
    names = base.mark_text(dy=-14, fontSize=11, limit=150).encode(text=alt.Text(field="label", type="nominal"))
    zero = pd.DataFrame({"zero": [0]})
    rules = [
        alt.Chart(zero).mark_rule(strokeDash=[3, 3], opacity=0.6).encode(x=alt.X(field="zero", type="quantitative")),
        alt.Chart(zero).mark_rule(strokeDash=[3, 3], opacity=0.6).encode(y=alt.Y(field="zero", type="quantitative")),
    ]
    return alt.layer(*rules, bubbles, names).properties(height=360, width="container")


def _table(points: pd.DataFrame) -> pd.DataFrame:
    shown = points.sort_values(["cost", "schedule"])[["name", "schedule_text", "cost_text", "bac_text"]]
    return shown.set_axis([_("Project"), _("Schedule variance"), _("Cost variance"), _("Budget at completion")], axis=1)
