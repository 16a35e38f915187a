"""History: who reported when, what every upload changed, and undo."""

import streamlit as st

from dashboard import reported, upload_details
from dashboard.data import version
from dashboard.frame import current_viewer
from dashboard.text import _

st.title(_("History"))
now = version()
reported.week_cards(now)
reported.punctuality_grid(now)
picked = reported.upload_table(now)
if picked is not None:
    upload_details.upload_details(now, current_viewer(), picked)
