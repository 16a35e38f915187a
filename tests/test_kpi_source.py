"""From a card to the rows behind it: parts that add up, rows with their file, a link that opens the same."""

from decimal import Decimal
from typing import Any

import pytest
from streamlit.proto.Block_pb2 import Block
from streamlit.testing.v1 import AppTest

from dashboard import budget_board, project_board, raid_board, reform_board, text
from dashboard.board_figures import BY_NAME
from dashboard.kpis import kpi_report, written
from dashboard.metrics.evidence import EVIDENCE
from dashboard.metrics.kpi import Unit
from dashboard.metrics.portfolio import CARDS
from data_access.engine import Database
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures
from tests.screens import in_language, opened, ran, said, sound, turned

pytestmark = pytest.mark.usefixtures("fresh_caches")
ON_CARDS = {
    "portfolio": tuple(card.name for card in CARDS),
    "project": project_board.CARDS,
    "budget": budget_board.CARDS,
    "reform": reform_board.CARDS,
}
TITLE = "Where it comes from: {figure}"


def asked(at: AppTest, name: str) -> AppTest:
    """The board after a click on the button under the card of *name*."""
    return sound(ran(at.button(key=f"from_{name}").click()))


def rows_table(at: AppTest, dataset: str) -> list[str]:
    """The workbooks named beside the rows that are open."""
    alt = f"Rows of the sheet {dataset}"
    tables = [d.value for d in at.dataframe if "file_name" in d.value.columns]
    assert tables, alt
    return list(tables[-1]["file_name"])


def test_every_card_of_every_board_has_a_way_to_its_rows() -> None:
    for names in ON_CARDS.values():
        assert set(names) <= set(EVIDENCE)
    assert set(raid_board.CARDS) <= set(BY_NAME)


@pytest.mark.parametrize("board", ON_CARDS)
def test_a_click_under_a_card_opens_its_rows(demonstration: Database, board: str) -> None:
    at = sound(opened()) if board == "portfolio" else sound(turned(opened(), board))
    reported = set(effective_rows(demonstration, "projects")["file_name"])
    assert reported
    for name in ON_CARDS[board]:
        at = asked(at, name)
        heading = in_language("en", TITLE, figure=BY_NAME[name].label)
        assert dialogs(at) == [heading]
        nothing = "Nothing was reported on this sheet." in said(at)
        assert nothing or all(f.startswith("Weekly_2026-05-") for f in rows_table(at, EVIDENCE[name].dataset)), name


def dialogs(at: AppTest) -> list[str]:
    """Titles of the dialogs that are open."""
    found: list[str] = []
    stack: list[Any] = [at._tree]
    while stack:
        block = stack.pop()
        proto = getattr(block, "proto", None)
        if isinstance(proto, Block) and proto.HasField("dialog"):
            found.append(proto.dialog.title)
        stack += getattr(block, "children", {}).values()
    return found


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_parts_of_the_projects_add_up_to_the_card(demonstration: Database, language: str) -> None:
    whole = next(k for k in kpi_report(demonstration).kpis if k.name == "spent_against_plan")
    at = sound(opened(lang=language, kpi="spent_against_plan"))
    with text.speaking(language):
        said_whole = f"**{written(whole.value, Unit.PERCENT)}**"
        spent = f"{text.gettext('Actual cost (AC)')} {written(whole.numerator, Unit.EUR)}"
    assert any(said_whole in line and spent in line for line in said(at))
    parts = next(d.value for d in at.dataframe if in_language(language, "Planned value (PV)") in d.value.columns)
    assert len(parts) == int(project_measures(demonstration)["pv"].notna().sum())


def test_a_count_is_not_said_twice(demonstration: Database) -> None:
    at = sound(opened(kpi="milestones_late"))
    line = next(s for s in said(at) if s.startswith("**") and "All" in s)
    assert "Late" not in line
    (parts,) = [d.value for d in at.dataframe if "All" in d.value.columns]
    assert parts.columns.tolist() == ["Project", BY_NAME["milestones_late"].label, "All"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_dates_of_one_table_are_written_alike(demonstration: Database, language: str) -> None:
    at = sound(opened(kpi="milestones_late", lang=language))
    frame = next(d.value for d in reversed(at.dataframe) if "file_name" in d.value.columns)
    with text.speaking(language):
        days = {text.day(day) for day in effective_rows(demonstration, "milestones")["status_date"]}
    assert set(frame["status_date"]) <= days
    assert len(frame)


def test_a_programme_narrows_the_parts_and_the_rows(demonstration: Database) -> None:
    at = sound(opened(kpi="forecast_at_completion"))
    pills = at.get("button_group")
    programme = next(p for p in pills if p.key == "from_programme_forecast_at_completion")
    at = sound(ran(programme.set_value("cloud")))
    projects = effective_rows(demonstration, "projects")
    cloud = set(projects[projects["programme"] == "cloud"]["project"])
    rows = next(d.value for d in reversed(at.dataframe) if "file_name" in d.value.columns)
    assert set(rows["project"]) == cloud
    assert len(rows) == len(effective_rows(demonstration, "budget", projects=sorted(cloud)))


@pytest.mark.parametrize("name", ["nonsense", "", "raid_risks", "<b>"])
def test_an_unknown_figure_in_the_address_opens_nothing(demonstration: Database, name: str) -> None:
    at = sound(opened(kpi=name))
    assert not dialogs(at)
    assert len(at.metric) == len(CARDS)


def test_sums_over_projects_equal_the_numerator(demonstration: Database) -> None:
    measures = project_measures(demonstration)
    whole = next(k for k in kpi_report(demonstration).kpis if k.name == "spent_against_plan")
    assert whole.numerator == sum(measures["ac"], Decimal(0))
