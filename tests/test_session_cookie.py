"""The cookie of a sign-in: given for a ticket, hidden from scripts, worthless when forged, replayed or ended."""

import datetime as dt
from pathlib import Path

import jwt
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.loopback import DemonstrationStaysHome, is_loopback
from dashboard.return_address import COOKIE as RETURN
from dashboard.return_address import ReturnAddress, own_page
from dashboard.session_cookie import COOKIE, PATH, exchange, signed, token_in
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.installation import installation_secret
from data_access.sessions import end_session, new_ticket, open_session, person_with_cookie
from data_access.users import User, get_within
from data_access.versions import mark_demonstration
from tests.app_database import app_database
from tests.workbooks import people

LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
HOME = "http://127.0.0.1"


@pytest.fixture
def db(sqlite_template: Path, tmp_path: Path) -> Database:
    database = app_database(sqlite_template, tmp_path)
    people(database)
    return database


@pytest.fixture
def sofie(db: Database) -> User:
    """A person who just signed in."""
    with db.writing() as connection:
        return open_session(db, connection, get_within(db, connection, "sofie"))


def client(address: str = HOME) -> TestClient:
    routes = [Route(PATH, exchange), Route("/oauth2callback", lambda _: RedirectResponse("/", 302)),
              Route("/auth/login", lambda _: RedirectResponse("https://login.example", 302))]  # fmt: skip
    middleware = [Middleware(DemonstrationStaysHome), Middleware(ReturnAddress)]
    host = address.split("//")[1]
    app = Starlette(routes=routes, middleware=middleware)
    return TestClient(app, base_url=address, follow_redirects=False, client=(host, 50_000))


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_a_ticket_becomes_a_cookie_that_no_script_reads(db: Database, sofie: User, scheme: str, secure: bool) -> None:
    browser = client(f"{scheme}://127.0.0.1")
    answer = browser.get(PATH, params={"ticket": new_ticket(db, sofie.session)})
    given = answer.headers["set-cookie"].lower()
    assert answer.headers["content-type"] == "image/gif"
    assert answer.headers["cache-control"] == "no-store"
    assert "httponly" in given
    assert "samesite=strict" in given
    assert ("secure" in given) is secure
    token = token_in(answer.cookies[COOKIE])
    found = person_with_cookie(db, token or "")
    assert found is not None
    assert found.session == sofie.session


def test_a_ticket_asked_for_by_another_site_or_twice_gives_nothing(db: Database, sofie: User) -> None:
    browser, ticket = client(), new_ticket(db, sofie.session)
    for site in ("cross-site", "same-site", "none"):
        assert (
            "set-cookie" not in browser.get(PATH, params={"ticket": ticket}, headers={"sec-fetch-site": site}).headers
        )
    assert "set-cookie" in browser.get(PATH, params={"ticket": ticket}).headers
    assert "set-cookie" not in browser.get(PATH, params={"ticket": ticket}).headers


def test_the_cookie_of_an_ended_session_is_taken_away_and_opens_nothing(db: Database, sofie: User) -> None:
    browser = client()
    browser.get(PATH, params={"ticket": new_ticket(db, sofie.session)})
    kept = browser.cookies[COOKIE]
    assert "set-cookie" not in browser.get(PATH).headers
    end_session(db, sofie)
    assert person_with_cookie(db, token_in(kept) or "") is None
    assert f'{COOKIE}=""' in browser.get(PATH).headers["set-cookie"]


def test_a_cookie_that_was_not_signed_here_is_none() -> None:
    token, good = "t" * 43, signed("t" * 43, LATER)
    claims = {"sid": token, "exp": LATER}
    other = "another key, also longer than thirty-two bytes"
    forged = [
        jwt.encode(claims, other, algorithm="HS256"),
        jwt.encode(claims, installation_secret() * 2, algorithm="HS512"),
        jwt.encode(claims, None, algorithm="none"),
        jwt.encode({"sid": token}, installation_secret(), algorithm="HS256"),
        jwt.encode({"exp": LATER}, installation_secret(), algorithm="HS256"),
        jwt.encode({"sid": 7, "exp": LATER}, installation_secret(), algorithm="HS256"),
        signed(token, dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        good[:-4] + "AAAA", good.split(".")[0], "..", "", "é", "a" * 10_000,
    ]  # fmt: skip
    assert token_in(good) == token
    assert [token_in(cookie) for cookie in [*forged, None]] == [None] * (len(forged) + 1)


def test_the_secret_is_made_once_and_kept_for_the_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIE_DATA", str(tmp_path / "new"))
    made = installation_secret()
    path = tmp_path / "new" / "secret.key"
    assert (installation_secret(), len(made.encode()) >= 64, path.stat().st_mode & 0o777) == (made, True, 0o600)
    for given, code in (("short", "secret_too_short"), ("", "")):
        monkeypatch.setenv("REGIE_SECRET", given)
        if code:
            with pytest.raises(InvalidRequest) as refused:
                installation_secret()
            assert refused.value.code == code
    path.write_text("cut")
    with pytest.raises(InvalidRequest):
        installation_secret()


# A demonstration stays on its machine


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_what_is_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "10.0.0.1", "::", "regie.example", ""])
def test_what_is_not(host: str) -> None:
    assert not is_loopback(host)


def test_a_demonstration_is_refused_from_afar_and_a_real_one_served(db: Database) -> None:
    far = "http://192.0.2.5"
    assert client(far).get(PATH).status_code == 200
    mark_demonstration(db)
    refused = client(far).get(PATH, headers={"accept-language": "nl"})
    assert refused.status_code == 403
    assert "bekend wachtwoord" in refused.text
    assert client(HOME).get(PATH).status_code == 200


# Back from the provider, to where the person came by


def test_the_link_survives_the_way_to_the_provider_and_back() -> None:
    browser = client()
    page = "/raid?programme=cloud&as_of=2026-11-20"
    departed = browser.get("/auth/login", headers={"referer": HOME + page})
    assert "httponly" in departed.headers["set-cookie"].lower()
    arrived = browser.get("/oauth2callback")
    assert arrived.headers["location"] == page
    assert RETURN not in browser.cookies
    assert browser.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize(
    "page",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1",
     "/%0d%0aset-cookie", "/" + "a" * 3000, "", "evil"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(page: str) -> None:
    browser = client()
    browser.cookies.set(RETURN, "".join(f"%{byte:02x}" for byte in page.encode()))
    where = browser.get("/oauth2callback").headers["location"]
    assert where in ("/", "/%0d%0aset-cookie")
    assert "\r" not in own_page(page)


def test_a_referer_of_another_site_is_not_noted() -> None:
    assert "set-cookie" not in client().get("/auth/login", headers={"referer": "https://evil.example/raid"}).headers
