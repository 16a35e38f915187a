"""The one integer that every change raises: part of every cache key, read at each rerun."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from data_access.engine import Database


def data_version(db: Database) -> int:
    """The number of changes made to the data so far."""
    with db.reading() as connection:
        return int(connection.execute(select(db.tables.versions.c.data_version)).scalar_one())


class Version(NamedTuple):
    """The number of changes made so far, and the instant of the last."""

    number: int
    changed_at: dt.datetime


def current_version(db: Database) -> Version:
    """Data version and instant of the last change: read as known at that instant, the data are those of now."""
    table = db.tables.versions
    with db.reading() as connection:
        return Version(*connection.execute(select(table.c.data_version, table.c.changed_at)).one())


def raise_version(db: Database, connection: Connection) -> dt.datetime:
    """Raises the data version and returns the instant of this change.

    Instants of changes strictly increase, whatever the clock does, so that "as known at" tells
    any two changes apart.
    """
    table = db.tables.versions
    last = connection.execute(select(table.c.changed_at)).scalar_one()
    at = max(db.clock().astimezone(dt.UTC), last + dt.timedelta(microseconds=1))
    connection.execute(update(table).values(data_version=table.c.data_version + 1, changed_at=at))
    return at


def is_demonstration(db: Database) -> bool:
    """Whether the database holds the demonstration portfolio."""
    with db.reading() as connection:
        return bool(connection.execute(select(db.tables.versions.c.demonstration)).scalar_one())


def mark_demonstration(db: Database) -> None:
    """Remembers that the database holds the demonstration portfolio."""
    with db.writing() as connection:
        connection.execute(update(db.tables.versions).values(demonstration=True))
