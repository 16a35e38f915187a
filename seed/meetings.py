"""The steering committee of the demonstration: a meeting that was held, and the draft of the next."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.meeting_entries import record_in_meeting
from dashboard.meeting_proposal import proposals
from data_access.engine import Database, utc_now
from data_access.meeting_agenda import change_item, propose
from data_access.meeting_presenting import attend, close, note, start, step
from data_access.meeting_values import Item, Meeting, RecordDraft, RecordKind, Votes
from data_access.meetings import create_meeting, freeze, list_meetings, meeting_items
from data_access.users import User

TITLE = "Comité de pilotage / Stuurgroep"
WEEKS_AGO = 4
"""How long ago the committee met, and how long before that the date it compared with."""
FEWEST_WEEKS = 2 * WEEKS_AGO + 1
"""Shorter stories hold no meeting."""
TUESDAY = dt.timedelta(days=4)
OPENS, FREEZES = dt.time(13), dt.time(8)
MINUTES = dt.timedelta(minutes=9)


class Outcome(NamedTuple):
    """What the committee does about an item: a decision, and an action due some days after the meeting."""

    decision: str
    option: str
    votes: Votes | None
    action: str
    days: int
    said: str


OUTCOMES = (
    Outcome(
        "Le plan d’exception est approuvé, sans budget supplémentaire.", "B", Votes(5, 1, 0),
        "Présenter le planning révisé et les économies proposées.", 17,
        "Le prestataire confirme par écrit qu’il tient la nouvelle date.",
    ),
    Outcome(
        "De stuurgroep kiest de tweede optie; het verschil komt uit de reserve van het programma.", "B", None,
        "De herverdeling tussen de basisallocaties laten goedkeuren door de Inspectie van Financiën.", 45,
        "De Inspectie van Financiën werd informeel geraadpleegd en heeft geen bezwaar.",
    ),
    Outcome(
        "The project goes on; its status is looked at again in four weeks.", "", None,
        "Agree the acceptance criteria with the institution.", 10, "",
    ),
)  # fmt: skip
"""In the order of the agenda; the items after them are noted."""


def meeting_days(dates: Sequence[dt.date]) -> list[dt.date]:
    """The status dates after which the committee met."""
    return [dates[-1 - WEEKS_AGO]] if len(dates) >= FEWEST_WEEKS else []


def hold(db: Database, actors: Mapping[str, User], status_date: dt.date, compare_with: dt.date) -> None:
    """Prepares, presents and closes the meeting after *status_date*, unless there was one already."""
    pmo, committee = _role(actors, "pmo"), _role(actors, "committee")
    if list_meetings(db, pmo):
        return
    held_on = status_date + TUESDAY
    meeting = _prepared(_at(db, held_on, FREEZES), pmo, held_on, status_date, compare_with, None)
    meeting = freeze(_at(db, held_on, FREEZES), pmo, meeting, proposals(db, pmo, meeting))
    opening = dt.datetime.combine(held_on, OPENS, dt.UTC)
    meeting = start(_clocked(db, opening), pmo, meeting.id)
    names = [actor.name for actor in actors.values() if actor.role in ("pmo", "committee", "manager")]
    attend(_clocked(db, opening), pmo, meeting.id, names, [_role(actors, "viewer").name])
    items = meeting_items(db, pmo, meeting)
    for place, item in enumerate(items):
        now = _clocked(db, opening + place * MINUTES)
        if place:
            step(now, pmo, meeting.id, 1)
        if place < len(OUTCOMES):
            _deal_with(now, (pmo, committee), meeting, item, OUTCOMES[place])
    close(_clocked(db, opening + len(items) * MINUTES), pmo, meeting.id)


def draft(db: Database, actors: Mapping[str, User], dates: Sequence[dt.date]) -> None:
    """The draft of the next meeting, on the latest week, compared with the one that was held."""
    pmo = _role(actors, "pmo")
    known = list_meetings(db, pmo)
    if len(known) != 1:
        return
    held_on = dates[-1] + TUESDAY + dt.timedelta(weeks=1)
    meeting = _prepared(db, pmo, held_on, dates[-1], known[0].status_date, known[0].id)
    first = meeting_items(db, pmo, meeting)[0]
    change_item(db, pmo, meeting, first.id, minutes=15)


def _prepared(
    db: Database, pmo: User, held_on: dt.date, status_date: dt.date, compare_with: dt.date, previous: int | None
) -> Meeting:
    meeting = create_meeting(
        db, pmo, title=TITLE, held_on=held_on, status_date=status_date, compare_with=compare_with, previous_id=previous
    )
    return propose(db, pmo, meeting, proposals(db, pmo, meeting)(None))


def _deal_with(db: Database, seats: tuple[User, User], meeting: Meeting, item: Item, outcome: Outcome) -> None:
    pmo, committee = seats
    if outcome.said:
        note(db, pmo, meeting.id, item.id, outcome.said)
    decision = RecordDraft(
        RecordKind.DECISION, outcome.decision, item.id, item.project, outcome.option, outcome.votes,
        figures=item.figures,
    )  # fmt: skip
    record_in_meeting(db, committee, meeting, decision)
    due = meeting.held_on + dt.timedelta(days=outcome.days)
    action = RecordDraft(
        RecordKind.ACTION, outcome.action, item.id, item.project, owner=item.owner, due=due, figures=item.figures
    )
    record_in_meeting(db, pmo, meeting, action)


def _role(actors: Mapping[str, User], role: str) -> User:
    return next(actor for actor in actors.values() if actor.role == role)


def _at(db: Database, day: dt.date, time: dt.time) -> Database:
    return _clocked(db, dt.datetime.combine(day, time, dt.UTC))


def _clocked(db: Database, instant: dt.datetime) -> Database:
    """*db* at a moment of the story, which never lies ahead of now."""
    moment = min(instant, utc_now())
    return replace(db, clock=lambda: moment)
