"""The headers of every kind of answer: pages, files, data, components, refusals; over http and https."""

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.asgi import app
from dashboard.content_policy import component_policy, page_policy
from dashboard.security_headers import HEADERS, SecurityHeaders
from tests.asking import asked

PATHS = ("/healthz", "/", "/nowhere", "/_stcore/health", "/app/static/logo.svg", "/media/none.png", "/%2e%2e/x")


def answering(*cookies: str, **headers: str) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        response = Response(b"x", headers={name.replace("_", "-"): value for name, value in headers.items()})
        for cookie in cookies:
            response.headers.append("set-cookie", cookie)
        await response(scope, receive, send)

    return SecurityHeaders(answer)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "BREW"])
@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_every_answer_carries_them(path: str, method: str, host: str) -> None:
    headers = asked(app, path, method, host=host).headers
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert headers["content-security-policy"] == page_policy()
    assert headers["cache-control"]


def test_the_referrer_stays_whole_within_the_address_and_goes_nowhere_else() -> None:
    assert asked(app, "/").headers["referrer-policy"] == "same-origin"


def test_a_component_has_its_own_policy() -> None:
    assert asked(app, "/component/x/index.html").headers["content-security-policy"] == component_policy()


def test_pages_and_data_are_not_kept_and_fonts_are() -> None:
    assert asked(app, "/").headers["cache-control"] == "no-store"
    assert asked(app, "/portfolio").headers["cache-control"] == "no-store"
    assert (
        asked(answering(content_type="application/vnd.ms-excel"), "/media/1.xlsx").headers["cache-control"]
        == "no-store"
    )
    assert asked(app, "/app/static/logo.svg").headers["cache-control"] == "public, max-age=86400"
    assert asked(app, "/app/static/none.svg").headers["cache-control"] == "no-store"
    assert (
        asked(answering(cache_control="public, immutable"), "/static/a.js").headers["cache-control"]
        == "public, immutable"
    )


def test_https_is_remembered_only_when_it_is_https() -> None:
    assert asked(app, "/", scheme="https").headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in asked(app, "/").headers


@pytest.mark.parametrize(
    ("cookie", "over_https"),
    [
        ("a=1; Path=/; HttpOnly", "a=1; Path=/; HttpOnly; Secure"),
        ("a=1; secure; Path=/", "a=1; secure; Path=/"),
        ("a=1; Secure", "a=1; Secure"),
    ],
)
def test_cookies_stay_with_https_where_they_came_by_it(cookie: str, over_https: str) -> None:
    kept = answering(cookie)
    assert asked(kept, "/", scheme="https").headers["set-cookie"] == over_https
    assert asked(kept, "/").headers["set-cookie"] == cookie
