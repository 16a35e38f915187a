"""A portfolio with a long history, filled in fast: the first week through the store, its copies in SQL.

Every project reports its projects and RAID sheets every week, and every snapshot has rows of its own: the most
that history can weigh. The copies are written into the tables directly.
"""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    Table,
    case,
    func,
    insert,
    select,
    text,
    true,
)
from sqlalchemy.exc import DBAPIError

from data_access.engine import Database
from data_access.types import Instant
from tests.storing import merged, stored
from tests.workbooks import people, record

FIRST = dt.date(2021, 1, 8)
ENTRIES = 16
"""Rows of the RAID sheet per project."""
STATUSES = ("green", "green", "amber", "red")
WEEKS = Table("bench_weeks", MetaData(), Column("n", Integer), Column("status_date", Date), Column("at", Instant))
IN_TIME = {"status_date": WEEKS.c.status_date, "known_from": WEEKS.c.at, "committed_at": WEEKS.c.at}


def friday(week: int) -> dt.date:
    """The status date of *week*, counted from 0."""
    return FIRST + dt.timedelta(weeks=week)


def fill(db: Database, projects: int, weeks: int) -> None:
    """Fills the empty *db* with *projects* that report for *weeks*."""
    chance = random.Random(projects)
    rows = merged(*(_project(number, chance) for number in range(projects)))  # type: ignore[arg-type]  # plain records
    stored(db, people(db)["pmo"], rows, friday(0))
    repeat(db, [friday(n) for n in range(1, weeks)], own=("projects", "raid"))


def repeat(db: Database, days: Sequence[dt.date], *, own: Sequence[str]) -> None:
    """Repeats the only upload in *db* for each of the *days*.

    Each repetition has rows of its own in the datasets *own*, and shares those of the others, as reports do in
    which nothing changed.
    """
    tables = db.tables
    with unchecked(db) as connection:
        WEEKS.create(connection)
        weeks = [{"n": n, "status_date": day, "at": _instant(day)} for n, day in enumerate(days, 1)]
        connection.execute(insert(WEEKS), weeks)
        _copy(connection, tables.uploads, {"id": 1})
        step = _copy(connection, tables.row_sets, {"upload_id": 1}, tables.row_sets.c.dataset.in_(own))
        moved = case((tables.snapshots.c.dataset.in_(own), step), else_=0)
        _copy(connection, tables.snapshots, {"upload_id": 1, "row_set_id": moved})
        for name in own:
            _copy(connection, tables.datasets[name], {"upload_id": 1, "row_set_id": step})
        _copy(connection, tables.measures, {})
        WEEKS.drop(connection)
    settle(db)


def _copy(
    connection: Connection, table: Table, steps: Mapping[str, Any], where: ColumnElement[bool] | None = None
) -> int:
    """Repeats the rows of *table* for every other week, numbers raised by *steps* a week; the step of its id."""
    last = connection.execute(select(func.max(table.c.id))).scalar_one() if "id" in table.c else 0
    steps = {"id": last, **steps}
    columns = [
        IN_TIME.get(c.name, c + WEEKS.c.n * steps[c.name] if c.name in steps else c).label(c.name) for c in table.c
    ]
    rows = select(*columns).join_from(table, WEEKS, text("true")).where(true() if where is None else where)
    connection.execute(insert(table).from_select([c.name for c in table.c], rows))
    return int(last)


@contextmanager
def unchecked(db: Database) -> Iterator[Connection]:
    """A transaction that does not look at foreign keys, where the database lets us."""
    with db.engine.connect() as connection:
        if db.is_sqlite:
            _directly(connection, "PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not db.is_sqlite:
                # An account of less power looks at them, which only takes longer.
                with suppress(DBAPIError), connection.begin_nested():
                    connection.execute(text("SET LOCAL session_replication_role = replica"))
            yield connection
        if db.is_sqlite:
            _directly(connection, "PRAGMA foreign_keys=ON")


def settle(db: Database) -> None:
    """What databases do by themselves in time: statistics, and the log brought into the file."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if db.is_sqlite:
            _directly(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.execute(text("VACUUM ANALYZE"))


def _directly(connection: Connection, statement: str) -> None:
    """Outside any transaction, which SQLAlchemy would begin."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(statement)


def _instant(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(16), dt.UTC)


def _project(number: int, chance: random.Random) -> dict[str, list[tuple[object, ...]]]:
    code = f"P{number:04}"
    status, complete = chance.choice(STATUSES), Decimal(chance.randrange(0, 10_000)).scaleb(-2)
    own = record("projects", project=code, name=f"Project {number}", status_overall=status, percent_complete=complete)
    return {"projects": [own], "raid": [_entry(code, n, chance) for n in range(ENTRIES)]}


def _entry(code: str, number: int, chance: random.Random) -> tuple[object, ...]:
    return record(
        "raid", project=code, entry=f"R{number:02}", kind=chance.choice(("threat", "issue", "action", "decision")),
        title=f"Supplier {chance.randrange(40)} delivers late", status=chance.choice(("open", "closed")),
        likelihood=chance.randrange(1, 6), impact=chance.randrange(1, 6), owner=f"Person {chance.randrange(60)}",
        due=FIRST + dt.timedelta(days=chance.randrange(700)),
    )  # fmt: skip
