"""Actions that earlier meetings decided and that are still open, as the RAID log of the meeting's instant has them."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from dashboard import data, text
from dashboard.meeting_reading import meeting_version
from dashboard.metrics.columns import records
from dashboard.metrics.risks import OPEN
from dashboard.text import _, ngettext
from data_access.meeting_records import earlier_records
from data_access.meeting_values import Meeting, Record, RecordKind
from data_access.users import User


class Carried(NamedTuple):
    """An open action: what was *recorded*, with title, owner and due as its project manager keeps them since."""

    recorded: Record
    entry: Mapping[str, object]
    is_overdue: bool


def open_actions(viewer: User, meeting: Meeting) -> list[Carried]:
    """Every open action of earlier meetings, the one due first at the head."""
    rows = data.effective_rows(meeting_version(meeting), "raid", meeting.status_date)
    known = {(row["project"], row["entry"]): row for row in records(rows)}
    found = []
    for recorded in earlier_records(data.database(), viewer, meeting):
        if recorded.kind is RecordKind.ACTION:
            row = known.get((recorded.project, recorded.code)) or _as_recorded(recorded)
            if row["status"] in OPEN:
                late = row["due"] is not None and row["due"] < meeting.status_date  # type: ignore[operator]  # dates
                found.append(Carried(recorded, row, late))
    return sorted(found, key=lambda c: (c.entry["due"] is None, c.entry["due"], c.recorded.id))


def _as_recorded(recorded: Record) -> Mapping[str, object]:
    """An action that no RAID log has at that instant."""
    return {"title": recorded.text, "owner": recorded.owner, "due": recorded.due, "status": "open"}


def carried_actions(viewer: User, meeting: Meeting) -> None:
    """The list of them, what is overdue marked."""
    found = open_actions(viewer, meeting)
    if not found:
        return
    st.header(
        ngettext("{count} open action from earlier meetings", "{count} open actions from earlier meetings", len(found))
    )
    for action in found:
        mark = f":red[■ {_('overdue')}] · " if action.is_overdue else ""
        facts = [text.escape(action.entry["owner"] or ""), text.day(action.entry["due"]) if action.entry["due"] else ""]  # type: ignore[arg-type]  # a date
        line = " · ".join(filter(None, (f"**{action.recorded.code}**", text.escape(action.entry["title"]), *facts)))
        st.markdown(mark + line)
