"""The served application without a browser: health, headers, and a warm start."""

import gc
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dashboard.asgi import HEADERS, app, freeze
from dashboard.frame import PAGES
from data_access.engine import open_database
from data_access.schema import downgrade
from tests.screens import APP, ROOT


@pytest.fixture
def migrated(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return path


@pytest.fixture(scope="module")
def client() -> TestClient:
    """The application without its start: routes and middleware only."""
    return TestClient(app)


def test_health_is_ok_with_a_current_database(client: TestClient, migrated: Path) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_names_the_trouble(client: TestClient, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = open_database(f"sqlite:///{migrated}")
    downgrade(db, "0001")
    db.engine.dispose()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database_schema"})
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/regie")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database_unreachable"})


def test_health_recovers_without_a_restart(client: TestClient, migrated: Path) -> None:
    away = migrated.with_name("away.db")
    migrated.rename(away)
    migrated.mkdir()
    assert client.get("/healthz").status_code == 503
    migrated.rmdir()
    away.rename(migrated)
    assert client.get("/healthz").status_code == 200


def test_health_answers_to_reading_only(client: TestClient, migrated: Path) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize("path", ["/healthz", "/", "/nowhere", "/_stcore/health"])
def test_every_answer_carries_the_security_headers(client: TestClient, migrated: Path, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_freezing_takes_what_is_alive_out_of_collection() -> None:
    try:
        freeze()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_pages_never_stand_beside_the_script_that_is_run() -> None:
    """A sibling folder ``pages`` would let Streamlit serve a page without the entrypoint."""
    assert not (APP.parent / "pages").exists()
    assert PAGES == ROOT / "pages"
    assert {path.stem for path in PAGES.glob("*.py")} == {"portfolio", "upload", "history"}
