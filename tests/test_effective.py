"""What holds on a date, as known at an instant: rows with lineage, and the state that plans are made against."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.plan import Subject
from data_access.queries.effective import (
    CHUNK,
    LINEAGE_TYPES,
    basis_now,
    effective_rows,
    plan_state,
    registered_projects,
    stored_links,
)
from data_access.users import User
from tests.storing import CLOSE, effective, full, merged, stored, undone, week
from tests.workbooks import people, record


@pytest.fixture
def pmo(db: Database) -> User:
    return people(db)["pmo"]


def names(db: Database, **options: object) -> list[str]:
    return effective_rows(db, "projects", **options)["name"].tolist()  # type: ignore[arg-type]  # passed through


@pytest.mark.parametrize("dataset", [d.name for d in CONTRACT])
def test_an_empty_database_gives_every_column(sqlite_db: Database, dataset: str) -> None:
    frame = effective_rows(sqlite_db, dataset)
    assert len(frame) == 0
    lineage = [f"lineage_{n}" if n in CONTRACT.dataset(dataset).positions else n for n in LINEAGE_TYPES]
    assert list(frame.columns) == [*CONTRACT.dataset(dataset).column_names, *lineage]


def test_types_of_a_frame(db: Database, pmo: User) -> None:
    stored(db, pmo, full(time_tolerance=10))
    frame = effective_rows(db, "projects")
    assert frame["time_tolerance"].dtype == "Int64"
    row = frame.iloc[0]
    assert isinstance(row["percent_complete"], Decimal)
    assert type(row["baseline_end"]) is dt.date
    assert row["sponsor"] is None
    assert pd.isna(effective_rows(db, "raid")["likelihood"].iloc[0])


def test_as_of_takes_the_latest_date_on_or_before(db: Database, pmo: User) -> None:
    for number in (2, 0, 1):
        stored(db, pmo, full(name=f"week {number}"), week(number))
    asked = [week(0) - dt.timedelta(1), week(0), week(1) - dt.timedelta(1), week(1), week(5), None]
    found = [names(db, as_of=day) for day in asked]
    assert found == [[], ["week 0"], ["week 0"], ["week 1"], ["week 2"], ["week 2"]]


def test_among_equal_dates_the_latest_upload_holds(db: Database, pmo: User) -> None:
    stored(db, pmo, full(name="first"))
    stored(db, pmo, full(name="second"))
    assert names(db) == ["second"]


def test_as_of_and_known_at_together(db: Database, pmo: User) -> None:
    early = stored(db, pmo, full(name="early"), week(0))
    late = stored(db, pmo, full(name="late"), week(1))
    corrected = stored(db, pmo, full(name="corrected"), week(0))
    undone(db, pmo, late)
    found = {
        (at.upload_id, day): names(db, as_of=day, known_at=at.committed_at)
        for at in (early, late, corrected)
        for day in (week(0), week(1))
    }
    assert list(found.values()) == [["early"], ["early"], ["early"], ["late"], ["corrected"], ["late"]]
    assert [names(db, as_of=week(n)) for n in (0, 1)] == [["corrected"], ["corrected"]]


def test_each_project_has_its_own_latest_week(db: Database, pmo: User) -> None:
    stored(db, pmo, merged(full("P1", name="one"), full("P2", name="two")), week(0))
    stored(db, pmo, full("P2", name="two again"), week(1))
    frame = effective_rows(db, "projects")
    assert list(zip(frame["name"], frame["status_date"], strict=True)) == [("one", week(0)), ("two again", week(1))]


def test_projects_can_be_chosen(db: Database, pmo: User) -> None:
    stored(db, pmo, merged(*(full(f"P{n}") for n in (3, 1, 2))))
    assert effective_rows(db, "raid")["project"].tolist() == ["P1", "P2", "P3"]
    assert effective_rows(db, "raid", projects=["P3", "P1", "?"])["project"].tolist() == ["P1", "P3"]
    assert len(effective_rows(db, "raid", projects=[])) == 0


def test_rows_stand_in_the_order_of_the_workbook(db: Database, pmo: User) -> None:
    rows = [record("raid", entry=code) for code in ("R10", "R2", "R1")]
    stored(db, pmo, {**full(), "raid": rows})
    assert effective_rows(db, "raid")["entry"].tolist() == ["R10", "R2", "R1"]
    assert effective_rows(db, "raid")["row"].tolist() == [3, 4, 5]


def test_the_register_is_what_holds_now(db: Database, pmo: User) -> None:
    first = stored(db, pmo, merged(full("P1"), full("P2", manager="Marc Dubois")))
    stored(db, pmo, full("P1", manager="Someone Else"), week(1))
    with db.reading() as connection:
        assert registered_projects(db, connection) == {"P1": "Someone Else", "P2": "Marc Dubois"}
    undone(db, pmo, first)
    with db.reading() as connection:
        assert registered_projects(db, connection) == {"P1": "Someone Else"}


def test_a_project_whose_row_was_closed_is_no_longer_registered(db: Database, pmo: User) -> None:
    stored(db, pmo, full("P1"))
    stored(db, pmo, {"projects": [], "raid": [record("raid")]}, week(1), decision=CLOSE)
    with db.reading() as connection:
        assert registered_projects(db, connection) == {}
    assert effective(db, "projects", week(0)) != set()


def test_the_plan_state_holds_rows_and_where_they_are_from(db: Database, pmo: User) -> None:
    first = stored(db, pmo, merged(full("P1"), full("P2")))
    second = stored(db, pmo, full("P1"), week(1))
    with db.reading() as connection:
        state = plan_state(db, connection, ["P1", "P1", "P9"], week(1))
        earlier = plan_state(db, connection, ["P1"], week(0))
        basis = basis_now(db, connection, ["P1"], week(1))
    assert set(state) == {(d.name, "P1") for d in CONTRACT}
    held = state["raid", "P1"]
    assert (held.upload_id, earlier["raid", "P1"].upload_id) == (second.upload_id, first.upload_id)
    assert [(r.values, r.upload_id, r.sheet, r.row) for r in held.rows] == [
        (record("raid"), first.upload_id, "RAID", 3)
    ]
    pairs: dict[Subject, tuple[int | None, int | None]] = {s: (e.row_set_id, e.upload_id) for s, e in state.items()}
    assert basis == pairs


def test_many_projects_are_asked_for_in_portions(db: Database, pmo: User) -> None:
    codes = [f"P{n:04}" for n in range(CHUNK + 20)]
    stored(db, pmo, {"projects": [record("projects", project=code) for code in codes]})
    with db.reading() as connection:
        state = plan_state(db, connection, codes, week(0))
    assert {project for _, project in state} == set(codes)
    assert all(len(held.rows) == 1 for held in state.values())


def test_links_between_projects_are_known(db: Database, pmo: User) -> None:
    items = [record("migration", item="A", depends_on="B; C"), record("migration", item="B")]
    stored(db, pmo, {**full(), "migration": items})
    with db.reading() as connection:
        assert stored_links(db, connection) == {"migration": {("P1", "A"): ("B", "C"), ("P1", "B"): ()}}
