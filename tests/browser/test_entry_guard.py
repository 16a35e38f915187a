"""A fresh server process lets nobody past the entrypoint, and says when its database is gone."""

import json
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import served
from tests.signing_in import browser_cookie

pytestmark = pytest.mark.browser


def health(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            return answer.status, json.load(answer)["status"]
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)["status"]


def test_a_page_typed_first_of_all_runs_through_the_entrypoint(
    chromium: Browser, sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "regie.db")
    with served(tmp_path) as address:
        for path in ("/upload", "/history", "/budget", "/upload"):
            page = chromium.new_page()
            page.goto(address + path)
            expect(page.get_by_role("textbox", name="Username")).to_be_visible()
            expect(page.get_by_text("EN", exact=True)).to_be_attached()
            expect(page.locator("h1")).to_have_text("Regie")
            expect(page.locator("[data-testid=stSidebarNav] a")).to_have_count(0)
            expect(page.locator("[data-testid=stFileUploader], [data-testid=stMetric], canvas")).to_have_count(0)
            expect(page.locator("iframe")).to_have_count(0)
            page.close()


def test_a_viewer_who_types_the_address_of_upload_gets_none_and_health_follows_the_database(
    chromium: Browser, demonstration_template: Path, tmp_path: Path
) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    folder.mkdir()
    shutil.copy(demonstration_template, folder / "regie.db")
    with served(folder) as address:
        page = chromium.new_page()
        page.context.add_cookies([browser_cookie(folder, "idewulf", address)])  # type: ignore[list-item]  # a plain dict
        page.goto(f"{address}/upload")
        navigation = page.get_by_test_id("stSidebarNav")
        expect(navigation.get_by_role("link")).to_contain_text(["Portfolio", "History"])
        expect(page.get_by_text("This page belongs to another role.")).to_be_visible()
        expect(navigation.get_by_role("link", name="Upload")).to_have_count(0)
        expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
        page.close()
        assert health(address) == (200, "ok")
        folder.rename(away)
        folder.write_text("no folder")
        assert health(address) == (503, "database_unreachable")
        folder.unlink()
        away.rename(folder)
        assert health(address) == (200, "ok")
