"""The form of a decision or an action: typed with the keyboard alone, sent with Enter."""

import datetime as dt

import streamlit as st

from dashboard import data, text
from dashboard.meeting_acts import act
from dashboard.meeting_entries import record_in_meeting
from dashboard.meeting_slide import shown_figures
from dashboard.meeting_words import item_title
from dashboard.text import _
from data_access.engine import Database
from data_access.meeting_people import names_by_username
from data_access.meeting_values import Item, Meeting, RecordDraft, RecordKind, Votes
from data_access.meeting_what_ifs import keep, open_what_if
from data_access.meetings import next_meeting_day
from data_access.users import User

LONGEST = 2000


def record_form(viewer: User, meeting: Meeting, item: Item, kind: RecordKind) -> bool:
    """Asks what was decided; records it with the figures of the slide. Tells whether it was recorded."""
    decides = kind is RecordKind.DECISION
    with st.form(f"record_{kind}", border=False):
        st.markdown(f"**{text.escape(item_title(item))}**")
        label = _("Decision, in a sentence") if decides else _("Action, in a sentence")
        said = st.text_input(label, max_chars=LONGEST, key=f"first_{kind}")
        option = st.text_input(_("Option chosen"), max_chars=LONGEST) if decides else ""
        owner, due = _who_and_when(viewer, meeting, item)
        votes = _votes() if decides else None
        project = item.project or _project(meeting)
        kept = _what_if(item) if decides else False
        if not st.form_submit_button(_("Record"), type="primary", icon=":material/check:", shortcut="Ctrl+Enter"):
            return False
    figures = tuple(shown_figures(item))
    draft = RecordDraft(kind, said, item.id, project, option, votes, owner, due, figures)
    return act(_record, viewer, meeting, draft, with_what_if=kept)


def _record(db: Database, viewer: User, meeting: Meeting, draft: RecordDraft, *, with_what_if: bool) -> None:
    made = record_in_meeting(db, viewer, meeting, draft)
    if with_what_if and draft.item_id is not None:
        keep(db, viewer, meeting.id, draft.item_id, made.id)


def _who_and_when(viewer: User, meeting: Meeting, item: Item) -> tuple[str, dt.date | None]:
    """Whose item it is and the next meeting, until somebody says otherwise."""
    people = set(names_by_username(data.database(), viewer).values())
    names = sorted((people | {item.owner, item.manager}) - {""})
    expected = item.owner or item.manager
    left, right = st.columns(2)
    with left:
        owner = st.selectbox(
            _("Owner"), names, index=names.index(expected) if expected else None, accept_new_options=True,
            placeholder=_("Choose or type a name"),
        )  # fmt: skip
    with right:
        due = st.date_input(_("Due"), value=next_meeting_day(data.database(), viewer, meeting), format="DD/MM/YYYY")
    return owner or "", due if isinstance(due, dt.date) else None


def _votes() -> Votes | None:
    """None, consensus, where nobody is counted."""
    columns = st.columns(3)
    labels = (_("For"), _("Against"), _("Abstained"))
    counted = []
    for column, label in zip(columns, labels, strict=True):
        with column:
            counted.append(st.number_input(label, 0, 99, None, 1, placeholder="–"))
    st.caption(_("Without votes, the decision is by consensus."))
    return None if all(n is None for n in counted) else Votes(*(int(n or 0) for n in counted))


def _project(meeting: Meeting) -> str | None:
    """The project whose RAID log it enters, where the item concerns several."""
    rows = data.effective_rows(data.version(), "projects", None)
    names = dict(zip(rows["project"], rows["name"], strict=True))
    return st.selectbox(
        _("Project"), sorted(names, key=lambda code: str(names[code]).casefold()), index=None,
        format_func=lambda code: f"{names[code]} ({code})", placeholder=_("None: it stays in the minutes"),
    )  # fmt: skip


def _what_if(item: Item) -> bool:
    if open_what_if(data.database(), item.id) is None:
        return False
    return st.checkbox(_("Keep the what-if with this decision"), value=True)
