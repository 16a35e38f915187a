"""The page Meeting in each of its states, for each of those who may open it."""

import datetime as dt
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.meeting_proposal import proposals
from dashboard.today import today
from data_access.engine import Database
from data_access.meeting_agenda import add_item, change_item, propose
from data_access.meeting_presenting import close, start
from data_access.meeting_records import meeting_records
from data_access.meeting_values import ItemDraft, Meeting, RecordDraft, RecordKind, State
from data_access.meetings import create_meeting, freeze, get_meeting, list_meetings, meeting_items, next_meeting_day
from data_access.queries.measures import status_dates
from data_access.users import SYSTEM, User, list_users
from tests.meetings import frozen, with_projects
from tests.screens import in_language, opened, ran, said, sound, turned

pytestmark = pytest.mark.usefixtures("fresh_caches")
LANGUAGES = ("en", "fr", "nl")


@pytest.fixture
def staff(demonstration: Database) -> dict[str, User]:
    """One account of each role."""
    return {user.role.value: user for user in reversed(list_users(demonstration, SYSTEM))}


@pytest.fixture
def meeting(demonstration: Database, staff: dict[str, User]) -> Meeting:
    """A draft with its agenda."""
    dates = status_dates(demonstration)
    draft = create_meeting(
        demonstration, staff["pmo"], title="Committee *of* May", held_on=dates[0], status_date=dates[0],
        compare_with=dates[1],
    )  # fmt: skip
    draft = propose(demonstration, staff["pmo"], draft, proposals(demonstration, staff["pmo"], draft)(None))
    return with_projects(demonstration, staff["pmo"], draft)


def brought(db: Database, staff: dict[str, User], meeting: Meeting, state: State) -> Meeting:
    """*meeting* in *state*."""
    pmo = staff["pmo"]
    if state is State.DRAFT:
        return meeting
    meeting = freeze(db, pmo, meeting, proposals(db, pmo, meeting))
    if state is not State.FROZEN:
        meeting = start(db, pmo, meeting.id)
    return close(db, pmo, meeting.id) if state is State.CLOSED else meeting


def visited(meeting: Meeting | None, user: User, **query: str) -> AppTest:
    """The page as *user*, at *meeting*."""
    address = {**query, **({"meeting": str(meeting.id)} if meeting else {})}
    at = opened("meeting", person=user.username, **address)
    for name, value in address.items():
        at.query_params[name] = value
    return ran(at)


def later(db: Database, seconds: int) -> Database:
    """*db* some seconds from now."""
    return replace(db, clock=lambda: db.clock() + dt.timedelta(seconds=seconds))


def spoken(language: str, day: dt.date) -> str:
    """A day as *language* writes it."""
    with text.speaking(language):
        return text.day(day)


