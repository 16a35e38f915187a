"""What needs a decision, in sentences, each with a link to its project."""

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.address import link_to
from dashboard.messages import status_word
from dashboard.metrics.attention import Attention, Rule, attention
from dashboard.text import _, ngettext
from dashboard.theme import AMBER, GREY, RED, Tone
from dashboard.uploads import THRESHOLDS

MOST_SHOWN = 4
LONGEST = 100
TONES: dict[Rule, tuple[str, Tone]] = {
    Rule.EXCEPTION: ("■", RED),
    Rule.DECISION: ("■", RED),
    Rule.SHORTAGE: ("■", RED),
    Rule.LAPSE: ("▲", AMBER),
    Rule.WATERMELON: ("▲", AMBER),
    Rule.FELL: ("▲", AMBER),
    Rule.SILENT: ("○", GREY),
}


def decisions(
    measures: pd.DataFrame, earlier: pd.DataFrame | None, projects: pd.DataFrame, as_of: dt.date | None = None
) -> None:
    """The list, the most pressing first; the rest one click away."""
    items = attention(measures, earlier, projects, as_of=as_of, thresholds=THRESHOLDS)
    with st.container(border=True, gap="xsmall"):
        if not items:
            st.markdown(f"**{_('Nothing needs a decision')}**")
            return
        title = ngettext("{count} matter needs your attention", "{count} matters need your attention", len(items))
        st.markdown(f"**{title}**")
        for item in items[:MOST_SHOWN]:
            _line(item)
        if len(items) > MOST_SHOWN:
            rest = ngettext("{count} more", "{count} more", len(items) - MOST_SHOWN)
            with st.expander(rest, type="compact"):
                for item in items[MOST_SHOWN:]:
                    _line(item)


def _line(item: Attention) -> None:
    """The name is the link, the sentence stands beside it: the label of a link never breaks into a second line."""
    symbol, tone = TONES[item.rule]
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
        label = f":{tone.markdown}[{symbol}] **{text.escape(item.name)}**"
        link_to("project", label, project=item.project)
        st.markdown(text.escape(sentence(item)), width="content")


def sentence(item: Attention) -> str:
    """Why the project is on the list, in words with its figures; not escaped."""
    figures = item.figures
    match item.rule:
        case Rule.EXCEPTION:
            return _exception(item)
        case Rule.DECISION:
            return _("a decision is asked: {text}", text=_shortened(figures["text"]))
        case Rule.SHORTAGE:
            return _("payment credits fall {amount} short by 31 December", amount=_money(figures["amount"]))
        case Rule.LAPSE:
            return _("{amount} of commitment credit lapses on 31 December", amount=_money(figures["amount"]))
        case Rule.WATERMELON:
            return _watermelon(item)
        case Rule.FELL:
            return _fell(item)
        case _:
            return _("no report since {day}", day=text.day(figures["since"]))  # type: ignore[arg-type]  # a date


def _exception(item: Attention) -> str:
    part = {"schedule": _("time tolerance"), "cost": _("cost tolerance")}[str(item.figures["part"])]
    if item.figures["used"] is None:
        return _("the forecast breaks the {part}, which is zero: approve an exception plan or stop", part=part)
    used = text.percentage(item.figures["used"])  # type: ignore[arg-type]  # a Decimal
    return _("the forecast uses {used} of the {part}: approve an exception plan or stop", used=used, part=part)


def _watermelon(item: Attention) -> str:
    declared, computed = (status_word(str(item.figures[n])) for n in ("declared", "computed"))
    reason = item.figures["reason"]
    if reason:
        return _(
            "declared {declared}, computed {computed}: {reason}",
            declared=declared,
            computed=computed,
            reason=_shortened(reason),
        )
    return _("declared {declared}, computed {computed}; no reason is given", declared=declared, computed=computed)


def _fell(item: Attention) -> str:
    was, status = (status_word(str(item.figures[n])) for n in ("was", "status"))
    reason = item.figures["reason"]
    if reason:
        return _("fell from {was} to {status}: {reason}", was=was, status=status, reason=_shortened(reason))
    return _("fell from {was} to {status}", was=was, status=status)


def _money(amount: object) -> str:
    return text.compact_amount(amount)  # type: ignore[arg-type]  # a Decimal


def _shortened(sentence_typed: object) -> str:
    words = " ".join(str(sentence_typed).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
