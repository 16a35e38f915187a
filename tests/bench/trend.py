"""What five years of history cost a board over one: every cache empty, the trends read and drawn anew."""

from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from data_access.engine import Database
from tests.bench.boards import BOARDS, signed_in
from tests.bench.databases import Server
from tests.bench.effective import FLAT, Shape
from tests.bench.portfolios import reported
from tests.bench.processes import cpu_seconds
from tests.bench.screens import idle, new_version
from tests.bench.tables import Result, Verdict, milliseconds, times
from tests.bench.viewer import Run, Served, run_script, session

NOTE = (
    "{server}, projects x weeks. Processor time of the server for a new viewer, every cache emptied by a new data"
    " version. Portfolio draws the last 12 weeks on its cards and in its history, RAID the last 26; Project draws the"
    " value earned in every week and lists all its uploads. Medians of {runs} rounds after a first one, both in turn."
)
SHAPES = (Shape(250, 52), Shape(250, 260))
SMALL_SHAPES = (Shape(8, 4), Shape(8, 12))


def compare(server: Server, runs: int, *, quick: bool) -> Result:
    """Cold run of each board by length of history."""
    short, long = SMALL_SHAPES if quick else SHAPES
    with ExitStack() as stack:
        sides = {}
        for shape in (short, long):
            url, db = stack.enter_context(reported(server, shape))
            sides[shape] = (db, *stack.enter_context(signed_in(url, db)))
        spent: dict[tuple[str, Shape], list[float]] = defaultdict(list)
        for counts in (False, *[True] * runs):
            for name, page in BOARDS.items():
                for shape, side in sides.items():
                    spent[name, shape] += [_cold(*side, page)] if counts else []
    ratios = {name: median(spent[name, long]) / median(spent[name, short]) for name in BOARDS}
    lines = [[n, *(milliseconds(spent[n, s]) for s in (short, long)), times(ratio)] for n, ratio in ratios.items()]
    verdicts = [Verdict(f"{n}: 52 to 260 weeks at most {FLAT} x ({times(r)})", r <= FLAT) for n, r in ratios.items()]
    header = ["board", str(short), str(long), "ratio"]
    note = NOTE.format(server=server.name, runs=runs)
    return Result("A trend over five years against one", note, header, lines, [] if quick else verdicts)


def _cold(db: Database, regie: Served, cookie: str, page: str) -> float:
    new_version(db)
    before = cpu_seconds(regie.pid)
    with session(regie, cookie) as viewer:
        _charted(run_script(viewer, page))
        idle(regie.pid)
    return cpu_seconds(regie.pid) - before


def _charted(run: Run) -> None:
    if not run.charts:
        raise RuntimeError("the board drew no chart")
