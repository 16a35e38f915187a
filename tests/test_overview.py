"""The Portfolio board in its states: cards, grid and where figures come from."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, movements, overview, text
from dashboard.metrics.portfolio import CARDS
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from tests.app_database import SIGNS, TRICKS, app_database, register, staffed, unescaped, weekly
from tests.conftest import DEMONSTRATED_UNTIL
from tests.metrics.factories import frame, measured
from tests.screens import in_language, opened, said, sound
from tests.storing import full, merged, stored, week

pytestmark = pytest.mark.usefixtures("fresh_caches")
LAST = DEMONSTRATED_UNTIL


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    return app_database(sqlite_template, tmp_path)


def test_projects_of_one_name_are_told_apart_wherever_they_are_named() -> None:
    projects = frame("projects", {"project": "P1"}, {"project": "P2"}, {"project": "P3", "name": "Cloud"})
    names = overview.project_names(projects, measured({}, {"computed_overall": "red"}, {}))
    assert names == {"P2": "Payroll (P2)", "P1": "Payroll (P1)", "P3": "Cloud"}
    assert list(names) == ["P2", "P1", "P3"]


HEADINGS = (
    "No project is worse than it declares",
    "No project ends these weeks with another status than it began",
    "No project is forecast beyond its tolerance in time or cost",
    "No programme has a red project",
)


def test_the_board_asks_and_answers_in_this_order(demonstration: Database) -> None:
    at = sound(opened())
    assert [s.value for s in at.header] == list(HEADINGS)
    assert len(at.metric) == len(CARDS)
    assert len(at.get("vega_lite_chart")) == 3
    assert all(chart.proto.alt for chart in at.get("vega_lite_chart"))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_heading_and_chart_follows_the_language(demonstration: Database, language: str) -> None:
    at = sound(opened(lang=language))
    assert len(at.header) == len(HEADINGS)
    assert at.title[0].value == in_language(language, "Portfolio")
    for chart in at.get("vega_lite_chart"):
        assert in_language(language, "Project") in chart.proto.spec


def test_a_language_never_shows_the_chart_of_another(demonstration: Database) -> None:
    letters = {}
    for language in (*text.LANGUAGES, "en"):
        at = sound(opened(lang=language))
        letters.setdefault(language, set()).add(at.get("vega_lite_chart")[0].proto.spec)
    assert {len(found) for found in letters.values()} == {1}
    assert len(set.union(*letters.values())) == 3


def test_another_filter_date_or_version_makes_another_chart(database: Database) -> None:
    actor = staffed(database)
    weekly(database, actor, [merged(full("P1"), full("P2", manager="Bo")), full("P1", status_overall="red")])
    titles = {
        name: sound(opened(**address)).header[0].value
        for name, address in {"all": {}, "early": {"as_of": week(0).isoformat()}, "Bo": {"manager": "Bo"}}.items()
    }
    tables = {n: sound(opened(**a)).dataframe[0].value for n, a in {"all": {}, "Bo": {"manager": "Bo"}}.items()}
    assert set(titles.values()) == {"No project is worse than it declares"}
    assert (len(tables["all"]), len(tables["Bo"])) == (2, 1)
    stored(database, actor, full("P2", manager="Bo", name="Renamed"), week(1))
    assert "Renamed" in sound(opened()).dataframe[0].value["Project"].tolist()


def picking(monkeypatch: pytest.MonkeyPatch, **picks: dict[str, object]) -> None:
    """Charts answer as if the reader had clicked: what AppTest cannot do."""
    for module in (overview, movements):
        real = module.panel

        def panel(shown: object, key: str, _real: object = real, **options: object) -> list[dict[str, object]]:
            _real(shown, key, **options)  # type: ignore[operator]  # the panel
            return [picks[key]] if key in picks else []

        monkeypatch.setattr(module, "panel", panel)


def headings(at: AppTest) -> list[str]:
    return [s.value for s in at.header]


def links(at: AppTest) -> list[str]:
    return [e.proto.query_string for e in at.get("page_link")]


def test_a_click_in_the_grid_leads_to_rows_files_and_the_project(
    demonstration: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    picking(monkeypatch, grid={"key": "REF-01"})
    at = sound(opened())
    assert "Where the figures of Fusion des systèmes RH régionaux come from" in headings(at)
    assert any(query.endswith("project=REF-01") for query in links(at))
    (rows,) = [d.value for d in at.dataframe if "file_name" in d.value]
    assert rows["project"].tolist() == ["REF-01"]
    at.segmented_control(key="source_sheet").set_value("raid")
    raid = effective_rows(demonstration, "raid", projects=("REF-01",))
    (rows,) = [d.value for d in sound(at.run()).dataframe if "file_name" in d.value]
    assert len(rows) == len(raid)


def test_clicks_in_the_grid_in_a_week_and_on_a_bubble_stand_beside_each_other(
    demonstration: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    picking(
        monkeypatch,
        grid={"key": "REF-01"},
        status_history={"key": "CLD-02|2026-05-08"},
        variance={"project": "DAT-01"},
    )
    at = sound(opened())
    assert "Afbouw van de lokale serverruimten, week of 8 May 2026" in map(unescaped, headings(at))
    assert sum(h.startswith("Where the figures of") for h in headings(at)) == 2
    assert "lang=en&as_of=2026-05-08&project=CLD-02" in links(at)
    assert len([d for d in at.dataframe if "file_name" in d.value]) == 3


@pytest.mark.parametrize(
    "picks",
    [
        {"grid": {"key": "GONE"}},
        {"status_history": {"key": "GONE|2026-05-08"}},
        {"variance": {"project": "GONE"}},
        {"status_history": {"key": "no bar"}},
    ],
    ids=str,
)
def test_a_click_that_outlived_its_filter_opens_nothing(
    demonstration: Database, monkeypatch: pytest.MonkeyPatch, picks: dict[str, dict[str, object]]
) -> None:
    picking(monkeypatch, **picks)
    assert headings(sound(opened())) == list(HEADINGS)


def test_one_single_week(database: Database) -> None:
    stored(database, staffed(database), merged(full("P1"), full("P2", name="Cloud")))
    shown = said(sound(opened()))
    assert "There is a single week so far; the history of statuses starts with the next one." in shown
    assert "There is nothing to compare with yet." in shown


def test_projects_with_nothing_but_a_register(database: Database) -> None:
    weekly(database, staffed(database), [register("P1"), register("P1", status_overall="red")])
    at = sound(opened())
    shown = said(at)
    assert any(line.startswith("No project has a budget yet") for line in shown)
    assert "1 project is worse than at the start of these weeks" in headings(at)
    assert {m.label: m.value for m in at.metric}["Spent against plan"] == "n/a"


def test_a_filter_counts_only_what_it_lets_through(database: Database) -> None:
    actor = staffed(database)
    both = [merged(register("P1", manager="Ana"), register("P2", manager="Bo"))]
    weekly(
        database,
        actor,
        [*both, merged(register("P1", manager="Ana", status_overall="red"), register("P2", manager="Bo"))],
    )
    assert "1 project is worse than at the start of these weeks" in headings(sound(opened()))
    quiet = sound(opened(manager="Bo"))
    assert "1 project is worse than at the start of these weeks" not in headings(quiet)
    assert f"No project moved since {text.day(week(0))}." in said(quiet)


def test_stale_projects_are_marked_in_the_grid(database: Database) -> None:
    actor = staffed(database)
    weekly(database, actor, [merged(register("P1"), register("P2", name="Cloud")), *[register("P1")] * 3])
    stored(database, actor, register("P1", achieved="more"), week(4))
    table = sound(opened()).dataframe[0].value.set_index("Project")
    assert "out of date" in table.loc["Cloud"].iloc[0]
    assert "out of date" not in table.loc["Payroll"].iloc[0]


def test_a_long_grid_draws_what_needs_attention_and_its_table_holds_all(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MOST_ROWS", 3)
    monkeypatch.setattr(movements, "MOST_ROWS", 3)
    many = merged(*(register(f"P{i}", name=f"N{i}", status_overall="red" if i == 5 else "green") for i in range(6)))
    actor = staffed(database)
    weekly(database, actor, [many, merged(*(register(f"P{i}", name=f"N{i}") for i in range(6)))])
    at = sound(opened(as_of=week(0).isoformat()))
    assert "The 3 projects that need attention most are drawn; the table holds all 6." in said(at)
    table = at.dataframe[0].value
    assert len(table) == 6
    assert table["Project"].iloc[0] == "N5"
    history = sound(opened()).dataframe[1].value
    assert len(history) == 3


def test_typed_text_is_shown_as_typed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    weekly(
        database, staffed(database),
        [register("P1", name=TRICKS), register("P1", name=TRICKS, status_overall="red", gap_reason=TRICKS)],
    )  # fmt: skip
    picking(monkeypatch, grid={"key": "P1"}, status_history={"key": f"P1|{week(0).isoformat()}"})
    at = sound(opened())
    named = [line for line in said(at) if "alert(1)" in unescaped(line)]
    assert len(named) >= 3
    for line in named:
        assert not any(sign in line for sign in SIGNS), line
        assert "<script>alert(1)</script>" in unescaped(line)
    assert not any(m.allow_html for m in at.markdown)


def test_the_loaders_hand_out_the_same_projects(demonstration: Database) -> None:
    from dashboard.filters import Filters

    filters = Filters(programme="reform", as_of=LAST, compare_with=LAST - dt.timedelta(weeks=1))
    projects, measures = overview.load(data.version(), filters)
    then = overview.compared(data.version(), filters, measures)
    assert set(projects["project"]) == set(measures["project"]) == {"REF-01", "REF-02"}
    assert then is not None
    assert set(then["project"]) == {"REF-01", "REF-02"}
    assert overview.compared(data.version(), Filters(as_of=LAST), measures) is None
