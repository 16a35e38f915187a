"""Meetings: who sees them, how they begin, and how their data are frozen."""

import datetime as dt

import pytest

from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, PermissionDenied, StalePreview
from data_access.meeting_agenda import change_item
from data_access.meeting_presenting import start
from data_access.meeting_values import ItemDraft, State
from data_access.meetings import (
    create_meeting,
    freeze,
    get_meeting,
    list_meetings,
    meeting_items,
    next_meeting_day,
    thaw,
)
from data_access.queries.audit_trail import audit_trail
from data_access.typed_values import ItemFigure
from data_access.users import SYSTEM
from data_access.versions import data_version
from tests.meetings import HELD_ON, draft, drafted, frozen, in_state
from tests.storing import week
from tests.workbooks import people


def test_a_new_meeting_is_a_draft_compared_with_the_previous_one(db: Database) -> None:
    pmo = people(db)["pmo"]
    first = create_meeting(db, pmo, title=" April ", held_on=HELD_ON, status_date=week(0))
    second = create_meeting(db, pmo, title="May", held_on=HELD_ON, status_date=week(4), previous_id=first.id)
    assert (first.title, first.state, first.compare_with, first.known_at) == ("April", State.DRAFT, None, None)
    assert (second.previous_id, second.compare_with) == (first.id, week(0))


def test_the_next_meeting_is_the_planned_one_else_as_far_as_the_last_was(db: Database) -> None:
    pmo, fortnight, month = people(db)["pmo"], dt.timedelta(weeks=2), dt.timedelta(weeks=4)
    meeting = create_meeting(db, pmo, title="May", held_on=HELD_ON, status_date=week(4))
    assert next_meeting_day(db, pmo, meeting) == HELD_ON + fortnight
    create_meeting(db, pmo, title="April", held_on=HELD_ON - month, status_date=week(0))
    assert next_meeting_day(db, pmo, meeting) == HELD_ON + month
    create_meeting(db, pmo, title="June", held_on=HELD_ON + dt.timedelta(days=9), status_date=week(4))
    assert next_meeting_day(db, pmo, meeting) == HELD_ON + dt.timedelta(days=9)


@pytest.mark.parametrize(
    ("values", "code"),
    [({"title": "  "}, "meeting_needs_title"), ({"compare_with": week(1)}, "compare_not_earlier")],
)
def test_a_meeting_that_cannot_be_is_refused(db: Database, values: dict[str, object], code: str) -> None:
    pmo = people(db)["pmo"]
    with pytest.raises(InvalidRequest) as refused:
        drafted(db, pmo, **values)
    assert refused.value.code == code
    assert not list_meetings(db, pmo)


@pytest.mark.parametrize("who", ["viewer", "sofie", "committee", "admin"])
def test_only_the_pmo_prepares(db: Database, who: str) -> None:
    staff = people(db)
    meeting = drafted(db, staff["pmo"])
    for act in (
        lambda: drafted(db, staff[who]),
        lambda: freeze(db, staff[who], meeting, lambda _at: ()),
        lambda: thaw(db, staff[who], meeting),
        lambda: change_item(db, staff[who], meeting, 1, minutes=3),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert get_meeting(db, staff["pmo"], meeting.id) == meeting


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("who", ["viewer", "sofie", "admin", "committee", "pmo"])
def test_a_draft_is_seen_only_at_the_table(db: Database, state: State, who: str) -> None:
    staff = people(db)
    meeting = in_state(db, staff["pmo"], state)
    if state is State.DRAFT and who not in ("committee", "pmo"):
        assert list_meetings(db, staff[who]) == []
        for look in (get_meeting, lambda d, u, _id: meeting_items(d, u, meeting)):
            with pytest.raises(NotFound):
                look(db, staff[who], meeting.id)
    else:
        assert list_meetings(db, staff[who]) == [get_meeting(db, staff[who], meeting.id)]
        assert len(meeting_items(db, staff[who], meeting)) == 1


@pytest.mark.parametrize(
    ("who", "seen"), [("viewer", 1), ("admin", 1), ("marc", 2), ("sofie", 2), ("committee", 2), ("pmo", 2)]
)
def test_who_sees_a_confidential_item(db: Database, who: str, seen: int) -> None:
    staff = people(db)
    meeting = drafted(db, staff["pmo"], [draft("P1"), draft("P2")])
    hidden = meeting_items(db, staff["pmo"], meeting)[1]
    meeting = change_item(db, staff["pmo"], meeting, hidden.id, confidential=True, owner="marc DUBOIS")
    meeting = freeze(db, staff["pmo"], meeting, lambda _at: ())
    assert len(meeting_items(db, staff[who], meeting)) == seen


def test_freezing_fixes_the_instant_and_takes_over_figures(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo, [draft("P1"), draft("P2")])
    instants: list[dt.datetime] = []
    fresh = (ItemFigure("slip_days", "days", 12, 5),)

    def evaluate(at: dt.datetime) -> list[ItemDraft]:
        instants.append(at)
        return [draft("P2", points=80, figures=fresh), draft("P9")]

    before = data_version(db)
    now = freeze(db, pmo, meeting, evaluate)
    assert (now.state, now.known_at) == (State.FROZEN, instants[0])
    assert data_version(db) == before + 1
    first, second = meeting_items(db, pmo, now)
    assert (first.subject, first.score) == ("P1", 57)
    assert (second.subject, second.score, second.figures) == ("P2", 87, fresh)


def test_a_frozen_meeting_can_be_thawed_until_it_is_presented(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = thaw(db, pmo, frozen(db, pmo))
    assert (meeting.state, meeting.known_at) == (State.DRAFT, None)
    again = freeze(db, pmo, meeting, lambda _at: ())
    start(db, pmo, again.id)
    with pytest.raises(InvalidRequest) as refused:
        thaw(db, pmo, again)
    assert refused.value.code == "meeting_not_frozen"


def test_an_empty_agenda_is_not_frozen(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo)
    item = meeting_items(db, pmo, meeting)[0]
    meeting = change_item(db, pmo, meeting, item.id, removed=True)
    with pytest.raises(InvalidRequest) as refused:
        freeze(db, pmo, meeting, lambda _at: ())
    assert refused.value.code == "agenda_empty"


def test_what_was_seen_before_a_change_is_not_frozen(db: Database) -> None:
    pmo = people(db)["pmo"]
    seen = drafted(db, pmo)
    change_item(db, pmo, seen, meeting_items(db, pmo, seen)[0].id, minutes=9)
    with pytest.raises(StalePreview):
        freeze(db, pmo, seen, lambda _at: ())


def test_every_step_is_audited(db: Database) -> None:
    pmo = people(db)["pmo"]
    frozen(db, pmo)
    done = audit_trail(db, SYSTEM)
    assert {"meeting_created", "agenda_proposed", "meeting_frozen"} <= set(done["action"])
    assert set(done[done["action"].str.contains("meeting|agenda")]["actor"]) == {"pmo"}
