"""Choices that live in the URL as codes, so that a copied link means the same in every language.

Streamlit's own binding writes the text that the widget shows, which changes with the language.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st


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
    chosen = state.get(key)
    # Assigned even where nothing changes: the same key is another widget on each page, and in other words.
    state[key] = chosen if chosen in options else default
    state[before] = default
    return str(state[key])


def write_to_address(key: str, value: str, default: str) -> None:
    """Puts the choice into the URL, or takes it out when it is the default."""
    if value != default:
        st.query_params[key] = value
        st.session_state[f"address_{key}"] = value
    else:
        if key in st.query_params:
            del st.query_params[key]
        st.session_state.pop(f"address_{key}", None)


PAGES = Path(__file__).resolve().parents[1] / "pages"
KEPT = ("lang", "as_of", "compare", "meeting")
"""Choices that a link to another board carries along."""


def link_to(page: str, label: str, **params: str) -> None:
    """A link to another board that keeps language and dates; *label* is Markdown."""
    kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    st.page_link(str(PAGES / f"{page}.py"), label=label, query_params={**kept, **params})
