"""Meeting: what changed since last time, and what do we decide?"""

import streamlit as st

from dashboard import meeting_close, meeting_list, meeting_prepare, meeting_present
from dashboard.frame import current_viewer
from dashboard.meeting_reading import is_closed, is_presented, meeting_in_address
from dashboard.text import _

viewer = current_viewer()
meeting = meeting_in_address()
if meeting is None:
    st.title(_("Meeting"))
    meeting_list.overview(viewer)
elif is_presented(meeting):
    meeting_present.present(viewer, meeting)
else:
    meeting_list.heading(meeting)
    if is_closed(meeting):
        meeting_close.closed(viewer, meeting)
    else:
        meeting_prepare.prepare(viewer, meeting)
