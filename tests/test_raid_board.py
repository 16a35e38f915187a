"""The RAID board through AppTest: figures, parts, register, opened entries, and every designed state."""

import datetime as dt
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import panels, raid_dependencies, raid_register, raid_risks, text
from dashboard.kpis import kpi_report
from dashboard.metrics.raid_figures import UNCHANGED_DAYS, figures
from dashboard.metrics.register import TABS
from dashboard.raid_board import CARDS, LINKS
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures
from data_access.versions import mark_demonstration
from tests.conftest import swift_database
from tests.screens import APP, PMO, ROOT, in_language, opened, ran, said, session_of, sound, turned
from tests.storing import full, merged, stored, week
from tests.workbooks import people, record

pytestmark = pytest.mark.usefixtures("fresh_caches")
LAST = 6
EVERY_TAB = [*TABS, "all"]
TRICKS = "![x](http://example.invalid/a.png) <script>alert(1)</script> **b** :red[r] $x$"
NEVER = "No project has a RAID log yet. Fill in the sheet RAID of the weekly workbook and upload it."
NOTHING = "No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it."
NO_MATCH = "No project matches this choice. Choose “All” in one of the lists above."
NO_ENTRY = "No entry here. Choose another part of the log, or clear the selection in a chart."
ONE_WEEK = "There is a single week so far; the trend starts with the next one."


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    """An empty database where the app looks for one."""
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return swift_database(f"sqlite:///{path}")


def scores(*values: int | None) -> dict[str, object]:
    return dict(zip(("likelihood", "impact", "residual_likelihood", "residual_impact"), values, strict=True))


def log_of_p1(number: int) -> list[tuple[object, ...]]:
    """P1 in week *number*: a threat that rises from week 4 on, an action that falls due, a decision taken."""
    residual = (3, 4) if number >= 4 else (2, 3)
    return [
        record(
            "raid",
            entry="R1",
            title=TRICKS,
            cost_impact=Decimal(1000),
            escalated=number >= 4,
            **scores(4, 5, *residual),
        ),
        record("raid", entry="R2", title="Steady", cost_impact=Decimal(500), **scores(3, 3, 2, 2)),
        record("raid", entry="A1", kind="action", title="Write it down", due=week(5), owner=f"Owner {number}"),
        record("raid", entry="D1", kind="decision", title="Taken", status="closed", closed=week(0)),
    ]


def log_of_p2(number: int) -> list[tuple[object, ...]]:
    """P2 in week *number*: an issue that came from a risk, an opportunity, and a dependency on P1."""
    due = week(LAST) + dt.timedelta(days=9)
    return [
        record("raid", project="P2", entry="I1", kind="issue", title="It happened", linked_entry="O1"),
        record("raid", project="P2", entry="O1", kind="opportunity", cost_impact=Decimal(300), **scores(2, 4, 2, 4)),
        record("raid", project="P2", entry="X1", kind="dependency", title="Needs P1", provider_project="P1", due=due),
    ]  # fmt: skip


def report(number: int) -> dict[str, list[tuple[object, ...]]]:
    late = {"forecast_end": dt.date(2027, 6, 1)}
    rows = merged(full("P1", **late), full("P2", name="Cloud", programme="OTHER"))
    return {**rows, "raid": log_of_p1(number) + log_of_p2(number)}


