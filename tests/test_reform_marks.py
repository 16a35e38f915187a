"""Marks of the reform: never colour alone, told apart in every language; words about a tool."""

import pytest

from dashboard import text
from dashboard.charts.reform_marks import (
    STAGES,
    STALE,
    answer_mark,
    arrival_mark,
    cutover_words,
    flag,
    health_mark,
    item_mark,
    readiness_mark,
    short,
    stage_key,
    stage_mark,
    tile_stage,
    tools,
)
from dashboard.metrics.hosting import Arrival
from dashboard.metrics.readiness import ReadinessClass
from dashboard.metrics.waves import WaveHealth
from dashboard.theme import AMBER, RED, Mark
from data_access.datasets import CONTRACT
from tests.reform import NAMES, TODAY, ahead, day, items, over

FAMILIES = {
    "stages": lambda: [stage_mark(stage, NAMES) for stage in STAGES],
    "readiness": lambda: [readiness_mark(c) for c in ReadinessClass],
    "answers": lambda: [answer_mark(a) for a in ("yes", "partly", "no", None)],
    "health": lambda: [health_mark(h) for h in WaveHealth],
    "arrival": lambda: [arrival_mark(a) for a in Arrival],
}


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("family", FAMILIES)
def test_marks_of_a_family_differ_in_symbol_letter_and_word(family: str, language: str) -> None:
    with text.speaking(language):
        marks: list[Mark] = FAMILIES[family]()
    for part in ("symbol", "letter", "label"):
        assert len({getattr(mark, part) for mark in marks}) == len(marks), part
    assert all(mark.symbol and mark.letter and mark.label for mark in marks)


def test_every_stage_of_the_contract_has_a_mark() -> None:
    declared = CONTRACT.dataset("migration").column("stage").choices_given({})
    assert {choice.value for choice in declared} == set(STAGES)


def test_the_key_names_every_stage() -> None:
    key = stage_key(NAMES)
    assert all(f"[{symbol}] {tile_stage(stage, NAMES)}" in key for stage, (symbol, _letter, _tone) in STAGES.items())


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_key_speaks_the_words_of_the_tiles(language: str) -> None:
    with text.speaking(language):
        assert f"[◎] {tile_stage('decommission', NAMES)} ·" in stage_key(NAMES)


def test_a_stage_that_nobody_knows_is_shown_as_it_is() -> None:
    assert stage_mark("melted", NAMES)[:3] == ("○", "–", "melted")


def test_out_of_date_is_a_symbol_and_a_word() -> None:
    (item,) = items(ahead(3))
    assert item_mark(item, NAMES).words == "◑ Test"
    assert item_mark(item._replace(stale=True), NAMES).words == f"{STALE} Test, out of date"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "no cutover date"),
        (ahead(8), "cutover expected 23 May 2026"),
        (ahead(8, forecast_cutover=day(9)), "cutover expected 24 May 2026, 1 day late"),
        (ahead(8, forecast_cutover=day(6)), "cutover expected 21 May 2026, 2 days early"),
        (over(8), "cut over 7 May 2026"),
    ],
)
def test_the_cutover_in_words(row: dict[str, object], words: str) -> None:
    (item,) = items(row)
    assert cutover_words(item) == words


def test_what_is_wrong_beside_the_stage() -> None:
    found = items(ahead(1), ahead(1, forecast_cutover=TODAY), ahead(1, forecast_cutover=day(2)), ahead(1, blocker="x"))
    assert [flag(item) for item in found[2:]] == [("▲", AMBER), ("■", RED)]
    assert [flag(item)[0] for item in found[:2]] == ["", ""]


def test_long_names_are_cut_for_charts() -> None:
    (item,) = items({"current_tool": "x" * 90, "target_tool": "New"})
    assert short("x" * 60) == "x" * 60
    assert tools(item) == "x" * 59 + "… ▸ New"
    assert tools(item._replace(target_tool=None)) == "x" * 59 + "…"


def test_what_is_missing_is_named() -> None:
    (item,) = items({"has_rollback": False, "contract_signed": False})
    assert NAMES.missing(item) == "Has rollback and Contract signed"
    assert (NAMES.hosted(item), NAMES.institution(item), NAMES.domain(item)) == (
        "not decided",
        "North Office",
        "Human resources",
    )
