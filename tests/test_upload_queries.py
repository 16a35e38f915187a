"""The list of uploads, their original bytes, and what an undo would restore."""

import pytest

from data_access.engine import Database
from data_access.errors import NotFound
from data_access.queries.uploads import COLUMNS, original_file, undo_effect, upload_projects, uploads
from data_access.users import User
from tests.storing import full, merged, stored, undone, week
from tests.workbooks import people, record


@pytest.fixture
def pmo(db: Database) -> User:
    return people(db)["pmo"]


def test_an_empty_database_lists_nothing(db: Database) -> None:
    assert list(uploads(db).columns) == list(COLUMNS)
    assert len(uploads(db)) == 0
    assert len(upload_projects(db)) == 0


def test_the_newest_come_first_with_what_they_did(db: Database, pmo: User) -> None:
    first = stored(db, pmo, full(), week(0))
    second = stored(db, pmo, full(stage="closing"), week(1))
    frame = uploads(db)
    assert frame["upload"].tolist() == [second.upload_id, first.upload_id]
    newest = frame.iloc[0]
    assert (newest["file_name"], newest["username"], newest["uploaded_by"], newest["role"]) == (
        "week.xlsx", "pmo", "Nadia Claes", "pmo",
    )  # fmt: skip
    assert (newest["rows_read"], newest["inserted"], newest["updated"], newest["unchanged"]) == (6, 0, 1, 5)
    assert (newest["status_date"], newest["committed_at"], newest["undone_at"]) == (week(1), second.committed_at, None)


def test_undone_uploads_stay_in_the_list(db: Database, pmo: User) -> None:
    undone(db, pmo, stored(db, pmo, full()))
    (at,) = uploads(db)["undone_at"]
    assert at > uploads(db)["committed_at"].iloc[0]
    assert len(upload_projects(db)) == 0


def test_uploads_of_one_project(db: Database, pmo: User) -> None:
    both = stored(db, pmo, merged(full("P1"), full("P2")))
    stored(db, pmo, full("P2"), week(1))
    assert uploads(db, project="P1")["upload"].tolist() == [both.upload_id]
    assert len(uploads(db, project="P9")) == 0
    spoken_for = upload_projects(db).sort_values(["upload", "project"])
    assert spoken_for.to_numpy().tolist() == [[1, "P1", week(0)], [1, "P2", week(0)], [2, "P2", week(1)]]


def test_the_original_bytes_come_back(db: Database, pmo: User) -> None:
    rows = full(name="Zoé 💧")
    receipt = stored(db, pmo, rows)
    undone(db, pmo, receipt)
    assert original_file(db, receipt.upload_id) == ("week.xlsx", repr((rows, [])).encode())


@pytest.mark.parametrize("ask", [original_file, undo_effect])
def test_an_unknown_upload_is_named(db: Database, ask) -> None:
    with pytest.raises(NotFound) as refused:
        ask(db, 7)
    assert (refused.value.code, refused.value.params) == ("unknown_upload", {"upload": 7})


def test_what_an_undo_would_restore(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(0))
    stored(db, pmo, {"projects": full(stage="closing")["projects"], "raid": [record("raid", title="New")]}, week(1))
    stored(db, pmo, merged(full("P1", name="Renamed"), full("P2")), week(1))
    effect = undo_effect(db, 3)
    assert effect.restored == {
        **{(name, "P1"): 1 for name in ("budget", "credits", "milestones", "migration")},
        **{(name, "P1"): 2 for name in ("projects", "raid")},
        **{(name, "P2"): None for name in ("projects", "budget", "credits", "milestones", "raid", "migration")},
    }
    assert (effect.status_date, effect.blocked_by) == (week(1), ())


def test_who_stands_in_the_way_of_an_undo(db: Database, pmo: User) -> None:
    stored(db, pmo, full(sponsor="Ann"), week(0))
    late = stored(db, pmo, full(stage="closing"), week(1), absent=("sponsor",))
    assert undo_effect(db, 1).blocked_by == (late.upload_id,)
    undone(db, pmo, late)
    assert undo_effect(db, 1).blocked_by == ()
