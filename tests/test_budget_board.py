"""The Budget board through AppTest: every designed state, three languages, figures equal to the metrics'."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.budget_board import CARDS, SHORT_LABELS
from dashboard.components import figure
from dashboard.kpis import moved_kpis
from dashboard.metrics.budget_figures import DEFINITIONS, figures
from dashboard.metrics.portfolio import BY_NAME
from dashboard.rules import Rules
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures
from data_access.versions import mark_demonstration
from tests.conftest import DEMONSTRATED_UNTIL, swift_database
from tests.screens import APP, PMO, ROOT, in_language, said, session_of, sound
from tests.storing import full, merged, stored, week
from tests.workbooks import people, record

pytestmark = pytest.mark.usefixtures("fresh_caches")
LAST, BEFORE = DEMONSTRATED_UNTIL, DEMONSTRATED_UNTIL - dt.timedelta(weeks=1)
Prepare = Callable[[Database], None]


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    """An empty database where the app looks for one."""
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return swift_database(f"sqlite:///{path}")


def held(db: Database, *workbooks: dict, first: int = 0) -> None:
    """Stores one workbook a week."""
    actor = people(db)["pmo"]
    mark_demonstration(db)
    for number, rows in enumerate(workbooks, first):
        stored(db, actor, rows, week(number))


def without(dataset: str, project: str = "P1", **values: object) -> dict:
    return {name: rows for name, rows in full(project, **values).items() if name != dataset}


def board(**query: str) -> AppTest:
    """The board as the first page that a visitor opens, with *query* in its address."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    at.session_state["session"] = session_of(PMO)
    at.switch_page(str(ROOT / "pages" / "budget.py"))
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def plain(at: AppTest) -> list[str]:
    return [sentence.replace("\\", "") for sentence in said(sound(at))]


def test_before_the_first_upload_the_board_says_what_to_do(database: Database) -> None:
    people(database)
    mark_demonstration(database)
    at = board()
    assert any(s.startswith("No workbook has been uploaded yet.") for s in plain(at))
    assert not at.metric


def test_a_choice_that_nothing_matches_says_so(database: Database) -> None:
    two = merged(full("P1"), full("P2", institution="INST2", manager="Ana"))
    held(database, two)
    at = board(manager="Ana", institution="INST1")
    assert any(s.startswith("No project matches this choice.") for s in plain(at))
    assert not at.metric


def test_without_any_budget_the_credits_are_shown_all_the_same(database: Database) -> None:
    held(database, without("budget"))
    at = board()
    assert any(s.startswith("No budget has been uploaded for these projects yet.") for s in plain(at))
    assert "Credits of 2026" in [h.value for h in at.header]
    assert len(at.get("vega_lite_chart")) == 3


def test_without_any_credits_the_budget_is_shown_all_the_same(database: Database) -> None:
    held(database, without("credits"))
    sentences = plain(board())
    assert any(s.startswith("No credits of this year have been uploaded") for s in sentences)
    assert any("Reconciled to the cent" in s for s in sentences)


def test_a_single_week_has_no_movement_yet(database: Database) -> None:
    held(database, full())
    at = board()
    assert any("There is a single week so far" in s for s in plain(at))
    assert [m.delta for m in at.metric] == [""] * len(CARDS)


def test_a_project_without_a_budget_beside_one_that_has_is_an_exception(database: Database) -> None:
    held(database, merged(full("P1"), without("budget", "P2")))
    assert "**1 active project has no budget**" in " ".join(plain(board()))


def test_projects_that_spend_without_a_budget_are_counted(database: Database) -> None:
    unplanned = [
        {**full(code), "budget": [record("budget", project=code, planned=Decimal(0), actual=Decimal(5))]}
        for code in ("P1", "P2", "P3")
    ]
    held(database, merged(*unplanned))
    assert "**3 projects have actuals and no budget**" in " ".join(plain(board()))


def test_old_data_are_an_exception(database: Database) -> None:
    held(database, merged(full("P1"), full("P2")), *(full("P1") for _week in range(3)))
    sentences = " ".join(plain(board()))
    assert "**1 project has not reported for more than 14 days**" in sentences


