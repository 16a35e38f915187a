"""What needs a decision, as sentences in three languages, each with a link to its project."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.decisions import MOST_SHOWN
from data_access.engine import Database
from tests.app_database import SIGNS, TRICKS, app_database, register, staffed, unescaped, weekly
from tests.screens import opened, said, sound, turned
from tests.storing import merged, stored, week


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    return app_database(sqlite_template, tmp_path)


def lines(at: AppTest) -> list[tuple[str, str]]:
    """Label and query of each link."""
    return [(e.proto.label, e.proto.query_string) for e in at.get("page_link")]


@pytest.mark.usefixtures("fresh_caches")
def test_each_line_leads_to_its_project_with_the_dates_kept(database: Database) -> None:
    actor = staffed(database)
    asked, cloud = register("P1", decision_requested="Go on?"), register("P2", name="Cloud", status_overall="red")
    weekly(database, actor, [merged(asked, cloud), register("P1", decision_requested="And now?")])
    at = sound(opened(as_of=week(0).isoformat()))
    ((label, query),) = lines(at)
    assert label == ":red[■] **Payroll**"
    assert query == f"lang=en&as_of={week(0).isoformat()}&project=P1"
    assert ":small[a decision is requested: Go on?]" in map(unescaped, said(at))
    address = dict(part.split("=") for part in query.split("&"))
    page = sound(turned(opened(**address), "project"))
    assert page.header[0].value == "Payroll"
    assert page.selectbox(key="as_of").value == week(0).isoformat()


@pytest.mark.usefixtures("fresh_caches")
def test_a_project_that_missed_the_date_in_view_is_on_the_list_whatever_the_filter(database: Database) -> None:
    actor = staffed(database)
    weekly(
        database,
        actor,
        [merged(register("P1", manager="Ana"), register("P2", manager="Bo")), register("P1", manager="Ana")],
    )
    for address in ({}, {"manager": "Bo"}):
        at = sound(opened(**address))
        assert f":small[no report since {text.day(week(0))}]" in said(at)


@pytest.mark.usefixtures("fresh_caches")
def test_nothing_to_decide_says_so(database: Database) -> None:
    stored(database, staffed(database), register("P1"))
    at = sound(opened())
    assert "**Nothing needs a decision**" in said(at)
    assert not lines(at)


@pytest.mark.usefixtures("fresh_caches")
def test_more_than_a_handful_are_one_click_away(database: Database) -> None:
    asked = merged(*(register(f"P{i}", name=f"N{i}", decision_requested="Go on?") for i in range(MOST_SHOWN + 3)))
    stored(database, staffed(database), asked)
    at = sound(opened())
    assert "**7 matters need your attention**" in said(at)
    (rest,) = [e for e in at.expander if e.label == "3 more"]
    assert len(rest.get("page_link")) == 3
    assert len(lines(at)) == MOST_SHOWN + 3


@pytest.mark.usefixtures("fresh_caches")
def test_typed_text_is_shown_as_typed(database: Database) -> None:
    stored(database, staffed(database), register("P1", name=TRICKS, decision_requested=TRICKS))
    at = sound(opened())
    ((label, _query),) = lines(at)
    (asked,) = [line for line in said(at) if "decision is requested" in line]
    assert TRICKS in unescaped(label)
    assert unescaped(asked).startswith(":small[a decision is requested: ![x](http://example.invalid/a.png) <script>")
    for sign in SIGNS:
        assert sign not in asked
        assert sign not in label
