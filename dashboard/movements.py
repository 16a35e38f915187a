"""What moved: status history, movers since the compared date, cost against schedule."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.charts.mark_grid import SELECTION as PICKED
from dashboard.charts.status_history import status_history_chart
from dashboard.charts.titled import DrawnChart, drawn
from dashboard.charts.variance import MOST_DRAWN, variance_chart
from dashboard.charts.variance import SELECTION as BUBBLE
from dashboard.filters import Filters
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.forecast_moves import new_comments
from dashboard.metrics.movers import movers, status_by_week
from dashboard.overview import MOST_ROWS, approved, compared
from dashboard.panels import MOST_ROWS as MOST_LISTED
from dashboard.panels import is_dark, panel, table_panel
from dashboard.text import _, ngettext
from dashboard.theme import status_mark
from dashboard.trend import WEEKS

Names = Mapping[str, str]


def history(version: int, filters: Filters, names: Names) -> tuple[str, dt.date] | None:
    """Projects by week; returns the project and week that were picked."""
    dates = [day for day in data.status_dates(version) if filters.as_of is None or day <= filters.as_of][:WEEKS][::-1]
    if not dates:
        return None
    if len(dates) == 1:
        st.info(_("There is a single week so far; the history of statuses starts with the next one."))
        return None
    dark = is_dark()
    first = dict(list(names.items())[:MOST_ROWS])
    shown = data.remembered(
        version, "status_history", (filters, dark), lambda: _history_chart(version, dates, first, dark=dark)
    )
    picked = panel(shown, "status_history", selection=PICKED, notes=filters.notes(version))
    return _picked_week(str(picked[0]["key"]), names) if picked else None


def _history_chart(version: int, dates: list[dt.date], names: Names, *, dark: bool) -> DrawnChart:
    known = pd.concat([data.project_measures(version, dates[0]), data.measure_history(version, dates[0], dates[-1])])
    weeks = status_by_week(known[known["project"].isin(names)], dates)
    return drawn(status_history_chart(weeks, names, dark=dark))


def _picked_week(key: str, names: Names) -> tuple[str, dt.date] | None:
    """The cell behind *key*; None where it is not on the grid any more, as after another filter."""
    project, _bar, day = key.rpartition("|")
    return (project, dt.date.fromisoformat(day)) if project in names else None


def movers_table(version: int, filters: Filters, measures: pd.DataFrame, projects: pd.DataFrame) -> str | None:
    """From and to, days and cost, with the reason; against the original baseline, how often it was approved anew.

    Returns the project that was picked.
    """
    first = approved(version, filters, measures)
    then = compared(version, filters, measures) if first is None else first
    if then is None:
        st.info(_("There is nothing to compare with yet."))
        return None
    moved = data.remembered(
        version, "movers", (filters,), lambda: _explained(version, filters, movers(measures, then, projects))
    )
    if moved.empty:
        st.info(_nobody_moved(filters))
        return None
    again = dict(zip(projects["project"], projects["rebaselines"], strict=True)) if filters.original else None
    rows = records(moved)
    table = pd.DataFrame([_mover(record, again) for record in rows[:MOST_LISTED]])
    whole = pd.DataFrame([_values(record, again) for record in rows])
    marks = [name for name in (_("From"), _("To"), _("Status")) if name in table]
    event = table_panel(
        _movers_title(filters, len(moved)), table, "movers", whole=whole.astype(object), notes=filters.notes(version),
        marks=marks, column_config=_mover_columns(), on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    if len(rows) > MOST_LISTED:
        limit = text.number(MOST_LISTED)
        st.caption(_("The first {limit} rows are shown; the Excel file holds them all.", limit=limit))
    picked = event.selection.rows
    return str(rows[picked[0]]["project"]) if picked and picked[0] < len(rows) else None


def _explained(version: int, filters: Filters, moved: pd.DataFrame) -> pd.DataFrame:
    """*moved* with what the budget sheet newly says of a changed cost, where the projects sheet gives no reason."""
    silent = tuple(moved.loc[moved["reason"].isna() & moved["cost"].astype(bool), "project"])
    if not silent:
        return moved
    now = data.effective_rows(version, "budget", filters.as_of, silent)
    then = now[:0] if filters.original else data.effective_rows(version, "budget", filters.compare_with, silent)
    said = new_comments(now, then)
    reasons = [reason or said.get(code) for code, reason in zip(moved["project"], moved["reason"], strict=True)]
    return moved.assign(reason=pd.Series(reasons, index=moved.index, dtype=object))


def _nobody_moved(filters: Filters) -> str:
    if filters.original:
        return _("No project is far from its original baseline, in days or in cost.")
    return _("No project moved since {day}.", day=text.day(filters.compare_with))


def _movers_title(filters: Filters, count: int) -> str:
    if filters.original:
        return ngettext(
            "{count} project left its original baseline", "{count} projects left their original baseline", count
        )
    day = text.day(filters.compare_with)
    return ngettext("{count} project moved since {day}", "{count} projects moved since {day}", count, day=day)


def _mover(record: Mapping[str, object], again: Mapping[str, object] | None) -> dict[str, object]:
    days, cost = record["days"], record["cost"]
    return _values(record, again) | {
        _("Days"): "" if not days else text.signed(text.number, days),  # type: ignore[arg-type]  # a whole number
        _("Cost"): "" if not cost else text.signed(text.compact_amount, cost),  # type: ignore[arg-type]  # a Decimal
    }


def _values(record: Mapping[str, object], again: Mapping[str, object] | None) -> dict[str, object]:
    after = status_mark(str(record["after"])).text
    project = str(record["project"])
    return {
        _("Project"): record["name"],
        **({_("From"): status_mark(str(record["before"])).text, _("To"): after} if again is None else {}),
        **({_("Status"): after, _("Re-baselined"): value_of(again.get(project))} if again is not None else {}),
        _("Days"): record["days"],
        _("Cost"): record["cost"],
        _("Why"): record["reason"] or _("the workbook gives no reason"),
    }


def _mover_columns() -> dict[str, object]:
    column = st.column_config.Column
    return {
        _("Project"): column(pinned=True, width=210),
        _("From"): column(width=56),
        _("To"): column(width=56),
        _("Status"): column(width=64),
        _("Re-baselined"): column(width=90, alignment="right"),
        _("Days"): column(width=60, alignment="right"),
        _("Cost"): column(width=84, alignment="right"),
        _("Why"): column(width=480),
    }


def variance(version: int, filters: Filters, measures: pd.DataFrame, names: Names) -> str | None:
    """Cost against schedule; returns the project that was picked."""
    dark = is_dark()
    shown = data.remembered(
        version,
        "variance",
        (filters, dark),
        lambda: drawn(variance_chart(measures, names, compared(version, filters, measures), dark=dark)),
    )
    picked = panel(shown, "variance", selection=BUBBLE, notes=filters.notes(version))
    count = 0 if shown.table is None else len(shown.table)
    if count > MOST_DRAWN:
        st.caption(
            _("The {shown} projects farthest from plan are drawn; the Excel file of the table holds all {count}.",
              shown=text.number(MOST_DRAWN), count=text.number(count))
        )  # fmt: skip
    project = str(picked[0]["project"]) if picked else None
    return project if project in names else None
