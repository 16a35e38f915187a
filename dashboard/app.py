"""The frame around every page: who is looking, in which language, at which page."""

import streamlit as st

from dashboard import frame

st.set_page_config(**frame.PAGE_CONFIG)
frame.run_page(frame.open_page())
