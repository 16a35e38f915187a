"""One way of getting a budget workbook into a database, in a process of its own.

``python -m tests.bench.variants WAY STATUS_DATE SMALL_URL SMALL_FILE URL FILE`` takes the small workbook, as a server
that is up has taken others before, writes ``ready``, waits for a line, takes the file, and writes the seconds of each
stage as JSON.
"""

import datetime as dt
import io
import json
import resource
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import wraps
from pathlib import Path
from typing import NamedTuple

import openpyxl  # noqa: F401  # pandas would import it within the time of the naive way
import pandas as pd
import psycopg
import python_calamine as calamine
from sqlalchemy import create_engine, make_url

from dashboard import asgi, uploads
from data_access.datasets import CONTRACT
from data_access.engine import open_database
from data_access.plan import Gone, GoneDecision
from data_access.users import get_user
from tests.bench.budgets import LANGUAGE

SHEET = CONTRACT.dataset("budget").label.in_language(LANGUAGE)
HEADER_ROWS = 2
STAGES = {
    "read_workbook": "read",
    "validation_context": "validate",
    "validate": "validate",
    "plan_state": "plan",
    "make_plan": "plan",
}
"""Function that ``dashboard.uploads`` calls, and the stage that it counts for."""
COLUMNS = "a text, b text, c date, d text, e text, f text, g text, h text, i text"

Spent = defaultdict[str, float]


class Task(NamedTuple):
    """The workbook *data*, the database at *url* that it goes into, and what it is for."""

    url: str
    data: bytes
    status_date: dt.date


@contextmanager
def clocked(spent: Spent, stage: str) -> Iterator[None]:
    """Adds the seconds that pass to *stage*."""
    start = time.perf_counter()
    yield
    spent[stage] += time.perf_counter() - start


def pipeline(task: Task, spent: Spent) -> None:
    """What the page Upload does: check, preview, confirm; the stages are those of ``dashboard.uploads``."""
    for name, stage in STAGES.items():
        function = getattr(uploads, name)
        setattr(uploads, name, _clocked(getattr(function, "__wrapped__", function), stage, spent))
    db = open_database(task.url)
    actor = get_user(db, "pmo")
    checked = uploads.check(db, "budget.xlsx", task.data, actor=actor)
    with clocked(spent, "preview"):
        shown = uploads.preview(db, actor, checked, task.status_date)
    spent["KPI effect"] = spent.pop("preview") - spent["plan"]
    with clocked(spent, "commit"):
        uploads.confirm(db, shown, GoneDecision(Gone.KEEP))


def _clocked(function: Callable[..., object], stage: str, spent: Spent) -> Callable[..., object]:
    @wraps(function)
    def call(*args: object, **options: object) -> object:
        with clocked(spent, stage):
            return function(*args, **options)

    return call


def naive(task: Task, spent: Spent) -> None:
    """pandas alone: no check, no history, whatever types come out."""
    with clocked(spent, "read"):
        frame = pd.read_excel(io.BytesIO(task.data), sheet_name=SHEET, header=HEADER_ROWS - 1, engine="openpyxl")
    with clocked(spent, "commit"):
        frame.to_sql("naive", create_engine(task.url), index=False)


def floor(task: Task, spent: Spent) -> None:
    """The fastest reader and the fastest insert there are, into a table without key or type."""
    with clocked(spent, "read"):
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(task.data))
        rows = book.get_sheet_by_name(SHEET).to_python()[HEADER_ROWS:]
    insert = _executemany if task.url.startswith("sqlite") else _copy
    with clocked(spent, "commit"):
        insert(task.url, rows)


def _executemany(url: str, rows: Sequence[Sequence[object]]) -> None:
    with closing(sqlite3.connect(str(make_url(url).database))) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"CREATE TABLE floor ({COLUMNS})")
        with connection:
            connection.executemany("INSERT INTO floor VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _copy(url: str, rows: Sequence[Sequence[object]]) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE floor ({COLUMNS})")
        with cursor.copy("COPY floor FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


WAYS: dict[str, Callable[[Task, Spent], None]] = {"pipeline": pipeline, "naive": naive, "floor": floor}


def main(way: str, status_date: str, *places: str) -> None:
    """Runs *way* for each pair of database and file in *places*; the last one counts."""
    day = dt.date.fromisoformat(status_date)
    small, task = (Task(url, Path(file).read_bytes(), day) for url, file in zip(places[::2], places[1::2], strict=True))
    WAYS[way](small, defaultdict(float))
    asgi.freeze()  # as the server does at its start
    print("ready", flush=True)
    sys.stdin.readline()
    spent: Spent = defaultdict(float)
    used = _cpu_seconds()
    with clocked(spent, "together"):
        WAYS[way](task, spent)
    print(json.dumps(spent | {"CPU": _cpu_seconds() - used}), flush=True)


def _cpu_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main(*sys.argv[1:])
