"""The head of the Budget board: cards, curve, exceptions, and whose forecast moved."""

import datetime as dt
from decimal import Decimal
from typing import Literal, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import data, overview, text
from dashboard.budget_findings import exceptions
from dashboard.budget_position import Position
from dashboard.budget_sentences import ROUNDED_AWAY, burn_title
from dashboard.charts.burn import Burn, burn_chart
from dashboard.charts.titled import DrawnChart, drawn
from dashboard.components import figure, movement
from dashboard.filters import Filters
from dashboard.messages import reason_message
from dashboard.metrics.columns import records
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Better, Number, Unit
from dashboard.metrics.portfolio import BY_NAME
from dashboard.panels import is_dark, panel, table_panel
from dashboard.text import N_, Numeric, _, ngettext

CARDS = (
    "spent_against_plan", "forecast_overrun", "runway", "cl_shortage", "ce_lapse", "ageing_commitments",
)  # fmt: skip
"""The cards in their order: KPIs of the portfolio, and figures of this board."""
SHORT_LABELS = {
    "cl_shortage": N_("Payments short"),
    "ce_lapse": N_("Credit lapsing"),
    "ageing_commitments": N_("Old encours"),
}
"""Labels that a card has room for."""
PLAIN = {"spent_against_plan"}
DELTA_COLOURS: dict[Better, Literal["normal", "inverse"]] = {Better.UP: "normal", Better.DOWN: "inverse"}


class Card(NamedTuple):
    """What a card shows."""

    label: str
    help: str
    unit: Unit
    better: Better
    value: Number | None
    reason: Reason | None
    delta: Number | None


def empty(version: int) -> None:
    """Nothing was ever uploaded, or no project is left by the choice."""
    overview.empty_portfolio(version)


def freshness(now: Position, filters: Filters) -> None:
    """Status date, and which active projects reported for it."""
    overview.freshness(now.names, now.reports, filters.as_of)


def cards(now: Position, filters: Filters) -> None:
    """The six cards with their movement since the compared date."""
    with st.grid(len(CARDS), min_column_width=140, gap="small"):
        for name in CARDS:
            card = card_of(now, name)
            st.metric(
                _(SHORT_LABELS.get(name, card.label)),
                _in_months(card.value) if name == "runway" else figure(card.value, card.unit),
                _moved(name, card),
                delta_color="off" if name in PLAIN else DELTA_COLOURS[card.better],
                help=_(card.help) if card.reason is None else f"{_(card.help)} {reason_message(card.reason)}",
                border=True,
                height="stretch",
            )
    st.caption(" ".join(_notes(now, filters)))


def _in_months(value: Numeric) -> str:
    return text.number(value, 1)


def _moved(name: str, card: Card) -> str | int | None:
    if card.delta is None:
        return None
    if name == "runway":
        return text.signed(_in_months, card.delta) if abs(Decimal(card.delta)) >= ROUNDED_AWAY else 0
    return movement(card.delta, card.unit)


def card_of(now: Position, name: str) -> Card:
    """The card *name*, from a KPI of the portfolio or a figure of this board."""
    if name in now.kpis:
        kpi, definition = now.kpis[name], BY_NAME[name]
        return Card(definition.label, definition.help, kpi.unit, definition.better, kpi.value, kpi.reason, kpi.delta)
    moved = now.figures[name]
    d, value, then = moved.definition, moved.now.value, moved.then.value if moved.then else None
    delta = None if value is None or then is None else value - then
    return Card(d.label, d.help, d.unit, d.better, value, moved.now.reason, delta)


def _notes(now: Position, filters: Filters) -> list[str]:
    notes = []
    if filters.compare_with:
        notes.append(_("Movement since {day}.", day=text.day(filters.compare_with)))
    else:
        notes.append(_("There is a single week so far; movements start with the next one."))
    burn, total = now.figures["burn_rate"].now, now.total
    if burn.value is not None:
        notes.append(_("Burn rate {amount} per month.", amount=text.compact_amount(burn.value)))
    if total.bac is not None:
        notes.append(
            _(
                "Budget {budget}, forecast {forecast}.",
                budget=text.compact_amount(total.bac),
                forecast=text.compact_amount(total.forecast_at_completion),
            )
        )
    return notes


def no_budget() -> None:
    """The budget sheet was never uploaded for these projects."""
    st.info(_("No budget has been uploaded for these projects yet. Fill in the sheet Budget of the weekly workbook."))


def burn(version: int, filters: Filters, now: Position) -> None:
    """Cumulative plan, actual and forecast."""
    if filters.as_of is None or not now.has_budget:
        no_budget()
        return
    dark, day = is_dark(), filters.as_of
    today = dt.datetime.now(text.ZONE).date()

    def make() -> DrawnChart:
        return drawn(burn_chart(Burn(now.curve, day, today, now.before), burn_title(now.total), dark=dark))

    shown = data.remembered(version, "burn chart", (filters, dark, today), make)
    explained = _("The pale dashed line is the forecast as it stood on the compared date.")
    panel(shown, "burn", help=explained if now.before is not None else None, notes=filters.notes(version))


def attention(now: Position) -> None:
    """The exceptions."""
    exceptions(now.found, now.names)


def moves(version: int, filters: Filters, now: Position) -> None:
    """Whose forecast moved since the compared date, from and to, with the reason."""
    if filters.compare_with is None or not now.has_budget:
        return
    day = text.day(filters.compare_with)
    if now.moves.empty:
        st.caption(_("No forecast moved by one percent of its budget or more since {day}.", day=day))
        return
    title = ngettext(
        "The forecast of {count} project moved since {day}",
        "The forecasts of {count} projects moved since {day}",
        len(now.moves),
        day=day,
    )
    table, values = (pd.DataFrame([_move(now, r, written=w) for r in records(now.moves)]) for w in (True, False))
    column = st.column_config.Column
    columns = {name: column(alignment="right", width=72) for name in (_("From"), _("To"), _("Change"))}
    columns |= {_("Project"): column(width=190), _("Why"): column(width=320)}
    table_panel(title, table, "budget_moves", notes=filters.notes(version), whole=values, column_config=columns)


def _move(now: Position, move: dict[str, object], *, written: bool) -> dict[str, object]:
    before, after, change = (Decimal(str(move[name])) for name in ("before", "after", "change"))
    return {
        _("Project"): now.name_of(str(move["project"])),
        _("From"): text.compact_amount(before) if written else before,
        _("To"): text.compact_amount(after) if written else after,
        _("Change"): text.signed(text.compact_amount, change) if written else change,
        _("Why"): move["reason"] or _("no reason is given"),
    }
