"""Deadlines on the screen: the rule from a date on, one week moved and restored, and what History makes of it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.metrics.deadlines import ZONE
from dashboard.rules import deadlines
from data_access.engine import Database
from data_access.moved_deadlines import moved_deadlines
from data_access.settings import settings
from tests.app_database import app_database
from tests.screens import opened, ran, said, sound
from tests.storing import full, stored, week
from tests.workbooks import people

pytestmark = pytest.mark.usefixtures("fresh_caches")


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    db = app_database(sqlite_template, tmp_path)
    stored(db, people(db)["pmo"], full(), week(0))
    yield db
    db.engine.dispose()


def page() -> AppTest:
    return sound(opened("administration", person="pmo", part="deadlines"))


def field(at: AppTest, kind: str, name: str):  # type: ignore[no-untyped-def]  # a widget of that kind
    (found,) = [w for w in at.get(kind) if str(w.key).startswith(name)]
    return found


def pressed(at: AppTest, label: str) -> AppTest:
    (button,) = [b for b in at.button if b.label == label]
    return sound(ran(button.click()))


def test_the_rule_holds_from_its_date(database: Database) -> None:
    at = page()
    assert any("24:00**, Brussels time." in sentence for sentence in said(at))
    field(at, "date_input", "deadline_from_").set_value(week(1))
    field(at, "selectbox", "deadline_day_").set_value(1)
    field(at, "selectbox", "deadline_time_").set_value(600)
    at = pressed(at, "Store the rule")
    assert "The deadline is stored. It holds from 15 May 2026 on." in said(at)
    found = [deadlines(database).due(week(n)).astimezone(ZONE) for n in (0, 1)]
    assert found == [dt.datetime(2026, 5, 9, tzinfo=ZONE), dt.datetime(2026, 5, 18, 10, tzinfo=ZONE)]
    assert "2 dated changes in force" in [s.value for s in at.header]


def test_storing_what_holds_already_says_so(database: Database) -> None:
    at = pressed(page(), "Store the rule")
    assert any("Nothing was changed" in e.value for e in at.error)
    assert settings(database) == ()


def test_one_week_is_moved_and_restored(database: Database) -> None:
    at = page()
    coming = field(at, "selectbox", "move_date_").value
    due = coming + dt.timedelta(days=4)
    field(at, "date_input", "move_due_").set_value(due)
    field(at, "time_input", "move_time_").set_value(dt.time(9, 30))
    at = pressed(at, "Move the deadline")
    assert any("Say why the deadline is moved" in e.value for e in at.error)
    field(at, "text_input", "move_reason_").set_value("Armistice")
    at = pressed(at, "Move the deadline")
    (moved,) = moved_deadlines(database)
    assert (moved.status_date, moved.reason) == (coming, "Armistice")
    assert moved.due == dt.datetime.combine(due, dt.time(9, 30), ZONE)
    assert "1 week moved" in [s.value for s in at.header]
    pressed(at, "Restore it")
    assert moved_deadlines(database) == ()


def test_history_judges_by_the_deadline(database: Database) -> None:
    """What was uploaded long after its Friday is on time once its deadline lies after the upload."""
    at = sound(opened("history"))
    assert any("before its deadline" in str(h.proto.help) for h in at.header)
