"""History through AppTest: the list of uploads, what one of them changed, and both as workbooks."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from dashboard import data, panels, reported, text, upload_details
from data_access.engine import Database
from data_access.users import get_user
from tests.app_database import TRICKS, app_database, staffed
from tests.screens import opened, sound
from tests.storing import full, stored, week

pytestmark = pytest.mark.usefixtures("fresh_caches")
Exports = dict[str, tuple[pd.DataFrame, str, tuple[str, ...]]]


@pytest.fixture
def database(sqlite_template: Any, tmp_path: Any) -> Database:
    """Two weeks of P1: the second upload changes its stage and its name."""
    db = app_database(sqlite_template, tmp_path)
    actor = staffed(db)
    stored(db, actor, full(), week(0))
    stored(db, actor, full(stage="closing", name=TRICKS), week(1))
    return db


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> Exports:
    """Key to table, title and notes of every export that a page offers."""
    made: Exports = {}

    def download(table: pd.DataFrame, title: str, key: str, notes: tuple[str, ...]) -> None:
        made[key] = (table, title, notes)

    for module in (panels, reported, upload_details):
        monkeypatch.setattr(module, "download", download)
    return made


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_upload_can_be_taken_home_with_its_counts(database: Database, exports: Exports, language: str) -> None:
    sound(opened("history", lang=language))
    table, title, _notes = exports["upload_list"]
    assert title.startswith("2 ")
    with text.speaking(language):
        rows = table.set_index(text.gettext("Upload"))
        names = [text.gettext(name) for name in ("Rows read", "New rows", "Changed rows", "Unchanged rows")]
    read, new, changed, same = rows.loc[2, names]
    assert read == new + changed + same
    assert (new, changed) == (0, 1)
    with text.speaking(language):
        assert rows.loc[2, text.gettext("Status date")] == week(1)
        assert isinstance(rows.loc[2, text.gettext("Uploaded at")], dt.datetime)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_what_an_upload_changed_can_be_taken_home(database: Database, exports: Exports, language: str) -> None:
    with text.speaking(language):
        upload_details.upload_details(data.version(), get_user(database, "pmo"), 2)
        table, title, notes = exports["changes_2"]
        assert title == text.gettext("What the upload changed.")
        assert text.day(week(1)) in notes[0]
        assert len(table) == 2
        assert TRICKS in table[text.gettext("New")].tolist()
