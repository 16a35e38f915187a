"""Stored measures: as they hold on a date, week by week, and as they were known."""

from decimal import Decimal

import pandas as pd
import pytest

from data_access.engine import Database
from data_access.measures import MEASURES
from data_access.queries.measures import measure_history, project_measures, status_dates
from data_access.users import User
from tests.storing import full, merged, stored, undone, week
from tests.workbooks import people

COLUMNS = ["project", "status_date", *MEASURES]


@pytest.fixture
def pmo(db: Database) -> User:
    return people(db)["pmo"]


def complete(value: int) -> dict[str, Decimal]:
    return {"percent_complete": Decimal(value).quantize(Decimal("0.01"))}


def shown(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(frame[["project", "status_date", "percent_complete"]].itertuples(index=False, name=None))


def test_an_empty_database_gives_every_column(db: Database) -> None:
    assert list(project_measures(db).columns) == COLUMNS
    assert list(measure_history(db, since=week(0)).columns) == COLUMNS
    assert status_dates(db) == []


def test_each_project_shows_its_latest_week(db: Database, pmo: User) -> None:
    stored(db, pmo, merged(full("P1", **complete(10)), full("P2", **complete(50))), week(0))
    stored(db, pmo, full("P1", **complete(20)), week(1))
    assert shown(project_measures(db)) == [("P1", week(1), Decimal("20.00")), ("P2", week(0), Decimal("50.00"))]
    assert shown(project_measures(db, week(0))) == [
        ("P1", week(0), Decimal("10.00")),
        ("P2", week(0), Decimal("50.00")),
    ]
    assert shown(project_measures(db, week(-1))) == []


def test_values_have_their_types(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    row = project_measures(db).iloc[0]
    assert isinstance(row["bac"], Decimal)
    assert row["active"] is True
    assert row["computed_overall"] == "green"
    assert project_measures(db)["risks_open"].dtype == "Int64"


def test_history_covers_the_weeks_asked_for(db: Database, pmo: User) -> None:
    for number in range(4):
        stored(db, pmo, full(**complete(number * 10)), week(number))
    assert measure_history(db, since=week(2))["status_date"].tolist() == [week(2), week(3)]
    assert measure_history(db, since=week(1), until=week(2))["status_date"].tolist() == [week(1), week(2)]


def test_what_was_known_before_a_correction_and_an_undo(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full(**complete(10)), week(0))
    second = stored(db, pmo, full(**complete(90)), week(0))
    undone(db, pmo, second)
    known = [project_measures(db, known_at=r.committed_at)["percent_complete"].item() for r in (first, second)]
    assert [*known, project_measures(db)["percent_complete"].item()] == [Decimal(10), Decimal(90), Decimal(10)]
    assert measure_history(db, since=week(0), known_at=second.committed_at)["percent_complete"].item() == Decimal(90)


def test_an_undone_week_leaves_no_point(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full(**complete(10)), week(0))
    second = stored(db, pmo, full(**complete(20)), week(1))
    undone(db, pmo, second)
    assert status_dates(db) == [week(0)]
    assert status_dates(db, known_at=second.committed_at) == [week(1), week(0)]
    assert measure_history(db, since=week(0))["status_date"].tolist() == [week(0)]
    undone(db, pmo, first)
    assert status_dates(db) == []
    assert len(project_measures(db)) == 0


def test_an_unchanged_week_still_gives_a_point(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(0))
    stored(db, pmo, full(), week(1))
    assert measure_history(db, since=week(0))["status_date"].tolist() == [week(0), week(1)]
