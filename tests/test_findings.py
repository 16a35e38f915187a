"""Findings on the Upload page: grouped with counts, listed by cell, in the words of the sheet."""

from decimal import Decimal
from pathlib import Path

import pytest

from data_access.engine import Database
from tests.screens import opened
from tests.storing import full, merged
from tests.upload_page import book, dropped, first_week, key, plain
from tests.workbooks import plain_workbook, record, workbook

pytestmark = pytest.mark.usefixtures("fresh_caches")


@pytest.fixture
def db(sqlite_template: Path, tmp_path: Path) -> Database:
    return first_week(sqlite_template, tmp_path)


def test_errors_are_grouped_listed_by_cell_and_nothing_can_be_stored(db: Database) -> None:
    rows = merged(full("P1"), {"budget": [record("budget", category=c, planned="tbc") for c in ("cloud", "licences")]})
    data = workbook(rows)
    at = dropped(opened("upload"), ("week.xlsx", data))
    assert "2 errors: nothing can be stored until they are corrected." in plain(at)
    instruction = "“tbc” is not a number. Type digits only, without a unit or a remark. · **2 cells like this: F4, F5**"
    assert f"■ E] **Budget** · {instruction}" in plain(at)
    assert at.dataframe[0].value[["sheet", "cell", "value"]].values.tolist() == [
        ["Budget", "F4", "tbc"],
        ["Budget", "F5", "tbc"],
    ]
    assert at.download_button(key=key("marked", data)).label == "Download my file with the cells marked"
    assert "2 rejected" in plain(at)
    assert not [b for b in at.button if b.key.startswith("store")]


def test_values_read_as_in_the_sheet_and_a_status_by_its_name(db: Database) -> None:
    at = dropped(opened("upload"), ("week.xlsx", book(status_overall="green", percent_complete=Decimal(150))))
    assert at.dataframe[0].value["value"].tolist() == ["150%"]


def test_what_no_table_can_hold_comes_first_and_a_long_list_is_cut(db: Database) -> None:
    header = ["Project", "Category", "Month", "Planned", "Actual"]
    rows = [["P1", f"c{i}", f"2026-{i:02}", f"x{i}", f"y{i}"] for i in range(1, 8)]
    wrong = [[f"P{i}", f"n{i}"] for i in range(10, 30)]
    data = plain_workbook({"Budget": [header, *rows], "Notes": [["x"]], "RAID": [["Project", "Entry"], *wrong]})
    at = dropped(opened("upload"), ("week.xlsx", data))
    lines = [m.value for m in at.markdown if m.value.startswith((":red[■", ":grey[○", ":gray[○"))]
    assert "is not part of the weekly workbook" in lines[0]
    assert all(" cells like this: " in line for line in lines if "is not a number" in line)
    assert len(lines) <= 12
