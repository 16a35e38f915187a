"""The pack of a meeting: the figures that it froze, to take home in the format and language of one's choice."""

import streamlit as st

from dashboard import data, text
from dashboard.choice import Choice
from dashboard.report_desk import format_names
from dashboard.report_making import Format, Request, file_name, make
from dashboard.report_reading import Moment
from dashboard.reports.document import Kind
from dashboard.text import _
from data_access.meeting_values import Meeting


def pack_request(meeting: Meeting, file_format: Format) -> Request:
    """The steering pack as the meeting saw it: at the instant of its data, or now where none is fixed yet."""
    moment = None
    if meeting.known_at is not None and meeting.data_version is not None:
        moment = Moment(meeting.data_version, meeting.known_at)
    choice = Choice(as_of=meeting.status_date, compare_with=meeting.compare_with)
    return Request(Kind.STEERING, file_format, choice, moment=moment)


def pack_name(meeting: Meeting, request: Request, language: str) -> str:
    """``regie-steering-M3-2026-12-01-nl.pptx``: the number and the day of the meeting."""
    return file_name(request, f"M{meeting.id}", meeting.held_on, language)


def pack_download(meeting: Meeting) -> None:
    """The pack, made when it is clicked."""
    db, formats = data.database(), format_names()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.segmented_control(
            _("Format of the pack"), list(Format), default=Format.PPTX, required=True,
            format_func=formats.__getitem__, key=f"pack_format_{text.current_language()}",
        )  # fmt: skip
        language = st.segmented_control(
            _("Language of the pack"), text.LANGUAGES, default=text.current_language(), required=True,
            format_func=text.LANGUAGE_NAMES.__getitem__, key=f"pack_language_{text.current_language()}",
        )  # fmt: skip
        request, spoken = pack_request(meeting, Format(chosen or Format.PPTX)), language or text.current_language()

        def made() -> bytes:
            with text.speaking(spoken):
                return make(db, request).data

        st.download_button(
            _("Download the pack"), made, file_name=pack_name(meeting, request, spoken),
            mime=request.format.mime, icon=":material/download:", key="pack", on_click="ignore",
        )  # fmt: skip
