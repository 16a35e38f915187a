"""The served application without a browser: health, headers, and a warm start."""

import gc
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from dashboard.address import PAGES
from dashboard.asgi import app, application, freeze, imported_by_pages
from dashboard.gate import Gate
from dashboard.security_headers import SecurityHeaders
from dashboard.upload_door import UploadDoor
from data_access.engine import open_database
from data_access.schema import downgrade
from tests.asking import asked
from tests.screens import APP, ROOT


@pytest.fixture
def migrated(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return path


def health() -> tuple[int, dict[str, str]]:
    answer = asked(app, "/healthz")
    return answer.status, json.loads(answer.body)


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
    assert asked(app, "/healthz", "POST").status == 405


def test_headers_gate_and_upload_door_stand_before_streamlit_in_this_order() -> None:
    assert isinstance(app, SecurityHeaders)
    assert isinstance(app.app, Gate)
    assert isinstance(app.app.app, UploadDoor)
    assert app.app.app.app is application


def test_freezing_takes_what_is_alive_out_of_collection() -> None:
    try:
        freeze()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_the_warm_start_knows_what_every_page_imports() -> None:
    known = set(imported_by_pages())
    assert {"dashboard.overview", "dashboard.reform_board", "dashboard.budget_position", "dashboard.text"} <= known
    assert all(find_spec(module) for module in known)


def test_pages_never_stand_beside_the_script_that_is_run() -> None:
    """A sibling folder ``pages`` would let Streamlit serve a page without the entrypoint."""
    assert not (APP.parent / "pages").exists()
    assert PAGES == ROOT / "pages"
    assert {"portfolio", "upload", "history"} < {path.stem for path in PAGES.glob("*.py")}
