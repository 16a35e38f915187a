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

from playwright.sync_api import Browser, Page, sync_playwright

from tools.chromium import launch_options

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "fr", "nl")
SCHEMES = ("light", "dark")
SIZES = {"wide": (1366, 768), "narrow": (390, 844)}
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py")))
HOME = "portfolio"
README_PICTURE = ROOT / "docs" / "portfolio.png"
README_SIZE = {"width": 1366, "height": 900}
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


def photograph(browser: Browser, address: str, folder: Path) -> None:
    """One picture per page, language, scheme and size, each in its full height."""
    for page, language, scheme, size in itertools.product(PAGES, LANGUAGES, SCHEMES, SIZES):
        width, height = SIZES[size]
        options: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
        tab = _opened(browser, f"{address}/{'' if page == HOME else page}?lang={language}", options)
        tab.set_viewport_size({"width": width, "height": min(int(tab.evaluate(CONTENT_HEIGHT)) + 40, TALLEST)})
        tab.wait_for_load_state("networkidle")
        tab.screenshot(path=folder / f"{page}-{language}-{scheme}-{size}.png")
        tab.close()


def photograph_for_readme(browser: Browser, address: str) -> None:
    """The home page as the README shows it."""
    README_PICTURE.parent.mkdir(exist_ok=True)
    tab = _opened(browser, f"{address}/?lang=en", {"viewport": README_SIZE, "color_scheme": "light"})
    tab.screenshot(path=README_PICTURE)
    tab.close()


def _opened(browser: Browser, url: str, options: dict[str, Any]) -> Page:
    tab = browser.new_page(**options)
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
        photograph_for_readme(browser, address)
        photograph(browser, address, folder)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
