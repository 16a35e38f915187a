"""The KPI cards of every board: figure, movement and its verdict, definition, and the way to the rows behind it."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import streamlit as st

from dashboard.board_figures import BY_NAME
from dashboard.components import figure, movement
from dashboard.kpis import MovedKpi
from dashboard.messages import reason_message
from dashboard.metrics.evidence import EVIDENCE
from dashboard.metrics.kpi import Better
from dashboard.metrics.portfolio import Verdict
from dashboard.text import _, pgettext

ADDRESS = "kpi"
COLOURS: dict[Better, Literal["normal", "inverse"]] = {Better.UP: "normal", Better.DOWN: "inverse"}
NEUTRAL = frozenset({"spent_against_plan"})
"""Figures whose movements are neither good nor bad in themselves."""


class Card(NamedTuple):
    """A figure, and what is particular to its card: a shorter *label*, *value* and *delta* in other words, a curve."""

    kpi: MovedKpi
    label: str = ""
    value: str = ""
    delta: str | int | None = None
    trend: Sequence[float] | None = None


def kpi_cards(cards: Sequence[Card], *, columns: int = 6, action: Callable[[Card], None] | None = None) -> None:
    """The *cards* in a row that breaks where it must; *action* draws what is under each, else the way to its rows."""
    with st.grid(columns, min_column_width=140, gap="small"):
        for card in cards:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                _metric(card)
                (action or where_from)(card)


def _metric(card: Card) -> None:
    kpi, definition = card.kpi, BY_NAME[card.kpi.name]
    plain = kpi.name in NEUTRAL
    moved = card.delta
    if moved is None and kpi.delta is not None:
        moved = movement(kpi.delta, kpi.unit, kpi.value)
    st.metric(
        card.label or _(definition.label),
        card.value or figure(kpi.value, kpi.unit),
        moved,
        delta_color="off" if plain else COLOURS[definition.better],
        delta_description=None if plain or not moved else verdict_word(kpi.verdict),
        help=definition_of(kpi),
        chart_data=card.trend,
        height="stretch",
    )


def definition_of(kpi: MovedKpi) -> str:
    """The definition of a figure, and where it is n/a the reason."""
    why = "" if kpi.reason is None else " " + _("{label}: {value}", label=_("n/a"), value=reason_message(kpi.reason))
    return _(BY_NAME[kpi.name].help) + why


def verdict_word(verdict: Verdict) -> str | None:
    """Whether a movement is good news, in a word: its colour alone does not tell."""
    words = {Verdict.BETTER: pgettext("movement", "better"), Verdict.WORSE: pgettext("movement", "worse")}
    return words.get(verdict)


def where_from(card: Card) -> None:
    """A button that opens the rows behind the figure; a link to them stays in the address."""
    name = card.kpi.name
    if name in EVIDENCE:
        st.button(
            _("Where from?"), key=f"from_{name}", type="tertiary", icon=":material/manage_search:",
            on_click=_ask, args=(name,),
        )  # fmt: skip


def _ask(name: str) -> None:
    st.query_params[ADDRESS] = name