@pytest.fixture(scope="module")
def story(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with seven weeks of two projects: P1 runs late, P2 waits for it."""
    path = tmp_path_factory.mktemp("story") / "regie.db"
    shutil.copy(sqlite_template, path)
    db = swift_database(f"sqlite:///{path}")
    pmo = people(db)["pmo"]
    mark_demonstration(db)
    for number in range(LAST + 1):
        stored(db, pmo, report(number), week(number))
    db.engine.dispose()
    return path


@pytest.fixture
def reported(story: Path, tmp_path: Path) -> Database:
    """The story where the app looks for a database."""
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(story, path)
    return swift_database(f"sqlite:///{path}")


def board(**query: str) -> AppTest:
    """The board, with *query* in its address, as the first page of a visit."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    at.session_state["session"] = session_of(PMO)
    for name, value in query.items():
        at.query_params[name] = value
    return ran(at.switch_page(str(ROOT / "pages" / "raid.py")))


def cards(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def shown_rows(at: AppTest) -> list[str]:
    """Project and entry of every row of the register."""
    register = next(d for d in reversed(at.dataframe) if "entry" in d.value.columns and "reported" in d.value.columns)
    return list(register.value["entry"])


def plain(at: AppTest) -> list[str]:
    return [sentence.replace("\\", "") for sentence in said(at)]


def computed(db: Database, day: dt.date, projects: set[str] | None = None) -> dict[str, Any]:
    """Every figure of the board, from the store itself."""
    earlier = effective_rows(db, "raid", as_of=day - dt.timedelta(days=UNCHANGED_DAYS))
    own = figures(
        effective_rows(db, "raid", as_of=day), project_measures(db, day), day, projects=projects, earlier=earlier
    )
    return {kpi.name: kpi.value for kpi in (*kpi_report(db, as_of=day).kpis, *own)}


def test_the_cards_are_the_figures_of_the_metrics(reported: Database) -> None:
    for number in (LAST, 2):
        found, values = sound(board(as_of=week(number).isoformat())), computed(reported, week(number))
        expected = [text.compact_amount(values[n]) if n == "risk_exposure" else text.number(values[n]) for n in CARDS]
        assert list(cards(found).values()) == expected
    assert values["raid_unchanged"] is None


def test_the_figures_are_those_of_the_story(reported: Database) -> None:
    assert cards(sound(board())) == {
        "Escalated": "1",
        "High risks": "1",
        "Risk exposure": "€560",
        "Overdue entries": "1",
        "Hand-overs at risk": "1",
        "Not updated": "4",
    }


def test_movements_are_against_the_compared_date(reported: Database) -> None:
    at = sound(board(compare=week(0).isoformat()))
    assert {m.label: m.delta for m in at.metric} == {
        "Escalated": "+1",
        "High risks": "+1",
        "Risk exposure": "+€200",
        "Overdue entries": "+1",
        "Hand-overs at risk": "+1",
        "Not updated": "",
    }
    assert any("since 8 May, 1 rose and 0 fell" in sentence for sentence in said(at))


def test_each_card_leads_to_as_many_rows(reported: Database) -> None:
    at, values = sound(board()), computed(reported, week(LAST))
    for name, (tab, choice) in LINKS.items():
        at = sound(ran(at.button(key=f"show_{name}").click()))
        assert len(shown_rows(at)) == values[name]
        assert (at.segmented_control(key="raid").value, at.segmented_control(key="raid_show").value) == (tab, choice)
        assert [t.value for t in at.toast] == ["The register below the charts shows them."]


def test_the_exposure_opens_the_threats_that_it_is_the_sum_of(reported: Database) -> None:
    at = sound(ran(sound(board()).button(key="from_risk_exposure").click()))
    assert at.query_params["kpi"] in ("risk_exposure", ["risk_exposure"])
    rows = next(d.value for d in at.dataframe if "file_name" in d.value)
    assert len(rows)


def test_the_workbook_of_the_register_says_which_entries_it_holds(
    reported: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: dict[str, tuple[str, ...]] = {}
    monkeypatch.setattr(panels, "download", lambda _table, _title, key, notes: made.setdefault(key, notes))
    sound(board(raid="actions", raid_show="overdue"))
    (notes,) = (notes for key, notes in made.items() if key.startswith("register_actions_overdue"))
    assert notes[-2:] == ("Part of the log: Actions", "Entries: Overdue")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_part_in_every_language_counts_its_entries(reported: Database, language: str) -> None:
    at = sound(board(lang=language))
    values = computed(reported, week(LAST))
    labels, open_ = at.segmented_control(key="raid").options, sum(values[f"raid_{tab}"] for tab in TABS)
    for tab, label in zip(EVERY_TAB, labels, strict=True):
        expected = 1 if tab == "decisions" else values[f"raid_{tab}"] if tab in TABS else open_
        assert label.endswith(f" {expected}")
        at = sound(ran(at.segmented_control(key="raid").set_value(tab)))
        if expected:
            assert len(shown_rows(at)) == expected
        else:
            assert in_language(language, NO_ENTRY) in plain(at)


def test_a_decision_taken_is_there_at_first_sight(reported: Database) -> None:
    at = sound(board(raid="decisions"))
    assert shown_rows(at) == ["P1 D1"]
    choices = at.segmented_control(key="raid_show")
    assert {"All 1", "To be taken 0", "Taken 1"} <= set(choices.options)
    assert not {"To be taken 0"} & set(sound(board(raid="risks")).segmented_control(key="raid_show").options)
    at = sound(ran(choices.set_value("pending")))
    assert "No entry under “To be taken 0”. There are some under: All 1 and Taken 1." in plain(at)


def test_the_choice_is_in_the_address(reported: Database) -> None:
    at = sound(board(raid="actions", raid_show="overdue", as_of=week(LAST).isoformat()))
    assert shown_rows(at) == ["P1 A1"]
    at = sound(ran(at.segmented_control(key="raid").set_value("issues")))
    at = sound(ran(at.segmented_control(key="raid_show").set_value("open")))
    assert ("".join(at.query_params["raid"]), "raid_show" in at.query_params) == ("issues", False)


@pytest.mark.parametrize(
    "address",
    [{"raid": "x", "raid_show": "<b>", "entry": "'; drop"}, {"raid": "issues", "raid_show": "serious"}],
    ids=str,
)
def test_unknown_values_in_the_address_fall_back(reported: Database, address: dict[str, str]) -> None:
    at = sound(board(**address))
    assert at.segmented_control(key="raid_show").value == "open"
    assert len(at.metric) == len(CARDS)


def test_the_register_speaks_of_escalated_entries_where_there_are_some(reported: Database) -> None:
    def title(tab: str) -> str:
        return str(sound(board(raid=tab)).header[-1].value)

    assert title("risks") == "3 entries, escalated first"
    assert title("decisions") == "1 entry"


def test_escalated_entries_come_first_and_say_how_they_moved(reported: Database) -> None:
    at = sound(board(compare=week(0).isoformat()))
    table = at.dataframe[-1].value
    assert table["entry"].tolist() == ["P1 R1", "P2 O1", "P1 R2"]
    first = table.iloc[0]
    assert (first["escalated"], first["movement"], first["level"]) == ("▲ yes", "↑ from 6", "▅ H 12")
    assert first["title"] == TRICKS


def test_a_filter_leaves_its_own_log_and_what_it_owes(reported: Database) -> None:
    reform = sound(board(programme="REFORM", raid="dependencies"))
    assert shown_rows(reform) == ["P2 X1"]
    values = computed(reported, week(LAST), {"P1"})
    assert cards(reform)["Hand-overs at risk"] == str(values["handovers_at_risk"]) == "1"
    other = sound(board(programme="OTHER", raid="all"))
    assert shown_rows(other) == ["P2 O1", "P2 I1", "P2 X1"]


def test_the_filters_of_another_board_hold_here(reported: Database) -> None:
    at = sound(turned(opened(programme="OTHER", as_of=week(4).isoformat()), "raid"))
    assert shown_rows(at) == ["P2 O1"]
    assert "Status date **5 Jun 2026**" in " ".join(said(at))


Picked = dict[str, dict[str, object]]


@pytest.fixture
def pick(monkeypatch: pytest.MonkeyPatch) -> Callable[[Picked], None]:
    """A function: what was clicked on, by the key of the chart; AppTest cannot click into charts."""

    def choose(picked: Picked) -> None:
        for module in (raid_risks, raid_dependencies):
            drawn = module.panel

            def panel(shown: Any, key: str, drawn: Any = drawn, **options: Any) -> list[dict[str, object]]:
                drawn(shown, key, **options)
                return [picked[key]] if key in picked else []

            monkeypatch.setattr(module, "panel", panel)

    return choose


@pytest.mark.parametrize(
    ("picked", "rows"),
    [
        ({"matrix_residual": {"likelihood": 3, "impact": 4}}, ["P1 R1"]),
        ({"matrix_inherent": {"likelihood": 4, "impact": 5}, "ageing_risks": {"band": 2}}, ["P1 R1"]),
        ({"exposure_by_project": {"project": "P2"}}, ["P2 O1"]),
        ({"ageing_risks": {"band": 2}}, ["P1 R1", "P2 O1", "P1 R2"]),
    ],
)
def test_a_click_in_a_chart_filters_the_register(
    reported: Database, pick: Callable[[Picked], None], picked: Picked, rows: list[str]
) -> None:
    pick(picked)
    at = sound(board())
    assert shown_rows(at) == rows
    assert any("The selection in the charts leaves" in sentence for sentence in said(at)) is (len(rows) < 3)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "leaves 1 of 3 entries. Double-click in the chart to clear the selection."),
        ("fr", "retient 1 entrée sur 3. Double-cliquez dans le graphique pour annuler la sélection."),
        ("nl", "behoudt 1 van de 3 regels. Dubbelklik in de grafiek om de selectie op te heffen."),
    ],
)
def test_the_caption_of_a_selection_counts_what_it_leaves(
    reported: Database, pick: Callable[[Picked], None], language: str, sentence: str
) -> None:
    pick({"exposure_by_project": {"project": "P2"}})
    assert any(sentence in caption for caption in said(sound(board(lang=language))))


