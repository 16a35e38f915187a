"""Export what I see: a table as a workbook with the filters stated, a chart as PNG or SVG."""

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import vl_convert
import xlsxwriter

from dashboard.charts.titled import AnyChart
from dashboard.theme import vega_locale
from data_access.workbook.export import sheet_name

NUMBERS = (int, float, Decimal)
SCALE = 2.0


def table_workbook(table: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> bytes:
    """*table* under its *title* and *notes* (filters, status date), with number and date formats.

    Text that looks like a formula is written as text.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        sheet = workbook.add_worksheet(sheet_name(title, set()))
        sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
        for row, note in enumerate(notes, start=1):
            sheet.write_string(row, 0, note, workbook.add_format({"font_color": "#566270"}))
        _write_table(workbook, sheet, table, len(notes) + 2)
    return buffer.getvalue()


def _write_table(
    workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: pd.DataFrame, top: int
) -> None:
    header = workbook.add_format({"bold": True, "bg_color": "#E3ECF6", "text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    amount = workbook.add_format({"num_format": "#,##0.00"})
    whole = workbook.add_format({"num_format": "#,##0"})
    for column, name in enumerate(table.columns):
        values = [None if pd.isna(v) else v for v in table[name].tolist()]
        sheet.write_string(top, column, str(name), header)
        for row, value in enumerate(values, start=top + 1):
            if isinstance(value, bool) or value is None:
                sheet.write_string(row, column, "" if value is None else str(value))
            elif isinstance(value, dt.date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, NUMBERS):
                sheet.write_number(row, column, float(value), whole if float(value).is_integer() else amount)
            else:
                sheet.write_string(row, column, str(value))
        longest = max([len(str(name)), *(len(str(v)) for v in values if v is not None)])
        sheet.set_column(column, column, min(60, max(10, longest + 2)))
    sheet.freeze_panes(top + 1, 0)


def chart_png(chart: AnyChart, language: str) -> bytes:
    """*chart* as a picture, numbers and dates as *language* writes them."""
    locale = vega_locale(language)
    return bytes(
        vl_convert.vegalite_to_png(
            _fixed(chart), scale=SCALE, format_locale=locale["number"], time_format_locale=locale["time"]
        )
    )


def chart_svg(chart: AnyChart, language: str) -> bytes:
    """*chart* as a scalable drawing."""
    locale = vega_locale(language)
    drawn = vl_convert.vegalite_to_svg(_fixed(chart), format_locale=locale["number"], time_format_locale=locale["time"])
    return str(drawn).encode()


def _fixed(chart: AnyChart) -> dict[str, object]:
    """The specification with a width of its own, where on screen it fills its container."""
    specification = chart.to_dict()
    if specification.get("width") == "container":
        specification["width"] = 900
    specification.setdefault("background", "#FFFFFF")
    return specification
