"""Server time of the first paint of Portfolio, and the processor time of an empty run with and without the freeze."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from sqlalchemy import update
from websockets.sync.client import ClientConnection

from data_access.engine import Database
from tests.bench.databases import Server
from tests.bench.effective import SHAPES, SMALL_SHAPES, Shape, filled
from tests.bench.processes import cpu_seconds
from tests.bench.tables import Result, kilobytes, milliseconds
from tests.bench.viewer import Run, Served, run_script, served, session
from tests.signing_in import cookie_of

PAINT_NOTE = (
    "A real server process (what `regie run` starts) and a websocket client: from the request of a new viewer to the"
    " last message, with the caches emptied by a new data version each time; medians of {runs} runs after a first one."
    " Again: the next new viewer, caches warm. CPU: of the server process. No browser drawing."
)
EMPTY_NOTE = (
    "A script without content in a server of its own, with everything imported that the pages need. Processor time of"
    " the whole process over {repeats} runs of the script in one session, Streamlit's garbage collection after each"
    " included; medians of {runs} rounds. Latency: from the request to the last message."
)
NOTHING = "st.empty()"
REGIE = "import os; from dashboard.serve import serve; serve('127.0.0.1', int(os.environ['PORT']))"
EMPTY = """
import os, streamlit as st, uvicorn
from dashboard import asgi
if os.environ["FREEZE"] == "no":
    asgi.freeze = lambda: None
app = st.App(os.environ["SCRIPT"], lifespan=asgi.warm_start)
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
"""


def first_paint(servers: Iterable[Server], runs: int, *, quick: bool) -> Result:
    """Server time of Portfolio for a new viewer, by shape of the history."""
    lines = []
    for server in servers:
        for shape in SMALL_SHAPES if quick else SHAPES:
            cold, warm, cpu = _paints(server, shape, runs)
            sent = kilobytes(median(run.size for run in cold))
            spent = [milliseconds([run.seconds for run in found]) for found in (cold, warm)]
            lines.append([f"{shape}, {server.name}", *spent, milliseconds(cpu), sent])
    header = ["projects x weeks", "cold", "again", "CPU, cold", "sent"]
    return Result("First paint of Portfolio, server time", PAINT_NOTE.format(runs=runs), header, lines)


def _paints(server: Server, shape: Shape, runs: int) -> tuple[list[Run], list[Run], list[float]]:
    """Runs for new viewers with cold and with warm caches, and the processor time of the cold ones."""
    cold: list[Run] = []
    warm: list[Run] = []
    cpu: list[float] = []
    with filled(server, shape) as (url, db), served(REGIE, {"DATABASE_URL": url}) as regie:
        cookie = cookie_of(db, "pmo")
        for _ in range(runs + 1):
            new_version(db)
            before = cpu_seconds(regie.pid)
            cold.append(_new_viewer(regie, cookie))
            idle(regie.pid)
            cpu.append(cpu_seconds(regie.pid) - before)
            warm.append(_new_viewer(regie, cookie))
            idle(regie.pid)
    if not all(run.charts for run in (*cold, *warm)):
        raise RuntimeError("the status grid was not drawn")
    return cold[1:], warm[1:], cpu[1:]


def _new_viewer(server: Served, cookie: str) -> Run:
    with session(server, cookie) as viewer:
        return run_script(viewer)


def new_version(db: Database) -> None:
    """Empties every cache, as an upload does."""
    versions = db.tables.versions
    with db.writing() as connection:
        connection.execute(update(versions).values(data_version=versions.c.data_version + 1))


def empty_run(runs: int, *, quick: bool) -> Result:
    """Processor time and latency of an empty run, with and without the freeze."""
    repeats = 5 if quick else 50
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        script = write_page(Path(folder))
        for freeze in ("yes", "no"):
            with served(EMPTY, {"SCRIPT": str(script), "FREEZE": freeze}) as server, session(server) as viewer:
                _round(server.pid, viewer, repeats)
                cpu, latency = zip(*(_round(server.pid, viewer, repeats) for _ in range(runs)), strict=True)
            lines.append([f"freeze: {freeze}", milliseconds(cpu), milliseconds(latency)])
    header = ["", "CPU per run", "latency"]
    return Result("An empty page run", EMPTY_NOTE.format(repeats=repeats, runs=runs), header, lines)


def write_page(folder: Path, content: str = NOTHING) -> Path:
    """A script in *folder* that shows *content*."""
    script = folder / "page.py"
    script.write_text(f"import streamlit as st\n{content}\n", encoding="utf-8")
    return script


@contextmanager
def plain_page(content: str = NOTHING) -> Iterator[Served]:
    """A page of *content* alone, served as the boards are."""
    with tempfile.TemporaryDirectory() as folder:
        script = write_page(Path(folder), content)
        with served(EMPTY, {"SCRIPT": str(script), "FREEZE": "yes"}) as server:
            yield server


def _round(pid: int, viewer: ClientConnection, repeats: int) -> tuple[float, float]:
    before = cpu_seconds(pid)
    latency = median(run_script(viewer).seconds for _ in range(repeats))
    idle(pid)
    return (cpu_seconds(pid) - before) / repeats, latency


def idle(pid: int) -> None:
    """Waits until what follows the last run is done: a quarter of a second without work."""
    used = cpu_seconds(pid)
    while True:
        time.sleep(0.25)
        if (now := cpu_seconds(pid)) - used < 0.02:
            return
        used = now
