"""Boards read with the eyes of a meeting: the address names it, and every figure is as known when it was frozen."""

import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.frame import current_viewer
from dashboard.meeting_words import meeting_name
from dashboard.text import _
from data_access.errors import NotFound
from data_access.meeting_values import Meeting, State
from data_access.meetings import get_meeting

MEETING = "meeting"


def board_version() -> int:
    """The data version that a board shows: the present, or what was known to the meeting that the address names."""
    meeting = meeting_in_address()
    if meeting is None or meeting.known_at is None:
        return data.version()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        said = _(
            "Figures frozen on {instant} for {meeting}",
            instant=text.instant(meeting.known_at),
            meeting=meeting_name(meeting),
        )
        st.markdown(f":material/ac_unit: {text.escape(said)}", width="content")
        link_to("meeting", f":material/arrow_back: {_('Back to the meeting')}")
    return data.version_at(meeting.known_at)


def meeting_in_address() -> Meeting | None:
    """The meeting that the address names, where the viewer may see it."""
    named = st.query_params.get(MEETING, "")
    if not (named.isascii() and named.isdigit() and len(named) < 9):
        return None
    try:
        return get_meeting(data.database(), current_viewer(), int(named))
    except NotFound:
        return None


def meeting_version(meeting: Meeting) -> int:
    """The data version that *meeting* shows."""
    return data.version() if meeting.known_at is None else data.version_at(meeting.known_at)


def board_link(page: str, label: str, meeting: Meeting, **params: str) -> None:
    """A link to a board with the dates and the frozen figures of *meeting*; *label* is Markdown."""
    dates = {"as_of": meeting.status_date.isoformat(), MEETING: str(meeting.id)}
    if meeting.compare_with:
        dates["compare"] = meeting.compare_with.isoformat()
    link_to(page, label, **{**dates, **params})


def is_presented(meeting: Meeting) -> bool:
    """Whether *meeting* is in session."""
    return meeting.state is State.PRESENTING


def is_closed(meeting: Meeting) -> bool:
    """Whether *meeting* is over."""
    return meeting.state is State.CLOSED
