"""Users and roles: every account, the form that adds or changes one, first passwords, and erasing a person."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.access import ROLE_NAMES
from dashboard.administration_edits import DONE, afresh, attempt, first_shown, this_round
from dashboard.messages import refusal_message
from dashboard.panels import table_panel
from dashboard.text import _, ngettext
from data_access.erasure import erase_person
from data_access.errors import RegieError
from data_access.sign_in import reset_password
from data_access.users import Role, User, add_user, change_user, list_users

NEW = ""
HANDED_OUT = "administration_first_password"
FAILED = "administration_failed"


def show(actor: User) -> None:
    """The accounts, and what an administrator does with one."""
    people = list_users(data.database(), actor)
    _handed_out()
    if failure := st.session_state.pop(FAILED, None):
        st.error(text.escape(failure), icon=":material/block:")
    _table(people)
    known = {person.username: person for person in people if not person.username.startswith("erased-")}
    picked = st.selectbox(
        _("Add or change"), [NEW, *known], key=f"account_{this_round()}",
        format_func=lambda name: f"{known[name].name} ({name})" if name else _("Another account"),
    )  # fmt: skip
    person = known.get(picked or NEW)
    _form(actor, person)
    if person is not None:
        _sensitive(actor, person)


def _table(people: Sequence[User]) -> None:
    rows = [
        {
            _("Name"): person.name,
            _("Username"): person.username,
            _("Role"): ROLE_NAMES[person.role](),
            _("E-mail"): person.email,
            _("Active"): _("yes") if person.active else _("no"),
            _("Password"): _("to be changed at the first sign-in") if person.password_is_first else "",
        }
        for person in sorted(people, key=lambda person: (not person.active, person.name))
    ]
    table_panel(ngettext("{count} account", "{count} accounts", len(people)), pd.DataFrame(rows), "accounts")


def _form(actor: User, person: User | None) -> None:
    form = f"account_{person.username if person else NEW}_{this_round()}"
    seen = first_shown(form, lambda: person.revision if person else 0)
    with st.form(form):
        with st.grid(4, min_column_width=180, gap="small"):
            username = st.text_input(
                _("Username"), person.username if person else "", disabled=person is not None, max_chars=60,
                key=f"{form}_username",
            )  # fmt: skip
            name = st.text_input(
                _("Name"), person.name if person else "", max_chars=120, key=f"{form}_name",
                help=_("As in the column “Project manager” of the workbooks: projects follow it."),
            )  # fmt: skip
            email = st.text_input(
                _("E-mail"), person.email if person else "", max_chars=200, key=f"{form}_email",
                help=_("Finds the account of whom an identity provider vouches for."),
            )  # fmt: skip
            role = st.selectbox(
                _("Role"), list(Role), index=list(Role).index(person.role) if person else 0, key=f"{form}_role",
                format_func=lambda role: ROLE_NAMES[role](),
            )  # fmt: skip
        active = st.checkbox(_("Active"), person.active if person else True, disabled=person is None, key=f"{form}_on")
        label = _("Store the change") if person else _("Add the account")
        if not st.form_submit_button(label, type="primary", key="save_account"):
            return
    done = _("The account of {name} is stored.", name=text.escape(name))
    if person is None:
        attempt(lambda: _add(actor, username, name, email, role), done)
    else:
        values = {"name": name.strip(), "email": email.strip(), "role": role, "active": active}
        attempt(lambda: change_user(data.database(), actor, person.username, values, revision=seen), done)


def _add(actor: User, username: str, name: str, email: str, role: Role | None) -> None:
    added = add_user(data.database(), actor, username=username, name=name, role=str(role), email=email)
    st.session_state[HANDED_OUT] = (added.username, reset_password(data.database(), actor, added.username))


def _handed_out() -> None:
    """A first password, shown until the next step."""
    if found := st.session_state.pop(HANDED_OUT, None):
        username, password = found
        st.info(
            _(
                "First password of {user}: {password}  \nIt is shown this once. Hand it over in person or by phone.",
                user=text.escape(username), password=f"`{password}`",
            ),
            icon=":material/key:",
        )  # fmt: skip


def _sensitive(actor: User, person: User) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Give a new first password"), icon=":material/key:", key="reset_password", on_click=_reset,
            args=(actor, person), help=_("Every session of the person ends."),
        )  # fmt: skip
        if st.button(_("Erase the person"), icon=":material/person_remove:", key="erase_person"):
            st.dialog(_("Erase the person"))(_confirm_erasure)(actor, person)


def _reset(actor: User, person: User) -> None:
    try:
        st.session_state[HANDED_OUT] = (person.username, reset_password(data.database(), actor, person.username))
    except RegieError as error:
        st.session_state[FAILED] = refusal_message(error)


def _confirm_erasure(actor: User, person: User) -> None:
    st.markdown(
        _(
            "Name, username and e-mail of {name} leave the accounts and the audit trail for good. What the account "
            "did stays, under a number. Workbooks that name the person stay as they came in.",
            name=text.escape(person.name),
        )
    )
    if st.button(
        _("Erase for good"), type="primary", key="erase_for_good", on_click=_erase, args=(actor, person.username)
    ):
        st.rerun()


def _erase(actor: User, username: str) -> None:
    try:
        erase_person(data.database(), actor, username)
    except RegieError as error:
        st.session_state[FAILED] = refusal_message(error)
    else:
        st.session_state[DONE] = _("The person is erased.")
    afresh()
