"""The pieces of the Reform board: figures, tool map, waves, users, readiness, double running, hosting."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard import data, overview, text
from dashboard.charts import adoption as uptake_chart
from dashboard.charts import dual_run as dual_run_chart
from dashboard.charts import tool_map as map_chart
from dashboard.charts import waves as waves_chart
from dashboard.charts.mark_grid import SELECTION as GRID_SELECTION
from dashboard.charts.reform_marks import ReformNames, stage_key
from dashboard.charts.tool_map import map_table
from dashboard.components import figure, movement
from dashboard.filters import Filters
from dashboard.messages import reason_message
from dashboard.metrics.kpi import Better, Kpi
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from dashboard.metrics.reform_figures import FIGURES
from dashboard.metrics.reform_items import ReformItem, attention
from dashboard.metrics.waves import Conflict
from dashboard.panels import is_dark, panel, table_panel
from dashboard.reform_item import round_of_clicks
from dashboard.reform_view import ReformView, reform_names, reform_view
from dashboard.text import _

CARDS = (
    "reform_progress",
    "users_moved",
    "reform_items_in_error",
    "cutovers_not_ready",
    "cutover_conflicts",
    "dual_run_cost",
)
COUNTED = ("reform_items_in_error", "cutovers_not_ready")
"""Figures that say little without the number they are part of."""
CONFLICTS_SHOWN, CONFLICTS_LISTED = 6, 60
DEFINITIONS = {d.name: (d.label, d.help, d.better) for d in KPI_DEFINITIONS}
DEFINITIONS |= {d.name: (d.label, d.help, d.better) for d in FIGURES}
DELTA_COLOURS: dict[Better, Literal["normal", "inverse"]] = {Better.UP: "normal", Better.DOWN: "inverse"}


def load(version: int, filters: Filters) -> ReformView | None:
    """The board for *filters*; None when no tool is left."""
    return reform_view(version, filters, dt.datetime.now(text.ZONE).date(), dark=is_dark())


def nothing(version: int, filters: Filters) -> None:
    """Nothing was ever uploaded, no migration sheet was, or no tool is left by the choice."""
    if filters.as_of is None:
        st.info(
            _("No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it.")
        )
    elif data.effective_rows(version, "migration", filters.as_of).empty:
        st.info(_("No tool has been reported yet. Fill in the sheet Migration of the weekly workbook and upload it."))
    else:
        st.info(_("No tool matches this choice. Choose “All” in one of the lists above."))


def freshness(version: int, filters: Filters, view: ReformView) -> None:
    """Which of the projects with tools on the board reported for the status date."""
    measures = data.project_measures(version, filters.as_of)
    concerned = measures["project"].isin({item.project for item in view.items})
    overview.freshness(view.projects, measures[concerned], filters.as_of)


def cards(filters: Filters, view: ReformView) -> None:
    """The six figures with their movement since the compared date."""
    with st.grid(len(CARDS), min_column_width=140, gap="small"):
        for name in CARDS:
            label, help_text, better = DEFINITIONS[name]
            kpi, then = view.kpis[name], view.earlier.get(name)
            delta = kpi.value - then.value if then and None not in (kpi.value, then.value) else None  # type: ignore[operator]  # both known
            st.metric(
                _(label),
                shown(kpi),
                movement(delta, kpi.unit) if delta is not None else None,
                delta_color=DELTA_COLOURS[better],
                help=" ".join([_(help_text), *([reason_message(kpi.reason)] if kpi.reason else [])]),
                border=True,
                height="stretch",
            )
    st.caption(" ".join(_notes(filters, view)))


def _notes(filters: Filters, view: ReformView) -> list[str]:
    notes = []
    if view.earlier and filters.compare_with:
        notes.append(_("Movement since {day}.", day=text.day(filters.compare_with)))
    notes.append(_("{users} users in scope.", users=text.number(view.kpis["users_moved"].denominator or 0)))
    return notes


def shown(kpi: Kpi) -> str:
    """A figure as its card writes it."""
    if kpi.name in COUNTED and kpi.value is not None:
        return _("{part} of {whole}", part=text.number(kpi.value), whole=text.number(kpi.denominator))
    return figure(kpi.value, kpi.unit)


def tool_map(version: int, filters: Filters, view: ReformView) -> str | None:
    """Institutions by domains; returns the key of the tool that was clicked."""
    about = _(
        "Each tile is a tool of an institution: its stage, the tool of today, the tool to come. Click one to open it."
    )
    key = f"tool_map_{round_of_clicks()}"
    picked = panel(view.tool_map, key, help=about, selection=map_chart.SELECTION, notes=filters.notes(version))
    st.caption(stage_key(reform_names(version)))
    return _key(picked)


def waves(version: int, filters: Filters, view: ReformView) -> str | None:
    """The timeline with the conflicts in sentences; returns the key of the cutover that was clicked."""
    if view.waves is None:
        st.info(_("No cutover has a date yet. Fill in the planned cutover on the sheet Migration."))
        return None
    about = _("● cut over, ○ to come, ▲ later than planned, ■ failed or blocked; a line leads from plan to forecast. "
              "Faint: the forecast of the compared date. ◇ and a ring: two cutovers in each other's way.")  # fmt: skip
    key = f"waves_{round_of_clicks()}"
    picked = panel(view.waves, key, help=about, selection=waves_chart.SELECTION, notes=filters.notes(version))
    names = reform_names(version)
    lines = [_conflict_line(conflict, names) for conflict in view.conflicts[:CONFLICTS_LISTED]]
    for line in lines[:CONFLICTS_SHOWN]:
        st.markdown(line)
    if len(view.conflicts) > CONFLICTS_SHOWN:
        with st.expander(text.ngettext("{count} more", "{count} more", len(view.conflicts) - CONFLICTS_SHOWN)):
            for line in lines[CONFLICTS_SHOWN:]:
                st.markdown(line)
    return _key(picked)


def _conflict_line(conflict: Conflict, names: ReformNames) -> str:
    return f":violet[{waves_chart.CONFLICT}] {text.escape(waves_chart.conflict_words(conflict, names))}"


def moved(version: int, filters: Filters, view: ReformView) -> None:
    """Users moved against plan and forecast."""
    if view.moved is None:
        st.info(_("No tool has users in scope. Fill in the users on the sheet Migration."))
        return
    about = _(
        "Plan: users in scope on the planned cutover of their tool. Moved: users moved so far, on the day of the "
        "cutover. Forecast: those still to move, on the forecast cutover, or 30 days after one that left them behind."
    )
    panel(view.moved, "moved", help=about, notes=filters.notes(version))


def adoption(version: int, filters: Filters, view: ReformView) -> str | None:
    """Training and adoption; a click on an institution lists its tools. Returns the key of the tool picked there."""
    about = " ".join(_(DEFINITIONS[name][1]) for name in ("training_cover", "adoption"))
    notes = filters.notes(version)
    picked = _key(panel(view.adoption, "adoption", help=about, selection=uptake_chart.SELECTION, notes=notes))
    if picked is None:
        st.caption(_("Click on an institution to list its tools."))
        return None
    names = reform_names(version)
    chosen = [item for item in view.items if item.institution == picked]
    return _listed(version, chosen, names.institutions.get(picked, picked), "adoption_tools", notes)


def readiness(version: int, filters: Filters, view: ReformView) -> str | None:
    """The next cutovers by readiness question; returns the key of the tool that was clicked."""
    if view.readiness is None:
        st.info(_("No cutover is due in the next 60 days."))
        return None
    about = _(
        "Score out of 100, by weight: yes 100 %, partly 50 %, no 0 %. A hard condition that is not met makes the "
        "tool not ready whatever its score; more than 30 % of the weight unanswered leaves it unknown."
    )
    key = f"readiness_{round_of_clicks()}"
    return _key(panel(view.readiness, key, help=about, selection=GRID_SELECTION, notes=filters.notes(version)))


def dual_run(version: int, filters: Filters, view: ReformView) -> str | None:
    """The clock of double running; returns the key of the tool that was clicked."""
    if view.dual_run is None:
        st.info(_("No old tool runs beside its replacement, and no contract ends before its tool is replaced."))
        return None
    about = _(DEFINITIONS["dual_run_cost"][1])
    key = f"dual_run_{round_of_clicks()}"
    picked = panel(view.dual_run, key, help=about, selection=dual_run_chart.SELECTION, notes=filters.notes(version))
    lines = [dual_run_chart.key_words()]
    short_ones = view.kpis["contracts_short"].value
    if short_ones:
        lines.append(f":red[{dual_run_chart.CONTRACT_END} {dual_run_chart.short_words(int(short_ones))}]")
    st.caption(" · ".join(lines))
    return _key(picked)


def hosting(version: int, filters: Filters, view: ReformView) -> str | None:
    """The cloud roadmap; a click on a target lists its tools. Returns the key of the tool picked there."""
    about = _(
        "Tools that have cut over, of those whose cutover falls in the quarter, by the hosting of the target tool."
    )
    notes = filters.notes(version)
    picked = _key(panel(view.hosting, "hosting", help=about, selection=GRID_SELECTION, notes=notes))
    if picked is None:
        st.caption(_("Click on a hosting target to list its tools."))
        return None
    names = reform_names(version)
    chosen = [item for item in view.items if (item.hosting or "") == picked]
    return _listed(version, chosen, names.hosted(chosen[0]) if chosen else picked, "hosting_tools", notes)


def _listed(version: int, items: Sequence[ReformItem], of: str, key: str, notes: tuple[str, ...]) -> str | None:
    """Some tools as a table; returns the key of the one picked."""
    ordered = sorted(items, key=attention)
    if not ordered:
        return None
    title = text.ngettext("{count} tool: {of}", "{count} tools: {of}", len(ordered), of=of)
    event = table_panel(
        title, map_table(ordered, reform_names(version)), f"{key}_{round_of_clicks()}", notes=notes,
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    rows = event.selection.rows
    return ordered[rows[0]].key if rows and rows[0] < len(ordered) else None


def _key(picked: Sequence[dict[str, object]]) -> str | None:
    return str(picked[0]["key"]) if picked and picked[0].get("key") else None
