"""What the template accepts in a cell: drop-down lists, bounds, and the sentences that say so."""

import datetime as dt
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.contract import Choice, Column, ColumnType
from data_access.problems import column_letter
from data_access.workbook import wording
from data_access.workbook.export import plain_number

LIST_SHEET = "_lists"
TITLE_LIMIT = 32
MESSAGE_LIMIT = 255
LISTED_VALUES = 15
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)


class DropDowns:
    """The lists behind the drop-downs: one column of a very hidden sheet and one defined name each."""

    def __init__(self, workbook: Workbook, sheet: Worksheet) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._names: dict[tuple[str, ...], str] = {}

    def name_of(self, labels: tuple[str, ...]) -> str:
        """The defined name of the list of *labels*, made when it is first asked for."""
        if labels not in self._names:
            position = len(self._names)
            self._sheet.write_column(0, position, labels)
            self._names[labels] = f"regie_list_{position + 1}"
            letter = column_letter(position)
            target = f"={LIST_SHEET}!${letter}$1:${letter}${len(labels)}"
            self._workbook.define_name(self._names[labels], target)
        return self._names[labels]


def expectation(column: Column, language: str) -> str:
    """One or two sentences on what a cell of *column* may hold, in *language*."""
    sentence = wording.CHOOSE if column.reference else wording.TYPE[column.type]
    bounds = _bounds(column, language)
    return " ".join(part for part in (sentence.in_language(language), bounds) if part)


def _bounds(column: Column, language: str) -> str:
    if column.minimum is None and column.maximum is None:
        return ""
    unit = " %" if column.type is ColumnType.PERCENTAGE else ""
    shown = {
        name: plain_number(value, language) + unit
        for name, value in (("minimum", column.minimum), ("maximum", column.maximum))
        if value is not None
    }
    label = wording.BETWEEN if len(shown) == 2 else wording.AT_LEAST if "minimum" in shown else wording.AT_MOST
    return label.in_language(language).format(**shown)


def explanation(column: Column, choices: tuple[Choice, ...], language: str, *, key: bool) -> str:
    """The comment of a header: help, what is expected, whether required, allowed values; one line each."""
    lines = [column.help.in_language(language), "", expectation(column, language)]
    if choices and not column.reference and len(choices) <= LISTED_VALUES:
        values = ", ".join(choice.label.in_language(language) for choice in choices)
        lines.append(wording.ALLOWED.in_language(language).format(values=values))
    lines.append((wording.REQUIRED if column.required else wording.OPTIONAL).in_language(language))
    if key:
        lines.append(wording.KEY.in_language(language))
    return "\n".join(lines)


def validation(column: Column, choices: tuple[Choice, ...], language: str, lists: DropDowns) -> dict[str, Any] | None:
    """Options of xlsxwriter's ``data_validation`` for the cells of *column*; None when any text will do."""
    rule = _list_rule(choices, language, lists) if choices else _value_rule(column)
    if rule is None:
        return None
    said = expectation(column, language)
    if choices:
        rule["input_title"] = column.label.in_language(language)[:TITLE_LIMIT]
        rule["input_message"] = _shortened(column.help.in_language(language))
        said = wording.CHOOSE.in_language(language)
    return rule | {
        "error_title": wording.REFUSED_TITLE.in_language(language)[:TITLE_LIMIT],
        "error_message": _shortened(said),
        "ignore_blank": True,
    }


def _shortened(text: str) -> str:
    return text if len(text) <= MESSAGE_LIMIT else text[: MESSAGE_LIMIT - 1] + "…"


def _list_rule(choices: tuple[Choice, ...], language: str, lists: DropDowns) -> dict[str, Any]:
    labels = tuple(choice.label.in_language(language) for choice in choices)
    return {"validate": "list", "source": f"={lists.name_of(labels)}"}


def _value_rule(column: Column) -> dict[str, Any] | None:
    if column.type in (ColumnType.DATE, ColumnType.MONTH):
        return {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
    scale = {ColumnType.INTEGER: 1, ColumnType.AMOUNT: 1, ColumnType.PERCENTAGE: 100}.get(column.type)
    if scale is None:
        return None
    rule: dict[str, Any] = {"validate": "integer" if column.type is ColumnType.INTEGER else "decimal"}
    low = -1e15 if column.minimum is None else column.minimum / scale
    high = 1e15 if column.maximum is None else column.maximum / scale
    return rule | {"criteria": "between", "minimum": low, "maximum": high}
