"""Navigation, language and sign-in around the pages; every page runs only through here."""

import logging
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import account, sign_in, text
from dashboard.access import keep_cookie, viewer
from dashboard.address import choose_from_address, write_to_address
from dashboard.components import refused
from dashboard.navigation import pages_of
from dashboard.stylesheet import ROOM_FOR_TABLES, streamlit_words
from dashboard.text import _
from dashboard.upload_door import close_door, open_door
from data_access.errors import PermissionDenied, RegieError
from data_access.users import User

UPLOAD_MEGABYTES = 50
WORKBOOK_TYPES = ("xlsx", "xlsm", "xls", "ods")
log = logging.getLogger(__name__)
STATIC = Path(__file__).with_name("static")
PAGE_CONFIG: dict[str, Any] = {"page_title": "Regie", "page_icon": str(STATIC / "logo.png"), "layout": "wide"}


def open_page() -> Any:
    """Sets language and viewer, shows the navigation, and returns the page to run; nobody passes unsigned."""
    text.otherwise(lambda: st.session_state.get("lang"))
    language = _language()
    text.use(language)
    st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "logo.png"))
    st.html(ROOM_FOR_TABLES + streamlit_words(UPLOAD_MEGABYTES, WORKBOOK_TYPES))
    try:
        user = viewer()
        if user is None or user.password_is_first:
            _stop_at_the_gate(user)
            st.stop()
    except RegieError as error:
        refused(error)
        st.stop()
    open_door()
    st.session_state["viewer"] = user
    with st.sidebar:
        account.menu(user)
        keep_cookie()
    return st.navigation(pages_of(user))


def _stop_at_the_gate(user: User | None) -> None:
    """Sign-in, or a first password to change, at the address that was asked for, which stays as it is."""
    close_door()
    st.navigation([page for section in pages_of(None).values() for page in section], position="hidden")
    if user is None:
        sign_in.show()
    else:
        keep_cookie()
        sign_in.first_password(user)


def current_viewer() -> User:
    """The person that this run of the script is for; ``PermissionDenied`` once their session has ended."""
    person = viewer()
    if person is None:
        raise PermissionDenied("session_ended")
    return person


def run_page(page: Any) -> None:
    """Runs *page*; whatever goes wrong becomes a sentence, and a record in the server's log."""
    try:
        page.run()
    except RegieError as error:
        refused(error)
    except Exception:
        log.exception("page %s failed", page.url_path)
        st.error(
            _("Something went wrong. It was recorded; nothing was lost. Reload the page, or tell the administrator.")
        )


def _language() -> str:
    default = text.language_from(st.context.locale)
    choose_from_address("lang", text.LANGUAGES, default)
    with st.sidebar:
        chosen = st.segmented_control(
            "Language · Langue · Taal",
            text.LANGUAGES,
            required=True,
            format_func=str.upper,
            label_visibility="collapsed",
            key="lang",
            persist_state="session",
        )
    write_to_address("lang", chosen or default, "")
    return chosen or default