def test_a_click_that_leaves_nothing_says_so(reported: Database, pick: Callable[[Picked], None]) -> None:
    pick({"matrix_residual": {"likelihood": 5, "impact": 5}})
    assert NO_ENTRY in plain(sound(board()))


def test_a_click_on_a_pair_filters_the_dependencies(reported: Database, pick: Callable[[Picked], None]) -> None:
    pick({"dependencies": {"key": "P1\tP2"}})
    assert shown_rows(sound(board(raid="dependencies"))) == ["P2 X1"]


def test_a_long_register_is_cut_and_says_so(reported: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raid_register, "ROWS", 2)
    at = sound(board(raid="all"))
    assert len(shown_rows(at)) == 2
    assert "The first 2 are shown; the Excel file holds them all. Narrow the filters." in said(at)
    assert any(sentence.startswith("6 entries") for sentence in said(at))


def test_the_table_behind_a_chart_is_cut_and_says_so(reported: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "MOST_ROWS", 1)
    at = sound(board())
    behind = [d.value for d in at.dataframe if "Likelihood" in d.value.columns]
    assert [len(table) for table in behind] == [1, 1]
    assert "The first 1 rows are shown; the Excel file holds them all." in said(at)


def test_an_entry_opens_with_its_history(reported: Database) -> None:
    at = sound(board(entry="P1/R1"))
    assert "Level 12 (High) since 5 Jun 2026; 6 until then" in [h.value for h in at.header]
    history = next(d.value for d in at.dataframe if "Changed" in d.value.columns)
    assert [day.isoformat()[:10] for day in history["Status date"]] == [
        week(n).isoformat() for n in range(LAST, -1, -1)
    ]
    changed = history["Changed"].tolist()
    assert "Residual likelihood: 2 → 3" in changed[2]
    assert "Residual impact: 3 → 4" in changed[2]
    assert "Escalated: no → yes" in changed[2]
    assert (changed[0], changed[-1]) == ("", "entered in the log")
    assert set(history["File"]) == {"week.xlsx"}
    assert "last changed on 5 Jun 2026, 14 days before the status date" in " ".join(said(at))

    for sign in ("![x](", "<script>", "**b**", ":red[r]", "$x$"):
        assert not any(sign in sentence for sentence in said(at))


