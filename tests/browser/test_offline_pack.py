"""The offline pack in a browser without a line: filters that work, figures of the screens, nothing asked outside."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard import text
from dashboard.choice import Choice
from dashboard.kpis import kpi_report
from dashboard.report_making import Format, Request, make
from dashboard.reports.document import Kind
from dashboard.written import card
from data_access.engine import Database, open_database
from data_access.queries.effective import effective_rows

pytestmark = pytest.mark.browser
COLOURS = "element => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]"
CARDS = ("projects_on_track", "spent_against_plan", "forecast_at_completion", "open_high_risks", "milestones_late")


@pytest.fixture(scope="module")
def db(demonstration_template: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{demonstration_template}")
    yield database
    database.engine.dispose()


@pytest.fixture(scope="module")
def pack(db: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The steering pack of the demonstration as one file."""
    path = tmp_path_factory.mktemp("pack") / "pack.html"
    with text.speaking("en"):
        path.write_bytes(make(db, Request(Kind.STEERING, Format.HTML, Choice())).data)
    return path


@pytest.fixture
def page(chromium: Browser, pack: Path) -> Iterator[Page]:
    """The pack, opened from the disk with the line cut; nothing may go wrong in it, nor ask for anything else."""
    context = chromium.new_context(offline=True, viewport={"width": 1366, "height": 768})
    opened = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text))
    opened.goto(pack.as_uri())
    yield opened
    assert [url for url in asked if not url.startswith(("data:", pack.as_uri()))] == []
    assert wrong == []
    context.close()


def figure(page: Page, name: str) -> str:
    """What the first card of that figure shows."""
    return page.locator(f"[data-figure='{name}'] b").first.inner_text()


def test_a_filter_shows_the_figures_of_the_screen(page: Page, db: Database) -> None:
    projects = effective_rows(db, "projects")
    manager = projects["manager"].iloc[0]
    own = set(projects[projects["manager"] == manager]["project"])
    page.get_by_label("Project manager").select_option(manager)
    expected = {kpi.name: card(kpi) for kpi in kpi_report(db, choice=Choice(manager=manager)).kpis if kpi.name in CARDS}
    assert {name: figure(page, name) for name in CARDS} == expected
    visible = page.locator("tr[data-project]:visible")
    assert {row.get_attribute("data-project") for row in visible.all()} <= own
    assert visible.count() > 0
    assert page.get_by_role("status").inner_text() == f"{len(own)} of {len(projects)} projects shown"
    page.get_by_role("button", name="Show all projects").click()
    assert page.get_by_role("status").inner_text() == f"{len(projects)} of {len(projects)} projects shown"


def test_headings_of_lists_follow_a_filter_and_the_others_say_that_they_do_not(page: Page, db: Database) -> None:
    manager = effective_rows(db, "projects")["manager"].iloc[0]
    headings = page.locator("main > section > h2")
    before = headings.all_inner_texts()
    page.get_by_label("Project manager").select_option(manager)
    matters = page.locator("main > section").first.locator("li[data-project]:visible").count()
    on_track = re.match(r"\d+ of \d+", figure(page, "projects_on_track"))
    assert on_track
    assert headings.nth(0).inner_text().startswith(f"{matters} matter")
    assert headings.nth(1).inner_text().startswith(on_track[0])
    assert page.locator("nav li a").nth(1).inner_text() == headings.nth(1).inner_text()
    slanted = [heading.evaluate("e => getComputedStyle(e).fontStyle") == "italic" for heading in headings.all()]
    assert slanted[:3] == [False] * 3
    assert True in slanted
    page.get_by_role("button", name="Show all projects").click()
    assert headings.all_inner_texts() == before


def test_filters_that_leave_nothing_say_so(page: Page, db: Database) -> None:
    projects = effective_rows(db, "projects")
    page.get_by_label("Project manager").select_option(projects["manager"].iloc[0])
    others = projects[projects["manager"] != projects["manager"].iloc[0]]["institution"]
    rest = set(others) - set(projects[projects["manager"] == projects["manager"].iloc[0]]["institution"])
    labels = page.get_by_label("Institution").locator("option").all_inner_texts()
    assert rest
    for label in labels[1:]:
        page.get_by_label("Institution").select_option(label)
        if page.get_by_role("status").inner_text().startswith("0 of"):
            break
    assert page.get_by_role("status").inner_text().startswith("0 of")
    assert page.locator("tr[data-project]:visible").count() == 0


def test_the_keyboard_reaches_every_filter(page: Page) -> None:
    reached = []
    for _press in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.tagName"))
    assert reached == ["SELECT"] * 4 + ["BUTTON"]


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_at_every_width_and_in_both_themes(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ink, ground = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert contrast(ink, ground) >= 7
    for marked in page.locator("td.tint:visible").all()[:12]:
        pair = marked.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
        assert contrast(*pair) >= 4.5


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as a browser writes them, after WCAG."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
