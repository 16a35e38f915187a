"""Where the database is, how reads and writes are separated, and what its failures are called."""

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, text

from data_access.engine import BEYOND, KEPT, Database, data_folder, database_url, open_database
from data_access.errors import DatabaseUnavailable
from data_access.users import SYSTEM, list_users
from data_access.versions import data_version, mark_demonstration, raise_version
from tests.conftest import with_database


def failure(act: Callable[[], object]) -> str:
    with pytest.raises(DatabaseUnavailable) as refused:
        act()
    assert refused.value.__cause__ is not None
    return refused.value.code


def test_the_embedded_database_stands_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REGIE_DATA", str(tmp_path / "a" / "b"))
    db = open_database()
    assert db.is_sqlite
    assert data_folder() == tmp_path / "a" / "b"
    assert Path(str(db.engine.url.database)) == data_folder() / "regie.db"
    assert data_folder().is_dir()


def test_without_any_setting_it_stands_in_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("REGIE_DATA")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert database_url() == f"sqlite:///{tmp_path}/.regie/regie.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_common_address_of_postgresql_is_understood(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://me:p%40ss@db.example:5433/regie")
    url = open_database().engine.url
    assert (url.drivername, url.host, url.port, url.password) == ("postgresql+psycopg", "db.example", 5433, "p@ss")


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/regie", "postgresql+psycopg2://localhost/regie"])
def test_an_address_of_nothing_known_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as refused:
        open_database(url)
    assert refused.value.code == "database_url"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert failure(lambda: open_database(f"sqlite:///{tmp_path}/file/regie.db")) == "database_unreachable"


def test_opening_creates_nothing(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/regie.db")
    assert list(tmp_path.iterdir()) == []


def test_sqlite_is_safe_and_patient(sqlite_db: Database) -> None:
    plain = open_database(sqlite_db.engine.url.render_as_string())
    with plain.reading() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    plain.engine.dispose()
    assert found == ["wal", 2, 1, 15000]


def test_all_selects_of_a_read_see_the_same_state(db: Database) -> None:
    table = db.tables.versions
    with db.reading() as connection:
        before = connection.execute(select(table.c.demonstration)).scalar_one()
        mark_demonstration(db)
        assert connection.execute(select(table.c.demonstration)).scalar_one() == before
    with db.reading() as connection:
        assert connection.execute(select(table.c.demonstration)).scalar_one() != before


def test_a_write_that_fails_leaves_nothing(db: Database) -> None:
    def fail() -> None:
        with db.writing() as connection:
            raise_version(db, connection)
            raise KeyError

    before = data_version(db)
    with pytest.raises(KeyError):
        fail()
    assert data_version(db) == before


def test_writes_wait_for_each_other(db: Database) -> None:
    """The second writer has asked for the lock before the first lets go; both changes are kept."""
    started, order = threading.Event(), []

    def second() -> None:
        started.set()
        with db.writing() as connection:
            order.append("second")
            raise_version(db, connection)

    before = data_version(db)
    thread = threading.Thread(target=second)
    with db.writing() as connection:
        thread.start()
        started.wait()
        thread.join(0.2)
        raise_version(db, connection)
        order.append("first")
    thread.join()
    assert (order, data_version(db)) == (["first", "second"], before + 2)


def test_a_lock_that_is_not_freed_is_called_busy(sqlite_db: Database) -> None:
    @event.listens_for(sqlite_db.engine, "connect")
    def _connected(connection, _record) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    sqlite_db.engine.dispose()
    other = sqlite3.connect(str(sqlite_db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert failure(lambda: mark_demonstration(sqlite_db)) == "database_busy"
    other.execute("ROLLBACK")
    other.close()
    mark_demonstration(sqlite_db)


def test_a_database_without_tables_is_called_by_its_schema(empty_url: Callable[[str], str]) -> None:
    for backend in ("sqlite", "postgresql"):
        assert failure(lambda b=backend: list_users(open_database(empty_url(b)), SYSTEM)) == "database_schema"


def test_a_column_that_is_missing_is_called_by_its_schema(db: Database) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE users DROP COLUMN email"))
    assert failure(lambda: list_users(db, SYSTEM)) == "database_schema"


def test_what_cannot_be_reached_is_called_so(tmp_path: Path, postgresql_url: str) -> None:
    (tmp_path / "text.db").write_text("no database at all" * 100)
    (tmp_path / "folder.db").mkdir()
    addresses = [
        f"sqlite:///{tmp_path}/text.db",
        f"sqlite:///{tmp_path}/folder.db",
        with_database(postgresql_url, "no_such_database"),
        "postgresql://nobody@127.0.0.1:1/regie",
    ]
    assert [failure(lambda a=a: list_users(open_database(a), SYSTEM)) for a in addresses] == [
        "database_unreachable"
    ] * 4


def test_more_readers_than_connections_are_told_that_it_is_busy(sqlite_db: Database) -> None:
    sqlite_db.engine.pool._timeout = 0.05
    held = [sqlite_db.engine.connect() for _ in range(KEPT + BEYOND)]
    assert failure(lambda: list_users(sqlite_db, SYSTEM)) == "database_busy"
    for connection in held:
        connection.close()
    assert list_users(sqlite_db, SYSTEM) == []


def test_broken_references_are_refused_by_both_databases(db: Database) -> None:
    def write() -> None:
        with db.writing() as connection:
            connection.execute(insert(db.tables.foundations), {"upload_id": 1, "built_on": 2})

    assert failure(write) == "database_unreachable"


def test_no_file_is_readable_by_others_by_mistake(sqlite_db: Database) -> None:
    path = str(sqlite_db.engine.url.database)
    assert not os.stat(path).st_mode & 0o002
