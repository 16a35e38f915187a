"""How many people one process serves: Portfolio runs per second, and sixty viewers who think between their clicks."""

import asyncio
import random
import time
from statistics import median, quantiles
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from dashboard.session_cookie import COOKIE
from tests.bench.boards import DEMONSTRATION, SMALL_SHAPES, signed_in
from tests.bench.databases import Server
from tests.bench.portfolios import reported
from tests.bench.processes import cpu_seconds
from tests.bench.tables import Result, Verdict, milliseconds
from tests.bench.viewer import PATIENCE, Served, address_of

NOTE = (
    "One server process on {server} with a portfolio of {shape} (projects x weeks), and a client of Streamlit's own"
    " protocol on the same machine, whose work is included. At once: {hurried} viewers who ask for Portfolio again as"
    " soon as they have it, {rounds} times each. Thinking: {viewers} viewers, each asking every {think} seconds on"
    " average, for {lasting} seconds after everybody has seen the page once."
)
HURRIED, ROUNDS = 4, 25
VIEWERS, THINK, LASTING = 60, 10.0, 60.0
SMALL_CROWD, SHORT = 6, 4.0
SMALLEST = 200
"""Bytes: the message that ends a run is small, so larger ones need no reading."""
MOST_SECONDS, LEAST_RUNS = 1.0, 8.0


def compare(server: Server, *, quick: bool) -> Result:
    """Runs per second of one process, and how long thinking viewers wait."""
    shape = SMALL_SHAPES[0] if quick else DEMONSTRATION
    viewers, lasting = (SMALL_CROWD, SHORT) if quick else (VIEWERS, LASTING)
    with reported(server, shape) as (url, db), signed_in(url, db) as (regie, cookie):
        asyncio.run(_hurrying(regie, cookie, rounds=2))
        before, started = cpu_seconds(regie.pid), time.perf_counter()
        waits = asyncio.run(_hurrying(regie, cookie, rounds=ROUNDS))
        rate = len(waits) / (time.perf_counter() - started)
        each = (cpu_seconds(regie.pid) - before) / len(waits)
        thinking = asyncio.run(_thinking(regie, cookie, viewers, lasting))
    p95, slow = (quantiles(found, n=20)[-1] for found in (thinking, waits))
    lines = [
        [
            "at once",
            f"{rate:.1f}",
            milliseconds(waits),
            milliseconds([slow]),
            milliseconds([each]),
        ],
        ["thinking", f"{len(thinking) / lasting:.1f}", milliseconds(thinking), milliseconds([p95]), ""],
    ]
    note = NOTE.format(server=server.name, shape=shape, hurried=HURRIED, rounds=ROUNDS, viewers=viewers,
                       think=f"{THINK:.0f}", lasting=f"{lasting:.0f}")  # fmt: skip
    verdicts = [
        Verdict(
            f"one process serves at least 8 Portfolio runs per second ({rate:.1f}; its processor time allows"
            f" {1 / each:.1f})",
            rate >= LEAST_RUNS,
        ),
        Verdict(
            f"{VIEWERS} viewers thinking 10 s wait less than a second at p95"
            f" (p50 {median(thinking):.2f} s, p95 {p95:.2f} s)",
            p95 < MOST_SECONDS,
        ),
    ]
    header = ["viewers", "runs per second", "p50", "p95", "CPU per run"]
    return Result("Many viewers of Portfolio", note, header, lines, [] if quick else verdicts)


def _joined(server: Served, cookie: str) -> Any:
    return connect(
        address_of(server), subprotocols=["streamlit"], max_size=None, compression=None,  # type: ignore[list-item]
        additional_headers={"Cookie": f"{COOKIE}={cookie}"}, open_timeout=PATIENCE,
    )  # fmt: skip


async def _asked(viewer: ClientConnection) -> float:
    """Asks for a run; the seconds until it has ended."""
    request = BackMsg()
    request.rerun_script.query_string = ""
    start = time.perf_counter()
    await viewer.send(request.SerializeToString())
    while True:
        data = await asyncio.wait_for(viewer.recv(decode=False), PATIENCE)
        if len(data) < SMALLEST and ForwardMsg.FromString(bytes(data)).WhichOneof("type") == "script_finished":
            return time.perf_counter() - start


async def _hurrying(server: Served, cookie: str, *, rounds: int) -> list[float]:
    async def viewer() -> list[float]:
        async with _joined(server, cookie) as connection:
            return [await _asked(connection) for _ in range(rounds)]

    return [wait for waits in await asyncio.gather(*(viewer() for _ in range(HURRIED))) for wait in waits]


async def _thinking(server: Served, cookie: str, viewers: int, lasting: float) -> list[float]:
    """The waits of *viewers* that come one after the other, think, and ask again."""
    chance, waits = random.Random(viewers), []
    everybody = asyncio.Barrier(viewers)

    async def viewer(number: int) -> None:
        await asyncio.sleep(number * THINK / viewers)
        async with _joined(server, cookie) as connection:
            await _asked(connection)
            await everybody.wait()
            end = time.perf_counter() + lasting
            pause = chance.uniform(0, THINK)
            while time.perf_counter() + pause < end:
                await asyncio.sleep(pause)
                waits.append(await _asked(connection))
                pause = chance.uniform(THINK / 2, 3 * THINK / 2)

    await asyncio.gather(*map(viewer, range(viewers)))
    return waits
