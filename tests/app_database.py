"""A database where the app looks for one, filled record by record: states that the demonstration does not hold."""

import datetime as dt
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from data_access.engine import Database
from data_access.users import User
from data_access.versions import mark_demonstration
from tests.conftest import swift_database
from tests.storing import full, stored, week
from tests.workbooks import people, record

TRICKS = "![x](http://example.invalid/a.png) <script>alert(1)</script> **b** :red[r] $x$ A -> B -- www.example.com"
SIGNS = ("![x](", "<script>", "**b**", ":red[r]", "$x$")
"""What must never reach a screen as it was typed, where Markdown is interpreted."""


def app_database(template: Path, folder: Path) -> Database:
    """A migrated copy of *template* in the data folder of the test whose *folder* this is."""
    path = folder / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(template, path)
    return swift_database(f"sqlite:///{path}")


def staffed(db: Database) -> User:
    """The pmo of a demonstration with one account of each role."""
    actor = people(db)["pmo"]
    mark_demonstration(db)
    return actor


def register(project: str = "P1", **values: object) -> dict[str, list[tuple[object, ...]]]:
    """A workbook with the projects sheet alone: no budget, milestones, RAID or migration."""
    return {"projects": full(project, **values)["projects"]}


def spending(
    project: str, *planned_and_actual: tuple[int, int | None], forecast: int | None = None
) -> list[tuple[object, ...]]:
    """Budget rows of January, February, ...; the last ones may have no actual."""
    expected = None if forecast is None else Decimal(forecast)
    return [
        record(
            "budget",
            project=project,
            month=dt.date(2026, number, 1),
            planned=Decimal(planned),
            actual=None if actual is None else Decimal(actual),
            forecast=expected,
        )
        for number, (planned, actual) in enumerate(planned_and_actual, 1)
    ]


def weekly(db: Database, actor: User, workbooks: Sequence[dict[str, list[tuple[object, ...]]]]) -> None:
    """One workbook a week, from week 0 on."""
    for number, rows in enumerate(workbooks):
        stored(db, actor, rows, week(number))


def unescaped(sentence: str) -> str:
    """*sentence* as the reader sees it: without the signs that keep Markdown from interpreting it."""
    return sentence.replace("\\", "").replace("\u2060", "")
