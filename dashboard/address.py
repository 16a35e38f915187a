"""Choices that live in the URL as codes, so that a copied link means the same in every language.

Streamlit's own binding writes the text that the widget shows, which changes with the language.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard.text import current_language


def choose_from_address(key: str, options: Sequence[str], default: str) -> str:
    """Sets the widget *key* before it is drawn: from a link that was followed, from the session, or to *default*.

    A value that is not among *options* falls back to *default*. Who stayed with the default moves on
    with it: an open board shows the new week as soon as it is in.
    """
    state, written, before = st.session_state, f"address_{key}", f"default_{key}"
    in_address = st.query_params.get(key)
    if in_address is not None and in_address != state.get(written):
        state[key] = in_address
    elif state.get(key) == state.get(before):
        state[key] = default
    if state.get(key) not in options:
        state[key] = default
    state[before] = default
    _hand_over(key, [current_language(), *options])
    return str(state[key])


def _hand_over(key: str, drawn_with: list[str]) -> None:
    """Gives the choice to the browser again where the widget is about to be drawn in other words or with other options.

    Streamlit takes it for a new widget then, and the browser would answer with the first option.
    """
    state, before = st.session_state, f"drawn_{key}"
    if state.get(before) != drawn_with:
        state[before] = drawn_with
        state[key] = state[key]


def write_to_address(key: str, value: str, default: str) -> None:
    """Puts the choice into the URL, or takes it out when it is the default."""
    if value != default:
        st.query_params[key] = value
        st.session_state[f"address_{key}"] = value
    else:
        if key in st.query_params:
            del st.query_params[key]
        st.session_state.pop(f"address_{key}", None)
