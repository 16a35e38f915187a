"""Workbooks as people make them: title above the header, headings of their own, amounts typed as text."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.contract import BOOLEAN_CHOICES, Choice, Column, ColumnType, Contract, Dataset

TITLES = {
    "en": "Weekly follow-up, {sheet}, week ending {day}",
    "fr": "Suivi hebdomadaire, {sheet}, semaine du {day}",
    "nl": "Wekelijkse opvolging, {sheet}, week van {day}",
}
HEADINGS = {
    "en": {"project": "Project code", "projects.percent_complete": "% complete", "raid.title": "Description"},
    "fr": {"project": "Code projet", "projects.percent_complete": "Avancement", "budget.actual": "Réalisé"},
    "nl": {"project": "Projectcode", "projects.percent_complete": "% voltooid", "budget.planned": "Gepland"},
}
"""Language and column, of one sheet or of all, to the heading that people prefer to the official one."""

LETTERS = {"green": {"fr": "V", "en": "G", "nl": "G"}, "amber": {"fr": "O", "en": "A", "nl": "O"}}
SEPARATORS = {"en": (",", "."), "fr": ("\u202f", ","), "nl": (".", ",")}
HEADER_ROW = 3
DAY = {"num_format": "dd/mm/yyyy"}


def write_by_hand(
    contract: Contract,
    language: str,
    rows: Mapping[str, Sequence[tuple[object, ...]]],
    references: Mapping[str, tuple[Choice, ...]],
    *,
    status_date: dt.date,
) -> bytes:
    """The workbook (xlsx) in *language* with a sheet for each dataset in *rows*, without any trace of the template."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": dt.datetime.combine(status_date, dt.time())})
        days = workbook.add_format(DAY)
        for name, records in rows.items():
            dataset = contract.dataset(name)
            sheet = workbook.add_worksheet(dataset.label.in_language(language))
            title = TITLES[language].format(sheet=sheet.get_name(), day=f"{status_date:%d/%m/%Y}")
            sheet.write_string(0, 0, title)
            for position, column in enumerate(_own_order(dataset)):
                sheet.write_string(HEADER_ROW, position, _heading(dataset, column, language))
                choices = column.choices or references.get(column.reference or "", ())
                index = dataset.positions[column.name]
                cells = [_typed(column, record[index], (choices, language)) for record in records]
                _write(sheet, position, cells, days)
    return buffer.getvalue()


def _own_order(dataset: Dataset) -> list[Column]:
    """Keys first, then the other columns from the last to the first."""
    keys = [dataset.column(name) for name in dataset.key]
    return [*keys, *(c for c in reversed(dataset.columns) if c not in keys)]


def _heading(dataset: Dataset, column: Column, language: str) -> str:
    own = HEADINGS[language]
    heading = own.get(column.name) or own.get(f"{dataset.name}.{column.name}")
    return heading or column.label.in_language(language).upper()


def _typed(column: Column, value: object, setting: tuple[tuple[Choice, ...], str]) -> object:
    choices, language = setting
    if isinstance(value, Decimal):
        percentage = column.type is ColumnType.PERCENTAGE
        return f"{_in_words(value, language, places=0)} %" if percentage else _in_words(value, language, places=2)
    if isinstance(value, bool):
        return BOOLEAN_CHOICES[0 if value else 1].label.in_language(language)
    if column.type is ColumnType.STATUS and value in LETTERS:
        return LETTERS[str(value)][language]
    found = next((choice for choice in choices if choice.value == value), None)
    return found.label.in_language(language) if found else value


def _in_words(amount: Decimal, language: str, *, places: int) -> str:
    thousands, point = SEPARATORS[language]
    whole, _, cents = f"{amount:,.{places}f}".partition(".")
    return whole.replace(",", thousands) + (point + cents if cents else "")


def _write(sheet: Worksheet, position: int, cells: Sequence[object], days: object) -> None:
    for row, cell in enumerate(cells, start=HEADER_ROW + 1):
        if isinstance(cell, dt.date):
            sheet.write_datetime(row, position, dt.datetime.combine(cell, dt.time()), days)
        elif cell is not None:
            sheet.write(row, position, cell)
