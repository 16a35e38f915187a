"""A meeting in words: states, rules with their reasons, parts of the score, and figures."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from dashboard import text
from dashboard.attention_sentences import LONGEST, SHORT, sentence
from dashboard.attention_sentences import TONES as SHARED_TONES
from dashboard.metrics.agenda import AGAIN, BUDGET, SEVERITY, AgendaRule
from dashboard.metrics.attention import Attention, Rule
from dashboard.metrics.kpi import Unit
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from dashboard.text import _, ngettext, pgettext
from dashboard.theme import AMBER, BLUE, GREY, RED, Tone, status_mark
from dashboard.written import figure
from data_access.meeting_values import ADDED, Item, Meeting, Reason, Record, RecordKind, State, Votes
from data_access.typed_values import ItemFigure, TypedValue

SHARED = {rule.value for rule in Rule}
LABELS = {definition.name: definition.label for definition in KPI_DEFINITIONS}
TONES: Mapping[str, tuple[str, Tone]] = {
    **{rule.value: mark for rule, mark in SHARED_TONES.items()},
    "risk": ("■", RED),
    **dict.fromkeys(("overdue", "conflict"), ("▲", AMBER)),
    "postponed": ("○", GREY),
    ADDED: ("◆", BLUE),
}
"""Symbol and colour of each rule."""


def state_name(state: State) -> str:
    """How far a meeting is."""
    return {
        State.DRAFT: lambda: pgettext("state of a meeting", "Draft"),
        State.FROZEN: lambda: pgettext("state of a meeting", "Frozen"),
        State.PRESENTING: lambda: pgettext("state of a meeting", "In session"),
        State.CLOSED: lambda: pgettext("state of a meeting", "Closed"),
    }[state]()


def meeting_name(meeting: Meeting) -> str:
    """``M3 · Steering committee, 12 May 2026``; not escaped."""
    return _("M{number} · {title}, {day}", number=meeting.id, title=meeting.title, day=text.day(meeting.held_on))


def item_title(item: Item) -> str:
    """What the item is called; not escaped."""
    return item.title or _("Missing reports")


def rule_name(rule: str) -> str:
    """The name of a rule."""
    return {
        "exception": lambda: _("Tolerance exceeded"),
        "decision": lambda: _("Decision requested"),
        "shortage": lambda: _("Payment credits short"),
        "risk": lambda: _("Critical risk escalated"),
        "lapse": lambda: _("Credit about to lapse"),
        "overdue": lambda: _("Overdue action"),
        "watermelon": lambda: _("Declared better than computed"),
        "fell": lambda: _("Status fell"),
        "conflict": lambda: _("Cutover conflict"),
        "postponed": lambda: _("Not discussed last time"),
        "silent": lambda: _("Missing report"),
        ADDED: lambda: _("Added by hand"),
    }[rule]()


def part_name(code: str) -> str:
    """What adds to the score beside the rules."""
    return {
        SEVERITY: lambda: _("Beyond the tolerance"),
        BUDGET: lambda: _("Size of the budget"),
        AGAIN: lambda: _("On the agenda again"),
    }[code]()


def score_parts(item: Item) -> list[tuple[str, int]]:
    """Each part of the score in words, with its points; they add up to the score."""
    reasons = [(rule_name(reason.rule), reason.points) for reason in item.reasons]
    return reasons + [(part_name(part.code), part.points) for part in item.extras]


def reason_sentence(item: Item, reason: Reason, *, whole: bool = False) -> str:
    """Why the item is on the agenda, with its figures; a sentence that begins small, not escaped.

    What people typed is shortened, unless it is wanted *whole*.
    """
    figures = reason.figures
    match reason.rule:
        case AgendaRule.DECISION if whole:
            return _("a decision is requested: {text}", text=" ".join(str(figures["text"]).split()))
        case AgendaRule.SILENT if "names" in figures:
            return _("no report from {names}", names=text.listing(str(figures["names"]).splitlines()))
        case AgendaRule.RISK:
            return _risk(figures)
        case AgendaRule.OVERDUE:
            return _overdue(figures)
        case AgendaRule.CONFLICT:
            return _conflict(figures)
        case AgendaRule.POSTPONED:
            return _("not discussed at the meeting of {day}", day=_day(figures["day"]))
        case rule if rule in SHARED:
            return sentence(Attention(Rule(rule), item.project or "", item.title, figures), LONGEST if whole else SHORT)
        case _:
            return rule_name(reason.rule)


def reason_markdown(item: Item, reason: Reason) -> str:
    """The same whole with its symbol, as a line of Markdown that begins large."""
    symbol, tone = TONES[reason.rule]
    said = reason_sentence(item, reason, whole=True)
    return f":{tone.markdown}[{symbol}] {text.escape(said[:1].upper() + said[1:])}"


def _risk(figures: Mapping[str, TypedValue]) -> str:
    return ngettext(
        "the critical risk {entry} is escalated: {title}",
        "{count} critical risks are escalated, the first {entry}: {title}",
        _count(figures), entry=str(figures["entry"]), title=str(figures["title"]),
    )  # fmt: skip


def _overdue(figures: Mapping[str, TypedValue]) -> str:
    return ngettext(
        "the action {entry} was due on {day}: {title}",
        "{count} actions of earlier meetings are overdue, the first {entry}, due on {day}: {title}",
        _count(figures), entry=str(figures["entry"]), day=_day(figures["due"]), title=str(figures["title"]),
    )  # fmt: skip


def _conflict(figures: Mapping[str, TypedValue]) -> str:
    words = {
        "before_dependency": _("it comes before {other}, which it depends on", other=str(figures["other"])),
        "same_week": _("it hits the same institution in the same week as {other}", other=str(figures["other"])),
        "in_freeze": _("it falls into the freeze {other}", other=str(figures["other"])),
    }
    return ngettext(
        "the cutover of {item} on {day} is in conflict: {why}",
        "{count} cutovers are in conflict, the first {item} on {day}: {why}",
        _count(figures), item=str(figures["item"]), day=_day(figures["day"]), why=words[str(figures["kind"])],
    )  # fmt: skip


def _count(figures: Mapping[str, TypedValue]) -> int:
    return int(str(figures["count"]))


def _day(value: TypedValue) -> str:
    return text.day(value if isinstance(value, dt.date) else None)


def figure_name(name: str) -> str:
    """The label of a figure."""
    own = {
        "declared_overall": lambda: _("Declared"),
        "computed_overall": lambda: _("Computed"),
        "computed_schedule": lambda: _("Computed, schedule"),
        "computed_cost": lambda: _("Computed, cost"),
        "confidence": lambda: _("Confidence"),
        "forecast_end": lambda: _("Forecast end"),
    }
    return own[name]() if name in own else _(LABELS[name])


def written(unit: str, value: TypedValue) -> str:
    """A figure as the language writes it."""
    match unit:
        case "status":
            return status_mark(str(value) if value else None).words
        case "day":
            return _day(value)
        case _:
            return figure(value, Unit(unit), digits=1 if unit == Unit.PERCENT and _has_cents(value) else 0)


def _has_cents(value: TypedValue) -> bool:
    return isinstance(value, Decimal) and abs(value) < 100 and value != value.to_integral_value()


def moved(shown: ItemFigure) -> bool:
    """Whether a figure differs, as it is written, from the compared date."""
    return shown.then is not None and written(shown.unit, shown.then) != written(shown.unit, shown.value)


def kind_name(kind: RecordKind) -> str:
    """What a record is."""
    return _("Decision") if kind is RecordKind.DECISION else _("Action")


def vote_words(votes: Votes | None) -> str:
    """How the committee voted."""
    if votes is None:
        return _("by consensus")
    return _(
        "{in_favour} for, {against} against, {abstained} abstained",
        in_favour=text.number(votes.in_favour),
        against=text.number(votes.against),
        abstained=text.number(votes.abstained),
    )


def record_line(record: Record) -> str:
    """A record in one line: what, by whom, by when; not escaped."""
    parts = [record.text]
    if record.option:
        parts.append(_("option: {option}", option=record.option))
    if record.kind is RecordKind.DECISION:
        parts.append(vote_words(record.votes))
    if record.owner:
        parts.append(record.owner)
    if record.due:
        parts.append(_("by {day}", day=text.day(record.due)))
    return " · ".join(parts)


def duration(seconds: int) -> str:
    """``4 min 5 s``; without what is zero."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("{seconds} s", seconds=text.number(rest))
    if not rest:
        return _("{minutes} min", minutes=text.number(minutes))
    return _("{minutes} min {seconds} s", minutes=text.number(minutes), seconds=text.number(rest))


def minutes_and_seconds(seconds: int) -> str:
    """``4:05``."""
    return f"{seconds // 60}:{seconds % 60:02d}"
