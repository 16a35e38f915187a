"""The level of one risk, week by week."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.timeline import epoch, moment
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.metrics.risks import band
from dashboard.metrics.thresholds import RiskBands
from dashboard.text import _
from dashboard.theme import DASH, GREY, INK, SERIES, level_mark

HEIGHT = 170
LABEL_PIXELS = 52
"""Room that a day takes on the axis."""
MOST_TICKS = 26
"""Status dates that the axis marks: of more, every second, third and so on."""


class LevelWeek(NamedTuple):
    """Levels on a status date: before any response, and the one that counts; 0 unknown."""

    day: dt.date
    inherent: int
    level: int


def entry_level_chart(weeks: Sequence[LevelWeek], bands: RiskBands, *, dark: bool) -> TitledChart:
    """*weeks*, oldest first and at least one, as steps; the lower limits of the bands are marked."""
    title = level_title(weeks, bands)
    table = pd.DataFrame(
        [(text.day(week.day), level_text(week.level, bands), level_text(week.inherent, bands)) for week in weeks[::-1]],
        columns=[_("Status date"), _("Level"), _("Before responses")],
    )
    spoken = "; ".join(_("{label}: {value}", label=text.day(week.day), value=text.number(week.level)) for week in weeks)
    chart = _drawn(weeks, bands, dark=dark).properties(width="container", height=HEIGHT)
    return TitledChart(chart, title, f"{title}. {spoken}", table)


def level_title(weeks: Sequence[LevelWeek], bands: RiskBands) -> str:
    """Where the level stands and since when."""
    last = weeks[-1]
    if not last.level:
        return _("This entry has no level")
    name = level_mark(band(last.level, bands)).label
    started, before = last.day, 0
    for week in reversed(weeks):
        if week.level != last.level:
            before = week.level
            break
        started = week.day
    params = {"level": text.number(last.level), "name": name, "day": text.day(started)}
    if not before:
        return _("Level {level} ({name}) since {day}", **params)
    return _("Level {level} ({name}) since {day}; {before} until then", **params, before=text.number(before))


def level_text(level: int, bands: RiskBands) -> str:
    """A level with its mark; empty where unknown."""
    return f"{level_mark(band(level, bands)).words} {text.number(level)}" if level else ""


def _drawn(weeks: Sequence[LevelWeek], bands: RiskBands, *, dark: bool) -> AnyChart:
    frame = pd.DataFrame([_point(week, bands) for week in weeks])
    x, y = _reported([week.day for week in weeks]), _y("level", _level_axis())
    tips = [
        alt.Tooltip(field=name, type="nominal", title=title)
        for name, title in (("when", _("Status date")), ("shown", _("Level")), ("before", _("Before responses")))
    ]
    base = alt.Chart(frame)
    steps = base.mark_line(interpolate="step-after", color=SERIES["actual"]).encode(x=x, y=y)
    points = base.mark_point(color=SERIES["actual"], size=40).encode(x=x, y=_y("level"), tooltip=tips)
    inherent = base.mark_line(interpolate="step-after", color=SERIES["baseline"], strokeDash=DASH, strokeWidth=1.5)
    limits = alt.Chart(pd.DataFrame(_limits(bands)))
    rules = limits.mark_rule(color=GREY.graphic, opacity=0.45, strokeDash=[2, 3])
    named = rules.encode(y=_y("level", _limit_axis(bands, dark=dark)))
    layers = alt.layer(named, inherent.encode(x=x, y=_y("inherent")), steps, points)
    return layers.resolve_axis(y="independent")


def _reported(days: Sequence[dt.date]) -> alt.X:
    """The status dates themselves on the axis, as many named as find room, the last always; the first with its year."""
    marked = days[::-1][:: -(-len(days) // MOST_TICKS)][::-1]
    place = f"round(datum.index * {len(marked) - 1})"
    step = f"ceil({len(marked) * LABEL_PIXELS} / width)"
    words = f"[utcFormat(datum.value, '%-d %b'), {place} < {step} ? utcFormat(datum.value, '%Y') : '']"
    axis = alt.Axis(
        title=None,
        values=[moment(day) for day in marked],
        labelExpr=f"({len(marked) - 1} - {place}) % {step} == 0 ? {words} : ''",
        labelOverlap=False,
        labelFlush=False,
        ticks=True,
    )
    return alt.X(field="day", type="temporal", scale=alt.Scale(type="utc", nice=False), axis=axis)


def _y(field: str, axis: alt.Axis | None = None) -> alt.Y:
    return alt.Y(field=field, type="quantitative", scale=alt.Scale(domain=[0, 26], nice=False), axis=axis)


def _level_axis() -> alt.Axis:
    return alt.Axis(title=_("Level (1 to 25)"), values=[5, 10, 15, 20, 25], format="d")


def _limit_axis(bands: RiskBands, *, dark: bool) -> alt.Axis:
    """The names of the bands at the end of their lower limits, outside the plot: no line strikes them through."""
    names = " : ".join(f"datum.value == {limit['level']} ? '{limit['name']}'" for limit in _limits(bands))
    return alt.Axis(
        orient="right", title=None, values=list(bands), labelExpr=f"{names} : ''", labelFontSize=11,
        labelColor=INK[dark], grid=False, ticks=False,
    )  # fmt: skip


def _point(week: LevelWeek, bands: RiskBands) -> dict[str, object]:
    return {
        "day": epoch(week.day),
        "level": week.level or None,
        "inherent": week.inherent or None,
        "when": text.day(week.day),
        "shown": level_text(week.level, bands),
        "before": level_text(week.inherent, bands),
    }


def _limits(bands: RiskBands) -> list[dict[str, object]]:
    return [{"level": level, "name": level_mark(band(level, bands)).words} for level in bands]
