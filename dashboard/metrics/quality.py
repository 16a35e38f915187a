"""Quality of uploads: the row equation, punctuality, cells without a finding."""

from collections.abc import Callable
from typing import NamedTuple

from dashboard.metrics.definitions import N_
from dashboard.metrics.figure import Figure, Reason, percent
from dashboard.metrics.kpi import Better, Kpi, Outcome, Unit


class RowEquation(NamedTuple):
    """Rows read = inserted + updated + unchanged + rejected."""

    read: int
    inserted: int
    updated: int
    unchanged: int
    rejected: int

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.read == self.inserted + self.updated + self.unchanged + self.rejected

    def plus(self, other: "RowEquation") -> "RowEquation":
        """The equation of both files or sheets together."""
        return RowEquation(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def punctuality(in_time: int, due: int) -> Figure:
    """Punctuality = uploads in by the deadline / uploads due, in %."""
    return percent(in_time, due, Reason.NO_UPLOAD_DUE)


def data_quality(cells_read: int, cells_with_findings: int) -> Figure:
    """Data quality of a workbook = cells without a finding / cells read, in %."""
    return percent(_without(cells_read, cells_with_findings), cells_read, Reason.NO_CELLS)


def _without(cells_read: int, cells_with_findings: int) -> int:
    # Uploads stored before cells were counted hold the number of findings, of which a cell can have several.
    return max(cells_read - cells_with_findings, 0)


class Received(NamedTuple):
    """What came in for one status date: reports in time and due, cells read and cells with a finding."""

    in_time: int
    due: int
    cells_read: int
    findings: int


class FigureDefinition(NamedTuple):
    """Name, label and help sentence of a figure of the uploads of a week, and what computes it."""

    name: str
    label: str
    help: str
    compute: Callable[[Received], Outcome]
    unit: Unit = Unit.PERCENT
    better: Better = Better.UP


def _in_time(week: Received) -> Outcome:
    return _outcome(punctuality(week.in_time, week.due), week.in_time, week.due)


def _faultless(week: Received) -> Outcome:
    found = data_quality(week.cells_read, week.findings)
    return _outcome(found, _without(week.cells_read, week.findings), week.cells_read)


def _outcome(found: Figure, top: int, bottom: int) -> Outcome:
    return Outcome(found.value, top, bottom, found.reason)


QUALITY_DEFINITIONS = (
    FigureDefinition(
        "punctuality",
        N_("Punctuality"),
        N_("Punctuality = uploads in by the deadline / uploads due, in %."),
        _in_time,
    ),
    FigureDefinition(
        "data_quality",
        N_("Data quality"),
        N_("Data quality of a workbook = cells without a finding / cells read, in %."),
        _faultless,
    ),
)
"""The figures of the uploads of a week, in their order."""


def figures(week: Received) -> tuple[Kpi, ...]:
    """The figures of ``QUALITY_DEFINITIONS`` for one status date."""
    return tuple(Kpi(d.name, o.value, d.unit, *o[1:]) for d in QUALITY_DEFINITIONS for o in [d.compute(week)])
