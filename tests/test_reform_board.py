"""The Reform board through AppTest: figures, parts, the opened tool, and every designed state."""

import datetime as dt
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import reform_board, text
from dashboard.board_figures import BY_NAME
from dashboard.cli import main
from dashboard.components import movement
from dashboard.kpis import kpi_report
from dashboard.metrics.reform_figures import FIGURES, figures
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.versions import mark_demonstration
from tests.conftest import swift_database
from tests.reform import READY
from tests.screens import in_language, opened, ran, said, sound
from tests.storing import full, merged, stored, week
from tests.workbooks import people, record

pytestmark = pytest.mark.usefixtures("fresh_caches")
NOW = week(4)
TRICKS = "![x](http://example.invalid/a.png) <script>alert(1)</script> **b** :red[r] $x$"
NOTHING = "No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it."
NEVER = "No tool has been reported yet. Fill in the sheet Migration of the weekly workbook and upload it."
NO_MATCH = "No tool matches this choice. Choose “All” in one of the lists above."
NOT_DUE = "No cutover is due in the next 60 days."
NO_DATE = "No cutover has a date yet. Fill in the planned cutover on the sheet Migration."
NO_USERS = "No tool has users in scope. Fill in the users on the sheet Migration."
NO_DUAL = "No old tool runs beside its replacement, and no contract ends before its tool is replaced."


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    """An empty database where the app looks for one."""
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return swift_database(f"sqlite:///{path}")


def after(days: int) -> dt.date:
    return NOW + dt.timedelta(days=days)


def tool(item: str, days: int | None = None, **values: Any) -> tuple[object, ...]:
    """A row of the migration sheet, planned to cut over *days* after the last week."""
    dates = {} if days is None else {"planned_cutover": after(days), "forecast_cutover": after(days)}
    return record("migration", item=item, **({"stage": "test"} | dates | values))


def tools(number: int) -> list[tuple[object, ...]]:
    """The tools of P1 in week *number*: one live, one ready, one failed from week 4 on, two in one cell."""
    trouble = {"stage": "failed", "blocker": TRICKS, "has_rollback": False} if number >= 4 else {"stage": "test"}
    live = {"stage": "stabilise", "actual_cutover": after(-40), "users_in_scope": 100, "active_users": 60}
    live |= {"dual_run_cost": Decimal("1000.00"), "current_tool": "Ledger"}
    return [
        tool("HR-01", -40, **live, users_moved=80 + number, trained=90),
        tool("HR-02", 10, **READY, users_in_scope=50, contract_end=after(5)),
        tool("HR-03", 30, **trouble, domain="finance", current_tool=TRICKS, hosting="azure", depends_on="HR-04"),
        tool("HR-04", 31, institution="INST2", target_tool="New"),
    ]


def reported(db: Database, **others: object) -> None:
    """Two weeks of P1, and P2 without a tool."""
    actor = people(db)["pmo"]
    mark_demonstration(db)
    for number in (3, 4):
        rows = {**full("P1", **others), "migration": tools(number)}
        other = {k: v for k, v in full("P2", name="Cloud", manager="Marc Delvaux").items() if k != "migration"}
        stored(db, actor, merged(rows, other), week(number))


def only(db: Database, *rows: tuple[object, ...]) -> None:
    """One week of P1 with the tools of *rows*."""
    actor = people(db)["pmo"]
    mark_demonstration(db)
    stored(db, actor, {**full("P1"), "migration": list(rows)}, NOW)


def board(**query: str) -> AppTest:
    return sound(opened("reform", **query)) if not query.get("item") else sound(turned_with(**query))


def turned_with(**query: str) -> AppTest:
    """The board as a link with an item opens it: AppTest forgets the address when it turns a page."""
    at = opened("reform", **{name: value for name, value in query.items() if name != "item"})
    at.query_params["item"] = query["item"]
    return ran(at)


def plain(at: AppTest) -> list[str]:
    """What the screen says, without the signs that keep Markdown from interpreting it."""
    return [line.replace("\\", "").replace("\u2060", "") for line in said(at)]


def cards(at: AppTest) -> dict[str, tuple[str, str]]:
    return {metric.label: (metric.value, metric.delta) for metric in at.metric}


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_cards_show_what_the_metrics_say(database: Database, language: str) -> None:
    reported(database)
    at = board(lang=language)
    now, then = (effective_rows(database, "migration", as_of=week(n)) for n in (4, 3))
    new = {k.name: k for k in figures(now, week(4))}
    old = {k.name: k for k in figures(then, week(3))}
    report = {k.name: k for k in kpi_report(database, compare_with=week(3)).kpis}
    expected = {}
    with text.speaking(language):
        for name in reform_board.CARDS:
            kpi = new.get(name) or report[name]
            before = old[name].value if name in old else report[name].then
            assert kpi.value is not None
            delta = movement(kpi.value - before, kpi.unit, kpi.value)  # type: ignore[operator]  # both are known
            label = text.gettext(BY_NAME[name].label)
            expected[label] = (reform_board.shown(kpi), str(delta))  # type: ignore[arg-type]  # both kinds of KPI
    assert cards(at) == expected


