"""What is wrong with a workbook: one value per finding, addressed as Excel addresses it."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the upload; a warning asks for attention; a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. *row* is Excel's row number, *column* its letter; both may be absent.

    *code* names the message (``dashboard.messages``), *params* fill it, *value* is the cell as read.
    *field* is the name of the contract's column where there is one.
    """

    sheet: str
    code: str
    severity: Severity = Severity.ERROR
    row: int | None = None
    column: str | None = None
    value: object = None
    field: str | None = None
    params: dict[str, object] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def cell(self) -> str | None:
        """Excel address such as ``D12``; None when the finding concerns no single cell."""
        return f"{self.column}{self.row}" if self.column and self.row else None


def column_letter(index: int) -> str:
    """Excel's letter of the column at *index*, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any finding stops the upload."""
    return any(p.severity is Severity.ERROR for p in problems)
