"""Reports from the front door: which kinds, which formats, which projects, as they were known when."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from dashboard import text
from dashboard.choice import Choice
from dashboard.report_making import Format, Request, format_of, make
from dashboard.report_reading import Moment, latest_moment
from dashboard.reports.document import Kind
from dashboard.uploads import undo
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound
from data_access.queries.effective import effective_rows
from data_access.queries.uploads import uploads
from data_access.users import SYSTEM, Role, list_users

STEERING = Request(Kind.STEERING, Format.PDF, Choice())
WORDS = {
    "en": ("Status date 22 May 2026", "Page 2 of"),
    "fr": ("Date de statut 22 mai 2026", "Page 2 sur"),
    "nl": ("Statusdatum 22 mei 2026", "Pagina 2 van"),
}


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_page_bears_status_date_snapshot_and_number(demonstration: Database, language: str) -> None:
    version = str(latest_moment(demonstration).version)
    with text.speaking(language):
        made = make(demonstration, STEERING)
    found = pages(made.data)
    day, number = WORDS[language]
    assert made.name == f"regie-steering-2026-05-22-{language}.pdf"
    assert [n for n, page in enumerate(found, start=1) if day not in page or version not in page] == []
    assert number in found[1]


def test_the_pdf_is_tagged_has_bookmarks_and_embeds_its_fonts(demonstration: Database) -> None:
    reader = PdfReader(io.BytesIO(make(demonstration, STEERING).data))
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "en"
    assert len(reader.outline) >= 8
    fonts = {name for page in reader.pages for name in _fonts(page)}
    assert fonts
    assert {name for name in fonts if "RegieSans" not in name} == set()


def _fonts(page: object) -> list[str]:
    found = page["/Resources"].get("/Font", {})  # type: ignore[index]  # a page of pypdf
    return [str(found[name]["/BaseFont"]) for name in found]


def test_only_what_the_filters_show(demonstration: Database) -> None:
    whole = "\n".join(pages(make(demonstration, STEERING).data))
    manager = effective_rows(demonstration, "projects")["manager"].iloc[0]
    request = Request(Kind.STEERING, Format.PDF, Choice(manager=manager))
    part = "\n".join(pages(make(demonstration, request).data))
    assert manager in part
    assert "6 projects" in whole
    assert int(re.search(r"(\d+) projects?", part)[1]) < 6  # type: ignore[index]  # the cover counts them


def test_a_report_shows_what_was_known_at_its_moment(demonstration: Database) -> None:
    first = dt.date(2026, 5, 1)
    with demonstration.reading() as connection:
        uploads = demonstration.tables.uploads
        early = connection.execute(uploads.select().where(uploads.c.status_date == first)).all()
    moment = Moment(7, max(row.committed_at for row in early))
    request = Request(Kind.STEERING, Format.PDF, Choice(), moment=moment)
    found = pages(make(demonstration, request).data)
    assert "Status date 1 May 2026" in found[1]
    assert "Snapshot 7 of" in found[1]


@pytest.mark.parametrize("file_format", [Format.PDF, Format.HTML])
def test_a_frozen_pack_stays_the_same_whatever_happens_to_the_data(
    demonstration: Database, file_format: Format
) -> None:
    """What a meeting froze gives the same bytes after an upload was undone; what holds now does not."""
    frozen = Request(Kind.STEERING, file_format, Choice(), moment=latest_moment(demonstration))
    before = make(demonstration, frozen).data
    pmo = next(user for user in list_users(demonstration, SYSTEM) if user.role is Role.PMO)
    last = int(uploads(demonstration)["upload"].max())
    undo(demonstration, pmo, last)
    assert make(demonstration, frozen).data == before
    assert make(demonstration, replace(frozen, moment=None)).data != before


def test_what_cannot_be_made_is_refused(demonstration: Database) -> None:
    with pytest.raises(NotFound, match="nothing_reported"):
        make(demonstration, Request(Kind.STEERING, Format.PDF, Choice(as_of=dt.date(2020, 1, 3))))
    with pytest.raises(NotFound, match="unknown_project"):
        make(demonstration, Request(Kind.HIGHLIGHT, Format.PDF, Choice(), project="NO-99"))
    with pytest.raises(InvalidRequest, match="steering_of_one"):
        make(demonstration, Request(Kind.STEERING, Format.PDF, Choice(), project="NO-99"))
    with pytest.raises(NotFound, match="no_project_left"):
        make(demonstration, Request(Kind.STEERING, Format.PDF, Choice(manager="Nobody")))
    with pytest.raises(InvalidRequest, match="unknown_format"):
        format_of("pack.doc")
