"""Who is looking: the person of an open session, asked anew on every run."""

from collections.abc import Callable

import streamlit as st

from dashboard.data import database
from dashboard.session_cookie import COOKIE, picture, token_in
from dashboard.text import _
from data_access import sessions
from data_access.audit import ask_origin
from data_access.errors import RegieError
from data_access.users import Permission, Role, User

ROLE_NAMES: dict[Role, Callable[[], str]] = {
    Role.VIEWER: lambda: _("General management"),
    Role.COMMITTEE: lambda: _("Steering committee"),
    Role.MANAGER: lambda: _("IT manager"),
    Role.PMO: lambda: _("IT project manager"),
    Role.ADMIN: lambda: _("Administrator"),
}

PAGE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    "upload": frozenset({Permission.UPLOAD_OWN}),
    "administration": frozenset({Permission.SET_THRESHOLDS, Permission.EDIT_REFERENCE, Permission.EDIT_USERS}),
}
"""Pages that not everybody may see: one of these permissions opens each."""


def may_see(user: User, page: str) -> bool:
    """Whether *user* may see the page called *page*."""
    wanted = PAGE_PERMISSIONS.get(page)
    return wanted is None or any(user.may(permission) for permission in wanted)


def viewer() -> User | None:
    """The person that this run is for; None where somebody has to sign in first."""
    ask_origin(_address)
    db = database()
    if session := st.session_state.get("session"):
        person = sessions.person_of(db, session)
        if person is None:
            leave(ended=True)
        return person
    token = token_in(st.context.cookies.get(COOKIE))
    person = sessions.person_with_cookie(db, token) if token else None
    if person is not None:
        st.session_state["session"] = person.session
    return person


def _address() -> str | None:
    address = st.context.ip_address
    return "localhost" if address is None else address if isinstance(address, str) else None


def enter(person: User) -> None:
    """Goes on under the session that *person* was just given."""
    st.session_state["session"] = person.session
    st.session_state["ticket"] = sessions.new_ticket(database(), person.session)
    st.session_state.pop("session_ended", None)


def keep_cookie() -> None:
    """Has the browser change its ticket for the cookie that survives a reload, until it did."""
    state = st.session_state
    ticket = state.get("ticket")
    if ticket is None:
        return
    if sessions.has_cookie(database(), state["session"]):
        del state["ticket"]
        return
    st.html(picture(ticket))


def leave(*, ended: bool = False) -> None:
    """Forgets all that this visit held of a person, but not the language; *ended* when the session was over already."""
    for name in set(st.session_state) - {"lang"}:
        del st.session_state[name]
    if ended:
        st.session_state["session_ended"] = True


def sign_out(person: User) -> None:
    """Callback of the sign-out button: the session ends everywhere."""
    try:
        sessions.end_session(database(), person)
    except RegieError:
        return
    leave()
