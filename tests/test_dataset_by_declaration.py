"""A dataset that is only declared goes the whole way: template, upload, query, undo, backup."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import inspect

from dashboard import uploads
from dashboard.templates import make_template
from data_access.backup import backup, restore
from data_access.contract import STATUS_DATE, Choice, Column, ColumnType, Contract, Dataset, Label, Rule
from data_access.datasets import CONTRACT
from data_access.datasets.projects import PROJECT
from data_access.engine import Database, open_database
from data_access.plan import Gone, GoneDecision
from data_access.queries.effective import effective_rows
from data_access.schema import upgrade
from data_access.users import User
from tests.conftest import BACKENDS
from tests.storing import effective, everything, week
from tests.workbooks import FRIDAY, edited, people, record, workbook


def text(words: str) -> Label:
    return Label(words, f"{words} (fr)", f"{words} (nl)")


INVENTED = Dataset(
    name="workshops",
    label=Label("Workshops", "Ateliers", "Werkgroepen"),
    help=text("One row per workshop."),
    key=("project", "code", "day"),
    columns=(
        PROJECT,
        Column("code", ColumnType.CODE, text("Workshop"), text("Its code."), required=True),
        Column("day", ColumnType.DATE, text("Held on"), text("Its day."), required=True),
        Column("month", ColumnType.MONTH, text("Booked in"), text("Month of the invoice.")),
        Column("seats", ColumnType.INTEGER, text("Seats"), text("Seats offered."), minimum=1, maximum=50),
        Column("taken", ColumnType.INTEGER, text("Seats taken"), text("People who came."), minimum=0),
        Column("cost", ColumnType.AMOUNT, text("Price in euros"), text("What it cost.")),
        Column("mark", ColumnType.PERCENTAGE, text("Appreciation"), text("Mean mark."), minimum=0, maximum=100),
        Column("online", ColumnType.BOOLEAN, text("Online"), text("Whether held online.")),
        Column("trainer", ColumnType.PERSON, text("Trainer"), text("Who gave it.")),
        Column("mood", ColumnType.STATUS, text("Mood"), text("How it went.")),
        Column("place", ColumnType.CHOICE, text("Institution"), text("Where."), reference="institutions"),
        Column(
            "state", ColumnType.CHOICE, text("State"), text("Where it stands."), required=True,
            choices=tuple(Choice(w, text(w.title())) for w in ("planned", "held", "off")),
        ),
        Column("ended", ColumnType.DATE, text("Called off on"), text("When.")),
        Column("notes", ColumnType.LONG_TEXT, text("Notes"), text("Anything.")),
    ),
    rules=(Rule("out_of_range", ("taken",), ("seats",), at="taken"),),
    closing=(("state", "off"), ("ended", STATUS_DATE)),
)  # fmt: skip
EXTENDED = Contract((*CONTRACT, INVENTED))


def workshop(code: str, **values: object) -> tuple[object, ...]:
    held = {"project": "P1", "code": code, "day": dt.date(2026, 4, 3), "state": "held"}
    return record(INVENTED, **{**held, **values})


FULL = workshop(
    "00123", month=dt.date(2026, 4, 1), seats=12, taken=9, cost=Decimal("1250.50"), mark=Decimal("87.50"), online=False,
    trainer="Zoé 💧", mood="not_assessed", place="INST2", notes="=not a formula\nsecond line",
)  # fmt: skip
ROWS = {"projects": [record("projects")], "workshops": [FULL, workshop("W2")]}


@pytest.fixture(params=BACKENDS)
def extended(request: pytest.FixtureRequest, migrated_url: Callable[[str], str]) -> Iterator[Database]:
    """A database of today's datasets, met by a program that declares one more."""
    db = open_database(migrated_url(request.param), EXTENDED)
    upgrade(db)
    yield db
    db.engine.dispose()


@pytest.fixture
def pmo(extended: Database) -> User:
    return people(extended)["pmo"]


def confirmed(db: Database, actor: User, data: bytes, day: dt.date = FRIDAY, gone: Gone = Gone.CLOSE) -> int:
    checked = uploads.check(db, "week.xlsx", data, actor=actor)
    assert checked.problems == ()
    return uploads.confirm(db, uploads.preview(db, actor, checked, day), GoneDecision(gone)).upload_id


def test_its_table_appears_at_the_next_start(extended: Database) -> None:
    columns = {c["name"] for c in inspect(extended.engine).get_columns("workshops_rows")}
    assert columns >= set(INVENTED.column_names)
    upgrade(extended)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_template_upload_query_and_undo(extended: Database, pmo: User, language: str) -> None:
    before = everything(extended)
    first = confirmed(extended, pmo, workbook(ROWS, language, contract=EXTENDED))
    assert effective(extended, "workshops") == set(ROWS["workshops"])
    assert effective_rows(extended, "workshops")["row"].tolist() == [3, 4]

    template = make_template(extended, pmo, language)
    checked = uploads.check(extended, "again.xlsx", template.data, actor=pmo)
    assert checked.problems == ()
    plan = uploads.preview(extended, pmo, checked, week(1)).plan
    assert (plan.inserted, plan.updated, plan.unchanged, plan.gone) == (0, 0, 3, 0)

    second = confirmed(extended, pmo, workbook({"workshops": [FULL]}, language, contract=EXTENDED), week(1))
    assert effective(extended, "workshops") == {FULL, workshop("W2", state="off", ended=week(1))}
    uploads.undo(extended, pmo, second)
    assert effective(extended, "workshops") == set(ROWS["workshops"])
    uploads.undo(extended, pmo, first)
    assert everything(extended) == before


def test_its_rules_and_types_are_checked(extended: Database, pmo: User) -> None:
    data = workbook({**ROWS, "workshops": [workshop("W1", seats=5, taken=5)]}, contract=EXTENDED)
    wrong = edited(data, "Workshops", {"E3": 51, "I3": "perhaps", "M3": None})
    checked = uploads.check(extended, "week.xlsx", wrong, actor=pmo)
    found = {(p.cell, p.code) for p in checked.problems}
    assert found == {("E3", "out_of_range"), ("I3", "unknown_choice"), ("M3", "value_missing")}
    broken = edited(data, "Workshops", {"F3": 6})
    checked = uploads.check(extended, "week.xlsx", broken, actor=pmo)
    assert [(p.cell, p.code) for p in checked.problems] == [("F3", "out_of_range")]


def test_it_is_part_of_a_backup(extended: Database, pmo: User, empty_url: Callable[[str], str], tmp_path: Path) -> None:
    confirmed(extended, pmo, workbook(ROWS, contract=EXTENDED))
    backup(extended, tmp_path / "all.zip")
    copy = open_database(empty_url("sqlite"), EXTENDED)
    restore(copy, tmp_path / "all.zip")
    assert everything(copy) == everything(extended)
    copy.engine.dispose()
