"""A problem as it is written into a file: its address, its sentence, its value as text."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data_access.contract import Label
from data_access.problems import Problem, Severity
from data_access.workbook import wording
from data_access.workbook.export import plain_number
from data_access.workbook.raw import Address

LONGEST_VALUE = 300
LAST_ROW, LAST_COLUMN = 1_048_576, 16_383
_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem with its *message* in the reader's language; without column it stands at the row's first cell."""

    sheet: str
    row: int | None
    column: str | None
    severity: Severity
    value: str
    message: str

    @property
    def address(self) -> Address | None:
        """Where its mark goes: Excel row and column index; None when it concerns no row of a sheet."""
        column = column_index(self.column or "A")
        inside = self.row is not None and 1 <= self.row <= LAST_ROW and 0 <= column <= LAST_COLUMN
        return (self.row, column) if self.row is not None and inside else None


@dataclass(frozen=True)
class Findings:
    """What one file says about its problems: the *listed* ones, errors first, and how many there are of each kind."""

    listed: tuple[Finding, ...]
    counts: Counter[Severity]
    language: str

    @property
    def total(self) -> int:
        """Number of problems, listed or not."""
        return sum(self.counts.values())

    def by_cell(self, sheet: str) -> dict[Address, list[Finding]]:
        """The findings to mark on *sheet*, by address; the gravest of a cell comes first."""
        cells: dict[Address, list[Finding]] = defaultdict(list)
        for finding in self.listed:
            if finding.sheet == sheet and finding.address is not None:
                cells[finding.address].append(finding)
        return dict(sorted(cells.items()))

    def summary(self, advice: Label) -> list[str]:
        """The sentences above the list: the counts, whether it is complete, what to do."""
        counts = {f"{s}s": f"{self.counts[s]}" for s in Severity}
        lines = [wording.FINDINGS_COUNT.in_language(self.language).format(**counts)]
        if len(self.listed) < self.total:
            capped = wording.FINDINGS_CAPPED.in_language(self.language)
            lines.append(capped.format(listed=len(self.listed), total=self.total))
        return [*lines, advice.in_language(self.language)]

    def note(self, findings: Sequence[Finding]) -> str:
        """The text of a cell's comment."""
        said = (f"{wording.SEVERITY[f.severity].in_language(self.language)}{self._colon}{f.message}" for f in findings)
        return "\n".join(dict.fromkeys(said))

    @property
    def _colon(self) -> str:
        return " : " if self.language == "fr" else ": "

    def place(self, finding: Finding) -> str:
        """The address as a reader names it: ``D12``, or a row, or nothing."""
        if finding.row is None:
            return finding.column or ""
        if finding.column is None:
            return wording.ROW_ADDRESS.in_language(self.language).format(row=finding.row)
        return f"{finding.column}{finding.row}"


def gather(problems: Iterable[Problem], messages: Callable[[Problem], str], *, language: str, limit: int) -> Findings:
    """The findings of *problems*: at most *limit* are rendered and listed, the gravest first."""
    ranked = sorted(problems, key=lambda p: _ORDER.index(p.severity))
    listed = tuple(
        Finding(p.sheet, p.row, p.column, p.severity, shown(p.value, language), messages(p)) for p in ranked[:limit]
    )
    return Findings(listed, Counter(p.severity for p in ranked), language)


def shown(value: object, language: str) -> str:
    """*value* as text for people, shortened."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return plain_number(value, language)
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def column_index(letters: str) -> int:
    """Index from 0 of the column that Excel calls *letters*."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
