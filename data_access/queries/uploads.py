"""Uploads: the list, one of them, its original bytes, and what undoing it would restore."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Row, select

from data_access.dependence import undo_blocked_by
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.plan import Subject
from data_access.queries.effective import effective_snapshots, known

COLUMNS = (
    "upload", "file_name", "username", "uploaded_by", "role", "status_date", "committed_at", "undone_at", "size",
    "rows_read", "inserted", "updated", "unchanged", "closed", "kept", "cells_read", "findings", "sha256",
    "file_removed_at",
)  # fmt: skip


@dataclass(frozen=True)
class UndoEffect:
    """What undoing an upload would do.

    *restored* maps dataset and project to the upload that becomes effective again, None for none;
    *blocked_by* names uploads that have to be undone first.
    """

    upload_id: int
    restored: dict[Subject, int | None]
    status_date: dt.date
    blocked_by: tuple[int, ...]


def uploads(db: Database, *, project: str | None = None, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every upload made by *known_at* (default: now), the newest first: the columns of ``COLUMNS``.

    *project* limits them to those that spoke for it, undone ones too. *undone_at* is None while it is, or was
    then, in force; *file_removed_at* while the workbook is kept.
    """
    table, users, snapshots, files = db.tables.uploads, db.tables.users, db.tables.snapshots, db.tables.files
    query = (
        select(
            table.c.id, table.c.file_name, users.c.username, users.c.name, users.c.role, table.c.status_date,
            table.c.committed_at, table.c.undone_at, table.c.size, table.c.rows_read, table.c.inserted,
            table.c.updated, table.c.unchanged, table.c.closed, table.c.kept, table.c.cells_read,
            table.c.findings, table.c.sha256, files.c.removed_at,
        )
        .join(files, files.c.sha256 == table.c.sha256)
        .join(users, users.c.id == table.c.user_id)
        .order_by(table.c.id.desc())
    )  # fmt: skip
    if project is not None:
        # The names of the datasets lead the index to the snapshots of one project.
        spoke = snapshots.c.dataset.in_([dataset.name for dataset in db.contract]) & (snapshots.c.project == project)
        query = query.where(table.c.id.in_(select(snapshots.c.upload_id).where(spoke)))
    if known_at is not None:
        query = query.where(table.c.committed_at <= known_at)
    with db.reading() as connection:
        rows = [_as_known(row, known_at) for row in connection.execute(query)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"undone_at": object, "committed_at": object, "file_removed_at": object}
    )


def _as_known(row: Row[*tuple[Any, ...]], known_at: dt.datetime | None) -> tuple[object, ...]:
    """A row of the list without an undo that came after *known_at*."""
    later = known_at is not None and row.undone_at is not None and row.undone_at > known_at
    return tuple(None if later and name == "undone_at" else value for name, value in row._mapping.items())


def original_file(db: Database, upload_id: int) -> tuple[str, bytes]:
    """File name and bytes of an upload, as they came in; ``NotFound`` once they were removed under retention."""
    table, files = db.tables.uploads, db.tables.files
    query = select(table.c.file_name, files.c.data, files.c.removed_at).join(files, files.c.sha256 == table.c.sha256)
    with db.reading() as connection:
        row = connection.execute(query.where(table.c.id == upload_id)).first()
    if row is None:
        raise NotFound("unknown_upload", upload=upload_id)
    if row.removed_at is not None:
        raise NotFound("file_removed", file=row.file_name, at=row.removed_at)
    return row.file_name, bytes(row.data)


def upload_projects(db: Database, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Which upload in force, now or at *known_at*, spoke for which project: upload, project, status_date."""
    table = db.tables.snapshots
    query = select(table.c.upload_id, table.c.project, table.c.status_date).distinct().where(known(table, known_at))
    with db.reading() as connection:
        return pd.DataFrame(connection.execute(query).all(), columns=["upload", "project", "status_date"])


def undo_effect(db: Database, upload_id: int) -> UndoEffect:
    """What ``store.undo`` of *upload_id* would make effective again."""
    table, snapshots = db.tables.uploads, db.tables.snapshots
    with db.reading() as connection:
        upload = connection.execute(select(table).where(table.c.id == upload_id)).first()
        if upload is None:
            raise NotFound("unknown_upload", upload=upload_id)
        own = select(snapshots.c.dataset, snapshots.c.project).where(snapshots.c.upload_id == upload_id)
        subjects = {(dataset, project) for dataset, project in connection.execute(own)}
        restored: dict[Subject, int | None] = dict.fromkeys(sorted(subjects))
        for dataset in sorted({name for name, _ in subjects}):
            query = effective_snapshots(db, dataset, upload.status_date, without_upload=upload_id)
            for row in connection.execute(query):
                if (dataset, row.project) in subjects:
                    restored[dataset, row.project] = row.upload_id
        blocked = undo_blocked_by(db, connection, upload_id)
    return UndoEffect(upload_id, restored, upload.status_date, tuple(blocked))
