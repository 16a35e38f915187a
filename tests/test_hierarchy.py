"""Programme > project: the roll-up with its rule, and the projects of the programme that is picked."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import hierarchy, text
from data_access.engine import Database
from tests.app_database import TRICKS, app_database, register, spending, staffed, unescaped
from tests.screens import in_language, opened, said, sound
from tests.storing import merged, stored

pytestmark = pytest.mark.usefixtures("fresh_caches")


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    db = app_database(sqlite_template, tmp_path)
    rows = merged(
        register("P1", status_overall="red"),
        register("P2", name="Cloud"),
        register("P3", name=TRICKS, status_overall="amber"),
        register("P4", name="Closed", stage="closed", status_overall="red"),
    )
    money = [*spending("P1", (1000, 1000), (1000, None)), *spending("P2", (12_345, 12_345))]
    stored(db, staffed(db), rows | {"budget": money})
    return db


class Event:
    """What ``st.dataframe`` returns when a row is picked."""

    def __init__(self, *rows: int) -> None:
        self.selection = type("Selection", (), {"rows": list(rows)})


def picked(monkeypatch: pytest.MonkeyPatch, *rows: int) -> AppTest:
    real = hierarchy.table_panel

    def table_panel(*args: object, **options: object) -> Event:
        real(*args, **options)  # type: ignore[arg-type]  # passed through
        return Event(*rows)

    monkeypatch.setattr(hierarchy, "table_panel", table_panel)
    return sound(opened())


def programme_table(at: AppTest, language: str = "en") -> list[list[object]]:
    (table,) = [d.value for d in at.dataframe if in_language(language, "Red projects") in d.value]
    return table.to_numpy().tolist()


def test_a_red_child_shows_in_its_programme_and_is_named(database: Database) -> None:
    at = sound(opened())
    assert "1 programme has a red project" in [s.value for s in at.header]
    assert programme_table(at) == [["Reform", "■ R", "■ R 1  ▲ A 1  ● G 1", "€14.3K", "€14.3K", "Payroll"]]
    assert "A programme has the status of its worst active project; money is the sum of its projects." in said(at)


def test_the_projects_of_a_programme_are_links_the_worst_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = picked(monkeypatch, 0)
    found = [(e.proto.label, e.proto.query_string.rpartition("=")[2]) for e in at.get("page_link")][-3:]
    assert [code for _label, code in found] == ["P1", "P3", "P2"]
    assert found[0][0] == ":red[■ R] **Payroll**"
    assert TRICKS in unescaped(found[1][0])
    assert TRICKS not in found[1][0]
    assert "budget €2,000, forecast €2,000" in said(at)
    assert "no budget" in said(at)
    assert "Select a programme to see its projects." not in said(at)


def test_a_pick_that_outlived_its_rows_opens_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Select a programme to see its projects." in said(picked(monkeypatch, 7))


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_programmes_are_named_in_the_language(database: Database, language: str) -> None:
    ((name, *_rest),) = programme_table(sound(opened(lang=language)), language)
    assert name == {"en": "Reform", "fr": "Réforme", "nl": "Hervorming"}[language]
