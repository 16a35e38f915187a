"""What an upload would do: pure, and it is the preview. The store executes exactly this.

rows read = inserted + updated + unchanged + rejected; rows that disappeared are asked about.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from data_access.contract import STATUS_DATE, Contract, Dataset
from data_access.records import Record, Records
from data_access.validate import Validated

Key = tuple[object, ...]
Subject = tuple[str, str]
"""Dataset name and project code."""


class StoredRow(NamedTuple):
    """A row as it stands in the database, with the upload, sheet and Excel row it came from."""

    values: Record
    upload_id: int | None
    sheet: str
    row: int


@dataclass(frozen=True)
class Effective:
    """What holds for one dataset and project before the upload; *row_set_id* is None when nothing does."""

    row_set_id: int | None = None
    upload_id: int | None = None
    rows: tuple[StoredRow, ...] = ()


NOTHING = Effective()
State = Mapping[Subject, Effective]


class Gone(StrEnum):
    """What to do with a row that the new workbook no longer has."""

    KEEP = "keep"
    CLOSE = "close"


@dataclass(frozen=True)
class GoneDecision:
    """The answer for all rows that disappeared, *exceptions* by (dataset name, key)."""

    default: Gone
    exceptions: Mapping[tuple[str, Key], Gone] = field(default_factory=dict)

    def answer(self, dataset: str, key: Key) -> Gone:
        """What to do with one row."""
        return self.exceptions.get((dataset, key), self.default)


class ChangeKind(StrEnum):
    """What happens to one row."""

    INSERTED = "inserted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    GONE = "gone"


class Change(NamedTuple):
    """One row before and after; *row* is Excel's number in the new file, None for a row that is gone."""

    dataset: Dataset
    key: Key
    kind: ChangeKind
    row: int | None
    old: Record | None
    new: Record | None

    def differences(self) -> list[tuple[str, object, object]]:
        """Column name, old and new value of each column that differs."""
        if self.old is None or self.new is None:
            return []
        pairs = zip(self.dataset.column_names, self.old, self.new, strict=True)
        return [(name, old, new) for name, old, new in pairs if old != new]


@dataclass(frozen=True)
class Resolution:
    """What will hold for *part*, its rows and those *carried* over, and whether that differs from what holds now.

    *leans* tells that values of the earlier upload were taken over, so that it cannot be undone alone.
    """

    part: "Part"
    carried: list[StoredRow]
    changed: bool
    leans: bool
    closed: int
    kept: int

    @property
    def rows(self) -> list[StoredRow]:
        """All rows in their order, those of the file without an upload yet."""
        return [StoredRow(values, None, self.part.sheet, row) for row, values, _ in self.part.rows] + self.carried

    @property
    def count(self) -> int:
        """How many rows that is."""
        return len(self.part.rows) + len(self.carried)


@dataclass(frozen=True)
class Part:
    """The plan for one dataset and project: rows of the file beside the row each replaces.

    *filled* tells that the sheet lacks columns, whose values are taken over from the basis.
    """

    dataset: Dataset
    project: str
    sheet: str
    basis: Effective
    rows: list[tuple[int, Record, StoredRow | None]]
    filled: bool

    @property
    def subject(self) -> Subject:
        """Dataset name and project."""
        return self.dataset.name, self.project

    @cached_property
    def missing(self) -> tuple[StoredRow, ...]:
        """Rows of the basis that the file does not have."""
        if not self.basis.rows:
            return ()
        present = {self.dataset.key_of(values) for _, values, _ in self.rows}
        return tuple(r for r in self.basis.rows if self.dataset.key_of(r.values) not in present)

    @cached_property
    def gone(self) -> tuple[StoredRow, ...]:
        """Rows that somebody must decide about: missing and not already closed."""
        return tuple(r for r in self.missing if not self._is_closed(r))

    def changes(self) -> Iterator[Change]:
        """Every row, with what happens to it."""
        for row, values, old in self.rows:
            key = self.dataset.key_of(values)
            yield Change(self.dataset, key, _kind(values, old), row, old.values if old else None, values)
        for stored in self.gone:
            key = self.dataset.key_of(stored.values)
            yield Change(self.dataset, key, ChangeKind.GONE, None, stored.values, None)

    def resolve(self, decision: GoneDecision, status_date: date) -> Resolution:
        """The rows that hold once *decision* is taken."""
        carried, closed, kept = self._carried(decision, status_date)
        as_many = len(self.rows) + len(carried) == len(self.basis.rows)
        same = as_many and not closed and all(old and old.values == values for _, values, old in self.rows)
        return Resolution(self, carried, not same, bool(carried) or self.filled, closed, kept)

    def values_after(self, decision: GoneDecision, status_date: date) -> list[Record]:
        """The same rows as those of ``resolve``, values alone."""
        carried, _, _ = self._carried(decision, status_date)
        return [values for _, values, _ in self.rows] + [stored.values for stored in carried]

    def _carried(self, decision: GoneDecision, status_date: date) -> tuple[list[StoredRow], int, int]:
        """Rows of the basis that hold on though the file lacks them; how many were closed, and how many kept."""
        carried = [r for r in self.missing if self._is_closed(r)]
        closed = kept = 0
        for stored in self.gone:
            if decision.answer(self.dataset.name, self.dataset.key_of(stored.values)) is Gone.KEEP:
                kept += 1
                carried.append(stored)
            else:
                closed += 1
                if self.dataset.closing:
                    carried.append(stored._replace(values=self._closed(stored.values, status_date)))
        return carried, closed, kept

    def _is_closed(self, stored: StoredRow) -> bool:
        positions = self.dataset.positions
        return bool(self.dataset.closing) and all(
            stored.values[positions[name]] is not None
            if value == STATUS_DATE
            else stored.values[positions[name]] == value
            for name, value in self.dataset.closing
        )

    def _closed(self, values: Record, status_date: date) -> Record:
        new = list(values)
        for name, value in self.dataset.closing:
            new[self.dataset.positions[name]] = status_date if value == STATUS_DATE else value  # type: ignore[call-overload]  # a stored value
        return tuple(new)


