"""Export what I see: a table as a workbook with the filters stated, a chart as PNG or SVG."""

import datetime as dt
import io
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
import vl_convert
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.titled import AnyChart
from dashboard.metrics.columns import value_of
from dashboard.text import ZONE
from dashboard.theme import GROUND_DARK, GROUND_LIGHT, INK, PANEL_DARK, PANEL_LIGHT, vega_locale
from data_access.workbook.export import sheet_name

NUMBERS = (int, float, Decimal)
SCALE = 2.0
WIDTH = 900
LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""
WIDEST_COLUMN = 60
INKED = {
    "axis": ("labelColor", "titleColor"),
    "legend": ("labelColor", "titleColor"),
    "title": ("color", "subtitleColor"),
}
Drawing = AnyChart | dict[str, Any]
"""A chart, or its Vega-Lite specification."""


class Formats(NamedTuple):
    """The cell formats of an exported workbook."""

    title: Format
    note: Format
    header: Format
    day: Format
    instant: Format
    amount: Format
    whole: Format


def table_workbook(table: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> bytes:
    """*table* under its *title* and *notes* (filters, status date), with number and date formats.

    Text that looks like a formula or an address is written as text. Days stay days, instants are
    those of Brussels, yes and no are Excel's own. A column has decimals when one of its numbers does.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        formats, sheet = _formats(workbook), workbook.add_worksheet(sheet_name(title, set()))
        sheet.write_string(0, 0, title, formats.title)
        for row, note in enumerate(notes, start=1):
            sheet.write_string(row, 0, note, formats.note)
        top = len(notes) + 2
        for column, name in enumerate(table.columns):
            sheet.write_string(top, column, str(name), formats.header)
            _write_column(sheet, (top, column), table.iloc[:, column], formats)
        sheet.freeze_panes(top + 1, 0)
    return buffer.getvalue()


def _formats(workbook: xlsxwriter.Workbook) -> Formats:
    return Formats(
        title=workbook.add_format({"bold": True, "font_size": 14}),
        note=workbook.add_format({"font_color": "#566270"}),
        header=workbook.add_format({"bold": True, "bg_color": "#E3ECF6", "text_wrap": True, "valign": "top"}),
        day=workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        instant=workbook.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        amount=workbook.add_format({"num_format": "#,##0.00"}),
        whole=workbook.add_format({"num_format": "#,##0"}),
    )


def _write_column(sheet: Worksheet, header: tuple[int, int], cells: pd.Series, formats: Formats) -> None:
    top, column = header
    values = [value_of(cell) if not isinstance(cell, list) else cell for cell in cells.tolist()]
    whole = all(float(v).is_integer() for v in values if _is_number(v))  # type: ignore[arg-type]  # numbers only
    for row, value in enumerate(values, start=top + 1):
        _write(sheet, (row, column), value, formats if not whole else formats._replace(amount=formats.whole))
    longest = max([len(str(cells.name)), *(len(str(v)) for v in values if v is not None)])
    sheet.set_column(column, column, min(WIDEST_COLUMN, max(10, longest + 2)))


def _is_number(value: object) -> bool:
    return isinstance(value, NUMBERS) and not isinstance(value, bool) and math.isfinite(value)


def _write(sheet: Worksheet, cell: tuple[int, int], value: object, formats: Formats) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(*cell, value)
    elif _is_number(value):
        sheet.write_number(*cell, float(value), formats.amount)  # type: ignore[arg-type]  # a number
    elif isinstance(value, dt.datetime):
        local = value.astimezone(ZONE).replace(tzinfo=None) if value.tzinfo else value
        sheet.write_datetime(*cell, local, formats.instant if local.time() != dt.time.min else formats.day)
    elif isinstance(value, dt.date):
        sheet.write_datetime(*cell, value, formats.day)
    elif isinstance(value, list):
        sheet.write_string(*cell, ", ".join(map(str, value))[:LONGEST_CELL])
    elif value is not None:
        sheet.write_string(*cell, str(value)[:LONGEST_CELL])


class Caption(NamedTuple):
    """What stands above an exported chart: the finding, then filters and status date."""

    title: str
    notes: Sequence[str] = ()


def chart_png(chart: Drawing, language: str, caption: Caption | None = None, *, dark: bool = False) -> bytes:
    """*chart* as a picture, numbers and dates as *language* writes them, on the ground that it was drawn for."""
    locale = vega_locale(language)
    return bytes(
        vl_convert.vegalite_to_png(
            _fixed(chart, caption, dark=dark),
            scale=SCALE,
            format_locale=locale["number"],
            time_format_locale=locale["time"],
        )
    )


def chart_svg(chart: Drawing, language: str, caption: Caption | None = None, *, dark: bool = False) -> bytes:
    """*chart* as a scalable drawing."""
    locale = vega_locale(language)
    svg = vl_convert.vegalite_to_svg(
        _fixed(chart, caption, dark=dark), format_locale=locale["number"], time_format_locale=locale["time"]
    )
    return str(svg).encode()


def _fixed(chart: Drawing, caption: Caption | None, *, dark: bool) -> dict[str, Any]:
    """The specification with a title, a width, a ground and an ink of its own, where on screen the page gives them."""
    specification = dict(chart) if isinstance(chart, dict) else chart.to_dict()
    if specification.get("width") == "container":
        specification["width"] = WIDTH
    if caption is not None:
        notes = " · ".join(caption.notes)
        specification["title"] = {"text": caption.title} | ({"subtitle": notes} if notes else {})
    specification.setdefault("background", GROUND_DARK if dark else GROUND_LIGHT)
    config = dict(specification.get("config", {}))
    for part in ("axis", "legend", "title"):
        config[part] = {**_ink(part, dark=dark), **config.get(part, {})}
    return {**specification, "config": config}


def _ink(part: str, *, dark: bool) -> dict[str, str]:
    grid = {"gridColor": PANEL_DARK if dark else PANEL_LIGHT} if part == "axis" else {}
    return dict.fromkeys(INKED[part], INK[dark]) | grid
