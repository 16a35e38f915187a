"""The week of an IT manager in a browser: template, a broken cell, mended, stored, seen, and undone."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Download, Page, expect

from dashboard.kpis import kpi_report
from data_access.engine import Database, open_database
from data_access.queries.uploads import original_file, uploads
from tests.browser.serving import NARROW, WIDE, XLSX, Visit, card, cell_in, drawn, main_text, overflow
from tests.workbooks import saved

pytestmark = pytest.mark.browser
HEADER_ROW = 2
ON_TRACK = "Projects on track"
BROKEN = "nearly done"
STORE = "Store this workbook"
LIST_ROW = {"x": 16, "y": 52}
"""Where the box to select the first row of a table is."""


@pytest.fixture
def db(data_folder: Path) -> Database:
    return open_database(f"sqlite:///{data_folder / 'regie.db'}")


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def cell_of(sheet: Worksheet, header: str, project: str) -> str:
    """The address of the cell under *header* in the row of *project*."""
    letters = {cell.value: cell.column_letter for cell in sheet[HEADER_ROW]}
    (row,) = [row[0].row for row in sheet.iter_rows(min_row=HEADER_ROW + 1, max_col=1) if row[0].value == project]
    return f"{letters[header]}{row}"


def drop(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": data})


def go(page: Page, title: str) -> None:
    """Follows the link in the navigation."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    drawn(page)


def on_track(db: Database) -> str:
    kpi = next(k for k in kpi_report(db).kpis if k.name == "projects_on_track")
    return f"{kpi.value} of {kpi.denominator}"


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return content(download.value)


def test_the_weekly_round(visit: Visit, db: Database) -> None:
    page = visit.open("/upload")
    expect(page.get_by_role("button", name="Claire Peeters")).to_be_visible()
    template = downloaded(page, "Download the workbook")
    assert opened(template)["Projects"]["A3"].value == "CLD-03"

    book = opened(template)
    percent = cell_of(book["Projects"], "Percent complete", "DAT-01")
    book["Projects"][percent] = BROKEN
    drop(page, "week.xlsx", saved(book))
    expect(page.get_by_text("1 error: nothing can be stored until it is corrected.")).to_be_visible()
    expect(page.get_by_text(f"“{BROKEN}” is not a number.")).to_be_visible()
    expect(cell_in(page.get_by_test_id("stDataFrame"), percent)).to_be_attached()
    expect(page.get_by_role("button", name=STORE)).to_have_count(0)
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0
    page.set_viewport_size(WIDE)

    marked = opened(downloaded(page, "Download my file with the cells marked"))["Projects"][percent]
    assert marked.value == BROKEN
    assert marked.comment is not None
    assert f"“{BROKEN}” is not a number." in marked.comment.text

    before = on_track(db)
    book = opened(template)
    book["Projects"][cell_of(book["Projects"], "Overall status", "DAT-01")] = "Red"
    page.get_by_role("button", name="Remove week.xlsx").click()
    expect(page.get_by_text("week.xlsx")).to_have_count(0)
    drop(page, "mended.xlsx", saved(book))
    expect(page.get_by_text("No problem found.")).to_be_visible()
    assert "= 0 new + 1 changed +" in main_text(page)
    now, was = (int(before.split()[0]) + step for step in (-1, 0))
    preview = page.get_by_test_id("stMetric").filter(has_text=ON_TRACK)
    expect(preview).to_contain_text(str(now))
    expect(preview).to_contain_text(f"was {was}")

    page.get_by_role("button", name=STORE).click()
    expect(page.get_by_text("mended.xlsx is stored as upload")).to_be_visible()
    expect(page.get_by_test_id("stFileUploaderFile")).to_have_count(0)
    go(page, "Portfolio")
    assert card(page, ON_TRACK) == on_track(db) == f"{now} of {before.split()[-1]}"

    go(page, "Upload")
    page.get_by_role("button", name="Undo this upload").click()
    expect(page.get_by_text("is undone; what it had replaced holds again.")).to_be_visible()
    go(page, "Portfolio")
    assert card(page, ON_TRACK) == on_track(db) == before


def test_history_shows_an_upload_gives_its_file_back_and_undoes_it(visit: Visit, db: Database) -> None:
    page = visit.open("/history")
    newest = uploads(db).query("username == 'cpeeters' and undone_at.isna()").iloc[0]
    shown = uploads(db)["upload"].tolist()
    page.get_by_test_id("stDataFrame").last.click(
        position={**LIST_ROW, "y": LIST_ROW["y"] + 35 * shown.index(newest["upload"])}
    )
    expect(page.get_by_text(f"Upload {newest['upload']} by Claire Peeters")).to_be_visible()
    expect(page.get_by_text(f"{newest['rows_read']} rows read")).to_be_visible()
    changes = page.get_by_test_id("stDataFrame").last
    expect(cell_in(changes, "Percent complete").first).to_be_attached()
    assert downloaded(page, "Original file") == original_file(db, int(newest["upload"]))[1]
    page.get_by_role("button", name="Undo this upload").click()
    page.get_by_role("button", name="Undo now").click()
    expect(page.get_by_text("Undone at")).to_be_visible()
    assert uploads(db).set_index("upload").loc[newest["upload"], "undone_at"] is not None
