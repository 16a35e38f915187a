"""The choice of projects and dates: which projects it lets through, and the widgets that make it."""

import datetime as dt

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import filters, text
from dashboard.filters import Filters
from data_access.engine import Database
from data_access.meeting_presenting import close
from data_access.users import get_user
from seed.cast import PMO
from tests.meetings import presented
from tests.screens import in_language, opened, ran, sound

PROJECTS = pd.DataFrame(
    {
        "project": ["P1", "P2", "P3"],
        "programme": ["REFORM", "CLOUD", "REFORM"],
        "institution": ["INST1", "INST1", "INST2"],
        "manager": ["Sofie", "Marc", "Marc"],
    }
)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({}, ["P1", "P2", "P3"]),
        ({"programme": "REFORM"}, ["P1", "P3"]),
        ({"institution": "INST1"}, ["P1", "P2"]),
        ({"manager": "Marc"}, ["P2", "P3"]),
        ({"programme": "REFORM", "manager": "Marc"}, ["P3"]),
        ({"programme": "CLOUD", "institution": "INST2"}, []),
    ],
    ids=str,
)
def test_the_choice_keeps_the_projects_that_match_all_of_it(chosen: dict[str, str], kept: list[str]) -> None:
    assert Filters(**chosen).apply(PROJECTS)["project"].tolist() == kept  # type: ignore[arg-type]  # codes only here


@pytest.mark.usefixtures("fresh_caches")
@pytest.mark.parametrize(
    ("language", "manager", "day", "original"),
    [
        ("en", "Project manager: Sofie", "Compared with 13 Nov 2026", "Compared with the original baseline"),
        ("fr", "Chef de projet\u00a0: Sofie", "Comparé au 13 nov. 2026", "Comparé à la référence initiale"),
        ("nl", "Projectleider: Sofie", "Vergeleken met 13 nov 2026", "Vergeleken met de oorspronkelijke baseline"),
    ],
)
def test_the_choice_is_said_as_the_language_says_it(
    demonstration: Database, language: str, manager: str, day: str, original: str
) -> None:
    with text.speaking(language):
        assert Filters(manager="Sofie", compare_with=dt.date(2026, 11, 13)).notes(1) == (manager, day)
        assert Filters(original=True).notes(1) == (original,)


def option_labels(at: AppTest, key: str) -> list[str]:
    return list(at.selectbox(key=key).options)


@pytest.mark.usefixtures("fresh_caches")
def test_options_are_named_in_the_readers_language_and_sorted_by_name(demonstration: Database) -> None:
    for language in text.LANGUAGES:
        at = sound(opened(lang=language))
        names = option_labels(at, "programme")
        assert names[0] == in_language(language, "All")
        assert names[1:] == sorted(names[1:])
        with text.speaking(language):
            assert option_labels(at, "as_of") == [text.day(dt.date(2026, 5, day)) for day in (22, 15, 8, 1)]
    assert "Bestuurshervorming" in names


@pytest.mark.usefixtures("fresh_caches")
@pytest.mark.parametrize("page", ["portfolio", "project", "budget", "raid", "reform"])
@pytest.mark.parametrize(
    ("today", "as_of", "said"),
    [
        ((2026, 6, 5), "", []),
        ((2026, 6, 6), "", ["The latest reports are 15 days old. The figures below may be out of date."]),
        ((2026, 6, 6), "2026-05-15", []),
    ],
)
def test_where_nobody_reports_any_more_every_board_says_how_old_it_is(
    demonstration: Database,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    today: tuple[int, int, int],
    as_of: str,
    said: list[str],
) -> None:
    monkeypatch.setattr(filters, "today", lambda _db: dt.date(*today))
    at = sound(opened(page, **{"as_of": as_of} if as_of else {}))
    assert [w.value for w in at.warning if "reports are" in w.value] == said


@pytest.mark.usefixtures("fresh_caches")
def test_only_earlier_dates_can_be_compared_with(demonstration: Database) -> None:
    at = sound(opened())
    original = "Original baseline"
    assert option_labels(at, "compare") == ["Previous week", original, "15 May 2026", "8 May 2026", "1 May 2026"]
    at = sound(ran(at.selectbox(key="as_of").select("2026-05-08")))
    assert option_labels(at, "compare") == ["Previous week", original, "1 May 2026"]
    at = sound(ran(at.selectbox(key="as_of").select("2026-05-01")))
    assert option_labels(at, "compare") == ["nothing earlier", original]


@pytest.mark.usefixtures("fresh_caches")
def test_a_compared_date_that_is_no_longer_earlier_gives_way(demonstration: Database) -> None:
    at = sound(ran(sound(opened()).selectbox(key="compare").select("2026-05-15")))
    assert "Movement since 15 May 2026" in at.caption[0].value
    at = sound(ran(at.selectbox(key="as_of").select("2026-05-15")))
    assert at.selectbox(key="compare").value == "previous"
    assert "Movement since 8 May 2026" in at.caption[0].value


@pytest.mark.usefixtures("fresh_caches")
def test_a_choice_that_leaves_no_project_is_a_sentence(demonstration: Database) -> None:
    at = sound(opened(programme="data", manager="Bram Vandenbroucke"))
    assert not at.metric
    assert [e.value for e in at.info] == ["No project matches this choice. Choose “All” in one of the lists above."]


@pytest.mark.usefixtures("fresh_caches")
def test_a_closed_committee_can_be_compared_with_by_its_name(demonstration: Database) -> None:
    pmo = get_user(demonstration, PMO.username)
    assert "Last committee" not in option_labels(sound(opened()), "compare")
    meeting = presented(demonstration, pmo, status_date=dt.date(2026, 5, 8))
    close(demonstration, pmo, meeting.id)
    at = sound(opened(compare="committee"))
    assert option_labels(at, "compare")[:3] == ["Previous week", "Last committee", "Original baseline"]
    assert "Movement since 8 May 2026" in at.caption[0].value
    assert at.query_params["compare"] in ("committee", ["committee"])
    at = sound(ran(at.selectbox(key="as_of").select("2026-05-08")))
    assert at.selectbox(key="compare").value == "previous"
