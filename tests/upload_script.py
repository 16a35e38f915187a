"""What ``tests.upload_server`` shows: a place for files, for anybody but a stranger."""

import streamlit as st

from dashboard.upload_door import close_door, open_door

if st.query_params.get("who") == "stranger":
    close_door()
else:
    open_door()
files = st.file_uploader("Files", accept_multiple_files=True, key="files")
st.text(repr([file.name for file in files]))
