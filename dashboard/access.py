"""Who is looking, and what they may do."""

import os

import streamlit as st

from dashboard.data import database, people
from dashboard.text import _
from data_access.engine import Database
from data_access.users import Role, User
from data_access.versions import is_demonstration

FIRST_ROLES = (Role.PMO, Role.MANAGER, Role.VIEWER, Role.COMMITTEE, Role.ADMIN)

ROLE_NAMES = {
    Role.VIEWER: lambda: _("General management"),
    Role.COMMITTEE: lambda: _("Steering committee"),
    Role.MANAGER: lambda: _("IT manager"),
    Role.PMO: lambda: _("IT project manager"),
    Role.ADMIN: lambda: _("Administrator"),
}


def viewer() -> User | None:
    """The account that the screens act as; None when there is none.

    In a demonstration anybody may be chosen; elsewhere REGIE_USER names the account, until people sign in.
    """
    active = [user for user in people() if user.active]
    named = {user.username: user for user in active}
    chosen = os.environ.get("REGIE_USER", "")
    if not _demonstration(database()):
        return named.get(chosen)
    ordered = sorted(active, key=lambda user: (FIRST_ROLES.index(user.role), user.name))
    if not ordered:
        return None
    codes = [user.username for user in ordered]
    picked = st.selectbox(
        _("Acting as"),
        codes,
        index=codes.index(chosen) if chosen in codes else 0,
        format_func=lambda code: named[code].name,
        key="user",
        persist_state="session",
    )
    found = named.get(picked or codes[0])
    if found is not None:
        st.caption(ROLE_NAMES[found.role]())
    return found


@st.cache_resource(max_entries=4)
def _demonstration(_db: Database) -> bool:
    return is_demonstration(_db)
