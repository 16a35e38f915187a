"""What ``tests.upload_server`` shows where the sign-in component is tried: a cookie it wrote and read back."""

import extra_streamlit_components as components
import streamlit as st

cookies = components.CookieManager(key="cookies")
if "answer" not in (cookies.cookies or {}):
    cookies.set("answer", "yes", key="write", secure=False)
st.text(f"the cookie says {cookies.get('answer')}")
