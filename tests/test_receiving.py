"""The Upload page through AppTest: what is wrong, what it would change, store, receipt and undo."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from data_access.engine import Database
from data_access.users import get_user
from tests.screens import in_language, opened
from tests.storing import effective, full, merged, stored
from tests.upload_page import book, can_store, dropped, first_week, in_force, key, plain, pressed
from tests.workbooks import plain_workbook, workbook

pytestmark = pytest.mark.usefixtures("fresh_caches")
NOTHING_WRONG = "No problem found."
ONCE = "The same file was dropped more than once; it is shown once."
TRICKY_NAME = "![x](http:a.png) <b> :red[r].xlsx"
GAP = {"forecast_end": dt.date(2027, 6, 18)}
"""So far behind the baseline that the data say red where the manager says green."""


@pytest.fixture
def db(sqlite_template: Path, tmp_path: Path) -> Database:
    return first_week(sqlite_template, tmp_path)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 text", "This is not an Excel workbook but a PDF document. Save it as .xlsx and upload that."),
        (b"PK\x03\x04 broken", "The file is damaged and cannot be read."),
    ],
    ids=["empty", "pdf", "damaged"],
)
def test_a_refused_file_is_one_sentence(db: Database, data: bytes, sentence: str) -> None:
    at = dropped(opened("upload"), ("week.xlsx", data))
    assert sentence in plain(at)
    assert not [b for b in at.button if b.key.startswith("store")]


def test_a_warning_does_not_stand_in_the_way(db: Database) -> None:
    data = book(**GAP)
    at = dropped(opened("upload"), ("week.xlsx", data))
    assert "P1: declared green, but the data say red." in plain(at)
    assert NOTHING_WRONG not in plain(at)
    pressed(at, key("store", data))
    assert in_force(db) == 2


def test_a_clean_file_shows_what_it_does_and_is_stored_and_undone(db: Database) -> None:
    before, data = effective(db, "projects"), book(percent_complete=Decimal("55.00"), status_overall="red")
    at = dropped(opened("upload"), ("week.xlsx", data))
    assert NOTHING_WRONG in plain(at)
    assert "**6 rows read** = 0 new + 1 changed + 5 unchanged + 0 rejected" in plain(at)
    assert at.dataframe[0].value[["Column", "Old", "New"]].values.tolist() == [
        ["Percent complete", "40%", "55%"],
        ["Overall status", "Green", "Red"],
    ]
    on_track = next(m for m in at.metric if m.label == "Projects on track")
    assert (on_track.value, on_track.delta) == ("1", "-1")
    at = pressed(at, key("store", data))
    (receipt,) = [e.value for e in at.success]
    assert "is stored as upload 2, status date" in receipt
    assert effective(db, "projects") != before
    at = pressed(at, "undo_2")
    assert "Upload 2 is undone; what it had replaced holds again." in plain(at)
    assert effective(db, "projects") == before


def test_the_uploader_is_emptied_once_everything_is_stored(db: Database) -> None:
    first, second = book(percent_complete=Decimal(50)), workbook(full("P2", name="Cloud!", manager="Marc Dubois"))
    at = dropped(opened("upload"), ("one.xlsx", first), ("two.xlsx", second))
    at = pressed(at, key("store", first))
    assert len(at.file_uploader[0].value) == 2
    assert "This very file is already in, as upload 2" in plain(at)
    at = pressed(at, key("store", second))
    assert at.file_uploader[0].value == []
    assert [e.value.split()[0] for e in at.success] == ["two\\.xlsx", "one\\.xlsx"]


def test_a_file_that_still_has_to_be_read_keeps_the_uploader_filled(db: Database) -> None:
    good = book(percent_complete=Decimal(50))
    at = dropped(opened("upload"), ("good.xlsx", good), ("bad.xlsx", b"%PDF-1.7"))
    at = pressed(at, key("store", good))
    assert "a PDF document" in plain(at)


@pytest.mark.parametrize("names", [("week.xlsx", "week.xlsx"), ("week.xlsx", "copy of week.xlsx")])
def test_the_same_file_dropped_twice_is_shown_once(db: Database, names: tuple[str, str]) -> None:
    data = book(percent_complete=Decimal(50))
    at = dropped(opened("upload"), *((name, data) for name in names))
    assert ONCE in plain(at)
    pressed(at, key("store", data))
    assert in_force(db) == 2


def test_the_same_file_another_time_changes_nothing_unless_it_was_undone(db: Database) -> None:
    data = book(percent_complete=Decimal(50))
    at = pressed(dropped(opened("upload"), ("week.xlsx", data)), key("store", data))
    again = dropped(at, ("again.xlsx", data))
    assert "This very file is already in, as upload 2 of" in plain(again)
    assert not [b for b in again.button if b.key.startswith("store")]
    at = pressed(again, "undo_2")
    assert can_store(at, data)


def test_a_stale_preview_is_refused_and_a_fresh_one_is_shown(db: Database) -> None:
    data = book(percent_complete=Decimal(60))
    at = dropped(opened("upload"), ("week.xlsx", data))
    stored(
        db,
        get_user(db, "pmo"),
        full("P1", percent_complete=Decimal(50)),
        dt.date.fromisoformat(at.selectbox(key="status_date").value),
    )
    at = pressed(at, key("store", data))
    assert "The data were changed by Nadia Claes at" in plain(at)
    assert at.dataframe[0].value[["Old", "New"]].values.tolist() == [["50%", "60%"]]
    assert in_force(db) == 2
    at = pressed(at, key("store", data))
    assert "is stored as upload 3" in plain(at)
    at = pressed(at, "undo_3")
    at = dropped(at, ("week.xlsx", data))
    assert "The data were changed by" not in plain(at), "an old refusal must not come back"


def test_a_row_of_somebody_elses_project_is_an_error_for_a_manager(db: Database) -> None:
    at = dropped(
        opened("upload", person="sofie"), ("week.xlsx", workbook(merged(full("P1"), full("P2", name="Cloud"))))
    )
    assert "The project “P2” is not one of yours, so you cannot upload it. Delete the row." in plain(at)
    assert not [b for b in at.button if b.key.startswith("store")]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_findings_and_receipt_are_in_the_readers_language(db: Database, language: str) -> None:
    wrong = plain_workbook({"Projects": [["Project"], ["P1"]]})
    at = dropped(opened("upload", lang=language), ("week.xlsx", b"%PDF-1.7"), ("wrong.xlsx", wrong))
    kind = in_language(language, "a PDF document")
    assert kind in plain(at)
    assert kind != "a PDF document"
    assert "nothing can be stored" not in plain(at)
    data = book(percent_complete=Decimal(50))
    at = pressed(dropped(at, ("week.xlsx", data)), key("store", data))
    assert "is stored as" not in plain(at)
    assert len(at.success) == 1


def test_names_of_files_and_what_was_typed_in_cells_are_shown_as_typed(db: Database) -> None:
    data = book(name="**n** <b> ![x](http://example.invalid/a.png)", status_overall="`x` [a](b)")
    at = dropped(opened("upload"), (TRICKY_NAME, data))
    assert [s.value.replace("\\", "").replace("\u2060", "") for s in at.header][-1] == TRICKY_NAME
    for element in (*at.header, *at.markdown, *at.success, *at.error):
        assert "![" not in element.value
        assert "<b>" not in element.value
        assert "[a](b)" not in element.value
    assert "“`x` [a](b)” is not allowed in “Overall status”." in plain(at)
    assert not [m for m in at.markdown if m.allow_html]


def test_the_page_tells_whose_report_is_in_and_whose_is_to_come(db: Database) -> None:
    at = opened("upload")
    (line,) = [m.value for m in at.markdown if "reported" in m.value]
    assert "0 of 2 projects reported" in line
    assert "late: Cloud and Payroll" in line or "late: Payroll and Cloud" in line
    data = book(percent_complete=Decimal(55))
    at = pressed(dropped(at, ("week.xlsx", data)), key("store", data))
    assert [m.value for m in at.markdown if "1 of 2 projects reported" in m.value and "late: Cloud" in m.value]
    at = opened("upload", person="sofie")
    assert [m.value for m in at.markdown if "1 of 1 project reported" in m.value]
