"""The served application without a browser: health, headers, and a warm start."""

import asyncio
import gc
import json
import shutil
from pathlib import Path

import pytest
from starlette.types import Message

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


def asked(path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the application's answer; routes and middleware only, without its start."""
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": [(b"host", b"localhost")], "scheme": "http", "http_version": "1.1", "root_path": "",
             "server": ("localhost", 80), "client": ("127.0.0.1", 1)}  # fmt: skip
    sent: list[Message] = []

    asking: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not asking:
            await asyncio.Event().wait()
        return asking.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start, *rest = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(message.get("body", b"") for message in rest)


def health() -> tuple[int, dict[str, str]]:
    status, _, body = asked("/healthz")
    return status, json.loads(body)


def test_health_is_ok_with_a_current_database(migrated: Path) -> None:
    assert health() == (200, {"status": "ok"})


def test_health_names_the_trouble(migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = open_database(f"sqlite:///{migrated}")
    downgrade(db, "0001")
    db.engine.dispose()
    assert health() == (503, {"status": "database_schema"})
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/regie")
    assert health() == (503, {"status": "database_unreachable"})


def test_health_recovers_without_a_restart(migrated: Path) -> None:
    away = migrated.with_name("away.db")
    migrated.rename(away)
    migrated.mkdir()
    assert health()[0] == 503
    migrated.rmdir()
    away.rename(migrated)
    assert health()[0] == 200


def test_health_answers_to_reading_only(migrated: Path) -> None:
    assert asked("/healthz", "POST")[0] == 405


@pytest.mark.parametrize("path", ["/healthz", "/", "/nowhere", "/_stcore/health"])
def test_every_answer_carries_the_security_headers(migrated: Path, path: str) -> None:
    _, headers, _ = asked(path)
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS


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
    stems = {path.stem for path in PAGES.glob("*.py")}
    assert stems == {"portfolio", "project", "budget", "raid", "reform", "upload", "history"}
