"""RAID log."""

import streamlit as st

from dashboard.text import _

st.title(_("RAID log"))
