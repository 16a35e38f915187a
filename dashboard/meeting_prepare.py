"""Preparing a meeting: the agenda proposes itself, people arrange it, and the figures are frozen."""

from collections.abc import Sequence
from itertools import count

import streamlit as st

from dashboard import data, text
from dashboard.meeting_acts import act, do, show_refusal
from dashboard.meeting_carried import carried_actions
from dashboard.meeting_heading import item_heading
from dashboard.meeting_proposal import proposals
from dashboard.meeting_words import item_title, reason_markdown, score_parts
from dashboard.text import _, ngettext
from dashboard.today import today
from data_access.meeting_agenda import add_item, change_item, move_item, propose
from data_access.meeting_people import names_by_username
from data_access.meeting_presenting import attend, start
from data_access.meeting_rights import prepares, sits_in
from data_access.meeting_values import Item, ItemDraft, Meeting, State
from data_access.meetings import freeze, meeting_items, thaw
from data_access.users import User


def prepare(viewer: User, meeting: Meeting) -> None:
    """The agenda with all that may be done to it; read only for whoever does not prepare."""
    show_refusal()
    items = meeting_items(data.database(), viewer, meeting, removed=True)
    shown = [item for item in items if not item.removed]
    _steps(viewer, meeting, shown)
    agenda, beside = st.columns([3, 1], gap="large")
    with agenda:
        _agenda(viewer, meeting, shown)
    with beside:
        carried_actions(viewer, meeting)
        if prepares(viewer):
            _add(viewer, meeting, items)
            _removed(viewer, meeting, [item for item in items if item.removed])
        if sits_in(viewer):
            _attendance(viewer, meeting)


def _steps(viewer: User, meeting: Meeting, shown: Sequence[Item]) -> None:
    with st.container(horizontal=True, gap="small"):
        if meeting.state is State.DRAFT and prepares(viewer):
            st.button(
                _("Propose the agenda") if not shown else _("Propose anew"), icon=":material/auto_awesome:",
                type="secondary" if shown else "primary", key="propose", on_click=_propose, args=(viewer, meeting),
            )  # fmt: skip
            st.button(
                _("Freeze the figures"), icon=":material/ac_unit:", type="primary" if shown else "secondary",
                key="freeze", disabled=not shown, on_click=_freeze, args=(viewer, meeting),
                help=_("Fixes the instant of the data: later uploads do not change this meeting."),
            )  # fmt: skip
        if meeting.state is State.FROZEN and sits_in(viewer):
            st.button(
                _("Start presenting"), icon=":material/slideshow:", type="primary", key="start",
                on_click=do, args=(start, viewer, meeting.id),
            )  # fmt: skip
        if meeting.state is State.FROZEN and prepares(viewer):
            st.button(
                _("Back to draft"), icon=":material/undo:", key="thaw", on_click=do, args=(thaw, viewer, meeting),
                help=_("To freeze it anew with the data that came since."),
            )  # fmt: skip

    if meeting.state is State.FROZEN and sits_in(viewer) and (now := today(data.database())) < meeting.held_on:
        st.warning(
            _("This meeting is planned for {day}. Presented today, its decisions and actions bear the date of {today}.",
              day=text.day(meeting.held_on), today=text.day(now)),
            icon=":material/event:",
        )  # fmt: skip


def _propose(viewer: User, meeting: Meeting) -> None:
    act(lambda db: propose(db, viewer, meeting, proposals(db, viewer, meeting)(None)))


def _freeze(viewer: User, meeting: Meeting) -> None:
    act(lambda db: freeze(db, viewer, meeting, proposals(db, viewer, meeting)))


