"""What buttons of a meeting do: one write to the data, or the sentence why not."""

from collections.abc import Callable

import streamlit as st

from dashboard import data, text
from dashboard.messages import refusal_message
from data_access.errors import RegieError

REFUSAL, DIALOG = "meeting_refusal", "meeting_dialog"


def act(what: Callable[..., object], *args: object, **values: object) -> bool:
    """Carries out *what* on the database; a refusal is kept for ``show_refusal``. Tells whether it was done."""
    try:
        what(data.database(), *args, **values)
    except RegieError as error:
        st.session_state[REFUSAL] = refusal_message(error)
        return False
    st.session_state.pop(REFUSAL, None)
    return True


def do(what: Callable[..., object], *args: object, **values: object) -> None:
    """``act`` as the callback of a button."""
    act(what, *args, **values)


def show_refusal() -> None:
    """Why the last step was not taken, once."""
    refusal = st.session_state.pop(REFUSAL, None)
    if refusal:
        st.error(text.escape(refusal), icon=":material/block:")


def open_dialog(name: str) -> None:
    """Callback: the dialog *name* opens with the next run."""
    st.session_state[DIALOG] = name


def close_dialog() -> None:
    """Callback: no dialog is open any more."""
    st.session_state.pop(DIALOG, None)


def open_name() -> str | None:
    """The dialog that is open; while one is, the screen does not follow anybody."""
    found = st.session_state.get(DIALOG)
    return str(found) if found else None
