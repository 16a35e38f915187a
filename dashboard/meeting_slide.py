"""An item on the wall: type that is read at the back of a room, on a projector as on a 4K screen.

Streamlit's theme knows one size of type; a slide needs sizes that grow with the screen. So it is one piece of HTML
with the stylesheet below, in the theme's own colours; everything that people typed is escaped.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard import text
from dashboard.meeting_fit import Content, scale
from dashboard.meeting_words import (
    TONES,
    figure_name,
    item_title,
    kind_name,
    minutes_and_seconds,
    moved,
    reason_sentence,
    record_line,
    written,
)
from dashboard.text import _
from dashboard.theme import RED, status_mark
from dashboard.theme import TONES as TONES_OF_MARKS
from data_access.meeting_values import Item, Meeting, Reason, Record
from data_access.typed_values import ItemFigure

MOST_FIGURES = 8
NEVER = 10**6
SHOWN_FOR: dict[str, tuple[str, ...]] = {
    "exception": ("schedule_tolerance_used", "cost_tolerance_used", "slip_days", "forecast_at_completion"),
    "shortage": ("cl_shortage", "cl_left", "payment_rate"),
    "lapse": ("ce_lapse", "ce_left", "commitment_rate"),
    "risk": ("open_high_risks", "risk_exposure"),
    "overdue": ("entries_overdue",),
    "conflict": ("reform_progress", "users_moved"),
}
"""The figures that a rule is about."""
FIRST = ("declared_overall", "computed_overall")
LAST = ("forecast_end", "percent_complete", "forecast_at_completion", "slip_days", "spi", "cpi", "open_high_risks")

RULES = """
@property --regie-seconds{syntax:"\\3c integer>";inherits:true;initial-value:0}
@property --regie-minutes{syntax:"\\3c integer>";inherits:true;initial-value:0}
@property --regie-rest{syntax:"\\3c integer>";inherits:true;initial-value:0}
@keyframes regie-tick{to{--regie-seconds:86400}}
@keyframes regie-over{to{color:var(--regie-late)}}
section.regie-slide{font-size:calc(var(--regie-scale,1)*clamp(15px,min(1.25vw,2.25vh),64px));line-height:1.3}
section.regie-slide .top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2em 2em;
font-size:calc(1.1em/var(--regie-scale,1));opacity:.8}
section.regie-slide h1{font-size:2.7em;line-height:1.1;margin:.15em 0 .25em;padding:0;font-weight:650;
overflow-wrap:anywhere;hyphens:auto}
section.regie-slide ul{list-style:none;margin:0 0 1em;padding:0;font-size:1.6em}
section.regie-slide li{margin:.12em 0;padding-left:1.2em;text-indent:-1.2em;font-size:1em}
section.regie-slide li b{display:inline-block;width:1.2em;text-indent:0}
section.regie-slide dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(max(15em,22%),44%),1fr));
gap:1.1em 1.6em;margin:0;padding:0;font-size:1em}
section.regie-slide dl div{border-top:2px solid color-mix(in srgb,currentColor 25%,transparent);padding-top:.3em}
section.regie-slide dt{font-size:1.15em;opacity:.85;font-weight:400}
section.regie-slide dd{margin:0;font-size:2.4em;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}
section.regie-slide dd.ghost{font-size:1.3em;font-weight:400;opacity:.72}
section.regie-slide.try{border-top:2px dashed;padding-top:.6em}
section.regie-slide.try h2{font-size:1.6em;margin:0 0 .4em;padding:0}
section.regie-slide .done{margin-top:.9em;font-size:1.3em}
section.regie-slide.small{font-size:10px}
section.regie-slide.whole{display:flex;flex-direction:column;min-height:calc(100vh - 14rem)}
section.regie-slide.whole dl{flex:1;align-content:space-evenly}
section.regie-slide.whole:not(:has(dl)) h1{margin-top:auto}
section.regie-slide.whole:not(:has(dl))>:last-child{margin-bottom:auto}
@media(max-width:640px){section.regie-slide{font-size:13px}section.regie-slide.whole{min-height:0}}
.regie-clock{font-variant-numeric:tabular-nums;animation:regie-tick 86400s linear var(--regie-begun) both,
regie-over 1s linear var(--regie-due) both;counter-reset:m var(--regie-minutes) s var(--regie-rest)}
.regie-clock>i{font-style:normal;--regie-minutes:calc((var(--regie-seconds) - 29.5)/60);
--regie-rest:calc(var(--regie-seconds) - 60*var(--regie-minutes));
counter-reset:m var(--regie-minutes) s var(--regie-rest)}
.regie-clock>i::after{content:counter(m) ":" counter(s,decimal-leading-zero)}
"""
"""The sizes of a slide, and its clock: it ticks in the browser alone, from a start that the server gave."""


@dataclass(frozen=True)
class Slide:
    """An item as it is shown: its *place* among the *count* of the agenda, and what was recorded on it."""

    meeting: Meeting
    item: Item
    place: int
    count: int
    records: Sequence[Record]
    minutes_planned: int
    now: dt.datetime


def slide_html(slide: Slide, *, short: bool = False) -> str:
    """The slide as HTML; *short* leaves out reasons and figures, for what stands below it instead."""
    parts = [_top(slide), f"<h1>{escape(item_title(slide.item))}</h1>"]
    if not short:
        parts += [_reasons(slide.item), figures_html(shown_figures(slide.item))]
    if slide.records:
        parts.append(_records(slide.records))
    kind = "regie-slide" if short else "regie-slide whole"
    return f'<section class="{kind}">{"".join(parts)}</section>'


def shown_figures(item: Item) -> list[ItemFigure]:
    """The figures of an item that its rules are about, then those that every project has."""
    by_name = {shown.name: shown for shown in item.figures}
    wanted = [*FIRST, *(name for reason in item.reasons for name in SHOWN_FOR.get(reason.rule, ())), *LAST]
    found = [by_name[name] for name in dict.fromkeys(wanted) if name in by_name]
    return [shown for shown in found if shown.value is not None][:MOST_FIGURES]


def figures_html(figures: Sequence[ItemFigure]) -> str:
    """Figures in large type, each with the compared date's as a ghost where it differs."""
    return f"<dl>{''.join(_figure(shown) for shown in figures)}</dl>" if figures else ""


