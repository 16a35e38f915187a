"""Quality of uploads: the row equation, punctuality, cells without a finding."""

from typing import NamedTuple

from dashboard.metrics.figure import Figure, Reason, percent


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
    return percent(cells_read - cells_with_findings, cells_read, Reason.NO_CELLS)
