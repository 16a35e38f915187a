"""All meetings of the committee, and a new one."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.meeting_acts import act, show_refusal
from dashboard.meeting_reading import MEETING
from dashboard.meeting_words import meeting_name, state_name
from dashboard.text import _, ngettext
from dashboard.today import today
from dashboard.uploads import FRIDAY
from data_access.meeting_rights import prepares
from data_access.meeting_values import Meeting, State
from data_access.meetings import create_meeting, list_meetings, next_meeting_day
from data_access.users import User

NONE = 0


def overview(viewer: User) -> None:
    """Every meeting that the viewer may see, the latest first, and the form for the next one."""
    meetings = list_meetings(data.database(), viewer)
    show_refusal()
    if not meetings:
        st.info(_("No meeting yet. The IT project manager prepares it here; it appears once its figures are frozen."))
    for meeting in meetings:
        _line(meeting)
    if prepares(viewer):
        with st.expander(_("Prepare a new meeting"), icon=":material/add:", expanded=not meetings):
            _new(viewer, meetings)


def _line(meeting: Meeting) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        link_to("meeting", f"**{text.escape(meeting_name(meeting))}**", meeting=str(meeting.id))
        colour = {State.PRESENTING: "green", State.DRAFT: "gray"}.get(meeting.state, "blue")
        st.badge(state_name(meeting.state), color=colour)  # type: ignore[arg-type]  # names of colours
        st.caption(_("Status date {day}", day=text.day(meeting.status_date)), width="content")


def _new(viewer: User, meetings: Sequence[Meeting]) -> None:
    dates = data.status_dates(data.version())
    if not dates:
        st.info(_("A meeting needs a status date: upload a workbook first."))
        return
    named = {meeting.id: meeting_name(meeting) for meeting in meetings}
    with st.form("new_meeting", border=False):
        title = st.text_input(_("Title"), value=_("Steering committee"), max_chars=200)
        with st.grid(3, min_column_width=180, gap="small"):
            held_on = st.date_input(
                _("Held on"), value=_next_day(viewer, meetings, today(data.database())), format="DD/MM/YYYY"
            )
            status_date = st.selectbox(_("Status date"), dates, format_func=text.day)
            previous = st.selectbox(
                _("Compare with the meeting"), [*named, NONE], format_func=lambda number: named.get(number, _("none"))
            )
        if st.form_submit_button(_("Create the meeting"), type="primary") and isinstance(held_on, dt.date):
            _create(viewer, title, held_on, status_date, previous)


def _create(viewer: User, title: str, held_on: dt.date, status_date: dt.date, previous: int) -> None:
    earlier = next((m for m in list_meetings(data.database(), viewer) if m.id == previous), None)
    fits = earlier is not None and earlier.status_date < status_date
    done = act(
        create_meeting, viewer, title=title, held_on=held_on, status_date=status_date,
        previous_id=previous or None, compare_with=None if fits or not previous else _week_before(status_date),
    )  # fmt: skip
    if done:
        st.query_params[MEETING] = str(max(m.id for m in list_meetings(data.database(), viewer)))
    st.rerun()


def _week_before(status_date: dt.date) -> dt.date:
    return status_date - dt.timedelta(days=7)


def _next_day(viewer: User, meetings: Sequence[Meeting], now: dt.date) -> dt.date:
    """In the rhythm of the *meetings* after the last; without any, or long after, the Tuesday that comes next."""
    tuesday = now + dt.timedelta(days=(FRIDAY - 3 - now.weekday()) % 7)
    if not meetings:
        return tuesday
    planned = next_meeting_day(data.database(), viewer, meetings[0])
    return planned if planned >= now else tuesday


def heading(meeting: Meeting) -> None:
    """What meeting this is, how far it is, and which dates its figures are of."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(text.escape(meeting_name(meeting)), width="content")
        st.badge(state_name(meeting.state), color="gray" if meeting.state is State.DRAFT else "blue")
        st.button(_("All meetings"), type="tertiary", icon=":material/arrow_back:", on_click=leave, key="leave")
    st.markdown(" · ".join(_dates(meeting)))
    _newer(meeting)


def leave() -> None:
    """Callback: back to the list of meetings."""
    st.query_params.pop(MEETING, None)


def _dates(meeting: Meeting) -> list[str]:
    said = [_("Status date {day}", day=f"**{text.day(meeting.status_date)}**")]
    if meeting.compare_with:
        said.append(_("compared with {day}", day=text.day(meeting.compare_with)))
    if meeting.known_at:
        said.append(_("figures frozen on {instant}", instant=text.instant(meeting.known_at)))
    return said


def _newer(meeting: Meeting) -> None:
    count = newer_uploads(meeting)
    if not count:
        return
    said = ngettext(
        "{count} upload or undo came after the figures were frozen. This meeting does not show it.",
        "{count} uploads or undos came after the figures were frozen. This meeting does not show them.",
        count,
    )
    if meeting.state is State.CLOSED:
        st.caption(f":material/update: {said}")
    else:
        st.warning(said, icon=":material/update:")


def newer_uploads(meeting: Meeting) -> int:
    """How many uploads came, or were undone, after the figures of *meeting* were frozen; its own entries apart."""
    if meeting.known_at is None:
        return 0
    listed = data.upload_list(data.version())
    since = [
        name
        for name, came, undone in zip(listed["file_name"], listed["committed_at"], listed["undone_at"], strict=True)
        if came > meeting.known_at or (undone is not None and undone > meeting.known_at)
    ]
    return sum(not str(name).startswith(f"M{meeting.id}-") for name in since)
