"""Every slide and every sheet bears the status date, the snapshot and its place: each page tells its data."""

import io

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches

from dashboard import text
from dashboard.reports.document import Document
from dashboard.reports.highlight import highlight_report
from dashboard.reports.pack import Pack
from dashboard.reports.sheets import xlsx
from dashboard.reports.slide_layout import FOOT
from dashboard.reports.slides import pptx
from dashboard.reports.steering import steering_pack
from dashboard.text import _


@pytest.fixture(params=text.LANGUAGES)
def document(request: pytest.FixtureRequest, shown: Pack) -> Document:
    """The steering pack in each language."""
    with text.speaking(request.param):
        return steering_pack(shown)


def feet(data: bytes) -> list[list[str]]:
    """What stands at the foot of each slide."""
    slides = Presentation(io.BytesIO(data)).slides
    return [
        [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.top >= Inches(FOOT)]
        for slide in slides
    ]


def stamped(document: Document) -> tuple[str, str]:
    """Status date and snapshot as the stamp has them."""
    return text.day(document.stamp.status_date), document.stamp.snapshot()


def test_every_slide_bears_date_snapshot_and_page(document: Document) -> None:
    with text.speaking(document.language):
        found = feet(pptx(document))
        day, snapshot = stamped(document)
        pages = [_("Page {page} of {pages}", page=n, pages=len(found)) for n in range(1, len(found) + 1)]
    assert len(found) > len(document.pages)
    assert [place for _foot, place in found] == pages
    for foot, _place in found:
        assert day in foot
        assert snapshot in foot
        assert document.title in foot


def test_a_report_without_a_cover_is_stamped_from_its_first_slide(shown: Pack) -> None:
    with text.speaking("en"):
        document = highlight_report(shown)
        found = feet(pptx(document))
        day, snapshot = stamped(document)
    assert found[0][1] == f"Page 1 of {len(found)}"
    assert all(day in foot and snapshot in foot for foot, _place in found)


def test_every_sheet_bears_date_snapshot_and_page(document: Document) -> None:
    with text.speaking(document.language):
        book = load_workbook(io.BytesIO(xlsx(document)))
        day, snapshot = stamped(document)
        words = _("Page {page} of {pages}", page="&P", pages="&N").split("&")[0].strip()
    assert len(book.sheetnames) == 1 + len(document.pages)
    for sheet in book:
        on_paper = sheet.oddFooter.left.text
        assert day in on_paper
        assert snapshot in on_paper
        assert words in sheet.oddFooter.right.text
        assert "&P" in sheet.oddFooter.right.text
        on_screen = [str(cell) for row in sheet.iter_rows(max_row=3, values_only=True) for cell in row if cell]
        assert any(day in said and snapshot in said for said in on_screen), sheet.title


def test_every_text_on_a_slide_can_be_read_and_names_its_language(document: Document) -> None:
    with text.speaking(document.language):
        slides = Presentation(io.BytesIO(pptx(document))).slides
    runs = [run for slide in slides for run in slide._element.iter("{*}rPr")]
    assert len(runs) > 500
    assert {run.get("lang")[:2] for run in runs} == {document.language}
    assert min(int(run.get("sz")) for run in runs if run.get("sz")) >= 900
