"""From a project to its budget lines, and from a line to the rows of a file."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from tests.conftest import DEMONSTRATED_UNTIL
from tests.screens import sound

pytestmark = pytest.mark.usefixtures("fresh_caches")


def drill(project: str) -> None:
    import datetime as dt

    import streamlit as st

    from dashboard import budget_lines, data
    from dashboard.address import PAGES
    from dashboard.budget_position import position
    from dashboard.filters import Filters

    st.navigation([st.Page(PAGES / "project.py")], position="hidden")
    filters = Filters(as_of=dt.date(2026, 5, 22))
    now = position(data.version(), filters)
    budget_lines.project_lines(data.version(), filters, now, project)


def drilled(project: str) -> AppTest:
    return sound(AppTest.from_function(drill, args=(project,), default_timeout=30).run())


def test_a_project_opens_as_its_lines_then_its_rows(demonstration: Database) -> None:
    rows = effective_rows(demonstration, "budget", as_of=DEMONSTRATED_UNTIL, projects=("REF-01",))
    at = drilled("REF-01")
    lines, sources = (d.value for d in at.dataframe)
    assert len(lines) == rows["category"].nunique()
    assert len(sources) == len(rows)
    assert sources["file_name"].str.startswith("Weekly_").all()
    assert {"sheet", "row", "uploaded_by", "uploaded_at"} <= set(sources)
    assert at.header[0].value.startswith("Budget lines of ")


def test_a_line_is_the_sum_of_its_rows(demonstration: Database) -> None:
    rows = effective_rows(demonstration, "budget", as_of=DEMONSTRATED_UNTIL, projects=("REF-01",))
    lines = drilled("REF-01").dataframe[0].value
    planned = rows.groupby("category", sort=False)["planned"].sum()
    assert lines["Budget"].tolist() == [text.amount(amount) for amount in planned]
    assert [round(sum(curve)) for curve in lines["Planned by month"]] == [round(amount) for amount in planned]


def test_a_project_without_a_budget_says_what_to_do(demonstration: Database) -> None:
    at = drilled("NOPE")
    assert [i.value for i in at.info] == [
        "This project has no budget. Its manager adds one on the sheet Budget of the weekly workbook."
    ]
    assert not at.dataframe
