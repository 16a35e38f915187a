"""Institutions and programmes: their codes and their names in three languages."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.administration_edits import attempt, seen, this_round
from dashboard.text import _, ngettext
from data_access.contract import Choice, Label
from data_access.reference import reference_topic, references, save_reference
from data_access.users import Permission, User

NEW = ""
LANGUAGES = ("en", "fr", "nl")


def show(actor: User) -> None:
    """One of both lists, and the form for one of its entries or another."""
    kinds = {"institutions": _("Institutions"), "programmes": _("Programmes")}
    kind = st.segmented_control(
        _("List"), list(kinds), default="institutions", required=True, format_func=kinds.__getitem__,
        label_visibility="collapsed", key="administration_list",
    ) or "institutions"  # fmt: skip
    state = seen(kind, reference_topic(kind))
    entries = references(data.database())[kind]
    _table(kind, entries)
    if actor.may(Permission.EDIT_REFERENCE):
        _form(actor, kind, entries, state)


def _table(kind: str, entries: Sequence[Choice]) -> None:
    if not entries:
        st.info(_("The list is empty: workbooks cannot name any yet. Add the first entry below."))
        return
    title = (
        ngettext("{count} institution", "{count} institutions", len(entries))
        if kind == "institutions"
        else ngettext("{count} programme", "{count} programmes", len(entries))
    )
    st.header(title)
    rows = [{_("Code"): e.value, **dict(zip(_labels().values(), e.label, strict=True))} for e in entries]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=title)


def _labels() -> dict[str, str]:
    return {"en": _("Name in English"), "fr": _("Name in French"), "nl": _("Name in Dutch")}


def _form(actor: User, kind: str, entries: Sequence[Choice], state: int) -> None:
    named = {entry.value: entry for entry in entries}
    picked = st.selectbox(
        _("Add or change"), [NEW, *named], key=f"entry_{kind}_{this_round()}",
        format_func=lambda code: named[code].label.in_language(text.current_language()) if code else _("Another entry"),
    )  # fmt: skip
    form = f"entry_{kind}_{picked}_{this_round()}"
    with st.form(form):
        given = _inputs(named.get(picked or NEW), form)
        with st.container(horizontal=True, gap="small"):
            label = _("Store the change") if picked else _("Add the entry")
            save = st.form_submit_button(label, type="primary", key="save_entry")
            drop = bool(picked) and st.form_submit_button(_("Remove"), icon=":material/delete:", key="remove_entry")
    if save:
        done = _("“{name}” is stored.", name=text.escape(given.label.in_language(text.current_language())))
        changed = tuple(given if e.value == picked else e for e in entries) if picked else (*entries, given)
        attempt(lambda: save_reference(data.database(), actor, kind, changed, state), done)
    if drop:
        left = tuple(e for e in entries if e.value != picked)
        done = _("“{name}” is removed.", name=text.escape(given.label.in_language(text.current_language())))
        attempt(lambda: save_reference(data.database(), actor, kind, left, state), done)


def _inputs(entry: Choice | None, form: str) -> Choice:
    with st.grid(4, min_column_width=180, gap="small"):
        code = st.text_input(
            _("Code"), entry.value if entry else "", key=f"{form}_code", disabled=entry is not None, max_chars=40,
            help=_("What workbooks and links carry; it never changes."),
        )  # fmt: skip
        names = [
            st.text_input(label, getattr(entry.label, language) if entry else "", key=f"{form}_{language}")
            for language, label in _labels().items()
        ]
    return Choice(entry.value if entry else code, Label(*names))
