"""Administration: the rules, lists and dates that every board goes by."""

import streamlit as st

from dashboard import administration
from dashboard.frame import current_viewer
from dashboard.text import _

st.title(_("Administration"))
administration.part(current_viewer())
