"""The sign-in screen: name and password, an identity provider, and the people of a demonstration."""

import streamlit as st
from streamlit_authenticator import Authenticate

from dashboard import text
from dashboard.access import ROLE_NAMES, enter
from dashboard.components import refused
from dashboard.data import database
from dashboard.messages import refusal_message
from dashboard.provider import offer_provider
from dashboard.session_cookie import picture
from dashboard.text import _
from data_access import sign_in as accounts
from data_access.errors import RegieError
from data_access.installation import installation_secret
from data_access.passwords import DEMONSTRATION
from data_access.users import User, has_users

FORM = "sign_in"
FIRST_ROLES = ("pmo", "manager", "viewer", "committee", "admin")


def show() -> None:
    """Everything that somebody sees before signing in; goes on to the page that was asked for."""
    people = accounts.demonstration_people(database())
    st.title("Regie")
    st.markdown(_("The dashboard of the region’s IT projects: health, budget, risks and the reform."))
    if st.session_state.get("session_ended"):
        st.info(_("Your session has ended. Sign in to go on where you were."), icon=":material/schedule:")
    left, right = st.columns([2, 3], gap="large")
    with right:
        if people:
            _demonstration(people)
        elif not has_users(database()):
            st.info(_("There is no account yet. Make the first one at the command line: regie user add"))
    st.html(picture())
    gate = _gate()
    with left:
        offer_provider()
        _password_form(gate)


def _gate() -> Authenticate:
    """The library's gate, without the frame for its own cookie, which it draws at once and Regie has no use for."""
    frame = st.empty()
    with frame.container():
        gate = Authenticate(
            {"usernames": {}}, "regie_unused", installation_secret(), 0, auto_hash=False, login_sleep_time=0
        )
    frame.empty()
    return gate


def _password_form(gate: Authenticate) -> None:
    """The form of streamlit-authenticator; whether name and password fit is decided where the accounts are."""
    model = gate.authentication_controller.authentication_model

    def fits(username: str, password: str) -> bool:
        person = _try(username, password)
        if person is not None:
            model.credentials["usernames"][username] = {"name": person.name, "roles": [person.role.value]}
        return person is not None

    model.check_credentials = fits
    fields = {"Form name": _("Sign in"), "Username": _("Username"), "Password": _("Password"), "Login": _("Sign in")}
    gate.login(fields=fields, key=FORM)
    if "session" in st.session_state:
        st.rerun()
    if failure := st.session_state.pop("sign_in_refusal", None):
        st.error(failure, icon=":material/block:")


def _try(username: str, password: str) -> User | None:
    try:
        person = accounts.sign_in(database(), username, password)
        enter(person)
    except RegieError as error:
        st.session_state["sign_in_refusal"] = text.escape(refusal_message(error))
        return None
    return person


def _be(username: str, password: str) -> None:
    _try(username, password)


def _demonstration(people: list[User]) -> None:
    st.header(_("Demonstration"))
    st.markdown(_("Choose whom to be. All of them have the password {password}.", password=f"`{DEMONSTRATION}`"))
    ordered = sorted(people, key=lambda p: (FIRST_ROLES.index(p.role), p.name))
    with st.grid(2, min_column_width=240, gap="small"):
        for person in ordered:
            st.button(
                f"**{text.escape(person.name)}**  \n{ROLE_NAMES[person.role]()} · {text.escape(person.username)}",
                key=f"as_{person.username}",
                on_click=_be,
                args=(person.username, DEMONSTRATION),
                width="stretch",
            )


def first_password(person: User) -> None:
    """A password that was handed out lets nobody further before it is changed."""
    st.title(_("Choose your password"))
    st.markdown(_("The password you were given is for the first sign-in only."))
    with st.container(width=480):
        password_form(person)


def password_form(person: User) -> None:
    """Present password, new one, and the same again."""
    with st.form("password", border=False):
        old = st.text_input(_("Present password"), type="password", key="password_old", autocomplete="current-password")
        new = st.text_input(_("New password"), type="password", key="password_new", autocomplete="new-password")
        again = st.text_input(
            _("New password again"), type="password", key="password_again", autocomplete="new-password"
        )
        st.caption(_("At least 12 characters; a sentence that you remember is best. Not your name."))
        sent = st.form_submit_button(_("Change the password"), type="primary")
    if sent and new != again:
        st.error(_("The two new passwords differ. Type the same one twice."), icon=":material/block:")
    elif sent:
        _change(person, old, new)


def _password(label: str, key: str, kind: str) -> str:
    return st.text_input(label, type="password", key=key, autocomplete=kind)


def _change(person: User, old: str, new: str) -> None:
    try:
        accounts.change_password(database(), person, old, new)
    except RegieError as error:
        refused(error)
        return
    st.session_state["password_changed"] = True
    st.rerun()
