"""The data version and the instants of changes."""

import datetime as dt
from dataclasses import replace

import pytest

from dashboard.uploads import refresh_measures
from data_access.engine import Database
from data_access.reference import save_reference
from data_access.versions import data_version, is_demonstration, mark_demonstration, raise_version
from tests.storing import full, stored, undone, week
from tests.workbooks import PROGRAMMES, people


def test_every_change_of_data_raises_the_version_by_one(db: Database) -> None:
    staff = people(db)
    versions = [data_version(db)]
    receipt = stored(db, staff["pmo"], full())
    versions.append(data_version(db))
    undone(db, staff["pmo"], receipt)
    versions.append(data_version(db))
    save_reference(db, staff["pmo"], "programmes", PROGRAMMES)
    versions.append(data_version(db))
    assert versions == list(range(versions[0], versions[0] + 4))


def test_new_definitions_raise_the_version_once(db: Database) -> None:
    stored(db, people(db)["pmo"], full())
    before = data_version(db)
    assert refresh_measures(db)
    assert not refresh_measures(db)
    assert data_version(db) == before + 1


@pytest.mark.parametrize("step", [dt.timedelta(0), -dt.timedelta(days=30), dt.timedelta(seconds=1)])
def test_instants_of_changes_increase_whatever_the_clock_does(db: Database, step: dt.timedelta) -> None:
    start = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    readings = iter([start, start + step])
    ticking = replace(db, clock=lambda: next(readings))
    instants = []
    for _ in range(2):
        with ticking.writing() as connection:
            instants.append(raise_version(ticking, connection))
    assert instants[0] == start
    assert instants[1] == max(start + step, start + dt.timedelta(microseconds=1))


def test_a_change_that_fails_raises_nothing(db: Database) -> None:
    def fail() -> None:
        with db.writing() as connection:
            raise_version(db, connection)
            raise ZeroDivisionError

    before = data_version(db)
    with pytest.raises(ZeroDivisionError):
        fail()
    assert data_version(db) == before


def test_two_uploads_within_one_tick_of_the_clock_are_told_apart(db: Database) -> None:
    pmo = people(db)["pmo"]
    frozen = replace(db, clock=lambda: dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
    first, second = stored(frozen, pmo, full()), stored(frozen, pmo, full(), week(1))
    assert first.committed_at < second.committed_at


def test_the_demonstration_is_remembered(db: Database) -> None:
    assert not is_demonstration(db)
    mark_demonstration(db)
    assert is_demonstration(db)
