"""Requests as no browser sends them: raw bytes to a served process, and a viewer without a browser."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
STREAM = "/_stcore/stream"


class Reply(NamedTuple):
    """Status (0: the connection ended without one), header block and as much of the body as came."""

    status: int
    headers: str
    body: bytes


@dataclass(frozen=True)
class Server:
    """A process that serves on a port of this machine."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def send(self, request: bytes, body: Iterable[bytes] = ()) -> Reply:
        """The reply to these very bytes; *body* is sent until the server has answered or hung up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as wire:
            try:
                wire.sendall(request)
                for piece in body:
                    wire.sendall(piece)
            except OSError:
                pass
            return _read(wire)

    def hang_up(self, request: bytes) -> None:
        """Sends these bytes and ends the connection without waiting for a reply."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as wire:
            wire.sendall(request)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """The reply to a well-formed request; *headers* with underscores for hyphens."""
        named = {"Host": self.host, "Connection": "close", "Content-Length": str(len(body))}
        return self.send(head(method, path, named | {n.replace("_", "-"): v for n, v in headers.items()}), [body])

    def lives(self) -> bool:
        """Whether the process runs and answers."""
        return self.process.poll() is None and self.ask("GET", "/_stcore/health").status == 200

    def memory(self) -> int:
        """The most bytes that the process ever held in memory."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
        raise AssertionError("no VmHWM")


def head(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    """The first lines of a request."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1")


@contextmanager
def serving(*command: str, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A fresh process of ``python *command`` with a free port in place of ``PORT``, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **(environment or {})}
    arguments = [sys.executable, *(str(port) if a == "PORT" else a for a in command)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, cwd=ROOT, env=settings, stdout=quiet, stderr=quiet)
    server = Server(process, port)
    try:
        _await(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def viewing(server: Server, query: str = "", *tokens: str) -> Iterator[tuple[ClientConnection, str]]:
    """A viewer's WebSocket whose script has run once, and the code of its session."""
    protocols = ["streamlit", *tokens]
    address = f"ws://{server.host}{STREAM}"
    with connect(address, origin=f"http://{server.host}", subprotocols=protocols, max_size=None) as viewer:  # type: ignore[arg-type]  # names
        yield viewer, run_script(viewer, query)


def run_script(viewer: ClientConnection, query: str = "") -> str:
    """Asks for a run of the script, waits for its end, and returns the code of the session."""
    request, session = BackMsg(), ""
    request.rerun_script.query_string = query
    viewer.send(request.SerializeToString())
    while True:
        message = ForwardMsg.FromString(viewer.recv(PATIENCE))
        if message.WhichOneof("type") == "new_session":
            session = message.new_session.initialize.session_id
        if message.WhichOneof("type") == "script_finished":
            return session


def _await(server: Server) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and server.process.poll() is None:
        try:
            if server.lives():
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def _read(wire: socket.socket) -> Reply:
    received = b""
    try:
        while piece := wire.recv(65536):
            received += piece
            if _is_whole(received):
                break
    except OSError:
        pass
    before, _, body = received.partition(b"\r\n\r\n")
    first = before.split(b" ", 2)
    return Reply(int(first[1]) if len(first) > 1 else 0, before.decode("latin-1"), body)


def _is_whole(received: bytes) -> bool:
    before, end, body = received.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in before.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(end) and bool(lengths) and len(body) >= int(lengths[0])
