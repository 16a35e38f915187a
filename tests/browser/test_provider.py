"""Sign-in through OpenID Connect, against a real provider: the link survives, unknown people are told whom to ask."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data_access.engine import open_database
from data_access.queries.audit_trail import TrailFilter, audit_trail, verify
from data_access.users import SYSTEM
from tests.browser.provider import CLIENT, CLIENT_SECRET, Provider, vouching
from tests.browser.serving import drawn, served

pytestmark = pytest.mark.browser
LINK = "/raid?programme=cloud&lang=en"
ISABELLE = {"sub": "i-1", "email": "idewulf@regie.example", "email_verified": True}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with vouching() as running:
        yield running


@pytest.fixture(scope="module")
def folder(demonstration_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("provided")
    shutil.copy(demonstration_template, place / "regie.db")
    return place


@pytest.fixture(scope="module")
def address(folder: Path, provider: Provider) -> Iterator[str]:
    def secrets(own: str) -> str:
        return f"""
[auth]
redirect_uri = "{own}/oauth2callback"
cookie_secret = "a secret of the tests, long enough"
client_id = "{CLIENT}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{provider.address}/.well-known/openid-configuration"

[access]
name = "Region ID"
contact = "the service desk (02 000 00 00)"

[access.roles]
g-steering = "committee"
"""

    with served(folder, secrets=secrets) as found:
        yield found


@pytest.fixture
def browser(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(60_000)
    yield context
    context.close()


def arrived(browser: BrowserContext, address: str, path: str = LINK) -> Page:
    page = browser.new_page()
    page.goto(address + path)
    page.get_by_role("button", name="Sign in with Region ID").click()
    return page


def test_who_is_known_lands_on_the_link_they_came_by_and_a_group_gives_the_role(
    browser: BrowserContext, address: str, provider: Provider, folder: Path
) -> None:
    provider.claims = {**ISABELLE, "groups": ["g-other", "g-steering"]}
    page = arrived(browser, address)
    expect(page.locator("h1")).to_have_text("RAID log")
    assert "programme=cloud" in page.url
    page.get_by_test_id("stSidebar").get_by_text("Isabelle Dewulf").click()
    expect(page.get_by_text("Steering committee · idewulf")).to_be_visible()
    cookies = browser.cookies()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in with Region ID")).to_be_visible()

    # A copy of everything the browser held opens nothing any more.
    browser.clear_cookies()
    browser.add_cookies([{k: v for k, v in cookie.items() if k != "sameSite"} for cookie in cookies])  # type: ignore[misc]  # a plain dict
    thief = browser.new_page()
    thief.goto(address + LINK)
    expect(thief.get_by_role("button", name="Sign in with Region ID")).to_be_visible()
    expect(thief.get_by_test_id("stMetric")).to_have_count(0)

    db = open_database(f"sqlite:///{folder / 'regie.db'}")
    actions = set(audit_trail(db, SYSTEM, only=TrailFilter(actor="idewulf"))["action"])
    assert {"identity_tied", "role_from_group", "signed_in", "signed_out"} <= actions
    assert verify(db).broken is None
    db.engine.dispose()


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "x-1", "email": "somebody@else.example", "email_verified": True},
        {"sub": "x-2", "email": "cpeeters@regie.example", "email_verified": False},
        {"sub": "x-3"},
    ],
    ids=["unknown", "unverified", "without address"],
)
def test_who_is_unknown_is_told_whom_to_ask(
    browser: BrowserContext, address: str, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims = claims
    page = arrived(browser, address)
    expect(page.get_by_text("You have no account in Regie yet. Ask the service desk (02 000 00 00)")).to_be_visible()
    expect(page.get_by_test_id("stMetric")).to_have_count(0)


def test_the_password_still_works_beside_it(browser: BrowserContext, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "/budget")
    page.get_by_role("button", name="Claire Peeters").click()
    expect(page.locator("h1")).to_have_text("Budget")
    drawn(page)
