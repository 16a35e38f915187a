"""The weekly workbook as we hand it out: pre-filled, in one language, ready to be uploaded again."""

import datetime as dt
import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.contract import LANGUAGES, Choice, Column, ColumnType, Contract, Dataset, Label
from data_access.errors import InvalidRequest
from data_access.workbook import wording
from data_access.workbook.export import sheet_name
from data_access.workbook.template_cells import (
    ACCENT,
    NUMBER_FORMATS,
    STATUS_TINTS,
    WRAPPED,
    ColumnWriter,
    Formats,
    choices_of,
)
from data_access.workbook.template_guide import Guide, SheetEntry
from data_access.workbook.template_lists import LIST_SHEET, DropDowns, explanation, validation

TEMPLATE_VERSION = "1"
KEY_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
SPARE_ROWS = 500
FREE_COLUMNS = 26
"""Unlocked columns beside the data, for notes; xlsxwriter walks every formatted column on every row."""
FILTER_BUTTON = 3
COMMENT_WIDTH, COMMENT_CHARACTERS, COMMENT_LINE = 300, 46, 15
LINE_HEIGHT, TALLEST_ROW, WIDEST = 15, 10, 36
A4 = 9
ALLOWED_WHEN_PROTECTED = (
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_rows",
    "delete_rows",
    "sort",
    "autofilter",
)
Record = tuple[object, ...]


def write_template(
    contract: Contract,
    language: str,
    rows: Mapping[str, Sequence[Record]],
    references: Mapping[str, tuple[Choice, ...]],
    *,
    status_date: dt.date | None = None,
    sheets: Sequence[str] | None = None,
) -> bytes:
    """The workbook (xlsx) in *language* with one sheet per dataset named in *sheets*, all by default.

    *rows* maps dataset names to records in the contract's column order: str, int, Decimal (amounts; percentages in
    points, 0 to 100), date (the 1st for months), bool, the stored value of a choice, or None. *references* maps the
    names used by ``Column.reference`` to their entries.

    Raises ``InvalidRequest`` with code ``unknown_language`` (param *language*) or ``unknown_dataset`` (*dataset*).
    """
    if language not in LANGUAGES:
        raise InvalidRequest("unknown_language", language=language)
    datasets = _chosen(contract, sheets)
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as workbook:
        _describe(workbook, language, status_date)
        guide, worksheets, lists = _worksheets(workbook, datasets, language)
        formats = Formats(workbook)
        setting = _Setting(contract, language, references, formats, DropDowns(workbook, lists))
        entries = []
        for dataset, worksheet in zip(datasets, worksheets, strict=True):
            records = rows.get(dataset.name, ())
            _data_sheet(setting, worksheet, (dataset, records))
            entries.append(SheetEntry(worksheet.get_name(), setting.text(dataset.help), len(records)))
        Guide(guide, formats, language).write(entries, status_date)
    return buffer.getvalue()


_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def _chosen(contract: Contract, sheets: Sequence[str] | None) -> list[Dataset]:
    for name in sheets or ():
        if name not in contract.by_name:
            raise InvalidRequest("unknown_dataset", dataset=name)
    return [d for d in contract if sheets is None or d.name in sheets]


def _describe(workbook: Workbook, language: str, status_date: dt.date | None) -> None:
    properties: dict[str, object] = {"title": wording.GUIDE_TITLE.in_language(language), "author": "Regie"}
    if status_date is not None:
        # The same content gives the same bytes, whenever it is written.
        properties["created"] = dt.datetime.combine(status_date, dt.time())
        workbook.set_custom_property("regie_status_date", status_date.isoformat(), "text")
    workbook.set_properties(properties)
    workbook.set_custom_property("regie_template", TEMPLATE_VERSION, "text")
    workbook.set_custom_property("regie_language", language, "text")


def _worksheets(
    workbook: Workbook, datasets: list[Dataset], language: str
) -> tuple[Worksheet, list[Worksheet], Worksheet]:
    taken = {LIST_SHEET}
    guide = workbook.add_worksheet(sheet_name(wording.GUIDE_SHEET.in_language(language), taken))
    guide.set_tab_color(ACCENT)
    named = [workbook.add_worksheet(sheet_name(d.label.in_language(language), taken)) for d in datasets]
    lists = workbook.add_worksheet(LIST_SHEET)
    lists.very_hidden()
    return guide, named, lists


@dataclass(frozen=True)
class _Setting:
    """What all sheets of one workbook share."""

    contract: Contract
    language: str
    references: Mapping[str, tuple[Choice, ...]]
    formats: Formats
    lists: DropDowns

    def text(self, label: Label) -> str:
        return label.in_language(self.language)


@dataclass(frozen=True)
class _Block:
    """One column of one sheet, with the cells that it holds."""

    dataset: Dataset
    position: int
    choices: tuple[Choice, ...]
    values: Sequence[object]

    @property
    def column(self) -> Column:
        return self.dataset.columns[self.position]

    @property
    def key(self) -> bool:
        return self.column.name in self.dataset.key


