"""One entry of the RAID log, opened: what it says, how it changed week by week, and where each report came from."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.charts.entry_level import LevelWeek, entry_level_chart, level_text
from dashboard.components import cell_text
from dashboard.metrics.columns import records
from dashboard.metrics.entry_weeks import Change, Week, last_changed, weeks
from dashboard.metrics.risks import inherent_levels, levels
from dashboard.metrics.thresholds import RiskBands
from dashboard.panels import is_dark, panel, table_panel
from dashboard.raid_view import RaidView
from dashboard.sources import row_sources
from dashboard.text import _
from data_access.datasets import CONTRACT

ENTRY = "entry"
CLOSED = "entry_closed"
"""How often an entry was closed: part of the register's key, so that its selection starts anew."""
RAID = CONTRACT.dataset("raid")
PROSE = ("cause", "effect")
FACTS = ("kind", "status", "owner", "strategy", "raised", "due", "closed", "next_review", "cost_impact")


def address_of(row: dict[str, Any]) -> str:
    """How the address names an entry."""
    return f"{row['project']}/{row['entry']}"


def open_row(table: str, addresses: Sequence[str]) -> None:
    """Puts the entry whose row is selected in *table* into the address, or takes it out."""
    rows = st.session_state[table].selection.rows
    if rows:
        st.query_params[ENTRY] = addresses[rows[0]]
    else:
        _close()


def _close() -> None:
    st.query_params.pop(ENTRY, None)
    st.session_state[CLOSED] = st.session_state.get(CLOSED, 0) + 1


def open_entry(view: RaidView) -> None:
    """Opens the entry that the address names, if there is one."""
    wanted = st.query_params.get(ENTRY)
    found = [row for row in records(view.log.entries) if address_of(row) == wanted]
    if found:
        title = text.escape(f"{found[0]['entry']} · {found[0]['title']}")
        st.dialog(title, width="large", on_dismiss=_close)(_entry)(view, found[0])


def _entry(view: RaidView, row: dict[str, Any]) -> None:
    key = (str(row["project"]), str(row["entry"]))
    history = data.row_history(view.version, "raid", key, view.as_of)
    history = history.assign(level=levels(history), inherent=inherent_levels(history))
    known = weeks(history, RAID.column_names)
    names = data.all_reference_names(view.version, text.current_language())
    reported = next(week.row for week in known if week.row is not None)
    _facts(view, {**reported, **row}, known, names)
    _links(view, row)
    _level(view, history)
    _weeks(view, known, names)
    st.header(_("Where it comes from"))
    latest = history[history["present"].to_numpy(dtype=bool)].tail(1).reset_index(drop=True)
    row_sources(view.version, "raid", latest, key="entry_source")


def _facts(view: RaidView, row: dict[str, Any], known: Sequence[Week], names: dict[str, dict[str, str]]) -> None:
    said = [_fact(name, row[name], names) for name in FACTS if row[name] is not None]
    bands = view.bands
    if row["level"]:
        now, before = level_text(row["level"], bands), level_text(row["inherent"], bands)
        said.insert(0, _("**Level** {now}, before any response {before}", now=now, before=before or _("n/a")))
    if row["days_overdue"]:
        days = text.number(row["days_overdue"])
        said.append(text.ngettext("**■ {count} day overdue**", "**■ {count} days overdue**", int(row["days_overdue"])))
    if row["escalated"]:
        said.append(_("**▲ escalated to the steering committee**"))
    changed = last_changed(known)
    if changed is not None:
        days = text.number((view.as_of - changed).days)
        said.append(_("last changed on {day}, {days} days before the status date", day=text.day(changed), days=days))
    st.markdown(" · ".join(said))
    for name in PROSE:
        if row[name]:
            st.markdown(_fact(name, row[name], names))


def _fact(name: str, value: object, names: dict[str, dict[str, str]]) -> str:
    column = RAID.column(name)
    label = column.label.in_language(text.current_language())
    return f"**{label}** {text.escape(cell_text(column, value, names))}"


def _links(view: RaidView, row: dict[str, Any]) -> None:
    """The project, the entry that this one comes from, and those that came from it."""
    project = str(row["project"])
    with st.container(horizontal=True, gap="medium"):
        link_to("project", f":material/assignment: {text.escape(view.names.get(project, project))}", project=project)
        provider = row["provider_project"]
        if provider and provider in view.names:
            label = _("Provider: {project}", project=text.escape(view.names[provider]))
            link_to("project", f":material/assignment: {label}", project=provider)
        for other in records(view.log.entries[view.log.entries["project"] == project]):
            if other["entry"] == row["linked_entry"] or other["linked_entry"] == row["entry"]:
                of = text.escape(f"{other['entry']} · {other['title']}")
                link_to("raid", f":material/link: {of}", entry=address_of(other))


def _level(view: RaidView, history: pd.DataFrame) -> None:
    present = history[history["present"].to_numpy(dtype=bool)]
    days = zip(present["status_date"], present["inherent"], present["level"], strict=True)
    known = [LevelWeek(day, int(inherent), int(level)) for day, inherent, level in days]
    if len(known) > 1 and any(week.level for week in known):
        panel(
            entry_level_chart(known, view.bands, dark=is_dark()),
            "entry_level",
            notes=view.notes,
            heading=st.header,
        )


def _weeks(view: RaidView, known: Sequence[Week], names: dict[str, dict[str, str]]) -> None:
    rows = [_week(week, names, data.thresholds(view.version, week.status_date).risk_bands) for week in known]
    title = text.ngettext(
        "{count} week reported, the latest first", "{count} weeks reported, the latest first", len(rows)
    )
    column = st.column_config.Column
    config = {
        _("Status date"): st.column_config.DateColumn(format=text.DAY_COLUMN, width=95),
        _("Changed"): column(width=380),
        _("File"): column(width=200),
    }
    table_panel(title, pd.DataFrame(rows), "entry_weeks", notes=view.notes, heading=st.header, column_config=config)


def _week(week: Week, names: dict[str, dict[str, str]], bands: RiskBands) -> dict[str, object]:
    row = week.row or {}
    status = RAID.column("status")
    return {
        _("Status date"): week.status_date,
        _("Changed"): _changed(week, names),
        _("Level"): level_text(row.get("level", 0), bands),
        _("Status"): cell_text(status, row.get("status"), names),
        _("File"): row.get("file_name") or "",
        _("Sheet"): row.get("sheet") or "",
        _("Row"): text.number(row["row"]) if row else "",
    }


def _changed(week: Week, names: dict[str, dict[str, str]]) -> str:
    if week.row is None:
        return _("no longer in the workbook")
    if week.first:
        return _("entered in the log")
    return "; ".join(_change(change, names) for change in week.changed)


def _change(change: Change, names: dict[str, dict[str, str]]) -> str:
    column = RAID.column(change.column)
    old, new = (cell_text(column, value, names) or _("blank") for value in (change.old, change.new))
    label = column.label.in_language(text.current_language())
    return _("{column}: {old} → {new}", column=label, old=old, new=new)
