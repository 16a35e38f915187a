"""Reform: is every tool of every institution on its way, and what stands in its way?"""

import streamlit as st

from dashboard import reform_board, reform_item
from dashboard.filters import filter_bar
from dashboard.meeting_reading import board_version
from dashboard.text import _

st.title(_("Reform"))
now = board_version()
filters = filter_bar(now, of_tools=True)
view = reform_board.load(now, filters)
if view is None:
    reform_board.nothing(now, filters)
else:
    reform_board.freshness(now, filters, view)
    reform_board.cards(filters, view)
    picked = [
        reform_board.tool_map(now, filters, view),
        reform_board.waves(now, filters, view),
        reform_board.readiness(now, filters, view),
    ]
    left, right = st.columns(2, gap="medium")
    with left:
        reform_board.moved(now, filters, view)
    with right:
        picked.append(reform_board.adoption(now, filters, view))
    picked.append(reform_board.dual_run(now, filters, view))
    picked.append(reform_board.hosting(now, filters, view))
    if not reform_board.where_from(now, filters, view):
        reform_item.open_item(now, view, picked)
