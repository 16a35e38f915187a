"""Who I am, at the foot of the side bar: role, password, sign out."""

import streamlit as st

from dashboard import text
from dashboard.access import ROLE_NAMES, sign_out
from dashboard.provider import settings
from dashboard.sign_in import password_form
from dashboard.text import _
from data_access.users import User


def menu(person: User) -> None:
    """The person's name, which opens onto role, password and sign-out."""
    if st.session_state.pop("password_changed", False):
        st.toast(_("Your password is changed; every other session of yours has ended."), icon=":material/check_circle:")
    with st.popover(text.escape(person.name), icon=":material/account_circle:", width="stretch", type="tertiary"):
        st.caption(f"{ROLE_NAMES[person.role]()} · {text.escape(person.username)}")
        if st.button(_("Change the password"), icon=":material/key:", key="open_password", width="stretch"):
            _change_password(person)
        st.button(
            _("Sign out"), icon=":material/logout:", key="sign_out", width="stretch", on_click=_leave, args=(person,)
        )


def _change_password(person: User) -> None:
    st.dialog(_("Change the password"))(password_form)(person)


def _leave(person: User) -> None:
    sign_out(person)
    if settings("auth") and st.user.get("is_logged_in"):
        st.logout()