def html(at: AppTest) -> str:
    """What stands in pieces of HTML."""
    return "".join(element.proto.body for element in at.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", State)
def test_every_state_in_every_language(
    demonstration: Database, staff: dict[str, User], meeting: Meeting, state: State, language: str
) -> None:
    meeting = brought(demonstration, staff, meeting, state)
    for role in ("pmo", "committee"):
        at = sound(visited(meeting, staff[role], lang=language))
        assert any("Committee" in sentence for sentence in said(at)) or state is State.PRESENTING
        if state is State.PRESENTING:
            assert '<section class="regie-slide whole">' in html(at)


@pytest.mark.parametrize("role", ["viewer", "manager", "admin"])
def test_a_draft_is_nobody_elses_business(
    demonstration: Database, staff: dict[str, User], meeting: Meeting, role: str
) -> None:
    at = sound(visited(meeting, staff[role]))
    assert not any("Committee" in sentence for sentence in said(at))
    assert "freeze" not in {button.key for button in at.button}


def test_members_read_the_agenda_and_cannot_edit_it(staff: dict[str, User], meeting: Meeting) -> None:
    at = sound(visited(meeting, staff["committee"]))
    keys = {str(button.key) for button in at.button}
    assert not [key for key in keys if key.split("_")[0] in ("up", "down", "remove", "propose", "freeze")]
    assert not at.number_input


def test_from_nothing_to_the_first_slide(demonstration: Database, staff: dict[str, User]) -> None:
    at = visited(None, staff["pmo"])
    at = ran(at.button(key="FormSubmitter:new_meeting-Create the meeting").click())
    at = ran(at.button(key="propose").click())
    [meeting] = list_meetings(demonstration, staff["pmo"])
    items = meeting_items(demonstration, staff["pmo"], meeting)
    assert [f"**{place} · {item.title}**" for place, item in enumerate(items, 1) if not item.project] == [
        s for s in said(at) if s.startswith("**") and any(s.endswith(f"{i.title}**") for i in items if not i.project)
    ]
    at = ran(at.button(key="freeze").click())
    at = sound(ran(at.button(key="start").click()))
    meeting = get_meeting(demonstration, staff["pmo"], meeting.id)
    assert (meeting.state, meeting.presenter) == (State.PRESENTING, staff["pmo"].username)
    assert items[0].title in html(at)


def test_the_agenda_is_arranged(demonstration: Database, staff: dict[str, User], meeting: Meeting) -> None:
    first, second = meeting_items(demonstration, staff["pmo"], meeting)[:2]
    at = visited(meeting, staff["pmo"])
    at = ran(at.button(key=f"up_{second.id}").click())
    at = ran(at.number_input(key=f"minutes_{first.id}_{first.minutes}").set_value(25))
    at = ran(at.toggle(key=f"confidential_{first.id}_False").set_value(True))
    at = sound(ran(at.button(key=f"remove_{second.id}").click()))
    now = meeting_items(demonstration, staff["pmo"], meeting)
    assert (now[0].id, now[0].minutes, now[0].confidential) == (first.id, 25, True)
    ran(at.button(key=f"restore_{second.id}").click())
    assert meeting_items(demonstration, staff["pmo"], meeting)[0].id == second.id


def test_what_another_changed_meanwhile_is_not_overwritten(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    item = meeting_items(demonstration, staff["pmo"], meeting)[0]
    at = visited(meeting, staff["pmo"])
    change_item(demonstration, staff["pmo"], meeting, item.id, minutes=60)
    at = ran(at.button(key=f"remove_{item.id}").click())
    assert any("Somebody changed this meeting" in sentence for sentence in said(at))
    assert meeting_items(demonstration, staff["pmo"], meeting)[0].minutes == 60


def test_the_presenter_moves_and_followers_see_it(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    items = meeting_items(demonstration, staff["pmo"], meeting)
    follower, presenter = visited(meeting, staff["viewer"]), visited(meeting, staff["pmo"])
    assert items[0].title in html(follower)
    assert "move_1" not in {button.key for button in follower.button}
    presenter = sound(ran(presenter.button(key="move_1").click()))
    assert items[1].title in html(presenter)
    assert items[1].title in html(ran(follower))


def test_who_does_not_follow_looks_around_alone(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    items = meeting_items(demonstration, staff["pmo"], meeting)
    at = visited(meeting, staff["viewer"])
    at = ran(at.toggle(key="meeting_follow").set_value(False))
    at = sound(ran(at.button(key="move_1").click()))
    assert items[1].title in html(at)
    assert get_meeting(demonstration, staff["pmo"], meeting.id).current_item == items[0].id


@pytest.mark.parametrize("view", ["status", "money", "promises", "risks", "tools", "sources"])
def test_what_lies_behind_an_item(demonstration: Database, staff: dict[str, User], meeting: Meeting, view: str) -> None:
    from data_access.meeting_presenting import look

    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    look(demonstration, staff["pmo"], meeting.id, view)
    at = sound(visited(meeting, staff["viewer"]))
    assert "<dl>" not in html(at)


def test_a_confidential_item_is_not_shown_to_everybody(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    item = meeting_items(demonstration, staff["pmo"], meeting)[0]
    change_item(demonstration, staff["pmo"], meeting, item.id, confidential=True)
    at = sound(visited(meeting, staff["viewer"]))
    assert item.title not in html(at) + "".join(said(at))
    assert "The committee is dealing with a confidential item." in said(at)
    assert item.title in html(visited(meeting, staff["committee"]))


def test_a_decision_is_recorded_from_the_form(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    item = meeting_items(demonstration, staff["pmo"], meeting)[0]
    at = ran(visited(meeting, staff["committee"]).button(key="open_decision").click())
    at.text_input(key="first_decision").set_value("Approve <b>plan B</b>")
    submit = next(b for b in at.button if str(b.key).startswith("FormSubmitter:record_decision"))
    at = sound(ran(submit.click()))
    [made] = meeting_records(demonstration, staff["pmo"], meeting)
    assert (made.text, made.item_id, made.votes) == ("Approve <b>plan B</b>", item.id, None)
    assert made.owner == (item.owner or item.manager) != ""
    assert made.due == next_meeting_day(demonstration, staff["committee"], meeting)
    assert made.figures
    assert set(made.figures) <= set(item.figures)
    assert "Approve &lt;b&gt;plan B&lt;/b&gt;" in html(visited(meeting, staff["viewer"]))


def test_an_empty_decision_is_refused_in_words(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    at = ran(visited(meeting, staff["pmo"]).button(key="open_action").click())
    submit = next(b for b in at.button if str(b.key).startswith("FormSubmitter:record_action"))
    at = sound(ran(submit.click()))
    assert any("Say in a sentence what was decided" in sentence for sentence in said(at))
    assert meeting_records(demonstration, staff["pmo"], meeting) == []


def test_a_what_if_is_shown_to_all_and_dropped(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    at = ran(visited(meeting, staff["pmo"]).button(key="open_what_if").click())
    assert f"**{meeting_items(demonstration, staff['pmo'], meeting)[0].title}**" in said(at)
    at.number_input(key="first_what_if").set_value(120)
    submit = next(b for b in at.button if str(b.key).startswith("FormSubmitter:what_if"))
    at = sound(ran(submit.click()))
    assert "What if: the end moves by +120 days" in html(visited(meeting, staff["viewer"]))
    at = sound(ran(visited(meeting, staff["pmo"]).button(key="drop_what_if").click()))
    assert "What if:" not in html(at)


def test_what_nobody_came_to_is_not_noted_and_comes_back(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    pmo = staff["pmo"]
    meeting = add_item(demonstration, pmo, meeting, ItemDraft("added:1", "Seats of the committee"))
    last = meeting_items(demonstration, pmo, meeting)[-1]
    meeting = change_item(demonstration, pmo, meeting, last.id, confidential=True)
    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    items = meeting_items(demonstration, pmo, meeting)
    closed = close(later(demonstration, 67), pmo, meeting.id)
    at = sound(visited(closed, pmo))
    assert said(at).count("Noted; nothing was decided.") == 1
    assert said(at).count("Not discussed; proposed again for the next meeting.") == len(items) - 1
    assert [s for s in said(at) if s.startswith("1 min ") and s.endswith(" s")]
    following = create_meeting(
        demonstration, pmo, title="June", held_on=meeting.held_on + dt.timedelta(days=28),
        status_date=meeting.status_date, compare_with=meeting.compare_with, previous_id=closed.id,
    )  # fmt: skip
    following = propose(demonstration, pmo, following, proposals(demonstration, pmo, following)(None))
    again = {item.subject: item for item in meeting_items(demonstration, pmo, following)}
    for item in items[1:]:
        found = again[item.project or f"postponed:{item.id}"]
        assert "postponed" in {reason.rule for reason in found.reasons}
        assert found.confidential is (item.id == last.id)
    assert again[f"postponed:{last.id}"].title == "Seats of the committee"
    assert "postponed" not in {reason.rule for reason in again[items[0].subject].reasons}
    assert any("ot discussed at the meeting of" in sentence for sentence in said(visited(following, pmo)))


def test_the_next_meeting_is_planned_after_the_last(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    planned = create_meeting(
        demonstration, staff["pmo"], title="Planned", held_on=dt.date(2099, 1, 6), status_date=meeting.status_date
    )
    create_meeting(
        demonstration, staff["pmo"], title="And then", held_on=dt.date(2099, 1, 27), status_date=meeting.status_date
    )
    [field] = visited(None, staff["pmo"]).date_input
    assert field.value == dt.date(2099, 2, 17)
    assert planned.held_on != field.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [1, 0])
def test_a_meeting_presented_before_its_day_says_which_date_its_records_bear(
    demonstration: Database, staff: dict[str, User], language: str, days: int
) -> None:
    pmo, day = staff["pmo"], today(demonstration)
    early = frozen(
        demonstration, pmo, held_on=day + dt.timedelta(days=days), status_date=status_dates(demonstration)[0]
    )
    message = "This meeting is planned for {day}. Presented today, its decisions and actions bear the date of {today}."
    warned = in_language(language, message, day=spoken(language, early.held_on), today=spoken(language, day))
    assert (warned in said(visited(early, pmo, lang=language))) is bool(days)


def test_a_closed_meeting_offers_minutes_and_corrections(
    demonstration: Database, staff: dict[str, User], meeting: Meeting
) -> None:
    from dashboard.meeting_entries import record_in_meeting

    meeting = brought(demonstration, staff, meeting, State.PRESENTING)
    item = meeting_items(demonstration, staff["pmo"], meeting)[0]
    draft = RecordDraft(RecordKind.ACTION, "Call the supplier", item.id, item.project, owner="Somebody")
    made = record_in_meeting(demonstration, staff["pmo"], meeting, draft)
    closed = close(demonstration, staff["pmo"], meeting.id)
    at = sound(visited(closed, staff["viewer"]))
    assert {"Download the minutes", "Download the pack"} <= {b.label for b in at.get("download_button")}  # type: ignore[attr-defined]
    assert any("Call the supplier" in sentence for sentence in said(at))
    assert not at.text_input
    at = sound(visited(closed, staff["committee"]))
    [form] = [field for field in at.text_input if field.value == "Call the supplier"]
    form.set_value("Write to the supplier")
    submit = next(b for b in at.button if str(b.key).startswith(f"FormSubmitter:correction_{made.id}"))
    at = sound(ran(submit.click()))
    assert [r.text for r in meeting_records(demonstration, staff["pmo"], closed)] == [
        "Call the supplier", "Write to the supplier",
    ]  # fmt: skip
    assert any("corrected since" in sentence for sentence in said(at))


@pytest.mark.parametrize("board", ["portfolio", "project", "budget", "raid", "reform"])
def test_boards_say_that_their_figures_are_frozen(
    demonstration: Database, staff: dict[str, User], meeting: Meeting, board: str
) -> None:
    frozen = brought(demonstration, staff, meeting, State.FROZEN)
    at = visited(frozen, staff["viewer"])
    at = turned(at, board)
    at.query_params["meeting"] = str(frozen.id)
    at = sound(ran(at))
    assert any("Figures frozen on" in sentence for sentence in said(at))
    assert not any("Figures frozen on" in sentence for sentence in said(opened(board)))


@pytest.mark.parametrize("named", ["0", "999", "x", "-1", "1' OR 1=1", "٣", "99999999999999999999"])
def test_an_address_of_no_meeting_leads_to_the_list(staff: dict[str, User], named: str) -> None:
    at = visited(None, staff["viewer"])
    at.query_params["meeting"] = named
    at = ran(at)
    assert "Meeting" in [title.value for title in sound(at).title]
