"""A chart on a page: its finding as title, its table and its files one click away, its selection."""

import re
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import exports, text
from dashboard.charts.titled import TitledChart
from dashboard.text import _

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    return bool(st.context.theme.type == "dark")


def panel(
    shown: TitledChart, key: str, *, help: str | None = None, selection: str | None = None, notes: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Title, chart, and a popover with table and downloads; returns what was selected under *selection*.

    *notes* (status date and filters, see ``filters.notes``) are written into the exported workbook.
    """
    st.subheader(shown.title, help=help)
    picked: list[dict[str, Any]] = []
    if selection is None:
        st.altair_chart(shown.chart, key=key, alt=shown.alt)
    else:
        event = st.altair_chart(shown.chart, key=key, on_select="rerun", selection_mode=selection, alt=shown.alt)
        picked = list(event.selection.get(selection) or [])
    _behind(shown, key, notes)
    return picked


def table_panel(title: str, table: pd.DataFrame, key: str, *, notes: tuple[str, ...] = (), **options: Any) -> Any:
    """A table under its title with its export; *options* go to ``st.dataframe``; returns its event."""
    st.subheader(title)
    event = st.dataframe(table, key=key, hide_index=True, alt=title, **options)
    _download(table, title, key, notes)
    return event


def _behind(shown: TitledChart, key: str, notes: tuple[str, ...]) -> None:
    with st.container(horizontal=True, gap="small"):
        if shown.table is not None:
            with st.popover(_("As a table"), icon=":material/table:", type="tertiary"):
                st.dataframe(shown.table, hide_index=True, alt=shown.alt)
                _download(shown.table, shown.title, key, notes)
        with st.popover(_("Export"), icon=":material/download:", type="tertiary"):
            language, name = text.current_language(), _file_name(shown.title)
            st.download_button(
                _("Picture (PNG)"), lambda: exports.chart_png(shown.chart, language), f"{name}.png", "image/png",
                key=f"{key}_png", on_click="ignore",
            )  # fmt: skip
            st.download_button(
                _("Drawing (SVG)"), lambda: exports.chart_svg(shown.chart, language), f"{name}.svg", "image/svg+xml",
                key=f"{key}_svg", on_click="ignore",
            )  # fmt: skip


def _download(table: pd.DataFrame, title: str, key: str, notes: tuple[str, ...]) -> None:
    st.download_button(
        _("Excel"), lambda: exports.table_workbook(table, title, notes), f"{_file_name(title)}.xlsx", EXCEL,
        key=f"{key}_xlsx", icon=":material/download:", type="tertiary", on_click="ignore",
    )  # fmt: skip


def _file_name(title: str) -> str:
    return re.sub(r"[^\w]+", "_", title).strip("_")[:60] or "Regie"
