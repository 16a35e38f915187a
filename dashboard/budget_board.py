"""The head of the Budget board: cards, curve, exceptions, and whose forecast moved."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import data, overview, text
from dashboard.address import link_to
from dashboard.budget_findings import exceptions
from dashboard.budget_position import Position
from dashboard.budget_sentences import ROUNDED_AWAY, burn_title
from dashboard.charts.burn import Burn, burn_chart
from dashboard.charts.titled import DrawnChart, drawn
from dashboard.filters import Filters
from dashboard.kpi_cards import Card, kpi_cards
from dashboard.kpi_source import Asked, open_source
from dashboard.kpis import MovedKpi
from dashboard.metrics.columns import records
from dashboard.panels import is_dark, panel, table_panel
from dashboard.sources import row_sources
from dashboard.text import N_, Numeric, _, ngettext

CARDS = (
    "spent_against_plan", "forecast_overrun", "runway", "cl_shortage", "ce_lapse", "ageing_commitments",
)  # fmt: skip
"""The cards in their order: KPIs of the portfolio, and figures of this board."""
AGAINST_ORIGINAL = {"forecast_overrun": "original_overrun"}
"""Figures in whose place another stands where the original baseline is compared with: its value is that comparison."""
SHORT_LABELS = {
    "original_overrun": N_("Original overrun"),
    "cl_shortage": N_("Payments short"),
    "ce_lapse": N_("Credit lapsing"),
    "ageing_commitments": N_("Old encours"),
}
"""Labels that a card has room for."""


def empty(version: int) -> None:
    """Nothing was ever uploaded, or no project is left by the choice."""
    overview.empty_portfolio(version)


def freshness(now: Position, filters: Filters) -> None:
    """Status date, and which active projects reported for it."""
    overview.freshness(now.names, now.reports, filters.as_of)


def cards(now: Position, filters: Filters) -> None:
    """The six cards with their movement since the compared date."""
    kpi_cards([_card(now.kpi(name)) for name in cards_of(filters)])
    st.caption(" ".join(_notes(now, filters)))


def where_from(version: int, now: Position, filters: Filters) -> None:
    """The rows behind the figure of a card, where one was asked for."""
    open_source(Asked(version, filters, now.measures, now.names, {name: now.kpi(name) for name in cards_of(filters)}))


def cards_of(filters: Filters) -> tuple[str, ...]:
    """The figures on the cards for a choice."""
    return tuple(AGAINST_ORIGINAL.get(name, name) for name in CARDS) if filters.original else CARDS


def _card(kpi: MovedKpi) -> Card:
    label = SHORT_LABELS.get(kpi.name)
    card = Card(kpi, label=_(label) if label else "")
    return card._replace(value=_in_months(kpi.value), delta=_months_moved(kpi)) if kpi.name == "runway" else card


def _in_months(value: Numeric) -> str:
    return text.number(value, 1)


def _months_moved(kpi: MovedKpi) -> str | int | None:
    if kpi.delta is None:
        return None
    return text.signed(_in_months, kpi.delta) if abs(Decimal(kpi.delta)) >= ROUNDED_AWAY else 0


def _notes(now: Position, filters: Filters) -> list[str]:
    notes = [filters.movement_note()]
    burn, total = now.figures["burn_rate"], now.total
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
    exceptions(now.found, now.names, now.thresholds)


def moves(version: int, filters: Filters, now: Position) -> None:
    """Whose forecast moved since the compared date, or from the original budget: from and to, with the reason."""
    if not filters.compared or not now.has_budget:
        return
    if now.moves.empty:
        st.caption(_unmoved(filters))
        return
    title = _moves_title(filters, len(now.moves))
    table, values = (pd.DataFrame([_move(now, r, written=w) for r in records(now.moves)]) for w in (True, False))
    column = st.column_config.Column
    columns = {name: column(alignment="right", width=72) for name in (_("From"), _("To"), _("Change"))}
    columns |= {_("Project"): column(width=270), _("Why"): column(width=440)}
    notes = filters.notes(version)
    event = table_panel(
        title, table, "budget_moves", notes=notes, whole=values, column_config=columns,
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    picked = event.selection.rows
    if picked and picked[0] < len(now.moves):
        project = str(now.moves["project"].iloc[picked[0]])
        link_to("project", _("Open {project}", project=text.escape(now.name_of(project))), project=project)
        rows = data.effective_rows(version, "budget", filters.as_of, (project,))
        row_sources(version, "budget", rows, key=f"moved_rows_{project}", notes=notes)


def _unmoved(filters: Filters) -> str:
    if filters.original:
        return _("No forecast is one percent of its budget or more from the original budget.")
    day = text.day(filters.compare_with)
    return _("No forecast moved by one percent of its budget or more since {day}.", day=day)


def _moves_title(filters: Filters, count: int) -> str:
    if filters.original:
        return ngettext(
            "The forecast of {count} project left its original budget",
            "The forecasts of {count} projects left their original budgets",
            count,
        )
    return ngettext(
        "The forecast of {count} project moved since {day}",
        "The forecasts of {count} projects moved since {day}",
        count,
        day=text.day(filters.compare_with),
    )


def _move(now: Position, move: dict[str, object], *, written: bool) -> dict[str, object]:
    before, after, change = (Decimal(str(move[name])) for name in ("before", "after", "change"))
    return {
        _("Project"): now.name_of(str(move["project"])),
        _("From"): text.compact_amount(before) if written else before,
        _("To"): text.compact_amount(after) if written else after,
        _("Change"): text.signed(text.compact_amount, change) if written else change,
        _("Why"): move["reason"] or _("the workbook gives no reason"),
    }
