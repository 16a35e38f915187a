"""A browser's side of the conversation with a served application, without the browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from dashboard.session_cookie import COOKIE
from tests.bench.processes import ROOT
from tests.signing_in import SECRET

PATIENCE = 60.0
"""Seconds until a server that does not answer counts as dead."""


class Served(NamedTuple):
    """A running server: its process and port."""

    pid: int
    port: int


class Run(NamedTuple):
    """One run of the script: seconds from the request to the last message, bytes received, charts among them."""

    seconds: float
    size: int
    charts: int


@contextmanager
def served(code: str, environment: Mapping[str, str]) -> Iterator[Served]:
    """Python *code*, which finds the port to serve in ``PORT``, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {**os.environ, **environment, "PORT": str(port), "REGIE_SECRET": SECRET}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=settings, stdout=quiet, stderr=quiet)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Served(process.pid, port)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def session(server: Served, cookie: str = "") -> Iterator[ClientConnection]:
    """A new viewer of *server*, signed in where a *cookie* says so."""
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    with connect(
        address_of(server),
        subprotocols=["streamlit"],
        max_size=None,
        compression=None,
        additional_headers=headers,  # type: ignore[list-item]
    ) as viewer:
        yield viewer


def address_of(server: Served) -> str:
    """Where *server* speaks to viewers."""
    return f"ws://127.0.0.1:{server.port}/_stcore/stream"


def run_script(viewer: ClientConnection, page: str = "", query: str = "") -> Run:
    """Asks for a run of *page*, by its name in the address, and waits for its last message."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    start = time.perf_counter()
    viewer.send(request.SerializeToString())
    size = charts = 0
    while True:
        data = viewer.recv(PATIENCE)
        size += len(data)
        message = ForwardMsg.FromString(data)
        if message.delta.new_element.HasField("exception"):
            raise RuntimeError(message.delta.new_element.exception.message)
        charts += message.delta.new_element.HasField("vega_lite_chart")
        if message.WhichOneof("type") == "script_finished":
            return Run(time.perf_counter() - start, size, charts)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address}")
