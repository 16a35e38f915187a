"""Server time of each board, cold and warm, and what it sends, by size of the portfolio; an empty page beside them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from data_access.engine import Database
from tests.bench.databases import Server
from tests.bench.effective import Shape
from tests.bench.portfolios import reported
from tests.bench.processes import cpu_seconds
from tests.bench.screens import REGIE, idle, new_version, plain_page
from tests.bench.tables import Result, Verdict, kilobytes, milliseconds, times
from tests.bench.viewer import Run, Served, run_script, served, session
from tests.signing_in import cookie_of

NOTE = (
    "A real server process (what `regie run` starts) and a websocket client that is signed in; projects x weeks. Cold:"
    " a new viewer, every cache emptied by a new data version. Warm: the same viewer asks again. Latency: from the"
    " request to the last message. CPU: processor time of the server process for a warm run, Streamlit's garbage"
    " collection after it included; times an empty page, measured in turn with the boards. Sent: all messages of a"
    " cold visit as they leave the server, not compressed; without Streamlit's and Regie's static files, which the"
    " browser keeps. Medians of {runs} rounds after a first one; {reruns} warm runs a round."
)
BOARDS = {"Portfolio": "", "Project": "project", "Budget": "budget", "RAID": "raid", "Reform": "reform"}
"""Each board and its name in the address."""
EMPTY_PAGE = "empty page"
DEMONSTRATION = Shape(24, 30)
SHAPES = (DEMONSTRATION, Shape(250, 52), Shape(2_500, 52))
SMALL_SHAPES = (Shape(8, 4), Shape(30, 6))
RERUNS = 5
MOST_SECONDS = 0.1
MOST_BYTES = 1_000_000


@dataclass
class Timed:
    """The runs of one board, and the processor time of a warm one in each round."""

    cold: list[Run] = field(default_factory=list)
    warm: list[Run] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """Bytes of the largest cold visit."""
        return max(run.size for run in self.cold)

    @property
    def latency(self) -> list[float]:
        """Seconds of each warm run."""
        return [run.seconds for run in self.warm]


Found = dict[str, Timed]


@contextmanager
def signed_in(url: str, db: Database) -> Iterator[tuple[Served, str]]:
    """Regie on the database at *url*, and the cookie of somebody who may see everything."""
    with served(REGIE, {"DATABASE_URL": url}) as regie:
        yield regie, cookie_of(db, "pmo")


def compare(servers: Iterable[Server], runs: int, *, quick: bool) -> Result:
    """Time and bytes by board and shape."""
    lines: list[list[str]] = []
    verdicts: list[Verdict] = []
    for server in servers:
        for shape in SMALL_SHAPES if quick else SHAPES:
            found = measured(server, shape, runs)
            lines += [_line(f"{name}, {shape}, {server.name}", found[name], found[EMPTY_PAGE]) for name in found]
            verdicts += [] if quick else _verdicts(f"{shape}, {server.name}", shape, found)
    header = ["board", "cold", "warm", "CPU, warm", "CPU against an empty page", "sent"]
    return Result("The boards, server time", NOTE.format(runs=runs, reruns=RERUNS), header, lines, verdicts)


def measured(server: Server, shape: Shape, runs: int) -> Found:
    """Every board and an empty page in turn, *runs* times after a first round."""
    found: Found = {name: Timed() for name in (EMPTY_PAGE, *BOARDS)}
    with reported(server, shape) as (url, db), signed_in(url, db) as (regie, cookie), plain_page() as empty:
        for counts in (False, *[True] * runs):
            for name, timed in found.items():
                new_version(db)
                visit = (empty, "", "") if name == EMPTY_PAGE else (regie, cookie, BOARDS[name])
                _visit(*visit, timed if counts else Timed())
    return found


def _visit(server: Served, cookie: str, page: str, timed: Timed) -> None:
    with session(server, cookie) as viewer:
        timed.cold.append(run_script(viewer, page))
        idle(server.pid)
        before = cpu_seconds(server.pid)
        timed.warm += [run_script(viewer, page) for _ in range(RERUNS)]
        idle(server.pid)
        timed.cpu.append((cpu_seconds(server.pid) - before) / RERUNS)
    if cookie and not all(run.charts for run in timed.cold):
        raise RuntimeError(f"no chart on the board {page or 'portfolio'}")


def _line(name: str, timed: Timed, empty: Timed) -> list[str]:
    cold = [run.seconds for run in timed.cold]
    ratio = median(timed.cpu) / max(median(empty.cpu), 0.001)
    spent = [milliseconds(values) for values in (cold, timed.latency, timed.cpu)]
    return [name, *spent, times(ratio), kilobytes(timed.sent)]


def _verdicts(where: str, shape: Shape, found: Found) -> Iterator[Verdict]:
    boards = {name: timed for name, timed in found.items() if name != EMPTY_PAGE}
    if shape == DEMONSTRATION:
        for name, timed in boards.items():
            cpu, latency = median(timed.cpu), median(timed.latency)
            shown = f"{milliseconds(timed.cpu)} of processor, {milliseconds(timed.latency)} until the last message"
            yield Verdict(f"{name}, {where}: warm rerun under 100 ms ({shown})", max(cpu, latency) < MOST_SECONDS)
    largest = max(boards, key=lambda name: boards[name].sent)
    sent = boards[largest].sent
    yield Verdict(f"{where}: no board sends more than 1 MB ({largest}: {sent / 1e6:.2f} MB)", sent <= MOST_BYTES)
