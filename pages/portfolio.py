"""Portfolio: are we on track, and what needs me?"""

import streamlit as st

from dashboard import movements, overview
from dashboard.data import version
from dashboard.decisions import decisions
from dashboard.filters import filter_bar
from dashboard.text import _

st.title(_("Portfolio"))
now = version()
filters = filter_bar(now)
projects, measures = overview.load(now, filters)
if measures.empty:
    overview.empty_portfolio(now)
else:
    names = overview.project_names(projects, measures)
    overview.freshness(projects, measures, filters.as_of)
    decisions(measures, overview.compared(now, filters, measures), projects)
    overview.kpi_cards(now, filters, measures)
    picked = overview.grid(now, filters, projects, measures)
    if picked:
        overview.sources(now, filters, picked)
    movements.movers_table(now, filters, measures, projects)
    week = movements.history(now, filters, names)
    if week:
        overview.week(now, *week, names)
    left, right = st.columns(2, gap="large")
    with left:
        bubble = movements.variance(now, filters, measures, names)
    with right:
        movements.programme_table(now, filters, measures, projects)
    if bubble:
        overview.sources(now, filters, bubble)
