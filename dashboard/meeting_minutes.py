"""The minutes of a meeting, filled from what was frozen and recorded."""

from collections.abc import Sequence

from dashboard.meeting_slide import shown_figures
from dashboard.meeting_words import figure_name, item_title, kind_name, moved, reason_sentence, written
from dashboard.reports import minutes as reports
from dashboard.reports.document import Stamp
from dashboard.text import _
from data_access.engine import Database
from data_access.meeting_people import names_by_username
from data_access.meeting_records import in_force, meeting_records, was_discussed
from data_access.meeting_values import Item, Meeting, Record, RecordKind
from data_access.meetings import meeting_items
from data_access.typed_values import ItemFigure
from data_access.users import User


def meeting_minutes(db: Database, viewer: User, meeting: Meeting) -> reports.Minutes:
    """The minutes as *viewer* may read them, in the language in use; confidential items marked."""
    records = meeting_records(db, viewer, meeting)
    names = names_by_username(db, viewer)
    items = meeting_items(db, viewer, meeting)
    hidden = {item.id for item in items if item.confidential}
    return reports.Minutes(
        title=meeting.title,
        date=meeting.held_on,
        status_date=meeting.status_date,
        stamp=_stamp(db, meeting),
        attendees=meeting.attendees,
        excused=meeting.excused,
        items=tuple(_item(item, [r for r in records if r.item_id == item.id]) for item in items),
        corrections=tuple(_correction(r, records, names, hidden) for r in records if r.corrects_id is not None),
    )


def _stamp(db: Database, meeting: Meeting) -> Stamp:
    """The snapshot of the meeting, to the second: a PDF knows no smaller part of one."""
    known_at = (meeting.known_at or db.clock()).replace(microsecond=0)
    return Stamp(meeting.status_date, meeting.data_version or 0, known_at)


def _item(item: Item, records: Sequence[Record]) -> reports.Item:
    """What was recorded first; what a later record corrects is told at the end."""
    first = [record for record in records if record.corrects_id is None]
    reasons = [reason_sentence(item, reason, whole=True) for reason in item.reasons]
    said = " · ".join(reason[:1].upper() + reason[1:] for reason in reasons)
    return reports.Item(
        title=item_title(item),
        project=item.project or "",
        reason=said,
        figures=tuple(_figure(shown) for shown in shown_figures(item)),
        discussed=item.discussed,
        decisions=tuple(_decision(r) for r in first if r.kind is RecordKind.DECISION),
        actions=tuple(reports.Action(r.text, r.owner, r.due) for r in first if r.kind is RecordKind.ACTION),
        confidential=item.confidential,
        was_discussed=was_discussed(item, records),
    )


def _figure(shown: ItemFigure) -> reports.SeenFigure:
    was = _("was {value}", value=written(shown.unit, shown.then)) if moved(shown) else ""
    return reports.SeenFigure(figure_name(shown.name), written(shown.unit, shown.value), was)


def _decision(record: Record) -> reports.Decision:
    votes = reports.Votes(*record.votes) if record.votes else reports.Votes()
    return reports.Decision(record.text, record.option, votes, record.owner, record.due)


def _correction(
    record: Record, records: Sequence[Record], names: dict[str, str], hidden: set[int]
) -> reports.Correction:
    about = next(r for r in records if r.id == record.corrects_id)
    return reports.Correction(
        about=f"{kind_name(about.kind)} {about.code}",
        text=record.text,
        by=names.get(record.recorded_by, record.recorded_by),
        at=record.recorded_at,
        confidential=record.item_id in hidden,
    )


def decided(db: Database, viewer: User, meeting: Meeting) -> list[Record]:
    """What holds of all that was recorded."""
    return in_force(meeting_records(db, viewer, meeting))
