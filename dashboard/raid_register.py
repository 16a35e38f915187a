"""The register of the RAID board: which entries of a part are shown, and the table whose rows open."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.address import choose_from_address, write_to_address
from dashboard.metrics.columns import records
from dashboard.metrics.handovers import Handover
from dashboard.metrics.risks import Level, band
from dashboard.metrics.thresholds import RiskBands
from dashboard.panels import table_panel
from dashboard.raid_entry import CLOSED, address_of, open_row
from dashboard.raid_rows import column_config, labels, register_frame, shown
from dashboard.raid_view import DECISIONS, EVERYTHING, RaidView
from dashboard.text import _, ngettext, pgettext

ALL = "open"
CHOICE = "raid_show"
ROWS = 300
"""Rows sent to the browser at most; the export holds them all."""
MARKED = ("escalated", "level", "inherent", "handover")
"""Columns whose cells begin with a mark and get its colour."""
ONLY = {"serious": ("risks", EVERYTHING), "at_risk": ("dependencies",), "pending": (DECISIONS,)}
"""Choices that only some tabs have."""
SERIOUS = (Level.HIGH, Level.CRITICAL)

CHOICES: dict[str, Callable[[pd.DataFrame, RiskBands], pd.Series]] = {
    ALL: lambda entries, _bands: entries["is_open"],
    "escalated": lambda entries, _bands: entries["escalated"],
    "serious": lambda entries, bands: entries["is_open"] & (entries["kind"] == "threat") & _is_serious(entries, bands),
    "at_risk": lambda entries, _bands: entries["handover"] == Handover.AT_RISK,
    "overdue": lambda entries, _bands: entries["overdue"],
    "unchanged": lambda entries, _bands: entries["unchanged"],
    "pending": lambda entries, _bands: entries["is_open"],
    "closed": lambda entries, _bands: ~entries["is_open"],
}
"""Which entries the register shows; the same conditions as behind the figures of the board."""


def _is_serious(entries: pd.DataFrame, bands: RiskBands) -> pd.Series:
    return entries["level"].map(lambda level: band(int(level), bands) in SERIOUS).astype(bool)


def _choice_names(tab: str) -> dict[str, str]:
    decides = tab == DECISIONS
    return {
        ALL: pgettext("decisions", "All") if decides else pgettext("entries", "Open"),
        "escalated": pgettext("entries", "Escalated"),
        "serious": pgettext("entries", "High or critical threats"),
        "at_risk": pgettext("entries", "At risk in 30 days"),
        "overdue": pgettext("entries", "Overdue"),
        "unchanged": pgettext("entries", "Not updated for 30 days"),
        "pending": pgettext("decisions", "To be taken"),
        "closed": pgettext("decisions", "Taken") if decides else pgettext("entries", "Closed"),
    }


def choose(choice: str) -> None:
    """Shows the entries of one of ``CHOICES`` from the next run on."""
    st.session_state[CHOICE] = choice


def register_table(view: RaidView, entries: pd.DataFrame, tab: str, notes: tuple[str, ...]) -> None:
    """The *entries* of a tab that are chosen, with their number by choice; a selected row opens.

    *notes* tell in the exported workbook which entries these are.
    """
    kept = _kept(view, entries, tab)
    names = {
        name: f"{said} {text.number(len(kept[name]))}" for name, said in _choice_names(tab).items() if name in kept
    }
    chosen = _chosen(names)
    rows = kept[chosen].reset_index(drop=True)
    if rows.empty:
        st.info(_nothing_here(names[chosen], [names[name] for name, found in kept.items() if len(found)]))
        return
    notes = (*notes, _("{label}: {value}", label=_("Entries"), value=_choice_names(tab)[chosen]))
    _table(view, rows, tab, notes, key=f"register_{tab}_{chosen}_{st.session_state.get(CLOSED, 0)}")
    if len(rows) > ROWS:
        limit = text.number(ROWS)
        st.caption(_("The first {limit} are shown; the Excel file holds them all. Narrow the filters.", limit=limit))
    st.caption(_("Select a row to open the entry with its history."))


def _kept(view: RaidView, entries: pd.DataFrame, tab: str) -> dict[str, pd.DataFrame]:
    """The entries of each choice that the tab has; of decisions, all are there at first, not the open ones."""
    return {
        name: entries
        if (name, tab) == (ALL, DECISIONS)
        else entries[condition(entries, view.bands).to_numpy(dtype=bool)]
        for name, condition in CHOICES.items()
        if tab in ONLY.get(name, (tab,))
    }


def _nothing_here(chosen: str, others: list[str]) -> str:
    """Where the entries of the part are, if it has any: the choices by the words on their buttons."""
    if not others:
        return _("No entry here. Choose another part of the log, or clear the selection in a chart.")
    return _("No entry under “{chosen}”. There are some under: {others}.", chosen=chosen, others=text.listing(others))


def _table(view: RaidView, rows: pd.DataFrame, tab: str, notes: tuple[str, ...], *, key: str) -> None:
    frame = register_frame(view, rows, tab)
    addresses = [address_of(row) for row in records(rows.head(ROWS)[["project", "entry"]])]
    table_panel(
        _title(rows, tab),
        shown(frame.head(ROWS)),
        key,
        notes=notes,
        whole=frame.rename(columns=labels()),
        column_config=column_config(),
        selection_mode="single-row",
        placeholder="",
        marks=[name for name in MARKED if name in frame],
        on_select=lambda: open_row(key, addresses),
    )


def _title(rows: pd.DataFrame, tab: str) -> str:
    if tab == "dependencies":
        return ngettext("{count} dependency", "{count} dependencies, those at risk first", len(rows))
    if not rows["escalated"].any():
        return ngettext("{count} entry", "{count} entries", len(rows))
    return ngettext("{count} entry, escalated", "{count} entries, escalated first", len(rows))


def _chosen(names: dict[str, str]) -> str:
    options = list(names)
    default = choose_from_address(CHOICE, options, ALL)
    chosen = st.segmented_control(
        _("Entries"),
        options,
        required=True,
        key=CHOICE,
        persist_state="session",
        label_visibility="collapsed",
        format_func=names.__getitem__,
    )
    write_to_address(CHOICE, chosen or default, ALL)
    return chosen or default
