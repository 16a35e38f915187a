"""What holds for a status date, as known at an instant: snapshots, rows with lineage, plan states."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, select, true

from data_access.contract import ColumnType, Dataset
from data_access.engine import Database
from data_access.frames import typed
from data_access.plan import Effective, State, StoredRow, Subject
from data_access.types import FOREVER

LINEAGE_TYPES: dict[str, ColumnType] = {
    "upload": ColumnType.INTEGER,
    "file_name": ColumnType.TEXT,
    "sheet": ColumnType.TEXT,
    "row": ColumnType.INTEGER,
    "uploaded_by": ColumnType.TEXT,
    "uploaded_at": ColumnType.DATE,
    "confirmed_by_upload": ColumnType.INTEGER,
    "status_date": ColumnType.DATE,
}
"""Columns that every row is followed by: where it was first reported, by whom, and last confirmed."""

CHUNK = 500


def effective_snapshots(
    db: Database,
    dataset: str,
    as_of: dt.date | None = None,
    known_at: dt.datetime | None = None,
    *,
    without_upload: int | None = None,
) -> Select[tuple[int, str, dt.date, int, int]]:
    """Select of the effective snapshot of each project: id, project, status_date, row_set_id, upload_id.

    The latest status date on or before *as_of* (default: the latest of all), the latest upload among
    equals, among those known at *known_at* (default: now), *without_upload* left out. One index
    lookup per project, whatever the length of history.
    """
    subjects, snapshots = db.tables.subjects, db.tables.snapshots
    older = snapshots.alias("older")
    latest = (
        select(older.c.id)
        .where(
            older.c.dataset == subjects.c.dataset,
            older.c.project == subjects.c.project,
            older.c.status_date <= as_of if as_of else true(),
            known(older, known_at),
            older.c.upload_id != without_upload if without_upload is not None else true(),
        )
        .order_by(older.c.status_date.desc(), older.c.upload_id.desc())
        .limit(1)
        .correlate(subjects)
        .scalar_subquery()
    )
    return (
        select(
            snapshots.c.id, snapshots.c.project, snapshots.c.status_date, snapshots.c.row_set_id, snapshots.c.upload_id
        )
        .select_from(subjects.join(snapshots, snapshots.c.id == latest))
        .where(subjects.c.dataset == dataset)
    )


def known(table: FromClause, at: dt.datetime | None) -> ColumnElement[bool]:
    """Rows of *table*, which has known_from and known_to, that were known at *at* (default: now)."""
    if at is None:
        return table.c.known_to == FOREVER
    return and_(table.c.known_from <= at, table.c.known_to > at)


def effective_rows(
    db: Database,
    dataset: str,
    *,
    as_of: dt.date | None = None,
    known_at: dt.datetime | None = None,
    projects: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The effective rows of *dataset*, columns of the contract followed by those of ``LINEAGE_TYPES``.

    Ordered by project and position in the workbook. *projects* limits them to some codes.
    """
    with db.reading() as connection:
        return read_rows(db, connection, dataset, as_of=as_of, known_at=known_at, projects=projects)


def read_rows(
    db: Database,
    connection: Connection,
    dataset: str,
    *,
    as_of: dt.date | None = None,
    known_at: dt.datetime | None = None,
    projects: Sequence[str] | None = None,
) -> pd.DataFrame:
    """As ``effective_rows``, inside the caller's transaction."""
    declared, table = db.contract.dataset(dataset), db.tables.datasets[dataset]
    uploads, users = db.tables.uploads, db.tables.users
    snapshot = effective_snapshots(db, dataset, as_of, known_at).subquery("effective")
    query = (
        select(
            *(table.c[name] for name in declared.column_names),
            table.c.upload_id, uploads.c.file_name, table.c.sheet, table.c.row,
            users.c.name, uploads.c.committed_at, snapshot.c.upload_id, snapshot.c.status_date,
        )
        .select_from(snapshot)
        .join(table, table.c.row_set_id == snapshot.c.row_set_id)
        .join(uploads, uploads.c.id == table.c.upload_id)
        .join(users, users.c.id == uploads.c.user_id)
        .order_by(snapshot.c.project, table.c.position)
    )  # fmt: skip
    if projects is not None:
        query = query.where(snapshot.c.project.in_(list(projects)))
    return _lineage_frame(declared, connection.execute(query).all())


