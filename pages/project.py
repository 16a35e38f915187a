"""Project: one page, readable by someone who never saw it."""

import streamlit as st

from dashboard import project_board as board
from dashboard.data import version
from dashboard.text import _

st.title(_("Project"))
now = version()
chosen = board.open_project(now)
if chosen is not None:
    board.header(now, chosen)
    if chosen.measures is not None:
        board.asks(chosen)
        board.story(chosen)
        board.cards(chosen)
        board.money(now, chosen)
        board.promises(now, chosen)
    board.risks(now, chosen)
    board.items(now, chosen)
    board.sources(now, chosen)
