"""The page of one project: which one is open, how it stands, what it says, in every state and language."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import filters, project_log, text
from dashboard.board_figures import BY_NAME
from dashboard.cli import main
from dashboard.components import figure
from dashboard.metrics.kpi import Unit
from dashboard.project_board import CARDS
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.users import User
from seed.cast import PEOPLE
from tests.app_database import SIGNS, TRICKS, app_database, register, spending, staffed, unescaped, weekly
from tests.conftest import DEMONSTRATED_UNTIL
from tests.screens import in_language, opened, ran, said, sound, turned
from tests.storing import full, merged, stored, undone, week
from tests.workbooks import record

pytestmark = pytest.mark.usefixtures("fresh_caches")
NO_UPLOAD_YET = "No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it."
NOT_YET = "This project had reported nothing by this date. Choose a later date in the list “As of”."
NO_BUDGET = "This project has no budget lines. Add them on the sheet Budget of the weekly workbook."
NO_MILESTONES = "This project has no milestones. Add them on the sheet Milestones of the weekly workbook."
NO_LOG = "This project has no RAID log. Add entries on the sheet RAID of the weekly workbook."
CHARTS = 3
ROLES = {person.role: person.username for person in PEOPLE}
READERS = [*zip(("en", "fr", "nl", "fr", "nl"), ROLES.values(), strict=False)]
"""One person of each role, in one language or another."""


@pytest.fixture(autouse=True)
def _on_the_day_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is looked at when its reports are new: how old all of them may be is told by the bar above it."""
    monkeypatch.setattr(filters, "today", lambda _db: DEMONSTRATED_UNTIL)


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    return app_database(sqlite_template, tmp_path)


@pytest.fixture
def actor(database: Database) -> User:
    return staffed(database)


def page(**query: str) -> AppTest:
    return sound(opened("project", **query))


def charts(at: AppTest) -> list[str]:
    return [chart.proto.alt for chart in at.get("vega_lite_chart")]


def in_address(at: AppTest) -> str:
    """The project that the address names; AppTest holds what was set as a list."""
    value = at.query_params["project"]
    return value if isinstance(value, str) else value[0]


def subheadings(at: AppTest) -> list[str]:
    return [s.value for s in at.subheader]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_before_the_first_upload_it_says_what_to_do(database: Database, actor: User, language: str) -> None:
    at = page(lang=language)
    assert in_language(language, NO_UPLOAD_YET) in said(at)
    assert not at.metric


@pytest.mark.parametrize(("language", "person"), READERS, ids=str)
def test_everyone_reads_the_whole_page_in_every_language(demonstration: Database, language: str, person: str) -> None:
    at = page(person=person, lang=language, project="REF-01")
    assert at.header[0].value == "Fusion des systèmes RH régionaux"
    assert len(charts(at)) == CHARTS
    assert all(charts(at))
    labels = {name: in_language(language, BY_NAME[name].label) for name in CARDS}
    assert [m.label for m in at.metric][: len(CARDS)] == [labels[name] for name in CARDS]


def from_the_command(*options: str) -> dict[str, str]:
    """Label to figure, as ``regie kpi --json`` has it, written as a card writes it."""
    result = CliRunner().invoke(main, ["kpi", "--json", *options], catch_exceptions=False)
    labels = {name: definition.label for name, definition in BY_NAME.items()}
    return {
        labels[k["name"]]: figure(None if k["value"] is None else Decimal(k["value"]), Unit(k["unit"]))
        for k in json.loads(result.stdout)["kpis"]
        if k["name"] in CARDS
    }


@pytest.mark.parametrize(("project", "back"), [("CLD-02", 0), ("REF-01", 0), ("REF-01", 2), ("WPL-04", 1)])
def test_the_cards_are_the_figures_of_the_command(demonstration: Database, project: str, back: int) -> None:
    day = (DEMONSTRATED_UNTIL - dt.timedelta(weeks=back)).isoformat()
    at = page(project=project, as_of=day)
    shown = {m.label: m.value for m in at.metric}
    expected = from_the_command("--project", project, "--as-of", day)
    assert len(expected) == len(CARDS)
    assert {label: shown[label] for label in expected} == expected


