"""Runs a variant in a process of its own and watches its memory."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple, cast

ROOT = Path(__file__).parents[2]
PAGE = 4096
EVERY = 0.005
"""Seconds between two looks at the memory."""


class Cost(NamedTuple):
    """Seconds by stage, and bytes of memory over the start, those of child processes included."""

    seconds: dict[str, float]
    peak: int


def run(*arguments: str) -> Cost:
    """Runs ``tests.bench.variants`` with *arguments*."""
    command = [sys.executable, "-m", "tests.bench.variants", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        stdin, stdout = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        if stdout.readline().strip() != "ready":
            raise RuntimeError(f"{' '.join(arguments)} did not start")
        watch = MemoryWatch(process.pid)
        watch.start()
        stdin.write("go\n")
        stdin.flush()
        answer = stdout.readline()
        watch.stop()
    if not answer:
        raise RuntimeError(f"{' '.join(arguments)} failed")
    return Cost(json.loads(answer), watch.peak)


class MemoryWatch(threading.Thread):
    """Looks at the resident memory of a process and its children until stopped; needs Linux."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self._start = resident(pid)
        self.peak = 0

    def run(self) -> None:
        """See ``threading.Thread``."""
        while not self._ended.wait(EVERY):
            self.peak = max(self.peak, resident(self._pid) - self._start)

    def stop(self) -> None:
        """Ends the watch."""
        self._ended.set()
        self.join()


def resident(pid: int) -> int:
    """Bytes of memory in use by process *pid* and its descendants."""
    return sum(_resident(each) for each in _family(pid))


def _resident(pid: int) -> int:
    fields = _read(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * PAGE if fields else 0


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, _read(task).split()):
            # Between fork and exec a child only seems to use the memory of its parent.
            if _read(Path(f"/proc/{child}/cmdline")) != _read(Path(f"/proc/{pid}/cmdline")):
                yield from _family(child)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has just ended
        return ""


def cpu_seconds(pid: int) -> float:
    """Processor time that process *pid* has used so far; counted in hundredths of a second."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
