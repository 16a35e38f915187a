"""Photographs every screen: ``python -m tools.screenshots [folder]``.

Serves the demonstration on a free port, then opens each page in three languages, light and dark,
on a laptop and on a phone. For looking at, not for comparing. The README's picture is one of them.
"""

import itertools
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, StorageState, ViewportSize, sync_playwright

from tools.chromium import launch_options

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "fr", "nl")
SCHEMES = ("light", "dark")
SIZES = {"wide": (1366, 768), "narrow": (390, 844)}
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py") if path.stem != "refused"))
SIGN_IN = "sign_in"
PERSON = "Samir El Amrani"
"""Whom of the demonstration to be: the IT project manager, who sees every page."""
HOME = "portfolio"
README_PICTURE = ROOT / "docs" / "portfolio.png"
README_SIZE: ViewportSize = {"width": 1366, "height": 900}
CONTENT_HEIGHT = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
TALLEST = 5000


OWN_DATA = {"PYTHONPATH": str(ROOT), "REGIE_DATA": str(ROOT / ".regie" / "demonstration"), "DATABASE_URL": ""}


@contextmanager
def served() -> Iterator[str]:
    """The demonstration, served on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.cli", "run", "--demo", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **OWN_DATA})
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the app did not start")


def signed_in(browser: Browser, address: str) -> StorageState:
    """What a browser keeps once somebody has signed in."""
    context = browser.new_context(locale="en-GB")
    tab = _drawn(context.new_page(), address)
    tab.get_by_role("button", name=PERSON).click()
    tab.get_by_test_id("stMetric").first.wait_for(timeout=60_000)
    while not any(cookie["httpOnly"] for cookie in context.cookies()):
        tab.wait_for_timeout(100)
    return context.storage_state()


def photograph(browser: Browser, address: str, folder: Path, state: StorageState) -> None:
    """One picture per page, language, scheme and size, each in its full height."""
    for page, language, scheme, size in itertools.product((SIGN_IN, *PAGES), LANGUAGES, SCHEMES, SIZES):
        width, height = SIZES[size]
        options: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
        if page != SIGN_IN:
            options["storage_state"] = state
        path = "" if page in (HOME, SIGN_IN) else page
        tab = _drawn(browser.new_page(**options), f"{address}/{path}?lang={language}")
        tab.set_viewport_size({"width": width, "height": min(int(tab.evaluate(CONTENT_HEIGHT)) + 40, TALLEST)})
        tab.wait_for_load_state("networkidle")
        tab.screenshot(path=folder / f"{page}-{language}-{scheme}-{size}.png")
        tab.close()


def photograph_for_readme(browser: Browser, address: str, state: StorageState) -> None:
    """The home page as the README shows it."""
    README_PICTURE.parent.mkdir(exist_ok=True)
    tab = browser.new_page(viewport=README_SIZE, color_scheme="light", storage_state=state)
    _drawn(tab, f"{address}/?lang=en").screenshot(path=README_PICTURE)
    tab.close()


def _drawn(tab: Page, url: str) -> Page:
    tab.goto(url)
    tab.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=60_000)
    tab.locator("h1").wait_for()
    tab.wait_for_load_state("networkidle")
    tab.evaluate("document.fonts.ready")
    return tab


def main() -> int:
    """Write the pictures into the folder named on the command line, or ``.regie/screenshots``."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".regie" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = launch_options()
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        state = signed_in(browser, address)
        photograph_for_readme(browser, address, state)
        photograph(browser, address, folder, state)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
