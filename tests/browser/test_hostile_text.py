"""Script, Markdown, pictures and links in every text that a workbook or a form can bring: shown, never interpreted."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data_access import freezes, meeting_records, reference, users
from data_access.contract import Choice, ColumnType, Dataset, Label
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.meeting_values import RecordDraft, RecordKind
from tests.app_database import TRICKS, app_database
from tests.browser.serving import Visit, served
from tests.meetings import draft, presented
from tests.storing import measure, stored, week
from tests.workbooks import PROGRAMMES, people, record

pytestmark = pytest.mark.browser
TYPED = {ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.PERSON}
MARKUP = (
    TRICKS
    + ' <img src=x onerror="alert(2)"> [click](javascript:alert(3)) <https://evil.example> $$x^2$$ :material/home:'
    " <iframe src='https://evil.example'></iframe>"
)
INTERPRETED = ", ".join(
    (
        "a[href*='evil']:not([href^='#'])", "a[href*='example.invalid']", "a[href^='javascript']",
        "img[src*='example.invalid']", "img[src='x']", "iframe[src*='evil']",
        "[data-testid=stMain] :is(script, b:not([class]), .katex)",
    )
)  # fmt: skip
"""What would stand on the page if a browser, or Markdown, had taken the text at its word."""
PLACES = (
    "/", "/?kpi=projects_on_track", "/project?project=P1", "/budget", "/raid", "/reform", "/history", "/upload",
    "/reports", "/meeting", "/meeting?meeting=1", "/administration", "/administration?part=lists",
    "/administration?part=freezes", "/administration?part=audit",
)  # fmt: skip


def hostile(dataset: Dataset) -> tuple[object, ...]:
    """A row of *dataset* with ``MARKUP`` in everything that people type."""
    typed = {c.name: MARKUP for c in dataset.columns if c.type in TYPED and c.name not in dataset.key}
    return record(dataset, **typed)


def fill(db: Database) -> None:
    staff = people(db)
    pmo = staff["pmo"]
    rows = {dataset.name: [hostile(dataset)] for dataset in CONTRACT}
    for number in range(2):
        stored(db, pmo, rows, week(number))
        rows["projects"] = [record("projects", name=MARKUP, manager=MARKUP, status_overall="red", gap_reason=MARKUP)]
    label = Label(MARKUP, MARKUP, MARKUP)
    reference.save_reference(db, pmo, "programmes", (*PROGRAMMES, Choice("EVIL", label)))
    freezes.save_freeze(db, pmo, freezes.Freeze(dt.date(2026, 5, 1), dt.date(2026, 5, 30), label))
    meeting = presented(db, pmo, (draft("P1", title=MARKUP),), title=MARKUP)
    decision = RecordDraft(RecordKind.DECISION, MARKUP, owner=MARKUP, option=MARKUP)
    meeting_records.add_record(db, pmo, meeting.id, decision, number=1, submission=None, measure=measure)
    users.change_user(db, users.SYSTEM, "pmo", {"name": MARKUP})


@pytest.fixture(scope="module")
def folder(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    db = app_database(sqlite_template, place)
    fill(db)
    db.engine.dispose()
    return place / "data"


@pytest.fixture(scope="module")
def visitor(chromium: Browser, folder: Path) -> Iterator[Visit]:
    with served(folder) as address:
        visit = Visit(chromium, address, folder, "pmo")
        yield visit
        visit.close()


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_people_typed_is_interpreted(visitor: Visit, place: str) -> None:
    page = visitor.open(place)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    expect(page.locator("h1").first).to_be_visible()
    expect(page.get_by_text("Something went wrong")).to_have_count(0)
    assert [found.evaluate("element => element.outerHTML") for found in page.locator(INTERPRETED).all()] == []
    assert dialogs == []
    page.close()