@dataclass(frozen=True)
class Plan:
    """Everything an upload would do. *basis* is the state it was made against, for all datasets of its projects."""

    status_date: date
    projects: tuple[str, ...]
    parts: tuple[Part, ...]
    basis: State
    rows_read: int
    inserted: int
    updated: int
    unchanged: int
    rejected: int

    @cached_property
    def gone(self) -> int:
        """Rows to be decided about."""
        return sum(len(part.gone) for part in self.parts)

    def changes(self) -> Iterator[Change]:
        """Every row of every part, with what happens to it."""
        for part in self.parts:
            yield from part.changes()

    def rows_after(self, decision: GoneDecision) -> dict[Subject, list[Record]]:
        """The rows that hold for every dataset of the plan's projects once it is carried out."""
        after = {subject: [r.values for r in effective.rows] for subject, effective in self.basis.items()}
        for part in self.parts:
            after[part.subject] = part.values_after(decision, self.status_date)
        return after

    def basis_ids(self) -> dict[Subject, int | None]:
        """The row set that each dataset and project rested on when the plan was made."""
        return {subject: effective.row_set_id for subject, effective in self.basis.items()}


def make_plan(validated: Validated, contract: Contract, state: State, status_date: date) -> Plan:
    """What uploading *validated* for *status_date* would do to *state*.

    *state* holds every dataset of every project that the file speaks for.
    """
    projects = validated.projects
    parts: list[Part] = []
    for records in validated.records.values():
        by_project = _by_project(records)
        for project in projects:
            basis = state.get((records.dataset.name, project), NOTHING)
            if project in by_project or basis.row_set_id is not None:
                parts.append(_part(records, project, by_project.get(project, []), basis))
    counts = dict.fromkeys(ChangeKind, 0)
    for part in parts:
        if not part.basis.rows:
            counts[ChangeKind.INSERTED] += len(part.rows)
            continue
        for _, values, old in part.rows:
            counts[_kind(values, old)] += 1
    rows_read = sum(validated.rows_read.values())
    kept = sum(len(r.rows) for r in validated.records.values())
    return Plan(
        status_date=status_date,
        projects=projects,
        parts=tuple(parts),
        basis={(d.name, p): state.get((d.name, p), NOTHING) for d in contract for p in projects},
        rows_read=rows_read,
        inserted=counts[ChangeKind.INSERTED],
        updated=counts[ChangeKind.UPDATED],
        unchanged=counts[ChangeKind.UNCHANGED],
        rejected=rows_read - kept,
    )


def _kind(values: Record, old: StoredRow | None) -> ChangeKind:
    if old is None:
        return ChangeKind.INSERTED
    return ChangeKind.UNCHANGED if old.values == values else ChangeKind.UPDATED


def _by_project(records: Records) -> dict[str, list[int]]:
    position = records.dataset.positions["project"]
    groups: dict[str, list[int]] = defaultdict(list)
    for index, values in enumerate(records.values):
        groups[str(values[position])].append(index)
    return groups


def _part(records: Records, project: str, indexes: list[int], basis: Effective) -> Part:
    dataset = records.dataset
    absent = [i for name, i in dataset.positions.items() if name not in records.present]
    rows: list[tuple[int, Record, StoredRow | None]] = [(records.rows[i], records.values[i], None) for i in indexes]
    if basis.rows:
        stored = {dataset.key_of(r.values): r for r in basis.rows}
        rows = [_beside(row, values, stored.get(dataset.key_of(values)), absent) for row, values, _ in rows]
    return Part(dataset, project, records.sheet, basis, rows, bool(absent) and basis.row_set_id is not None)


def _beside(row: int, values: Record, old: StoredRow | None, absent: list[int]) -> tuple[int, Record, StoredRow | None]:
    return row, _fill(values, old.values, absent) if old and absent else values, old


def _fill(values: Record, old: Record, absent: list[int]) -> Record:
    new = list(values)
    for i in absent:
        new[i] = old[i]
    return tuple(new)
