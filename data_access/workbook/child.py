"""Parses one workbook in a process of its own, under a memory limit: file on stdin, columns on stdout.

Run as a script in isolated mode, so it imports nothing of this package and starts in a few hundredths of a
second. What a malformed file can do to a native reader (abort, stack overflow, endless loop) ends here.

Output is a sequence of pickles: for each sheet ``(name, hidden, number of columns)`` and then each column,
and None at the end. Exit status 0 done, 10 unreadable, 11 out of memory.
"""

import datetime as dt
import gc
import io
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

UNREADABLE, OUT_OF_MEMORY = 10, 11
_MIDNIGHT = dt.time()
_MOST_WRITTEN = 1 << 16  # bytes to a file: the complaint on stderr, and nothing else

Column = list[object]
Sheet = tuple[str, bool, Iterator[Column]]


def main(reader: str, memory_bytes: int, seconds: int) -> int:
    """Read stdin, write stdout, return the exit status."""
    _limit(memory_bytes, seconds)
    gc.disable()
    try:
        for name, hidden, columns in READERS[reader](sys.stdin.buffer.read()):
            _write(name, hidden, _trimmed(list(columns)))
        _dump(None)
        sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException as error:  # a panic of the native reader is not an Exception
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        return UNREADABLE
    return 0


def _limit(memory_bytes: int, seconds: int) -> None:
    if hasattr(signal, "alarm"):
        # Should the parent be gone, nobody else would end a reader that hangs.
        signal.alarm(seconds + 5)
    try:
        import resource
    except ImportError:  # Windows: the wall clock alone limits there
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN, _MOST_WRITTEN))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _read_with_calamine(data: bytes) -> Iterator[Sheet]:
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for index, sheet in enumerate(book.sheets_metadata):
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
            hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
            yield sheet.name, hidden, _columns(rows)


def _read_with_openpyxl(data: bytes) -> Iterator[Sheet]:
    import warnings

    import openpyxl

    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        width = max(map(len, rows), default=0)
        for row in rows:
            row.extend([None] * (width - len(row)))
        yield sheet.title, sheet.sheet_state != "visible", _columns(rows)


READERS: dict[str, Callable[[bytes], Iterator[Sheet]]] = {
    "calamine": _read_with_calamine,
    "openpyxl": _read_with_openpyxl,
}


def _columns(rows: Sequence[Sequence[object]]) -> Iterator[Column]:
    """The columns of equally long *rows*; slices of all cells, for ``zip`` of 100,000 rows takes four times as long."""
    width = len(rows[0]) if rows else 0
    if set(map(len, rows)) - {width}:
        raise ValueError("rows of different lengths")
    cells = list(chain.from_iterable(rows))
    return (_normal(cells[index::width]) for index in range(width))


def _normal(column: Column) -> Column:
    """Blanks as None, whole numbers as floats, midnight as a date; equal texts and dates as one object."""
    kinds = set(map(type, column))
    known: dict[object, object] = {"": None}
    if kinds <= {float}:
        return column
    if kinds <= {str, dt.date, float}:
        return list(map(known.setdefault, column, column))
    return [_normal_cell(cell, known) for cell in column]


def _normal_cell(cell: object, known: dict[object, object]) -> object:
    kind = type(cell)
    if kind is str or kind is dt.date:
        return known.setdefault(cell, cell)
    if kind is dt.datetime and cell.time() == _MIDNIGHT:  # type: ignore[attr-defined]  # it is a datetime
        return known.setdefault(cell, cell.date())  # type: ignore[attr-defined]
    return float(cell) if kind is int else cell  # type: ignore[arg-type]


def _trimmed(columns: list[Column]) -> list[Column]:
    """Without the blank rows and columns at the end; all columns equally long."""
    heights = [_height(column) for column in columns]
    height = max(heights, default=0)
    while heights and not heights[-1]:
        heights.pop()
    return [column[:height] for column in columns[: len(heights)]]


def _height(column: Column) -> int:
    height = len(column)
    while height and column[height - 1] is None:
        height -= 1
    return height


def _write(name: str, hidden: bool, columns: list[Column]) -> None:
    _dump((name, hidden, len(columns)))
    for column in columns:
        _dump(column)


def _dump(value: object) -> None:
    pickle.dump(value, sys.stdout.buffer, protocol=5)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
