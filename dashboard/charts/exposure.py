"""Risk exposure in EUR: week by week, and by project."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.name_axis import name_axis
from dashboard.charts.titled import AnyChart, TitledChart, nothing_to_draw
from dashboard.metrics.columns import records
from dashboard.text import _, ngettext
from dashboard.theme import AMBER, GREEN, INK, SERIES

SELECTION = "project"
PROJECTS = 10
"""Projects drawn; the table has them all."""
HEIGHT = 210
ROW = 30
AXIS = 50
"""Height in pixels of an axis with its title."""
NARROW = 420
GHOST = 0.35
HEADROOM = 1.25
"""How far the axis runs above the highest week, as a factor."""
LABEL_ROOM, NARROW_PLOT = 0.25, 240
"""Room for an amount beside a bar, as a share of the longest bars; twice as much on a phone."""
COVERED, LOW = 3, Decimal("0.15")
"""Weeks whose curve the last amount would lie on, and the share of the highest week below which none fits under it."""
ROOM = 0.25
"""Share of the axis that must lie between the compared date and the status date for both to be named."""

Weeks = Sequence[tuple[dt.date, Decimal | None]]


def exposure_trend_chart(weeks: Weeks, since: dt.date | None, *, dark: bool) -> TitledChart:
    """Total exposure at each status date, oldest first; *since*, the compared date, is a ghost."""
    known = [(day, value) for day, value in weeks if value is not None]
    title = trend_title(known, since)
    if not known:
        return nothing_to_draw(title)
    names = [_("Status date"), _("Exposure (EUR)")]
    table = pd.DataFrame([(text.day(day), text.amount(value)) for day, value in known[::-1]], columns=names)
    y = _euros(float(max(value for _on, value in known)))
    layers = [_curve(known, y)] if len(known) > 1 else []
    (first, _start), (last, end) = known[0], known[-1]
    then = dict(known).get(since) if since is not None and since < last else None
    if since is not None and then is not None:
        layers += _ghost(since, then, y, named=(last - since).days >= ROOM * (last - first).days, dark=dark)
    layers += _status_date(last, end, y, below=_falls(known), dark=dark)
    chart = alt.layer(*layers).properties(width="container", height=HEIGHT)
    return TitledChart(chart, title, _described(title, known), table, pd.DataFrame(known, columns=names))


def trend_title(known: Sequence[tuple[dt.date, Decimal]], since: dt.date | None) -> str:
    """Where the exposure stands, and how it moved since the compared date."""
    if not known:
        return _("No risk has a cost impact yet")
    (last, now), then = known[-1], dict(known).get(since or dt.date.min)
    if then is None or last == since:
        return _("Risk exposure is {amount}", amount=text.compact_amount(now))
    params = {"amount": text.compact_amount(now), "change": text.compact_amount(abs(now - then))}
    day = text.short_day(since)
    if now > then:
        return _("Risk exposure rose by {change} to {amount} since {day}", **params, day=day)
    if now < then:
        return _("Risk exposure fell by {change} to {amount} since {day}", **params, day=day)
    return _("Risk exposure stands at {amount}, as on {day}", amount=params["amount"], day=day)


def _described(title: str, known: Sequence[tuple[dt.date, Decimal]]) -> str:
    if len(known) < 2:
        return f"{title}."
    (first, start), (last, end) = known[0], known[-1]
    span = _("From {start} on {first} to {end} on {last}.", start=text.amount(start), first=text.day(first),
             end=text.amount(end), last=text.day(last))  # fmt: skip
    return f"{title}. {span}"


def _point(day: dt.date, value: Decimal) -> dict[str, object]:
    return {
        "day": day.isoformat(),
        "eur": float(value),
        "shown": text.amount(value),
        "when": text.day(day),
        "label": text.compact_amount(value),
    }


def _curve(known: Sequence[tuple[dt.date, Decimal]], y: alt.Y) -> alt.Chart:
    tips = [
        alt.Tooltip(field="when", type="nominal", title=_("Status date")),
        alt.Tooltip(field="shown", type="nominal", title=_("Exposure")),
    ]
    frame = pd.DataFrame([_point(day, value) for day, value in known], columns=list(_point(dt.date.min, Decimal(0))))
    line = alt.Chart(frame).mark_line(color=SERIES["actual"], point=alt.OverlayMarkDef(size=14, opacity=0.8))
    return line.encode(x=_day("day"), y=y, tooltip=tips)


def _falls(known: Sequence[tuple[dt.date, Decimal]]) -> bool:
    """Whether the curve comes from above in the weeks that a label covers, and there is room below its end."""
    end, before = known[-1][1], [value for _on, value in known[-1 - COVERED : -1]]
    return max(before, default=end) > end > LOW * max(value for _on, value in known)


def _status_date(day: dt.date, value: Decimal, y: alt.Y, *, below: bool, dark: bool) -> list[alt.Chart]:
    """The last week, with its rule, point, day and amount; the latter *below* the point or above it."""
    base, x = alt.Chart(pd.DataFrame([_point(day, value)])), _day("day")
    amount = base.mark_text(align="right", dx=-6, dy=16 if below else -14, fontWeight=600, color=INK[dark])
    name = base.mark_text(align="right", dx=-6, baseline="top", fontSize=11, color=INK[dark])
    return [
        base.mark_rule(color=SERIES["actual"], opacity=1, strokeDash=[2, 3]).encode(x=x),
        base.mark_point(color=SERIES["actual"], opacity=1, size=90).encode(x=x, y=y),
        amount.encode(x=x, y=y, text=_text("label")),
        name.encode(x=x, y=alt.value(0), text=_text("when")),
    ]


def _ghost(day: dt.date, value: Decimal, y: alt.Y, *, named: bool, dark: bool) -> list[alt.Chart]:
    """The compared date with its rule and point, and its day where there is room."""
    base, x = alt.Chart(pd.DataFrame([_point(day, value)])), _day("day")
    name = base.mark_text(align="right", dx=-6, baseline="top", fontSize=11, color=INK[dark], opacity=0.75)
    return [
        base.mark_rule(color=SERIES["actual"], opacity=GHOST, strokeDash=[2, 3]).encode(x=x),
        base.mark_point(color=SERIES["actual"], opacity=GHOST, size=90).encode(x=x, y=y),
        *([name.encode(x=x, y=alt.value(14), text=_text("when"))] if named else []),
    ]


def _text(field: str) -> alt.Text:
    return alt.Text(field=field, type="nominal")


def _day(field: str) -> alt.X:
    few = alt.ExprRef(f"width > {NARROW} ? 8 : 4")
    axis = alt.Axis(title=None, format="%-d %b", tickCount=few, labelOverlap=True)
    return alt.X(field=field, type="temporal", axis=axis)


def _euros(most: float) -> alt.Y:
    """Euros from zero to *most*, with room above for the words at the top."""
    scale = alt.Scale(domain=[0, most * HEADROOM]) if most > 0 else alt.Scale(zero=True)
    return alt.Y(field="eur", type="quantitative", axis=_in_thousands(), scale=scale)


def _in_thousands(*, ticks: int = 5) -> alt.Axis:
    return alt.Axis(title=_("EUR thousand"), labelExpr="format(datum.value / 1000, ',.0f')", tickCount=ticks)


def exposure_by_project_chart(exposed: pd.DataFrame, names: Mapping[str, str], *, dark: bool) -> TitledChart:
    """``register.by_project`` as bars, the largest first; a click selects the project.

    Opportunities run to the left of zero.
    """
    title = by_project_title(exposed)
    if exposed.empty:
        return nothing_to_draw(title)
    shown = records(exposed.head(PROJECTS))
    bars = [_bar(record, kind, names) for record in shown for kind in ("threats", "opportunities") if record[kind]]
    values = _values(exposed, names)
    amounts = {name: [text.amount(value) for value in values[name]] for name in values.columns[1:4]}
    chart = _bars(pd.DataFrame(bars), dark=dark).properties(width="container", height=ROW * len(shown) + AXIS)
    return TitledChart(chart, title, _all(title, values), values.assign(**amounts), values)


def _values(exposed: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    columns = [_("Project"), _("Threats (EUR)"), _("Opportunities (EUR)"), _("Exposure (EUR)"), _("Entries")]
    named = exposed.assign(project=[names.get(code, code) for code in exposed["project"]])
    return named.set_axis(columns, axis=1)


def by_project_title(exposed: pd.DataFrame) -> str:
    """How few projects carry half of the exposure to threats."""
    shares = sorted(exposed["threats"], reverse=True)
    total = sum(shares, Decimal(0))
    if not total:
        return _("No project is exposed to a threat in EUR")
    first = next(n for n in range(1, len(shares) + 1) if 2 * sum(shares[:n]) >= total)
    return ngettext(
        "{count} project carries {share} of the exposure to threats",
        "{count} projects carry {share} of the exposure to threats",
        first,
        share=text.percentage(100 * sum(shares[:first], Decimal(0)) / total),
    )


def _all(title: str, table: pd.DataFrame) -> str:
    said = "; ".join(f"{row[0]} {text.amount(row[3])}" for row in table.head(PROJECTS).itertuples(index=False))
    return f"{title}. {said}" if said else f"{title}."


def _bar(record: Mapping[str, object], kind: str, names: Mapping[str, str]) -> dict[str, object]:
    value, code = Decimal(str(record[kind])), str(record["project"])
    label = _("Threats") if kind == "threats" else _("Opportunities")
    return {
        "project": code,
        "name": names.get(code, code),
        "kind": label,
        "eur": float(value),
        "shown": text.amount(value),
        "label": text.compact_amount(value),
        "colour": (AMBER if kind == "threats" else GREEN).graphic,
        "right": value >= 0,
    }


def _room(frame: pd.DataFrame) -> alt.Scale:
    """From zero, or from the largest opportunity, to the largest threat, with room for the amounts at both ends."""
    low, high = min(float(frame["eur"].min()), 0.0), max(float(frame["eur"].max()), 0.0)
    room = f"{high - low} * (width > {NARROW_PLOT} ? {LABEL_ROOM} : {2 * LABEL_ROOM})"
    left, right = (alt.ExprRef(f"{end} {sign} {room}") if end else 0 for end, sign in ((low, "-"), (high, "+")))
    return alt.Scale(domainMin=left, domainMax=right, nice=False)


def _bars(frame: pd.DataFrame, *, dark: bool) -> AnyChart:
    picked = alt.selection_point(name=SELECTION, fields=["project"], on="click", empty=False)
    names_axis = name_axis((210, 150), f"containerSize()[0] > {NARROW}", dark=dark)
    order = list(dict.fromkeys(frame["name"]))
    y = alt.Y(field="name", type="ordinal", sort=order, axis=names_axis)
    spread = _room(frame)
    x = alt.X(field="eur", type="quantitative", scale=spread, axis=_in_thousands(ticks=4))
    tips = [
        alt.Tooltip(field=name, type="nominal", title=title)
        for name, title in (("name", _("Project")), ("kind", _("Risks")), ("shown", _("Exposure")))
    ]
    base = alt.Chart(frame)
    ring = alt.condition(picked, alt.value(INK[dark]), alt.value("transparent"))
    bars = base.mark_bar(height=15, strokeWidth=2, cursor="pointer").encode(
        x=x, y=y, stroke=ring, tooltip=tips, color=alt.Color(field="colour", type="nominal", scale=None, legend=None)
    )
    sides = [
        base.transform_filter(f"datum.right == {str(right).lower()}")
        .mark_text(align="left" if right else "right", dx=4 if right else -4, fontSize=11, color=INK[dark])
        .encode(x=x, y=y, text=_text("label"))
        for right in sorted(set(frame["right"]))
    ]
    return alt.layer(bars.add_params(picked), *sides)
