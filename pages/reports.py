"""Reports: what the committee takes home, with the figures of the screens."""

import streamlit as st

from dashboard import overview, report_desk
from dashboard.data import version
from dashboard.filters import filter_bar
from dashboard.text import _

st.title(_("Reports"))
now = version()
filters = filter_bar(now)
projects, measures = overview.load(now, filters)
if measures.empty:
    overview.empty_portfolio(now)
else:
    wanted = report_desk.order(now, filters)
    report_desk.shown_data(now, filters)
    report_desk.making(wanted)