def test_an_entry_without_a_level_opens_without_a_chart(reported: Database) -> None:
    at = sound(board(entry="P1/A1"))
    history = next(d.value for d in at.dataframe if "Changed" in d.value.columns)
    assert history["Changed"].tolist()[0] == "Owner: Owner 5 → Owner 6"
    assert not any(heading.value.startswith("Level ") for heading in at.header)
    assert any("■ 7 days overdue" in sentence for sentence in said(at))


@pytest.mark.parametrize(("language", "entry"), [("fr", "P1/R1"), ("nl", "P2/X1")])
def test_an_entry_opens_in_every_language(reported: Database, language: str, entry: str) -> None:
    at = sound(board(lang=language, entry=entry))
    assert any("status_date" in d.value.columns for d in at.dataframe)


def accounts(db: Database) -> None:
    people(db)
    mark_demonstration(db)


def without_log(db: Database) -> None:
    actor = people(db)["pmo"]
    mark_demonstration(db)
    stored(db, actor, {"projects": full()["projects"]}, week(0))


STATES: dict[str, tuple[Callable[[Database], None], str, int]] = {
    "no upload": (accounts, NOTHING, 0),
    "no log": (without_log, NEVER, 0),
}


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_without_figures_says_what_to_do_next(database: Database, state: str, language: str) -> None:
    prepare, sentence, metrics = STATES[state]
    prepare(database)
    at = sound(board(lang=language))
    assert in_language(language, sentence) in plain(at)
    assert len(at.metric) == metrics