def _figure(shown: ItemFigure) -> str:
    ink = f" class={status_mark(str(shown.value)).tone.markdown}" if shown.unit == "status" else ""
    was = _("was {value}", value=written(shown.unit, shown.then)) if moved(shown) else "\u00a0"
    value = escape(written(shown.unit, shown.value))
    return (
        f"<div><dt>{escape(figure_name(shown.name))}</dt><dd{ink}>{value}</dd><dd class=ghost>{escape(was)}</dd></div>"
    )


def _reasons(item: Item) -> str:
    lines = []
    for reason in item.reasons:
        symbol, tone = TONES[reason.rule]
        mark = f"<b class={tone.markdown}>{symbol}</b>"
        lines += [f"<li>{mark}{escape(said)}</li>" for said in _said(item, reason)]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _said(item: Item, reason: Reason) -> list[str]:
    """Why the item is on the agenda: a sentence, or one for each project that did not report."""
    names = str(reason.figures.get("names", "")).splitlines() or [""]
    each = [reason._replace(figures={**reason.figures, "names": name}) if name else reason for name in names]
    sentences = [reason_sentence(item, one, whole=True) for one in each]
    return [said[:1].upper() + said[1:] for said in sentences]


def _scale(slide: Slide) -> float:
    return scale(
        Content(
            item_title(slide.item),
            [said for reason in slide.item.reasons for said in _said(slide.item, reason)],
            len(shown_figures(slide.item)),
            [record_line(record) for record in slide.records],
        )
    )


def _records(records: Sequence[Record]) -> str:
    lines = [
        f"<li><b>◆</b><strong>{escape(kind_name(r.kind))} {r.code}</strong> {escape(record_line(r))}</li>"
        for r in records
    ]
    return f"<ul class=done>{''.join(lines)}</ul>"


def _top(slide: Slide) -> str:
    meeting = slide.meeting
    place = _("Item {place} of {count}", place=text.number(slide.place), count=text.number(slide.count))
    stamp = _(
        "Figures of {day}, frozen on {instant}",
        day=text.day(meeting.status_date),
        instant=text.instant(meeting.known_at),
    )
    names = {"item": _("This item"), "whole": _("Meeting")}
    clocks = [_clock(names[css], css, seconds, minutes) for css, seconds, minutes in _running(slide)]
    known = [place, _("Confidential"), stamp] if slide.item.confidential else [place, stamp]
    return f'<div class="top"><span>{escape(" · ".join(known))}</span><span>{" · ".join(clocks)}</span></div>'


def _since(start: dt.datetime | None, now: dt.datetime) -> int:
    return 0 if start is None else max(0, int((now - start).total_seconds()))


def _clock(name: str, css: str, seconds: int, minutes: int) -> str:
    planned = _("of {minutes} min", minutes=text.number(minutes)) if minutes else ""
    spoken = escape(f"{name} {minutes_and_seconds(seconds)} {planned}", quote=True)
    ticking = f'<span class="regie-clock {css}" role="timer" aria-label="{spoken}"><i></i></span>'
    return f"<span>{escape(name)} {ticking} {escape(planned)}</span>"


def slide_style(slide: Slide | None = None, *, dark: bool, short: bool = False) -> str:
    """The rules of slides as one ``<style>``: the colours of the theme, the clocks of *slide*, and its size.

    Rules, because the content policy of the pages allows no style inside an element.
    """
    colours = "".join(
        f".regie-slide .{tone.markdown}{{color:{tone.dark if dark else tone.light}}}" for tone in TONES_OF_MARKS
    )
    late = RED.dark if dark else RED.light
    clocks = (
        ""
        if slide is None
        else "".join(
            f".regie-clock.{css}{{--regie-begun:-{seconds}s;--regie-due:{_due(seconds, minutes)}s;--regie-late:{late}}}"
            for css, seconds, minutes in _running(slide)
        )
    )
    size = "" if slide is None or short else f"section.regie-slide{{--regie-scale:{_scale(slide)}}}"
    return f"<style>{RULES}{colours}{clocks}{size}</style>"


def _running(slide: Slide) -> list[tuple[str, int, int]]:
    """Class, seconds so far and minutes planned of the clock of the item and that of the meeting."""
    item = _since(slide.meeting.item_started_at, slide.now) + slide.item.spent_seconds
    return [
        ("item", item, slide.item.minutes),
        ("whole", _since(slide.meeting.started_at, slide.now), slide.minutes_planned),
    ]


def _due(seconds: int, minutes: int) -> int:
    return 60 * minutes - seconds if minutes else NEVER
