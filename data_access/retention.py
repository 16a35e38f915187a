"""Retention: the bytes of old workbooks leave, what was read from them stays."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Select, func, select, update

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version

MONTH = 31
"""Days of a month when it comes to removing: the longest, so that nothing leaves before its time."""


class Kept(NamedTuple):
    """The workbooks that are kept: how many, their bytes together, and the instant of the oldest upload."""

    files: int
    size: int
    since: dt.datetime | None


def kept_files(db: Database) -> Kept:
    """What the database holds of original workbooks."""
    files, uploads = db.tables.files, db.tables.uploads
    per_file = (
        select(files.c.sha256, func.max(uploads.c.size).label("size"), func.min(uploads.c.committed_at).label("at"))
        .join(uploads, uploads.c.sha256 == files.c.sha256)
        .where(files.c.removed_at.is_(None))
        .group_by(files.c.sha256)
        .subquery()
    )
    query = select(func.count(), func.coalesce(func.sum(per_file.c.size), 0), func.min(per_file.c.at))
    with db.reading() as connection:
        count, size, since = connection.execute(query).one()
    return Kept(count, int(size), since)


def remove_old_files(db: Database, actor: User, before: dt.datetime) -> int:
    """Removes the bytes of every workbook whose uploads are all older than *before*; returns how many.

    Rows, lineage and hash stay, so figures, undo and the recognition of the same file are as they were.
    """
    files = db.tables.files
    with db.writing() as connection:
        reload_actor(db, connection, actor).require(Permission.KEEP_DATA)
        old = [row.sha256 for row in connection.execute(_older(db, before))]
        if not old:
            return 0
        at = raise_version(db, connection)
        connection.execute(update(files).where(files.c.sha256.in_(old)).values(data=b"", removed_at=at))
        new = {"files": len(old), "before": before.isoformat()}
        record(db, connection, actor.username, AuditEntry("old_files_removed", "files", new=new), at)
    return len(old)


def _older(db: Database, before: dt.datetime) -> Select[tuple[str]]:
    files, uploads = db.tables.files, db.tables.uploads
    return (
        select(files.c.sha256)
        .join(uploads, uploads.c.sha256 == files.c.sha256)
        .where(files.c.removed_at.is_(None))
        .group_by(files.c.sha256)
        .having(func.max(uploads.c.committed_at) < before)
    )
