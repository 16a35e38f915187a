"""The plan of a project and what became of it: its money over time, its milestones."""

import datetime as dt

import streamlit as st

from dashboard import data, text
from dashboard.charts.earned import earned_chart
from dashboard.charts.milestones import milestone_chart, milestone_names, milestone_trend_chart
from dashboard.charts.titled import DrawnChart, drawn
from dashboard.metrics.burn import burn_curve
from dashboard.metrics.columns import value_of
from dashboard.metrics.milestones import milestone_trend, slips
from dashboard.panels import is_dark, panel
from dashboard.project_board import OpenProject
from dashboard.text import _


def money(version: int, shown: OpenProject) -> None:
    """The budget curve with earned value; the forecast of the compared date is its ghost."""
    day = shown.reported_on
    if shown.schedule is None or day is None:
        st.info(_no_budget(shown))
        return
    dark = is_dark()
    chart = data.remembered(version, "earned", shown.choice(dark), lambda: _earned(version, shown, day, dark=dark))
    panel(chart, "earned", notes=shown.filters.notes(version), heading=st.subheader)


def _no_budget(shown: OpenProject) -> str:
    spent = value_of(shown.measures["ac"]) if shown.measures else None
    if not spent:
        return _("This project has no budget lines. Add them on the sheet Budget of the weekly workbook.")
    return _(
        "This project has spent {amount} and has no budget. Fill in what is planned on the sheet Budget of the weekly "
        "workbook.",
        amount=text.amount(spent),  # type: ignore[arg-type]  # an amount
    )


def _earned(version: int, shown: OpenProject, day: dt.date, *, dark: bool) -> DrawnChart:
    filters, then = shown.filters, None
    if filters.compare_with:
        earlier = data.effective_rows(version, "budget", filters.compare_with, (shown.code,))
        then = burn_curve(earlier, filters.compare_with)
    budget = data.effective_rows(version, "budget", filters.as_of, (shown.code,))
    history = data.project_history(version, shown.code, filters.as_of)
    spi_t = shown.schedule.spi_t  # type: ignore[union-attr]  # there is one where there is a budget
    return drawn(earned_chart(burn_curve(budget, day), history, day, spi_t, then=then, dark=dark))


def promises(version: int, shown: OpenProject) -> None:
    """Milestones with their baseline ghosts, and the trend of what was expected."""
    rows = data.effective_rows(version, "milestones", shown.filters.as_of, (shown.code,))
    day = shown.reported_on
    if rows.empty or day is None:
        st.info(_("This project has no milestones. Add them on the sheet Milestones of the weekly workbook."))
        return
    notes, dark = shown.filters.notes(version), is_dark()
    left, right = st.columns(2, gap="medium")
    with left:
        chart = data.remembered(
            version,
            "milestones",
            shown.choice(dark),
            lambda: drawn(milestone_chart(rows, slips(rows), day, dark=dark)),
        )
        panel(chart, "milestones", notes=notes, heading=st.subheader)
    with right:
        chart = data.remembered(
            version, "milestone_trend", shown.choice(dark), lambda: _trend(version, shown, dark=dark)
        )
        panel(chart, "milestone_trend", notes=notes, heading=st.subheader)


def _trend(version: int, shown: OpenProject, *, dark: bool) -> DrawnChart:
    rows = data.effective_rows(version, "milestones", shown.filters.as_of, (shown.code,))
    history = data.reported_rows(version, "milestones", shown.code, shown.filters.as_of)
    return drawn(milestone_trend_chart(milestone_trend(history), milestone_names(rows), dark=dark))
