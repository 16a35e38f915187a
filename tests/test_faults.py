"""Things that go wrong while storing: a killed process, two at once, a database that is gone, a full disk."""

import multiprocessing
import signal
import sqlite3
import sys
import threading
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, make_url, text

from dashboard import uploads
from dashboard.uploads import measure
from data_access import store
from data_access.engine import Database, open_database
from data_access.errors import DatabaseUnavailable, StalePreview
from data_access.plan import Plan
from data_access.schema import upgrade
from data_access.store import Receipt
from data_access.users import User, get_user
from data_access.versions import data_version
from tests.conftest import BACKENDS, swift_database
from tests.processes import DEATHS, MANY, ROWS, store_and_die
from tests.storing import contents, effective, everything, full, planned, stored, submitted, week
from tests.workbooks import FRIDAY, people, workbook

WITHOUT_LIMIT = 1_073_741_823
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.processes"])


@pytest.fixture(autouse=True)
def _plain_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest leaves the app's script behind as ``__main__``, and a new process would run it first."""
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, migrated_url: Callable[[str], str]) -> str:
    return migrated_url(request.param)


@pytest.fixture
def opened(url: str) -> Iterator[Callable[[], Database]]:
    """A function that opens the database once more, with connections of its own."""
    made: list[Database] = []

    def make() -> Database:
        made.append(swift_database(url))
        return made[-1]

    yield make
    for db in made:
        db.engine.dispose()


def failure(act: Callable[[], object]) -> str:
    with pytest.raises(DatabaseUnavailable) as refused:
        act()
    return refused.value.code


def killed(url: str, moment: str) -> None:
    process = processes.Process(target=store_and_die, args=(url, moment))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("moment", DEATHS)
def test_a_killed_process_leaves_no_trace(url: str, opened: Callable[[], Database], moment: str) -> None:
    people(opened())
    before = contents(opened())
    killed(url, moment)
    db = opened()
    upgrade(db)
    assert contents(db) == before
    receipt = stored(db, get_user(db, "pmo"), ROWS)
    assert (receipt.inserted, len(effective(db, "raid"))) == (MANY + 5, MANY)


def test_a_process_killed_after_the_commit_has_stored_everything(url: str, opened: Callable[[], Database]) -> None:
    people(opened())
    killed(url, "after the commit")
    db = opened()
    assert {name: effective(db, name) for name in ROWS} == {name: set(rows) for name, rows in ROWS.items()}
    assert stored(db, get_user(db, "pmo"), ROWS).already


