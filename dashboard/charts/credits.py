"""Credits: rates of each basic allocation against their pace, what lapses or falls short, and the age of encours."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.spending import PHONE, UPRIGHT, LegendPart, shape_legend
from dashboard.charts.titled import TitledChart
from dashboard.metrics.allocations import Allocation
from dashboard.metrics.columns import records
from dashboard.metrics.figure import Figure
from dashboard.metrics.status import Status
from dashboard.metrics.thresholds import Thresholds
from dashboard.text import _, pgettext
from dashboard.theme import AMBER, BLUE, GREY, INK, RED, SERIES, Mark, status_mark

SELECTION = "allocation"
ROW_HEIGHT = 38
FOOT = 92
BAR = 11
NARROW = 300
MOST_DRAWN = 12
WIDEST = 190
"""Percent that the axis of rates reaches on a phone."""
COMMITMENT, PAYMENT = BLUE.graphic, SERIES["earned"]


class Tables(NamedTuple):
    """What a chart shows as a table: *written* as the language does, and with its numbers as *values*."""

    written: pd.DataFrame
    values: pd.DataFrame


def kind_names() -> tuple[str, str]:
    """Commitments and payments, in the language in use."""
    return _("Commitments (CE)"), _("Payments (CL)")


def pace_chart(
    found: Sequence[Allocation], titles: tuple[str, Tables], limits: Thresholds, *, dark: bool
) -> TitledChart:
    """The rates of *found*, furthest from its pace first; *titles* are the finding and its tables.

    A click selects the code of an allocation under ``SELECTION``.
    """
    shown = found[:MOST_DRAWN]
    frame = pd.DataFrame([row for a in shown for row in _pace_rows(a, limits, dark=dark)])
    title, tables = titles
    y = _allocation_axis(frame, dark=dark)
    base = alt.Chart(frame).encode(y=y, yOffset=_offset())
    tick = base.mark_tick(thickness=2.5, size=BAR + 5, color=INK[dark]).encode(x=_rate("planned"))
    rates = base.mark_bar(height=BAR).encode(x=_rate("rate"), color=_own("colour"))
    legend = shape_legend(_parts(dark=dark), _rate("rate"), y, str(frame["row"].iloc[0]), on_phone=1)
    layers = [legend, rates, tick, _pace_texts(base), _pick(base)]
    chart = alt.layer(*layers).properties(height=ROW_HEIGHT * len(shown) + FOOT, width="container")
    chart = chart.resolve_scale(color="independent", shape="independent")
    return TitledChart(chart, title, _pace_alternative(shown, title, limits), *tables)


def _parts(*, dark: bool) -> list[LegendPart]:
    commitments, payments = kind_names()
    return [
        LegendPart(commitments, COMMITMENT),
        LegendPart(payments, PAYMENT),
        LegendPart(_("Planned by now"), INK[dark], UPRIGHT),
    ]


def _own(field: str) -> alt.Color:
    """Colours that the data give as they are."""
    return alt.Color(field=field, type="nominal", scale=None, legend=None)


def _pace_rows(a: Allocation, limits: Thresholds, *, dark: bool) -> list[dict[str, object]]:
    rows = (
        (a.commitment, a.planned_commitment, a.commitment_gap, a.commitment_pace(limits)),
        (a.payment, a.planned_payment, a.payment_gap, a.payment_pace(limits)),
    )
    kinds = zip(kind_names(), (COMMITMENT, PAYMENT), strict=True)
    return [_pace_row(a, kind, row, dark=dark) for kind, row in zip(kinds, rows, strict=True)]


def _pace_row(
    a: Allocation, kind: tuple[str, str], row: tuple[Figure, Decimal, Figure, Status], *, dark: bool
) -> dict[str, object]:
    rate, planned, gap, pace = row
    mark = status_mark(pace)
    shown = text.points(gap.value) if gap.value is not None else _("n/a")
    return {
        "code": a.code,
        "row": row_name(a),
        "kind": kind[0],
        "colour": kind[1],
        "projects": ", ".join(a.projects),
        "rate": None if rate.value is None else float(rate.value),
        "planned": float(planned),
        "end": max(float(rate.value or 0), float(planned)),
        "label": f"{mark.symbol} {shown}",
        "ink": mark.tone.dark if dark else mark.tone.light,
        "rate_text": text.percentage(rate.value, 1),
        "planned_text": text.percentage(planned, 1),
        "gap_text": f"{mark.words}, {shown}",
    }


def row_name(a: Allocation) -> str:
    """The code of the allocation and the first of its projects."""
    return f"{a.code} · {a.projects[0]}" + ("…" if len(a.projects) > 1 else "")


def _allocation_axis(frame: pd.DataFrame, *, dark: bool) -> alt.Y:
    limit = alt.ExprRef(f"containerSize()[0] < {PHONE} ? 165 : 210")
    axis = alt.Axis(title=None, labelFontSize=12, labelColor=INK[dark], grid=False, labelLimit=limit)
    order = list(dict.fromkeys(frame["row"]))
    return alt.Y(field="row", type="nominal", sort=order, axis=axis, scale=alt.Scale(paddingInner=0.3))


def _offset() -> alt.YOffset:
    return alt.YOffset(field="kind", type="nominal", sort=list(kind_names()))


def _rate(field: str) -> alt.X:
    top = alt.ExprRef(f"width > {NARROW} ? 150 : {WIDEST}")
    axis = alt.Axis(
        title=_("Share of the credit of the year, in %"),
        values=[0, 25, 50, 75, 100],
        labelExpr="format(datum.value, ',.0f')",
    )
    return alt.X(
        field=field, type="quantitative", axis=axis, scale=alt.Scale(domainMin=0, domainMax=top, nice=False, clamp=True)
    )


def _pace_texts(base: alt.Chart) -> alt.Chart:
    return base.mark_text(align="left", dx=8, fontWeight=600, fontSize=12).encode(
        x=_rate("end"), text=alt.Text(field="label", type="nominal"), color=_own("ink")
    )


def _pick(base: alt.Chart) -> alt.Chart:
    picked = _picking("code")
    names = {
        "code": _("Basic allocation"),
        "projects": _("Project"),
        "kind": pgettext("commitments or payments", "Kind"),
        "rate_text": pgettext("share of the credit", "Rate"),
        "planned_text": _("Planned by now"),
        "gap_text": _("Against the pace"),
    }
    return (
        base.mark_bar(height=BAR + 6, color=BLUE.graphic, cursor="pointer")
        .encode(
            x=alt.XDatum(0),
            x2=alt.X2Datum(WIDEST),
            opacity=alt.when(picked).then(alt.value(0.16)).otherwise(alt.value(0)),
            tooltip=[alt.Tooltip(field=field, type="nominal", title=title) for field, title in names.items()],
        )
        .add_params(picked)
    )


def _pace_alternative(found: Sequence[Allocation], title: str, limits: Thresholds) -> str:
    states = {status: sum(a.pace(limits) is status for a in found) for status in Status}
    counts = ", ".join(f"{status_mark(status).label} {text.number(n)}" for status, n in states.items() if n)
    return _("{title}. Allocations drawn: {counts}.", title=title, counts=counts)


def lapse_and_shortage_chart(found: Sequence[Allocation], title: str, *, dark: bool) -> TitledChart:
    """Commitment credit that lapses and payment credit that falls short on 31 December, largest first.

    A click selects the code of an allocation under ``SELECTION``.
    """
    lapse, short = _("Commitment credit lapsing"), _("Payment credit short")
    marks = {lapse: ("▲", AMBER.graphic), short: ("■", RED.graphic)}
    rows = [
        {"row": f"{marks[kind][0]} {row_name(a)}", "kind": kind, "amount": float(amount), "code": a.code}
        for a in found
        for kind, amount in ((lapse, a.credits.ce_lapse), (short, a.credits.cl_shortage))
        if amount
    ]
    rows.sort(key=lambda row: -float(str(row["amount"])))
    frame = pd.DataFrame(rows[: MOST_DRAWN // 2])
    frame["label"] = [text.compact_amount(amount) for amount in frame["amount"]]
    tables = _amount_tables([_("Basic allocation"), _("What happens")], rows)
    scale = alt.Scale(domain=[lapse, short], range=[colour for _symbol, colour in marks.values()])
    legend = alt.Legend(title=None, orient="top", symbolType="square", labelLimit=200, direction="vertical")
    colour = alt.Color(field="kind", type="nominal", scale=scale, legend=legend)
    base = alt.Chart(frame).encode(y=_allocation_axis(frame, dark=dark))
    bars = base.mark_bar(height=13).encode(x=_thousands(frame), color=colour, tooltip=_amount_tooltip())
    return _with_labels(base, bars.add_params(_picking("code")), (title, tables), dark=dark)


def _picking(field: str) -> alt.Parameter:
    return alt.selection_point(name=SELECTION, fields=[field], on="click", empty=False)


def age_names() -> dict[str, str]:
    """Age bucket of encours to its name, in the language in use."""
    return {
        "under_1": _("below 1 year"),
        "1_to_2": _("1 to 2 years"),
        "2_to_4": _("2 to 4 years"),
        "4_to_5": _("4 to 5 years"),
        "5_to_6": _("5 to 6 years"),
        "over_6": _("6 years and more"),
    }


def encours_age_chart(ages: pd.DataFrame, title: str, *, dark: bool) -> TitledChart:
    """``metrics.credits.encours_by_age`` as bars; the ages on alert are red and marked.

    A click selects an ``age`` under ``SELECTION``.
    """
    names = age_names()
    alert, fine = Mark("■", "", _("about to lapse"), RED), Mark("", "", "", GREY)
    rows = []
    for row in records(ages):
        mark = alert if row["alert"] and row["encours"] else fine
        amount = Decimal(str(row["encours"]))
        label = f"{mark.symbol} {text.compact_amount(amount)}".strip()
        about = {"kind": mark.label, "colour": mark.tone.graphic}
        known = {"row": names[str(row["age"])], "age": str(row["age"]), "amount": float(amount)}
        rows.append({**known, "label": label, **about})
    frame = pd.DataFrame(rows)
    tables = _amount_tables([_("Age of the oldest commitment"), _("What happens")], rows)
    base = alt.Chart(frame).encode(y=_allocation_axis(frame, dark=dark))
    colour = alt.Color(field="colour", type="nominal", scale=None, legend=None)
    bars = base.mark_bar(height=13).encode(x=_thousands(frame), color=colour, tooltip=_amount_tooltip())
    return _with_labels(base, bars.add_params(_picking("age")), (title, tables), dark=dark)


def _amount_tables(names: list[str], rows: Sequence[Mapping[str, object]]) -> Tables:
    """Row, what happens and amount of each of *rows*, under *names*."""
    values = pd.DataFrame([(r["row"], r["kind"], r["amount"]) for r in rows], columns=[*names, _("EUR")])
    return Tables(values.assign(**{_("EUR"): [text.amount(amount) for amount in values[_("EUR")]]}), values)


def _with_labels(base: alt.Chart, bars: alt.Chart, about: tuple[str, Tables], *, dark: bool) -> TitledChart:
    title, tables = about
    frame = base.data
    words = base.mark_text(align="left", dx=6, fontSize=12, color=INK[dark]).encode(
        x=_thousands(frame), text=alt.Text(field="label", type="nominal")
    )
    rows = len(dict.fromkeys(frame["row"]))
    chart = alt.layer(bars, words).properties(height=28 * rows + FOOT, width="container")
    first = frame.loc[frame["amount"].idxmax()]
    summary = _("{title}. Largest: {name}, {amount}.", title=title, name=first["row"], amount=first["label"])
    return TitledChart(chart, title, summary, *tables)


def _amount_tooltip() -> list[alt.Tooltip]:
    names = {"row": pgettext("row of a chart", "Row"), "kind": _("What happens"), "label": _("EUR")}
    return [alt.Tooltip(field=field, type="nominal", title=title) for field, title in names.items()]


def _thousands(frame: pd.DataFrame) -> alt.X:
    longest = max(float(frame["amount"].max()), 1.0)
    top = alt.ExprRef(f"width > {NARROW} ? {longest * 1.25} : {longest * 1.6}")
    axis = alt.Axis(title=_("EUR thousand"), tickCount=4, labelExpr="format(datum.value / 1000, ',.0f')")
    return alt.X(field="amount", type="quantitative", axis=axis, scale=alt.Scale(domainMax=top, nice=False))
