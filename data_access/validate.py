"""Raw sheets to records and problems: every finding of the whole workbook at once; pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data_access.checks import check_records
from data_access.columns import read_columns
from data_access.contract import Choice, Contract, Dataset
from data_access.headers import Header, dataset_of, find_header
from data_access.problems import Problem, Severity, has_errors
from data_access.records import Records
from data_access.words import fold, nearest
from data_access.workbook.raw import RawSheet, RawWorkbook
from data_access.workbook.wording import FINDINGS_SHEET, GUIDE_SHEET


@dataclass(frozen=True)
class Context:
    """What is known outside the file.

    *projects* are the registered codes; *uploadable* those the acting person may upload (None: all);
    *registers* whether that person may add projects. *links* maps a dataset with links between rows
    to (project, code) -> codes it names, for rows of projects outside the file.
    """

    projects: frozenset[str] = frozenset()
    references: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    uploadable: frozenset[str] | None = None
    registers: bool = True
    links: Mapping[str, Mapping[tuple[str, str], tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Validated:
    """What a workbook says. *rows_read* counts data rows by sheet name; *cells_read* all their cells."""

    records: Mapping[str, Records]
    problems: tuple[Problem, ...]
    rows_read: Mapping[str, int]
    cells_read: int
    language: str | None

    @property
    def is_clean(self) -> bool:
        """Whether nothing stops the upload."""
        return not has_errors(self.problems)

    @property
    def cells_with_findings(self) -> int:
        """How many of the cells read have a finding, each counted once; headers, rows and sheets are no cells."""
        letters = {records.sheet: records.letters for records in self.records.values()}
        found = (p for p in self.problems if p.cell and letters.get(p.sheet, {}).get(p.field or "") == p.column)
        return len({(p.sheet, p.cell) for p in found})

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects that the file speaks for, in order."""
        codes = {code for r in self.records.values() for code in r.projects()}
        return tuple(sorted(codes))


@dataclass(frozen=True)
class _Recognised:
    sheet: RawSheet
    header: Header


def validate(workbook: RawWorkbook, contract: Contract, context: Context) -> Validated:
    """Everything *workbook* says and everything wrong with it. Rows with an error are left out of the records."""
    problems: list[Problem] = []
    if workbook.has_macros:
        problems.append(Problem("", "macros_ignored", Severity.NOTICE))
    recognised = _recognise(workbook.sheets, contract, problems)
    language = _language(r.header.language for r in recognised)
    records: dict[str, Records] = {}
    for found in recognised:
        problems += found.header.problems
        read, findings = read_columns(found.sheet, found.header, context.references, found.header.language or language)
        records[read.dataset.name] = read
        problems += findings
    unread = {(p.sheet, p.row, p.field) for p in problems if p.severity is Severity.ERROR}
    problems += check_records(records, context, unread)
    kept = {name: _sound(r, problems) for name, r in records.items()}
    return Validated(
        records=kept,
        problems=_in_order(problems, workbook),
        rows_read={r.sheet: len(r.rows) for r in records.values()},
        cells_read=sum(len(r.rows) * len(r.present) for r in records.values()),
        language=language,
    )


def _sound(records: Records, problems: Iterable[Problem]) -> Records:
    """*records* less the rows with an error: all of them where a column is missing that every row needs."""
    errors = [p for p in problems if p.sheet == records.sheet and p.severity is Severity.ERROR]
    if any(p.code == "column_missing" for p in errors):
        return records.without(records.rows)
    return records.without({p.row for p in errors if p.row})


def _recognise(sheets: Sequence[RawSheet], contract: Contract, problems: list[Problem]) -> list[_Recognised]:
    found: dict[str, _Recognised] = {}
    datasets = [dataset_of(sheet, contract) for sheet in sheets]
    for sheet, dataset in zip(sheets, datasets, strict=True):
        if dataset is None:
            problems += _unrecognised(sheet, contract)
        elif dataset.name in found:
            first = found[dataset.name].sheet.name
            problems.append(Problem(sheet.name, "dataset_twice", params={"first": first}))
        elif header := find_header(sheet, dataset):
            found[dataset.name] = _Recognised(sheet, header)
            problems += _hidden(sheet)
        else:
            problems.append(_headless(sheet, dataset))
    if not any(datasets):
        expected = [dataset.label for dataset in contract]
        problems.append(Problem("", "no_known_sheet", params={"sheets": expected}))
    return list(found.values())


def _unrecognised(sheet: RawSheet, contract: Contract) -> Iterable[Problem]:
    if _is_ours(sheet.name) or sheet.hidden or not sheet.height:
        return ()
    meant = nearest(sheet.name, [text for d in contract for text in d.label])
    code = "sheet_misspelt" if meant else "sheet_unknown"
    severity = Severity.WARNING if meant else Severity.NOTICE
    return (Problem(sheet.name, code, severity, params={"suggestion": meant} if meant else {}),)


def _is_ours(name: str) -> bool:
    """Whether the sheet is one that our own template or annotated copy adds."""
    findings = re.fullmatch(rf"{FINDINGS_SHEET}(?: \(\d+\))?", name)
    return bool(findings) or name.startswith("_") or fold(name) in {fold(text) for text in GUIDE_SHEET}


def _headless(sheet: RawSheet, dataset: Dataset) -> Problem:
    if not sheet.height:
        return Problem(sheet.name, "sheet_empty", Severity.NOTICE)
    required = [c.label for c in dataset.columns if c.required]
    return Problem(sheet.name, "header_missing", params={"columns": required})


def _hidden(sheet: RawSheet) -> Iterable[Problem]:
    if sheet.hidden:
        yield Problem(sheet.name, "sheet_hidden", Severity.NOTICE)


def _language(found: Iterable[str | None]) -> str | None:
    languages = {language for language in found if language}
    return languages.pop() if len(languages) == 1 else None


def _in_order(problems: Iterable[Problem], workbook: RawWorkbook) -> tuple[Problem, ...]:
    order = {sheet.name: i for i, sheet in enumerate(workbook.sheets)}
    return tuple(
        sorted(
            problems, key=lambda p: (order.get(p.sheet, -1), p.row or 0, len(p.column or ""), p.column or "", p.code)
        )
    )
