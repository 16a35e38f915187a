"""Migrations from nothing and from each earlier revision, on both databases."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from dashboard.uploads import refresh_measures
from data_access.engine import Database, open_database
from data_access.errors import DatabaseUnavailable
from data_access.queries.audit_trail import audit_trail, verify
from data_access.queries.measures import measure_history, project_measures
from data_access.schema import (
    current_revision,
    downgrade,
    head_revision,
    is_current,
    is_empty,
    require_current,
    upgrade,
)
from data_access.users import SYSTEM
from data_access.versions import data_version
from tests.conftest import BACKENDS
from tests.storing import contents, full, stored, week
from tests.workbooks import people

ROOT = Path(__file__).parents[1]
START = "from data_access.engine import open_database; from data_access.schema import upgrade; upgrade(open_database())"


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, empty_url: Callable[[str], str]) -> str:
    return empty_url(request.param)


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    db = open_database(url)
    yield db
    db.engine.dispose()


def difference(db: Database) -> list[object]:
    """What the tables of *db* lack or have beyond those of the program."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, db.tables.metadata))


def test_from_empty_to_the_tables_of_the_program(empty: Database) -> None:
    assert is_empty(empty)
    assert current_revision(empty) is None
    upgrade(empty)
    assert not is_empty(empty)
    assert current_revision(empty) == head_revision()
    assert difference(empty) == []
    assert data_version(empty) == 1


def test_the_migrations_alone_make_every_table(empty: Database) -> None:
    """Without the tables that the last step adds for datasets no migration knows."""
    upgrade(empty, head_revision())
    assert difference(empty) == []


def test_upgrading_again_changes_nothing(db: Database) -> None:
    stored(db, people(db)["pmo"], full())
    before = contents(db)
    upgrade(db)
    assert contents(db) == before


def test_from_the_first_revision_with_data_in_it(db: Database) -> None:
    pmo = people(db)["pmo"]
    stored(db, pmo, full(), week(0))
    stored(db, pmo, full(stage="closing"), week(1))
    refresh_measures(db)
    before, history = contents(db), measure_history(db, since=week(0))
    audited = audit_trail(db, SYSTEM).drop(columns="origin")
    downgrade(db, "0001")
    assert current_revision(db) == "0001"
    assert not inspect(db.engine).has_table("measures")
    upgrade(db)
    assert difference(db) == []
    after = contents(db)
    made_anew = ("measures", "versions", "audit_records")
    assert {n: rows for n, rows in after.items() if n not in made_anew} == {
        n: rows for n, rows in before.items() if n not in made_anew
    }
    assert audit_trail(db, SYSTEM).drop(columns="origin").equals(audited)
    assert verify(db).broken is None
    assert refresh_measures(db)
    assert measure_history(db, since=week(0)).equals(history)


def test_back_to_nothing_and_up_again(empty: Database) -> None:
    upgrade(empty)
    downgrade(empty, "base")
    assert set(inspect(empty.engine).get_table_names()) == {"alembic_version"}
    upgrade(empty)
    assert difference(empty) == []


def test_an_old_schema_is_refused_and_nothing_is_stored(db: Database) -> None:
    pmo = people(db)["pmo"]
    downgrade(db, "0001")
    for act in (lambda: require_current(db), lambda: project_measures(db), lambda: stored(db, pmo, full())):
        with pytest.raises(DatabaseUnavailable) as refused:
            act()
        assert refused.value.code == "database_schema"
    assert not is_current(db)
    with db.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM uploads")).scalar_one() == 0


def test_a_newer_schema_is_left_alone(db: Database) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not is_current(db)
    with pytest.raises(DatabaseUnavailable) as refused:
        upgrade(db)
    assert refused.value.code == "database_schema"
    assert current_revision(db) == "9999"


def test_several_processes_starting_at_once(url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, "-c", START]
    started = [subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(p.communicate()[1].decode(), p.returncode) for p in started] == [("", 0)] * 3
    db = open_database(url)
    assert difference(db) == []
    assert data_version(db) == 1
    db.engine.dispose()
