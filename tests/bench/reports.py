"""Time of a steering pack in every format: as a command from nothing, and once more in a process that runs."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from dashboard.choice import Choice
from dashboard.report_making import Format, Request, make
from dashboard.reports.document import Kind
from data_access.engine import Database
from seed.upload import seed
from tests.bench.databases import Server, fresh, opened
from tests.bench.tables import Result, Verdict, seconds

PROJECTS, WEEKS, SMALL = 24, 12, (6, 2)
LIMIT = 20.0
NOTE = (
    "The demonstration of {projects} projects and {weeks} weeks. Command: `regie report steering` from its start to its"
    " end, imports included. In process: from the request to the bytes, in a process that has made one; medians of"
    " {runs} runs."
)


def pack_time(servers: Iterable[Server], folder: Path, runs: int, *, quick: bool) -> Result:
    """Seconds of a pack by format and database; the files go into *folder*."""
    projects, weeks = SMALL if quick else (PROJECTS, WEEKS)
    lines, slowest = [], 0.0
    for server in servers:
        with fresh(server) as url, opened(url) as db:
            seed(db, projects=projects, weeks=weeks, report=lambda _line: None)
            for file_format in Format:
                path = folder / f"pack.{file_format.value}"
                command, cpu = _command(url, path)
                slowest = max(slowest, command)
                again = [_made(db, file_format) for _ in range(runs + 1)][1:]
                size = f"{path.stat().st_size // 1024} KB"
                spent = [seconds(times) for times in ([command], [cpu], again)]
                lines.append([f"{file_format.value}, {server.name}", *spent, size])
    target = f"a pack of {projects} projects in less than {LIMIT:.0f} s ({slowest:.1f} s at most)"
    note = NOTE.format(projects=projects, weeks=weeks, runs=runs)
    header = ["format", "command", "CPU of it", "in process", "size"]
    return Result("Steering pack", note, header, lines, [Verdict(target, slowest < LIMIT)])


def _command(url: str, path: Path) -> tuple[float, float]:
    """Seconds and processor seconds of the command."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "report", "steering", "--language", "nl", "-o", str(path)],
        env=os.environ | {"DATABASE_URL": url}, check=True, capture_output=True,
    )  # fmt: skip
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, cpu


def _made(db: Database, file_format: Format) -> float:
    start = time.perf_counter()
    make(db, Request(Kind.STEERING, file_format, Choice()))
    return time.perf_counter() - start
