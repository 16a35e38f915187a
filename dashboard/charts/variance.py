"""Cost variance against schedule variance, one bubble a project, its size the budget.

Red are the projects forecast beyond their tolerance, as their statuses have it: a variance of a few
euros is none to speak of.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.titled import AnyChart, TitledChart, nothing_to_draw
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.status import beyond_tolerance
from dashboard.text import _, ngettext
from dashboard.theme import BLUE, GREY, INK, RED, words_beside

SELECTION = "bubble"
LABELLED, ON_PHONE = 6, 2
"""Bubbles that carry their name, on a laptop and where the chart is narrow."""
NARROW = 420
MOST_DRAWN = 250
"""Bubbles: where there are more, those close to plan would only hide one another."""
HEIGHT = 380
GHOST, GHOST_SIZE = 0.35, 40
MARGIN = 0.1
NEAR_ACROSS, NEAR_DOWN = 0.4, 0.06
"""Share of the width and of the height within which two labels would touch."""


class Position(NamedTuple):
    """Variances in % of the budget at completion, and that budget in EUR."""

    cost: Decimal
    schedule: Decimal
    bac: Decimal


def variance_chart(
    measures: pd.DataFrame, names: Mapping[str, str], then: pd.DataFrame | None = None, *, dark: bool
) -> TitledChart:
    """*measures* with ev, ac, pv and bac, and the tolerances used; variances in % of the budget, to compare projects.

    *then*: the measures on the compared date; where a project stood on that date is a ghost, joined to it.
    """
    now = positions(measures)
    if not now:
        return nothing_to_draw(_("No project has a budget yet: add them on the sheet Budget of the weekly workbook."))
    before = positions(then) if then is not None else {}
    beyond = exceptional(measures)
    drawn_at = [
        _point(code, at, before.get(code), names) | _standing(beyond=code in beyond) for code, at in now.items()
    ]
    points = _labelled(pd.DataFrame(drawn_at))
    title = _title(len(beyond))
    spoken = f"{title}. {_spoken(now, beyond, names)}".rstrip()
    drawn = _drawing(_farthest(points), dark=dark)
    return TitledChart(drawn, title, spoken, _table(points), _values(now, names))


def positions(measures: pd.DataFrame) -> dict[str, Position]:
    """Project to its position, for those whose four amounts are known and whose budget is not zero."""
    found = {}
    for record in records(measures):
        amounts = [value_of(record[name]) for name in ("ev", "ac", "pv", "bac")]
        if None in amounts or not amounts[-1]:
            continue
        ev, ac, pv, bac = (Decimal(str(amount)) for amount in amounts)
        found[str(record["project"])] = Position(100 * (ev - ac) / bac, 100 * (ev - pv) / bac, bac)
    return found


def exceptional(measures: pd.DataFrame) -> frozenset[str]:
    """The active projects forecast beyond their tolerance in time or cost: those that the KPI ``exceptions`` counts."""
    active = measures["active"].astype(bool).to_numpy()
    return frozenset(measures["project"][beyond_tolerance(measures) & active])


def _title(beyond: int) -> str:
    if not beyond:
        return _("No project is forecast beyond its tolerance in time or cost")
    return ngettext(
        "{count} project is forecast beyond its tolerance in time or cost",
        "{count} projects are forecast beyond their tolerance in time or cost",
        beyond,
    )


def _standing(*, beyond: bool) -> dict[str, object]:
    """A square in red, as everywhere, or a circle: shape tells what colour tells."""
    return {"beyond": beyond, "colour": (RED if beyond else BLUE).graphic, "shape": "square" if beyond else "circle"}


def _point(code: str, at: Position, before: Position | None, names: Mapping[str, str]) -> dict[str, object]:
    was = before or at
    return {
        "project": code,
        "name": names.get(code, code),
        "cost": float(at.cost),
        "schedule": float(at.schedule),
        "cost_then": float(was.cost),
        "schedule_then": float(was.schedule),
        "bac": float(at.bac),
        "cost_text": text.points(at.cost, 1),
        "schedule_text": text.points(at.schedule, 1),
        "bac_text": text.compact_amount(at.bac),
    }


def _labelled(points: pd.DataFrame) -> pd.DataFrame:
    """Names for the bubbles beyond tolerance or farthest from plan, each on its roomier side, none over another."""
    across, down = (_spread(points[name]) for name in ("schedule", "cost"))
    places = list(zip((points["schedule"] - points["schedule"].min()) / across, points["cost"] / down, strict=True))
    order = _attention(points).rank(method="first", ascending=False).tolist()
    taken: list[int] = []
    for i in sorted(range(len(points)), key=order.__getitem__):
        clear = all(
            abs(places[i][0] - places[j][0]) > NEAR_ACROSS or abs(places[i][1] - places[j][1]) > NEAR_DOWN
            for j in taken
        )
        if clear and len(taken) < LABELLED:
            taken.append(i)
    labels = [name if i in taken else "" for i, name in enumerate(points["name"])]
    first = [i in taken[:ON_PHONE] for i in range(len(points))]
    return points.assign(label=labels, first=first, rightwards=[place < 0.5 for place, _down in places])


def _farthest(points: pd.DataFrame) -> pd.DataFrame:
    """The bubbles that are drawn: all of them, or those beyond tolerance and farthest from plan, in their order."""
    return points[_attention(points).rank(method="first", ascending=False) <= MOST_DRAWN]


def _attention(points: pd.DataFrame) -> pd.Series:
    """The distance from plan, in points of the budget; beyond tolerance it counts as farther than any other."""
    distance = points["cost"].abs() + points["schedule"].abs()
    return distance + points["beyond"] * (distance.max() + 1)


def _spread(values: pd.Series) -> float:
    return float(values.max() - values.min()) or 1.0


def _drawing(points: pd.DataFrame, *, dark: bool) -> AnyChart:
    x = alt.X(
        field="schedule",
        type="quantitative",
        axis=alt.Axis(title=_("Schedule variance, points of the budget"), tickCount=6),
        scale=_scale(points[["schedule", "schedule_then"]]),
    )
    y = alt.Y(
        field="cost",
        type="quantitative",
        axis=alt.Axis(title=_("Cost variance, points of the budget")),
        scale=_scale(points[["cost", "cost_then"]]),
    )
    base = alt.Chart(points).encode(x=x, y=y)
    picked = alt.selection_point(name=SELECTION, fields=["project"], on="click", empty=False)
    size = alt.Size(field="bac", type="quantitative", legend=None, scale=alt.Scale(range=[60, 900]))
    colour = alt.Color(field="colour", type="nominal", legend=None, scale=None)
    bubbles = base.mark_point(filled=True, opacity=0.75).encode(
        size=size,
        color=colour,
        shape=alt.Shape(field="shape", type="nominal", legend=None, scale=None),
        tooltip=[
            alt.Tooltip(field="name", type="nominal", title=_("Project")),
            alt.Tooltip(field="schedule_text", type="nominal", title=_("Schedule variance")),
            alt.Tooltip(field="cost_text", type="nominal", title=_("Cost variance")),
            alt.Tooltip(field="bac_text", type="nominal", title=_("Budget at completion")),
        ],
    ).add_params(picked)  # fmt: skip
    layers = [*_zero_lines(), *_ghosts(points, colour), bubbles, *_names(base, dark=dark), _quadrant(dark=dark)]
    return alt.layer(*layers).properties(height=HEIGHT, width="container")


def _scale(places: pd.DataFrame) -> alt.Scale:
    """Zero and all *places*, with room for their bubbles: where the projects stand and where their trails begin."""
    low, high = min(float(places.min().min()), 0.0), max(float(places.max().max()), 0.0)
    room = MARGIN * ((high - low) or 1.0)
    return alt.Scale(domain=[low - room, high + room], nice=False)


def _zero_lines() -> list[alt.Chart]:
    zero = pd.DataFrame({"zero": [0]})
    rule = alt.Chart(zero).mark_rule(strokeDash=[3, 3], color=GREY.graphic)
    return [rule.encode(**{axis: _zero(axis)}) for axis in ("x", "y")]


def _zero(axis: str) -> alt.X | alt.Y:
    return (alt.X if axis == "x" else alt.Y)(field="zero", type="quantitative")


def _ghosts(points: pd.DataFrame, colour: alt.Color) -> list[alt.Chart]:
    moved = points[(points["cost"] != points["cost_then"]) | (points["schedule"] != points["schedule_then"])]
    if moved.empty:
        return []
    base = alt.Chart(moved).encode(
        x=alt.X(field="schedule_then", type="quantitative"),
        y=alt.Y(field="cost_then", type="quantitative"),
        color=colour,
    )
    path = base.mark_rule(opacity=GHOST, strokeWidth=1.5)
    return [
        path.encode(x2=alt.X2(field="schedule"), y2=alt.Y2(field="cost")),
        base.mark_circle(opacity=GHOST, size=GHOST_SIZE),
    ]


def _names(base: alt.Chart, *, dark: bool) -> list[alt.Chart]:
    label = alt.Text(field="label", type="nominal")
    roomy = f"(datum.first || width > {NARROW})"
    right = base.transform_filter(f"datum.rightwards && {roomy}").mark_text(
        align="left", dx=19, fontSize=11, limit=200, color=INK[dark]
    )
    left = base.transform_filter(f"!datum.rightwards && {roomy}").mark_text(
        align="right", dx=-19, fontSize=11, limit=200, color=INK[dark]
    )
    return [right.encode(text=label), left.encode(text=label)]


def _quadrant(*, dark: bool) -> alt.Chart:
    """The corner that a steering committee fears, said in words."""
    corner = pd.DataFrame([{"label": _("behind schedule and over cost")}])
    mark = alt.Chart(corner).mark_text(
        align="left", baseline="bottom", fontSize=11, color=words_beside(RED.graphic, dark=dark)
    )
    return mark.encode(
        x=alt.value(6), y=alt.value(alt.expr("height - 6")), text=alt.Text(field="label", type="nominal")
    )


def _spoken(now: Mapping[str, Position], beyond: frozenset[str], names: Mapping[str, str]) -> str:
    """The projects beyond tolerance by name, the largest cost overrun first."""
    worst = sorted((at.cost, names.get(code, code)) for code, at in now.items() if code in beyond)
    return text.listing(name for _cost, name in worst[:LABELLED]) + "." if worst else ""


def _columns() -> list[str]:
    return [_("Project"), _("Schedule variance"), _("Cost variance"), _("Budget at completion")]


def _table(points: pd.DataFrame) -> pd.DataFrame:
    shown = points.sort_values(["cost", "schedule", "project"])
    return shown[["name", "schedule_text", "cost_text", "bac_text"]].set_axis(_columns(), axis=1)


def _values(now: Mapping[str, Position], names: Mapping[str, str]) -> pd.DataFrame:
    rows = sorted((at.cost, at.schedule, code, at.bac) for code, at in now.items())
    cells = [(names.get(code, code), schedule, cost, bac) for cost, schedule, code, bac in rows]
    return pd.DataFrame(cells, columns=_columns(), dtype=object)
