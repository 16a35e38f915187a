"""The database: where it is, how it is opened, how a write is serialised and how it fails."""

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from data_access.contract import Contract
from data_access.datasets import CONTRACT
from data_access.errors import DatabaseUnavailable
from data_access.tables import Tables, build_tables

SQLSTATES = {
    "53100": "database_full",
    "40P01": "database_busy",
    "55P03": "database_busy",
    "42P01": "database_schema",
    "42703": "database_schema",
}
"""PostgreSQL's codes of what can be told apart: disk full, deadlock, lock not free, no such table or column."""
CONNECT_SECONDS = 5
KEPT, BEYOND = 20, 40
"""Connections kept open, and opened beyond them for a moment: as many as a full meeting room asks for at once."""


def utc_now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Database:
    """An open database and the contract whose tables it holds. *clock* gives the instant of writes."""

    engine: Engine
    contract: Contract
    tables: Tables
    clock: Callable[[], dt.datetime] = utc_now

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection inside one read transaction: all selects see the same state."""
        with failures_named(), self.engine.connect() as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside the one write transaction of the moment; commits at the end or not at all."""
        with failures_named(), self.engine.connect() as raw:
            connection = raw.execution_options(regie_begin="BEGIN IMMEDIATE")
            with connection.begin():
                versions = self.tables.versions
                connection.execute(select(versions.c.id).with_for_update())
                yield connection


def data_folder() -> Path:
    """Folder of the embedded database: REGIE_DATA, or ``.regie`` in the home folder."""
    return Path(os.environ.get("REGIE_DATA") or Path.home() / ".regie").expanduser()


def database_url() -> str:
    """DATABASE_URL, or the embedded SQLite file."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{data_folder() / 'regie.db'}"


def open_database(url: str | None = None, contract: Contract = CONTRACT) -> Database:
    """The database at *url* (default: ``database_url()``); only its folder is made, for this account alone.

    Raises ``DatabaseUnavailable`` when *url* is no address of SQLite or PostgreSQL, or the folder cannot be made.
    """
    parsed = _address(url or database_url())
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite and parsed.database:
        try:
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailable("database_unreachable") from error
    patience = {} if is_sqlite or "connect_timeout" in parsed.query else {"connect_timeout": CONNECT_SECONDS}
    engine = create_engine(parsed, pool_pre_ping=True, connect_args=patience, **_pool(parsed))
    if is_sqlite:
        _prepare_sqlite(engine)
    return Database(engine, contract, build_tables(contract))


def shared_database() -> Database:
    """The database at ``database_url()``, opened once per process and address: for what is asked often."""
    return _opened(database_url())


def _pool(address: URL) -> dict[str, Any]:
    """What is kept open; a database in memory has one connection for each thread and takes no such setting."""
    in_memory = address.get_backend_name() == "sqlite" and not address.database
    return {} if in_memory else {"pool_size": KEPT, "max_overflow": BEYOND}


@lru_cache(maxsize=4)
def _opened(url: str) -> Database:
    return open_database(url)


def _address(url: str) -> URL:
    """*url* with psycopg named as the driver of PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnavailable("database_url") from error
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise DatabaseUnavailable("database_url")
    return parsed


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection, _record) -> None:  # type: ignore[no-untyped-def]  # SQLAlchemy's event signature
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("regie_begin", "BEGIN"))


@contextmanager
def failures_named() -> Iterator[None]:
    """Turns driver errors into ``DatabaseUnavailable`` with a code that can be told to a person."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailable("database_busy") from error
    except (DBAPIError, sqlite3.Error, psycopg.Error, ConnectionError) as error:
        raise DatabaseUnavailable(_failure_code(error)) from error


def _failure_code(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, psycopg.Error):
        return SQLSTATES.get(cause.sqlstate or "", "database_unreachable")
    reason = str(cause).lower()
    if "disk is full" in reason:
        return "database_full"
    if "locked" in reason:
        return "database_busy"
    if "no such table" in reason or "no such column" in reason or "has no column" in reason:
        return "database_schema"
    return "database_unreachable"