def test_movements_are_against_the_compared_date(database: Database, actor: User) -> None:
    weekly(database, actor, [register(percent_complete=Decimal(n)) for n in (10, 30, 60)])
    for compare, delta in (("previous", "+30.0 pt"), (week(0).isoformat(), "+50.0 pt")):
        (metric,) = [m for m in page(compare=compare).metric if m.label == "Percent complete"]
        assert (metric.value, metric.delta.replace("\u00a0", " ")) == ("60%", delta)
    assert {m.delta for m in page(as_of=week(0).isoformat()).metric} == {""}


@pytest.mark.parametrize("code", ["NOPE", "", "'; drop table <b>uploads</b>; --"])
def test_an_unknown_project_falls_back_to_the_first_by_name(demonstration: Database, code: str) -> None:
    at = page(project=code)
    assert at.header[0].value == "Afbouw van de lokale serverruimten"
    assert in_address(at) == "CLD-02"


def test_the_address_always_names_the_project(demonstration: Database) -> None:
    at = page()
    assert in_address(at) == "CLD-02"
    at = sound(ran(at.selectbox(key="project").select("REF-02")))
    assert in_address(at) == "REF-02"
    assert at.header[0].value == "Gemeenschappelijk financieel systeem"
    at = sound(turned(turned(at, "portfolio"), "project"))
    assert at.header[0].value == "Gemeenschappelijk financieel systeem"


def test_a_project_before_its_first_report_stays_the_one_that_was_asked_for(database: Database, actor: User) -> None:
    weekly(database, actor, [register("P1", name="Payroll"), merged(register("P1"), register("P2", name="Cloud"))])
    at = page(project="P2", as_of=week(0).isoformat())
    assert at.header[0].value == "Cloud"
    assert NOT_YET in said(at)
    assert not at.metric
    assert not charts(at)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_project_with_nothing_but_its_register_says_what_is_missing(
    database: Database, actor: User, language: str
) -> None:
    stored(database, actor, register())
    at = page(lang=language)
    for sentence in (NO_BUDGET, NO_MILESTONES, NO_LOG):
        assert in_language(language, sentence) in said(at)
    assert not charts(at)
    values = {m.label: m.value for m in at.metric}
    assert values[in_language(language, "Percent complete")].startswith("40")
    for name in ("Cost index (CPI)", "Time efficiency", "Milestone hit rate"):
        assert values[in_language(language, name)] == in_language(language, "n/a")
    assert [c.value for c in at.markdown].count(f":gray[{in_language(language, 'nothing reported')}]") == 3


def test_a_figure_that_is_missing_says_why(database: Database, actor: User) -> None:
    stored(database, actor, register())
    helps = {m.label: m.help for m in page().metric}
    assert " n/a: " in helps["Cost index (CPI)"]
    assert " n/a: " in helps["Time efficiency"]
    assert " n/a: " not in helps["Percent complete"]


def test_one_single_week_has_no_trend_but_every_chart(database: Database, actor: User) -> None:
    stored(database, actor, full())
    at = page()
    assert len(charts(at)) == CHARTS
    assert at.selectbox(key="compare").value == ""


def test_stale_data_are_marked(database: Database, actor: User) -> None:
    weekly(database, actor, [merged(register("P1"), register("P2", name="Cloud"))])
    stored(database, actor, register("P1"), week(3))
    at = page(project="P2")
    assert at.warning[0].value == f"The last report is of {text.day(week(0))}: the figures below are out of date."
    cards = [m.value for m in at.markdown if m.value.startswith("### ")]
    assert cards[0] == "### :green[◍ Green, out of date]"
    fresh = page(project="P1")
    assert not fresh.warning
    assert "### :green[● Green]" in [m.value for m in fresh.markdown]


def test_status_tolerances_and_the_reason_for_a_gap(database: Database, actor: User) -> None:
    rows = register(
        status_overall="green", confidence="amber", confidence_assessor="Luc *M*", confidence_date=week(0),
        baseline_end=dt.date(2026, 12, 1), forecast_end=dt.date(2027, 1, 15), time_tolerance=30,
        gap_reason="Supplier late", rebaselines=2, sponsor="Els",
    )  # fmt: skip
    stored(database, actor, rows)
    at = page()
    shown = [m.value for m in at.markdown]
    for value in ("### :green[● Green]", "### :red[■ Red]", "### :orange[▲ Amber]", "### :red[■ 150%]"):
        assert value in shown
    assert "**Reason for the gap**: Supplier late" in shown
    (confidence,) = [m.help for m in at.markdown if m.value == "Confidence"]
    assert "Assessed by Luc \\*M\\*" in confidence
    facts = at.caption[0].value
    assert "managed by Sofie Peeters" in facts
    assert "re\\-baselined 2 times" in facts
    asked = [unescaped(w.value) for w in at.warning]
    assert asked == [
        "The forecast uses 150% of the time tolerance: approve an exception plan or stop",
        "Declared green, computed red: Supplier late",
    ]