def _data_sheet(setting: _Setting, worksheet: Worksheet, filled: tuple[Dataset, Sequence[Record]]) -> None:
    dataset, records = filled
    locked = setting.formats.get(locked=True)
    worksheet.set_row(KEY_ROW, None, locked, {"hidden": True})
    beside = len(dataset.columns)
    worksheet.set_column(beside, beside + FREE_COLUMNS - 1, None, setting.formats.get(locked=False))
    heights = [1] * len(records)
    header_lines = 2
    for position, column in enumerate(dataset.columns):
        values = [record[position] for record in records]
        block = _Block(dataset, position, choices_of(column, setting.references), values)
        width = _fill(setting, worksheet, block)
        header_lines = max(header_lines, _lines(setting.text(column.label), width - FILTER_BUTTON))
        if column.type in WRAPPED:
            heights = [max(h, _lines(str(v or ""), width + 2)) for h, v in zip(heights, values, strict=True)]
    worksheet.set_row(HEADER_ROW, 12 + LINE_HEIGHT * header_lines, locked)
    _row_heights(worksheet, heights)
    _page(worksheet, dataset, FIRST_ROW + len(records) + SPARE_ROWS - 1)


def _fill(setting: _Setting, worksheet: Worksheet, block: _Block) -> int:
    """Write header, rules and values of one column; its width in characters."""
    writer = ColumnWriter(worksheet, block.column, setting.formats, key=block.key)
    writer.speak(setting.language, block.choices)
    texts = [writer.shown(v) for v in (*block.values, *(c.value for c in block.choices)) if v is not None]
    width = _width(block.column, setting.text(block.column.label), texts)
    style = setting.formats.data(block.column, key=block.key)
    worksheet.set_column(block.position, block.position, width, style)
    _head(setting, worksheet, block)
    _rules(setting, worksheet, block)
    for row, value in enumerate(block.values, start=FIRST_ROW):
        writer.write(row, block.position, value)
    return width


def _head(setting: _Setting, worksheet: Worksheet, block: _Block) -> None:
    column, position = block.column, block.position
    name = f"#{block.dataset.name}.{column.name}"
    worksheet.write_string(KEY_ROW, position, name, setting.formats.get(locked=True))
    header = setting.formats.header(required=column.required)
    worksheet.write_string(HEADER_ROW, position, setting.text(column.label), header)
    comment = explanation(column, block.choices, setting.language, key=block.key)
    if column.refers_to in setting.contract.by_name:
        target = setting.text(setting.contract.dataset(str(column.refers_to)).label)
        comment += "\n" + setting.text(wording.KNOWN_CODE).format(sheet=target)
    worksheet.write_comment(HEADER_ROW, position, comment, _comment_shape(comment))


def _rules(setting: _Setting, worksheet: Worksheet, block: _Block) -> None:
    last_row = FIRST_ROW + len(block.values) + SPARE_ROWS - 1
    area = (FIRST_ROW, block.position, last_row, block.position)
    rule = validation(block.column, block.choices, setting.language, setting.lists)
    if rule is not None:
        worksheet.data_validation(*area, rule)
    if block.column.type is not ColumnType.STATUS:
        return
    for choice in block.choices:
        background, ink = STATUS_TINTS.get(choice.value, STATUS_TINTS["not_assessed"])
        tint = setting.formats.get(bg_color=background, font_color=ink)
        shown = f'"{setting.text(choice.label)}"'
        worksheet.conditional_format(*area, {"type": "cell", "criteria": "==", "value": shown, "format": tint})


def _page(worksheet: Worksheet, dataset: Dataset, last_row: int) -> None:
    worksheet.autofilter(HEADER_ROW, 0, last_row, len(dataset.columns) - 1)
    worksheet.freeze_panes(FIRST_ROW, _frozen_columns(dataset))
    worksheet.protect("", dict.fromkeys(ALLOWED_WHEN_PROTECTED, True))
    worksheet.set_zoom(90)
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEADER_ROW)


def _row_heights(worksheet: Worksheet, heights: list[int]) -> None:
    # Rows of one line keep the automatic height, so that they grow with what is typed into them.
    for row, lines in enumerate(heights, start=FIRST_ROW):
        if lines > 1:
            worksheet.set_row(row, 4 + LINE_HEIGHT * min(lines, TALLEST_ROW))


def _frozen_columns(dataset: Dataset) -> int:
    leading = takewhile(lambda name: name in dataset.key, dataset.column_names)
    return sum(1 for _ in leading)


def _width(column: Column, label: str, texts: list[str]) -> int:
    longest_word = max(len(word) for word in label.split())
    needed = [column.width, longest_word + FILTER_BUTTON + 1]
    if column.type not in WRAPPED and column.type not in NUMBER_FORMATS:
        needed.append(min(WIDEST, max(map(len, texts), default=0) + 3))
    return max(needed)


def _lines(text: str, width: int) -> int:
    return sum(max(1, len(textwrap.wrap(line, width))) for line in text.split("\n"))


def _comment_shape(comment: str) -> dict[str, object]:
    return {
        "author": "Regie",
        "width": COMMENT_WIDTH,
        "height": 14 + COMMENT_LINE * _lines(comment, COMMENT_CHARACTERS),
        "font_size": 9,
        "color": "#FFFFFF",
    }
