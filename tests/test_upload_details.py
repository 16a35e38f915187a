"""What undoing an upload restores, told before it is done."""

import pytest

from dashboard.upload_details import undo_sentences
from data_access.engine import Database
from data_access.plan import Gone, GoneDecision
from data_access.queries.changes import upload_changes
from data_access.queries.uploads import undo_effect, uploads
from data_access.store import Receipt
from data_access.users import User
from tests.storing import full, stored, week
from tests.workbooks import people, record


@pytest.fixture
def pmo(db: Database) -> User:
    return people(db)["pmo"]


def told(db: Database, receipt: Receipt) -> list[str]:
    """What the popover of *receipt* says, without the word joiners of escaped text."""
    upload_id = receipt.upload_id
    sentences = undo_sentences(undo_effect(db, upload_id), upload_changes(db, upload_id), uploads(db))
    return [sentence.replace("\u2060", "").replace("\\", "") for sentence in sentences]


def test_a_first_upload_leaves_nothing_behind(db: Database, pmo: User) -> None:
    assert told(db, stored(db, pmo, full())) == [
        "**6 rows** that it brought are removed.",
        "6 sheets of projects become empty.",
    ]


def test_rows_and_the_upload_that_holds_again_are_counted_and_named(db: Database, pmo: User) -> None:
    stored(db, pmo, full() | {"milestones": [record("milestones"), record("milestones", milestone="M2")]})
    later = full(stage="closing", achieved="Signed") | {"milestones": [record("milestones", milestone="M3")]}
    assert told(db, stored(db, pmo, later, week(1), decision=GoneDecision(Gone.CLOSE))) == [
        "**1 row** gets its earlier values back.",
        "**1 row** that it brought is removed.",
        "**2 rows** that it removed come back.",
        "Upload 1 holds again: week.xlsx, status date 8 May 2026.",
    ]


def test_an_upload_that_only_confirmed_changes_nothing(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    first, *_ = told(db, stored(db, pmo, full(), week(1)))
    assert first == "No value changes: it only confirmed what was there."


def test_an_upload_that_a_later_one_replaced_restores_nothing(db: Database, pmo: User) -> None:
    stored(db, pmo, full())
    second = stored(db, pmo, full(stage="closing"), week(1))
    stored(db, pmo, full(stage="closed"), week(1))
    assert told(db, second) == ["A later upload for the same date holds already: no value changes."]