def at_once(*acts: Callable[[], Receipt]) -> list[Receipt | StalePreview]:
    """Runs *acts* in threads that start together; what each returned or was refused with."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Receipt]) -> Receipt | StalePreview:
        barrier.wait()
        try:
            return act()
        except StalePreview as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def committing(db: Database, actor: User, plan: Plan, data: bytes) -> Callable[[], Receipt]:
    return lambda: store.commit(db, actor, submitted(plan, data), measure)


def test_two_previews_of_one_project_are_never_mixed(opened: Callable[[], Database]) -> None:
    one, other = opened(), opened()
    staff = people(one)
    stored(one, staff["pmo"], full())
    for number in range(1, 5):
        said = {"pmo": full(name=f"pmo {number}", stage="closing"), "sofie": full(name=f"sofie {number}")}
        plans = [planned(db, rows, week(number)) for db, rows in zip((one, other), said.values(), strict=True)]
        results = at_once(
            committing(one, staff["pmo"], plans[0], b"1" * number),
            committing(other, staff["sofie"], plans[1], b"2" * number),
        )
        (refused,) = [r for r in results if isinstance(r, StalePreview)]
        winner = [name for name, result in zip(said, results, strict=True) if isinstance(result, Receipt)]
        assert refused.params["by"] == staff[winner[0]].name
        assert everything(one) == {(name, None): set(rows) for name, rows in said[winner[0]].items()}


def test_two_uploads_of_different_projects_are_both_stored(opened: Callable[[], Database]) -> None:
    one, other = opened(), opened()
    pmo = people(one)["pmo"]
    before = data_version(one)
    results = at_once(
        committing(one, pmo, planned(one, full("P1")), b"1"), committing(other, pmo, planned(other, full("P2")), b"2")
    )
    assert sorted(r.upload_id for r in results if isinstance(r, Receipt)) == [1, 2]
    assert data_version(one) == before + 2
    assert {row[0] for row in effective(one, "raid")} == {"P1", "P2"}


def test_the_same_file_twice_at_once_is_stored_once(opened: Callable[[], Database]) -> None:
    one, other = opened(), opened()
    pmo = people(one)["pmo"]
    results = at_once(*(committing(db, pmo, planned(db, full()), b"same") for db in (one, other)))
    assert sorted(r.already for r in results if isinstance(r, Receipt)) == [False, True]
    assert len(contents(one)["uploads"]) == 1


class Outage:
    """Takes the database at *url* away and brings it back; the program keeps its engine."""

    def __init__(self, db: Database, server: str) -> None:
        self.db, self.server = db, make_url(server).set(drivername="postgresql")

    def begin(self) -> None:
        if self.db.is_sqlite:
            self.db.engine.dispose()
            self._path.rename(self._aside)
            self._path.mkdir()
            return
        self._allow(connections=False)
        self._administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (self._name,))

    def end(self) -> None:
        if self.db.is_sqlite:
            self._path.rmdir()
            self._aside.rename(self._path)
        else:
            self._allow(connections=True)

    @property
    def _name(self) -> str:
        return str(self.db.engine.url.database)

    @property
    def _path(self) -> Path:
        return Path(self._name)

    @property
    def _aside(self) -> Path:
        return self._path.with_suffix(".aside")

    def _allow(self, *, connections: bool) -> None:
        self._administer(f'ALTER DATABASE "{self._name}" ALLOW_CONNECTIONS {str(connections).lower()}')

    def _administer(self, statement: str, values: tuple[str, ...] = ()) -> None:
        with psycopg.connect(self.server.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement, values)


def test_a_database_that_goes_during_a_preview_and_comes_back(
    db: Database, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    pmo = people(db)["pmo"]
    outage = Outage(db, "sqlite://" if db.is_sqlite else request.getfixturevalue("postgresql_url"))
    checked = uploads.check(db, "week.xlsx", workbook(full()), actor=pmo)
    before, make_plan = contents(db), uploads.make_plan

    def interrupted(*arguments: object) -> Plan:
        outage.begin()
        return make_plan(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(uploads, "make_plan", interrupted)
        assert failure(lambda: uploads.preview(db, pmo, checked, FRIDAY)) == "database_unreachable"
    assert failure(lambda: data_version(db)) == "database_unreachable"
    outage.end()
    assert contents(db) == before
    shown = uploads.preview(db, pmo, checked, FRIDAY)
    outage.begin()
    assert failure(lambda: uploads.confirm(db, shown)) == "database_unreachable"
    outage.end()
    assert contents(db) == before
    assert uploads.confirm(db, shown).inserted == 6


def test_a_lock_held_by_another_program_is_waited_for_and_then_named(sqlite_db: Database) -> None:
    pmo = people(sqlite_db)["pmo"]
    plan, before = planned(sqlite_db, full()), contents(sqlite_db)
    _on_checkout(sqlite_db, lambda: "PRAGMA busy_timeout=50")
    other = sqlite3.connect(str(sqlite_db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert failure(committing(sqlite_db, pmo, plan, b"1")) == "database_busy"
    assert contents(sqlite_db) == before
    other.execute("ROLLBACK")
    other.close()
    assert committing(sqlite_db, pmo, plan, b"1")().inserted == 6


def test_a_full_disk_loses_nothing_on_sqlite(sqlite_db: Database) -> None:
    pmo = people(sqlite_db)["pmo"]
    stored(sqlite_db, pmo, full())
    plan, before = planned(sqlite_db, ROWS, week(1)), contents(sqlite_db)
    pages = [1]
    _on_checkout(sqlite_db, lambda: f"PRAGMA max_page_count={pages[0]}")
    for data in (b"small", b"large" * 200_000):
        assert failure(committing(sqlite_db, pmo, plan, data)) == "database_full"
        assert contents(sqlite_db) == before
    pages[0] = WITHOUT_LIMIT
    assert committing(sqlite_db, pmo, plan, b"small")().inserted == MANY - 1


def _on_checkout(db: Database, statement: Callable[[], str]) -> None:
    @event.listens_for(db.engine, "checkout")
    def _checked_out(connection, _record, _proxy) -> None:
        connection.execute(statement())


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$
"""


@pytest.mark.parametrize("table", ["files", "raid_rows", "audit_records"])
def test_a_full_disk_loses_nothing_on_postgresql(migrated_url: Callable[[str], str], table: str) -> None:
    db = open_database(migrated_url("postgresql"))
    pmo = people(db)["pmo"]
    stored(db, pmo, full())
    plan, before = planned(db, ROWS, week(1)), contents(db)
    with db.engine.begin() as connection:
        connection.execute(text(FULL))
        connection.execute(text(f"CREATE TRIGGER no_room BEFORE INSERT ON {table} EXECUTE FUNCTION full_disk()"))
    assert failure(committing(db, pmo, plan, b"1")) == "database_full"
    assert contents(db) == before
    with db.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER no_room ON {table}"))
    assert committing(db, pmo, plan, b"1")().inserted == MANY - 1
    db.engine.dispose()
