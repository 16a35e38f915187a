"""Rows whose lineage leads nowhere: refused as a whole upload, on both databases."""

import pytest
from sqlalchemy import update

from data_access import row_sets
from data_access.engine import Database
from data_access.orphans import refuse_orphans
from data_access.plan import Resolution
from data_access.users import get_user
from tests.storing import contents, full, stored, week
from tests.workbooks import people


@pytest.fixture
def reported(db: Database) -> Database:
    pmo = people(db)["pmo"]
    stored(db, pmo, full(), week(0))
    stored(db, pmo, full(stage="closing"), week(1))
    return db


def test_what_the_store_writes_has_its_lineage(reported: Database) -> None:
    with reported.reading() as connection:
        refuse_orphans(reported, connection, reported.tables.datasets)


@pytest.mark.parametrize("column", ["row_set_id", "upload_id"])
def test_a_row_without_its_row_set_or_upload_is_found(reported: Database, column: str) -> None:
    projects = reported.tables.datasets["projects"]
    with reported.writing() as connection:
        connection.execute(update(projects).where(projects.c.row_set_id == 1).values({column: 999}))
    with reported.reading() as connection, pytest.raises(ValueError, match=f"projects.*{column}"):
        refuse_orphans(reported, connection, reported.tables.datasets)


def test_an_upload_that_would_leave_orphans_is_undone_whole(
    reported: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(reported)
    monkeypatch.setattr(row_sets, "_table_rows", _of_nobody)
    with pytest.raises(ValueError, match="upload_id"):
        stored(reported, get_user(reported, "pmo"), full(stage="closed"), week(2))
    assert contents(reported) == before


def _of_nobody(row_set: int, _upload_id: int, resolution: Resolution) -> list[tuple[object, ...]]:
    part = resolution.part
    return [(row_set, i, 999, part.sheet, row, *values) for i, (row, values, _) in enumerate(part.rows)]
