"""Waves on a timeline: every cutover with its slip, freezes, and cutovers that get in each other's way."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.reform_marks import (
    ERROR,
    LATE,
    ReformNames,
    cutover_words,
    health_mark,
    item_mark,
    readiness_mark,
    tools,
)
from dashboard.charts.timeline import NARROW, day_rules, days_across, epoch
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.charts.wave_words import freezes_words, in_conflict, waves_alt, waves_table, waves_title
from dashboard.metrics.reform_items import ReformItem, attention
from dashboard.metrics.wave_plan import WavePlan
from dashboard.metrics.waves import Conflict, Freeze
from dashboard.text import _, ngettext
from dashboard.theme import AMBER, BLUE, GREY, INK, PANEL_DARK, PANEL_LIGHT, PLUM, RED, SERIES, Tone

SELECTION = "cutover"
LINE = 20
PAD_DAYS = 10
LABEL_PIXELS, PLOT_PIXELS = 62, 900
"""Room that the label of a cutover takes, in a drawing of that width."""
FREEZE_PIXELS = 48
"""Width from which the band of a freeze carries its name, cut to it; where it is narrower, a touch tells."""
CONFLICT = "◇"
MOST_DRAWN = 150
"""Cutovers drawn, those that need attention before the others; the rest stands in the table."""
COLUMNS = ("kind", "y", "y2", "day", "end", "text", "colour", "about", "key", "item", "tools", "readiness")
"""What each mark carries; blank where its kind has no use for it."""

Drawn = dict[str, object]


class Calendar(NamedTuple):
    """What the timeline shows beside the waves: dates, conflicts, freezes, and earlier forecasts by key."""

    status_date: dt.date
    today: dt.date
    conflicts: tuple[Conflict, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    forecast_then: Mapping[str, dt.date | None] = {}


def waves_chart(waves: Sequence[WavePlan], calendar: Calendar, names: ReformNames, *, dark: bool) -> TitledChart:
    """The timeline of *waves* (at least one dated item); a click selects the ``key`` of an item under ``SELECTION``."""
    shown = _shown(waves)
    domain = _domain(shown, calendar)
    marks, height = _marks(shown, calendar, names, domain, dark=dark)
    marks.append(_note(waves, shown, calendar, height, dark=dark))
    title = waves_title(waves, len(calendar.conflicts))
    chart = _chart(pd.DataFrame(marks, columns=list(COLUMNS)), height, calendar, domain, dark=dark)
    said = waves_alt(title, waves, len(calendar.conflicts), calendar.freezes)
    return TitledChart(chart, title, said, waves_table(waves, names))


def _shown(waves: Sequence[WavePlan]) -> list[WavePlan]:
    """The waves with the cutovers that have a day and find room."""
    dated = sorted((i for w in waves for i in w.items if i.cutover), key=attention)
    kept = {item.key for item in dated[:MOST_DRAWN]}
    return [w._replace(items=tuple(i for i in w.items if i.key in kept)) for w in waves]


def _note(
    waves: Sequence[WavePlan], shown: Sequence[WavePlan], calendar: Calendar, height: int, *, dark: bool
) -> Drawn:
    """What the drawing leaves out, below it: freezes where none is declared, cutovers that stand in the table only."""
    left_out = sum(len(w.items) for w in waves) - sum(len(w.items) for w in shown)
    words = [] if calendar.freezes else [freezes_words(calendar.freezes)]
    if left_out:
        said = ngettext("{count} more cutover is in the table.", "{count} more cutovers are in the table.", left_out)
        words.append(said)
    return {
        "kind": "note",
        "y": height - LINE / 2,
        "text": " ".join(words),
        "colour": GREY.dark if dark else GREY.light,
    }


def _domain(waves: Sequence[WavePlan], calendar: Calendar) -> tuple[dt.date, dt.date]:
    items = [i for w in waves for i in w.items]
    days = [d for i in items for d in (i.planned, i.cutover) if d] + [calendar.status_date]
    pad = dt.timedelta(days=PAD_DAYS)
    room = dt.timedelta(days=(max(days) - min(days)).days * LABEL_PIXELS // PLOT_PIXELS)
    return min(days) - pad, max(days) + pad + room


def _marks(
    waves: Sequence[WavePlan], calendar: Calendar, names: ReformNames, domain: tuple[dt.date, dt.date], *, dark: bool
) -> tuple[list[Drawn], int]:
    clashing, line = in_conflict(calendar.conflicts), 0
    marks: list[Drawn] = []
    days_per_label = (domain[1] - domain[0]).days * LABEL_PIXELS / PLOT_PIXELS
    for wave in waves:
        lanes = _lanes(wave.items, days_per_label)
        count = max(lanes.values(), default=0) + 1
        marks += _wave(wave, line, count, dark=dark)
        for item, lane in lanes.items():
            clash = (item.project, item.item) in clashing
            marks += _cutover(item, line + 1 + lane, calendar, names, clash=clash, dark=dark)
        line += count + 1
    return marks, (line + 1) * LINE


def _lanes(items: Sequence[ReformItem], days_per_label: float) -> dict[ReformItem, int]:
    """Each item to the first lane where it starts after the label of the one before it."""
    ends: list[float] = []
    lanes: dict[ReformItem, int] = {}
    for item in sorted(items, key=lambda i: (_span(i), i.key)):
        start, end = _span(item)
        lane = next((n for n, taken in enumerate(ends) if taken < start), len(ends))
        ends[lane : lane + 1] = [end + days_per_label]
        lanes[item] = lane
    return lanes


def _span(item: ReformItem) -> tuple[int, int]:
    """First and last day that *item* takes on the timeline, from plan to cutover or back."""
    known = [day.toordinal() for day in (item.planned, item.cutover) if day]
    return min(known), max(known)


def _wave(wave: WavePlan, line: int, lanes: int, *, dark: bool) -> Iterator[Drawn]:
    mark = health_mark(wave.health)
    yield {"kind": "band", "y": line * LINE + 2, "y2": (line + lanes + 1) * LINE - 2,
           "colour": PANEL_DARK if dark else PANEL_LIGHT}  # fmt: skip
    share = _(
        "{progress} done · {moved} of {users} users moved",
        progress=text.percentage(wave.progress),
        moved=text.number(wave.users_moved),
        users=text.number(wave.users_in_scope),
    )
    y = (line + 0.5) * LINE + 2
    yield {"kind": "wave", "y": y, "text": _("Wave {wave}", wave=wave.wave), "colour": INK[dark], "about": share}
    yield {"kind": "health", "y": y, "text": mark.words, "colour": mark.tone.dark if dark else mark.tone.light}
    yield {"kind": "share", "y": y, "text": share, "colour": GREY.dark if dark else GREY.light}


def _cutover(
    item: ReformItem, line: int, calendar: Calendar, names: ReformNames, *, clash: bool, dark: bool
) -> Iterator[Drawn]:
    y, day = (line + 0.5) * LINE, item.cutover or calendar.status_date
    symbol, tone = _symbol(item)
    if item.planned and item.planned != day:
        yield {"kind": "slip", "y": y, "day": epoch(item.planned), "end": epoch(day), "colour": SERIES["plan"]}
    then = calendar.forecast_then.get(item.key)
    if then and then != day and item.pending:
        yield {"kind": "ghost", "y": y, "day": epoch(then), "text": symbol, "colour": tone.graphic}
    if clash:
        yield {"kind": "clash", "y": y, "day": epoch(day), "colour": PLUM.graphic}
    label = f"{item.item} {CONFLICT}" if clash else item.item
    ink = (PLUM.dark if dark else PLUM.light) if clash else INK[dark]
    yield {"kind": "label", "y": y, "day": epoch(day), "text": label, "colour": ink}
    yield {
        "kind": "cutover", "y": y, "day": epoch(day), "text": symbol, "colour": tone.graphic, "key": item.key,
        "item": f"{item.item} · {names.institution(item)}", "tools": tools(item),
        "about": f"{item_mark(item, names).label}, {cutover_words(item)}",
        "readiness": readiness_mark(item.readiness.readiness).words,
    }  # fmt: skip


def _symbol(item: ReformItem) -> tuple[str, Tone]:
    if item.in_error:
        return ERROR, RED
    if item.lagging:
        return LATE, AMBER
    return ("○" if item.pending else "●"), BLUE


def _chart(
    frame: pd.DataFrame, height: int, calendar: Calendar, domain: tuple[dt.date, dt.date], *, dark: bool
) -> AnyChart:
    base = alt.Chart(frame)
    x, y = days_across("day"), _down("y", height)
    picked = alt.selection_point(name=SELECTION, fields=["key"], on="click", empty=False)
    at = {"x": x, "y": y, "color": _own()}
    layers = [
        _kind(base, "band").mark_rect(cornerRadius=4).encode(
            x=alt.value(0), x2=alt.value("width"), y=y, y2=alt.Y2(field="y2"), color=_own()
        ),
        *_freezes(calendar.freezes, domain, dark=dark),
        *day_rules(calendar.status_date, calendar.today, domain, dark=dark),
        _words(base, "wave", 8, fontWeight=600).encode(y=y),
        _words(base, "health", 70).encode(y=y),
        _words(base, "share", 190).transform_filter(f"width > {NARROW}").encode(y=y),
        _kind(base, "slip").mark_rule(strokeWidth=1.5).encode(x=x, x2=alt.X2(field="end"), y=y, color=_own()),
        _kind(base, "slip").mark_tick(orient="vertical", height=11, thickness=1.5).encode(**at),
        _kind(base, "ghost").mark_text(fontSize=15, opacity=0.35).encode(**at, text=_said()),
        _kind(base, "clash").mark_point(shape="circle", size=330, filled=False, strokeWidth=1.5).encode(**at),
        _kind(base, "label").transform_filter(f"width > {NARROW}").mark_text(align="left", dx=11, fontSize=11.5)
        .encode(**at, text=_said()),
        _kind(base, "cutover").mark_text(fontSize=15).encode(**at, text=_said()),
        _kind(base, "cutover").mark_point(shape="circle", size=480, filled=True, opacity=0, cursor="pointer")
        .encode(**at, tooltip=_tooltip()).add_params(picked),
        _words(base, "note", 0, fontSize=11.5).encode(y=y),
    ]  # fmt: skip
    chart = alt.layer(*layers).properties(height=height, width="container")
    return chart.resolve_scale(color="independent")


def _freezes(freezes: Sequence[Freeze], domain: tuple[dt.date, dt.date], *, dark: bool) -> list[alt.Chart]:
    rows = [_freeze(freeze, domain) for freeze in freezes if freeze.end >= domain[0] and freeze.start <= domain[1]]
    if not rows:
        return []
    base = alt.Chart(pd.DataFrame(rows)).encode(x=days_across("day"))
    tint = PLUM.tint_dark if dark else PLUM.tint_light
    bands = base.mark_rect(color=tint, stroke=PLUM.graphic, strokeDash=[3, 3]).encode(
        x2=alt.X2(field="end"), y=alt.value(0), y2=alt.value("height"),
        tooltip=[
            alt.Tooltip(field=field, type="nominal", title=title)
            for field, title in (("text", _("Freeze")), ("first", _("First day")), ("last", _("Last day")))
        ],
    )  # fmt: skip
    names = base.mark_text(
        align="left", dx=4, dy=-4, fontSize=11, color=PLUM.dark if dark else PLUM.light, baseline="bottom",
        limit=alt.ExprRef("datum.share * width - 8"),
    ).transform_filter(f"datum.share * width > {FREEZE_PIXELS}")  # fmt: skip
    return [bands, names.encode(y=alt.value("height"), text=_said())]


def _freeze(freeze: Freeze, domain: tuple[dt.date, dt.date]) -> dict[str, object]:
    """The part of *freeze* inside *domain*, and its *share* of the width: the room for its name."""
    start, end = max(freeze.start, domain[0]), min(freeze.end + dt.timedelta(days=1), domain[1])
    share = (end - start).days / (domain[1] - domain[0]).days
    return {
        "day": epoch(start), "end": epoch(end), "share": share, "text": freeze.name,
        "first": text.day(freeze.start), "last": text.day(freeze.end),
    }  # fmt: skip


def _kind(base: alt.Chart, kind: str) -> alt.Chart:
    return base.transform_filter(f"datum.kind == '{kind}'")


def _words(base: alt.Chart, kind: str, x: int, **mark: Any) -> alt.Chart:
    return _kind(base, kind).mark_text(align="left", **mark).encode(x=alt.value(x), color=_own(), text=_said())


def _down(field: str, height: int) -> alt.Y:
    return alt.Y(field=field, type="quantitative", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)


def _own() -> alt.Color:
    return alt.Color(field="colour", type="nominal", scale=None, legend=None)


def _said() -> alt.Text:
    return alt.Text(field="text", type="nominal")


def _tooltip() -> list[alt.Tooltip]:
    titles = {"item": _("Item"), "tools": _("Tool"), "about": _("Stage"), "readiness": _("Readiness")}
    return [alt.Tooltip(field=field, type="nominal", title=title) for field, title in titles.items()]
