"""Dated changes of settings: those in force, which can be taken back, and who made which when."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.administration_edits import attempt, seen, this_round
from dashboard.metrics.setting_fields import FIELDS, Field
from dashboard.setting_words import written
from dashboard.settings import change_of, store_change
from dashboard.text import _, ngettext
from data_access.edits import Edit, Topic, edit_history
from data_access.settings import Setting
from data_access.users import Permission, User


def changes_in_force(actor: User, fields: Sequence[Field], topic: Topic) -> None:
    """The dated changes of *fields*, the latest first, and the way to take one back."""
    names = {field.name for field in fields}
    found = sorted(
        (s for s in data.rules(data.version()).changes if s.name in names), key=lambda s: s.valid_from, reverse=True
    )
    if not found:
        st.caption(_("No change yet: the defaults hold on all dates."))
        return
    st.header(ngettext("{count} dated change in force", "{count} dated changes in force", len(found)))
    rows = [
        {
            _("Valid from"): change.valid_from,
            _("Setting"): _(FIELDS[change.name].label),
            _("Value"): written(change.name, change.value),
        }
        for change in found
    ]
    day = st.column_config.DateColumn(format=text.DAY_COLUMN, width=110)
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, column_config={_("Valid from"): day}, alt=_("Dated changes in force")
    )
    if actor.may(Permission.SET_THRESHOLDS):
        _take_back(actor, found, topic)


def _take_back(actor: User, found: Sequence[Setting], topic: Topic) -> None:
    with st.popover(_("Take a change back"), icon=":material/undo:"):
        state = seen(f"take_back_{topic.subject}", topic)
        picked = st.selectbox(
            _("Change"), found, format_func=_words, key=f"take_back_{topic.subject}_{this_round()}",
        )  # fmt: skip
        st.caption(_("What held before that date holds again from it on, until the next change."))
        if picked and st.button(_("Take it back"), type="primary", key=f"taken_back_{topic.subject}"):
            done = _("The change is taken back: {change}.", change=_words(picked))
            attempt(lambda: _undo(actor, picked, state), done)


def _undo(actor: User, change: Setting, state: int) -> None:
    db = data.database()
    store_change(db, actor, change_of(db, {change.name: None}, change.valid_from, state))


def _words(change: Setting) -> str:
    return _(
        "{setting} {value}, from {day}",
        setting=_(FIELDS[change.name].label),
        value=written(change.name, change.value),
        day=text.day(change.valid_from),
    )


def history(topic: Topic) -> None:
    """Who changed which setting when, old and new."""
    edits = edit_history(data.database(), topic)
    if not edits:
        return
    with st.expander(ngettext("{count} edit so far", "{count} edits so far", len(edits)), icon=":material/history:"):
        rows = [row for edit in edits for row in _edit_rows(edit)]
        day = st.column_config.DateColumn(format=text.DAY_COLUMN, width=110)
        st.dataframe(
            pd.DataFrame(rows), hide_index=True, column_config={_("Valid from"): day}, alt=_("Edits of the settings")
        )


def _edit_rows(edit: Edit) -> list[dict[str, object]]:
    since = dt.date.fromisoformat(edit.new["valid_from"])
    return [
        {
            _("At"): text.instant(edit.at),
            _("By"): edit.by,
            _("Valid from"): since,
            _("Setting"): _(FIELDS[name].label),
            _("Old"): _told(name, edit.old.get(name), _("default")),
            _("New"): _told(name, value, _("taken back")),
        }
        for name, value in edit.new.items()
        if name in FIELDS
    ]


def _told(name: str, value: str | None, otherwise: str) -> str:
    return otherwise if value is None else written(name, Decimal(value))
