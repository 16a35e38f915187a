"""The RAID board: its figures, its parts with counts, and what each part draws."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import data, raid_dependencies, raid_risks, text
from dashboard.address import choose_from_address, write_to_address
from dashboard.charts import ageing
from dashboard.filters import Filters
from dashboard.kpi_cards import Card, kpi_cards, where_from
from dashboard.kpi_source import Asked, open_source
from dashboard.kpis import MovedKpi, beside
from dashboard.metrics.raid_figures import log_figures
from dashboard.metrics.register import TABS, age_bands
from dashboard.overview import kpis
from dashboard.panels import panel
from dashboard.raid_entry import open_entry
from dashboard.raid_register import choose, register_table
from dashboard.raid_view import EVERYTHING, RaidView
from dashboard.text import _, pgettext

TAB = "raid"
LINKS = {
    "raid_escalated": (EVERYTHING, "escalated"),
    "open_high_risks": ("risks", "serious"),
    "entries_overdue": (EVERYTHING, "overdue"),
    "handovers_at_risk": ("dependencies", "at_risk"),
    "raid_unchanged": (EVERYTHING, "unchanged"),
}
"""The part and choice of the register that holds the rows of a card: just as many as the card says."""
CARDS = ("raid_escalated", "open_high_risks", "risk_exposure", "entries_overdue", "handovers_at_risk", "raid_unchanged")
"""The cards in their order."""


def load(version: int, filters: Filters, measures: pd.DataFrame) -> RaidView:
    """The log of the projects chosen, with everything that the board draws it from."""
    codes = tuple(sorted(measures["project"]))
    as_of = filters.as_of or max(measures["status_date"])
    log = data.raid_log(version, as_of, filters.compare_with, codes)
    return RaidView(version, filters, as_of, codes, measures, _names(version, as_of), log)


def _names(version: int, as_of: dt.date) -> dict[str, str]:
    """Code to name of every project; two of the same name are told apart by their codes."""
    everyone = data.effective_rows(version, "projects", as_of)
    twice = everyone["name"].duplicated(keep=False)
    return {
        code: f"{name} ({code})" if again else str(name)
        for code, name, again in zip(everyone["project"], everyone["name"], twice, strict=True)
    }


def cards(view: RaidView) -> dict[str, MovedKpi]:
    """Six figures with their movement since the compared date, each with the way to its rows; returns them by name."""
    if view.log.entries.empty:
        return {}
    found = _figures(view)
    kpi_cards([Card(found[name]) for name in CARDS], action=_to_rows)
    if view.since:
        st.caption(view.filters.movement_note())
    elif view.filters.original:
        st.caption(_("The RAID log has no original baseline: there is nothing to compare with."))
    return found


def _to_rows(card: Card) -> None:
    """The way to the rows of a card: in the register where they can be counted, else in a list of their own."""
    if card.kpi.name not in LINKS:
        where_from(card)
        return
    st.button(
        _("Show entries"), key=f"show_{card.kpi.name}", type="tertiary", icon=":material/arrow_downward:",
        on_click=_go_to, args=LINKS[card.kpi.name],
    )  # fmt: skip


def _figures(view: RaidView) -> dict[str, MovedKpi]:
    """Every figure of the cards by name."""
    of_measures = kpis(view.version, view.filters, view.measures)
    then = data.raid_figures(view.version, view.since, view.codes) if view.since else ()
    of_log = beside(log_figures(view.log), then)
    return {kpi.name: kpi for kpi in (*of_measures, *of_log)}


def _go_to(tab: str, choice: str) -> None:
    st.session_state[TAB] = tab
    choose(choice)
    st.toast(_("The register below the charts shows them."), icon=":material/arrow_downward:")


def part(view: RaidView) -> None:
    """The parts of the log with the number of entries to look at in each, and what the chosen one holds."""
    if view.log.entries.empty:
        st.info(_("No project has a RAID log yet. Fill in the sheet RAID of the weekly workbook and upload it."))
        return
    tab = _tab(view)
    every = entries = view.part(tab)
    notes = (*view.notes, _("{label}: {value}", label=_("Part of the log"), value=_tab_names()[tab]))
    match tab:
        case "risks":
            entries = raid_risks.risks(view, entries)
        case "dependencies":
            entries = raid_dependencies.dependencies(view, entries)
        case _:
            entries = _aged(view, entries, tab)
    if len(entries) < len(every):
        kept, whole = text.number(len(entries)), text.number(len(every))
        notes = (*notes, _("Only what was selected in the charts: {part} of {whole}", part=kept, whole=whole))
        st.caption(
            text.ngettext(
                ":material/filter_alt: The selection in the charts leaves {count} of {whole} entries. "
                "Double-click in the chart to clear the selection.",
                ":material/filter_alt: The selection in the charts leaves {count} of {whole} entries. "
                "Double-click in the chart to clear the selection.",
                len(entries),
                whole=whole,
            )
        )
    register_table(view, entries, tab, notes)


def _tab(view: RaidView) -> str:
    options, names = [*TABS, EVERYTHING], _tab_names()
    counts = view.counts()
    default = choose_from_address(TAB, options, options[0])
    chosen = st.segmented_control(
        _("Part of the log"), options, required=True, key=TAB, persist_state="session", label_visibility="collapsed",
        format_func=lambda tab: f"{names[tab]} {text.number(counts[tab])}",
    )  # fmt: skip
    write_to_address(TAB, chosen or default, options[0])
    return chosen or default


def _tab_names() -> dict[str, str]:
    return {
        "risks": pgettext("part of the RAID log", "Risks"),
        "assumptions": pgettext("part of the RAID log", "Assumptions"),
        "issues": pgettext("part of the RAID log", "Issues"),
        "dependencies": pgettext("part of the RAID log", "Dependencies"),
        "actions": pgettext("part of the RAID log", "Actions"),
        "decisions": pgettext("part of the RAID log", "Decisions"),
        "changes": pgettext("part of the RAID log", "Changes"),
        EVERYTHING: pgettext("part of the RAID log", "All"),
    }


def _aged(view: RaidView, entries: pd.DataFrame, tab: str) -> pd.DataFrame:
    """Age and what is overdue; the entries of the age that was picked."""
    still_open = entries[entries["is_open"]]
    if still_open.empty:
        return entries
    shown = view.chart(f"ageing_{tab}", partial(ageing.ageing_chart, still_open))
    picked = panel(shown, f"ageing_{tab}", selection=ageing.SELECTION, notes=view.notes)
    return entries[age_bands(entries) == picked[0]["band"]] if picked else entries


def opened(view: RaidView, found: Mapping[str, MovedKpi]) -> None:
    """What the address names: the rows behind a figure of those *found*, or an entry with its history."""
    behind = {name: found[name] for name in CARDS if name in found and name not in LINKS}
    if not open_source(Asked(view.version, view.filters, view.measures, view.names, behind)):
        open_entry(view)
