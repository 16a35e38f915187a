"""A chart on a page: its finding as title, its table and its files one click away, its selection."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from dashboard import data, exports, text
from dashboard.charts.titled import DrawnChart, TitledChart, drawn
from dashboard.text import _
from dashboard.theme import Mark, level_mark, status_mark, with_readable_axes

STATUSES = ("green", "amber", "red", "not_assessed")
LEVELS = ("low", "medium", "high", "critical")
Shown = TitledChart | DrawnChart
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PADDING = {"left": 0, "top": 0, "right": 0, "bottom": 2}
"""Around a chart, in pixels: Streamlit's own leaves a gap of 20 between a chart and the line below it."""
LONGEST_NAME = 60
"""Letters of the name of a file, without its ending."""
SPLIT = re.compile(r"(?:[^\w.,]|(?<!\d)[.,]|[.,](?!\d))+")
"""What parts words: every sign that is none of theirs, but not the separators inside a number."""
FIGURE = re.compile(r"[-+]?(€\s*)?[-+]?\d+([.,\s]\d{3})*([.,]\d+)?\s*((k|K|M|mln\.?)?\s*€?|%|pt|ptn)")
"""A number as one of the languages writes it: signed, an amount, short or in full, a share, points."""
GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d)")
MOST_ROWS = 300
"""Rows of the table behind a chart that are sent to the browser; the workbook holds them all."""


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    return bool(st.context.theme.type == "dark")


def panel(
    shown: Shown,
    key: str,
    *,
    help: str | None = None,
    selection: str | None = None,
    notes: tuple[str, ...] = (),
    heading: Callable[..., Any] = st.header,
) -> list[dict[str, Any]]:
    """Title, chart, and a popover with table and downloads; returns what was selected under *selection*.

    *notes* (status date and filters, see ``filters.notes``) are written into the exported workbook.
    A chart with nothing to draw is its sentence alone. *heading* writes the title: dialogs shrink headings.
    """
    if shown.empty:
        st.info(shown.title)
        return []
    chart = shown if isinstance(shown, DrawnChart) else drawn(shown)
    heading(chart.title, help=help)
    picked: list[dict[str, Any]] = []
    if selection is None:
        _chart(chart, key=key)
    else:
        event = _chart(chart, key=key, on_select="rerun", selection_mode=selection)
        picked = list(event.selection.get(selection) or [])
    _behind(chart, key, notes)
    return picked


def _chart(shown: DrawnChart, **options: Any) -> Any:
    """Always the specification: making one while another thread runs ``st.altair_chart`` would mix up their data."""
    rows = {name: data.rows_as_sent(name, rows) for name, rows in shown.specification.get("datasets", {}).items()}
    config = with_readable_axes(shown.specification.get("config", {}), dark=is_dark())
    specification = {**shown.specification, "padding": PADDING, "datasets": rows, "config": config}
    return st.vega_lite_chart(None, specification, alt=shown.alt, **options)


def table_panel(
    title: str,
    table: pd.DataFrame,
    key: str,
    *,
    notes: tuple[str, ...] = (),
    whole: pd.DataFrame | None = None,
    heading: Callable[..., Any] = st.header,
    marks: Sequence[str] = (),
    **options: Any,
) -> Any:
    """A table under its title with its export; *options* go to ``st.dataframe``; returns its event.

    *whole* is exported where *table* is only its beginning, or is written for the eye. Cells of the
    columns *marks* begin with the symbol of a status or level and get its colour.
    """
    heading(title)
    columns = {**day_columns(table), **options.pop("column_config", {})}
    event = st.dataframe(coloured(table, marks), key=key, hide_index=True, alt=title, column_config=columns, **options)
    download(table if whole is None else whole, title, key, notes)
    return event


def day_columns(table: pd.DataFrame) -> dict[str, Any]:
    """For the columns of *table* that hold dates: day, month and year in the order that all three languages share."""
    dated = (
        name
        for name, column in table.items()
        if any(isinstance(cell, dt.date) for cell in column.to_numpy(dtype=object)[:MOST_ROWS])
    )
    return {str(name): st.column_config.DateColumn(format=text.DAY_COLUMN) for name in dated}