def shown_labels(language: str) -> list[str]:
    labels = {d.name: d.label for d in DEFINITIONS} | {name: d.label for name, d in BY_NAME.items()}
    return [in_language(language, SHORT_LABELS.get(name, labels[name])) for name in CARDS]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_cards_show_the_figures_of_the_metrics(demonstration: Database, language: str) -> None:
    now, then = (project_measures(demonstration, day) for day in (LAST, BEFORE))
    frames = {name: effective_rows(demonstration, name, as_of=LAST) for name in ("budget", "credits")}
    values = {k.name: k for k in (*moved_kpis(now, then, Rules()), *figures(frames, now, LAST))}
    at = sound(board(lang=language))
    assert [m.label for m in at.metric] == shown_labels(language)
    with text.speaking(language):
        expected = [
            text.number(values[name].value, 1) if name == "runway" else figure(values[name].value, values[name].unit)
            for name in CARDS
        ]
    assert [m.value for m in at.metric] == expected


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_programmes_and_their_total_are_the_sums_of_the_measures(demonstration: Database, language: str) -> None:
    measures = project_measures(demonstration, LAST)
    at = sound(board(lang=language))
    table = next(d.value for d in at.dataframe if in_language(language, "Programme") in d.value)
    with text.speaking(language):
        assert table[text.gettext("Budget")].iloc[-1] == text.amount(sum(measures["bac"]))
        assert table[text.gettext("Spent")].iloc[-1] == text.amount(sum(measures["ac"]))
    assert len(table) == 1 + effective_rows(demonstration, "projects", as_of=LAST)["programme"].nunique()
    green = [m.value for m in at.markdown if m.value.startswith(":green[:material/check_circle:")]
    assert len(green) == 2


def specifications(at: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in at.get("vega_lite_chart")]


def test_every_chart_has_its_title_and_alternative_text(demonstration: Database) -> None:
    at = sound(board())
    charts = at.get("vega_lite_chart")
    headings = [s.value for s in (*at.header, *at.subheader)]
    assert len(charts) == 7
    for chart in charts:
        assert chart.proto.alt
        assert any(chart.proto.alt.startswith(heading) for heading in headings)


def test_one_institution_is_a_part_of_the_whole(demonstration: Database) -> None:
    rows = effective_rows(demonstration, "projects", as_of=LAST)
    chosen = rows["institution"].iloc[0]
    of_it = project_measures(demonstration, LAST).merge(rows[["project", "institution"]])
    bac = of_it[of_it["institution"] == chosen]["bac"].sum()
    at = sound(board(institution=chosen))
    table = next(d.value for d in at.dataframe if "Programme" in d.value)
    assert table["Budget"].iloc[-1] == text.amount(bac)


def test_the_same_link_shows_the_same_figures(demonstration: Database) -> None:
    first, second = (sound(board(as_of=BEFORE.isoformat())) for _visit in range(2))
    assert [m.value for m in first.metric] == [m.value for m in second.metric]
    latest = sound(board())
    assert [m.value for m in latest.metric] != [m.value for m in first.metric]


def test_an_unknown_value_in_the_address_falls_back(demonstration: Database) -> None:
    assert sound(board(as_of="1999-01-01", compare="nonsense", programme="?")).metric


def test_a_forecast_that_moved_is_listed_with_its_reason(database: Database) -> None:
    month = dt.date(2026, 12, 1)
    planned = record("budget", month=month, planned=Decimal(5000))
    dearer = record("budget", month=month, planned=Decimal(5000), forecast=Decimal(9000), comment="A second supplier.")
    held(database, full() | {"budget": [planned]}, full() | {"budget": [dearer]})
    at = sound(board())
    shown = next(d for d in at.dataframe if "Why" in d.value)
    widths = {name: column.get("width", 0) for name, column in json.loads(shown.proto.columns).items()}
    assert widths["Project"] >= 270
    assert widths["Why"] >= 440
    table = shown.value
    assert table[["From", "To", "Change", "Why"]].to_numpy().tolist() == [
        ["€5,000", "€9,000", "+€4,000", "A second supplier."]
    ]


def test_when_no_forecast_moved_the_board_says_so(database: Database) -> None:
    held(database, full(), full(percent_complete=Decimal(50)))
    assert any("No forecast moved by one percent of its budget or more" in s for s in plain(board()))
