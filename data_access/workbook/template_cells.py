"""How one value of the contract becomes one cell of the template."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.contract import BOOLEAN_CHOICES, STATUS_CHOICES, Choice, Column, ColumnType
from data_access.workbook.export import plain_number

ACCENT = "#1F4E8C"
HEADER_FILL = "#E4ECF6"
KEY_FILL = "#F6F8FB"
INK = "#1B2430"
QUIET = "#4A5563"
LINE = "#D5DCE6"
STATUS_TINTS = {
    "green": ("#E2F1E5", "#1C6331"),
    "amber": ("#FDF0D5", "#7A4F00"),
    "red": ("#FBE2DF", "#9A1B13"),
    "not_assessed": ("#EDF0F3", "#4A5563"),
}
NUMBER_FORMATS = {
    ColumnType.AMOUNT: "#,##0.00",
    ColumnType.INTEGER: "0",
    ColumnType.PERCENTAGE: "0 %",
    ColumnType.DATE: "dd/mm/yyyy",
    ColumnType.MONTH: "mm/yyyy",
}
WRAPPED = (ColumnType.TEXT, ColumnType.LONG_TEXT)
FRACTIONAL_PERCENTAGE = "0.00 %"
EXACT_DIGITS = 15
FIRST_DATE = dt.date(1900, 3, 1)


class Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """The format with these xlsxwriter *properties*."""
        wanted = tuple(sorted(properties.items()))
        if wanted not in self._made:
            self._made[wanted] = self._workbook.add_format({"font_color": INK, **properties})
        return self._made[wanted]

    def data(self, column: Column, *, key: bool = False, number_format: str | None = None) -> Format:
        """The unlocked format of the data cells of *column*."""
        properties: dict[str, object] = {
            "locked": False,
            "valign": "top",
            "num_format": number_format or NUMBER_FORMATS.get(column.type, "@"),
        }
        properties |= {"align": "right" if column.type in NUMBER_FORMATS else "left", "indent": 1}
        if column.type in WRAPPED:
            properties["text_wrap"] = True
        if key:
            properties |= {"bg_color": KEY_FILL, "border": 1, "border_color": LINE}
        return self.get(**properties)

    def header(self, *, required: bool) -> Format:
        """The locked format of a header: bold over a line in the accent where the column is required."""
        properties: dict[str, object] = {"font_color": QUIET, "bottom": 1, "bottom_color": LINE}
        if required:
            properties = {"bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT}
        shared = {"bg_color": HEADER_FILL, "left": 1, "left_color": LINE, "right": 1, "right_color": LINE}
        return self.get(text_wrap=True, valign="vcenter", indent=1, locked=True, **shared, **properties)


def choices_of(column: Column, references: Mapping[str, tuple[Choice, ...]]) -> tuple[Choice, ...]:
    """The allowed values of *column*, wherever they come from; empty when it is free."""
    if column.reference is not None:
        return tuple(references.get(column.reference, ()))
    if column.choices:
        return column.choices
    if column.type is ColumnType.BOOLEAN:
        return BOOLEAN_CHOICES
    return STATUS_CHOICES if column.type is ColumnType.STATUS else ()


class ColumnWriter:
    """Writes stored values of one column, the way its type, language and choices ask for."""

    def __init__(self, worksheet: Worksheet, column: Column, formats: Formats, *, key: bool) -> None:
        self._sheet = worksheet
        self._column = column
        self._formats = formats
        self._key = key
        self.speak("en", ())

    def speak(self, language: str, choices: tuple[Choice, ...]) -> None:
        """Write the labels of *choices*, and numbers that must go in as text, in *language*."""
        self._language = language
        self._labels = {choice.value: choice.label.in_language(language) for choice in choices}

    def shown(self, value: object) -> str:
        """What the reader of a text cell sees for *value*: its label where it has one."""
        stored = ("no", "yes")[value] if isinstance(value, bool) else str(value)
        return self._labels.get(stored, stored)

    def write(self, row: int, position: int, value: object) -> None:
        """Write *value* at zero-based *row* and *position*; None leaves the cell blank."""
        if value is None:
            return
        if isinstance(value, bool):
            self._text(row, position, self.shown(value))
        elif isinstance(value, int | float | Decimal):
            self._number(row, position, Decimal(str(value)))
        elif isinstance(value, dt.date):
            self._date(row, position, value)
        else:
            self._text(row, position, self.shown(value))

    def _style(self, number_format: str | None = None) -> Format:
        return self._formats.data(self._column, key=self._key, number_format=number_format)

    def _text(self, row: int, position: int, text: str) -> None:
        number_format = "@" if self._column.type in NUMBER_FORMATS else None
        self._sheet.write_string(row, position, text, self._style(number_format))

    def _number(self, row: int, position: int, value: Decimal) -> None:
        if len(value.normalize().as_tuple().digits) > EXACT_DIGITS:
            self._text(row, position, plain_number(value, self._language))
        elif self._column.type is ColumnType.PERCENTAGE:
            style = self._style(None if value == value.to_integral_value() else FRACTIONAL_PERCENTAGE)
            self._sheet.write_number(row, position, float(value / 100), style)
        else:
            self._sheet.write_number(row, position, float(value), self._style())

    def _date(self, row: int, position: int, value: dt.date) -> None:
        # A spreadsheet counts days from 1900 and believes in a 29 February 1900: earlier dates go in as text.
        if value < FIRST_DATE:
            self._text(row, position, value.isoformat())
        else:
            self._sheet.write_datetime(row, position, value, self._style())
