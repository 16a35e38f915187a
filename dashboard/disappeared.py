"""Rows of last time that the new file lacks: what they are, and the question what happened to them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.row_names import Names, address_of
from dashboard.text import _, ngettext
from data_access.plan import Change, Gone, GoneDecision

MISTAKE = "mistake"


def ask(changes: Sequence[Change], sha256: str, names: Names) -> GoneDecision | None:
    """Asks about the rows of *changes*; None while the answer is open or was “a mistake”."""
    if not changes:
        return GoneDecision(Gone.KEEP)
    st.warning(
        ngettext(
            "{count} row of last time is not in the file. What happened to it?",
            "{count} rows of last time are not in the file. What happened to them?",
            len(changes),
        ),
        icon=":material/help:",
    )
    answers = {
        Gone.CLOSE.value: _("Close them: they no longer hold"),
        Gone.KEEP.value: _("Keep them as they are"),
        MISTAKE: _("It was a mistake: I will correct the file"),
    }
    answer = st.radio(
        _("Rows that disappeared"), list(answers), index=None, format_func=answers.__getitem__,
        key=f"gone_{sha256[:12]}", label_visibility="collapsed",
    )  # fmt: skip
    rows = [address_of(change, names)[:3] for change in changes]
    table = pd.DataFrame(rows, columns=[_("Sheet"), _("Project"), _("Key")])
    if answer in (None, MISTAKE):
        st.dataframe(table, hide_index=True, alt=_("Rows that disappeared"))
        return None
    return GoneDecision(Gone(answer), _exceptions(changes, table, answer, sha256))


def _exceptions(
    changes: Sequence[Change], table: pd.DataFrame, answer: str, sha256: str
) -> dict[tuple[str, tuple[object, ...]], Gone]:
    """The rows in question, each with an answer of its own where the person gives one."""
    words = {Gone.CLOSE.value: _("Close"), Gone.KEEP.value: _("Keep")}
    edited = st.data_editor(
        table.assign(decision=words[answer]),
        hide_index=True,
        disabled=list(table.columns),
        column_config={
            "decision": st.column_config.SelectboxColumn(_("What to do"), options=list(words.values()), required=True)
        },
        key=f"gone_rows_{sha256[:12]}_{answer}",
    )
    codes = {word: Gone(code) for code, word in words.items()}
    return {
        (change.dataset.name, change.key): codes[word]
        for change, word in zip(changes, edited["decision"], strict=True)
        if word in codes and word != words[answer]
    }
