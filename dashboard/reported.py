"""The pieces of the History page: who reported when, how well, and the list of every upload."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import data, text
from dashboard.charts.reporting_grid import quality_grid_chart, quality_text, reporting_grid_chart, reporting_table
from dashboard.kpi_cards import Card, kpi_cards
from dashboard.kpis import beside
from dashboard.metrics.quality import data_quality, figures
from dashboard.metrics.reporting import received, reporting_grid, reports_of
from dashboard.panels import download, is_dark, panel
from dashboard.setting_words import due_words
from dashboard.text import _, ngettext

WEEKS = 12
VIEWS = ("punctuality", "quality")
VIEW_NAMES = {"punctuality": lambda: _("Punctuality"), "quality": lambda: _("Quality")}


def punctuality_grid(version: int) -> None:
    """Project managers by week, the latest twelve."""
    weeks = data.status_dates(version)[:WEEKS][::-1]
    projects = data.effective_rows(version, "projects", None)
    if not weeks or projects.empty:
        st.info(_("No workbook has been uploaded yet."))
        return
    deadlines = data.deadlines(version)
    grid = reporting_grid(_reports(version), projects, weeks, deadlines.due)
    dark = is_dark()
    titled, place = reporting_grid_chart(grid, dark=dark), st.container()
    shown = st.segmented_control(
        _("Show"), VIEWS, default=VIEWS[0], required=True, format_func=lambda view: VIEW_NAMES[view](),
        label_visibility="collapsed", key="reporting_view",
    )  # fmt: skip
    if shown == "quality":
        titled = quality_grid_chart(grid, dark=dark)
    due = due_words(deadlines.due(weeks[-1]))
    in_time = _("A report is on time when it is in before its deadline, for the latest week {due}.", due=due)
    panel(replace(titled, table=reporting_table(grid)), "punctuality", help=in_time, heading=place.header)


def _reports(version: int) -> pd.DataFrame:
    return reports_of(data.upload_list(version), data.upload_projects(version))


def week_cards(version: int) -> None:
    """How punctual and how clean the reports of the latest week are, beside those of the week before."""
    weeks = data.status_dates(version)[:2]
    if not weeks:
        return
    reports = _reports(version)
    due = data.deadlines(version).due
    found = [figures(received(reports, data.effective_rows(version, "projects", week), week, due)) for week in weeks]
    kpi_cards([Card(kpi) for kpi in beside(found[0], found[1] if len(found) > 1 else ())], columns=4)
    st.caption(_("Reports for {day}, by manager and week below.", day=text.day(weeks[0])))


def upload_table(version: int) -> int | None:
    """Every upload, the newest first; returns the one that was picked."""
    uploads = data.upload_list(version)
    if uploads.empty:
        return None
    title = ngettext("{count} upload", "{count} uploads", len(uploads))
    st.header(title)
    shown = pd.DataFrame(
        {
            "upload": uploads["upload"],
            "status_date": uploads["status_date"],
            "file_name": uploads["file_name"],
            "uploaded_by": uploads["uploaded_by"],
            "committed_at": [text.instant(at) for at in uploads["committed_at"]],
            "rows": [_row_equation(r) for r in uploads.itertuples()],
            "quality": [_quality(r) for r in uploads.itertuples()],
            "state": [_state(at) for at in uploads["undone_at"]],
        }
    )
    event = st.dataframe(
        shown, hide_index=True, on_select="rerun", selection_mode="single-row", key="upload_list", height=320,
        column_config=_upload_columns(), alt=_("Every upload with its rows; select one to see its changes."),
    )  # fmt: skip
    download(_upload_values(uploads), title, "upload_list", ())
    picked = event.selection.rows
    if not picked:
        st.caption(_("Select an upload to see what it changed, get its file, or undo it."))
        return None
    return int(shown["upload"].iloc[picked[0]])


def _upload_values(uploads: pd.DataFrame) -> pd.DataFrame:
    """The same list for a workbook: instants, and each count in a column of its own."""
    counts = zip(uploads["cells_read"], uploads["findings"], strict=True)
    quality = [data_quality(int(cells), int(findings)).value for cells, findings in counts]
    return pd.DataFrame(
        {
            _("Upload"): uploads["upload"],
            _("Status date"): uploads["status_date"],
            _("File"): uploads["file_name"],
            _("Uploaded by"): uploads["uploaded_by"],
            _("Uploaded at"): uploads["committed_at"],
            _("Rows read"): uploads["rows_read"],
            _("New rows"): uploads["inserted"],
            _("Changed rows"): uploads["updated"],
            _("Unchanged rows"): uploads["unchanged"],
            _("Quality (%)"): pd.Series(quality, index=uploads.index, dtype=object),
            _("State"): [_state(at) for at in uploads["undone_at"]],
        }
    )


def _upload_columns() -> dict[str, ColumnConfig]:
    number = st.column_config.NumberColumn
    return {
        "upload": number(_("Upload"), width=64),
        "status_date": st.column_config.DateColumn(_("Status date"), format=text.DAY_COLUMN),
        "file_name": st.column_config.Column(_("File")),
        "uploaded_by": st.column_config.Column(_("Uploaded by")),
        "committed_at": st.column_config.Column(_("Uploaded at")),
        "rows": st.column_config.Column(
            _("Rows"), help=_("Rows read = new + changed + unchanged."), alignment="right", width=150
        ),
        "quality": st.column_config.Column(
            _("Quality"), help=_("Cells without a finding, of all cells read."), alignment="right", width="small"
        ),
        "state": st.column_config.Column(_("State")),
    }


def _quality(upload: object) -> str:
    found = data_quality(upload.cells_read, upload.findings)  # type: ignore[attr-defined]  # a row of the frame
    return quality_text(found.value)


def _row_equation(upload: object) -> str:
    counts = (upload.inserted, upload.updated, upload.unchanged)  # type: ignore[attr-defined]  # a row of the frame
    return f"{text.number(upload.rows_read)} = {' + '.join(map(text.number, counts))}"  # type: ignore[attr-defined]  # as above


def _state(undone_at: dt.datetime | None) -> str:
    return _("in force") if undone_at is None or pd.isna(undone_at) else _("undone")
