"""The tables of the steering meeting: meetings, their agenda, what was decided, and what was tried out."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

from data_access.types import Instant


def meeting_tables(metadata: MetaData) -> None:
    """Adds them to *metadata*. Reasons, score parts and figures are JSON texts; see ``data_access.typed_values``."""
    _meetings(metadata)
    _items(metadata)
    _decisions(metadata)
    _what_ifs(metadata)


def _meetings(metadata: MetaData) -> None:
    Table(
        "meetings",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("title", Text, nullable=False),
        Column("held_on", Date, nullable=False),
        Column("status_date", Date, nullable=False),
        Column("compare_with", Date),
        Column("previous_id", ForeignKey("meetings.id")),
        Column("state", Text, nullable=False),
        Column("known_at", Instant),
        Column("data_version", Integer),
        Column("presenter", Text),
        Column("current_item", Integer),
        Column("view", Text, nullable=False),
        Column("started_at", Instant),
        Column("item_started_at", Instant),
        Column("closed_at", Instant),
        Column("attendees", Text, nullable=False),
        Column("excused", Text, nullable=False),
        Column("version", Integer, nullable=False),
    )


def _items(metadata: MetaData) -> None:
    Table(
        "meeting_items",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("meeting_id", ForeignKey("meetings.id"), nullable=False, index=True),
        Column("position", Integer, nullable=False),
        Column("rule", Text, nullable=False),
        Column("project", Text),
        Column("subject", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("manager", Text, nullable=False),
        Column("score", Integer, nullable=False),
        Column("reasons", Text, nullable=False),
        Column("extras", Text, nullable=False),
        Column("figures", Text, nullable=False),
        Column("minutes", Integer, nullable=False),
        Column("owner", Text, nullable=False),
        Column("confidential", Boolean, nullable=False),
        Column("removed", Boolean, nullable=False),
        Column("spent_seconds", Integer, nullable=False),
        Column("discussed", Text, nullable=False),
        UniqueConstraint("meeting_id", "subject"),
    )


def _decisions(metadata: MetaData) -> None:
    Table(
        "meeting_decisions",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("meeting_id", ForeignKey("meetings.id"), nullable=False),
        Column("item_id", ForeignKey("meeting_items.id")),
        Column("number", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("option", Text, nullable=False),
        Column("votes_for", Integer),
        Column("votes_against", Integer),
        Column("abstained", Integer),
        Column("owner", Text, nullable=False),
        Column("due", Date),
        Column("project", Text),
        Column("figures", Text, nullable=False),
        Column("recorded_by", Text, nullable=False),
        Column("recorded_at", Instant, nullable=False),
        Column("corrects_id", ForeignKey("meeting_decisions.id")),
        Column("upload_id", ForeignKey("uploads.id")),
        UniqueConstraint("meeting_id", "number"),
    )


def _what_ifs(metadata: MetaData) -> None:
    Table(
        "meeting_what_ifs",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("meeting_id", ForeignKey("meetings.id"), nullable=False),
        Column("item_id", ForeignKey("meeting_items.id"), nullable=False, index=True),
        Column("parameters", Text, nullable=False),
        Column("figures", Text, nullable=False),
        Column("made_by", Text, nullable=False),
        Column("made_at", Instant, nullable=False),
        Column("dropped_at", Instant),
        Column("decision_id", ForeignKey("meeting_decisions.id")),
    )