def _lineage_frame(dataset: Dataset, rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    lineage = {column: LINEAGE_TYPES[name] for name, column in lineage_columns(dataset).items()}
    return typed({**{c.name: c.type for c in dataset.columns}, **lineage}, rows)


def lineage_columns(dataset: Dataset) -> dict[str, str]:
    """The names of ``LINEAGE_TYPES`` to their columns beside those of *dataset*, which may have one of that name."""
    return {name: f"lineage_{name}" if name in dataset.positions else name for name in LINEAGE_TYPES}


def registered_projects(db: Database, connection: Connection) -> dict[str, str]:
    """Code to project manager's name, of every project registered now."""
    table = db.tables.datasets["projects"]
    snapshot = effective_snapshots(db, "projects").subquery("effective")
    query = select(table.c.project, table.c.manager).join(snapshot, table.c.row_set_id == snapshot.c.row_set_id)
    return {row.project: row.manager for row in connection.execute(query)}


def plan_state(db: Database, connection: Connection, projects: Iterable[str], as_of: dt.date) -> State:
    """What holds on *as_of* for every dataset of *projects*: the state that a plan is made against."""
    wanted = sorted(set(projects))
    state: dict[Subject, Effective] = {}
    for dataset in db.contract:
        snapshots = _snapshots_of(db, connection, dataset.name, wanted, as_of)
        rows = read_row_sets(db, connection, dataset, [row_set for row_set, _ in snapshots.values()])
        for project, (row_set, upload_id) in snapshots.items():
            state[dataset.name, project] = Effective(row_set, upload_id, tuple(rows.get(row_set, ())))
    return state


class Basis(NamedTuple):
    """The row set that holds for one dataset and project, and the upload that reported or last confirmed it."""

    row_set_id: int
    upload_id: int


def basis_now(db: Database, connection: Connection, projects: Iterable[str], as_of: dt.date) -> dict[Subject, Basis]:
    """What holds on *as_of* for every dataset of *projects*, without the rows."""
    wanted = sorted(set(projects))
    return {
        (dataset.name, project): basis
        for dataset in db.contract
        for project, basis in _snapshots_of(db, connection, dataset.name, wanted, as_of).items()
    }


def _snapshots_of(
    db: Database, connection: Connection, dataset: str, projects: Sequence[str], as_of: dt.date
) -> dict[str, Basis]:
    found: dict[str, Basis] = {}
    base = effective_snapshots(db, dataset, as_of)
    subjects = db.tables.subjects
    for start in range(0, len(projects), CHUNK):
        chunk = projects[start : start + CHUNK]
        for row in connection.execute(base.where(subjects.c.project.in_(chunk))):
            found[row.project] = Basis(row.row_set_id, row.upload_id)
    return found


def read_row_sets(
    db: Database, connection: Connection, dataset: Dataset, row_sets: Sequence[int]
) -> dict[int, list[StoredRow]]:
    """The rows of each of *row_sets*, in their order."""
    table = db.tables.datasets[dataset.name]
    columns = [table.c[name] for name in dataset.column_names]
    found: dict[int, list[StoredRow]] = defaultdict(list)
    for start in range(0, len(row_sets), CHUNK):
        chunk = row_sets[start : start + CHUNK]
        query = select(table.c.row_set_id, table.c.upload_id, table.c.sheet, table.c.row, *columns)
        query = query.where(table.c.row_set_id.in_(chunk)).order_by(table.c.row_set_id, table.c.position)
        for row_set, upload_id, sheet, row, *values in connection.execute(query):
            found[row_set].append(StoredRow(tuple(values), upload_id, sheet, row))
    return found


def stored_links(db: Database, connection: Connection) -> dict[str, dict[tuple[str, str], tuple[str, ...]]]:
    """For each dataset with links beyond a project: (project, code) to the codes that its row names."""
    found: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {}
    for dataset in db.contract:
        for link in dataset.links:
            if not link.within_project:
                found[dataset.name] = _links(db, connection, dataset, link.column)
    return found


def _links(
    db: Database, connection: Connection, dataset: Dataset, column: str
) -> dict[tuple[str, str], tuple[str, ...]]:
    table = db.tables.datasets[dataset.name]
    snapshot = effective_snapshots(db, dataset.name).subquery("effective")
    query = select(table.c.project, table.c[dataset.key[-1]], table.c[column]).join(
        snapshot, table.c.row_set_id == snapshot.c.row_set_id
    )
    return {
        (project, code): tuple(part.strip() for part in (named or "").split(";") if part.strip())
        for project, code, named in connection.execute(query)
    }
