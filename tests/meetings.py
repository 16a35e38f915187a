"""Meetings for tests: drafts of items, meetings in each state, and what is recorded in them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from dashboard.meeting_proposal import project_figures
from data_access import meeting_agenda, meeting_presenting, meetings
from data_access.engine import Database
from data_access.meeting_values import ItemDraft, Meeting, Part, Reason, State
from data_access.typed_values import ItemFigure
from data_access.users import User
from tests.storing import week

HELD_ON = dt.date(2026, 5, 12)


def draft(subject: str = "P1", points: int = 50, **values: object) -> ItemDraft:
    """An item as the data might propose it: one reason, one further part of the score, one figure."""
    reasons = (Reason("exception", points, {"used": Decimal("132.5"), "part": "cost"}),)
    given: dict[str, object] = {
        "title": f"Project {subject}", "project": subject, "manager": "Sofie Peeters", "rule": "exception",
        "reasons": reasons, "extras": (Part("budget", 7),),
        "figures": (ItemFigure("bac", "eur", Decimal("1000.00"), Decimal("900.00")),),
    }  # fmt: skip
    return ItemDraft(subject, **(given | values))  # type: ignore[arg-type]  # the fields of an item


def drafted(db: Database, actor: User, drafts: Sequence[ItemDraft] | None = None, **values: object) -> Meeting:
    """A draft meeting with *drafts* on its agenda."""
    given: dict[str, object] = {"title": "Steering committee", "held_on": HELD_ON, "status_date": week(1)}
    meeting = meetings.create_meeting(db, actor, **(given | values))  # type: ignore[arg-type]  # its own fields
    return meeting_agenda.propose(db, actor, meeting, (draft(),) if drafts is None else drafts)


def frozen(db: Database, actor: User, drafts: Sequence[ItemDraft] | None = None, **values: object) -> Meeting:
    """A frozen meeting."""
    return meetings.freeze(db, actor, drafted(db, actor, drafts, **values), lambda _at: ())


def presented(db: Database, actor: User, drafts: Sequence[ItemDraft] | None = None, **values: object) -> Meeting:
    """A meeting that *actor* presents."""
    return meeting_presenting.start(db, actor, frozen(db, actor, drafts, **values).id)


def in_state(db: Database, actor: User, state: State) -> Meeting:
    """A meeting in *state*."""
    if state is State.DRAFT:
        return drafted(db, actor)
    if state is State.FROZEN:
        return frozen(db, actor)
    meeting = presented(db, actor)
    return meeting if state is State.PRESENTING else meeting_presenting.close(db, actor, meeting.id)


def with_projects(db: Database, actor: User, meeting: Meeting, count: int = 2) -> Meeting:
    """*meeting* with *count* further projects on its agenda, added by hand with all their figures."""
    there = {item.subject for item in meetings.meeting_items(db, actor, meeting)}
    others = [(code, seen) for code, seen in project_figures(db, meeting, None).items() if code not in there]
    for code, seen in others[:count]:
        added = ItemDraft(code, f"About {code}", code, figures=seen)
        meeting = meeting_agenda.add_item(db, actor, meeting, added)
    return meeting
