"""Portfolio: are we on track, and what needs me?"""

import streamlit as st

from dashboard import overview
from dashboard.data import version
from dashboard.filters import filter_bar
from dashboard.text import _

st.title(_("Portfolio"))
now = version()
filters = filter_bar(now)
projects, measures = overview.load(now, filters)
if measures.empty:
    overview.empty_portfolio(now)
else:
    overview.freshness(projects, measures, filters.as_of)
    overview.kpi_cards(now, filters, measures)
    place = st.container()
    picked = overview.grid(projects, measures, filters.as_of)
    if picked:
        with place:
            overview.sources(now, filters, projects, picked)
