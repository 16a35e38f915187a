"""Closing a meeting, and a closed one: what it decided, its minutes, and corrections as records of their own."""

from collections.abc import Sequence

import streamlit as st

from dashboard import data, text
from dashboard.meeting_acts import act, do, show_refusal
from dashboard.meeting_entries import record_in_meeting
from dashboard.meeting_heading import item_heading
from dashboard.meeting_minutes import meeting_minutes
from dashboard.meeting_pack import pack_download
from dashboard.meeting_slide import figures_html, shown_figures, slide_style
from dashboard.meeting_try import what_if_html
from dashboard.meeting_words import duration, kind_name, reason_markdown, record_line
from dashboard.panels import is_dark
from dashboard.reports.minutes import minutes_document, nothing_decided
from dashboard.reports.typeset import pdf
from dashboard.text import _
from data_access.meeting_presenting import close
from data_access.meeting_records import in_force, meeting_records, was_discussed
from data_access.meeting_rights import may_close
from data_access.meeting_values import Item, Meeting, Record, RecordDraft
from data_access.meeting_what_ifs import kept_what_ifs
from data_access.meetings import meeting_items
from data_access.users import Permission, User


def close_button(viewer: User, meeting: Meeting) -> None:
    """Ends the meeting, after a second thought."""
    if not may_close(meeting, viewer):
        return
    with st.popover(_("Close the meeting"), icon=":material/stop_circle:", type="tertiary"):
        st.markdown(_("What was decided is locked; it can only be corrected by a new record."))
        st.button(
            _("Close it now"), type="primary", key="close", on_click=do, args=(close, viewer, meeting.id)
        )  # fmt: skip


def closed(viewer: User, meeting: Meeting) -> None:
    """Minutes to take home, then every item with its figures and what was recorded."""
    show_refusal()
    minutes_download(viewer, meeting)
    pack_download(meeting)
    records = meeting_records(data.database(), viewer, meeting)
    items = meeting_items(data.database(), viewer, meeting)
    kept = kept_what_ifs(data.database(), viewer, meeting)
    st.html(slide_style(dark=is_dark()))
    for place, item in enumerate(items, 1):
        with st.container(border=True, gap="small"):
            _item(meeting, item, place)
            _records(viewer, meeting, item, [r for r in records if r.item_id == item.id])
            for record in records:
                if record.item_id == item.id and record.id in kept:
                    st.html(what_if_html(kept[record.id]))


def minutes_download(viewer: User, meeting: Meeting) -> None:
    """The minutes in a language of choice."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = st.segmented_control(
            _("Language of the minutes"), text.LANGUAGES, default=text.current_language(), required=True,
            format_func=text.LANGUAGE_NAMES.__getitem__, key=f"minutes_language_{text.current_language()}",
        )  # fmt: skip
        st.download_button(
            _("Download the minutes"), lambda: _minutes(viewer, meeting, language or "en"),
            file_name=f"regie-minutes-M{meeting.id}-{meeting.held_on}-{language}.pdf", mime="application/pdf",
            icon=":material/download:", key="minutes", on_click="ignore", type="primary",
        )  # fmt: skip


def _minutes(viewer: User, meeting: Meeting, language: str) -> bytes:
    with text.speaking(language):
        minutes = meeting_minutes(data.database(), viewer, meeting)
        return pdf(minutes_document(minutes, confidential=True))


def _item(meeting: Meeting, item: Item, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        item_heading(meeting, item, place)
        if item.spent_seconds:
            st.caption(duration(item.spent_seconds), width="content")
    for reason in item.reasons:
        st.markdown(reason_markdown(item, reason))
    st.html(f'<section class="regie-slide small">{figures_html(shown_figures(item))}</section>')
    if item.discussed:
        st.caption(text.escape(item.discussed))


def _records(viewer: User, meeting: Meeting, item: Item, records: Sequence[Record]) -> None:
    if not records:
        st.caption(nothing_decided(was_discussed=was_discussed(item, records)))
    holding = in_force(records)
    names = {record.id: record.code for record in records}
    for record in records:
        said = f"**{kind_name(record.kind)} {record.code}** {text.escape(record_line(record))}"
        if record.corrects_id in names:
            said += f" · {_('corrects {code}', code=names[record.corrects_id])}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            line = f"◆ {said}" if record in holding else f":gray[◇ {said} · {_('corrected since')}]"
            st.markdown(line, width="content")
            if record in holding and viewer.may(Permission.DECIDE):
                _correction(viewer, meeting, record)


def _correction(viewer: User, meeting: Meeting, record: Record) -> None:
    with (
        st.popover(_("Correct"), icon=":material/edit:", type="tertiary", key=f"correct_{record.id}"),
        st.form(f"correction_{record.id}", border=False),
    ):
        right = st.text_input(_("What it should say"), record.text, max_chars=2000)
        if st.form_submit_button(_("Record the correction")):
            draft = RecordDraft(
                record.kind, right, record.item_id, record.project, record.option, record.votes, record.owner,
                record.due, record.figures, record.id,
            )  # fmt: skip
            act(record_in_meeting, viewer, meeting, draft)
            st.rerun()
