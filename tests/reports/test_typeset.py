"""PDF: pages that must be single are, whatever was typed; charts and tables are tagged."""

import datetime as dt
import io
from dataclasses import replace

from pypdf import PdfReader

from dashboard import text
from dashboard.reports.document import Document, Kind, Page, Prose, Stamp
from dashboard.reports.exception_report import exception_page
from dashboard.reports.highlight import highlight_report
from dashboard.reports.pack import Pack
from dashboard.reports.typeset import pdf

STAMP = Stamp(dt.date(2026, 5, 22), 7, dt.datetime(2026, 5, 22, 13, tzinfo=dt.UTC))
LONG = "A sentence that goes on for quite a while because somebody had much to say. " * 40


def test_a_highlight_report_is_one_page_per_project(shown: Pack) -> None:
    with text.speaking("en"):
        document = highlight_report(shown)
    assert len(PdfReader(io.BytesIO(pdf(document))).pages) == len(shown.stories) == len(document.pages)


def test_it_stays_one_page_where_managers_wrote_much(shown: Pack) -> None:
    typed = {"achieved": LONG, "next_steps": LONG, "decision_requested": LONG, "gap_reason": LONG}
    story = max(shown.stories, key=lambda s: len(s.entries))
    talkative = replace(shown, stories=(replace(story, project={**story.project, **typed}),))
    with text.speaking("nl"):
        document = highlight_report(talkative)
        exception = replace(document, pages=(exception_page(talkative, talkative.stories[0]),))
    assert len(PdfReader(io.BytesIO(pdf(document))).pages) == 1
    assert len(PdfReader(io.BytesIO(pdf(exception))).pages) == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    document = Document(Kind.MINUTES, "Minutes", "fr", STAMP, (Page("Point", (Prose("Dit", "Oui"),)),), cover=False)
    assert pdf(document) == pdf(document)


def test_it_is_tagged_and_speaks_its_language(shown: Pack) -> None:
    with text.speaking("fr"):
        reader = PdfReader(io.BytesIO(pdf(replace(highlight_report(shown), language="fr"))))
    assert reader.root_object["/Lang"] == "fr"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]  # there is metadata
    assert next(item.title for item in reader.outline if not isinstance(item, list)) == shown.stories[0].name
