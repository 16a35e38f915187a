"""What people typed is shown as it was typed, and is read as nothing but text, in every format."""

import datetime as dt
import io
import zipfile

from openpyxl import load_workbook
from pptx import Presentation

from dashboard.reports.document import Cell, Column, Document, Kind, Line, Lines, Page, Prose, Stamp, Table
from dashboard.reports.offline import html_pack
from dashboard.reports.pack import Facet
from dashboard.reports.sheets import xlsx
from dashboard.reports.slides import pptx
from dashboard.reports.typeset import pdf
from tests.reports.reading import html_text, pdf_pages, slide_texts

STAMP = Stamp(dt.date(2026, 5, 22), 7, dt.datetime(2026, 5, 22, 13, tzinfo=dt.UTC))
TRICKS = (
    '=HYPERLINK("http://example.invalid")',
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '#import "/etc/passwd": x',
    "$x$ *b* _i_ `c` @ref <label> \\u{41}",
    "{{script}} {page} {pages}",
    "_x000D_ & ' \" ]]>",
    "ça va ? αβγ я ● 中",
)
CONTROLS = "bell\x07 null\x00 tab\t break\x0b end\x1b[0m \ud800 x"


def hostile() -> Document:
    """A document whose every text is a trick."""
    lines = tuple(Line(trick, trick, project=trick) for trick in (*TRICKS, CONTROLS))
    table = Table(TRICKS[0], (Column(TRICKS[2]),), tuple((Cell(t),) for t in (*TRICKS, CONTROLS)), TRICKS[3])
    blocks = (Lines(lines, TRICKS[1]), Prose(TRICKS[4], TRICKS[5]), table)
    pages = tuple(Page(trick, blocks, (trick,), trick) for trick in TRICKS[:3])
    return Document(Kind.STEERING, TRICKS[2], "en", STAMP, (*pages, Page(CONTROLS, (table,))), TRICKS)


def flat(said: str) -> str:
    """*said* without spaces: formats break lines where they like."""
    return "".join(said.split())


def test_a_pdf_sets_it_as_text() -> None:
    said = flat(" ".join(pdf_pages(pdf(hostile()))))
    for trick in TRICKS:
        assert flat(trick).replace("中", "\ufffd") in said, trick


def test_slides_hold_it_as_text_and_open_again() -> None:
    data = pptx(hostile())
    said = flat("\n".join(slide_texts(data)))
    for trick in TRICKS:
        assert flat(trick) in said, trick
    assert "bell" in said
    notes = Presentation(io.BytesIO(data)).slides[1].notes_slide.notes_text_frame.text
    assert TRICKS[0] in notes


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    data = xlsx(hostile())
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {trick for trick in TRICKS if trick not in {cell.value for cell in cells}} == set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "_rels/sheet" in name]


def test_an_offline_pack_runs_nothing_but_its_own_script() -> None:
    facets = {trick: Facet(trick, trick, trick, "red") for trick in TRICKS}
    data = html_pack(hostile(), facets, {})
    source = data.decode()
    assert source.count("<script") == 2
    assert "<img" not in source
    assert "onerror=alert(1)&gt;" in source
    said = flat(html_text(data))
    for trick in TRICKS:
        assert flat(trick) in said, trick


def test_an_offline_pack_names_nothing_outside_itself() -> None:
    source = html_pack(hostile(), {}, {}).decode()
    assert "default-src 'none'" in source
    for reference in ('src="http', 'href="http', "url(http", "@import", "<link", "fetch(", "XMLHttpRequest"):
        assert reference not in source