def test_a_closed_project_asks_for_nothing(database: Database, actor: User) -> None:
    stored(database, actor, register(stage="closed", forecast_end=dt.date(2028, 1, 1), decision_requested="Go on?"))
    assert not page().warning


def test_the_story_keeps_the_lines_as_typed(database: Database, actor: User) -> None:
    stored(database, actor, register(achieved="One\n\n- two", next_steps="Three", decision_requested="Four?"))
    shown = [m.value for m in page().markdown]
    assert "One  \n\\- two" in shown
    assert "Three" in shown
    assert "Four\\?" in shown


def test_typed_text_is_shown_as_typed(database: Database, actor: User) -> None:
    rows = register(
        name=TRICKS, manager=TRICKS, sponsor=TRICKS, achieved=TRICKS, next_steps=TRICKS, decision_requested=TRICKS,
        gap_reason=TRICKS, confidence="red", confidence_assessor=TRICKS, confidence_date=week(0),
        status_overall="green", forecast_end=dt.date(2028, 1, 1),
    )  # fmt: skip
    names = {"milestones": "name", "raid": "title", "migration": "current_tool"}
    more = {sheet: [record(sheet, **{column: TRICKS})] for sheet, column in names.items()}
    stored(database, actor, rows | more | {"budget": spending("P1", (1, 1))})
    at = page()
    named = [line for line in said(at) if "alert(1)" in unescaped(line)]
    assert len(named) >= 6
    for line in [*named, *(m.help or "" for m in at.markdown)]:
        assert not any(sign in line for sign in SIGNS), line
    assert not any(m.allow_html for m in at.markdown)
    cells = [cell for d in at.dataframe for cell in d.value.astype(str).to_numpy().ravel()]
    assert sum(TRICKS in str(cell) for cell in cells) >= 5


def test_every_chart_has_its_table_and_its_files(demonstration: Database) -> None:
    at = page(project="REF-01")
    labels = [b.label for b in at.get("download_button")]
    assert labels.count("Picture (PNG)") == labels.count("Drawing (SVG)") == CHARTS
    columns = [d.value.columns.tolist() for d in at.dataframe]
    assert ["Month", "Plan", "Original plan", "Actual", "Forecast"] in columns
    assert ["Milestone", "Original baseline", "Baseline", "Expected", "Slip"] in columns
    assert ["Milestone", "Reported on", "Expected"] in columns


def test_the_forecast_of_the_compared_date_is_a_ghost(database: Database, actor: User) -> None:
    plan = ((1000, 900), (1000, 1000), (1000, None))
    weekly(database, actor, [register() | {"budget": spending("P1", *plan, forecast=f)} for f in (1000, 1500)])
    assert "forecast_then" in page().get("vega_lite_chart")[0].proto.spec
    assert 'forecast_then"]' not in page(as_of=week(0).isoformat()).get("vega_lite_chart")[0].proto.spec


def entry(number: int, **values: object) -> tuple[object, ...]:
    return record("raid", entry=f"R{number}", title=f"Entry {number}", **values)


def entries(at: AppTest) -> list[list[object]]:
    (table,) = [d.value for d in at.dataframe if "Level" in d.value and "file_name" not in d.value]
    return table.iloc[:, :3].to_numpy().tolist()


def test_the_log_shows_the_open_entries_that_weigh_most(database: Database, actor: User) -> None:
    log = [
        entry(1, likelihood=2, impact=2),
        entry(2, likelihood=5, impact=5),
        entry(3, likelihood=5, impact=5, residual_likelihood=3, residual_impact=3),
        entry(4, kind="issue", escalated=True),
        entry(5, likelihood=5, impact=5, status="closed", closed=week(0)),
        entry(6, likelihood=3, impact=4),
        entry(7),
    ]
    stored(database, actor, register() | {"raid": log})
    at = page()
    assert "6 open RAID entries; the 5 that weigh most" in subheadings(at)
    assert entries(at) == [
        ["", "Issue", "Entry 4"], ["▇ C 25", "Threat", "Entry 2"], ["▅ H 12", "Threat", "Entry 6"],
        ["▃ M 9", "Threat", "Entry 3"], ["▁ L 4", "Threat", "Entry 1"],
    ]  # fmt: skip


