"""A whole meeting in two browsers, the presenter's and a member's: from the draft to the minutes."""

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import uploads
from dashboard.templates import make_template
from data_access.engine import Database, open_database
from data_access.meeting_records import meeting_records
from data_access.meeting_values import Item, Meeting, State
from data_access.meetings import get_meeting, list_meetings, meeting_items, next_meeting_day
from data_access.queries.effective import effective_rows
from data_access.queries.uploads import uploads as upload_list
from data_access.users import SYSTEM, User, list_users
from tests.browser.serving import Visit, drawn, free_port, main_text, served

pytestmark = pytest.mark.browser
AWAY = ("ERR_CONNECTION", "WebSocket", "disconnected from server", "reaching server", "not responding")
"""What a browser complains of while its server is away."""
KEYS_A_SECOND = 5.0
"""How fast a practised hand types: 60 words of five letters a minute."""
MOST_SECONDS = 15.0
"""What recording a decision may take, from the first key until it stands on the screen."""
LEISURE = 8.0
"""Seconds granted here, where tests share the machine: the delay itself is measured by the bench."""


@dataclass
class Hall:
    """The server, its database, and the two people who meet."""

    db: Database
    folder: Path
    port: int
    presenter: Visit
    member: Visit
    server: ExitStack
    pmo: User

    def serve(self) -> None:
        """Starts a server at the same address, in place of the one before."""
        self.server.close()
        self.server.enter_context(served(self.folder, port=self.port))

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is stored now."""
        return get_meeting(self.db, self.pmo, list_meetings(self.db, self.pmo)[0].id)


@pytest.fixture
def hall(chromium: Browser, demonstration_template: Path, tmp_path: Path) -> Iterator[Hall]:
    """The demonstration, served to the IT project manager and to a member of the committee."""
    shutil.copy(demonstration_template, tmp_path / "regie.db")
    db = open_database(f"sqlite:///{tmp_path / 'regie.db'}")
    accounts = {user.role.value: user for user in list_users(db, SYSTEM)}
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    visits = [Visit(chromium, address, tmp_path, accounts[role].username) for role in ("pmo", "committee")]
    with ExitStack() as server:
        found = Hall(db, tmp_path, port, *visits, server, accounts["pmo"])
        found.serve()
        yield found
        for visit in visits:
            # While the server was away, the browser complained about nothing but that.
            visit.complaints[:] = [c for c in visit.complaints if not any(word in c for word in AWAY)]
            visit.close()
    db.engine.dispose()


def title(page: Page) -> str:
    return page.locator(".regie-slide h1").inner_text()


def shows(page: Page, wanted: str, within: float = LEISURE) -> None:
    expect(page.locator(".regie-slide h1")).to_have_text(wanted, timeout=within * 1000)


def press(page: Page, name: str) -> None:
    page.get_by_test_id("stApp").get_by_role("button", name=name, exact=False).first.click()


def prepared(hall: Hall) -> Page:
    page = hall.presenter.open("/meeting")
    press(page, "Create the meeting")
    press(page, "Propose the agenda")
    expect(page.get_by_role("button", name="Propose anew")).to_be_visible()
    for added in ("Reserve of the programme", "Any other business"):
        page.get_by_test_id("stForm").get_by_label("Title").fill(added)
        page.keyboard.press("Enter")
        expect(page.get_by_text(added)).to_be_visible()
    press(page, "Freeze the figures")
    expect(page.get_by_role("button", name="Start presenting")).to_be_visible()
    return page


def came_meanwhile(hall: Hall) -> None:
    """The latest upload is undone, and a workbook of the week after comes in."""
    listed = upload_list(hall.db)
    last = listed[listed["undone_at"].isna()].iloc[0]
    uploads.undo(hall.db, hall.pmo, int(last["upload"]))
    workbook = make_template(hall.db, hall.pmo, "en")
    checked = uploads.check(hall.db, "late.xlsx", workbook.data, actor=hall.pmo)
    late = uploads.preview(hall.db, hall.pmo, checked, hall.meeting.status_date + dt.timedelta(weeks=1))
    assert uploads.confirm(hall.db, late).rows_read > 0


def test_a_meeting_from_draft_to_minutes(hall: Hall, tmp_path: Path) -> None:
    page = prepared(hall)
    items = meeting_items(hall.db, hall.pmo, hall.meeting)
    figures = [item.figures for item in items]
    came_meanwhile(hall)
    page.reload()
    expect(page.get_by_text("came after the figures were frozen")).to_be_visible()

    press(page, "Start presenting")
    shows(page, items[0].title)
    assert page.locator("[data-testid=stSidebar]").is_hidden()
    member = hall.member.open(f"/meeting?meeting={hall.meeting.id}")
    shows(member, items[0].title)
    assert member.get_by_role("button", name="Next").count() == 0

    page.keyboard.press("PageDown")
    shows(page, items[1].title)
    shows(member, items[1].title)
    page.keyboard.press("PageUp")
    shows(member, items[0].title)
    drilled_and_back(page, member)

    decided_with_the_keyboard(hall, member, page, items[0])
    tried_out(page, member)

    page.keyboard.press("PageDown")
    shows(member, items[1].title)
    hall.serve()
    shows(page, items[1].title, within=60)
    shows(member, items[1].title, within=60)
    page.reload()
    shows(page, items[1].title, within=60)
    drawn(page)
    page.keyboard.press("PageDown")
    shows(member, items[2].title, within=60)

    closed_with_minutes(hall, page, member)
    assert [item.figures for item in meeting_items(hall.db, hall.pmo, hall.meeting)] == figures


def drilled_and_back(page: Page, member: Page) -> None:
    """What lies behind the item, in place, on both screens, and back."""
    page.get_by_role("radio", name="Source rows").click()
    for screen in (page, member):
        expect(screen.get_by_text("Reported rows and their workbooks")).to_be_visible()
    page.get_by_role("radio", name="Item", exact=True).click()
    for screen in (page, member):
        expect(screen.get_by_text("Reported rows and their workbooks")).to_have_count(0)
        expect(screen.locator(".regie-slide dl").first).to_be_visible()


@dataclass
class Hand:
    """Somebody at the keyboard of *page*: how many keys they pressed, and how long they waited for the screen."""

    page: Page
    keys: int = 0
    waited: float = 0.0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += key.count("+") + 1

    def type(self, said: str) -> None:
        self.page.keyboard.type(said)
        self.keys += len(said)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.waited += time.monotonic() - began

    @property
    def seconds(self) -> float:
        """What it takes a person: the keys at their speed, and the waiting as measured."""
        return self.keys / KEYS_A_SECOND + self.waited


def decided_with_the_keyboard(hall: Hall, member: Page, page: Page, item: Item) -> None:
    """One key opens the form, the cursor waits in it, two record: text and option are typed, the rest is expected."""
    said, hand = "Approve the exception plan within budget", Hand(member)
    hand.press("d")
    with hand.waiting():
        expect(member.get_by_label("Decision, in a sentence")).to_be_focused()
    hand.type(said)
    hand.press("Tab")
    hand.type("B")
    hand.press("Control+Enter")
    with hand.waiting():
        expect(member.locator(".regie-slide")).to_contain_text(said)
    expect(page.locator(".regie-slide")).to_contain_text(said)
    assert hand.seconds < MOST_SECONDS, hand
    assert title(member) == item.title
    [made] = meeting_records(hall.db, hall.pmo, hall.meeting)
    assert (made.text, made.option, made.votes, made.recorded_by) == (said, "B", None, hall.member.user)
    assert made.owner == (item.owner or item.manager) != ""
    assert made.due == next_meeting_day(hall.db, hall.pmo, hall.meeting) > hall.meeting.held_on
    log = effective_rows(hall.db, "raid")
    assert made.code in set(log[log["project"] == made.project]["entry"])


def tried_out(page: Page, member: Page) -> None:
    """A what-if is seen by both, and dropped."""
    page.keyboard.press("w")
    field = page.get_by_label("Shift the end by (days)")
    expect(field).to_be_focused()
    field.fill("120")
    field.press("Enter")
    for screen in (page, member):
        expect(screen.locator(".regie-slide.try")).to_contain_text("the end moves by +120 days")
    press(page, "Drop the what-if")
    for screen in (page, member):
        expect(screen.locator(".regie-slide.try")).to_have_count(0)


def closed_with_minutes(hall: Hall, page: Page, member: Page) -> None:
    press(page, "Close the meeting")
    page.get_by_role("button", name="Close it now").click()
    expect(member.get_by_role("button", name="Download the minutes")).to_be_visible(timeout=60_000)
    assert hall.meeting.state is State.CLOSED
    drawn(member)
    with member.expect_download() as download:
        member.get_by_role("button", name="Download the minutes").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    with member.expect_download(timeout=120_000) as pack:
        member.get_by_role("button", name="Download the pack").click()
    assert pack.value.suggested_filename.endswith(".pptx")
    assert Path(pack.value.path()).read_bytes().startswith(b"PK")
    assert "Approve the exception plan within budget" in main_text(member)
    assert hall.meeting.closed_at is not None
    assert hall.meeting.closed_at <= dt.datetime.now(dt.UTC)
