"""Old workbooks leave; what was read from them stays, and so does everything that hangs on it."""

import datetime as dt
from dataclasses import replace

import pytest

from data_access.engine import Database
from data_access.errors import NotFound, PermissionDenied
from data_access.queries.audit_trail import audit_trail
from data_access.queries.uploads import original_file, uploads
from data_access.retention import kept_files, remove_old_files
from data_access.users import SYSTEM
from tests.storing import everything, full, stored, undone, week
from tests.workbooks import people

JUNE, DECEMBER = (dt.datetime(2036, month, 1, tzinfo=dt.UTC) for month in (6, 12))


@pytest.fixture
def filled(db: Database) -> Database:
    """An upload of June, and one of December."""
    pmo = people(db)["pmo"]
    stored(replace(db, clock=lambda: JUNE), pmo, full(), week(0))
    stored(replace(db, clock=lambda: DECEMBER), pmo, full(stage="closing"), week(1))
    return db


def test_old_bytes_leave_and_every_row_stays(filled: Database) -> None:
    before = everything(filled, (week(0), week(1), None))
    held = kept_files(filled)
    assert (held.files, held.since) == (2, JUNE)
    assert remove_old_files(filled, SYSTEM, JUNE + dt.timedelta(days=30)) == 1
    assert everything(filled, (week(0), week(1), None)) == before
    with pytest.raises(NotFound) as gone:
        original_file(filled, 1)
    assert gone.value.code == "file_removed"
    assert original_file(filled, 2)[1]
    left = kept_files(filled)
    assert (left.files, left.since) == (1, DECEMBER)
    assert 0 < left.size < held.size
    assert uploads(filled)["file_removed_at"].notna().tolist() == [False, True]


def test_it_is_recorded_and_a_second_time_does_nothing(filled: Database) -> None:
    remove_old_files(filled, SYSTEM, DECEMBER)
    assert remove_old_files(filled, SYSTEM, DECEMBER) == 0
    assert (audit_trail(filled, SYSTEM)["action"] == "old_files_removed").sum() == 1


def test_a_file_whose_bytes_left_is_still_recognised_and_undone(filled: Database) -> None:
    pmo = people_of(filled)
    remove_old_files(filled, SYSTEM, DECEMBER)
    again = stored(filled, pmo, full(), week(0))
    assert (again.already, again.upload_id) == (True, 1)
    undone(filled, pmo, again)
    assert uploads(filled)["undone_at"].notna().tolist() == [False, True]


@pytest.mark.parametrize("role", ["viewer", "committee", "manager", "pmo"])
def test_only_an_administrator_removes(filled: Database, role: str) -> None:
    with pytest.raises(PermissionDenied):
        remove_old_files(filled, people_of(filled, role), DECEMBER)
    assert kept_files(filled).files == 2


def people_of(db: Database, role: str = "pmo"):  # type: ignore[no-untyped-def]  # a User
    from data_access.users import list_users

    return next(user for user in list_users(db, SYSTEM) if user.role == role)
