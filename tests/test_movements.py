"""What moved, on the Portfolio board: movers with their reasons and their exact figures in the workbook."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from data_access.engine import Database
from tests.app_database import app_database, register, spending, staffed, weekly
from tests.screens import in_language, opened, said, sound
from tests.storing import merged, stored, week

pytestmark = pytest.mark.usefixtures("fresh_caches")


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    """P1 falls, slips and grows dearer with a reason; P2 recovers without one; P3 stays."""
    db = app_database(sqlite_template, tmp_path)
    actor = staffed(db)
    before = merged(
        register("P1", forecast_end=pd.Timestamp(2026, 12, 18).date()),
        register("P2", name="Cloud", status_overall="red"),
        register("P3", name="Data"),
    )
    after = merged(
        register(
            "P1", status_overall="amber", forecast_end=pd.Timestamp(2027, 1, 17).date(), gap_reason="Supplier late"
        ),
        register("P2", name="Cloud"),
        register("P3", name="Data"),
    )
    plan = ((1000, 900), (1000, None))
    weekly(
        db, actor,
        [before | {"budget": spending("P1", *plan)}, after | {"budget": spending("P1", *plan, forecast=2500)}],
    )  # fmt: skip
    return db


def movers(at: AppTest) -> pd.DataFrame:
    (table,) = [d.value for d in at.dataframe if "Why" in d.value]
    return table.set_index("Project")


def test_movers_name_from_to_days_cost_and_the_reason(database: Database) -> None:
    at = sound(opened())
    assert f"2 projects moved since {text.day(week(0))}" in [s.value for s in at.header]
    table = movers(at)
    assert table.index.tolist() == ["Payroll", "Cloud"]
    assert table.loc["Payroll"].tolist() == ["● G", "■ R", "+30", "+€1,500", "Supplier late"]
    assert table.loc["Cloud"].tolist() == ["■ R", "● G", "", "", "the workbook gives no reason"]


def test_where_the_project_gives_no_reason_the_budget_sheet_may(sqlite_template: Path, tmp_path: Path) -> None:
    db = app_database(sqlite_template, tmp_path)
    actor = staffed(db)
    plan = ((1000, 900), (1000, None))
    dearer = spending("P1", *plan, forecast=2500)
    told = [(*row[:-1], "Second supplier") for row in dearer]
    weekly(db, actor, [register("P1") | {"budget": spending("P1", *plan)}, register("P1") | {"budget": told}])
    assert movers(sound(opened())).loc["Payroll", "Why"] == "Second supplier"


def test_from_and_to_are_in_the_colour_of_their_mark(database: Database) -> None:
    (frame,) = [d for d in sound(opened()).dataframe if "Why" in d.value]
    styles = frame.proto.arrow_data.styler.styles
    assert styles.count("color:") + styles.count("color: ") >= 2
    assert "#B3261E" in styles
    assert "#256B4D" in styles


def test_the_workbook_holds_numbers_and_the_filters(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import exports, panels

    made = {}
    monkeypatch.setattr(
        panels, "download", lambda table, title, key, notes: made.setdefault(key, (table, title, notes))
    )
    sound(opened(manager="Sofie Peeters"))
    sheet = openpyxl.load_workbook(io.BytesIO(exports.table_workbook(*made["movers"]))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [f"Status date {text.day(week(1))}"] == [r[0] for r in rows if str(r[0]).startswith("Status date")]
    assert any(r[0] == "Project manager: Sofie Peeters" for r in rows)
    assert ["Payroll", "● G", "■ R", 30, 1500, "Supplier late"] in rows


@pytest.mark.parametrize(("language", "cost"), [("fr", "+1\u202f500\u00a0€"), ("nl", "+€\u00a01.500")])
def test_movers_follow_the_language(database: Database, language: str, cost: str) -> None:
    at = sound(opened(lang=language))
    (table,) = [d.value for d in at.dataframe if "Supplier late" in d.value.to_numpy().ravel().tolist()]
    assert cost in table.to_numpy().ravel().tolist()


def test_nothing_moved_and_nothing_to_compare_with(database: Database) -> None:
    stored(database, *unchanged(database))
    at = sound(opened())
    assert f"No project moved since {text.day(week(1))}." in said(at)
    early = sound(opened(as_of=week(0).isoformat()))
    assert "There is nothing to compare with yet." in said(early)


def unchanged(database: Database) -> tuple[object, ...]:
    from data_access.users import SYSTEM, list_users

    (pmo,) = [user for user in list_users(database, SYSTEM) if user.username == "pmo"]
    return pmo, register("P3", name="Data"), week(2)


def test_a_compared_date_further_back(database: Database) -> None:
    stored(database, *unchanged(database))
    at = sound(opened(compare=week(0).isoformat()))
    assert movers(at).loc["Payroll"].tolist()[:2] == ["● G", "■ R"]


def test_history_reads_the_worse_of_both_week_by_week(database: Database) -> None:
    at = sound(opened())
    (table,) = [d.value for d in at.dataframe if text.day(week(0)) in d.value]
    assert table.set_index("Project").loc["Payroll"].tolist() == ["● G", "■ R"]
    assert "1 project is worse than at the start of these weeks, 1 better" in [s.value for s in at.header]


def test_variance_sets_cost_against_schedule(database: Database) -> None:
    at = sound(opened())
    (table,) = [d.value for d in at.dataframe if "Cost variance" in d.value]
    assert table["Project"].tolist() == ["Payroll"]
    assert in_language("en", "1 project is forecast beyond its tolerance in time or cost") in [
        s.value for s in at.header
    ]
    # EV = 40 % of 2,000 = 800; AC 900; PV 2,000
    assert [cell.replace("\u00a0", " ") for cell in table.iloc[0].tolist()[1:]] == ["-60.0 pt", "-5.0 pt", "€2,000"]
    assert Decimal(100) * (800 - 2000) / 2000 == -60
