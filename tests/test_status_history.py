"""Status history: cells, marks, keys, title, table; projects by week."""

import datetime as dt
from collections.abc import Iterator

import pytest

from dashboard import text
from dashboard.charts.mark_grid import SELECTION
from dashboard.charts.status_history import ESSENTIAL_WEEKS, status_history_chart
from dashboard.theme import GREEN, RED
from tests.drawings import rows_with, sound, specification

FRIDAY = dt.date(2026, 5, 1)
NAMES = {"P2": "Cloud", "P1": "Payroll", "P3": "Data"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def weeks(*statuses: str | None, silent: tuple[int, ...] = ()) -> list[tuple[dt.date, str | None, bool]]:
    """Statuses of consecutive weeks; *silent* ones were not reported."""
    return [(FRIDAY + dt.timedelta(weeks=i), s, i not in silent) for i, s in enumerate(statuses)]


HISTORY = {"P1": weeks("green", "amber", "red", silent=(1,)), "P2": weeks(None, "green", "green")}


def test_a_cell_per_project_and_week_with_symbol_letter_and_colour() -> None:
    drawn = rows_with(sound(status_history_chart(HISTORY, NAMES, dark=False)), "key")
    assert [row["key"] for row in drawn] == [
        "P2|2026-05-01", "P2|2026-05-08", "P2|2026-05-15", "P1|2026-05-01", "P1|2026-05-08", "P1|2026-05-15",
    ]  # fmt: skip
    assert [row["text"] for row in drawn] == ["○ N", "● G", "● G", "● G", "◬ A", "■ R"]
    assert (drawn[1]["ink"], drawn[5]["ink"]) == (GREEN.light, RED.light)
    dark = rows_with(status_history_chart(HISTORY, NAMES, dark=True), "key")
    assert (dark[1]["ink"], dark[1]["ground"]) == (GREEN.dark, GREEN.tint_dark)


def test_a_week_without_a_report_says_so() -> None:
    drawn = {row["key"]: row for row in rows_with(status_history_chart(HISTORY, NAMES, dark=False), "key")}
    assert drawn["P1|2026-05-08"]["about"] == "8 May 2026: Amber, out of date (not reported)"
    assert drawn["P1|2026-05-15"]["about"] == "15 May 2026: Red"


def test_the_colon_of_a_week_is_that_of_the_language() -> None:
    with text.speaking("fr"):
        drawn = rows_with(status_history_chart(HISTORY, NAMES, dark=False), "key")
    assert drawn[5]["about"] == "15 mai 2026\u00a0: Rouge"


def test_a_phone_gets_the_latest_weeks() -> None:
    history = {"P1": weeks(*["green"] * 12)}
    drawn = rows_with(status_history_chart(history, NAMES, dark=False), "key")
    assert [row["essential"] for row in drawn] == [False] * (12 - ESSENTIAL_WEEKS) + [True] * ESSENTIAL_WEEKS


def test_a_click_selects_project_and_week() -> None:
    (parameter,) = specification(status_history_chart(HISTORY, NAMES, dark=False))["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["key"])


G, A, R, N = "green", "amber", "red", "not_assessed"


@pytest.mark.parametrize(
    ("histories", "title"),
    [
        ([[G, G]], "No project ends these weeks with another status than it began"),
        ([[G, R, G]], "No project ends these weeks with another status than it began"),
        ([[N, R]], "No project ends these weeks with another status than it began"),
        ([[G, A]], "1 project is worse than at the start of these weeks"),
        ([[G, A], [A, R]], "2 projects are worse than at the start of these weeks"),
        ([[None, G, A, N]], "1 project is worse than at the start of these weeks"),
        ([[R, A]], "1 project is better than at the start of these weeks"),
        ([[R, A], [A, G]], "2 projects are better than at the start of these weeks"),
        ([[G, A], [R, G], [A, G]], "1 project is worse than at the start of these weeks, 2 better"),
    ],
)
def test_the_title_is_the_finding(histories: list[list[str | None]], title: str) -> None:
    history = {f"P{i}": weeks(*statuses) for i, statuses in enumerate(histories, 1)}
    assert status_history_chart(history, NAMES, dark=False).title == title


def test_the_alternative_text_names_the_projects_that_fell() -> None:
    shown = status_history_chart(HISTORY, NAMES, dark=False)
    assert shown.alt == f"{shown.title}. Worse: Payroll."
    calm = status_history_chart({"P1": weeks(G, G)}, NAMES, dark=False)
    assert calm.alt == f"{calm.title}."


def test_projects_that_are_filtered_out_count_nowhere() -> None:
    shown = status_history_chart(HISTORY, {"P2": "Cloud"}, dark=False)
    assert shown.title == "No project ends these weeks with another status than it began"
    assert shown.table is not None
    assert shown.table["Project"].tolist() == ["Cloud"]


def test_the_table_has_a_column_per_week() -> None:
    table = status_history_chart(HISTORY, NAMES, dark=False).table
    assert table is not None
    assert table.columns.tolist() == ["Project", "1 May 2026", "8 May 2026", "15 May 2026"]
    assert table.to_numpy().tolist() == [["Cloud", "○ N", "● G", "● G"], ["Payroll", "● G", "◬ A", "■ R"]]


@pytest.mark.parametrize("history", [{}, {"P9": weeks(G, G)}])
def test_nothing_known_is_a_sentence(history: dict[str, list[tuple[dt.date, str | None, bool]]]) -> None:
    shown = status_history_chart(history, NAMES, dark=False)
    assert shown.empty
    assert shown.title == "No project has a history of statuses yet."


def test_a_single_week_draws() -> None:
    shown = sound(status_history_chart({"P1": weeks(R)}, NAMES, dark=False))
    assert [row["essential"] for row in rows_with(shown, "key")] == [True]


def test_each_language_writes_its_weeks_and_letters() -> None:
    found = {}
    for language in text.LANGUAGES:
        with text.speaking(language):
            shown = status_history_chart(HISTORY, NAMES, dark=False)
            found[language] = [rows_with(shown, "key")[5]["text"], shown.table.columns[1]]  # type: ignore[union-attr]  # has one
    assert found == {"en": ["■ R", "1 May 2026"], "fr": ["■ R", "1 mai 2026"], "nl": ["■ R", "1 mei 2026"]}
