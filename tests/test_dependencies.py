"""The data behind the matrix of providers and receivers."""

from collections.abc import Iterator
from datetime import timedelta

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.dependencies import (
    PROVIDERS,
    RECEIVERS,
    danger_words,
    dependency_matrix_chart,
    dependency_title,
    handover_mark,
    picked_pair,
)
from dashboard.charts.titled import TitledChart
from dashboard.metrics.handovers import COLUMNS, Danger, Handover
from dashboard.theme import AMBER, GREEN, RED
from tests.drawings import encodings, specification
from tests.metrics.factories import STATUS_DATE

NAMES = {"A": "Alpha", "B": "Beta", "C": "Gamma"}
RISK, SOON, LATER = Handover.AT_RISK, Handover.SOON, Handover.LATER


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def handed(*rows: tuple[str, str, Handover]) -> pd.DataFrame:
    """Hand-overs by provider, receiver and state."""
    cells = [
        (p, r, f"X{i}", f"Title {i}", "Ana", STATUS_DATE + timedelta(i), i, s.value, "overdue" if s == RISK else None)
        for i, (p, r, s) in enumerate(rows)
    ]
    return pd.DataFrame(cells, columns=COLUMNS, dtype=object)


def cells(titled: TitledChart) -> pd.DataFrame:
    found = titled.chart.data
    assert isinstance(found, pd.DataFrame)
    return found.set_index("key")


def test_each_pair_has_a_cell_with_its_number_and_its_worst_state() -> None:
    rows = handed(("A", "B", LATER), ("A", "B", RISK), ("A", "C", SOON), ("C", "B", LATER))
    drawn = cells(dependency_matrix_chart(rows, NAMES, dark=False))
    assert {picked_pair(key): shown for key, shown in drawn["text"].items()} == {
        ("A", "B"): "■ 2",
        ("A", "C"): "▲ 1",
        ("C", "B"): "● 1",
        ("C", "C"): "",
    }
    assert drawn.loc["A\tB", ["ink", "ground"]].tolist() == [RED.light, RED.tint_light]
    assert drawn.loc["A\tB", "about"] == "to Beta: at risk. Title 0; Title 1"
    assert drawn.loc["C\tC", "about"] == "to Gamma: no dependency"


def test_the_axes_say_who_delivers_and_who_receives() -> None:
    titled = dependency_matrix_chart(handed(("A", "B", RISK)), NAMES, dark=False)
    (drawn, *_rest) = encodings(specification(titled))
    assert (drawn["y"]["axis"]["title"], drawn["x"]["axis"]["title"]) == ("Provider ↓", "Receiver →")


def test_projects_with_hand_overs_at_risk_come_first() -> None:
    rows = handed(("A", "C", LATER), ("B", "A", RISK), ("C", "B", SOON))
    drawn = cells(dependency_matrix_chart(rows, NAMES, dark=False))
    assert list(dict.fromkeys(drawn["name"])) == ["B Beta", "C Gamma", "A Alpha"]
    assert list(dict.fromkeys(drawn["header"])) == ["A", "B", "C"]


def test_a_provider_outside_the_portfolio_has_a_row() -> None:
    titled = dependency_matrix_chart(handed(("", "A", SOON)), NAMES, dark=False)
    assert cells(titled)["name"].tolist() == ["Outside the portfolio"]
    assert titled.table is not None
    assert titled.table["Provider"].tolist() == ["Outside the portfolio"]


def test_the_matrix_is_bounded_and_the_table_is_not() -> None:
    rows = handed(*((f"P{n:02}", f"Q{n:02}", LATER) for n in range(40)))
    titled = dependency_matrix_chart(rows, {}, dark=False)
    assert len(cells(titled)) == PROVIDERS * RECEIVERS
    assert titled.table is not None
    assert len(titled.table) == 40


@pytest.mark.parametrize(
    ("states", "title"),
    [
        ((), "No project waits for another"),
        ((LATER,), "1 open hand-over, none at risk in the next 30 days"),
        ((LATER, SOON), "2 open hand-overs, none at risk in the next 30 days"),
        ((RISK, SOON), "1 of 2 open hand-overs is at risk in the next 30 days"),
        ((RISK, RISK), "2 of 2 open hand-overs are at risk in the next 30 days"),
    ],
)
def test_the_title_counts_what_is_at_risk(states: tuple[Handover, ...], title: str) -> None:
    rows = handed(*(("A", "B", state) for state in states))
    titled = dependency_matrix_chart(rows, NAMES, dark=False)
    assert dependency_title(rows) == titled.title == title
    assert titled.alt.startswith(title)
    assert titled.empty is not bool(states)


def test_the_alternative_text_names_what_is_at_risk() -> None:
    titled = dependency_matrix_chart(handed(("A", "B", RISK), ("B", "C", SOON)), NAMES, dark=False)
    assert "Alpha to Beta: Title 0 (past due)" in titled.alt
    assert "Title 1" not in titled.alt


@pytest.mark.parametrize(("state", "tone"), [(RISK, RED), (SOON, AMBER), (LATER, GREEN)])
def test_each_state_has_a_mark_of_its_own(state: Handover, tone: object) -> None:
    marks = [handover_mark(other) for other in Handover]
    assert handover_mark(state).tone == tone
    assert len({mark.symbol for mark in marks}) == len({mark.label for mark in marks}) == len(Handover)


def test_each_danger_is_said_in_words() -> None:
    assert len({danger_words(danger) for danger in Danger} - {""}) == len(Danger)
    assert danger_words(None) == ""
