"""Deadlines: the weekday and time from a date on, and single weeks that are due at another moment."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.administration_edits import attempt, seen, this_round
from dashboard.administration_history import changes_in_force, history
from dashboard.metrics.deadlines import DAY_MINUTES, ZONE, deadline_of
from dashboard.metrics.setting_fields import DEADLINE_FIELDS
from dashboard.setting_words import clock, due_words, weekday
from dashboard.settings import DEADLINE, change_of, store_change
from dashboard.text import _, ngettext
from dashboard.today import today
from dashboard.uploads import reporting_date
from data_access.moved_deadlines import (
    MOVED_DEADLINES,
    MovedDeadline,
    move_deadline,
    moved_deadlines,
    restore_deadline,
)
from data_access.setting_changes import settings_topic
from data_access.settings import values_on
from data_access.users import Permission, User

WEEK = dt.timedelta(weeks=1)
HALF_HOUR, FIRST = 30, 6 * 60
MOMENTS = range(FIRST, DAY_MINUTES + 1, HALF_HOUR)
AHEAD, BACK = 26, 8
"""Status dates offered for a move, in weeks from now."""
TOPIC = settings_topic(DEADLINE)


def show(actor: User) -> None:
    """The rule with its coming deadline, the weeks that are moved, and the history."""
    coming = _coming()
    due = data.deadlines(data.version()).due(coming)
    st.markdown(
        _(
            "The reports of status date {day} are due before **{due}**, Brussels time.",
            day=text.day(coming),
            due=due_words(due),
        )
    )
    may_edit = actor.may(Permission.SET_THRESHOLDS)
    if may_edit:
        rule, week = st.columns(2, gap="medium")
        with rule:
            _rule(actor, coming)
        with week:
            _move(actor, coming)
    else:
        st.info(_("Only the IT project manager changes deadlines."), icon=":material/lock:")
    _moved(actor, may_edit=may_edit)
    changes_in_force(actor, DEADLINE_FIELDS, TOPIC)
    history(TOPIC)


def _coming() -> dt.date:
    return reporting_date(today(data.database())) + WEEK


def _rule(actor: User, coming: dt.date) -> None:
    state = seen("deadline", TOPIC)
    with st.form(f"deadline_{this_round()}"):
        st.header(_("The rule"))
        since = st.date_input(_("Valid from"), coming, format="DD/MM/YYYY", key=f"deadline_from_{this_round()}")
        now = deadline_of(values_on(data.rules(data.version()).changes, coming))
        day = st.selectbox(
            _("Day"), range(1, 8), now.weekday - 1, format_func=weekday, key=f"deadline_day_{this_round()}",
            help=_("Reports are due on the first such day on or after their status date."),
        )  # fmt: skip
        moments = sorted({*MOMENTS, now.minute})
        minute = st.selectbox(
            _("Before"), moments, moments.index(now.minute), format_func=clock, key=f"deadline_time_{this_round()}",
            help=_("Brussels time; 24:00 is the end of the day."),
        )  # fmt: skip
        if not st.form_submit_button(_("Store the rule"), type="primary", key="store_deadline"):
            return
    given = {"deadline_weekday": Decimal(day), "deadline_time": Decimal(minute)}
    changed = {n: v for n, v in given.items() if v != Decimal({"deadline_weekday": now.weekday}.get(n, now.minute))}
    if isinstance(since, dt.date):
        done = _("The deadline is stored. It holds from {day} on.", day=text.day(since))
        db = data.database()
        attempt(lambda: store_change(db, actor, change_of(db, changed, since, state)), done)


def _move(actor: User, coming: dt.date) -> None:
    state = seen("move", MOVED_DEADLINES)
    weeks = [coming + WEEK * number for number in range(-BACK, AHEAD)]
    with st.form(f"move_{this_round()}"):
        st.header(_("One week otherwise"))
        status_date = st.selectbox(
            _("Status date"), weeks, BACK, format_func=text.day, key=f"move_date_{this_round()}"
        )  # fmt: skip
        day = st.date_input(
            _("Due on"), coming + dt.timedelta(days=4), format="DD/MM/YYYY", key=f"move_due_{this_round()}"
        )  # fmt: skip
        at = st.time_input(_("Before"), dt.time(12), key=f"move_time_{this_round()}", help=_("Brussels time."))
        reason = st.text_input(_("Reason"), key=f"move_reason_{this_round()}", placeholder=_("Name of the holiday"))
        if not st.form_submit_button(_("Move the deadline"), key="move_deadline"):
            return
    if isinstance(day, dt.date) and at is not None:
        moved = MovedDeadline(status_date, dt.datetime.combine(day, at, ZONE), reason)
        done = _("The deadline of {day} is moved.", day=text.day(status_date))
        attempt(lambda: move_deadline(data.database(), actor, moved, state), done)


def _moved(actor: User, *, may_edit: bool) -> None:
    found = moved_deadlines(data.database())
    if not found:
        return
    st.header(ngettext("{count} week moved", "{count} weeks moved", len(found)))
    rows = [{_("Status date"): m.status_date, _("Due before"): due_words(m.due), _("Reason"): m.reason} for m in found]
    day = st.column_config.DateColumn(format=text.DAY_COLUMN, width=110)
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, column_config={_("Status date"): day}, alt=_("Weeks with another deadline")
    )
    if may_edit:
        with st.popover(_("Restore a deadline"), icon=":material/undo:"):
            state = seen("restore", MOVED_DEADLINES)
            dates = [m.status_date for m in found]
            picked = st.selectbox(_("Status date"), dates, format_func=text.day, key=f"restore_{this_round()}")
            if picked and st.button(_("Restore it"), type="primary", key="restore_deadline"):
                done = _("The deadline of {day} is that of the rule again.", day=text.day(picked))
                attempt(lambda: restore_deadline(data.database(), actor, picked, state), done)
