"""The five boards in a browser: from a red figure to its row and back, charts that filter, links, and every reader."""

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.accessibility import cut_off, read_in_charts, violations
from tests.browser.serving import NARROW, WIDE, Visit, card, cell_in, click_mark, drawn, overflow
from tests.browser.test_screens import switch
from tests.screens import in_language

pytestmark = pytest.mark.browser
BOARDS = {"/": "Portfolio", "/project": "Project", "/budget": "Budget", "/raid": "RAID log", "/reform": "Reform"}
CHOSEN = {
    "/": "programme=reform",
    "/project": "project=CLD-02",
    "/budget": "programme=reform",
    "/raid": "raid=dependencies",
    "/reform": "programme=reform",
}
"""What somebody chose on each board, as its address says it."""
FIRST_ROW = {"x": 16, "y": 52}
"""Where the box to select the first row of a table is."""
PROJECT = "Vernieuwing van de werkplekken"
WORKBOOK = re.compile(r"Weekly_2026-0\d-\d\d_\w+\.xlsx")


def cards(page: Page) -> Locator:
    return page.get_by_test_id("stMetric")


def figures(page: Page) -> list[str]:
    """What the cards of a board say, as soon as all of it is there."""
    painted(page)
    return cards(page).all_inner_texts()


def same_figures(page: Page, shown: list[str]) -> None:
    """Waits until the cards of *page* say what was *shown*."""
    assert shown
    expect(cards(page)).to_have_text(shown, use_inner_text=True)


def painted(page: Page) -> None:
    """Waits until every chart of a board is there."""
    expect(cards(page).first).to_be_visible()
    drawn(page)
    expect(page.locator("[data-testid=stVegaLiteChart]:not(:has(svg))")).to_have_count(0)


def title(page: Page, words: str) -> None:
    """Waits for the page whose title is *words*."""
    expect(page.get_by_role("heading", name=words, level=1, exact=True)).to_be_visible()


def heading(page: Page, words: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("heading", name=words)


def test_a_red_finding_leads_to_its_row_and_back(visit: Visit) -> None:
    page = visit.open("/budget?as_of=2026-05-15")
    short = figures(page)
    expect(page.get_by_text(re.compile(r"^■ Payment credit of 1 allocation falls €99.6K short"))).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name=PROJECT).first.click()
    expect(heading(page, PROJECT)).to_be_visible()
    page.get_by_role("radio", name="Credits", exact=True).click()
    rows = page.get_by_test_id("stDataFrame").last
    expect(cell_in(rows, "Basic allocation")).to_be_attached()
    for said in ("File", "Sheet", "Row", "Uploaded by"):
        expect(cell_in(rows, said)).to_be_attached()
    rows.click(position=FIRST_ROW)
    expect(page.get_by_text(re.compile(r"\.xlsx, sheet \w+, row \d+; uploaded by"))).to_be_visible()
    with page.expect_download() as original:
        page.get_by_role("button", name="Original file").click()
    assert WORKBOOK.fullmatch(original.value.suggested_filename)
    page.go_back()
    title(page, "Budget")
    expect(page.get_by_text("falls €99.6K short")).to_be_visible()
    assert "as_of=2026-05-15" in page.url
    same_figures(page, short)


def test_a_card_shows_its_entries_and_an_entry_its_source(visit: Visit) -> None:
    page = visit.open("/raid")
    assert card(page, "High risks") == "1"
    page.locator(".st-key-show_open_high_risks button").click()
    expect(heading(page, "1 entry")).to_be_visible()
    assert "raid_show=serious" in page.url
    page.get_by_test_id("stDataFrame").last.click(position=FIRST_ROW)
    opened = page.get_by_role("dialog")
    expect(opened.get_by_text("Where it comes from")).to_be_visible()
    assert "entry=REF-01%2FR1" in page.url
    for said in ("File", "Sheet", "Row"):
        expect(cell_in(opened.get_by_test_id("stDataFrame").last, said)).to_be_attached()
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(page).not_to_have_url(re.compile("entry="))
    expect(heading(page, "1 entry")).to_be_visible()


def test_a_click_in_a_chart_filters_the_table_beside_it(visit: Visit) -> None:
    page = visit.open("/raid")
    expect(heading(page, "7 entries")).to_be_visible()
    click_mark(page, "matrix_residual", "2 x 4 = 8")
    expect(heading(page, "5 entries")).to_be_visible()
    expect(page.get_by_text("The selection in the charts leaves 5 of 7 entries.")).to_be_visible()
    click_mark(page, "matrix_residual", "2 x 4 = 8", clicks=2)
    expect(heading(page, "7 entries")).to_be_visible()


@pytest.mark.parametrize(("size", "room"), [(WIDE, 840), (NARROW, 300)])
def test_the_table_behind_a_chart_has_room_for_its_columns(visit: Visit, size: ViewportSize, room: int) -> None:
    page = visit.open("/budget")
    page.set_viewport_size(size)
    page.get_by_role("button", name="As a table").first.click()
    opened = page.get_by_test_id("stPopoverBody")
    table = "[data-testid=stPopoverBody] [data-testid=stDataFrame]"
    page.wait_for_function(
        "([place, room]) => document.querySelector(place)?.getBoundingClientRect().width >= room", arg=[table, room]
    )
    box = opened.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert overflow(page) <= 0


def test_a_click_on_a_tool_opens_it_and_its_address(visit: Visit) -> None:
    page = visit.open("/reform")
    click_mark(page, "tool_map_0", "Serverruimte Noord")
    opened = page.get_by_role("dialog")
    expect(opened.get_by_text("Where this comes from")).to_be_visible()
    assert "item=CLD-02%2F" in page.url
    colleague = visit.open(page.url.removeprefix(visit.address), person="a colleague")
    expect(colleague.get_by_role("dialog").get_by_text("Serverruimte Noord").first).to_be_visible()


@pytest.mark.parametrize("path", BOARDS)
def test_a_board_keeps_its_choice_in_another_language_and_for_whoever_gets_the_link(visit: Visit, path: str) -> None:
    page = visit.open(f"{path}?{CHOSEN[path]}&as_of=2026-05-15&compare=2026-05-01")
    switch(page, "fr")
    title(page, in_language("fr", BOARDS[path]))
    drawn(page)
    for kept in (CHOSEN[path], "as_of=2026-05-15", "compare=2026-05-01", "lang=fr"):
        expect(page).to_have_url(re.compile(re.escape(kept)))
    colleague = visit.open(page.url.removeprefix(visit.address), person="a colleague")
    same_figures(colleague, figures(page))


@pytest.mark.parametrize("path", BOARDS)
def test_an_address_with_unknown_values_opens_the_board_as_it_is(visit: Visit, path: str) -> None:
    wrong = "programme=x&institution=x&manager=x&as_of=1999-01-01&compare=x&project=x&raid=x&raid_show=x&entry=x&item=x"
    page = visit.open(f"{path}?{wrong}")
    title(page, BOARDS[path])
    shown = figures(page)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    same_figures(visit.open(path, person="a colleague"), shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", BOARDS)
def test_a_board_is_accessible_and_nothing_is_cut_on_a_laptop_or_a_phone(visit: Visit, path: str, scheme: str) -> None:
    page = visit.open(path, scheme=scheme)
    painted(page)
    assert violations(page) == []
    assert cut_off(page) == []
    assert read_in_charts(page) == []
    page.set_viewport_size(NARROW)
    page.reload()
    painted(page)
    assert overflow(page) <= 0
    assert cut_off(page) == []
