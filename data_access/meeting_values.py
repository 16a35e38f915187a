"""What a steering meeting is made of: itself, the items of its agenda, decisions, what-ifs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from data_access.typed_values import ItemFigure, TypedValue


class State(StrEnum):
    """How far a meeting is; each state follows the one before."""

    DRAFT = "draft"
    FROZEN = "frozen"
    PRESENTING = "presenting"
    CLOSED = "closed"


class RecordKind(StrEnum):
    """What is recorded in a meeting; both are kinds of entries of the RAID log."""

    DECISION = "decision"
    ACTION = "action"


ADDED = "added"
"""The rule of an item that somebody put on the agenda by hand."""


@dataclass(frozen=True)
class Meeting:
    """One meeting. Its figures are those of *status_date* beside *compare_with*, as known at *known_at* (None: now),
    after the change that made *data_version*.

    *version* rises with every change of the meeting, its agenda and its records.
    """

    id: int
    title: str
    held_on: dt.date
    status_date: dt.date
    compare_with: dt.date | None
    previous_id: int | None
    state: State
    known_at: dt.datetime | None
    data_version: int | None
    presenter: str | None
    current_item: int | None
    view: str
    started_at: dt.datetime | None
    item_started_at: dt.datetime | None
    closed_at: dt.datetime | None
    attendees: tuple[str, ...]
    excused: tuple[str, ...]
    version: int


class Reason(NamedTuple):
    """Why an item is on the agenda: a *rule*, what it adds to the score, and the figures that fill its sentence."""

    rule: str
    points: int
    figures: Mapping[str, TypedValue]


class Part(NamedTuple):
    """Something beside the rules that adds to the score."""

    code: str
    points: int


@dataclass(frozen=True)
class ItemDraft:
    """An item as it is proposed: *subject* tells items of a meeting apart, *figures* are what is shown with it."""

    subject: str
    title: str
    project: str | None = None
    manager: str = ""
    owner: str = ""
    rule: str = ADDED
    reasons: tuple[Reason, ...] = ()
    extras: tuple[Part, ...] = ()
    figures: tuple[ItemFigure, ...] = ()
    minutes: int = 5
    confidential: bool = False

    @property
    def score(self) -> int:
        """The sum of its parts."""
        return sum(r.points for r in self.reasons) + sum(p.points for p in self.extras)


@dataclass(frozen=True)
class Item(ItemDraft):
    """An item of an agenda; *removed* ones are kept, so that nobody proposes them again. *discussed* are notes."""

    id: int = field(kw_only=True)
    meeting_id: int = field(kw_only=True)
    position: int = field(kw_only=True)
    removed: bool = field(kw_only=True)
    spent_seconds: int = field(kw_only=True)
    discussed: str = field(kw_only=True)


class Votes(NamedTuple):
    """How the committee voted."""

    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True)
class RecordDraft:
    """A decision or an action about to be recorded. *votes* None stands for consensus."""

    kind: RecordKind
    text: str
    item_id: int | None = None
    project: str | None = None
    option: str = ""
    votes: Votes | None = None
    owner: str = ""
    due: dt.date | None = None
    figures: tuple[ItemFigure, ...] = ()
    corrects_id: int | None = None


@dataclass(frozen=True)
class Record(RecordDraft):
    """What was recorded, by whom and when; *upload_id* brought it into the RAID log under *entry*."""

    id: int = field(kw_only=True)
    meeting_id: int = field(kw_only=True)
    number: int = field(kw_only=True)
    recorded_by: str = field(kw_only=True)
    recorded_at: dt.datetime = field(kw_only=True)
    upload_id: int | None = field(kw_only=True)

    @property
    def code(self) -> str:
        """How people name it: ``M3-2``."""
        return record_code(self.meeting_id, self.number)


def record_code(meeting_id: int, number: int) -> str:
    """The code of the record *number* of a meeting, also that of its entry in the RAID log."""
    return f"M{meeting_id}-{number}"


@dataclass(frozen=True)
class WhatIf:
    """Something that was tried out on an item; *figures* now are with it, *then* are without."""

    id: int
    meeting_id: int
    item_id: int
    parameters: Mapping[str, TypedValue]
    figures: tuple[ItemFigure, ...]
    made_by: str
    made_at: dt.datetime
    decision_id: int | None
