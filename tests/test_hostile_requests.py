"""Requests that no browser sends, to the product as ``regie run`` serves it: each refused, and the server lives on."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from dashboard.serve import LARGEST_MESSAGE
from tests.raw_requests import STREAM, Server, head, serving

SECRETS = ("[project]", "root:", "import ", "gatherUsageStats")
"""Words of files that must never be served: configuration, accounts of the machine, source."""


LOCAL = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
POSTED = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
NO_REQUESTS = {
    "zeros": b"\x00" * 100 + b"\r\n\r\n",
    "no path": b"GET\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 100 + b"\r\n\r\n",
    "NUL in a name": LOCAL + b"A\x00: b\r\n\r\n",
    "space in a name": LOCAL + b"A : b\r\n\r\n",
    "endless header": LOCAL + b"A: " + b"x" * 200_000 + b"\r\n\r\n",
    "endless path": b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "another server's address": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "two lengths": POSTED + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "unknown encoding": POSTED + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
}
FRAMES: dict[str, tuple[bytes | str, int | None]] = {
    "no message": (b"\xff" * 100, 1002),
    "noise": (os.urandom(4096), 1002),
    "text": ("text, not bytes", None),
    "too long": (b"x" * (LARGEST_MESSAGE + 1), 1009),
}
"""What is sent, and the code with which the server ends the connection; None: without one."""


@pytest.fixture(scope="module")
def product(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copy(sqlite_template, folder / "regie.db")
    command = ("-m", "dashboard.cli", "run", "--port", "PORT")
    with serving(*command, environment={"REGIE_DATA": str(folder), "DATABASE_URL": ""}) as found:
        yield found


@pytest.fixture
def server(product: Server) -> Iterator[Server]:
    """The product; afterwards it still answers."""
    yield product
    assert product.lives()


def opened(server: Server, **headers: str) -> ClientConnection:
    """A WebSocket to *server*; *headers* with underscores for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return connect(f"ws://{server.host}{STREAM}", subprotocols=["streamlit"], additional_headers=named, max_size=None)  # type: ignore[list-item]  # a name


def end_of(viewer: ClientConnection) -> int | None:
    """The code with which the server ends this connection, whatever it said before."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            viewer.recv(10)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
    raise AssertionError("still open")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "localhost@evil.example", "127.0.0.1.evil.example"]
)
@pytest.mark.parametrize("path", ["/", "/portfolio", "/app/static/logo.svg", "/static/x.js", "/media/x"])
def test_under_a_foreign_name_nothing_is_served(server: Server, host: str, path: str) -> None:
    reply = server.ask("GET", path, Host=host)
    assert reply.status == 421
    assert reply.body.startswith(b"Regie does not answer under this name.")


def test_a_request_without_a_name_or_with_two_is_refused(server: Server) -> None:
    assert server.send(b"GET / HTTP/1.1\r\n\r\n").status == 400
    assert server.send(b"GET / HTTP/1.0\r\n\r\n").status == 421
    assert server.send(f"GET / HTTP/1.1\r\nHost: {server.host}\r\nHost: evil.example\r\n\r\n".encode()).status == 400


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost:3000"])
def test_a_page_of_another_address_opens_no_websocket(server: Server, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        opened(server, Origin=origin)
    assert refused.value.response.status_code == 403


def test_a_websocket_under_a_foreign_name_is_refused(server: Server) -> None:
    wanted = {"Host": "evil.example", "Origin": "http://evil.example", "Upgrade": "websocket", "Connection": "Upgrade",
              "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}  # fmt: skip
    assert server.send(head("GET", STREAM, wanted)).status == 403
    allowed = {**wanted, "Host": server.host, "Origin": f"http://{server.host}", "Sec-WebSocket-Version": "0"}
    assert server.send(head("GET", STREAM, allowed)).status in (400, 426)


@pytest.mark.parametrize("trouble", FRAMES)
def test_a_garbage_frame_ends_its_own_connection_only(server: Server, trouble: str) -> None:
    frame, code = FRAMES[trouble]
    with opened(server) as other, opened(server) as viewer:
        viewer.send(frame)
        assert end_of(viewer) == code
        assert other.ping().wait(10)


def test_bytes_that_are_no_frame_end_the_connection(server: Server) -> None:
    with opened(server) as viewer:
        viewer.socket.sendall(b"\xff\xff\xff\xff not a frame")
        assert end_of(viewer) in (None, 1002)


@pytest.mark.parametrize(
    "folder", ["/app/static/", "/static/", "/media/", "/component/", "/_stcore/bidi-components/", "/"]
)
@pytest.mark.parametrize(
    "trick",
    ["../pyproject.toml", "../../pyproject.toml", "%2e%2e/%2e%2e/pyproject.toml", "..%2f..%2fpyproject.toml",
     "....//pyproject.toml", "..%5c..%5cpyproject.toml", "%252e%252e/pyproject.toml", "/etc/passwd", "%2fetc%2fpasswd",
     "logo.svg%00.png", "x" * 9000, "%c0%ae%c0%ae/x", "%e2%80%ae/x", "C:%5cwindows", "app.py", "../app.py",
     "..%2fapp.py", "~root/.ssh/id_rsa", "logo.svg/../../app.py"],
)  # fmt: skip
def test_no_trick_in_a_path_reaches_another_file(server: Server, folder: str, trick: str) -> None:
    reply = server.ask("GET", folder + trick)
    is_shell = reply.status == 200 and b'<div id="root"></div>' in reply.body
    assert is_shell or 300 <= reply.status < 500
    assert not any(secret.encode() in reply.body for secret in SECRETS if not is_shell)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "PROPFIND", "CONNECT"])
@pytest.mark.parametrize("path", ["/", "/portfolio", "/healthz", "/app/static/logo.svg", "/_stcore/health"])
def test_a_method_that_is_not_meant_is_refused(server: Server, method: str, path: str) -> None:
    assert server.ask(method, path, b"x=1").status in (400, 404, 405)


def test_a_flood_of_bytes_to_a_page_is_not_taken_in(server: Server) -> None:
    before = server.memory()
    request = head("POST", "/", {"Host": server.host, "Content-Length": str(10**12), "Connection": "close"})
    assert server.send(request, (b"x" * 2**16 for _ in range(1600))).status in (0, 405)
    assert server.memory() - before < 30 * 2**20


@pytest.mark.parametrize("trouble", NO_REQUESTS)
def test_a_request_that_is_none_is_refused(server: Server, trouble: str) -> None:
    assert server.send(NO_REQUESTS[trouble]).status in (0, 400, 404, 421, 431, 501)


def test_the_answer_says_neither_what_serves_nor_where(server: Server) -> None:
    for path in ("/", "/nowhere", "/%2e%2e/x", "/media/x"):
        reply = server.ask("GET", path)
        assert "server:" not in reply.headers.lower()
        assert b"Traceback" not in reply.body
