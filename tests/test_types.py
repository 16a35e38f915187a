"""Column types that mean the same on both databases."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select

from data_access.bulk import insert_rows
from data_access.engine import Database
from data_access.types import FOREVER, Exact, Instant

BRUSSELS = dt.timezone(dt.timedelta(hours=2))
THINGS = Table("things", MetaData(), Column("id", Integer), Column("amount", Exact), Column("at", Instant))


@pytest.fixture
def things(db: Database) -> Database:
    THINGS.metadata.create_all(db.engine)
    return db


def kept(db: Database, column: str, values: list[object]) -> list[object]:
    """*values* as they come back."""
    with db.writing() as connection:
        connection.execute(insert(THINGS), [{"id": i, column: value} for i, value in enumerate(values)])
    with db.reading() as connection:
        return list(connection.execute(select(THINGS.c[column]).order_by(THINGS.c.id)).scalars())


def test_decimals_are_exact_and_have_two_places(things: Database) -> None:
    given = ["0", "0.1", "-0.01", "1E+3", "9999999999999.99", "2.005", "-2.005", "0.004", None]
    found = kept(things, "amount", [None if g is None else Decimal(g) for g in given])
    expected = ["0.00", "0.10", "-0.01", "1000.00", "9999999999999.99", "2.01", "-2.01", "0.00", "None"]
    assert [str(value) for value in found] == expected


def test_sums_are_exact_to_the_cent(things: Database) -> None:
    with things.writing() as connection:
        insert_rows(connection, THINGS, ("id", "amount"), [(i, Decimal("0.10")) for i in range(1000)])
    with things.reading() as connection:
        assert connection.execute(select(func.sum(THINGS.c.amount))).scalar_one() == Decimal("100.00")


def test_instants_come_back_aware_in_utc(things: Database) -> None:
    summer = dt.datetime(2026, 5, 8, 12, 30, 15, 123456, tzinfo=BRUSSELS)
    given = [summer, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), FOREVER, None]
    found = kept(things, "at", given)
    assert found == given
    assert [at.utcoffset() for at in found if isinstance(at, dt.datetime)] == [dt.timedelta()] * 3


def test_instants_are_compared_as_moments(things: Database) -> None:
    earlier = dt.datetime(2026, 5, 8, 1, 0, tzinfo=BRUSSELS)
    kept(things, "at", [earlier])
    with things.reading() as connection:
        found = connection.execute(select(THINGS.c.at < dt.datetime(2026, 5, 7, 23, 0, 0, 1, tzinfo=dt.UTC)))
        assert found.scalar_one()
