"""The effective rows of one dataset as of a date: must grow with the projects, not with the weeks behind them."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

from data_access.engine import Database
from data_access.queries.effective import effective_rows, effective_snapshots
from tests.bench.databases import Server, fresh, opened
from tests.bench.history import ENTRIES, fill, friday
from tests.bench.tables import Result, Verdict, milliseconds, times

NOTE = (
    f"RAID, {ENTRIES} rows per project and week, every snapshot with rows of its own. Snapshots: the statement that"
    " finds which snapshot of each project counts. Rows: effective_rows, a frame with the lineage of every row. As of"
    " the middle of the history and of its end; medians of {runs} runs after a first one."
)
FLAT = 1.3


class Shape(NamedTuple):
    """How much history there is."""

    projects: int
    weeks: int

    def __str__(self) -> str:
        return f"{self.projects:,} x {self.weeks}"


SHAPES = (Shape(24, 30), Shape(250, 52), Shape(2_500, 52), Shape(250, 260))
SMALL_SHAPES = (Shape(5, 6), Shape(10, 6), Shape(10, 12))
Timed = dict[str, list[float]]


@contextmanager
def filled(server: Server, shape: Shape) -> Iterator[tuple[str, Database]]:
    """A database with a history of *shape*, and its address."""
    with fresh(server) as url, opened(url) as db:
        fill(db, shape.projects, shape.weeks)
        yield url, db


def compare(servers: Iterable[Server], runs: int, *, quick: bool) -> Result:
    """Time by shape."""
    lines: list[list[str]] = []
    verdicts: list[Verdict] = []
    for server in servers:
        found: dict[Shape, Timed] = {}
        for shape in SMALL_SHAPES if quick else SHAPES:
            with filled(server, shape) as (_, db):
                found[shape] = _measured(db, shape, runs)
        lines += [[f"{shape}, {server.name}", *map(milliseconds, timed.values())] for shape, timed in found.items()]
        verdicts += [] if quick else _verdicts(server.name, found)
    header = ["projects x weeks", "snapshots, middle", "snapshots, end", "rows, middle", "rows, end"]
    return Result("Effective rows as of a date", NOTE.format(runs=runs), header, lines, verdicts)


def _measured(db: Database, shape: Shape, runs: int) -> Timed:
    middle, end = friday(shape.weeks // 2), friday(shape.weeks - 1)
    return {
        "snapshots, middle": _times(lambda: _snapshots(db, middle), runs),
        "snapshots, end": _times(lambda: _snapshots(db, end), runs),
        "rows, middle": _times(lambda: effective_rows(db, "raid", as_of=middle), runs),
        "rows, end": _times(lambda: effective_rows(db, "raid", as_of=end), runs),
    }


def _snapshots(db: Database, day: object) -> object:
    with db.reading() as connection:
        return connection.execute(effective_snapshots(db, "raid", day)).all()  # type: ignore[arg-type]


def _times(work: Callable[[], object], runs: int) -> list[float]:
    work()
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return spent


def _verdicts(backend: str, found: dict[Shape, Timed]) -> Iterable[Verdict]:
    for name in found[SHAPES[1]]:
        growth = median(found[Shape(250, 260)][name]) / median(found[Shape(250, 52)][name])
        yield Verdict(f"{backend}, {name}: 52 to 260 weeks at most {FLAT} x ({times(growth)})", growth <= FLAT)
