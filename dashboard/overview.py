"""The pieces of the Portfolio board: freshness, KPI cards, status grid, and where the figures come from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.charts.mark_grid import SELECTION
from dashboard.charts.status_grid import grid_sentences, grid_table, status_grid_chart
from dashboard.charts.titled import TitledChart, drawn
from dashboard.components import freshness_line
from dashboard.filters import Filters
from dashboard.kpi_cards import Card, kpi_cards
from dashboard.kpi_source import Asked, open_source
from dashboard.kpis import MovedKpi, moved_kpis, with_headline
from dashboard.metrics.original import BASELINED, as_approved
from dashboard.metrics.portfolio import CARDS, status_grid
from dashboard.metrics.status import is_stale
from dashboard.panels import is_dark, panel
from dashboard.sources import project_sources
from dashboard.text import _
from dashboard.written import card

MOST_ROWS = 60
"""Projects drawn in a grid, those first that need attention: nobody reads more, and a board stays below a megabyte."""

Names = Mapping[str, str]


def load(version: int, filters: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Projects and their measures as of the chosen date, both limited to the filters."""
    projects = filters.apply(data.effective_rows(version, "projects", filters.as_of))
    measures = data.project_measures(version, filters.as_of)
    return projects, measures[measures["project"].isin(projects["project"])].reset_index(drop=True)


def compared(version: int, filters: Filters, measures: pd.DataFrame) -> pd.DataFrame | None:
    """The measures of the same projects on the compared date; None when there is nothing to compare with."""
    if filters.compare_with is None:
        return None
    then = data.project_measures(version, filters.compare_with)
    return then[then["project"].isin(measures["project"])].reset_index(drop=True)


def approved(version: int, filters: Filters, measures: pd.DataFrame) -> pd.DataFrame | None:
    """The same projects as first approved, where the original baseline is compared with; else None."""
    if not filters.original:
        return None
    return as_approved(measures, data.effective_rows(version, "projects", filters.as_of))


def kpis(version: int, filters: Filters, measures: pd.DataFrame) -> tuple[MovedKpi, ...]:
    """Every KPI of the choice, with its movement."""

    def make() -> tuple[MovedKpi, ...]:
        first = approved(version, filters, measures)
        then = compared(version, filters, measures) if first is None else first
        found = moved_kpis(
            measures,
            then,
            data.rules(version),
            only=BASELINED if filters.original else None,
            dates=(filters.as_of, filters.compare_with),
        )
        return _by_tool(version, filters, found) if filters.institution else found

    return data.remembered(version, "kpis", (filters,), make)


def _by_tool(version: int, filters: Filters, found: tuple[MovedKpi, ...]) -> tuple[MovedKpi, ...]:
    """The reform of an institution is that of its tools, whoever moves them."""

    def tools(day: dt.date | None) -> pd.DataFrame:
        rows, projects = (data.effective_rows(version, name, day) for name in ("migration", "projects"))
        return filters.tools(rows, projects)

    return with_headline(found, tools(filters.as_of), tools(filters.compare_with) if filters.compare_with else None)


def project_names(projects: pd.DataFrame, measures: pd.DataFrame) -> dict[str, str]:
    """Code to name, what needs attention first; two of the same name are told apart by their codes."""
    ordered = status_grid(measures, projects)
    twice = ordered["name"].duplicated(keep=False)
    return {
        code: f"{name} ({code})" if again else str(name)
        for code, name, again in zip(ordered["project"], ordered["name"], twice, strict=True)
    }


def names_of(version: int, filters: Filters, projects: pd.DataFrame, measures: pd.DataFrame) -> dict[str, str]:
    """``project_names`` of the projects that *filters* leave, kept."""
    return data.remembered(version, "project_names", (filters,), lambda: project_names(projects, measures))


def freshness(names: Names, measures: pd.DataFrame, status_date: dt.date | None) -> None:
    """Which of the active projects reported for the status date."""
    active = measures[measures["active"].astype(bool)]
    due = [names[code] for code in active["project"]]
    late = [
        names[code] for code, day in zip(active["project"], active["status_date"], strict=True) if day != status_date
    ]
    freshness_line(status_date, due, late)