def figure_columns(table: pd.DataFrame) -> dict[str, Any]:
    """For the columns of *table* that hold figures as text: to the right, where numbers stand."""
    told = (str(name) for name, column in table.items() if _are_figures(column.tolist()))
    return {name: st.column_config.Column(alignment="right") for name in told}


def _are_figures(cells: Sequence[object]) -> bool:
    written = [cell for cell in cells if isinstance(cell, str) and cell and cell != _("n/a")]
    return bool(written) and all(map(FIGURE.fullmatch, written))


def every_mark() -> list[Mark]:
    """The marks of statuses, fresh and out of date, and of levels: their symbols all differ."""
    statuses = [status_mark(status, stale=stale) for status in STATUSES for stale in (False, True)]
    return statuses + [level_mark(level) for level in LEVELS]


def coloured(table: pd.DataFrame, marks: Sequence[str]) -> pd.DataFrame | Styler:
    """*table* with the cells of the columns *marks* in the colour of the mark that they begin with."""
    if not marks or table.empty:
        return table
    dark = is_dark()
    inks = {mark.symbol: mark.tone.dark if dark else mark.tone.light for mark in every_mark()}
    return table.style.map(
        lambda cell: f"color: {inks[cell[0]]}; font-weight: 600" if cell and cell[0] in inks else "",
        subset=list(marks),
    )


def _behind(shown: DrawnChart, key: str, notes: tuple[str, ...]) -> None:
    with st.container(horizontal=True, gap="small"):
        if shown.table is not None:
            with st.popover(_("As a table"), icon=":material/table:", type="tertiary"):
                first = shown.table.head(MOST_ROWS)
                columns = {**figure_columns(first), **day_columns(first)}
                st.dataframe(first, hide_index=True, alt=shown.alt, column_config=columns)
                if len(shown.table) > MOST_ROWS:
                    limit = text.number(MOST_ROWS)
                    st.caption(_("The first {limit} rows are shown; the Excel file holds them all.", limit=limit))
                download(shown.table if shown.values is None else shown.values, shown.title, key, notes)
        with st.popover(_("Export"), icon=":material/download:", type="tertiary"):
            language, dark, name = text.current_language(), is_dark(), _file_name(shown.title)
            caption = exports.Caption(shown.title, notes)
            st.download_button(
                _("Picture (PNG)"), lambda: exports.chart_png(shown.specification, language, caption, dark=dark),
                file_name=f"{name}.png", mime="image/png", key=f"{key}_png", on_click="ignore",
            )  # fmt: skip
            st.download_button(
                _("Drawing (SVG)"), lambda: exports.chart_svg(shown.specification, language, caption, dark=dark),
                file_name=f"{name}.svg", mime="image/svg+xml", key=f"{key}_svg", on_click="ignore",
            )  # fmt: skip


def download(table: pd.DataFrame | Callable[[], pd.DataFrame], title: str, key: str, notes: tuple[str, ...]) -> None:
    """A button that gives *table*, or what it makes once asked for, as an Excel workbook under *title* and *notes*."""
    language = text.current_language()

    def make() -> bytes:
        with text.speaking(language):
            return exports.table_workbook(table() if callable(table) else table, title, notes)

    st.download_button(
        _("Excel"), make,
        file_name=f"{_file_name(title)}.xlsx", mime=EXCEL,
        key=f"{key}_xlsx", icon=":material/download:", type="tertiary", on_click="ignore",
    )  # fmt: skip


def _file_name(title: str) -> str:
    """The words of *title*, whole ones only, with its numbers as they are written."""
    words = SPLIT.sub("_", GROUPED.sub("", title)).strip("_")
    cut = words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME + 1].rpartition("_")[0] or words
    return cut[:LONGEST_NAME] or "Regie"
