"""What moved: status history, movers since the compared date, cost against schedule, programmes."""

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.charts.mark_grid import SELECTION as PICKED
from dashboard.charts.status_history import status_history_chart
from dashboard.charts.variance import SELECTION as BUBBLE
from dashboard.charts.variance import variance_chart
from dashboard.filters import Filters
from dashboard.metrics.columns import records
from dashboard.metrics.movers import movers, status_by_week
from dashboard.metrics.programmes import programmes
from dashboard.panels import is_dark, panel, table_panel
from dashboard.text import _, ngettext
from dashboard.theme import status_mark
from dashboard.trend import WEEKS

Names = dict[str, str]


def history(version: int, filters: Filters, names: Names) -> tuple[str, dt.date] | None:
    """Projects by week; returns the project and week that were picked."""
    dates = [day for day in data.status_dates(version) if filters.as_of is None or day <= filters.as_of][:WEEKS][::-1]
    if not dates:
        return None
    if len(dates) == 1:
        st.info(_("There is a single week so far; the history of statuses starts with the next one."))
        return None
    known = pd.concat([data.project_measures(version, dates[0]), data.measure_history(version, dates[0], dates[-1])])
    weeks = status_by_week(known.drop_duplicates(["project", "status_date"]), dates)
    shown = status_history_chart(weeks, names, dark=is_dark())
    picked = panel(shown, "status_history", selection=PICKED, notes=filters.notes(version))
    if not picked:
        return None
    project, _bar, day = str(picked[0]["key"]).partition("|")
    return project, dt.date.fromisoformat(day)


def movers_table(version: int, filters: Filters, measures: pd.DataFrame, projects: pd.DataFrame) -> None:
    """From and to, days and cost, with the reason."""
    if filters.compare_with is None:
        st.info(_("There is nothing to compare with yet."))
        return
    then = data.project_measures(version, filters.compare_with)
    moved = movers(measures, then, projects)
    day = text.day(filters.compare_with)
    if moved.empty:
        st.info(_("No project moved since {day}.", day=day))
        return
    title = ngettext("{count} project moved since {day}", "{count} projects moved since {day}", len(moved), day=day)
    table = pd.DataFrame([_mover(record) for record in records(moved)])
    table_panel(title, table, "movers", notes=filters.notes(version), column_config=_mover_columns())


def _mover(record: dict[str, object]) -> dict[str, object]:
    days, cost = record["days"], record["cost"]
    return {
        _("Project"): record["name"],
        _("From"): status_mark(str(record["before"])).text,
        _("To"): status_mark(str(record["after"])).text,
        _("Days"): "" if not days else text.signed(text.number, days),  # type: ignore[arg-type]  # a whole number
        _("Cost"): "" if not cost else text.signed(text.compact_amount, cost),  # type: ignore[arg-type]  # a Decimal
        _("Why"): record["reason"] or _("no reason is given"),
    }


def _mover_columns() -> dict[str, object]:
    column = st.column_config.Column
    return {
        _("Project"): column(pinned=True, width=210),
        _("From"): column(width=56),
        _("To"): column(width=56),
        _("Days"): column(width=60, alignment="right"),
        _("Cost"): column(width=84, alignment="right"),
        _("Why"): column(width=480),
    }


def variance(version: int, filters: Filters, measures: pd.DataFrame, names: Names) -> str | None:
    """Cost against schedule; returns the project that was picked."""
    shown = variance_chart(measures, names)
    picked = panel(shown, "variance", selection=BUBBLE, notes=filters.notes(version))
    return str(picked[0]["project"]) if picked else None


def programme_table(version: int, filters: Filters, measures: pd.DataFrame, projects: pd.DataFrame) -> None:
    """Programmes by the worst of their projects; red ones are named."""
    found = programmes(measures, projects)
    if not found:
        return
    names = data.reference_names(version, "programmes", text.current_language())
    red = sum(bool(p.red) for p in found)
    title = ngettext("{count} programme has a red project", "{count} programmes have a red project", red)
    rows = [
        {
            _("Programme"): names.get(p.programme, p.programme),
            _("Status"): status_mark(p.status).text,
            _("Projects"): _counts(
                (("red", p.red), ("amber", p.amber), ("green", p.green), ("not_assessed", p.not_assessed))
            ),
            _("Budget"): text.compact_amount(p.bac),
            _("Forecast"): text.compact_amount(p.forecast),
            _("Red projects"): text.listing(p.red_projects) if p.red_projects else "",
        }
        for p in found
    ]
    table_panel(title, pd.DataFrame(rows), "programmes", notes=filters.notes(version))
    st.caption(_("A programme has the status of its worst active project; money is the sum of its projects."))


def _counts(counts: tuple[tuple[str, int], ...]) -> str:
    return "  ".join(f"{status_mark(status).text} {text.number(n)}" for status, n in counts if n)
