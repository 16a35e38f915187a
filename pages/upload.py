"""Upload: is my weekly file right, and is it in?"""

import streamlit as st

from dashboard import findings, previews, receiving, text
from dashboard.frame import current_viewer
from dashboard.text import _

actor = current_viewer()
st.title(_("Upload"))
left, right = st.columns(2, gap="large")
with left:
    receiving.get_workbook(actor)
with right:
    files = receiving.drop_files(actor)
receiving.show_receipts(actor)
for received in files:
    with st.container(border=True):
        st.header(text.escape(received.file_name))
        receiving.show_refusal(received)
        if received.preview is not None:
            findings.show_findings(received.preview.checked)
            previews.show_preview(received)
