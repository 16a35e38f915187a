"""The question about rows that disappeared: named, asked, answered for all or one by one."""

from decimal import Decimal
from pathlib import Path

import pytest

from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.users import get_user
from tests.screens import opened, ran, sound
from tests.storing import full, merged, stored
from tests.upload_page import book, can_store, dropped, first_week, key, plain, pressed
from tests.workbooks import record

pytestmark = pytest.mark.usefixtures("fresh_caches")
ASK_ONE = "1 row of last time is not in the file. What happened to it?"
UNANSWERED = "Say first what happened to the rows that disappeared."


@pytest.fixture
def db(sqlite_template: Path, tmp_path: Path) -> Database:
    database = first_week(sqlite_template, tmp_path)
    threat = record("raid", entry="R2", title="The data centre closes", likelihood=5, impact=5)
    stored(database, get_user(database, "pmo"), merged(full("P1"), {"raid": [threat]}))
    return database


def test_nothing_is_stored_before_the_question_about_gone_rows_is_answered(db: Database) -> None:
    data = book(percent_complete=Decimal(50))
    at = dropped(opened("upload"), ("week.xlsx", data))
    assert ASK_ONE in plain(at)
    assert UNANSWERED in plain(at)
    assert not can_store(at, data)
    at = sound(ran(at.radio[0].set_value("mistake")))
    assert not can_store(at, data)
    at = sound(ran(at.radio[0].set_value("close")))
    assert can_store(at, data)
    assert UNANSWERED not in plain(at)


def test_a_row_that_disappeared_is_named(db: Database) -> None:
    at = dropped(opened("upload"), ("week.xlsx", book(percent_complete=Decimal(50))))
    gone = next(d.value for d in at.dataframe if list(d.value.columns) == ["Sheet", "Project", "Key"])
    assert gone.values.tolist() == [["RAID", "P1", "R2 · The data centre closes"]]


@pytest.mark.parametrize(("answer", "status"), [("keep", "open"), ("close", "closed")])
def test_gone_rows_are_kept_or_closed_as_answered(db: Database, answer: str, status: str) -> None:
    data = book(percent_complete=Decimal(50))
    at = sound(ran(dropped(opened("upload"), ("week.xlsx", data)).radio[0].set_value(answer)))
    pressed(at, key("store", data))
    rows = effective_rows(db, "raid", projects=["P1"])
    assert dict(zip(rows["entry"], rows["status"], strict=True)) == {"R1": "open", "R2": status}


def test_the_figures_follow_the_answer(db: Database) -> None:
    at = dropped(opened("upload"), ("week.xlsx", book(percent_complete=Decimal(50))))
    assert "High risks" not in [m.label for m in at.metric]
    at = sound(ran(at.radio[0].set_value("close")))
    assert [(m.value, m.delta) for m in at.metric if m.label == "High risks"] == [("0", "-1")]
    at = sound(ran(at.radio[0].set_value("keep")))
    assert "High risks" not in [m.label for m in at.metric]
