"""What the forms of Administration share: the state that they show, what an edit answered, and its history."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard import data
from dashboard.components import refused
from dashboard.text import _
from data_access.edits import Topic, edit_number
from data_access.errors import EditConflict, RegieError

Values = TypeVar("Values")
DONE = "administration_done"
SEEN = "administration_seen"


def seen(form: str, topic: Topic) -> int:
    """The number of the last edit of *topic* when *form* was first shown, until it is shown afresh."""
    shown: dict[str, int] = st.session_state.setdefault(SEEN, {})
    if form not in shown:
        shown[form] = edit_number(data.database(), topic)
    return shown[form]


def first_shown(form: str, read: Callable[[], Values]) -> Values:
    """The values that *form* began with in this round, as *read* gave them then."""
    key = f"administration_{form}_{this_round()}"
    if key not in st.session_state:
        st.session_state[key] = read()
    return st.session_state[key]


def follow(state: int, topic: Topic) -> None:
    """Shows what holds when somebody edited *topic* after the edit number *state*; for forms that nobody typed in."""
    if edit_number(data.database(), topic) != state:
        afresh()
        st.rerun()


def afresh() -> None:
    """Forgets what the forms showed: they show from now on what holds."""
    st.session_state.pop(SEEN, None)
    st.session_state["administration_round"] = this_round() + 1


def this_round() -> int:
    """Part of the key of every widget of a form: a new round has its values from the database again."""
    return int(st.session_state.get("administration_round", 0))


def attempt(act: Callable[[], object], done: str) -> None:
    """Carries out an edit: *done* is said after it; a refusal is a sentence, and what was typed stays.

    After somebody else's edit, the way to what holds now stands beside the sentence.
    """
    try:
        act()
    except EditConflict as error:
        refused(error)
        st.button(_("Show what holds now"), icon=":material/refresh:", on_click=afresh)
    except RegieError as error:
        refused(error)
    else:
        afresh()
        st.session_state[DONE] = done
        st.rerun()


def say_what_was_done() -> None:
    """The sentence of the edit that led to this run."""
    if done := st.session_state.pop(DONE, None):
        st.success(done, icon=":material/check_circle:")
