"""Project: one page, readable by someone who never saw it."""

import streamlit as st

from dashboard import project_board as board
from dashboard import project_log as log
from dashboard import project_plan as plan
from dashboard import project_value as value
from dashboard.meeting_reading import board_version
from dashboard.report_desk import highlight_button
from dashboard.text import _

st.title(_("Project"))
now = board_version()
chosen = board.open_project(now)
if chosen is not None:
    board.header(now, chosen)
    if chosen.measures is not None:
        board.asks(chosen)
        highlight_button(chosen.code, chosen.filters)
        board.story(chosen)
        board.cards(now, chosen)
        plan.money(now, chosen)
        value.in_full(now, chosen)
        plan.promises(now, chosen)
        log.risks(now, chosen)
        log.items(now, chosen)
        log.uploads(now, chosen)
        log.sources(now, chosen)
        board.where_from(now, chosen)
