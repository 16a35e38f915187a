"""How old open entries are, and how many of them are overdue."""

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.titled import AnyChart, TitledChart, nothing_to_draw
from dashboard.metrics.register import AGES, age_bands
from dashboard.text import _, ngettext, pgettext
from dashboard.theme import GREY, INK, RED

SELECTION = "age"
ROW = 34
AXIS = 50
"""Height in pixels of an axis with its title."""
NARROW = 420
ROOM = (1.35, 2)
"""How far the scale runs beyond the longest bar, for the words at its end: wide, and narrow."""


def age_names() -> list[str]:
    """The bands of ``register.AGES`` in words, the youngest first."""
    first, *others = AGES
    between = [
        _("{low} to {high} days", low=text.number(low), high=text.number(high - 1))
        for low, high in zip(AGES, others, strict=False)
    ]
    return [
        _("under {days} days", days=text.number(first)),
        *between,
        _("{days} days or more", days=text.number(AGES[-1])),
    ]


def ageing_chart(entries: pd.DataFrame, *, dark: bool) -> TitledChart:
    """Open *entries* of a ``register`` by days open, those past due apart; a click selects the band."""
    title, names = ageing_title(entries), age_names()
    if entries.empty:
        return nothing_to_draw(title)
    bands, overdue = age_bands(entries), entries["overdue"].to_numpy(dtype=bool)
    counts = [(int(((bands == n) & overdue).sum()), int(((bands == n) & ~overdue).sum())) for n in range(len(names))]
    segments = [s for n, name in enumerate(names) for s in _segments(n, name, counts[n])]
    table = pd.DataFrame(
        [(name, late, other) for name, (late, other) in zip(names, counts, strict=True)],
        columns=[_("Days open"), _("Overdue"), _("Not overdue")],
    )
    said = [s for s in segments if s["order"] == 0 and s["total"]]
    spoken = "; ".join(_("{label}: {value}", label=s["name"], value=s["words"]) for s in said)
    chart = _bars(pd.DataFrame(segments), names, dark=dark)
    return TitledChart(
        chart.properties(width="container", height=ROW * len(names) + AXIS), title, f"{title}. {spoken}", table
    )


def ageing_title(entries: pd.DataFrame) -> str:
    """How many are overdue, and the longest by how much."""
    late = entries[entries["overdue"]]
    if entries.empty:
        return _("No open entry")
    if late.empty:
        return ngettext("{count} open entry, none overdue", "{count} open entries, none overdue", len(entries))
    return ngettext(
        "{count} of {all} open entries is overdue, by {days} days",
        "{count} of {all} open entries are overdue, by up to {days} days",
        len(late),
        all=text.number(len(entries)),
        days=text.number(int(late["days_overdue"].max())),
    )


def _segments(band: int, name: str, counts: tuple[int, int]) -> list[dict[str, object]]:
    late, total = counts[0], sum(counts)
    words = text.number(total)
    if late:
        words = _("{count}, ■ {late} overdue", count=text.number(total), late=text.number(late))
    of_band = {"band": band, "name": name, "total": total, "words": words if total else ""}
    states = (pgettext("entries", "overdue"), RED), (pgettext("entries", "not overdue"), GREY)
    return [
        {**of_band, "state": state, "count": count, "colour": tone.graphic, "order": order}
        for order, (count, (state, tone)) in enumerate(zip(counts, states, strict=True))
    ]


def _bars(frame: pd.DataFrame, names: list[str], *, dark: bool) -> AnyChart:
    picked = alt.selection_point(name=SELECTION, fields=["band"], on="click", empty=False)
    y = alt.Y(field="name", type="ordinal", sort=names, axis=alt.Axis(title=_("Days open"), labelLimit=120))
    order = alt.Order(field="order", type="quantitative")
    longest = max(1, int(frame["total"].max()))
    most = alt.ExprRef(f"{longest} * (width > {NARROW} ? {ROOM[0]} : {ROOM[1]})")
    scale = alt.Scale(domainMin=0, domainMax=most, nice=False)
    x = alt.X(
        field="count", type="quantitative", stack="zero", scale=scale,
        axis=alt.Axis(title=_("Open entries"), tickMinStep=1, format="d", tickCount=5),
    )  # fmt: skip
    tips = [
        alt.Tooltip(field=name, type="nominal", title=title)
        for name, title in (("name", _("Days open")), ("state", _("State")), ("count", _("Entries")))
    ]
    base = alt.Chart(frame)
    ring = alt.condition(picked, alt.value(INK[dark]), alt.value("transparent"))
    bars = base.mark_bar(height=20, strokeWidth=2, cursor="pointer", cornerRadius=2).encode(
        x=x, y=y, order=order, stroke=ring, tooltip=tips,
        color=alt.Color(field="colour", type="nominal", scale=None, legend=None),
    )  # fmt: skip
    words = base.transform_filter("datum.order == 0").mark_text(align="left", dx=6, fontSize=12, color=INK[dark])
    end = alt.X(field="total", type="quantitative", scale=scale)
    return alt.layer(bars.add_params(picked), words.encode(x=end, y=y, text=alt.Text(field="words", type="nominal")))