def test_a_filter_that_leaves_no_project_says_so(database: Database) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    stored(database, actor, full("P1"), week(0))
    stored(database, actor, full("P2", programme="OTHER"), week(1))
    at = sound(board(programme="OTHER", as_of=week(0).isoformat()))
    assert NO_MATCH in plain(at)


def test_a_single_week_has_no_movement_and_no_trend(database: Database) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    stored(database, actor, report(0), week(0))
    at = sound(board())
    assert ONE_WEEK in said(at)
    assert {m.delta for m in at.metric} == {""}
    assert "movement" not in at.dataframe[-1].value.columns
    assert not any(d.value.columns[0] == "Changed" for d in sound(board(entry="P1/R1")).dataframe)


def test_a_project_that_stopped_reporting_is_marked(database: Database) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    stored(database, actor, report(0), week(0))
    for number in range(1, 4):
        stored(database, actor, {**full("P1"), "raid": log_of_p1(number)}, week(number))
    at = sound(board(raid="all"))
    table = at.dataframe[-1].value.set_index("entry")
    assert table.loc["P2 I1", "reported"] == f"◌ {text.day(week(0))}"
    assert table.loc["P1 R2", "reported"] == text.day(week(3))
    assert any("late: Cloud" in sentence for sentence in said(at))


def test_projects_of_the_same_name_are_told_apart(database: Database) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    rows = merged(full("P1", name="Intranet"), full("P2", name="Intranet"))
    stored(database, actor, {**rows, "raid": log_of_p1(0) + log_of_p2(0)}, week(0))
    at = sound(board(raid="all"))
    assert set(at.dataframe[-1].value["project"]) == {"Intranet (P1)", "Intranet (P2)"}


def test_the_demonstration_opens(demonstration: Database) -> None:
    at = sound(board())
    for tab in EVERY_TAB:
        at = sound(ran(at.segmented_control(key="raid").set_value(tab)))
        assert len(at.metric) == len(CARDS)
