"""The Upload page as tests use it: a first week in the database, files dropped, buttons pressed."""

import hashlib
import shutil
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data_access.engine import Database
from data_access.queries.uploads import uploads
from data_access.versions import mark_demonstration
from tests.conftest import swift_database
from tests.screens import ran, said, sound
from tests.storing import full, merged, stored
from tests.workbooks import people, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def first_week(template: Path, folder: Path) -> Database:
    """A first week of two projects, where the app finds it."""
    path = folder / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(template, path)
    database = swift_database(f"sqlite:///{path}")
    actor = people(database)["pmo"]
    mark_demonstration(database)
    stored(database, actor, merged(full("P1"), full("P2", name="Cloud", manager="Marc Dubois")))
    return database


def book(**values: object) -> bytes:
    """The workbook of P1, *values* on its projects sheet."""
    return workbook(full("P1", **values))


def dropped(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page after *files* were dropped on it."""
    return sound(ran(at.file_uploader[0].set_value([(name, data, XLSX) for name, data in files])))


def key(kind: str, data: bytes) -> str:
    """The key of the widget *kind* of the file *data*."""
    return f"{kind}_{hashlib.sha256(data).hexdigest()[:12]}"


def can_store(at: AppTest, data: bytes) -> bool:
    """Whether the button that stores *data* may be pressed."""
    return not at.button(key=key("store", data)).disabled


def pressed(at: AppTest, widget: str) -> AppTest:
    """The page after the button *widget*."""
    return sound(ran(at.button(key=widget).click()))


def plain(at: AppTest) -> str:
    """Everything that the page says, without the signs of Markdown's escapes."""
    return "\n".join(said(at)).replace("\\", "").replace("\u2060", "")


def in_force(db: Database) -> int:
    """How many uploads hold."""
    return int(uploads(db)["undone_at"].isna().sum())
