"""What a selection in a chart or table opens: the rows of what was picked, and nothing where it is there no more."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import budget_board, budget_credits, data, movements, project_log, text
from dashboard.budget_position import Position, position
from dashboard.charts.credits import age_names
from dashboard.filters import Filters
from data_access.engine import Database
from tests.app_database import app_database, register, spending, staffed, weekly
from tests.conftest import DEMONSTRATED_UNTIL
from tests.screens import opened, said, sound, turned
from tests.storing import merged

pytestmark = pytest.mark.usefixtures("fresh_caches")
MODULES = (budget_board, budget_credits, movements, project_log)
Picks = Mapping[str, Any]
"""Key of a chart to the fields selected in it, or of a table to the position of the row selected."""


class Selection(NamedTuple):
    """The rows selected in a table, as ``st.dataframe`` tells them."""

    rows: list[int]


class Event(NamedTuple):
    """What ``st.dataframe`` returns."""

    selection: Selection


@pytest.fixture
def pick(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that selects something in charts and tables, by their keys, in the runs to come."""

    def choose(**picks: Any) -> None:
        for module in MODULES:
            monkeypatch.setattr(module, "table_panel", tables(module.table_panel, picks))
            if hasattr(module, "panel"):
                monkeypatch.setattr(module, "panel", charts(module.panel, picks))

    return choose


def charts(real: Callable[..., Any], picks: Picks) -> Callable[..., Any]:
    def panel(shown: object, key: str, **options: Any) -> list[dict[str, Any]]:
        real(shown, key, **options)
        return [picks[key]] if key in picks else []

    return panel


def tables(real: Callable[..., Any], picks: Picks) -> Callable[..., Any]:
    def table_panel(title: str, table: pd.DataFrame, key: str, **options: Any) -> object:
        event = real(title, table, key, **options)
        return Event(Selection([picks[key]])) if key in picks else event

    return table_panel


def rows_shown(at: AppTest, column: str) -> set[object]:
    """The values of *column* in the rows that stand last on the page with their file."""
    return set([d.value for d in at.dataframe if "file_name" in d.value][-1][column])


def headings(at: AppTest) -> list[str]:
    return [heading.value.replace("\\", "").replace("\u2060", "") for heading in (*at.header, *at.subheader)]


@pytest.fixture
def now(demonstration: Database) -> Position:
    """The figures of the Budget board over the whole demonstration."""
    found = position(data.version(), Filters(as_of=DEMONSTRATED_UNTIL))
    assert found is not None
    return found


def test_what_lapses_or_falls_short_at_the_end_of_the_year_opens_the_rows_of_its_allocation(
    now: Position, pick: Callable[..., None]
) -> None:
    code = next(a.code for a in now.allocations if a.credits.ce_lapse or a.credits.cl_shortage)
    pick(year_end={"code": code})
    at = sound(turned(opened(), "budget"))
    assert f"Credits of {code} as reported" in headings(at)
    assert rows_shown(at, "basic_allocation") == {code}


def test_an_age_of_the_encours_opens_the_rows_of_that_age(now: Position, pick: Callable[..., None]) -> None:
    age = next(row.age for row in now.ages.itertuples() if row.encours)
    pick(encours_age={"age": age})
    at = sound(turned(opened(), "budget"))
    with text.speaking("en"):
        assert f"Encours of {age_names()[age]} as reported" in headings(at)
    assert rows_shown(at, "basic_allocation") <= {a.code for a in now.allocations}


def test_what_is_not_among_the_credits_any_more_opens_nothing(now: Position, pick: Callable[..., None]) -> None:
    pick(pace={"code": "99.998"}, year_end={"code": "99.999"}, encours_age={"age": "x"}, allocations=99)
    assert not [line for line in headings(sound(turned(opened(), "budget"))) if line.endswith("as reported")]


@pytest.fixture
def moved(sqlite_template: Path, tmp_path: Path) -> Database:
    """Two weeks in which P2 falls and grows dearer, and P1 stays."""
    db = app_database(sqlite_template, tmp_path)
    money = [[*spending("P1", (1000, 1000)), *spending("P2", (1000, 1000), (1000, None), forecast=f)] for f in (0, 900)]
    weekly(db, staffed(db), [
        merged(register("P1"), register("P2", name="Cloud", status_overall=status)) | {"budget": budget}
        for status, budget in zip(("green", "red"), money, strict=True)
    ])  # fmt: skip
    return db


@pytest.mark.parametrize(("row", "opens"), [(0, True), (1, False)])
def test_a_mover_opens_its_rows_and_one_that_is_gone_does_not(
    moved: Database, pick: Callable[..., None], row: int, *, opens: bool
) -> None:
    pick(movers=row)
    at = sound(opened())
    assert ("Where the figures of Cloud come from" in headings(at)) is opens
    assert not opens or rows_shown(at, "project") == {"P2"}


@pytest.mark.parametrize(("row", "opens"), [(0, True), (1, False)])
def test_a_forecast_that_moved_leads_to_its_project_and_its_budget_rows(
    moved: Database, pick: Callable[..., None], row: int, *, opens: bool
) -> None:
    pick(budget_moves=row)
    at = sound(turned(opened(), "budget"))
    assert (
        any("P2" in link.proto.query_string for link in at.get("page_link") if link.proto.label == "Open Cloud")
        is opens
    )
    assert not opens or rows_shown(at, "project") == {"P2"}


def test_an_upload_of_a_project_gives_its_workbook(demonstration: Database, pick: Callable[..., None]) -> None:
    at = sound(turned(opened(project="REF-01"), "project"))
    originals = len([b for b in at.get("download_button") if b.proto.label == "Original file"])
    assert "Select an upload to get its workbook." in said(at)
    pick(**{"project_uploads_REF-01": 1})
    at = sound(turned(opened(project="REF-01"), "project"))
    assert "Select an upload to get its workbook." not in said(at)
    assert len([b for b in at.get("download_button") if b.proto.label == "Original file"]) == originals + 1
