"""The screens through AppTest: every page in every state, language and role; the figures that it shows."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import data, overview, text
from dashboard.cli import main
from dashboard.kpis import kpi_report, moved_kpis
from dashboard.metrics.kpi import Unit
from dashboard.metrics.portfolio import CARDS
from dashboard.rules import Rules
from dashboard.written import figure
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures
from data_access.schema import downgrade
from data_access.versions import mark_demonstration
from seed.cast import PEOPLE, Person
from tests.conftest import DEMONSTRATED_UNTIL, swift_database
from tests.screens import PAGES, WRONG, in_language, opened, ran, said, sound, turned
from tests.storing import full, merged, stored, week
from tests.workbooks import people

pytestmark = pytest.mark.usefixtures("fresh_caches")
LAST = DEMONSTRATED_UNTIL
NO_UPLOAD_YET = "No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it."
NO_HISTORY_YET = "No workbook has been uploaded yet."
NOT_FOR_YOU = "This page belongs to another role. If you need it, ask the administrator of Regie."
NO_ACCOUNT = "There is no account yet. Make the first one at the command line: regie user add"
UNREACHABLE = "The database does not answer. Nothing was lost; try again in a moment."
NO_ADDRESS = "DATABASE_URL is not the address of a database that Regie can use. Correct it and restart."
OTHER_VERSION = "The database has another version than the program. Run “regie db upgrade”."
TRICKS = "![x](http://example.invalid/a.png) <script>alert(1)</script> **b** :red[r] $x$ A -> B -- www.example.com"

Prepare = Callable[[Database], None]


class State(NamedTuple):
    """What the database holds, and the sentences that Portfolio and History then show."""

    prepare: Prepare
    portfolio: str
    history: str
    upload: str = "1 · Get the workbook"


def accounts(db: Database) -> None:
    people(db)
    mark_demonstration(db)


def one_week(db: Database) -> None:
    actor = people(db)["pmo"]
    mark_demonstration(db)
    stored(db, actor, merged(full("P1"), full("P2", name="Cloud", status_overall="amber")))


def one_reporter_stopped(db: Database) -> None:
    actor = people(db)["pmo"]
    mark_demonstration(db)
    stored(db, actor, merged(full("P1"), full("P2", name="Cloud")))
    for number in range(1, 11):
        stored(db, actor, full("P1", percent_complete=Decimal(40 + number)), week(number))


def an_older_schema(db: Database) -> None:
    one_week(db)
    downgrade(db, "0001")


EMPTY_STATES = {
    "no account": State(lambda db: None, NO_ACCOUNT, NO_ACCOUNT, NO_ACCOUNT),
    "no upload": State(accounts, NO_UPLOAD_YET, NO_HISTORY_YET),
    "older schema": State(an_older_schema, OTHER_VERSION, OTHER_VERSION, OTHER_VERSION),
}


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    """An empty database where the app looks for one."""
    path = tmp_path / "data" / "regie.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return swift_database(f"sqlite:///{path}")


def plain(sentences: list[str]) -> list[str]:
    """*sentences* without the signs that keep Markdown from interpreting them."""
    return [sentence.replace("\\", "") for sentence in sentences]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("state", EMPTY_STATES)
def test_every_page_without_figures_says_what_to_do_next(database: Database, state: str, language: str) -> None:
    EMPTY_STATES[state].prepare(database)
    at = opened(lang=language)
    for page in PAGES:
        at = sound(turned(at, page))
        assert in_language(language, getattr(EMPTY_STATES[state], page)) in plain(said(at))
        assert not at.metric


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("sqlite:////dev/null/data/regie.db", UNREACHABLE),
        ("postgresql://127.0.0.1:1/regie", UNREACHABLE),
        ("mysql://x", NO_ADDRESS),
    ],
)
def test_a_database_that_cannot_be_had_is_a_sentence_on_every_page(
    monkeypatch: pytest.MonkeyPatch, address: str, sentence: str, language: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    at = opened(lang=language)
    for page in PAGES:
        at = sound(turned(at, page))
        assert in_language(language, sentence) in plain(said(at))


def test_the_database_goes_and_comes_back_without_a_restart(demonstration: Database, tmp_path: Path) -> None:
    at = sound(opened())
    cards = shown_cards(at)
    data.database().engine.dispose()
    (tmp_path / "data").rename(tmp_path / "away")
    assert UNREACHABLE in plain(said(sound(ran(at))))
    assert not at.metric
    (tmp_path / "away").rename(tmp_path / "data")
    assert shown_cards(sound(ran(at))) == cards


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.username)
def test_every_page_of_the_demonstration_in_every_language_for_every_role(
    demonstration: Database, language: str, person: Person
) -> None:
    uploads = person.role in ("manager", "pmo")
    at = sound(opened(person=person.username, lang=language))
    assert [m.label for m in at.metric] == [in_language(language, card.label) for card in CARDS]
    assert not sound(turned(at, "history")).file_uploader
    at = sound(turned(at, "upload" if uploads else "refused"))
    assert bool(at.file_uploader) is uploads
    assert (in_language(language, NOT_FOR_YOU) in said(at)) is not uploads


def test_one_single_week_has_nothing_to_compare_with(database: Database) -> None:
    one_week(database)
    at = sound(opened())
    assert at.selectbox(key="compare").value == ""
    assert [m.delta for m in at.metric] == [""] * len(CARDS)
    assert sparklines(at) == [[]] * len(CARDS)
    assert "1 upload" in said(sound(turned(at, "history")))


def test_a_project_that_stopped_reporting_is_late_and_marked(database: Database) -> None:
    one_reporter_stopped(database)
    at = sound(opened())
    assert any("1 of 2 projects reported" in line and "late: Cloud" in line for line in said(at))
    table = at.dataframe[0].value.set_index("Project")
    assert set(table.loc["Cloud"].filter(like="declared")) == {"◍ Green, out of date", "◌ Not assessed, out of date"}
    assert "out of date" not in " ".join(table.loc["Payroll"])


def shown_cards(at: AppTest) -> list[tuple[str, str, str]]:
    return [(m.label, m.value, m.delta) for m in at.metric]


def sparklines(at: AppTest) -> list[list[float]]:
    return [list(m.proto.chart_data) for m in at.metric]


def written(value: str | None, unit: str, denominator: str | None, name: str) -> str:
    """A figure of ``regie kpi --json`` as a card writes it in English."""
    if value is None:
        return "n/a"
    if name in ("projects_on_track", "milestones_late"):
        return f"{value} of {denominator}"
    match Unit(unit):
        case Unit.EUR:
            return text.compact_amount(Decimal(value))
        case Unit.PERCENT:
            return text.percentage(Decimal(value))
        case _:
            return text.number(Decimal(value))


def from_the_command(*options: str) -> list[tuple[str, str]]:
    """Label and value of the six cards, from ``regie kpi --json``."""
    result = CliRunner().invoke(main, ["kpi", "--json", *options], catch_exceptions=False)
    figures = {kpi["name"]: kpi for kpi in json.loads(result.stdout)["kpis"]}
    labels = {card.name: card.label for card in CARDS}
    return [(labels[n], written(k["value"], k["unit"], k["denominator"], n)) for n, k in figures.items() if n in labels]


@pytest.mark.parametrize("back", [0, 1, 3])
def test_the_cards_are_the_figures_of_the_command(demonstration: Database, back: int) -> None:
    day = LAST - dt.timedelta(weeks=back)
    at = sound(opened(as_of=day.isoformat()))
    assert [card[:2] for card in shown_cards(at)] == from_the_command("--as-of", day.isoformat())


def test_a_filter_that_leaves_one_project_shows_the_figures_of_that_project(demonstration: Database) -> None:
    projects = effective_rows(demonstration, "projects")
    (only,) = projects[projects["programme"] == "data"]["project"]
    shown = dict(card[:2] for card in shown_cards(sound(opened(programme="data"))))
    expected = dict(from_the_command("--project", only))
    assert expected
    assert {label: shown[label] for label in expected} == expected


@pytest.mark.parametrize("compare", [None, "2026-05-01", "2026-05-08"])
@pytest.mark.parametrize("programme", [None, "cloud"])
def test_movements_are_against_the_compared_date_and_within_the_filter(
    demonstration: Database, programme: str | None, compare: str | None
) -> None:
    chosen = {k: v for k, v in {"programme": programme, "compare": compare}.items() if v}
    then = dt.date.fromisoformat(compare) if compare else LAST - dt.timedelta(weeks=1)
    projects = effective_rows(demonstration, "projects")
    codes = projects["project"] if programme is None else projects[projects["programme"] == programme]["project"]
    frames = [project_measures(demonstration, day) for day in (LAST, then)]
    expected = {k.name: k for k in moved_kpis(*(f[f["project"].isin(codes)] for f in frames), Rules())}
    if programme is None:
        report = {k.name: k for k in kpi_report(demonstration, as_of=LAST, compare_with=then).kpis}
        assert expected.items() <= report.items()
    at = sound(opened(**chosen))
    signs = {m.label: m.delta[:1] for m in at.metric}
    for card in CARDS:
        kpi = expected[card.name]
        assert kpi.delta is not None
        sign = "+" if kpi.delta > 0 else "-"
        written_alike = figure(kpi.value, kpi.unit) == figure(kpi.then, kpi.unit)
        if kpi.unit is Unit.EUR:
            assert signs[card.label] == ("0" if written_alike else sign), card.name
        else:
            assert signs[card.label] == sign or (signs[card.label] == "0" and abs(kpi.delta) < 1), card.name
    assert f"Movement since {text.day(then)}" in " ".join(said(at))


def test_the_curves_end_in_the_figures_of_the_cards(demonstration: Database) -> None:
    last = {k.name: k.value for k in kpi_report(demonstration).kpis}
    curves = sparklines(sound(opened()))
    assert [len(curve) for curve in curves] == [4] * len(CARDS)
    assert [curve[-1] for curve in curves] == pytest.approx([float(last[card.name] or 0) for card in CARDS])


@pytest.mark.parametrize(
    "address",
    [
        {"lang": "xx"},
        {"as_of": "yesterday"},
        {"as_of": "1999-01-01"},
        {"programme": "<b>x</b>", "institution": "../..", "manager": "'; drop table uploads; --"},
        {"compare": "2026-05-22"},
        {"as_of": "2026-05-08", "compare": "2026-05-15"},
        {"as_of": "2026-05-01", "compare": "2026-05-01"},
        {"user": "root", "p": "x"},
    ],
    ids=str,
)
def test_unknown_values_in_the_address_fall_back(demonstration: Database, address: dict[str, str]) -> None:
    at = sound(opened(**address))
    as_of = address.get("as_of", "")
    expected = as_of if as_of.startswith("2026") else LAST.isoformat()
    assert at.selectbox(key="as_of").value == expected
    assert at.selectbox(key="programme").value == ""
    assert len(at.metric) == len(CARDS)
    assert at.selectbox(key="compare").value == ("" if expected == "2026-05-01" else "previous")


def test_the_choice_is_in_the_address_and_survives_another_page_and_language(demonstration: Database) -> None:
    at = sound(opened(programme="cloud"))
    at = sound(ran(at.selectbox(key="as_of").select("2026-05-15")))
    at = sound(turned(turned(at, "history"), "portfolio"))
    at = sound(ran(at.segmented_control(key="lang").set_value("nl")))
    assert address(at) == {"programme": "cloud", "as_of": "2026-05-15", "lang": "nl"}
    assert at.title[0].value == in_language("nl", "Portfolio")
    assert shown_cards(sound(opened(**address(at)))) == shown_cards(at)


def address(at: AppTest) -> dict[str, str]:
    """The query of the address; AppTest holds what was set as a list."""
    return {k: v if isinstance(v, str) else v[0] for k, v in at.query_params.items()}


def test_a_failure_on_a_page_is_a_sentence_and_a_record(
    demonstration: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(overview, "cards", fail)
    at = opened()
    assert not at.exception
    assert [e.value for e in at.error] == [WRONG]
    assert "secret detail" not in " ".join(said(at))
    assert "secret detail" in caplog.text


def test_typed_text_is_shown_as_typed(database: Database) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    stored(database, actor, merged(full("P1", manager=TRICKS), full("P2", name=TRICKS)))
    stored(database, actor, full("P1", manager=TRICKS), week(1))
    at = sound(opened())
    late = next(m for m in at.markdown if "late:" in m.value)
    assert not late.allow_html
    for sign in ("![x](", "<script>", "**b**", ":red[r]", "$x$"):
        assert sign not in late.value
    assert TRICKS in late.value.replace("\\", "").replace("\u2060", "")
    assert TRICKS in at.dataframe[0].value["Project"].tolist()
    assert TRICKS in sound(turned(at, "history")).dataframe[0].value["Project manager"].tolist()


def test_projects_of_the_same_name_have_a_row_each(database: Database) -> None:
    actor = people(database)["pmo"]
    mark_demonstration(database)
    stored(database, actor, merged(full("P1", name="Intranet"), full("P2", name="Intranet", status_overall="red")))
    rows = sound(opened()).dataframe[0].value["Project"].tolist()
    assert sorted(rows) == ["Intranet (P1)", "Intranet (P2)"]
