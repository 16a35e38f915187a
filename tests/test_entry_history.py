"""One row week by week, on both databases: corrections, undo, gaps, and where each report came from."""

import datetime as dt

import pandas as pd
import pytest
from sqlalchemy import event

from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.queries.effective import LINEAGE_TYPES
from data_access.queries.entry_history import row_history
from data_access.users import User
from tests.storing import CLOSE, full, stored, undone, week
from tests.workbooks import people, record

KEY = ("P1", "R1")


@pytest.fixture
def pmo(db: Database) -> User:
    return people(db)["pmo"]


def entries(*titles: str, codes: tuple[str, ...] = ("R1", "R2")) -> dict[str, list[tuple[object, ...]]]:
    """A workbook of P1 whose RAID sheet holds an entry per title."""
    rows = [record("raid", entry=code, title=title) for code, title in zip(codes, titles, strict=False)]
    return {**full(), "raid": rows}


def told(db: Database, **options: object) -> list[tuple[dt.date, object]]:
    found = row_history(db, "raid", KEY, **options)  # type: ignore[arg-type]  # passed through
    titles = found["title"].where(found["present"], None)
    return list(zip(found["status_date"], titles, strict=True))


def test_an_unknown_row_has_every_column_and_no_week(db: Database, pmo: User) -> None:
    stored(db, pmo, entries("one"))
    found = row_history(db, "raid", ("P1", "R9"))
    assert list(found.columns) == [*CONTRACT.dataset("raid").column_names, *LINEAGE_TYPES, "present"]
    assert found.empty


def test_each_status_date_tells_what_it_reported(db: Database, pmo: User) -> None:
    for number, title in ((1, "two"), (0, "one"), (2, "two")):
        stored(db, pmo, entries(title, "other"), week(number))
    assert told(db) == [(week(0), "one"), (week(1), "two"), (week(2), "two")]
    assert told(db, until=week(1)) == [(week(0), "one"), (week(1), "two")]


def test_history_begins_with_the_first_report_of_the_row(db: Database, pmo: User) -> None:
    stored(db, pmo, entries("other", codes=("R2",)), week(0))
    stored(db, pmo, entries("one"), week(1))
    assert told(db) == [(week(1), "one")]


def test_a_week_without_the_row_is_a_gap(db: Database, pmo: User) -> None:
    stored(db, pmo, {"projects": [record("projects")], "migration": [record("migration")]}, week(0))
    stored(db, pmo, {**full(), "migration": []}, week(1), decision=CLOSE)
    stored(db, pmo, full(), week(2))
    found = row_history(db, "migration", ("P1", "HR-01"))
    assert list(zip(found["status_date"], found["present"], strict=True)) == [
        (week(0), True),
        (week(1), False),
        (week(2), True),
    ]


def test_a_correction_and_its_undo(db: Database, pmo: User) -> None:
    first = stored(db, pmo, entries("wrong"), week(0))
    second = stored(db, pmo, entries("right"), week(0))
    assert told(db) == [(week(0), "right")]
    assert told(db, known_at=first.committed_at) == [(week(0), "wrong")]
    undone(db, pmo, second)
    assert told(db) == [(week(0), "wrong")]


def test_each_week_knows_its_workbook(db: Database, pmo: User) -> None:
    first = stored(db, pmo, entries("one"), week(0))
    second = stored(db, pmo, entries("one"), week(1))
    found = row_history(db, "raid", KEY)
    lineage = ["upload", "confirmed_by_upload", "file_name", "sheet", "row", "uploaded_by"]
    assert found[lineage].to_numpy().tolist() == [
        [first.upload_id, first.upload_id, "week.xlsx", "RAID", 3, "Nadia Claes"],
        [first.upload_id, second.upload_id, "week.xlsx", "RAID", 3, "Nadia Claes"],
    ]


def test_only_the_row_asked_for(db: Database, pmo: User) -> None:
    stored(db, pmo, entries("one", "two"))
    assert row_history(db, "raid", ("P1", "R2"))["title"].tolist() == ["two"]
    assert row_history(db, "projects", ("P1",))["name"].tolist() == ["Payroll"]
    assert row_history(db, "raid", ("P2", "R1")).empty


def test_types_are_those_of_every_frame(db: Database, pmo: User) -> None:
    rows = [record("raid", entry="R1", likelihood=3, impact=4)]
    stored(db, pmo, {**full(), "raid": rows})
    row = row_history(db, "raid", KEY).iloc[0]
    assert row_history(db, "raid", KEY)["likelihood"].dtype == "Int64"
    assert (row["likelihood"], type(row["raised"])) == (3, dt.date)
    assert pd.isna(row["residual_impact"])


def test_one_select_however_long_the_history(db: Database, pmo: User) -> None:
    for number in range(4):
        stored(db, pmo, entries(f"week {number}"), week(number))
    statements: list[str] = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def _sent(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]  # SQLAlchemy's signature
        statements.append(statement)

    assert len(told(db)) == 4
    assert sum(s.lstrip().upper().startswith("SELECT") for s in statements) == 1
