"""Which sheet holds which dataset, on which row its header stands, and what each column is."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from data_access.contract import LANGUAGES, Contract, Dataset
from data_access.problems import Problem, Severity, column_letter
from data_access.words import fold, nearest
from data_access.workbook.raw import Cell, RawSheet

SEARCHED_ROWS = 30
KEY_CELL = re.compile(r"^#(\w+)\.(\w+)$")


@dataclass(frozen=True)
class Header:
    """The header of one sheet: *columns* maps column name to index, *row* is Excel's row number."""

    dataset: Dataset
    row: int
    columns: dict[str, int]
    language: str | None
    problems: tuple[Problem, ...] = ()

    def letter(self, name: str) -> str | None:
        """Excel's letter of the column called *name*; None when the sheet lacks it."""
        return column_letter(self.columns[name]) if name in self.columns else None


@dataclass
class _Mapping:
    """Header cells taken in so far."""

    columns: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[int, str, str]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)

    def take(self, position: int, text: str, name: str | None) -> None:
        """The header *text* at *position* is the column called *name*, or None that is known."""
        if name is None:
            self.unknown.append((position, text))
        elif name in self.columns:
            self.twice.append((position, text, name))
        else:
            self.columns[name] = position


def key_row(sheet: RawSheet, datasets: Collection[str]) -> tuple[str, int] | None:
    """Dataset name, one of *datasets*, and Excel row of the template's hidden key row; None when there is none."""
    for row, cells in _first_rows(sheet):
        for cell in cells:
            found = KEY_CELL.match(cell.strip()) if isinstance(cell, str) else None
            if found and found[1] in datasets:
                return found[1], row
    return None


def dataset_of(sheet: RawSheet, contract: Contract) -> Dataset | None:
    """The dataset that *sheet* holds: by its key row, its name, or a header that fits only one."""
    if found := key_row(sheet, contract.by_name):
        return contract.dataset(found[0])
    name = fold(sheet.name)
    for dataset in contract:
        if name in {fold(text) for text in (dataset.name, *dataset.label, *dataset.aliases)}:
            return dataset
    complete = [d for d in contract if _complete(d, sheet)]
    return complete[0] if len(complete) == 1 else None


def find_header(sheet: RawSheet, dataset: Dataset) -> Header | None:
    """The header row of *sheet* read as *dataset*; None when no row looks like one."""
    if keyed := key_row(sheet, (dataset.name,)):
        return _keyed_header(sheet, dataset, keyed[1])
    best = max(_first_rows(sheet), key=lambda item: _hits(dataset, item[1]), default=None)
    if best is None or _hits(dataset, best[1]) < min(2, len(dataset.columns)):
        return None
    return _header(sheet, dataset, best[0], _map_labels(dataset, best[1]))


def _complete(dataset: Dataset, sheet: RawSheet) -> bool:
    required = {c.name for c in dataset.columns if c.required}
    index = label_index(dataset)
    return any(
        required <= {index[fold(c)] for c in cells if isinstance(c, str) and fold(c) in index}
        for _, cells in _first_rows(sheet)
    )


def _first_rows(sheet: RawSheet) -> Iterator[tuple[int, list[Cell]]]:
    for i in range(min(sheet.height, SEARCHED_ROWS)):
        yield i + 1, [column[i] for column in sheet.columns]


@lru_cache(maxsize=64)
def label_index(dataset: Dataset) -> dict[str, str]:
    """Folded header text, in any language, alias or name, to column name."""
    index: dict[str, str] = {}
    for pick in (lambda c: c.label, lambda c: (c.name,), lambda c: c.aliases):
        for column in dataset.columns:
            for text in pick(column):
                index.setdefault(fold(text), column.name)
    return index


def _hits(dataset: Dataset, cells: Iterable[Cell]) -> int:
    index = label_index(dataset)
    return len({index[fold(c)] for c in cells if isinstance(c, str) and fold(c) in index})


def _map_labels(dataset: Dataset, cells: list[Cell]) -> _Mapping:
    index, mapping = label_index(dataset), _Mapping()
    for position, cell in enumerate(cells):
        text = _header_text(cell)
        if text:
            mapping.take(position, text, index.get(fold(text)))
    return mapping


def _keyed_header(sheet: RawSheet, dataset: Dataset, row: int) -> Header:
    keys = [column[row - 1] for column in sheet.columns]
    labels = [column[row] if sheet.height > row else None for column in sheet.columns]
    mapping, index = _Mapping(), label_index(dataset)
    for position, (key, label) in enumerate(zip(keys, labels, strict=True)):
        found = KEY_CELL.match(key.strip()) if isinstance(key, str) else None
        text = _header_text(label)
        name = found[2] if found and found[2] in dataset.positions else index.get(fold(text))
        if name or text:
            mapping.take(position, text or str(key), name)
    return _header(sheet, dataset, row + 1, mapping)


def _header(sheet: RawSheet, dataset: Dataset, row: int, mapping: _Mapping) -> Header:
    language = header_language(dataset, [c[row - 1] for c in sheet.columns] if sheet.height >= row else [])
    header = Header(dataset, row, mapping.columns, language)
    problems = [*_duplicates(sheet, row, mapping), *_unknown(sheet, header, mapping), *_missing(sheet, header)]
    return replace(header, problems=tuple(problems))


def _header_text(cell: Cell) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else "" if cell is None else cell).strip()


def header_language(dataset: Dataset, cells: Iterable[Cell]) -> str | None:
    """The language most headers are written in; None when two are as likely."""
    folded = {fold(c) for c in cells if isinstance(c, str)}
    votes = Counter(
        {lang: sum(fold(c.label.in_language(lang)) in folded for c in dataset.columns) for lang in LANGUAGES}
    )
    (first, most), (_, second), *_ = votes.most_common()
    return first if most > second else None


def _duplicates(sheet: RawSheet, row: int, mapping: _Mapping) -> Iterator[Problem]:
    for position, text, name in mapping.twice:
        first = column_letter(mapping.columns[name])
        yield Problem(
            sheet.name, "header_twice", row=row, column=column_letter(position), value=text, field=name,
            params={"first": f"{first}{row}"},
        )  # fmt: skip


def _unknown(sheet: RawSheet, header: Header, mapping: _Mapping) -> Iterator[Problem]:
    absent = [c for c in header.dataset.columns if c.name not in header.columns]
    known = {text: column for column in absent for text in (*column.label, *column.aliases)}
    for position, text in mapping.unknown:
        near = nearest(text, known)
        meant = None if near is None else known[near].label
        suggestion = meant.in_language(header.language) if meant and header.language else meant
        yield Problem(
            sheet.name,
            "column_misspelt" if meant else "column_unknown",
            Severity.WARNING if meant else Severity.NOTICE,
            row=header.row,
            column=column_letter(position),
            value=text,
            params={"suggestion": suggestion} if meant else {},
        )


def _missing(sheet: RawSheet, header: Header) -> Iterator[Problem]:
    absent = [c for c in header.dataset.columns if c.name not in header.columns]
    for column in absent:
        if column.required:
            params: dict[str, object] = {"column": column.label}
            yield Problem(sheet.name, "column_missing", row=header.row, field=column.name, params=params)
    optional = [c.label for c in absent if not c.required]
    if optional:
        params = {"columns": optional}
        yield Problem(sheet.name, "columns_not_in_file", Severity.NOTICE, row=header.row, params=params)
