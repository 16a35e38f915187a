"""Presenting: one presenter, one item, and a state that survives every browser and server."""

import datetime as dt
from dataclasses import replace

import pytest

from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, PermissionDenied
from data_access.meeting_agenda import change_item
from data_access.meeting_presenting import Pulse, attend, close, go_to, look, note, pulse, start, step, take_over
from data_access.meeting_values import State
from data_access.meetings import get_meeting, meeting_items
from data_access.users import Permission
from tests.meetings import draft, frozen, in_state, presented
from tests.workbooks import people

THREE = [draft("A", 3), draft("B", 2), draft("C", 1)]
NOON = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.mark.parametrize("who", ["committee", "pmo"])
def test_who_sits_at_the_table_may_start(db: Database, who: str) -> None:
    staff = people(db)
    meeting = start(db, staff[who], frozen(db, staff["pmo"], THREE).id)
    first = meeting_items(db, staff["pmo"], meeting)[0]
    assert (meeting.state, meeting.presenter, meeting.current_item) == (State.PRESENTING, who, first.id)
    assert meeting.started_at == meeting.item_started_at is not None


@pytest.mark.parametrize("who", ["viewer", "sofie", "admin"])
def test_nobody_else_presents(db: Database, who: str) -> None:
    staff = people(db)
    waiting, running = frozen(db, staff["pmo"]), presented(db, staff["pmo"])
    for act in (
        lambda: start(db, staff[who], waiting.id),
        lambda: take_over(db, staff[who], running.id),
        lambda: step(db, staff[who], running.id, 1),
        lambda: look(db, staff[who], running.id, "money"),
        lambda: close(db, staff[who], running.id),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_only_the_presenter_moves_the_item(db: Database) -> None:
    staff = people(db)
    meeting = start(db, staff["committee"], frozen(db, staff["pmo"], THREE).id)
    items = meeting_items(db, staff["pmo"], meeting)
    for act in (
        lambda: go_to(db, staff["pmo"], meeting.id, items[2].id),
        lambda: step(db, staff["pmo"], meeting.id, 1),
        lambda: step(db, staff["pmo"], meeting.id, -1),
        lambda: look(db, staff["pmo"], meeting.id, "money"),
    ):
        with pytest.raises(PermissionDenied) as refused:
            act()
        assert refused.value.params["presenter"] == "committee"
    assert get_meeting(db, staff["pmo"], meeting.id) == meeting
    take_over(db, staff["pmo"], meeting.id)
    assert go_to(db, staff["pmo"], meeting.id, items[2].id).current_item == items[2].id
    with pytest.raises(PermissionDenied):
        step(db, staff["committee"], meeting.id, 1)


def test_steps_stop_at_either_end_and_pass_over_removed_items(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = presented(db, pmo, THREE)
    a, b, c = meeting_items(db, pmo, meeting)
    change_item(db, pmo, meeting, b.id, removed=True)
    assert [step(db, pmo, meeting.id, places).current_item for places in (-1, 1, 1, -1)] == [a.id, c.id, c.id, a.id]
    with pytest.raises(NotFound):
        go_to(db, pmo, meeting.id, b.id)


def test_time_is_added_up_by_item(db: Database) -> None:
    clock = Clock()
    db = replace(db, clock=clock)
    pmo = people(db)["pmo"]
    meeting = presented(db, pmo, THREE)
    for minutes, places in ((4, 1), (10, -1), (1, 1)):
        clock.now += dt.timedelta(minutes=minutes)
        meeting = step(db, pmo, meeting.id, places)
    assert meeting.item_started_at == clock.now
    clock.now += dt.timedelta(seconds=30)
    closed = close(db, pmo, meeting.id)
    assert [item.spent_seconds for item in meeting_items(db, pmo, closed)] == [300, 630, 0]
    assert (closed.started_at, closed.closed_at) == (NOON, clock.now)


def test_what_lies_behind_an_item_is_left_with_it(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = presented(db, pmo, THREE)
    assert look(db, pmo, meeting.id, "money").view == "money"
    assert step(db, pmo, meeting.id, 1).view == "item"


def test_the_pulse_changes_with_every_move(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = presented(db, pmo, THREE)
    beats = [pulse(db, meeting.id)]
    step(db, pmo, meeting.id, 1)
    beats.append(pulse(db, meeting.id))
    closed = close(db, pmo, meeting.id)
    beats.append(pulse(db, meeting.id))
    assert len(set(beats)) == 3
    assert beats[-1] == Pulse(closed.version, State.CLOSED)
    assert pulse(db, 999) is None


@pytest.mark.parametrize("state", State)
def test_each_step_needs_its_state(db: Database, state: State) -> None:
    pmo = people(db)["pmo"]
    meeting = in_state(db, pmo, state)
    steps = {
        State.FROZEN: [lambda: start(db, pmo, meeting.id)],
        State.PRESENTING: [
            lambda: take_over(db, pmo, meeting.id),
            lambda: look(db, pmo, meeting.id, "money"),
            lambda: close(db, pmo, meeting.id),
        ],
    }
    for needed, acts in steps.items():
        for act in acts if needed is not state else []:
            with pytest.raises(InvalidRequest):
                act()
    for act in steps.get(state, []):
        act()


def test_the_presenter_may_close_without_preparing(db: Database) -> None:
    staff = people(db)
    meeting = start(db, staff["committee"], frozen(db, staff["pmo"]).id)
    assert not staff["committee"].may(Permission.PREPARE_MEETINGS)
    assert close(db, staff["committee"], meeting.id).state is State.CLOSED


def test_notes_and_attendance_are_kept(db: Database) -> None:
    staff = people(db)
    meeting = presented(db, staff["pmo"])
    item = meeting_items(db, staff["pmo"], meeting)[0]
    note(db, staff["committee"], meeting.id, item.id, " The supplier confirmed. ")
    now = attend(db, staff["pmo"], meeting.id, ["Jan Wouters", "Nadia Claes"], ["Anne Lambert"])
    assert (now.attendees, now.excused) == (("Jan Wouters", "Nadia Claes"), ("Anne Lambert",))
    assert meeting_items(db, staff["pmo"], meeting)[0].discussed == "The supplier confirmed."
    close(db, staff["pmo"], meeting.id)
    for act in (
        lambda: note(db, staff["pmo"], meeting.id, item.id, "later"),
        lambda: attend(db, staff["pmo"], meeting.id, [], []),
    ):
        with pytest.raises(InvalidRequest):
            act()
