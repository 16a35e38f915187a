"""The drill of the Budget board: a project's budget lines by category and month, then the rows of a file."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import link_to
from dashboard.budget_money import money, money_columns
from dashboard.budget_position import Position
from dashboard.components import choice_names
from dashboard.filters import Filters
from dashboard.metrics.burn import Spending, burn_curve
from dashboard.metrics.columns import value_of
from dashboard.metrics.spending import reported_lines, spending_of
from dashboard.panels import table_panel
from dashboard.sources import row_sources
from dashboard.text import _
from data_access.datasets import CONTRACT


def project_lines(version: int, filters: Filters, now: Position, project: str) -> None:
    """One line per category with its months, then the rows behind all of them, or behind the one picked."""
    name = now.name_of(project)
    rows = data.effective_rows(version, "budget", filters.as_of, (project,))
    link_to("project", _("Open {project}", project=text.escape(name)), project=project)
    if rows.empty or filters.as_of is None:
        st.info(_("This project has no budget. Its manager adds one on the sheet Budget of the weekly workbook."))
        return
    days = data.project_measures(version, filters.as_of).set_index("project")["status_date"]
    day = days.get(project, filters.as_of)
    found = spending_of(reported_lines(rows, {project: day}), "category")
    names = choice_names(CONTRACT.dataset("budget").column("category"))
    table = pd.DataFrame(
        [_line(names.get(code, code), s, rows[rows["category"] == code], day) for code, s in found.items()]
    )
    amounts = [{_("Category"): names.get(code, code), **money(s, written=False)} for code, s in found.items()]
    title = _("Budget lines of {project}", project=name)
    event = table_panel(
        title, table, "budget_lines", notes=filters.notes(version), whole=pd.DataFrame(amounts), heading=_escaped,
        on_select="rerun", selection_mode="single-row", column_config=_columns(),
    )  # fmt: skip
    picked = event.selection.rows
    code = list(found)[picked[0]] if picked else None
    shown = rows if code is None else rows[rows["category"] == code].reset_index(drop=True)
    st.caption(
        _("Rows of {category} as reported, month by month.", category=names.get(code, code))
        if code is not None
        else _("Rows as reported. Select a line above to see its months only.")
    )
    row_sources(version, "budget", shown, key=f"budget_rows_{project}_{code}")


def _escaped(title: str) -> None:
    st.header(text.escape(title))


def _line(name: str, s: Spending, rows: pd.DataFrame, day: dt.date) -> dict[str, object]:
    curve = burn_curve(rows, day)
    return {
        _("Category"): name,
        **money(s),
        _("Planned by month"): _floats(curve["planned"]),
        _("Spent by month"): _floats(curve["actual"]),
    }


def _floats(amounts: pd.Series) -> list[float]:
    return [float(str(value_of(amount) or 0)) for amount in amounts]


def _columns() -> dict[str, Any]:
    bars = {name: st.column_config.BarChartColumn(y_min=0) for name in (_("Planned by month"), _("Spent by month"))}
    return {**money_columns(), **bars}
