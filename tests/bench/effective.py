"""The effective rows of one dataset as of a date: must grow with the projects, not with the weeks behind them."""

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
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
    " the middle of the history and of its end; medians of {runs} runs after a first one, the sizes in turn."
)
ROUNDS = 4
"""Runs of a question, which takes milliseconds, for each run of what takes seconds."""
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
        shapes = SMALL_SHAPES if quick else SHAPES
        with ExitStack() as stack:
            filled_by = {shape: stack.enter_context(filled(server, shape))[1] for shape in shapes}
            found = _measured(filled_by, runs * ROUNDS)
        lines += [[f"{shape}, {server.name}", *map(milliseconds, timed.values())] for shape, timed in found.items()]
        verdicts += [] if quick else _verdicts(server.name, found)
    header = ["projects x weeks", "snapshots, middle", "snapshots, end", "rows, middle", "rows, end"]
    return Result("Effective rows as of a date", NOTE.format(runs=runs * ROUNDS), header, lines, verdicts)


def _measured(databases: dict[Shape, Database], rounds: int) -> dict[Shape, Timed]:
    """The seconds of each question, the databases in turn in every round; a first round does not count."""
    found: dict[Shape, Timed] = {shape: defaultdict(list) for shape in databases}
    for _ in range(rounds + 1):
        for shape, db in databases.items():
            for name, work in _questions(db, shape).items():
                start = time.perf_counter()
                work()
                found[shape][name].append(time.perf_counter() - start)
    return {shape: {name: spent[1:] for name, spent in timed.items()} for shape, timed in found.items()}


def _questions(db: Database, shape: Shape) -> dict[str, Callable[[], object]]:
    middle, end = friday(shape.weeks // 2), friday(shape.weeks - 1)
    return {
        "snapshots, middle": partial(_snapshots, db, middle),
        "snapshots, end": partial(_snapshots, db, end),
        "rows, middle": partial(effective_rows, db, "raid", as_of=middle),
        "rows, end": partial(effective_rows, db, "raid", as_of=end),
    }


def _snapshots(db: Database, day: dt.date) -> object:
    with db.reading() as connection:
        return connection.execute(effective_snapshots(db, "raid", day)).all()


def _verdicts(backend: str, found: dict[Shape, Timed]) -> Iterable[Verdict]:
    for name in found[SHAPES[1]]:
        growth = median(found[Shape(250, 260)][name]) / median(found[Shape(250, 52)][name])
        yield Verdict(f"{backend}, {name}: 52 to 260 weeks at most {FLAT} x ({times(growth)})", growth <= FLAT)