def test_a_log_whose_entries_are_all_closed_says_so(database: Database, actor: User) -> None:
    stored(database, actor, register() | {"raid": [entry(1, status="closed", closed=week(0))]})
    assert "No entry of the RAID log is open." in said(page())


def test_a_picked_entry_names_its_row_and_one_that_is_gone_does_not(
    demonstration: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = project_log.table_panel

    def picks(position: int) -> None:
        def table_panel(*args: object, **options: object) -> object:
            event = real(*args, **options)  # type: ignore[arg-type]  # passed through
            if "on_select" not in options:
                return event
            return type("Event", (), {"selection": type("Selection", (), {"rows": [position]})})

        monkeypatch.setattr(project_log, "table_panel", table_panel)

    picks(0)
    assert any("uploaded by" in line for line in said(page(project="REF-01")))
    picks(9)
    assert not any("uploaded by" in line for line in said(page(project="REF-01")))


def test_its_uploads_up_to_the_date_the_latest_first(demonstration: Database) -> None:
    at = page(project="REF-01", as_of="2026-05-15")
    assert "3 uploads spoke for this project" in subheadings(at)
    (table,) = [d.value for d in at.dataframe if "Uploaded at" in d.value and "file_name" not in d.value]
    assert table["Status date"].tolist() == [dt.date(2026, 5, d) for d in (15, 8, 1)]
    assert table["File"].str.startswith("Weekly_2026-05-").all()


def test_what_was_spent_without_a_budget_is_said_and_gives_no_index(database: Database, actor: User) -> None:
    stored(database, actor, register(percent_complete=Decimal(40)) | {"budget": spending("P1", (0, 4850))})
    at = page()
    assert any("has spent €4,850 and has no budget." in line for line in said(at))
    shown = {m.label: m.value for m in at.metric}
    assert (shown["Cost index (CPI)"], shown["Schedule index (SPI)"], shown["Time efficiency"]) == ("n/a",) * 3
    assert "earned_png" not in {b.key for b in at.get("download_button")}
    assert not any("cannot be kept" in e.label for e in at.expander)


def test_an_upload_that_was_undone_or_is_of_others_is_not_among_its_own(database: Database, actor: User) -> None:
    stored(database, actor, register(), week(0))
    undone(database, actor, stored(database, actor, register(name="Wrong"), week(1)))
    stored(database, actor, full("P2"), week(1))
    assert "1 upload spoke for this project" in subheadings(page(project="P1"))


def test_its_tools_and_all_its_rows_lead_to_their_workbooks(demonstration: Database) -> None:
    items = effective_rows(demonstration, "migration", projects=("REF-01",))
    at = page(project="REF-01")
    assert f"It moves {len(items)} tools" in subheadings(at)
    tools = next(d.value for d in at.dataframe if "Current tool" in d.value)
    assert sorted(tools["Item"]) == sorted(items["item"])
    assert tools["Stage"].str.contains("Failed|Blocked").tolist() == sorted(
        items["stage"].isin(["failed", "blocked"]).tolist(), reverse=True
    )
    lineage = [d.value for d in at.dataframe if "file_name" in d.value]
    assert [len(table) for table in lineage] == [1]
    at.segmented_control(key="project_rows_sheet").set_value("budget")
    lineage = [d.value for d in sound(at.run()).dataframe if "file_name" in d.value]
    assert len(lineage[-1]) == len(effective_rows(demonstration, "budget", projects=("REF-01",)))


def test_another_project_or_date_never_shows_the_chart_of_the_last(demonstration: Database) -> None:
    specs = {
        (code, day): page(project=code, as_of=day).get("vega_lite_chart")[0].proto.spec
        for code in ("REF-01", "CLD-02")
        for day in ("2026-05-22", "2026-05-15")
    }
    assert len(set(specs.values())) == len(specs)
