"""What a weekly workbook may hold: datasets, columns, types, choices and rules, declared as data.

A dataset is declared once (see ``data_access.datasets``). Its table, template sheet, reader,
validator, diff and documentation all derive from that declaration.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

LANGUAGES = ("en", "fr", "nl")


class Label(NamedTuple):
    """One text in the three languages of the product."""

    en: str
    fr: str
    nl: str

    def in_language(self, language: str) -> str:
        """The text in *language* (``en``, ``fr`` or ``nl``)."""
        return str(getattr(self, language))


class ColumnType(StrEnum):
    """How a cell is read, stored, written and shown."""

    CODE = "code"
    CODES = "codes"
    TEXT = "text"
    LONG_TEXT = "long_text"
    PERSON = "person"
    INTEGER = "integer"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    DATE = "date"
    MONTH = "month"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    STATUS = "status"


class Choice(NamedTuple):
    """One allowed value: stored as *value*, shown as *label*, recognised by its *aliases* too."""

    value: str
    label: Label
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a dataset.

    *minimum* and *maximum* bound numbers, in the column's own unit (percentage points for
    percentages). *reference* names a list kept in the database (programmes, institutions) whose
    entries are the choices. *refers_to* names the dataset whose key the cell must hold.
    """

    name: str
    type: ColumnType
    label: Label
    help: Label
    required: bool = False
    choices: tuple[Choice, ...] = ()
    reference: str | None = None
    refers_to: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    aliases: tuple[str, ...] = ()
    width: int = 14

    def choices_given(self, references: Mapping[str, tuple[Choice, ...]]) -> tuple[Choice, ...]:
        """The allowed values, those of a reference list taken from *references*."""
        if self.reference is not None:
            return references.get(self.reference, ())
        if self.type is ColumnType.STATUS:
            return self.choices or STATUS_CHOICES
        if self.type is ColumnType.BOOLEAN:
            return BOOLEAN_CHOICES
        return self.choices


class Combine(StrEnum):
    """How the columns on one side of a rule become one number."""

    ONLY = "only"
    SUM = "sum"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Rule:
    """Within one row, ``combine(left) <= combine(limit)``; a side left open by blanks passes.

    In a sum a blank counts as zero as long as one amount is given; anything else needs all its
    columns. A broken rule is reported under *code* at column *at*.
    """

    code: str
    left: tuple[str, ...]
    limit: tuple[str, ...]
    at: str
    combine: Combine = Combine.ONLY


@dataclass(frozen=True, slots=True)
class Link:
    """A column naming other rows of the same dataset by the last column of their key.

    *within_project* says that the other row belongs to the same project; *acyclic* refuses loops.
    """

    column: str
    acyclic: bool = False
    within_project: bool = True


@dataclass(frozen=True)
class Dataset:
    """One sheet of the workbook, one table of the database; its key begins with ``project``.

    *closing* says what "close it" does to a row that disappeared from the workbook: the values it
    gets (``STATUS_DATE`` stands for the status date of the upload). Without it, a closed row
    leaves the effective rows from that status date on.
    """

    name: str
    label: Label
    help: Label
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    links: tuple[Link, ...] = ()
    closing: tuple[tuple[str, object], ...] = ()

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """Names of all columns, in sheet order."""
        return tuple(c.name for c in self.columns)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Column name to position in a record."""
        return {name: i for i, name in enumerate(self.column_names)}

    @cached_property
    def key_positions(self) -> tuple[int, ...]:
        """Positions of the key columns in a record."""
        return tuple(self.positions[name] for name in self.key)

    @cached_property
    def title(self) -> str | None:
        """The column that says in words what a row is; None where the key alone names it."""
        named = (c.name for c in self.columns if c.required and c.type is ColumnType.TEXT and c.name not in self.key)
        return next(named, None)

    def column(self, name: str) -> Column:
        """The column called *name*; ``KeyError`` when there is none."""
        return self.columns[self.positions[name]]

    def title_of(self, values: tuple[object, ...]) -> str | None:
        """What a record given in column order is in words."""
        found = values[self.positions[self.title]] if self.title else None
        return None if found is None else str(found)

    def key_of(self, values: tuple[object, ...]) -> tuple[object, ...]:
        """The key of a record given in column order."""
        return self._pick_key(values)

    @cached_property
    def _pick_key(self) -> Callable[[tuple[object, ...]], tuple[object, ...]]:
        # Called for every row: itemgetter alone is several times as fast as a loop.
        positions = self.key_positions
        return itemgetter(*positions) if len(positions) > 1 else itemgetter(slice(positions[0], positions[0] + 1))


STATUS_DATE = "@status_date"


@dataclass(frozen=True)
class Contract:
    """All datasets a workbook may carry."""

    datasets: tuple[Dataset, ...] = field(default_factory=tuple)

    def __iter__(self) -> Iterator[Dataset]:
        return iter(self.datasets)

    @cached_property
    def by_name(self) -> dict[str, Dataset]:
        """Dataset name to dataset."""
        return {d.name: d for d in self.datasets}

    def dataset(self, name: str) -> Dataset:
        """The dataset called *name*; ``KeyError`` when there is none."""
        return self.by_name[name]


STATUS_CHOICES = (
    Choice("green", Label("Green", "Vert", "Groen"), ("G", "V", "●", "🟢", "OK", "on track")),
    Choice("amber", Label("Amber", "Orange", "Oranje"), ("A", "O", "▲", "🟡", "🟠", "yellow", "jaune", "geel")),
    Choice("red", Label("Red", "Rouge", "Rood"), ("R", "■", "🔴")),
    Choice(
        "not_assessed",
        Label("Not assessed", "Non évalué", "Niet beoordeeld"),
        ("N", "○", "n/a", "grey", "gris", "grijs"),
    ),
)
BOOLEAN_CHOICES = (
    Choice("yes", Label("Yes", "Oui", "Ja"), ("y", "o", "j", "true", "vrai", "waar", "x", "1")),
    Choice("no", Label("No", "Non", "Nee"), ("n", "false", "faux", "onwaar", "0")),
)
