"""The rows of one sheet once read: values in contract order, each with its Excel row."""

from collections.abc import Collection, Set
from dataclasses import dataclass

from data_access.contract import Dataset
from data_access.values import Value

Record = tuple[Value, ...]


@dataclass(frozen=True)
class Records:
    """Rows of *dataset* found in *sheet*; *rows* are Excel's numbers, *values* in column order.

    *present* names the columns that the sheet has, *letters* where they stand.
    """

    dataset: Dataset
    sheet: str
    rows: list[int]
    values: list[Record]
    present: frozenset[str]
    letters: dict[str, str]

    def projects(self) -> set[str]:
        """The project codes that appear."""
        position = self.dataset.positions["project"]
        return {str(v[position]) for v in self.values if v[position] is not None}

    def without(self, rows: Set[int] | Collection[int]) -> "Records":
        """The same records less those on the given Excel *rows*."""
        if not rows:
            return self
        kept = [i for i, row in enumerate(self.rows) if row not in rows]
        return Records(
            self.dataset,
            self.sheet,
            [self.rows[i] for i in kept],
            [self.values[i] for i in kept],
            self.present,
            self.letters,
        )
