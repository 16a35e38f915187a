"""Why a project needs a decision, in words with its figures, and the mark of each rule."""

import textwrap

from dashboard import text
from dashboard.messages import status_word
from dashboard.metrics.attention import Attention, Rule
from dashboard.text import _
from dashboard.theme import AMBER, GREY, RED, Tone

SHORT, LONGEST = 100, 280
"""Characters of what people typed: in a list on a screen, and in a report or on the wall."""
TONES: dict[Rule, tuple[str, Tone]] = {
    Rule.EXCEPTION: ("■", RED),
    Rule.DECISION: ("■", RED),
    Rule.SHORTAGE: ("■", RED),
    Rule.LAPSE: ("▲", AMBER),
    Rule.WATERMELON: ("▲", AMBER),
    Rule.FELL: ("▲", AMBER),
    Rule.SILENT: ("○", GREY),
}


def sentence(item: Attention, longest: int = SHORT) -> str:
    """Why the project is on the list, in words with its figures; not escaped.

    What people typed is cut after *longest* characters: a list has a line for each, a report has room.
    """
    figures = item.figures
    match item.rule:
        case Rule.EXCEPTION:
            return _exception(item)
        case Rule.DECISION:
            return _("a decision is requested: {text}", text=_shortened(figures["text"], longest))
        case Rule.SHORTAGE:
            return _("payment credits fall {amount} short by 31 December", amount=_money(figures["amount"]))
        case Rule.LAPSE:
            return _("{amount} of commitment credit lapses on 31 December", amount=_money(figures["amount"]))
        case Rule.WATERMELON:
            return _watermelon(item, longest)
        case Rule.FELL:
            return _fell(item, longest)
        case _:
            return _("no report since {day}", day=text.day(figures["since"]))  # type: ignore[arg-type]  # a date


def _exception(item: Attention) -> str:
    part = {"schedule": _("time tolerance"), "cost": _("cost tolerance")}[str(item.figures["part"])]
    if item.figures["used"] is None:
        return _("the forecast breaks the {part}, which is zero: approve an exception plan or stop", part=part)
    used = text.percentage(item.figures["used"])  # type: ignore[arg-type]  # a Decimal
    return _("the forecast uses {used} of the {part}: approve an exception plan or stop", used=used, part=part)


def _watermelon(item: Attention, longest: int) -> str:
    declared, computed = (status_word(str(item.figures[n])) for n in ("declared", "computed"))
    reason = item.figures["reason"]
    if reason:
        return _(
            "declared {declared}, computed {computed}: {reason}",
            declared=declared,
            computed=computed,
            reason=_shortened(reason, longest),
        )
    return _("declared {declared}, computed {computed}; no reason is given", declared=declared, computed=computed)


def _fell(item: Attention, longest: int) -> str:
    was, status = (status_word(str(item.figures[n])) for n in ("was", "status"))
    reason = item.figures["reason"]
    if reason:
        return _("fell from {was} to {status}: {reason}", was=was, status=status, reason=_shortened(reason, longest))
    return _("fell from {was} to {status}", was=was, status=status)


def _money(amount: object) -> str:
    return text.compact_amount(amount)  # type: ignore[arg-type]  # a Decimal


def _shortened(sentence_typed: object, longest: int) -> str:
    """Cut between two words; within the first where it alone is too long."""
    cut = textwrap.shorten(str(sentence_typed), longest, placeholder="…")
    return cut if cut != "…" else str(sentence_typed).strip()[: longest - 1] + "…"
