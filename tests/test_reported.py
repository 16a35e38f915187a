"""One dataset of one project as each status date reported it, on both databases."""

import datetime as dt

import pytest

from data_access.engine import Database
from data_access.queries.reported import reported_rows
from data_access.users import User
from tests.storing import full, merged, stored, undone, week
from tests.workbooks import people, record

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def pmo(db: Database) -> User:
    return people(db)["pmo"]


def expecting(*days: int, project: str = "P1") -> dict[str, list[tuple[object, ...]]]:
    """A workbook whose milestones M0, M1, ... are forecast so many days after ``DAY``."""
    rows = [
        record("milestones", project=project, milestone=f"M{i}", forecast=DAY + dt.timedelta(n))
        for i, n in enumerate(days)
    ]
    return full(project) | {"milestones": rows}


def shown(db: Database, **options: object) -> list[tuple[int, str, int]]:
    """Week, milestone and days after ``DAY`` of each row."""
    frame = reported_rows(db, "milestones", options.pop("project", "P1"), **options)  # type: ignore[arg-type]  # passed
    return [
        ((row.status_date - week(0)).days // 7, row.milestone, (row.forecast - DAY).days) for row in frame.itertuples()
    ]


def test_nothing_reported_gives_every_column(db: Database) -> None:
    frame = reported_rows(db, "milestones", "P1")
    assert frame.empty
    assert list(frame.columns) == ["status_date", *db.contract.dataset("milestones").column_names]


def test_each_status_date_has_its_rows_in_their_order(db: Database, pmo: User) -> None:
    stored(db, pmo, expecting(0, 5), week(0))
    stored(db, pmo, expecting(7, 5, 9), week(1))
    assert shown(db) == [(0, "M0", 0), (0, "M1", 5), (1, "M0", 7), (1, "M1", 5), (1, "M2", 9)]


def test_an_unchanged_row_set_is_there_for_every_date_that_reported_it(db: Database, pmo: User) -> None:
    for number in range(3):
        stored(
            db,
            pmo,
            expecting(4) | full("P1", achieved=f"week {number}") | {"milestones": expecting(4)["milestones"]},
            week(number),
        )
    with db.reading() as connection:
        sets = connection.execute(db.tables.datasets["milestones"].select()).all()
    assert len(sets) == 1
    assert shown(db) == [(0, "M0", 4), (1, "M0", 4), (2, "M0", 4)]


def test_the_latest_upload_for_a_date_counts_and_undo_brings_the_earlier_back(db: Database, pmo: User) -> None:
    stored(db, pmo, expecting(1), week(0))
    second = stored(db, pmo, expecting(2), week(0))
    assert shown(db) == [(0, "M0", 2)]
    undone(db, pmo, second)
    assert shown(db) == [(0, "M0", 1)]


def test_a_late_correction_of_an_earlier_week_leaves_later_ones(db: Database, pmo: User) -> None:
    stored(db, pmo, expecting(1), week(0))
    stored(db, pmo, expecting(3), week(2))
    stored(db, pmo, expecting(9), week(0))
    stored(db, pmo, expecting(2), week(1))
    assert shown(db) == [(0, "M0", 9), (1, "M0", 2), (2, "M0", 3)]


def test_an_undone_date_is_gone(db: Database, pmo: User) -> None:
    stored(db, pmo, expecting(1), week(0))
    undone(db, pmo, stored(db, pmo, expecting(2), week(1)))
    assert shown(db) == [(0, "M0", 1)]


def test_as_it_was_known_at_an_instant(db: Database, pmo: User) -> None:
    first = stored(db, pmo, expecting(1), week(0))
    second = stored(db, pmo, expecting(2), week(0))
    undone(db, pmo, second)
    stored(db, pmo, expecting(5), week(1))
    instants = {u.id: u for u in committed(db)}
    assert shown(db, known_at=instants[first.upload_id].committed_at) == [(0, "M0", 1)]
    assert shown(db, known_at=instants[second.upload_id].committed_at) == [(0, "M0", 2)]
    assert shown(db, known_at=instants[second.upload_id].undone_at) == [(0, "M0", 1)]
    assert shown(db, known_at=instants[first.upload_id].committed_at - dt.timedelta(seconds=1)) == []
    assert shown(db) == [(0, "M0", 1), (1, "M0", 5)]


def committed(db: Database) -> list[object]:
    table = db.tables.uploads
    with db.reading() as connection:
        return list(connection.execute(table.select()).all())


@pytest.mark.parametrize(
    ("since", "until", "weeks"),
    [(None, None, [0, 1, 2]), (1, None, [1, 2]), (None, 1, [0, 1]), (1, 1, [1]), (3, None, []), (2, 1, [])],
)
def test_a_period_includes_both_its_ends(
    db: Database, pmo: User, since: int | None, until: int | None, weeks: list[int]
) -> None:
    for number in range(3):
        stored(db, pmo, expecting(number), week(number))
    found = shown(db, since=None if since is None else week(since), until=None if until is None else week(until))
    assert [number for number, _code, _days in found] == weeks


def test_other_projects_and_other_sheets_stay_out(db: Database, pmo: User) -> None:
    stored(db, pmo, merged(expecting(1), expecting(2, project="P2")))
    assert shown(db) == [(0, "M0", 1)]
    assert shown(db, project="P2") == [(0, "M0", 2)]
    assert shown(db, project="P9") == []
    assert reported_rows(db, "raid", "P1")["entry"].tolist() == ["R1"]


def test_blanks_and_types_are_those_of_the_contract(db: Database, pmo: User) -> None:
    stored(db, pmo, expecting(1))
    row = reported_rows(db, "milestones", "P1").iloc[0]
    assert (row["status_date"], row["baseline"], row["actual"]) == (week(0), DAY, None)
