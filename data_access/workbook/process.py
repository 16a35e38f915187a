"""The reading process seen from the server: started, fed, timed, believed in nothing."""

import datetime as dt
import os
import pickle
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import IO, Any, Self, cast

from data_access.errors import FileRefused
from data_access.workbook import child
from data_access.workbook.limits import Limits
from data_access.workbook.raw import Cell

_BUFFER = 1 << 20
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_TYPES = {"date": dt.date, "datetime": dt.datetime, "time": dt.time, "timedelta": dt.timedelta}


@dataclass(frozen=True)
class ReadSheet:
    """What a reader saw of one sheet: equally long columns from A1, blank rows and columns at the end left out."""

    name: str
    hidden: bool
    columns: list[list[Cell]]

    @property
    def height(self) -> int:
        """Number of rows, counted from Excel's row 1."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def filled(self) -> int:
        """Number of cells with a value."""
        return sum(len(column) - column.count(None) for column in self.columns)


class ReadingProcess:
    """A context: the process starts on creation, so that it is ready when the quick checks are done.

    *reader* is ``calamine`` or ``openpyxl``. Leaving the context ends the process, whatever it is doing.
    """

    def __init__(self, reader: str, limits: Limits) -> None:
        self._limits = limits
        self._expired = False
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  # closed on leaving the context
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(Path(child.__file__)), reader, *_arguments(limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=_BUFFER,
            env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
        )
        self._stdin = cast(IO[bytes], self._process.stdin)
        self._stdout = cast(IO[bytes], self._process.stdout)
        self._timer = Timer(limits.seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        self._process.kill()
        self._process.wait()
        self._complaints.close()
        self._stdout.close()
        with suppress(OSError):
            self._stdin.close()

    def send(self, data: bytes) -> None:
        """Hand over the file; a process that died in between is noticed by ``sheets``."""
        with suppress(OSError):
            self._stdin.write(data)
            self._stdin.close()

    def sheets(self) -> list[ReadSheet]:
        """Wait for the result.

        Raises FileRefused: ``file_takes_too_long``, ``file_needs_too_much_memory``, or ``file_damaged`` with
        reason ``unreadable`` (the reader says so) or ``reader_crashed``.
        """
        found: list[ReadSheet] = []
        try:
            while (head := self._load()) is not None:
                name, hidden, count = head
                found.append(ReadSheet(name, hidden, [self._load() for _ in range(count)]))
        except Exception as error:  # the bytes come from a process that a hostile file may have taken over
            raise self._refusal() from error
        return found

    def _load(self) -> Any:
        return ValuesOnly(self._stdout).load()

    def _refusal(self) -> FileRefused:
        self._stdout.close()  # a process that is still writing ends here
        status = self._process.wait()
        self._complaints.seek(0)
        starved = b"memory allocation" in self._complaints.read(1 << 16)
        if self._expired:
            return FileRefused("file_takes_too_long", seconds=self._limits.seconds)
        if status == child.OUT_OF_MEMORY or starved or status == -9:
            return FileRefused("file_needs_too_much_memory", limit=self._limits.memory_bytes)
        return FileRefused("file_damaged", reason="unreadable" if status == child.UNREADABLE else "reader_crashed")

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()


class ValuesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        if module == "datetime" and name in _TYPES:
            return _TYPES[name]
        raise pickle.UnpicklingError(f"{module}.{name} is no cell value")


def _arguments(limits: Limits) -> tuple[str, str]:
    return str(limits.memory_bytes), str(int(limits.seconds) + 1)
