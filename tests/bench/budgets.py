"""The workbooks to measure with: a projects register and a filled budget template, the same for the same size."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from data_access.datasets import CONTRACT
from data_access.workbook.template import write_template
from tests.workbooks import REFERENCES, record

Record = tuple[object, ...]
STATUS_DATE = dt.date(2026, 5, 8)
LANGUAGE = "fr"
MONTHS = 20
FIRST_MONTH = dt.date(2025, 7, 1)
CATEGORIES = ("staff", "licences", "cloud", "hardware", "services", "training")
ROWS_PER_PROJECT = 5 * MONTHS
CHANGING = 0.05
"""Part of the rows that another week changes."""
COMMENTS = ("Facture attendue le mois prochain", "Glissement accepté en comité", "À répartir entre les institutions")


@dataclass(frozen=True)
class Workbooks:
    """Three files: *register* makes the projects known, *budget* has *rows* rows, *again* the same a week later.

    A week later, 5 % of the rows have another forecast or actual.
    """

    rows: int
    register: Path
    budget: Path
    again: Path


def workbooks(rows: int, folder: Path) -> Workbooks:
    """Workbooks for *rows* budget rows, written once and kept in *folder*."""
    files = Workbooks(rows, *(folder / f"{name}-{rows}.xlsx" for name in ("register", "budget", "again")))
    if not files.again.exists():
        records = list(budget_rows(rows))
        _write(files.register, "projects", [_project(code) for code in project_codes(rows)])
        _write(files.budget, "budget", records)
        _write(files.again, "budget", list(_a_week_later(records)))
    return files


def project_codes(rows: int) -> list[str]:
    """The projects that *rows* budget rows are spread over: a hundred rows each."""
    return [f"P{number:04}" for number in range(max(1, rows // ROWS_PER_PROJECT))]


def budget_rows(rows: int) -> Iterator[Record]:
    """Records of the budget sheet: each project has four to six categories over twenty months.

    Plans are round, actuals end in cents and stop at the status date, some rows carry a comment.
    """
    chance = random.Random(rows)
    codes = project_codes(rows)
    for number, code in enumerate(codes):
        # Four, five and six in turn, so that a hundred projects have their five hundred.
        count = (4, 6, 5)[number % 3] if number < len(codes) - len(codes) % 3 else 5
        for category in CATEGORIES[:count]:
            yield from _line(code, category, chance)


def _line(code: str, category: str, chance: random.Random) -> Iterator[Record]:
    monthly = chance.randrange(1000, 60_000, 50)
    expenditure = "capex" if category in ("hardware", "licences") else "opex"
    for index in range(MONTHS):
        month = dt.date(FIRST_MONTH.year + (index + 6) // 12, (index + 6) % 12 + 1, 1)
        planned = Decimal(monthly + chance.randrange(-10, 11) * 50)
        past = month <= STATUS_DATE.replace(day=1)
        actual = (planned * chance.randrange(7000, 12_500)).scaleb(-4).quantize(Decimal("0.01"))
        yield record(
            "budget", project=code, category=category, month=month, expenditure=expenditure,
            original_planned=planned - chance.choice((0, 0, 0, 500)), planned=planned,
            actual=actual if past else None, forecast=None if past else planned + chance.randrange(-5, 6) * 100,
            comment=chance.choice(COMMENTS) if chance.random() < 0.02 else None,
        )  # fmt: skip


def _a_week_later(records: list[Record]) -> Iterator[Record]:
    chance = random.Random(0)
    actual, forecast = (CONTRACT.dataset("budget").positions[name] for name in ("actual", "forecast"))
    for values in records:
        if chance.random() < CHANGING:
            changed = forecast if values[actual] is None else actual
            yield (*values[:changed], Decimal(str(values[changed])) + 50, *values[changed + 1 :])
        else:
            yield values


def _project(code: str) -> Record:
    return record("projects", project=code, name=f"Projet {code}")


def _write(path: Path, dataset: str, rows: list[Record]) -> None:
    data = write_template(CONTRACT, LANGUAGE, {dataset: rows}, REFERENCES, sheets=[dataset])
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
