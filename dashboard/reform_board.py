"""The pieces of the Reform board: figures, tool map, waves, users, readiness, double running, hosting."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from dashboard import data, overview, text
from dashboard.board_figures import BY_NAME
from dashboard.charts import adoption as uptake_chart
from dashboard.charts import dual_run as dual_run_chart
from dashboard.charts import tool_map as map_chart
from dashboard.charts import waves as waves_chart
from dashboard.charts.mark_grid import SELECTION as GRID_SELECTION
from dashboard.charts.reform_marks import ReformNames, stage_key
from dashboard.charts.tool_map import map_table
from dashboard.charts.wave_words import conflict_words
from dashboard.components import figure
from dashboard.filters import Filters
from dashboard.kpi_cards import Card, kpi_cards
from dashboard.kpi_source import Asked, open_source
from dashboard.kpis import MovedKpi
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
    kpi_cards([Card(view.kpis[name], value=shown(view.kpis[name])) for name in CARDS])
    st.caption(" ".join(_notes(filters, view)))


def where_from(version: int, filters: Filters, view: ReformView) -> bool:
    """The rows behind the figure of a card, where one was asked for; tells whether they are open."""
    measures = data.project_measures(version, filters.as_of)
    concerned = measures[measures["project"].isin(view.rows["project"])].reset_index(drop=True)
    kept = {"cutover_conflicts": view.in_conflict()}
    figures = {name: view.kpis[name] for name in CARDS}
    return open_source(Asked(version, filters, concerned, view.projects, figures, kept))


def _notes(filters: Filters, view: ReformView) -> list[str]:
    notes = []
    if filters.original:
        notes.append(_("A cutover has one plan only: it is on the timeline, beside the forecast."))
    elif view.since:
        notes.append(filters.movement_note())
    notes.append(_("{users} users in scope.", users=text.number(view.kpis["users_moved"].denominator or 0)))
    return notes


def shown(kpi: MovedKpi) -> str:
    """A figure as its card writes it."""
    if kpi.name in COUNTED and kpi.value is not None:
        return _("{part} of {whole}", part=text.number(kpi.value), whole=text.number(kpi.denominator))
    return figure(kpi.value, kpi.unit)


def tool_map(version: int, filters: Filters, view: ReformView) -> str | None:
    """Institutions by domains; returns the key of the tool that was clicked."""
    about = _(
        "Each tile is a tool of an institution: its stage, the tool of today, the tool to come. "
        "Where all tools of a domain move to the same one, ▸ names it in the heading. Click a tile to open its tool."
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
    return f":violet[{waves_chart.CONFLICT}] {text.escape(conflict_words(conflict, names))}"


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
    about = " ".join(_(BY_NAME[name].help) for name in ("training_cover", "adoption"))
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
    about = _(BY_NAME["dual_run_cost"].help)
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
