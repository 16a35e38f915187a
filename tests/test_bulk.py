"""Many rows at once: what goes in comes out, on both databases."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, Table, Text, delete, select

from data_access.bulk import BATCH, insert_rows
from data_access.engine import Database
from data_access.types import Exact, Instant

MIXED = Table(
    "mixed", MetaData(),
    Column("id", Integer, primary_key=True), Column("words", Text), Column("yes", Boolean), Column("day", Date),
    Column("amount", Exact), Column("at", Instant),
)  # fmt: skip
NAMES = tuple(column.name for column in MIXED.columns)
AWKWARD = [
    "a\tb", "line\nline", "line\r\nline", "\\", r"\N", r"\.", "\\\t", '"quoted"', "", " ", "NULL", "é ● 🟢", "it's",
]  # fmt: skip


@pytest.fixture
def mixed(db: Database) -> Database:
    MIXED.metadata.create_all(db.engine)
    return db


def kept(db: Database, rows: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    """*rows* as they come back, in the order of their id."""
    with db.writing() as connection:
        connection.execute(delete(MIXED))
        insert_rows(connection, MIXED, NAMES, rows)
        return [tuple(row) for row in connection.execute(select(MIXED).order_by(MIXED.c.id))]


def test_every_type_and_blanks_come_back(mixed: Database) -> None:
    at = dt.datetime(2026, 5, 8, 12, 30, 15, 123456, tzinfo=dt.UTC)
    rows = [
        (1, "text", True, dt.date(2026, 5, 8), Decimal("1234.50"), at),
        (2, "text", False, dt.date(1990, 1, 1), Decimal("-0.01"), at),
        (3, None, None, None, None, None),
        (4, "", True, dt.date(2100, 12, 31), Decimal("1E+3"), at),
    ]
    assert kept(mixed, rows) == rows


def test_text_comes_back_to_the_letter(mixed: Database) -> None:
    rows = [(i, words, None, None, None, None) for i, words in enumerate(AWKWARD)]
    assert [row[1] for row in kept(mixed, rows)] == AWKWARD


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), max_size=20))
def test_any_text_comes_back(mixed: Database, texts: list[str]) -> None:
    rows = [(i, words, None, None, None, None) for i, words in enumerate(texts)]
    assert [row[1] for row in kept(mixed, rows)] == texts


def test_more_rows_than_one_batch(mixed: Database) -> None:
    rows = [(i, f"row {i}", None, None, None, None) for i in range(BATCH + 1)]
    assert kept(mixed, rows) == rows
