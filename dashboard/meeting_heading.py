"""The heading of an agenda item wherever a meeting lists its agenda."""

import streamlit as st

from dashboard import text
from dashboard.meeting_reading import board_link
from dashboard.meeting_words import item_title
from dashboard.text import _
from data_access.meeting_values import Item, Meeting


def item_heading(meeting: Meeting, item: Item, place: int) -> None:
    """Its place and title, which lead to its project where it has one, and whether it is confidential."""
    title = f"**{text.number(place)} · {text.escape(item_title(item))}**"
    if item.project:
        board_link("project", title, meeting, project=item.project)
    else:
        st.markdown(title, width="content")
    if item.confidential:
        st.badge(_("Confidential"), icon=":material/lock:", color="violet")
