"""A meeting in session: one item per screen; the presenter moves, the others follow if they wish."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from dashboard import data, meeting_close
from dashboard.frame import current_viewer
from dashboard.meeting_acts import act, do, open_dialog, open_name, show_refusal
from dashboard.meeting_behind import VIEWS, behind, view_name
from dashboard.meeting_dialogs import dialog
from dashboard.meeting_list import leave
from dashboard.meeting_reading import is_presented
from dashboard.meeting_slide import Slide, slide_html, slide_style
from dashboard.meeting_try import Tried, question_of, show_question
from dashboard.panels import is_dark
from dashboard.text import _, pgettext
from data_access.meeting_presenting import look, pulse, step, take_over
from data_access.meeting_records import in_force, meeting_records
from data_access.meeting_rights import may_decide, presents, sits_in
from data_access.meeting_values import Item, Meeting
from data_access.meetings import ITEM_VIEW, get_meeting, meeting_items
from data_access.users import User

FOLLOW, OWN_ITEM, OWN_VIEW, SHOWN = "meeting_follow", "meeting_own_item", "meeting_own_view", "meeting_shown"
BEAT = 1.2
"""Seconds between two looks at the pulse of the meeting."""
ROOM = (
    "<style>[data-testid=stSidebar],[data-testid=stExpandSidebarButton],[data-testid=stHeaderLogo]{display:none}"
    "@media(max-width:640px){[data-testid=stBottom]{position:static}}"
    "@media(min-width:3000px){.st-key-controls{zoom:2.3}}</style>"
)
"""No navigation beside a slide; on a telephone the buttons stand below it, on a wall they are larger."""


@dataclass(frozen=True, eq=False)
class Room:
    """The meeting as one *viewer* sees it now: the *items* that they may see, and the one on their screen."""

    viewer: User
    meeting: Meeting
    items: Sequence[Item]
    item: Item | None
    view: str
    follows: bool

    @property
    def is_presenter(self) -> bool:
        """Whether this screen moves all others."""
        return presents(self.meeting, self.viewer)

    @cached_property
    def place(self) -> int:
        """Where the item stands on the agenda that the viewer sees, from 1."""
        return 1 + next((i for i, other in enumerate(self.items) if other is self.item), 0)


@dataclass(frozen=True)
class Shown:
    """What stands on a screen: the slide of a meeting at *version*; no html where the item is not for this viewer."""

    version: int
    style: str = ""
    html: str = ""
    tried: Tried | None = None


def present(viewer: User, meeting: Meeting) -> None:
    """The slide, what lies behind it, and the controls that the viewer has."""
    st.html(ROOM)
    room = _room(viewer, meeting)
    if room.follows and not room.is_presenter and room.view == ITEM_VIEW and open_name() is None:
        st.session_state.pop(SHOWN, None)
        _follow(meeting.id)
        show_refusal()
    else:
        _draw(_slide(room))
        show_refusal()
        if room.item is not None and room.view != ITEM_VIEW:
            behind(meeting, room.item, room.view)
        if room.follows and open_name() is None:
            _listen(meeting.id, meeting.version)
    _controls(room)
    if room.item is not None:
        dialog(viewer, meeting, room.item)


def _room(viewer: User, meeting: Meeting) -> Room:
    items = meeting_items(data.database(), viewer, meeting)
    follows = presents(meeting, viewer) or bool(st.session_state.get(FOLLOW, True))
    wanted = meeting.current_item if follows else st.session_state.get(OWN_ITEM, meeting.current_item)
    view = meeting.view if follows else st.session_state.get(OWN_VIEW, ITEM_VIEW)
    item = next((i for i in items if i.id == wanted), None)
    return Room(viewer, meeting, items, item, str(view), follows)


@st.fragment(run_every=BEAT)
def _listen(meeting_id: int, version: int) -> None:
    """Draws the whole screen anew as soon as the meeting is another than the one shown."""
    beat = pulse(data.database(), meeting_id)
    if beat is None or beat.version != version:
        st.rerun(scope="app")


@st.fragment(run_every=BEAT)
def _follow(meeting_id: int) -> None:
    """The presenter's item, and only it, drawn anew when the meeting changed, not the whole page.

    What is shown is kept, clocks included, so that a beat without news costs one small select.
    """
    beat = pulse(data.database(), meeting_id)
    kept = st.session_state.get(SHOWN)
    if beat is None or not isinstance(kept, Shown) or kept.version != beat.version:
        kept = _news(meeting_id)
        st.session_state[SHOWN] = kept
    _draw(kept)


def _news(meeting_id: int) -> Shown:
    """The slide as it is now; the whole page is drawn anew where more than the item changed."""
    viewer = current_viewer()
    meeting = get_meeting(data.database(), viewer, meeting_id)
    if not is_presented(meeting) or presents(meeting, viewer) or meeting.view != ITEM_VIEW:
        st.rerun(scope="app")
    return _slide(_room(viewer, meeting))


def _slide(room: Room) -> Shown:
    if room.item is None:
        return Shown(room.meeting.version)
    records = in_force(meeting_records(data.database(), room.viewer, room.meeting))
    slide = Slide(
        meeting=room.meeting,
        item=room.item,
        place=room.place,
        count=len(room.items),
        records=[r for r in records if r.item_id == room.item.id],
        minutes_planned=sum(item.minutes for item in room.items),
        now=data.database().clock(),
    )
    is_item = room.view == ITEM_VIEW
    tried = question_of(room.viewer, room.meeting, room.item) if is_item else None
    short = tried is not None or not is_item
    style = slide_style(slide, dark=is_dark(), short=short)
    return Shown(room.meeting.version, style, slide_html(slide, short=short), tried)


def _draw(shown: Shown) -> None:
    if not shown.html:
        st.info(_("The committee is dealing with a confidential item."), icon=":material/lock:")
        return
    st.html(shown.style)
    st.html(shown.html)
    if shown.tried is not None:
        show_question(shown.tried)


def _controls(room: Room) -> None:
    with st.bottom.container(key="controls", horizontal=True, gap="small", vertical_alignment="center"):
        if room.is_presenter or not room.follows:
            _moves(room)
        if room.item is not None and room.item.project and (room.is_presenter or not room.follows):
            _views(room)
        if may_decide(room.meeting, room.viewer) and room.item is not None:
            _recording()
        _seat(room)


def _moves(room: Room) -> None:
    """Previous and next: the keys are those that a presenter's remote control sends, and no key of Streamlit's own."""
    for name, key, places, stop in (
        (pgettext("item of the agenda", "Previous"), "PageUp", -1, 1),
        (pgettext("item of the agenda", "Next"), "PageDown", 1, len(room.items)),
    ):
        icon = ":material/chevron_left:" if places < 0 else ":material/chevron_right:"
        st.button(
            name, icon=icon, shortcut=key, key=f"move_{places}", disabled=room.place == stop,
            on_click=_move, args=(room, places),
        )  # fmt: skip


def _move(room: Room, places: int) -> None:
    if room.is_presenter:
        act(step, room.viewer, room.meeting.id, places)
    else:
        there = min(max(room.place - 1 + places, 0), len(room.items) - 1)
        st.session_state[OWN_ITEM], st.session_state[OWN_VIEW] = room.items[there].id, ITEM_VIEW


def _views(room: Room) -> None:
    key = f"view_{room.meeting.version}_{room.item.id if room.item else 0}_{room.view}"

    def show() -> None:
        chosen = st.session_state[key] or ITEM_VIEW
        if room.is_presenter:
            act(look, room.viewer, room.meeting.id, chosen)
        else:
            st.session_state[OWN_VIEW] = chosen

    st.segmented_control(
        _("Look behind it"), VIEWS, default=room.view, required=True, format_func=view_name, key=key, on_change=show,
        label_visibility="collapsed",
    )  # fmt: skip


def _recording() -> None:
    for name, label, icon, key in (
        ("decision", _("Decision"), "gavel", "D"),
        ("action", _("Action"), "task_alt", "A"),
        ("what_if", _("What if"), "science", "W"),
        ("note", _("Note"), "edit_note", "N"),
    ):
        st.button(
            label, icon=f":material/{icon}:", shortcut=key, key=f"open_{name}",
            type="primary" if name == "decision" else "secondary", on_click=open_dialog, args=(name,),
        )  # fmt: skip


def _seat(room: Room) -> None:
    if room.is_presenter:
        meeting_close.close_button(room.viewer, room.meeting)
    else:
        st.toggle(
            _("Follow the presenter"),
            value=True,
            key=FOLLOW,
            persist_state="session",
            on_change=_from_here,
            args=(room,),
        )
        if sits_in(room.viewer):
            st.button(
                _("Take over"), icon=":material/co_present:", type="tertiary", key="take_over",
                on_click=do, args=(take_over, room.viewer, room.meeting.id),
            )  # fmt: skip
    st.button(_("Leave the room"), icon=":material/logout:", type="tertiary", key="leave", on_click=leave)


def _from_here(room: Room) -> None:
    """Who stops following stays at the item they see."""
    st.session_state[OWN_ITEM] = room.item.id if room.item else None
    st.session_state[OWN_VIEW] = room.view
