"""The Reports page: what is asked for, which data it shows, the file it makes."""

import io

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.report_desk import KINDS
from dashboard.report_reading import latest_moment
from dashboard.reports.document import Kind
from data_access.engine import Database
from tests.screens import opened, ran, said, sound

pytestmark = pytest.mark.usefixtures("fresh_caches")


def made(at: AppTest) -> tuple[str, bytes]:
    """Name and bytes of the report that the button made."""
    at = sound(ran(at.button(key="make_report").click()))
    assert len(at.get("download_button")) == 1
    _key, report, _seconds = at.session_state["report_made"]
    return report.name, report.data


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_page_says_which_data_it_shows_in_every_language(demonstration: Database, language: str) -> None:
    at = sound(opened("reports", lang=language))
    moment = latest_moment(demonstration)
    with text.speaking(language):
        snapshot = text.gettext(
            "Snapshot {version} of {instant}", version=str(moment.version), instant=text.instant(moment.known_at)
        )
    assert any(text.escape(snapshot) in line for line in said(at))
    assert [kind.value for kind in KINDS] == at.segmented_control(key="report_kind").options or len(KINDS) == 3


def test_a_report_is_made_in_the_language_chosen_and_offered_for_download(demonstration: Database) -> None:
    at = opened("reports", lang="fr")
    ran(at.segmented_control(key="report_language").set_value("nl"))
    name, data = made(at)
    assert name == "regie-steering-2026-05-22-nl.pdf"
    assert "Statusdatum" in PdfReader(io.BytesIO(data)).pages[1].extract_text()
    assert at.session_state["lang"] == "fr"


def test_a_report_of_one_project_and_one_of_none(demonstration: Database) -> None:
    at = opened("reports", lang="en")
    ran(at.segmented_control(key="report_kind").set_value(Kind.HIGHLIGHT))
    code = at.selectbox(key="report_project").options[1].rsplit("(", 1)[1].rstrip(")")
    ran(at.selectbox(key="report_project").select_index(1))
    name, data = made(at)
    assert name == f"regie-highlight-{code}-2026-05-22-en.pdf"
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


def test_another_choice_hides_the_file_that_was_made(demonstration: Database) -> None:
    at = opened("reports", lang="en")
    made(at)
    at = sound(ran(at.segmented_control(key="report_format").set_value("xlsx")))
    assert not at.get("download_button")


def test_the_project_page_offers_its_highlight_report(demonstration: Database) -> None:
    at = sound(opened("project", lang="en"))
    assert "Highlight report" in [button.label for button in at.get("download_button")]  # type: ignore[attr-defined]


def test_without_data_the_page_says_what_to_do(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_db.engine.url.render_as_string(hide_password=False))
    at = opened("reports", person=None)
    assert not at.exception
