"""What only a browser shows: width, colours, languages, links, clicks, and what leaves the server."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from dashboard import text
from dashboard.metrics.portfolio import CARDS
from dashboard.security_headers import HEADERS
from dashboard.theme import GROUND_DARK, GROUND_LIGHT
from tests.browser.serving import NARROW, WIDE, XLSX, Visit, cell_in, click_mark, drawn, main_text, overflow
from tests.screens import in_language
from tests.storing import full
from tests.workbooks import workbook

pytestmark = pytest.mark.browser
PATHS = ("/", "/upload", "/history")
GROUNDS = {"light": GROUND_LIGHT, "dark": GROUND_DARK}
GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
INTERPRETED = "[data-testid=stMain] :is(a[href^='http'], a[href^='mailto'], img, script, b, .katex)"
TRICKS = (
    "![x](http://example.invalid/a.png) <script>alert(1)</script> <b>b</b> **b** :red[r] :smile: "
    ":material/home: $x^2$ A -> B -- www.example.com https://example.com jan@example.com `c`"
)


@pytest.mark.parametrize("scheme", GROUNDS)
def test_every_page_fits_the_window_and_wears_its_colours(visit: Visit, scheme: str) -> None:
    ground = tuple(int(GROUNDS[scheme][i : i + 2], 16) for i in (1, 3, 5))
    for path in PATHS:
        page = visit.open(path, scheme=scheme)
        assert page.evaluate(GROUND) == f"rgb{ground}"
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            expect(page.locator("h1")).to_be_in_viewport()
            assert overflow(page) <= 0, (path, size)
        page.close()


def test_the_first_figures_stand_above_the_fold(visit: Visit) -> None:
    page = visit.open()
    for card in page.get_by_test_id("stMetricValue").all():
        expect(card).to_be_in_viewport()


def switch(page: Page, language: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("radio", name=language.upper(), exact=True).click()


def figures(page: Page) -> list[str]:
    expect(page.get_by_test_id("stMetricValue")).to_have_count(len(CARDS))
    return page.get_by_test_id("stMetric").all_inner_texts()


def test_language_keeps_page_and_filters_and_a_copied_link_shows_the_same(visit: Visit) -> None:
    page = visit.open("/?programme=cloud&as_of=2026-05-15")
    english = figures(page)
    for language in ("nl", "fr"):
        switch(page, language)
        expect(page.get_by_role("heading", name=in_language(language, "Portfolio"), level=1)).to_be_visible()
        expect(page.get_by_text(in_language(language, CARDS[0].label), exact=True)).to_be_visible()
        expect(page).to_have_url(re.compile(f"lang={language}"))
    drawn(page)
    for chosen in ("programme=cloud", "as_of=2026-05-15", "lang=fr"):
        assert chosen in page.url
    colleague = visit.open(page.url.removeprefix(visit.address), person="a colleague")
    assert figures(colleague) == figures(page) != english
    switch(colleague, "en")
    expect(colleague.get_by_role("heading", name="Portfolio", level=1)).to_be_visible()
    expect(colleague.get_by_text(CARDS[0].label, exact=True)).to_be_visible()
    assert figures(colleague) == english


def test_filters_survive_another_page(visit: Visit) -> None:
    page = visit.open("/?programme=cloud")
    shown = figures(page)
    for title in ("History", "Portfolio"):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    assert figures(page) == shown
    assert "programme=cloud" in page.url


def test_a_click_in_the_status_grid_shows_the_rows_behind_it(visit: Visit) -> None:
    page = visit.open()
    click_mark(page, "grid", "Plateforme régionale de données", "Cost|computed")
    expect(page.get_by_text("Where the figures of Plateforme régionale de données come from")).to_be_visible()
    rows = page.get_by_test_id("stDataFrame").first
    for shown in ("DAT-01", "Weekly_2026-05-22_Peeters.xlsx", "Claire Peeters", "File", "Sheet", "Row"):
        expect(cell_in(rows, shown).first).to_be_attached()
    page.get_by_role("radio", name="Budget", exact=True).click()
    expect(cell_in(rows, "Category")).to_be_attached()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_uploader_speaks_the_readers_language(visit: Visit, language: str) -> None:
    page = visit.open(f"/upload?lang={language}")
    with text.speaking(language):
        choose = text.gettext("Choose a file")
    assert choose != "Choose a file"
    expect(page.get_by_role("button", name=choose, exact=True)).to_be_visible()
    expect(page.get_by_text("50MB per file")).to_be_hidden()


def test_what_people_typed_is_shown_as_typed(visit: Visit) -> None:
    page = visit.open("/upload")
    rows = full("DAT-01", name=TRICKS, manager="Claire Peeters", status_overall="red")
    rows["projects"] = [tuple({"REFORM": "data", "INST1": "archives"}.get(str(v), v) for v in rows["projects"][0])]
    name = TRICKS.replace("/", "_") + ".xlsx"
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": workbook({"projects": rows["projects"]})}
    )
    expect(page.get_by_text("declared status").first).to_be_visible()
    assert TRICKS in main_text(page)
    assert name in main_text(page)
    assert page.locator(INTERPRETED).count() == 0


def test_health_headers_and_icon(visit: Visit) -> None:
    with urllib.request.urlopen(f"{visit.address}/healthz", timeout=10) as answer:
        assert json.load(answer) == {"status": "ok"}
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    page = visit.open()
    icon = page.locator("link[rel~=icon]").first.evaluate("link => link.href")
    with urllib.request.urlopen(icon, timeout=10) as answer:
        assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
