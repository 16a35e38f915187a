"""Streamlit's own words in French and Dutch, as a browser shows them."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools.chromium import launch_options

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SCRIPT = """
import streamlit as st
from dashboard import text
from dashboard.stylesheet import streamlit_words
text.use(st.query_params["lang"])
st.html(streamlit_words(50, ["XLSX", "ODS"]) or "<style></style>")
st.file_uploader("Workbook", type=["xlsx", "ods"])
st.selectbox("Choice", ["one", "two"], key="choice", index=None, placeholder="-")
st.text_input("Free")
with st.form("form"):
    st.text_input("Inside")
    st.text_input("Counted", max_chars=9)
    st.form_submit_button("Go")
st.markdown(":green[● G] text")
"""
WORDS = {
    "en": ("Upload", "50MB per file • XLSX, ODS", "Press Enter to submit form", "No results"),
    "fr": (
        "Choisir un fichier",
        "Jusqu’à 50 Mo par fichier : XLSX et ODS",
        "Appuyez sur Entrée pour envoyer",
        "Aucun résultat",
    ),
    "nl": ("Bestand kiezen", "Tot 50 MB per bestand: XLSX en ODS", "Druk op Enter om te verzenden", "Niets gevonden"),
}
DRAG = """zone => { const data = new DataTransfer(); data.items.add(new File(['x'], 'a.xlsx'));
for (const type of ['dragenter', 'dragover'])
  zone.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true})) }"""
BEFORE = """place => { const before = getComputedStyle(place, '::before').content;
return (before === 'none' ? '' : before.slice(1, -1)) + place.innerText }"""
SHOWN = """place => { const after = getComputedStyle(place, '::after').content;
return after === 'none' ? place.innerText : place.innerText + after.slice(1, -1) }"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    script = tmp_path_factory.mktemp("words") / "words.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the scratch app did not start")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]  # a plain dict of options
        yield browser
        browser.close()


@pytest.fixture(params=["en", "fr", "nl"])
def opened(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[tuple[str, Page]]:
    page = chromium.new_page()
    page.goto(f"{address}/?lang={request.param}")
    expect(page.get_by_label("Inside")).to_be_visible(timeout=20_000)
    yield request.param, page
    page.close()


def shown(page: Page, selector: str) -> str:
    text = str(page.locator(selector).first.evaluate(SHOWN))
    return re.sub(r"\s+", " ", text)


def test_the_uploader_and_the_inputs_speak_the_viewers_language(opened: tuple[str, Page]) -> None:
    language, page = opened
    button, limits, enter, nothing = WORDS[language]
    assert shown(page, "[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer]") == button
    assert shown(page, "[data-testid=stFileUploaderDropzoneInstructions] > div") == limits
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    page.get_by_label("Inside").fill("abc")
    expect(page.locator("[data-testid=InputInstructions]")).to_be_visible()
    assert shown(page, "[data-testid=InputInstructions]") == enter
    page.get_by_label("Counted").fill("abc")
    counted = page.locator("[data-testid=stTextInput]").filter(has=page.get_by_label("Counted"))
    words = str(counted.get_by_test_id("InputInstructions").evaluate(BEFORE))
    assert re.sub(r"\s+", " ", words).startswith(enter)
    assert words.endswith("3/9")
    page.get_by_label("Choice").fill("zzz")
    expect(page.locator("[role=listbox]")).to_be_visible()
    assert shown(page, "[role=listbox] [role=option]") == nothing


@pytest.mark.parametrize("opened", ["fr"], indirect=True)
def test_dragging_a_file_asks_in_french(opened: tuple[str, Page]) -> None:
    _, page = opened
    page.locator("[data-testid=stFileUploaderDropzone]").evaluate(DRAG)
    overlay = page.locator("[data-testid=stFileUploaderDropzone] > input + div")
    expect(overlay).to_be_attached()
    assert str(overlay.evaluate(SHOWN)) == "Déposez le fichier ici"
    assert (
        shown(page, "[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer]")
        == "Choisir un fichier"
    )
