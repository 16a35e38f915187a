"""The forms of a meeting in session: a decision or an action, a note, a what-if. Each opens with one key."""

from collections.abc import Callable

import streamlit as st

from dashboard import meeting_try, text
from dashboard.first_field import TO_FIRST_FIELD
from dashboard.meeting_acts import act, close_dialog, open_name, show_refusal
from dashboard.meeting_decide import record_form
from dashboard.meeting_words import item_title
from dashboard.text import _
from data_access.meeting_presenting import note
from data_access.meeting_values import Item, Meeting, RecordKind
from data_access.users import User


def dialog(viewer: User, meeting: Meeting, item: Item) -> None:
    """The form that is open, if one is."""
    forms: dict[str, tuple[str, Callable[[], bool]]] = {
        "decision": (_("Record a decision"), lambda: record_form(viewer, meeting, item, RecordKind.DECISION)),
        "action": (_("Record an action"), lambda: record_form(viewer, meeting, item, RecordKind.ACTION)),
        "what_if": (_("What if …"), lambda: meeting_try.question_form(viewer, meeting, item)),
        "note": (_("Note what is said"), lambda: _note_form(viewer, meeting, item)),
    }
    name = open_name()
    if name not in forms:
        return
    title, form = forms[name]

    def body() -> None:
        st.html(TO_FIRST_FIELD, unsafe_allow_javascript=True)
        if form():
            close_dialog()
            st.rerun()
        show_refusal()

    st.dialog(title, width="medium", on_dismiss=close_dialog)(body)()


def _note_form(viewer: User, meeting: Meeting, item: Item) -> bool:
    with st.form("note", border=False):
        st.markdown(f"**{text.escape(item_title(item))}**")
        discussed = st.text_area(_("What was said, for the minutes"), item.discussed, max_chars=4000, key="first_note")
        if not st.form_submit_button(_("Keep the note"), type="primary", shortcut="Ctrl+Enter"):
            return False
    return act(note, viewer, meeting.id, item.id, discussed)
