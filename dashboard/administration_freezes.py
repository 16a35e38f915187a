"""Freezes: days without cutovers, with the cutovers that fall inside them, and the form that declares one."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.administration_edits import attempt, seen, this_round
from dashboard.freezes import named_freezes
from dashboard.metrics.waves import ConflictKind, conflicts
from dashboard.text import _, ngettext
from dashboard.today import today
from data_access.contract import Label
from data_access.freezes import FREEZES, NEW, Freeze, remove_freeze, save_freeze
from data_access.users import Permission, User


def show(actor: User) -> None:
    """The declared freezes, and the form for one of them or another."""
    version = data.version()
    declared, names = data.freeze_list(version), data.reference_names(version, "institutions", text.current_language())
    st.markdown(_("No cutover should fall into a freeze. Those that do are conflicts on the Reform board."))
    _table(declared, names, _inside(version, declared))
    if actor.may(Permission.EDIT_REFERENCE):
        _form(actor, _chosen(declared), names)


def _inside(version: int, declared: list[Freeze]) -> list[list[str]]:
    """The items whose pending cutover falls into each freeze."""
    rows = data.effective_rows(version, "migration", None)
    return [
        [c.item for c in conflicts(rows, [freeze]) if c.kind is ConflictKind.IN_FREEZE]
        for freeze in named_freezes(declared)
    ]


def _table(declared: list[Freeze], names: Mapping[str, str], inside: list[list[str]]) -> None:
    if not declared:
        st.info(_("No freeze is declared. Declare the first one below."))
        return
    st.header(ngettext("{count} freeze is declared", "{count} freezes are declared", len(declared)))
    rows = [
        {
            _("Name"): freeze.name.in_language(text.current_language()),
            _("First day"): freeze.start,
            _("Last day"): freeze.end,
            _("Institution"): names.get(freeze.institution, freeze.institution) if freeze.institution else _("All"),
            _("Cutovers inside"): ", ".join(items) or _("none"),
        }
        for freeze, items in zip(declared, inside, strict=True)
    ]
    day = st.column_config.DateColumn(format=text.DAY_COLUMN, width=110)
    days = {_("First day"): day, _("Last day"): day}
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=days, alt=_("Declared freezes"))


def _chosen(declared: list[Freeze]) -> Freeze | None:
    """The freeze to edit; None for another."""
    options = [NEW, *(freeze.id for freeze in declared)]
    named = {freeze.id: freeze for freeze in declared}
    picked = st.selectbox(
        _("Declare or change"), options, key=f"freeze_{this_round()}",
        format_func=lambda number: _words(named.get(number)),
    )  # fmt: skip
    return named.get(picked)


def _words(freeze: Freeze | None) -> str:
    if freeze is None:
        return _("Another freeze")
    name = freeze.name.in_language(text.current_language())
    return _("{name}, from {day}", name=name, day=text.day(freeze.start))


def _form(actor: User, freeze: Freeze | None, names: Mapping[str, str]) -> None:
    number = freeze.id if freeze else NEW
    form = f"freeze_{number}_{this_round()}"
    state = seen(f"freeze_{number}", FREEZES)
    with st.form(form):
        given = _inputs(freeze, names, form)
        with st.container(horizontal=True, gap="small"):
            label = _("Store the change") if freeze else _("Declare the freeze")
            save = st.form_submit_button(label, type="primary", key="save_freeze")
            drop = bool(freeze) and st.form_submit_button(_("Remove"), icon=":material/delete:", key="remove_freeze")
    if save:
        done = _("The freeze “{name}” is stored.", name=given.name.in_language(text.current_language()))
        attempt(lambda: save_freeze(data.database(), actor, given, state), text.escape(done))
    if drop:
        attempt(lambda: remove_freeze(data.database(), actor, number, state), _("The freeze is removed."))


def _inputs(freeze: Freeze | None, names: Mapping[str, str], form: str) -> Freeze:
    now = today(data.database())
    codes = ["", *names]
    with st.grid(3, min_column_width=180, gap="small"):
        start = _day(_("First day"), freeze.start if freeze else now, f"{form}_start")
        end = _day(_("Last day"), freeze.end if freeze else now + dt.timedelta(days=7), f"{form}_end")
        institution = st.selectbox(
            _("Institution"), codes, codes.index(freeze.institution or "") if freeze else 0, key=f"{form}_institution",
            format_func=lambda code: names[code] if code else _("All"),
        )  # fmt: skip
        written = [
            st.text_input(label, getattr(freeze.name, language) if freeze else "", key=f"{form}_{language}")
            for language, label in _name_labels().items()
        ]
    return Freeze(start, end, Label(*written), institution or None, freeze.id if freeze else NEW)


def _name_labels() -> dict[str, str]:
    return {"en": _("Name in English"), "fr": _("Name in French"), "nl": _("Name in Dutch")}


def _day(label: str, value: dt.date, key: str) -> dt.date:
    typed = st.date_input(label, value, format="DD/MM/YYYY", key=key)
    return typed if isinstance(typed, dt.date) else value
