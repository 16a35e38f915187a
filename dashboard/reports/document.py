"""What a report says, whatever its format: pages of blocks whose figures are written once, for all formats alike."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from dashboard import text
from dashboard.text import _
from dashboard.theme import Tone

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

Value = Decimal | int | date | None


class Kind(StrEnum):
    """What a report is for."""

    STEERING = "steering"
    HIGHLIGHT = "highlight"
    EXCEPTION = "exception"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Stamp:
    """Which data a report shows: those of *status_date*, after the change that made data version *version*."""

    status_date: date | None
    version: int
    known_at: datetime

    def words(self) -> str:
        """For the foot of every page: status date and snapshot identifier."""
        return _("Status date {day} · {snapshot}", day=text.day(self.status_date), snapshot=self.snapshot())

    def snapshot(self) -> str:
        """The snapshot identifier: data version, and the instant from which it held."""
        return _("Snapshot {version} of {instant}", version=str(self.version), instant=text.instant(self.known_at))


@dataclass(frozen=True)
class Card:
    """A figure: what it is called, what it is, how it moved; *tone* says whether the movement is good news.

    *figure* is the name of the KPI that it shows, where it is one of all projects.
    """

    label: str
    value: str
    movement: str = ""
    tone: Tone | None = None
    figure: str = ""


@dataclass(frozen=True)
class Cards:
    """Figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Line:
    """One sentence: its *symbol* in the colour of *tone*, what it is about in bold, and what it says.

    *project* is the code of the project concerned, where there is one: a reader may filter by it.
    """

    text: str
    lead: str = ""
    symbol: str = ""
    tone: Tone | None = None
    project: str = ""


@dataclass(frozen=True)
class Lines:
    """Sentences under an optional *title*."""

    lines: tuple[Line, ...]
    title: str = ""


@dataclass(frozen=True)
class Prose:
    """What somebody typed, under a *title*; its lines are kept."""

    title: str
    text: str


@dataclass(frozen=True)
class Column:
    """A column of a table; *width* is its share of the whole."""

    name: str
    width: float = 1.0
    right: bool = False


@dataclass(frozen=True)
class Cell:
    """What a cell shows, the *value* behind it for the workbook, its colour, and whether its ground is tinted."""

    text: str
    value: Value = None
    tone: Tone | None = None
    tinted: bool = False
    bold: bool = False
    ringed: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under a *title*, and a *note* below them; *projects* has the project of each row, or is empty.

    The rows of a *tall* one have air around their text; that of a *dense* one is smaller.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    projects: tuple[str, ...] = ()
    tall: bool = False
    dense: bool = False


class Shape(StrEnum):
    """How a plot is drawn."""

    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True)
class Series:
    """One line or set of bars: values by category, None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]
    colour: str
    dashed: bool = False


@dataclass(frozen=True)
class Plot:
    """The numbers of a chart, for formats that draw it themselves so that it stays editable; *most* ends its axis."""

    shape: Shape
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    most: int | None = None


@dataclass(frozen=True)
class Chart:
    """A chart under the sentence that it proves; *drawing* is its Vega-Lite specification, *height* in cm on A4.

    A *fixed* one has the height that its rows need, and is scaled as a whole.
    """

    title: str
    alt: str
    plot: Plot
    drawing: dict[str, Any] = field(hash=False)
    height: float = 8.0
    fixed: bool = False


Block = Cards | Lines | Prose | Table | Chart


@dataclass(frozen=True)
class Columns:
    """Stacks of blocks side by side; *widths* are their shares."""

    stacks: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Page:
    """A page or slide: its heading is a finding. *notes* are for who presents it, and are printed nowhere else.

    *retitled* words the heading for some of the projects, where a reader may filter.
    """

    title: str
    blocks: tuple[Block | Columns, ...]
    notes: tuple[str, ...] = ()
    project: str = ""
    retitled: Callable[[frozenset[str]], str] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Document:
    """A whole report. *about* stands under the title: committee, filters, compared date.

    *cover*: the title has a page to itself. *single_pages*: each page must be one sheet of paper.
    """

    kind: Kind
    title: str
    language: str
    stamp: Stamp
    pages: tuple[Page, ...]
    about: tuple[str, ...] = ()
    landscape: bool = True
    cover: bool = True
    single_pages: bool = False


def printable(typed: object) -> str:
    """*typed* without the control characters that no file format holds; its lines are kept."""
    return _UNPRINTABLE.sub("", str(typed).replace("\r\n", "\n").replace("\r", "\n")).strip()


def blocks_of(page: Page) -> Sequence[Block]:
    """The blocks of *page* in reading order, columns taken apart."""
    found: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Columns):
            found += [inner for stack in block.stacks for inner in stack]
        else:
            found.append(block)
    return found


Progress = Callable[[int, int], None]
"""Told how many pages of how many are made."""


def unseen(_made: int, _of: int) -> None:
    """Progress that nobody looks at."""


def watched(pages: Sequence[Page], progress: Progress) -> Iterator[Page]:
    """*pages*, with *progress* told after each."""
    for number, page in enumerate(pages, start=1):
        yield page
        progress(number, len(pages))
