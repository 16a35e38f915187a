"""Portfolio: are we on track, and what needs me?"""

import streamlit as st

from dashboard import hierarchy, movements, overview
from dashboard.decisions import decisions
from dashboard.filters import filter_bar
from dashboard.meeting_reading import board_version
from dashboard.text import _

st.title(_("Portfolio"))
now = board_version()
filters = filter_bar(now)
projects, measures = overview.load(now, filters)
if measures.empty:
    overview.empty_portfolio(now)
else:
    names = overview.names_of(now, filters, projects, measures)
    overview.freshness(names, measures, filters.as_of)
    decisions(now, filters, measures, projects)
    overview.cards(now, filters, measures)
    place = st.container()
    picked = overview.grid(now, filters, projects, measures)
    if picked:
        with place:
            overview.sources(now, filters, picked, names, key="source")
    week = movements.history(now, filters, names)
    if week:
        overview.week(now, *week, names)
    mover = movements.movers_table(now, filters, measures, projects)
    if mover:
        overview.sources(now, filters, mover, names, key="mover_source")
    bubble = movements.variance(now, filters, measures, names)
    if bubble:
        overview.sources(now, filters, bubble, names, key="bubble_source")
    hierarchy.programme_table(now, filters, measures, projects)
    overview.where_from(now, filters, measures, names)