def _agenda(viewer: User, meeting: Meeting, shown: Sequence[Item]) -> None:
    if not shown:
        st.info(_("The agenda is empty. It proposes itself from what the figures say needs the committee."))
        return
    minutes = sum(item.minutes for item in shown)
    st.header(
        ngettext("{count} item, {minutes} minutes", "{count} items, {minutes} minutes", len(shown),
                 minutes=text.number(minutes))
    )  # fmt: skip
    for place, item in enumerate(shown, 1):
        with st.container(border=True, gap="xsmall"):
            _head(meeting, item, place)
            for reason in item.reasons:
                st.markdown(reason_markdown(item, reason))
            if prepares(viewer):
                _controls(viewer, meeting, item)
            else:
                st.caption(_("{minutes} min", minutes=text.number(item.minutes)))


def _head(meeting: Meeting, item: Item, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        item_heading(meeting, item, place)
        if item.score:
            with st.popover(_("{points} points", points=text.number(item.score)), type="tertiary"):
                for name, points in score_parts(item):
                    st.markdown(f"{text.number(points)} · {name}")
                st.markdown(f"**{text.number(item.score)} · {_('Score')}**")


def _controls(viewer: User, meeting: Meeting, item: Item) -> None:
    """Keys carry what they show: where somebody else changed it, the widget begins anew with the new value."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, icon, places in (("up", "arrow_upward", -1), ("down", "arrow_downward", 1)):
            st.button(
                _("Up") if places < 0 else _("Down"), icon=f":material/{icon}:", key=f"{name}_{item.id}",
                type="tertiary", on_click=do, args=(move_item, viewer, meeting, item.id, places),
            )  # fmt: skip
        for name in ("minutes", "owner", "confidential"):
            _edited(viewer, meeting, item, name)
        st.button(
            _("Remove"), icon=":material/close:", type="tertiary", key=f"remove_{item.id}",
            on_click=do, args=(change_item, viewer, meeting, item.id), kwargs={"removed": True},
        )  # fmt: skip


def _edited(viewer: User, meeting: Meeting, item: Item, name: str) -> None:
    key = f"{name}_{item.id}_{getattr(item, name)}"

    def save() -> None:
        act(change_item, viewer, meeting, item.id, **{name: st.session_state[key]})

    if name == "minutes":
        st.number_input(_("Minutes"), 0, 240, item.minutes, 5, key=key, on_change=save, width=130)
    elif name == "owner":
        st.text_input(_("Owner"), item.owner, key=key, on_change=save, width=200, max_chars=200)
    else:
        st.toggle(_("Confidential"), item.confidential, key=key, on_change=save)


def _add(viewer: User, meeting: Meeting, items: Sequence[Item]) -> None:
    with st.form("add_item", border=False, clear_on_submit=True):
        st.header(_("Add an item"))
        title = st.text_input(_("Title"), max_chars=200, key="added_title")
        if st.form_submit_button(_("Add"), icon=":material/add:"):
            taken = {item.subject for item in items}
            subject = next(name for n in count(1) if (name := f"added:{n}") not in taken)
            act(add_item, viewer, meeting, ItemDraft(subject, title.strip()))
            st.rerun()


def _removed(viewer: User, meeting: Meeting, removed: Sequence[Item]) -> None:
    if not removed:
        return
    with st.expander(ngettext("{count} removed", "{count} removed", len(removed)), type="compact"):
        for item in removed:
            st.button(
                text.escape(item_title(item)), icon=":material/undo:", type="tertiary", key=f"restore_{item.id}",
                on_click=do, args=(change_item, viewer, meeting, item.id), kwargs={"removed": False},
            )  # fmt: skip


def _attendance(viewer: User, meeting: Meeting) -> None:
    with st.form("attendance", border=False):
        st.header(_("Attendance"))
        people = set(names_by_username(data.database(), viewer).values())
        names = sorted(people | set(meeting.attendees + meeting.excused))
        there = st.multiselect(_("Present"), names, list(meeting.attendees), accept_new_options=True,
                               placeholder=_("Choose or type names"))  # fmt: skip
        excused = st.multiselect(_("Excused"), names, list(meeting.excused), accept_new_options=True,
                                 placeholder=_("Choose or type names"))  # fmt: skip
        if st.form_submit_button(_("Save")):
            act(attend, viewer, meeting.id, there, excused)
            st.rerun()
