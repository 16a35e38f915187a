"""Cost against schedule variance: positions, ghosts, labels, title, table."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.variance import LABELLED, MOST_DRAWN, ON_PHONE, SELECTION, exceptional, positions, variance_chart
from dashboard.metrics.kpis import exceptions
from dashboard.theme import BLUE, INK, RED
from tests.drawings import datasets, rows_with, sound, specification, titles
from tests.metrics.factories import measured

NAMES = {"P1": "Payroll", "P2": "Cloud", "P3": "Data"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def earning(ev: object, ac: object, pv: object, bac: object = 1000) -> dict[str, object]:
    return {
        name: None if amount is None else Decimal(str(amount))
        for name, amount in (("ev", ev), ("ac", ac), ("pv", pv), ("bac", bac))
    }


BEHIND, AHEAD, DEAR = earning(400, 500, 450), earning(400, 300, 350), earning(400, 500, 300)
ONE = "1 project is forecast beyond its tolerance in time or cost"
NONE = "No project is forecast beyond its tolerance in time or cost"
BEYOND = {**BEHIND, "computed_cost": "red", "cost_tolerance_used": Decimal(110)}


def test_variances_are_shares_of_the_budget() -> None:
    found = positions(measured(earning(40_000, 50_000, 70_000, 100_000)))
    assert found["P1"] == (Decimal(-10), Decimal(-30), Decimal(100_000))


@pytest.mark.parametrize(
    "row", [earning(None, 1, 1), earning(1, None, 1), earning(1, 1, None), earning(1, 1, 1, None), earning(1, 1, 1, 0)]
)
def test_a_project_without_all_four_amounts_has_no_position(row: dict[str, object]) -> None:
    assert positions(measured(row)) == {}


def test_a_bubble_per_project_red_where_beyond_tolerance() -> None:
    drawn = rows_with(sound(variance_chart(measured(BEYOND, AHEAD, DEAR), NAMES, dark=False)), "bac")
    assert [(r["project"], r["schedule"], r["cost"], r["bac"]) for r in drawn] == [
        ("P1", -5, -10, 1000), ("P2", 5, 10, 1000), ("P3", 10, -10, 1000),
    ]  # fmt: skip
    assert [r["colour"] for r in drawn] == [RED.graphic, BLUE.graphic, BLUE.graphic]
    assert [r["shape"] for r in drawn] == ["square", "circle", "circle"]
    first = drawn[0]
    assert (first["name"], first["bac_text"]) == ("Payroll", "€1,000")
    assert first["schedule_text"].replace("\u00a0", " ") == "-5.0 pt"


@pytest.mark.parametrize(
    ("rows", "title", "alt"),
    [
        ([AHEAD], NONE, ""),
        ([BEHIND], NONE, ""),
        ([{**BEHIND, "computed_cost": "amber", "cost_tolerance_used": Decimal(100)}], NONE, ""),
        ([{**BEYOND, "active": False}], NONE, ""),
        ([BEYOND], ONE, " Payroll."),
        (
            [BEHIND | {"computed_schedule": "red"}],
            ONE,
            " Payroll.",
        ),
        (
            [BEYOND, AHEAD, BEYOND],
            "2 projects are forecast beyond their tolerance in time or cost",
            " Data and Payroll.",
        ),
    ],
)
def test_the_title_counts_and_the_alternative_text_names(rows: list[dict[str, object]], title: str, alt: str) -> None:
    shown = variance_chart(measured(*rows), NAMES, dark=False)
    assert (shown.title, shown.alt) == (title, f"{title}.{alt}")


def test_it_counts_the_projects_that_the_kpi_counts() -> None:
    measures = measured(BEYOND, BEHIND, {**AHEAD, "computed_schedule": "red"})
    assert exceptional(measures) == {"P1", "P3"}
    assert exceptions(measures).value == 2
    assert exceptional(measures[:0]) == frozenset()


def test_a_project_beyond_tolerance_keeps_its_name_and_its_bubble_however_near_to_plan() -> None:
    far = [earning(500 + i, 500, 500) for i in range(1, MOST_DRAWN + 2)]
    near = {**earning(499, 500, 500), "computed_cost": "red"}
    drawn = rows_with(variance_chart(measured(*far, near), {}, dark=False), "bac")
    assert [r["label"] for r in drawn if r["beyond"]] == [f"P{MOST_DRAWN + 2}"]


def test_the_position_on_the_compared_date_is_a_ghost_joined_to_the_bubble() -> None:
    then = measured(earning(300, 350, 400), AHEAD)
    shown = sound(variance_chart(measured(BEHIND, AHEAD), NAMES, then, dark=False))
    ghosts = [rows for rows in datasets(shown) if rows and "cost_then" in rows[0] and len(rows) == 1]
    assert [(r["project"], r["schedule_then"], r["cost_then"], r["cost"]) for r in ghosts[0]] == [("P1", -10, -5, -10)]
    opacities = [layer["mark"].get("opacity") for layer in specification(shown)["layer"]]
    assert opacities.count(0.35) == 2


@pytest.mark.parametrize("then", [None, measured(BEHIND), measured(BEHIND)[:0]])
def test_no_ghost_where_nothing_moved_or_nothing_is_compared(then: pd.DataFrame | None) -> None:
    layers = specification(variance_chart(measured(BEHIND), NAMES, then, dark=False))["layer"]
    assert 0.35 not in [layer["mark"].get("opacity") for layer in layers]


def test_the_axes_reach_as_far_as_the_trails_begin() -> None:
    far = measured(earning(10, 900, 900))
    assert domains(None) == (pytest.approx([-5.5, 0.5]), pytest.approx([-11, 1]))
    assert domains(far) == (pytest.approx([-97.9, 8.9]), pytest.approx([-97.9, 8.9]))


def domains(then: pd.DataFrame | None) -> tuple[list[float], list[float]]:
    """From where to where the axes across and down go."""
    layers = specification(variance_chart(measured(BEHIND), NAMES, then, dark=False))["layer"]
    scaled = next(e for layer in layers if "scale" in (e := layer["encoding"]).get("x", {}))
    return scaled["x"]["scale"]["domain"], scaled["y"]["scale"]["domain"]


def test_of_very_many_only_the_farthest_are_drawn_and_the_table_holds_all() -> None:
    rows = [earning(500 + i, 500, 500) for i in range(MOST_DRAWN + 2)]
    shown = variance_chart(measured(*rows), {}, dark=False)
    drawn = {r["project"] for r in rows_with(shown, "bac")}
    assert drawn == {f"P{i + 1}" for i in range(2, MOST_DRAWN + 2)}
    assert shown.table is not None
    assert len(shown.table) == MOST_DRAWN + 2


def test_only_the_farthest_are_labelled_and_no_label_lies_on_another() -> None:
    rows = [earning(500 - 40 * i, 500, 500 + 5 * i) for i in range(12)]
    drawn = rows_with(variance_chart(measured(*rows), {}, dark=False), "bac")
    assert [r["label"] for r in drawn if r["label"]] == [f"P{i}" for i in range(13 - LABELLED, 13)]
    assert [r["label"] for r in drawn if r["first"]] == [f"P{i}" for i in range(13 - ON_PHONE, 13)]
    crowd = [earning(499 - i, 500, 500) for i in range(12)] + [earning(0, 500, 900)]
    drawn = rows_with(variance_chart(measured(*crowd), {}, dark=False), "bac")
    assert sum(bool(r["label"]) for r in drawn) == 2


def test_a_label_stands_on_the_roomier_side() -> None:
    drawn = rows_with(variance_chart(measured(BEHIND, AHEAD), NAMES, dark=False), "bac")
    assert [r["rightwards"] for r in drawn] == [True, False]


@pytest.mark.parametrize("dark", [False, True])
def test_names_are_in_the_ink_of_the_ground(dark: bool) -> None:
    layers = specification(variance_chart(measured(BEHIND), NAMES, dark=dark))["layer"]
    inks = {layer["mark"]["color"] for layer in layers if layer["mark"]["type"] == "text"}
    assert inks == {INK[dark], RED.dark if dark else RED.light}


def test_a_click_selects_the_project_and_the_axes_say_their_unit() -> None:
    shown = variance_chart(measured(BEHIND), NAMES, dark=False)
    (parameter,) = specification(shown)["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["project"])
    assert {"Schedule variance, points of the budget", "Cost variance, points of the budget"} <= titles(shown)


@pytest.mark.parametrize("rows", [[], [earning(None, None, None, None)]])
def test_without_a_budget_there_is_a_sentence(rows: list[dict[str, object]]) -> None:
    shown = variance_chart(measured(*rows), NAMES, dark=False)
    assert shown.empty
    assert shown.title.startswith("No project has a budget yet")


def test_the_table_is_ordered_by_cost_and_its_values_are_exact() -> None:
    shown = variance_chart(measured(AHEAD, BEHIND, earning(1, 2, 3, 7)), NAMES, dark=False)
    assert shown.table is not None
    assert shown.values is not None
    assert shown.table["Project"].tolist() == shown.values["Project"].tolist() == ["Data", "Cloud", "Payroll"]
    assert shown.values["Cost variance"].tolist()[1:] == [Decimal(-10), Decimal(10)]
    assert shown.values["Cost variance"][0] == Decimal(-100) / 7
    assert shown.values.columns.tolist() == shown.table.columns.tolist()


@pytest.mark.parametrize(
    ("language", "points", "amount"),
    [("en", "-0.5", "€12.3K"), ("fr", "-0,5", "12,3\u00a0k\u00a0€"), ("nl", "-0,5", "€\u00a012,3K")],
)
def test_tooltips_are_written_in_the_language(language: str, points: str, amount: str) -> None:
    with text.speaking(language):
        (drawn,) = rows_with(variance_chart(measured(earning(100, 1, "161.5", 12_300)), NAMES, dark=False), "bac")
    assert drawn["schedule_text"].startswith(points)
    assert drawn["bac_text"] == amount
