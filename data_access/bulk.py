"""Many rows at once, inside the caller's transaction: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table

Row = Sequence[object]
Converted = TypeVar("Converted")
BATCH = 10_000
"""Lines sent to PostgreSQL at a time."""
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""What PostgreSQL's text format of COPY gives a meaning to."""


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Inserts *rows*, given in the order of the column *names*."""
    if not rows:
        return
    # Column by column, for columns repeat their values, and equal ones are converted once.
    cells = list(chain.from_iterable(rows))
    columns = {name: cells[position :: len(names)] for position, name in enumerate(names)}
    if connection.dialect.name == "postgresql":
        _copy(connection, table, columns)
    else:
        _executemany(connection, table, columns)


def _copy(connection: Connection, table: Table, columns: dict[str, list[object]]) -> None:
    """Batch by batch, so that PostgreSQL stores the one while the next is being written."""
    texts = {name: _converted(values, _text) for name, values in columns.items()}
    with _driver(connection).cursor() as cursor, cursor.copy(f"COPY {_target(table, columns)} FROM STDIN") as copy:
        for start in range(0, len(next(iter(columns.values()))), BATCH):
            parts = (map(texts[name].__getitem__, values[start : start + BATCH]) for name, values in columns.items())
            copy.write("".join(f"{line}\n" for line in map("\t".join, zip(*parts, strict=True))))


def _text(value: object) -> str:
    if value is None:
        return r"\N"
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)


def _executemany(connection: Connection, table: Table, columns: dict[str, list[object]]) -> None:
    bound = [_bound(connection, table.c[name], values) for name, values in columns.items()]
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {_target(table, columns)} VALUES ({marks})"
    _driver(connection).executemany(statement, zip(*bound, strict=True))


def _target(table: Table, names: dict[str, list[object]]) -> str:
    return '"{}" ({})'.format(table.name, ", ".join(f'"{name}"' for name in names))


def _driver(connection: Connection) -> Any:
    driver = connection.connection.driver_connection
    if driver is None:
        raise ConnectionError("connection lost")
    return driver


def _bound(connection: Connection, column: Column[object], values: list[object]) -> list[object]:
    """*values* as the driver takes them."""
    bind: Callable[[object], object] | None = column.type.dialect_impl(connection.dialect).bind_processor(
        connection.dialect
    )
    return values if bind is None else list(map(_converted(values, bind).__getitem__, values))


def _converted(values: list[object], convert: Callable[[object], Converted]) -> dict[object, Converted]:
    """Each of *values* to what *convert* makes of it, called once for equal ones."""
    return {value: convert(value) for value in set(values)}