def cards(version: int, filters: Filters, measures: pd.DataFrame) -> None:
    """The six cards: value, movement since the compared date, the last twelve weeks, and the way to the rows."""
    by_name = {kpi.name: kpi for kpi in kpis(version, filters, measures)}
    trend = dict(data.kpi_trend(version, filters.as_of, tuple(sorted(measures["project"]))))
    if filters.institution:
        trend.pop("reform_progress", None)
    kpi_cards([Card(by_name[d.name], value=card(by_name[d.name]), trend=trend.get(d.name)) for d in CARDS])
    st.caption(" ".join(_notes(by_name, filters)))


def where_from(version: int, filters: Filters, measures: pd.DataFrame, names: Names) -> None:
    """The rows behind the figure of a card, where one was asked for."""
    by_name = {kpi.name: kpi for kpi in kpis(version, filters, measures)}
    open_source(Asked(version, filters, measures, names, {d.name: by_name[d.name] for d in CARDS}))


def _notes(kpis: Mapping[str, MovedKpi], filters: Filters) -> list[str]:
    notes = []
    if filters.compare_with:
        notes.append(_("Movement since {day}; curves show the last twelve weeks.", day=text.day(filters.compare_with)))
    else:
        notes.append(filters.movement_note())
    budget = kpis["forecast_at_completion"].denominator
    if budget is not None:
        notes.append(_("Budget at completion {amount}.", amount=text.compact_amount(budget)))
    return notes


def grid(version: int, filters: Filters, projects: pd.DataFrame, measures: pd.DataFrame) -> str | None:
    """The status grid with its table; returns the project that was picked."""
    if measures.empty or filters.as_of is None:
        return None
    dark, day = is_dark(), filters.as_of
    shown = data.remembered(
        version, "status_grid", (filters, dark), lambda: drawn(_grid_chart(version, projects, measures, day, dark=dark))
    )
    ringed = _("A ringed project declares a better overall status than its data say.")
    picked = panel(shown, "grid", help=ringed, selection=SELECTION, notes=filters.notes(version))
    if len(measures) > MOST_ROWS:
        st.caption(
            _("The {shown} projects that need attention most are drawn; the table holds all {count}.",
              shown=text.number(MOST_ROWS), count=text.number(len(measures)))
        )  # fmt: skip
    project = str(picked[0]["key"]) if picked else None
    return project if project in set(measures["project"]) else None


def _grid_chart(
    version: int, projects: pd.DataFrame, measures: pd.DataFrame, as_of: dt.date, *, dark: bool
) -> TitledChart:
    known, thresholds = status_grid(measures, projects), data.thresholds(version, as_of)
    stale = {
        code: is_stale(day, as_of, thresholds) for code, day in zip(known["project"], known["status_date"], strict=True)
    }
    first = status_grid_chart(known[:MOST_ROWS], stale, dark=dark)
    if len(known) <= MOST_ROWS:
        return first
    title, alt = grid_sentences(known)
    return replace(first, title=title, alt=alt, table=grid_table(known, stale))


def week(version: int, project: str, day: dt.date, names: Names) -> None:
    """One project as it was reported in one week, down to its rows."""
    st.header(_("{project}, week of {day}", project=text.escape(names.get(project, project)), day=text.day(day)))
    link_to("project", _("Open the project as of that week"), project=project, as_of=day.isoformat())
    project_sources(version, project, day, key="week", notes=(_("Status date {day}", day=text.day(day)),))


def sources(version: int, filters: Filters, project: str, names: Names, *, key: str) -> None:
    """The rows behind a project's figures, each with file, sheet and row."""
    name = text.escape(names.get(project, project))
    st.header(_("Where the figures of {project} come from", project=name))
    link_to("project", _("Open the project"), project=project)
    project_sources(version, project, filters.as_of, key=key, notes=filters.notes(version))


def empty_portfolio(version: int) -> None:
    """Nothing was ever uploaded, or no project is left by the choice."""
    if data.status_dates(version):
        st.info(_("No project matches this choice. Choose “All” in one of the lists above."))
        return
    st.info(_("No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it."))
