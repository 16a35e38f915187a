"""Host names, origins and closed addresses: who gets through the gate."""

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.asgi import app
from dashboard.gate import LOOPBACK, PROBES, Gate, hosts, is_allowed_host, is_same_origin
from tests.asking import asked, greeted
from tests.screens import in_language


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await Response(b"in")(scope, receive, send)


gate = Gate(behind)


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIE_HOSTS", " Regie.example., *.brussels ,,")


def test_without_a_name_only_this_machine_is_served() -> None:
    assert hosts() == LOOPBACK


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8501", "LOCALHOST", "127.0.0.1:1", "[::1]:8501", "regie.example", "REGIE.example.:443",
     "it.brussels", "a.b.brussels"],
)  # fmt: skip
@pytest.mark.usefixtures("named")
def test_named_hosts_get_through(host: str) -> None:
    assert is_allowed_host(host)
    assert asked(gate, "/", host=host).body == b"in"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "regie.example.evil.example", "evilregie.example", "brussels", "evilbrussels", "", ":8501",
     "localhost:port", "localhost:99999", "user@localhost", "localhost/x", "localhost?x", "localhost#x", "[::1", "::1",
     "localhost evil.example", "127.1", "0.0.0.0"],
)  # fmt: skip
@pytest.mark.usefixtures("named")
def test_other_hosts_are_refused_on_both_ways_in(host: str) -> None:
    assert not is_allowed_host(host)
    assert asked(gate, "/", host=host).status == 421
    assert greeted(gate, host=host) == "websocket.close"


def test_a_request_without_a_host_is_refused() -> None:
    assert not is_allowed_host(None)


def test_the_refusal_speaks_the_browsers_language() -> None:
    sentence = "Regie does not answer under this name. Open it under the address that you were given."
    for asked_for, language in (("nl-BE,nl;q=0.9", "nl"), ("fr", "fr"), ("de", "en"), ("", "en")):
        answer = asked(app, "/", host="evil.example", accept_language=asked_for)
        assert answer.body.decode() == in_language(language, sentence)


@pytest.mark.parametrize("path", PROBES)
def test_probes_ask_under_any_name(path: str) -> None:
    assert asked(gate, path, host="10.0.0.7:8501").body == b"in"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_ways_in_for_machines_are_closed(path: str, method: str) -> None:
    assert asked(app, path, method).status == 404


def test_an_address_longer_than_any_is_none() -> None:
    assert asked(gate, "/app/static/" + "x" * 200).status == 200
    assert asked(app, "/app/static/" + "x" * 9000).status == 404


@pytest.mark.parametrize("origin", ["http://localhost:8501", "https://localhost:8501", "HTTP://LOCALHOST:8501"])
def test_a_page_of_this_address_may_open_a_websocket(origin: str) -> None:
    assert greeted(gate, host="localhost:8501", origin=origin) == "websocket.accept"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://localhost", "http://localhost:8502", "http://127.0.0.1:8501", "null", "", "file://",
     "http://localhost:8501@evil.example", "http://localhost:8501.evil.example", "http://evil.example:99999"],
)  # fmt: skip
def test_a_page_of_another_address_may_not(origin: str) -> None:
    assert greeted(gate, host="localhost:8501", origin=origin) == "websocket.close"


def test_a_program_sends_no_origin() -> None:
    assert is_same_origin(None, "localhost")
    assert greeted(gate) == "websocket.accept"
