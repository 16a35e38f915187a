"""Where figures come from: rows with file, sheet and row, and the original file of the one picked."""

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.components import rows_table, rows_values
from dashboard.panels import MOST_ROWS, download
from dashboard.text import _
from data_access.datasets import CONTRACT
from data_access.queries.uploads import original_file


def project_sources(
    version: int, project: str, as_of: dt.date | None, *, key: str = "source", notes: tuple[str, ...] = ()
) -> None:
    """Every sheet of a project, each row with its source."""
    labels = {dataset.name: dataset.label.in_language(text.current_language()) for dataset in CONTRACT}
    name = st.segmented_control(
        _("Sheet"), list(labels), default="projects", required=True, format_func=labels.__getitem__, key=f"{key}_sheet"
    )
    rows = data.effective_rows(version, name or "projects", as_of, (project,))
    row_sources(version, name or "projects", rows, key=f"{key}_{name}", notes=notes)


def row_sources(version: int, dataset: str, rows: pd.DataFrame, *, key: str, notes: tuple[str, ...] = ()) -> None:
    """*rows* of *dataset* (contract columns and lineage) as a table with its workbook; a picked row offers its file."""
    if rows.empty:
        st.info(_("Nothing was reported on this sheet."))
        return
    names = data.all_reference_names(version, text.current_language())
    declared = CONTRACT.dataset(dataset)
    picked = rows_table(declared, rows.head(MOST_ROWS), names, key=key)
    if len(rows) > MOST_ROWS:
        st.caption(_("The first {limit} rows are shown; the Excel file holds them all.", limit=text.number(MOST_ROWS)))
    row_origin(rows, picked, key=key)
    title = declared.label.in_language(text.current_language())
    download(lambda: rows_values(declared, rows, names), title, key, notes)


def row_origin(rows: pd.DataFrame, picked: int | None, *, key: str) -> None:
    """File, sheet and row of the one of *rows* that was *picked*, with its original file.

    A pick that outlived its rows, as when another project was chosen meanwhile, counts as none.
    """
    if picked is None or picked >= len(rows):
        st.caption(_("Select a row to get the workbook it came from."))
        return
    row = rows.iloc[picked]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "**{file}**, sheet {sheet}, row {row}; uploaded by {name}, {at}",
                file=text.escape(row["file_name"]),
                sheet=text.escape(row["sheet"]),
                row=int(row["row"]),
                name=text.escape(row["uploaded_by"]),
                at=text.instant(row["uploaded_at"]),
            )
        )
        original(row, key=key)


def original(upload: pd.Series, *, key: str) -> None:
    """A button that gives back the file of an *upload* (its number and file_name) as it came in."""
    number, name = int(upload["upload"]), str(upload["file_name"])
    st.download_button(
        _("Original file"), lambda: original_file(data.database(), number)[1], name,
        icon=":material/download:", on_click="ignore", key=f"{key}_original",
        disabled=number in data.removed_files(data.version()),
    )  # fmt: skip
