"""The product served for a browser: ``regie run`` on a free port with a data folder of its own."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tests.signing_in import SECRET, browser_cookie

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
WIDE: ViewportSize = {"width": 1366, "height": 768}
NARROW: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
PROBED = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
"""Streamlit's browser side asks these beside each page address before it finds where the app is rooted."""
MARK = """([chart, words]) => [...document.querySelectorAll(`.st-key-${chart} svg .role-mark *`)].find(
mark => { const values = Object.values(mark.__data__?.datum ?? {}).map(String);
return mark.getBoundingClientRect().width && words.every(word => values.some(value => value.includes(word))) })"""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@contextmanager
def served(
    folder: Path, *options: str, secrets: Callable[[str], str] | None = None, port: int | None = None
) -> Iterator[str]:
    """The address of a fresh server process on the database in *folder*, at a free port unless one is given.

    *secrets* makes the secrets.toml of the process from its address.
    """
    port = port or free_port()
    environment = {**os.environ, "REGIE_DATA": str(folder), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    environment |= {"REGIE_SECRET": SECRET, "HOME": str(folder)}
    if secrets is not None:
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(secrets(f"http://127.0.0.1:{port}"))
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "dashboard.cli", "run", "--port", str(port), *options]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_answer(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_answer(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the app did not start")


@dataclass
class Visit:
    """One person's browser, signed in as *user*: its pages, and what they asked for and complained about."""

    browser: Browser
    address: str
    folder: Path
    user: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def open(self, path: str = "/", *, scheme: str = "light", person: str = "me") -> Page:
        """A page at *path*, as soon as it is drawn; another *person* has another browser."""
        page = self.context(scheme, person).new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)
        page.goto(self.address + path)
        drawn(page)
        return page

    def context(self, scheme: str = "light", person: str = "me") -> BrowserContext:
        """The browser of *person*, who likes colours light or dark."""
        name = f"{person}, {scheme}"
        if name not in self.contexts:
            self.contexts[name] = self.browser.new_context(
                viewport=WIDE,
                color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
                locale="en-GB",
            )
            self.contexts[name].set_default_timeout(2 * PATIENCE)
            self.contexts[name].add_cookies([browser_cookie(self.folder, self.user, self.address)])  # type: ignore[list-item]  # a plain dict
        return self.contexts[name]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBED.search(message.location.get("url", "")):
            self.complaints.append(message.text)

    def close(self) -> None:
        """Ends the visit: nothing was asked of another server, and nothing was complained about."""
        for context in self.contexts.values():
            context.close()
        away = [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))]
        assert self.requests
        assert not away
        assert not self.complaints


def drawn(page: Page) -> None:
    """Waits until a page stands complete."""
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()


def main_text(page: Page) -> str:
    """What the page says, without the invisible joiners inside typed text."""
    return page.get_by_test_id("stMain").inner_text().replace("\u2060", "")


def card(page: Page, label: str) -> str:
    """The value of the KPI card called *label*."""
    metric = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return metric.get_by_test_id("stMetricValue").inner_text()


def cell_in(table: Locator, words: str) -> Locator:
    """The cells of *table* that say *words*: a table is painted, and repeated as text for who cannot see."""
    return table.locator("[role=gridcell], [role=columnheader]").filter(has_text=re.compile(f"^{re.escape(words)}$"))


def click_mark(page: Page, chart: str, *words: str, clicks: int = 1) -> None:
    """Clicks the first mark of the chart with the key *chart* whose row holds all of *words*, whatever lies on it.

    No label names a mark: a screen reader hears the description of the chart.
    """
    found = page.wait_for_function(MARK, arg=[chart, words]).as_element()
    assert found is not None
    found.click(force=True, click_count=clicks)


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))
