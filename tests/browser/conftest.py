"""A browser for each module, and the demonstration served to it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import Visit, served
from tools.chromium import launch_options


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; one at a time, because Playwright's synchronous side allows no second in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]  # a plain dict of options
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def data_folder(demonstration_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a copy of the demonstration, shared by the tests of a module."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(demonstration_template, folder / "regie.db")
    return folder


@pytest.fixture(scope="module")
def address(data_folder: Path) -> Iterator[str]:
    """The demonstration, served."""
    with served(data_folder) as found:
        yield found


@pytest.fixture
def visit(chromium: Browser, address: str, data_folder: Path) -> Iterator[Visit]:
    """The browser of the first IT manager; at the end nothing may have left the server's address, nor gone wrong."""
    visitor = Visit(chromium, address, data_folder, "cpeeters")
    yield visitor
    visitor.close()
