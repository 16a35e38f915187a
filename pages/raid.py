"""RAID log: what may go wrong, what did, and what waits for whom."""

import streamlit as st

from dashboard import overview
from dashboard import raid_board as board
from dashboard.filters import filter_bar
from dashboard.meeting_reading import board_version
from dashboard.text import _

st.title(_("RAID log"))
now = board_version()
filters = filter_bar(now)
projects, measures = overview.load(now, filters)
if measures.empty:
    overview.empty_portfolio(now)
else:
    log = board.load(now, filters, measures)
    overview.freshness(log.names, measures, filters.as_of)
    figures = board.cards(log)
    board.part(log)
    board.opened(log, figures)
