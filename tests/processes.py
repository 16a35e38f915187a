"""What tests let other processes do: store a workbook and be killed on the way."""

import os
import signal
from collections.abc import Iterator, Sequence
from typing import NoReturn

from sqlalchemy import Connection, Table

from data_access import row_sets, store
from data_access.bulk import Row, insert_rows
from data_access.engine import open_database
from data_access.users import get_user
from tests.storing import full, stored
from tests.workbooks import record

MANY = 2000
ROWS = {**full(), "raid": [record("raid", entry=f"R{n}", cause="because " * 20) for n in range(MANY)]}


class _Fatal(list[Row]):
    """Rows of which half can be had."""

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(super().__iter__()):
            if number == len(self) // 2:
                _die()
            yield row


def _die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def _insert_in_part(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    if table.name != "raid_rows":
        insert_rows(connection, table, names, rows)
        return
    half = len(rows) // 2
    insert_rows(connection, table, names, rows[:half])
    insert_rows(connection, table, names, _Fatal(rows[half:]))


DEATHS = {
    "before the insert": (row_sets, "insert_rows", _die),
    "during the insert": (row_sets, "insert_rows", _insert_in_part),
    "after the insert": (store, "remeasure", _die),
    "before the end": (store, "record", _die),
}


def store_and_die(url: str, moment: str) -> None:
    """Stores ``ROWS`` in the database at *url* and is killed at *moment*, or after the commit."""
    db = open_database(url)
    if moment in DEATHS:
        setattr(*DEATHS[moment])
    stored(db, get_user(db, "pmo"), ROWS)
    _die()
