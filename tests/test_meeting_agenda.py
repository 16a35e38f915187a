"""The agenda: proposed by score, and what people made of it survives the next proposal."""

import pytest

from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, StalePreview
from data_access.meeting_agenda import add_item, change_item, move_item, propose
from data_access.meeting_values import ItemDraft, Meeting, State
from data_access.meetings import meeting_items
from data_access.users import User
from tests.meetings import draft, drafted, in_state
from tests.workbooks import people


def order(db: Database, viewer: User, meeting: Meeting) -> list[str]:
    return [item.subject for item in meeting_items(db, viewer, meeting)]


def id_of(db: Database, viewer: User, meeting: Meeting, subject: str) -> int:
    items = meeting_items(db, viewer, meeting, removed=True)
    return next(item.id for item in items if item.subject == subject)


def test_items_keep_all_that_was_proposed(db: Database) -> None:
    pmo = people(db)["pmo"]
    proposed = draft("P1", minutes=7)
    [item] = meeting_items(db, pmo, drafted(db, pmo, [proposed]))
    same = {name: getattr(item, name) for name in ItemDraft.__dataclass_fields__}
    assert ItemDraft(**same) == proposed
    assert item.score == 57


def test_new_items_come_in_by_score(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo, [draft("A", 50), draft("B", 30)])
    meeting = propose(db, pmo, meeting, [draft("B", 30), draft("C", 40), draft("A", 50), draft("D", 60), draft("E", 1)])
    assert order(db, pmo, meeting) == ["D", "A", "C", "B", "E"]


def test_what_people_did_survives_a_new_proposal(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo, [draft("A", 50), draft("B", 30), draft("C", 20)])
    meeting = move_item(db, pmo, meeting, id_of(db, pmo, meeting, "C"), -2)
    changes = {"minutes": 12, "owner": "Jan Wouters", "confidential": True}
    meeting = change_item(db, pmo, meeting, id_of(db, pmo, meeting, "A"), **changes)
    meeting = change_item(db, pmo, meeting, id_of(db, pmo, meeting, "B"), removed=True)
    meeting = add_item(db, pmo, meeting, ItemDraft("added:1", "Any other business"))
    meeting = propose(db, pmo, meeting, [draft("A", 70), draft("B", 90), draft("C", 20)])
    items = meeting_items(db, pmo, meeting)
    assert [item.subject for item in items] == ["C", "A", "added:1"]
    assert {name: getattr(items[1], name) for name in changes} == changes
    assert items[1].score == 77


def test_what_is_no_longer_proposed_goes_and_what_was_added_stays(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = add_item(db, pmo, drafted(db, pmo, [draft("A")]), ItemDraft("added:1", "Welcome"))
    assert order(db, pmo, propose(db, pmo, meeting, [])) == ["added:1"]


@pytest.mark.parametrize(
    ("places", "expected"),
    [(-1, ["B", "A", "C"]), (-9, ["B", "A", "C"]), (1, ["A", "C", "B"]), (9, ["A", "C", "B"]), (0, ["A", "B", "C"])],
)
def test_an_item_moves(db: Database, places: int, expected: list[str]) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo, [draft("A", 3), draft("B", 2), draft("C", 1)])
    meeting = move_item(db, pmo, meeting, id_of(db, pmo, meeting, "B"), places)
    assert order(db, pmo, meeting) == expected


def test_moving_passes_over_removed_items(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo, [draft("A", 3), draft("B", 2), draft("C", 1)])
    meeting = change_item(db, pmo, meeting, id_of(db, pmo, meeting, "B"), removed=True)
    meeting = move_item(db, pmo, meeting, id_of(db, pmo, meeting, "C"), -1)
    assert order(db, pmo, meeting) == ["C", "A"]


def test_two_people_do_not_overwrite_each_other(db: Database) -> None:
    pmo = people(db)["pmo"]
    seen = drafted(db, pmo)
    item = id_of(db, pmo, seen, "P1")
    change_item(db, pmo, seen, item, minutes=1)
    with pytest.raises(StalePreview):
        change_item(db, pmo, seen, item, minutes=2)
    assert meeting_items(db, pmo, seen)[0].minutes == 1


@pytest.mark.parametrize(("minutes", "is_refused"), [(-1, True), (0, False), (240, False), (241, True)])
def test_minutes_have_limits(db: Database, minutes: int, is_refused: bool) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo)
    item = id_of(db, pmo, meeting, "P1")
    if is_refused:
        with pytest.raises(InvalidRequest):
            change_item(db, pmo, meeting, item, minutes=minutes)
    else:
        change_item(db, pmo, meeting, item, minutes=minutes)
        assert meeting_items(db, pmo, meeting)[0].minutes == minutes


def test_an_item_is_added_once_and_with_a_title(db: Database) -> None:
    pmo = people(db)["pmo"]
    meeting = drafted(db, pmo)
    for bad, code in ((ItemDraft("x", " "), "item_needs_title"), (draft("P1"), "item_there_already")):
        with pytest.raises(InvalidRequest) as refused:
            add_item(db, pmo, meeting, bad)
        assert refused.value.code == code


def test_only_a_draft_proposes_itself_and_only_open_meetings_change(db: Database) -> None:
    pmo = people(db)["pmo"]
    for state in State:
        meeting = in_state(db, pmo, state)
        item = id_of(db, pmo, meeting, "P1")
        if state is not State.DRAFT:
            with pytest.raises(InvalidRequest):
                propose(db, pmo, meeting, [draft("P2")])
        if state is State.CLOSED:
            with pytest.raises(InvalidRequest) as refused:
                change_item(db, pmo, meeting, item, minutes=3)
            assert refused.value.code == "meeting_closed"
        else:
            change_item(db, pmo, meeting, item, minutes=3)
        assert order(db, pmo, meeting) == ["P1"]


def test_an_item_of_another_meeting_is_unknown(db: Database) -> None:
    pmo = people(db)["pmo"]
    other, meeting = drafted(db, pmo), drafted(db, pmo)
    with pytest.raises(NotFound):
        change_item(db, pmo, meeting, id_of(db, pmo, other, "P1"), minutes=3)
