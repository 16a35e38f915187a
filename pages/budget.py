"""Budget: what was planned, what is spent, where it ends, and the credits of the year."""

import streamlit as st

from dashboard import budget_board, budget_credits, budget_lines, budget_projects
from dashboard.budget_position import position
from dashboard.filters import filter_bar
from dashboard.meeting_reading import board_version
from dashboard.text import _

st.title(_("Budget"))
data_version = board_version()
filters = filter_bar(data_version)
now = position(data_version, filters)
if now is None:
    budget_board.empty(data_version)
else:
    budget_board.freshness(now, filters)
    budget_board.cards(now, filters)
    curve, exceptions = st.columns([3, 2], gap="medium")
    with curve:
        budget_board.burn(data_version, filters, now)
    with exceptions:
        budget_board.attention(now)
    budget_board.moves(data_version, filters, now)
    if now.has_budget:
        programme = budget_projects.programmes(data_version, filters, now)
        bars, parts = st.columns([3, 2], gap="medium")
        with bars:
            project = budget_projects.projects(data_version, filters, now, programme=programme)
        with parts:
            budget_projects.parts(data_version, filters, now, programme=programme, project=project)
        if project:
            budget_lines.project_lines(data_version, filters, now, project)
    if budget_credits.heading(now, filters):
        rates, year_end = st.columns([3, 2], gap="medium")
        with rates:
            charted = budget_credits.pace(data_version, filters, now)
        with year_end:
            lapsing = budget_credits.year_end(data_version, filters, now)
            age = budget_credits.encours_age(data_version, filters, now)
        allocation = budget_credits.allocations(data_version, filters, now) or charted or lapsing
        if allocation:
            budget_credits.rows(data_version, filters, allocation)
        elif age:
            budget_credits.rows_of_age(data_version, filters, age)
    budget_board.where_from(data_version, now, filters)
