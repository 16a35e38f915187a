"""Navigation, language and sign-in around the pages; every page runs only through here."""

import logging
from pathlib import Path
from typing import Any, cast

import streamlit as st

from dashboard import text
from dashboard.access import viewer
from dashboard.address import choose_from_address, write_to_address
from dashboard.components import refused
from dashboard.stylesheet import streamlit_words
from dashboard.text import _
from data_access.errors import RegieError
from data_access.users import Permission, User

UPLOAD_MEGABYTES = 50
WORKBOOK_TYPES = ("xlsx", "xlsm", "xls", "ods")
log = logging.getLogger(__name__)
PAGES = Path(__file__).resolve().parents[1] / "pages"
STATIC = Path(__file__).with_name("static")
PAGE_CONFIG: dict[str, Any] = {"page_title": "Regie", "page_icon": str(STATIC / "logo.png"), "layout": "wide"}


def open_page() -> Any:
    """Sets language and viewer, shows the navigation, and returns the page to run."""
    text.otherwise(lambda: st.session_state.get("lang"))
    language = _language()
    text.use(language)
    st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "logo.png"))
    st.html(streamlit_words(UPLOAD_MEGABYTES, WORKBOOK_TYPES) or "<style></style>")
    try:
        with st.sidebar:
            user = viewer()
    except RegieError as error:
        refused(error)
        st.stop()
    if user is None:
        st.info(_("No account is chosen. Add one with “regie user add”, name it in REGIE_USER, and restart."))
        st.stop()
    st.session_state["viewer"] = user
    return st.navigation(_pages(user))


def current_viewer() -> User:
    """The person that this run of the script is for."""
    return cast(User, st.session_state["viewer"])


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


def _pages(user: User) -> dict[str, list[Any]]:
    steer = [
        st.Page(
            PAGES / "portfolio.py",
            title=_("Portfolio"),
            icon=":material/dashboard:",
            help=_("Are we on track, and what needs me? KPIs and the status of every project."),
            default=True,
        ),
        st.Page(
            PAGES / "project.py",
            title=_("Project"),
            icon=":material/assignment:",
            help=_("One project on one page: status, progress, budget, milestones, risks and sources."),
        ),
        st.Page(
            PAGES / "budget.py",
            title=_("Budget"),
            icon=":material/euro:",
            help=_("Plan, actual and forecast, and the commitment and payment credits of the year."),
        ),
        st.Page(
            PAGES / "raid.py",
            title=_("RAID log"),
            icon=":material/warning:",
            help=_("Risks, assumptions, issues, dependencies, actions, decisions and changes."),
        ),
        st.Page(
            PAGES / "reform.py",
            title=_("Reform"),
            icon=":material/account_tree:",
            help=_("Every tool of every institution on its way: waves, readiness, users moved, dual running."),
        ),
    ]
    feed = [
        st.Page(
            PAGES / "history.py",
            title=_("History"),
            icon=":material/history:",
            help=_("Who reported when, every upload with its rows and file, and undo."),
        )
    ]
    upload = st.Page(
        PAGES / "upload.py",
        title=_("Upload"),
        icon=":material/upload_file:",
        help=_("Get the weekly workbook, upload it, see what it changes, and store it."),
        visibility="visible" if user.may(Permission.UPLOAD_OWN) else "hidden",
    )
    feed.insert(0, upload)
    return {_("Steer"): steer, _("Feed"): feed}
