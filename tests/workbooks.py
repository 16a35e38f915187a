"""Factories of records and workbooks for tests: plausible by default, every value replaceable."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from data_access.contract import Choice, Contract, Dataset, Label
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.reference import save_reference
from data_access.users import SYSTEM, User, add_user
from data_access.workbook.template import write_template

INSTITUTIONS = (
    Choice("INST1", Label("Brussels Roads", "Bruxelles Routes", "Brussel Wegen")),
    Choice("INST2", Label("Brussels Water", "Bruxelles Eau", "Brussel Water")),
)
PROGRAMMES = (Choice("REFORM", Label("Reform", "Réforme", "Hervorming")),)
REFERENCES = {"institutions": INSTITUTIONS, "programmes": PROGRAMMES}
FRIDAY = dt.date(2026, 5, 8)

DEFAULTS: dict[str, dict[str, object]] = {
    "projects": {
        "project": "P1", "name": "Payroll", "programme": "REFORM", "institution": "INST1", "manager": "Sofie Peeters",
        "involvement": "managed", "stage": "execution", "baseline_start": dt.date(2026, 1, 5),
        "baseline_end": dt.date(2026, 12, 18), "forecast_end": dt.date(2026, 12, 18),
        "percent_complete": Decimal("40.00"), "status_overall": "green",
    },
    "budget": {
        "project": "P1", "category": "staff", "month": dt.date(2026, 1, 1), "planned": Decimal("1000.00"),
        "actual": Decimal("900.00"),
    },
    "credits": {
        "project": "P1", "year": 2026, "basic_allocation": "01.002.08", "institution": "INST1",
        "ce_adjusted": Decimal("500000.00"), "cl_adjusted": Decimal("400000.00"),
        "engaged": Decimal("350000.00"), "liquidated": Decimal("260000.00"),
    },
    "milestones": {
        "project": "P1", "milestone": "M1", "name": "Contract signed", "baseline": dt.date(2026, 3, 2),
        "forecast": dt.date(2026, 3, 2),
    },
    "raid": {
        "project": "P1", "entry": "R1", "kind": "threat", "title": "Supplier is late", "status": "open",
        "raised": dt.date(2026, 2, 2),
    },
    "migration": {
        "project": "P1", "item": "HR-01", "institution": "INST1", "domain": "hr", "current_tool": "Old payroll",
        "disposition": "retire", "wave": 1, "stage": "assess",
    },
}  # fmt: skip


def record(dataset: str | Dataset, **values: object) -> tuple[object, ...]:
    """One record in contract order: the defaults of its dataset, overridden by *values*."""
    declared = CONTRACT.dataset(dataset) if isinstance(dataset, str) else dataset
    merged = {**DEFAULTS.get(declared.name, {}), **values}
    unknown = set(merged) - set(declared.column_names)
    if unknown:
        raise KeyError(f"{declared.name} has no {unknown}")
    return tuple(merged.get(name) for name in declared.column_names)


def workbook(
    rows: Mapping[str, Sequence[tuple[object, ...]]],
    language: str = "en",
    *,
    contract: Contract = CONTRACT,
    sheets: Sequence[str] | None = None,
) -> bytes:
    """A template filled with *rows*; only the sheets named, or those with rows."""
    return write_template(contract, language, rows, REFERENCES, sheets=list(sheets or rows))


def plain_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A hand-made workbook: sheet name to rows of cells, starting at A1."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of *book*."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(data: bytes, sheet: str, cells: Mapping[str, object]) -> bytes:
    """The workbook *data* with some *cells* of *sheet* replaced, by address."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    target: Worksheet = book[sheet]
    for address, value in cells.items():
        target[address] = value
    return saved(book)


def people(db: Database) -> dict[str, User]:
    """Reference lists and one account of each role: pmo, sofie and marc (managers), viewer, committee, admin."""
    accounts = {
        "pmo": ("Nadia Claes", "pmo"),
        "sofie": ("Sofie Peeters", "manager"),
        "marc": ("Marc Dubois", "manager"),
        "viewer": ("Anne Lambert", "viewer"),
        "committee": ("Jan Wouters", "committee"),
        "admin": ("Luc Martin", "admin"),
    }
    added = {u: add_user(db, SYSTEM, username=u, name=name, role=role) for u, (name, role) in accounts.items()}
    for kind, entries in REFERENCES.items():
        save_reference(db, added["pmo"], kind, entries)
    return added
