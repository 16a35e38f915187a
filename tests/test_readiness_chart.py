"""Readiness of the next cutovers: score, hard blockers and answers, each symbol, letter and colour."""

import pytest

from dashboard import text
from dashboard.charts.mark_grid import SELECTION
from dashboard.charts.readiness import MOST_ROWS, readiness_chart
from dashboard.metrics.columns import records
from dashboard.metrics.readiness import WEIGHTS
from dashboard.metrics.reform_items import item_key, reform_items
from tests.reform import NAMES, READY, TODAY, Seen, ahead, over, rows

GIVEN = (
    ahead(20, current_tool="Ledger", **READY),
    ahead(10, current_tool="Badge", **(READY | {"ready_data": "partly", "ready_sponsor": "no", "has_rollback": False})),
    ahead(30, current_tool="Fax", ready_functional="yes"),
    ahead(90, current_tool="Telex"),
    over(3, current_tool="Pager"),
)


def seen(*given: dict[str, object], dark: bool = False) -> Seen:
    frame = rows(*given)
    answers = {item_key(row["project"], row["item"]): row for row in records(frame)}
    return Seen(readiness_chart(reform_items(frame), answers, TODAY, NAMES, dark=dark))


@pytest.fixture(scope="module")
def chart() -> Seen:
    return seen(*GIVEN)


def cells(chart: Seen) -> dict[tuple[str, str], str]:
    return {(r["key"], r["header"]): r["text"] for rows_ in chart.sets for r in rows_ if "header" in r}


def test_the_next_cutovers_by_day(chart: Seen) -> None:
    names = list(dict.fromkeys(row["name"] for rows_ in chart.sets for row in rows_ if "name" in row))
    assert names == ["25 May · T-02 · Badge", "4 Jun · T-01 · Ledger", "14 Jun · T-03 · Fax"]
    assert chart.selects() == (SELECTION, ["key"])


def test_score_and_hard_blockers(chart: Seen) -> None:
    found = cells(chart)
    assert [found[f"P1/T-0{n}", "Score|of 100"] for n in (1, 2, 3)] == ["● 100", "■ 88", "○ n/a"]
    assert [found[f"P1/T-0{n}", "Hard|blockers"] for n in (1, 2, 3)] == ["● 0", "■ 1", "○"]


def test_answers_stand_under_their_weight(chart: Seen) -> None:
    found = cells(chart)
    headers = [header for key, header in found if key == "P1/T-02"][2:]
    assert headers == [f"{NAMES.questions[q]}|{weight}" for q, weight in WEIGHTS.items()]
    answers = {header.split("|")[0]: said for (key, header), said in found.items() if key == "P1/T-02"}
    assert (answers["Functional"], answers["Data"], answers["Sponsor"]) == ("● Y", "◐ P", "■ N")
    assert found["P1/T-03", "Data|15"] == "○ –"


def test_a_phone_gets_score_and_blockers(chart: Seen) -> None:
    essential = {row["header"] for rows_ in chart.sets for row in rows_ if row.get("essential")}
    assert essential == {"Score|of 100", "Hard|blockers"}


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (GIVEN, "2 of 3 cutovers in the next 60 days are not ready"),
        (GIVEN[:1], "The only cutover of the next 60 days is ready"),
        (GIVEN[1:2], "1 of 1 cutover in the next 60 days is not ready"),
        (GIVEN[:1] * 2, "All 2 cutovers of the next 60 days are ready"),
    ],
)
def test_the_title_counts_what_is_not_ready(given: tuple[dict[str, object], ...], title: str) -> None:
    assert seen(*given).titled.title == title


def test_the_table_names_what_is_missing(chart: Seen) -> None:
    table = chart.titled.table
    assert table is not None
    badge = table.set_index("Item").loc["T-02"]
    assert badge[["Hard blockers", "Score out of 100", "Readiness", "Data"]].tolist() == [
        "Has rollback",
        87.5,
        "■ Not ready",
        "◐ Partly",
    ]
    assert "T-02 25 May 2026: Not ready" in chart.titled.alt


def test_many_cutovers_are_bounded_in_the_chart_and_complete_in_the_table() -> None:
    crowded = seen(*(ahead(n) for n in range(MOST_ROWS + 3)))
    assert len({key for key, _ in cells(crowded)}) == MOST_ROWS
    assert crowded.titled.table is not None
    assert len(crowded.titled.table) == MOST_ROWS + 3


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_is_drawn_in_each_language(language: str) -> None:
    with text.speaking(language):
        assert cells(seen(*GIVEN, dark=True))
