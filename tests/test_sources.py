"""Where figures come from: rows with file, sheet and row, and the original file of the one that is picked."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, sources
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from tests.app_database import unescaped
from tests.screens import sound

pytestmark = pytest.mark.usefixtures("fresh_caches")


def every_sheet(project: str, dataset: str) -> None:
    """A script that shows the rows behind a project."""
    import streamlit as st

    from dashboard import data
    from dashboard.sources import project_sources

    st.session_state["source_sheet"] = dataset
    project_sources(data.version(), project, None)


def shown(project: str, dataset: str) -> AppTest:
    return sound(AppTest.from_function(every_sheet, args=(project, dataset), default_timeout=60).run())


@pytest.mark.parametrize("dataset", CONTRACT.by_name)
def test_every_row_names_its_file_sheet_row_and_author(demonstration: Database, dataset: str) -> None:
    at = shown("REF-01", dataset)
    table = at.dataframe[0].value
    assert len(table) == len(effective_rows(demonstration, dataset, projects=("REF-01",)))
    assert table["file_name"].str.startswith("Weekly_2026-05-").all()
    assert table["row"].notna().all()
    assert set(table["uploaded_by"]) <= {"Claire Peeters", "Samir El Amrani"}
    assert table["uploaded_at"].str.contains("2026").all()
    assert table["sheet"].nunique() == 1
    assert [c.value for c in at.caption] == ["Select a row to get the workbook it came from."]


def test_a_sheet_without_rows_says_so(demonstration: Database) -> None:
    assert [e.value for e in shown("NOPE", "raid").info] == ["Nothing was reported on this sheet."]


def origin(position: int | None) -> None:
    """A script that shows where the row at *position* comes from."""
    from dashboard import data
    from dashboard.sources import row_origin

    rows = data.effective_rows(data.version(), "raid", None, ("REF-01",))
    row_origin(rows, position, key="x")


def test_the_picked_row_names_its_workbook_and_offers_it(
    demonstration: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = {}
    real = sources.st.download_button
    monkeypatch.setattr(
        sources.st,
        "download_button",
        lambda label, data, name, **o: offered.update({name: data}) or real(label, data, name, **o),
    )
    rows = effective_rows(demonstration, "raid", projects=("REF-01",))
    at = sound(AppTest.from_function(origin, args=(1,), default_timeout=60).run())
    row = rows.iloc[1]
    (line,) = [unescaped(m.value) for m in at.markdown]
    assert line.startswith(
        f"**{row['file_name']}**, sheet {row['sheet']}, row {row['row']}; uploaded by {row['uploaded_by']}"
    )
    (content,) = [data() for data in offered.values()]
    assert list(offered) == [row["file_name"]]
    assert content.startswith(b"PK")


@pytest.mark.parametrize("position", [None, 99])
def test_no_pick_or_one_that_outlived_its_rows_asks_for_one(demonstration: Database, position: int | None) -> None:
    at = sound(AppTest.from_function(origin, args=(position,), default_timeout=60).run())
    assert [c.value for c in at.caption] == ["Select a row to get the workbook it came from."]
    assert not at.get("download_button")


def test_names_of_files_people_and_sheets_are_escaped(demonstration: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "[x](http://example.invalid)"
    rows = effective_rows(demonstration, "raid", projects=("REF-01",)).assign(file_name=typed, uploaded_by=typed)
    monkeypatch.setattr(data, "effective_rows", lambda *_: pd.DataFrame(rows))
    at = sound(AppTest.from_function(origin, args=(0,), default_timeout=60).run())
    (line,) = [m.value for m in at.markdown]
    assert "](http" not in line
    assert unescaped(line).count(typed) == 2
