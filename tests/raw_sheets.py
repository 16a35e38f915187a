"""Factories of raw sheets and of a small invented dataset, for tests that need no file."""

import datetime as dt
from collections.abc import Sequence

from data_access.contract import Choice, Column, ColumnType, Dataset, Label, Link, Rule
from data_access.workbook.raw import Cell, RawSheet, RawWorkbook


def label(en: str, fr: str = "", nl: str = "") -> Label:
    """A label; without French or Dutch, in English throughout."""
    return Label(en, fr or en, nl or en)


def column(name: str, kind: ColumnType, **options: object) -> Column:
    """A column called *name*, labelled like it."""
    shown = options.pop("label", label(name.capitalize()))
    return Column(name, kind, shown, label("Help."), **options)  # type: ignore[arg-type]  # passed through


def sheet(rows: Sequence[Sequence[object]], name: str = "Projects", **options: object) -> RawSheet:
    """A raw sheet whose first row is Excel's row 1; numbers become floats, as readers give them."""
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = [[_cell(row[i]) for row in padded] for i in range(width)]
    return RawSheet(name, columns, **options)  # type: ignore[arg-type]  # passed through


def workbook(*sheets: RawSheet, **options: object) -> RawWorkbook:
    """A raw workbook of *sheets*."""
    return RawWorkbook("xlsx", sheets, **options)  # type: ignore[arg-type]  # passed through


def _cell(value: object) -> Cell:
    return float(value) if type(value) is int else value  # type: ignore[return-value]  # what a cell can hold


TASKS = Dataset(
    name="tasks",
    label=label("Tasks", "Tâches", "Taken"),
    help=label("One row per task."),
    key=("project", "task"),
    aliases=("to do",),
    columns=(
        column("project", ColumnType.CODE, required=True, label=label("Project", "Projet", "Project")),
        column("task", ColumnType.CODE, required=True, label=label("Task", "Tâche", "Taak")),
        column("amount", ColumnType.AMOUNT, label=label("Amount", "Montant", "Bedrag"), aliases=("cost",), minimum=0),
        column("limit", ColumnType.AMOUNT, label=label("Limit", "Plafond", "Grens")),
        column("begins", ColumnType.DATE, label=label("Begins", "Début", "Begin")),
        column("ends", ColumnType.DATE, label=label("Ends", "Fin", "Einde")),
        column("share", ColumnType.PERCENTAGE, label=label("Share", "Part", "Deel"), minimum=0, maximum=100),
        column("done", ColumnType.BOOLEAN, label=label("Done", "Fait", "Klaar")),
        column(
            "size", ColumnType.CHOICE, label=label("Size", "Taille", "Grootte"),
            choices=(
                Choice("small", label("Small", "Petit", "Klein")), Choice("large", label("Large", "Grand", "Groot")),
            ),
        ),
        column("needs", ColumnType.CODES, label=label("Needs", "Requiert", "Vereist")),
    ),
    rules=(Rule("ends_first", ("begins",), ("ends",), at="ends"),),
    links=(Link("needs", acyclic=True, within_project=False),),
)  # fmt: skip
"""An invented dataset with a column of most types, a rule and links."""

HEADERS = tuple(c.label.en for c in TASKS.columns)
DAY = dt.date(2026, 5, 4)


def tasks(*rows: Sequence[object], **options: object) -> RawSheet:
    """A sheet of tasks: the English headers in row 1, then *rows*."""
    return sheet([HEADERS, *rows], "Tasks", **options)
