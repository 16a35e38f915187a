"""Writes the rows of an upload: subjects, row sets, snapshots, and the rows with their lineage."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from data_access.bulk import insert_rows
from data_access.engine import Database
from data_access.orphans import refuse_orphans
from data_access.plan import Resolution, Subject
from data_access.tables import LINEAGE
from data_access.types import FOREVER


class Brought(NamedTuple):
    """The upload that brings rows: its number, the week that it reports, and the instant from which it is known."""

    upload_id: int
    status_date: dt.date
    at: dt.datetime


def store_parts(db: Database, connection: Connection, brought: Brought, resolved: Sequence[Resolution]) -> None:
    """One snapshot per part; rows only where they differ from those that held before."""
    first = row_set = next_id(connection, db.tables.row_sets)
    snapshot = next_id(connection, db.tables.snapshots)
    row_sets, snapshots = [], []
    rows: dict[str, list[tuple[object, ...]]] = {}
    for resolution in resolved:
        part = resolution.part
        used = part.basis.row_set_id
        if resolution.changed or used is None:
            used = row_set
            row_set += 1
            row_sets.append((used, *part.subject, brought.upload_id, resolution.count))
            rows.setdefault(part.dataset.name, []).extend(_table_rows(used, brought.upload_id, resolution))
        snapshots.append((snapshot, brought.upload_id, *part.subject, brought.status_date, used, brought.at, FOREVER))
        snapshot += 1
    _insert_subjects(db, connection, [resolution.part.subject for resolution in resolved])
    insert_rows(connection, db.tables.row_sets, ("id", "dataset", "project", "upload_id", "rows"), row_sets)
    names = ("id", "upload_id", "dataset", "project", "status_date", "row_set_id", "known_from", "known_to")
    insert_rows(connection, db.tables.snapshots, names, snapshots)
    for name, records in rows.items():
        columns = (*LINEAGE, *db.contract.dataset(name).column_names)
        insert_rows(connection, db.tables.datasets[name], columns, records)
    refuse_orphans(db, connection, rows, since=first)


def _table_rows(row_set: int, upload_id: int, resolution: Resolution) -> Iterable[tuple[object, ...]]:
    part = resolution.part
    for position, (row, values, _) in enumerate(part.rows):
        yield (row_set, position, upload_id, part.sheet, row, *values)
    for position, stored in enumerate(resolution.carried, start=len(part.rows)):
        yield (row_set, position, stored.upload_id or upload_id, stored.sheet, stored.row, *stored.values)


def _insert_subjects(db: Database, connection: Connection, subjects: Sequence[Subject]) -> None:
    table = db.tables.subjects
    known = set(map(tuple, connection.execute(select(table.c.dataset, table.c.project))))
    insert_rows(connection, table, ("dataset", "project"), [s for s in subjects if s not in known])


def next_id(connection: Connection, table: object) -> int:
    """The next free id of *table*; safe because writers are serialised."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0) + 1)).scalar_one())  # type: ignore[attr-defined]  # a table with an id