def test_the_board_in_english(database: Database) -> None:
    reported(database)
    assert [s.value for s in board().header] == [
        "0 of 4 tools done, 1 failed or blocked",
        "Wave 1 has failed or blocked tools",
        "2 of 3 cutovers in the next 60 days are not ready",
        "84 of 150 users moved: 16 behind plan",
        "60% of the users of live tools work in them; 60% of all users are trained",
        "1 old tool still runs beside its replacement: €1,000 a month, €1,315 so far",
        "1 of 4 tools run on their target",
    ]


def test_conflicts_and_short_contracts_are_sentences(database: Database) -> None:
    reported(database)
    shown = plain(board())
    before = "HR-03 cuts over on 5 Jul 2026, before HR-04 on which it depends (6 Jul 2026)"
    assert [line for line in shown if before in line]
    assert [line for line in shown if "1 contract ends before its tool is replaced" in line]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_nothing_uploaded_and_no_migration_sheet(database: Database, language: str) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    assert in_language(language, NOTHING) in said(board(lang=language))
    stored(database, actor, {name: rows for name, rows in full("P1").items() if name != "migration"}, NOW)
    at = board(lang=language)
    assert in_language(language, NEVER) in said(at)
    assert not at.metric


def test_a_choice_without_tools_says_so(database: Database) -> None:
    reported(database)
    at = board(manager="Marc Delvaux")
    assert NO_MATCH in said(at)
    assert not at.metric


def test_the_institution_is_that_of_the_tool_not_of_the_project(database: Database) -> None:
    reported(database, institution="INST2")
    at = board(institution="INST2")
    assert "0 of 1 tool done" in [s.value for s in at.header]


def test_an_institution_that_has_tools_and_no_project_can_be_chosen_here_and_on_the_command_line(
    database: Database,
) -> None:
    reported(database)
    at = sound(ran(board().selectbox(key="institution").select("INST2")))
    assert (at.selectbox(key="institution").value, at.header[0].value) == ("INST2", "0 of 1 tool done")
    assert "INST2" not in sound(opened("budget")).selectbox(key="institution").options
    result = CliRunner().invoke(main, ["kpi", "--json", "--institution", "INST2"], catch_exceptions=False)
    known = {kpi["name"]: kpi["value"] for kpi in json.loads(result.stdout)["kpis"]}
    assert Decimal(known["reform_progress"]) == 30


def test_a_single_week_has_no_movement(database: Database) -> None:
    only(database, tool("HR-01", 10, users_in_scope=10))
    at = board()
    assert {metric.delta for metric in at.metric} <= {None, ""}
    assert not any("Movement since" in line for line in said(at))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_parts_without_data_say_what_to_fill_in(database: Database, language: str) -> None:
    only(database, tool("HR-01"))
    shown = said(board(lang=language))
    assert {in_language(language, sentence) for sentence in (NOT_DUE, NO_DATE, NO_USERS, NO_DUAL)} <= set(shown)


def test_old_data_are_marked_stale_and_the_project_named(database: Database) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    stored(database, actor, {**full("P1"), "migration": [tool("HR-01", 90)]}, week(0))
    stored(database, actor, {k: v for k, v in full("P2").items() if k != "migration"}, week(4))
    at = board()
    assert any("late: Payroll" in line for line in said(at))
    specification = at.get("vega_lite_chart")[0].proto.SerializeToString().decode(errors="ignore")
    assert "◌" in specification


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_link_opens_a_tool_with_its_answers_and_source(database: Database, language: str) -> None:
    reported(database)
    at = board(lang=language, item="P1/HR-03")
    shown = plain(at)
    assert any("week.xlsx" in line for line in shown)
    (answers,) = [d.value for d in at.dataframe if len(d.value) == 12]
    with text.speaking(language):
        assert text.gettext("not met") in str(answers.to_numpy().tolist())
    assert any(TRICKS in line for line in shown)
    assert not any(TRICKS in line for line in said(at))


def test_several_tools_of_a_cell_can_be_turned_between(database: Database) -> None:
    reported(database)
    at = board(item="P1/HR-01")
    (pills,) = [group for group in at.button_group if group.label == "Tools of this institution and domain"]
    assert pills.value in ("P1/HR-01", ["P1/HR-01"])
    assert not [g for g in board(item="P1/HR-04").button_group if g.label == "Tools of this institution and domain"]


def test_a_cutover_is_called_actual_only_where_its_day_was_given(database: Database) -> None:
    only(database, tool("HR-01", -9, stage="done"), tool("HR-02", -9, stage="done", actual_cutover=after(-9)))
    for item, label in (("HR-01", "Forecast cutover"), ("HR-02", "Actual cutover")):
        shown = plain(board(item=f"P1/{item}"))
        assert [word for word in ("Forecast cutover", "Actual cutover") if any(word in s for s in shown)] == [label]


def test_an_unknown_tool_in_the_address_is_dropped(database: Database) -> None:
    reported(database)
    at = board(item="P9/GONE")
    assert "item" not in at.query_params
    assert len(at.metric) == len(reform_board.CARDS)


def test_names_of_figures_on_the_cards_are_defined() -> None:
    assert set(reform_board.CARDS) <= set(BY_NAME)
    assert {definition.name for definition in FIGURES} <= set(BY_NAME)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_demonstration(demonstration: Database, language: str) -> None:
    at = board(lang=language)
    assert len(at.metric) == len(reform_board.CARDS)
    assert len(at.get("vega_lite_chart")) == 6
    assert in_language(language, NO_DUAL) in said(at)
