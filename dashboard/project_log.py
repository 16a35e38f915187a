"""What stands behind a project: the entries that weigh most, the tools it moves, its uploads, its rows."""

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.charts.tool_map import map_table
from dashboard.components import cell_text
from dashboard.metrics.columns import records
from dashboard.metrics.reform_items import attention, reform_items
from dashboard.metrics.risks import band, is_open, levels
from dashboard.metrics.thresholds import RiskBands
from dashboard.panels import table_panel
from dashboard.project_board import OpenProject
from dashboard.reform_view import reform_names
from dashboard.sources import original, project_sources, row_origin
from dashboard.text import _, ngettext
from dashboard.theme import level_mark
from data_access.contract import Column, ColumnType
from data_access.datasets import CONTRACT

TOP_ENTRIES = 5
ENTRY_COLUMNS = ("kind", "title", "owner", "due", "status", "escalated")


def risks(version: int, shown: OpenProject) -> None:
    """The open entries that weigh most: escalated first, then the highest level."""
    rows = data.effective_rows(version, "raid", shown.filters.as_of, (shown.code,))
    if rows.empty:
        st.subheader(_("What weighs most in the RAID log"))
        st.info(_("This project has no RAID log. Add entries on the sheet RAID of the weekly workbook."))
        return
    ranked = rows.assign(is_escalated=rows["escalated"].eq(True), level=levels(rows))[is_open(rows)]
    if ranked.empty:
        st.subheader(_("What weighs most in the RAID log"))
        st.info(_("No entry of the RAID log is open."))
        return
    top = ranked.sort_values(["is_escalated", "level"], ascending=False, kind="stable")[:TOP_ENTRIES]
    top = top.reset_index(drop=True)
    title = ngettext("{count} open RAID entry", "{count} open RAID entries", len(ranked))
    if len(ranked) > TOP_ENTRIES:
        title = _("{title}; the {shown} that weigh most", title=title, shown=text.number(TOP_ENTRIES))
    event = table_panel(
        title,
        _entries(top, shown.thresholds.risk_bands),
        f"project_raid_{shown.code}",
        notes=shown.filters.notes(version),
        marks=(_("Level"),),
        heading=st.subheader,
        column_config=_entry_columns(),
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = event.selection.rows
    row_origin(top, int(picked[0]) if picked else None, key=f"project_raid_{shown.code}")


def _entries(top: pd.DataFrame, bands: RiskBands) -> pd.DataFrame:
    """The entries as they are shown: level by its mark, then what a steering committee asks about an entry."""
    dataset, language = CONTRACT.dataset("raid"), text.current_language()
    columns = [dataset.column(name) for name in ENTRY_COLUMNS]
    rows = [
        {_("Level"): _level(int(str(record["level"])), bands)}
        | {c.label.in_language(language): _cell(c, record[c.name]) for c in columns}
        for record in records(top)
    ]
    return pd.DataFrame(rows)


def _cell(column: Column, value: object) -> object:
    return value if column.type is ColumnType.DATE else cell_text(column, value, {})


def _level(level: int, bands: RiskBands) -> str:
    """Mark and number of a level; empty where the entry has none."""
    if not level:
        return ""
    return f"{level_mark(band(level, bands)).text} {text.number(level)}"


def _entry_columns() -> dict[str, object]:
    dataset, language = CONTRACT.dataset("raid"), text.current_language()
    widths = {"kind": 100, "title": 345, "owner": 140, "status": 90, "escalated": 80}
    column, labels = st.column_config.Column, {n: dataset.column(n).label.in_language(language) for n in ENTRY_COLUMNS}
    due = st.column_config.DateColumn(format=text.DAY_COLUMN, width=100)
    return {_("Level"): column(width=70), labels["due"]: due, **{labels[n]: column(width=w) for n, w in widths.items()}}


def items(version: int, shown: OpenProject) -> None:
    """The project's part of the migration, where it has one."""
    rows = data.effective_rows(version, "migration", shown.filters.as_of, (shown.code,))
    if rows.empty:
        return
    found = reform_items(rows, shown.thresholds, as_of=shown.filters.as_of)
    order = sorted(range(len(found)), key=lambda position: attention(found[position]))
    key = f"project_items_{shown.code}"
    event = table_panel(
        ngettext("It moves {count} tool", "It moves {count} tools", len(rows)),
        map_table([found[position] for position in order], reform_names(version)),
        key,
        notes=shown.filters.notes(version),
        heading=st.subheader,
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = event.selection.rows
    row_origin(rows.iloc[order], int(picked[0]) if picked else None, key=key)


def uploads(version: int, shown: OpenProject) -> None:
    """Every upload in force that spoke for the project up to the chosen date, the latest first."""
    found = data.project_uploads(version, shown.code)
    if shown.filters.as_of:
        found = found[found["status_date"] <= shown.filters.as_of]
    if found.empty:
        return
    event = table_panel(
        ngettext("{count} upload spoke for this project", "{count} uploads spoke for this project", len(found)),
        pd.DataFrame([_upload(record) for record in records(found)]),
        f"project_uploads_{shown.code}",
        notes=shown.filters.notes(version),
        height=min(35 * (len(found) + 1) + 3, 250),
        heading=st.subheader,
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = event.selection.rows
    if picked and picked[0] < len(found):
        original(found.iloc[picked[0]], key=f"project_upload_{shown.code}")
    else:
        st.caption(_("Select an upload to get its workbook."))


def _upload(record: dict[str, object]) -> dict[str, object]:
    return {
        _("Status date"): record["status_date"],
        _("File"): record["file_name"],
        _("Uploaded by"): record["uploaded_by"],
        _("Uploaded at"): text.instant(record["committed_at"]),  # type: ignore[arg-type]  # an instant
    }


def sources(version: int, shown: OpenProject) -> None:
    """Every sheet with its rows, and where each came from."""
    st.subheader(_("Reported rows and their workbooks"))
    project_sources(version, shown.code, shown.filters.as_of, key="project_rows")
