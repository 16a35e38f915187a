"""The data behind the risk matrices: cells, counts, arrows, titles and tables."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.risk_matrix import ARROWS, SELECTION, Arrow, Matrix, View, matrix_title, moves, risk_matrix_chart
from dashboard.charts.titled import TitledChart
from dashboard.metrics.register import register
from dashboard.metrics.thresholds import DEFAULT_RISK_BANDS, PM2_RISK_BANDS
from dashboard.theme import GREEN, GREY, RED, level_mark
from tests.metrics.factories import STATUS_DATE, frame

SINCE = dt.date(2026, 5, 8)
INHERENT, RESIDUAL = Matrix(View.INHERENT, DEFAULT_RISK_BANDS), Matrix(View.RESIDUAL, DEFAULT_RISK_BANDS, SINCE)
Scores = tuple[int | None, int | None, int | None, int | None]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def risk(entry: str, scores: Scores, kind: str = "threat", **values: object) -> dict[str, object]:
    names = ("likelihood", "impact", "residual_likelihood", "residual_impact")
    return {"entry": entry, "kind": kind, "title": f"Title {entry}", **dict(zip(names, scores, strict=True)), **values}


def risks(*now: dict[str, object], then: tuple[dict[str, object], ...] | None = None) -> pd.DataFrame:
    before = frame("raid", *then) if then is not None else None
    return register(frame("raid", *now), {"P1": STATUS_DATE}, before)


def cells(titled: TitledChart) -> pd.DataFrame:
    """The 25 cells, by likelihood and impact."""
    own = titled.chart.data
    found = own if isinstance(own, pd.DataFrame) else titled.chart.layer[0].data  # type: ignore[union-attr]  # layers
    return found.set_index(["likelihood", "impact"])


def drawn_arrows(titled: TitledChart) -> list[dict[str, Any]]:
    specification = titled.chart.to_dict()
    rules = [layer for layer in specification["layer"] if layer["mark"]["type"] == "rule"]
    return [row for layer in rules for row in specification["datasets"][layer["data"]["name"]]]


FOUR = risks(
    risk("R1", (4, 5, 2, 4)),
    risk("R2", (4, 5, None, None)),
    risk("R3", (4, 5, 2, 4)),
    risk("O1", (4, 5, 2, 4), "opportunity"),
)


def test_each_cell_counts_its_risks_and_marks_opportunities() -> None:
    before, after = (cells(risk_matrix_chart(FOUR, matrix, dark=False)) for matrix in (INHERENT, RESIDUAL))
    assert len(before) == len(after) == 25
    assert before.loc[(4, 5), "count"] == "3  ◇1"
    assert (after.loc[(4, 5), "count"], after.loc[(2, 4), "count"]) == ("1", "2  ◇1")
    assert set(before["count"]) == {"", "3  ◇1"}


def test_each_cell_says_its_level_by_symbol_letter_and_colour() -> None:
    for dark in (False, True):
        found = cells(risk_matrix_chart(FOUR, INHERENT, dark=dark))
        for place, name in (((4, 5), "critical"), ((1, 1), "low"), ((3, 4), "high"), ((2, 3), "medium")):
            mark = level_mark(name)
            assert found.loc[place, "corner"] == f"{mark.text} {place[0] * place[1]}"
            tint, ink = (mark.tone.tint_dark, mark.tone.dark) if dark else (mark.tone.tint_light, mark.tone.light)
            assert found.loc[place, ["ground", "ink"]].tolist() == [tint, ink]


def test_other_bands_give_other_levels() -> None:
    found = cells(risk_matrix_chart(FOUR, Matrix(View.INHERENT, PM2_RISK_BANDS), dark=False))
    assert found.loc[(3, 5), "corner"] == f"{level_mark('high').text} 15"


def test_a_click_selects_likelihood_and_impact() -> None:
    (parameter,) = risk_matrix_chart(FOUR, RESIDUAL, dark=False).chart.to_dict()["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["likelihood", "impact"])


@pytest.mark.parametrize(
    ("then", "now", "kind", "worse"),
    [
        ((2, 3), (4, 3), "threat", True),
        ((4, 3), (2, 3), "threat", False),
        ((2, 3), (4, 3), "opportunity", False),
        ((4, 3), (2, 3), "opportunity", True),
        ((3, 4), (4, 3), "threat", None),
    ],
)
def test_an_arrow_leads_from_then_to_now(then: Any, now: Any, kind: str, worse: bool | None) -> None:
    found = risks(risk("R1", (*now, None, None), kind), then=(risk("R1", (*then, None, None), kind),))
    assert moves(found) == [Arrow(then, now, worse, 1, "Title R1")]
    (arrow,) = drawn_arrows(risk_matrix_chart(found, RESIDUAL, dark=False))
    assert arrow["colour"] == {True: RED, False: GREEN, None: GREY}[worse].graphic
    inside = [sorted((a, b)) for a, b in ((then[1], now[1]), (then[0], now[0]))]
    for (low, high), names in zip(inside, (("x", "x2"), ("y", "y2")), strict=True):
        assert all(low <= arrow[name] <= high for name in names)
    assert not drawn_arrows(risk_matrix_chart(found, INHERENT, dark=False))


def test_what_moved_together_is_one_arrow_and_the_heaviest_are_drawn() -> None:
    then = (*(risk(f"R{n}", (1, 1, None, None)) for n in range(3)), risk("R9", (2, 2, None, None)))
    now = [risk(f"R{n}", (3, 3, None, None)) for n in range(3)] + [risk("R9", (1, 2, None, None))]
    found = risks(*now, then=then)
    assert [(arrow.start, arrow.end, arrow.risks) for arrow in moves(found)] == [
        ((1, 1), (3, 3), 3),
        ((2, 2), (1, 2), 1),
    ]
    assert [arrow["times"] for arrow in drawn_arrows(risk_matrix_chart(found, RESIDUAL, dark=False))] == ["× 3", "× 1"]


def test_arrows_are_bounded() -> None:
    places = [(a, b) for a in range(1, 6) for b in range(1, 6)]
    then = tuple(risk(f"R{i}", (*place, None, None)) for i, place in enumerate(places))
    now = [risk(f"R{i}", (*places[(i + 7) % 25], None, None)) for i in range(25)]
    found = risks(*now, then=then)
    assert len(moves(found)) == 25
    assert len(drawn_arrows(risk_matrix_chart(found, RESIDUAL, dark=False))) == ARROWS


def test_what_is_new_or_stood_still_has_no_arrow() -> None:
    found = risks(
        risk("R1", (3, 3, None, None)), risk("R2", (2, 2, None, None)), then=(risk("R2", (2, 2, None, None)),)
    )
    assert moves(found) == []


@pytest.mark.parametrize(
    ("matrix", "then", "title"),
    [
        (INHERENT, None, "Before any response, 2 threats are high or critical"),
        (RESIDUAL, None, "With the responses in place, 1 threat is still high or critical"),
        (RESIDUAL, (2, 2, 1, 1), "1 threat is still high or critical; since 8 May, 1 rose and 0 fell"),
        (RESIDUAL, (5, 5, 5, 5), "1 threat is still high or critical; since 8 May, 0 rose and 1 fell"),
        (RESIDUAL, (4, 5, 3, 4), "With the responses in place, 1 threat is still high or critical"),
    ],
)
def test_the_title_is_the_finding(matrix: Matrix, then: Scores | None, title: str) -> None:
    before = None if then is None else (risk("R1", then), risk("R2", (4, 4, 1, 1)))
    found = risks(
        risk("R1", (4, 5, 3, 4)), risk("R2", (4, 4, 1, 1)), risk("O1", (5, 5, 5, 5), "opportunity"), then=before
    )
    assert matrix_title(found, matrix) == title


def test_the_alternative_text_and_the_table_say_what_is_drawn() -> None:
    titled = risk_matrix_chart(FOUR, RESIDUAL, dark=False)
    assert titled.alt.startswith(titled.title)
    assert "likelihood 2, impact 4: 2 threats, 1 opportunities" in titled.alt
    assert titled.table is not None
    assert len(titled.table) == len(FOUR)
    assert titled.table["Likelihood"].tolist() == [4, 2, 2, 2]
    assert titled.table["Level"].tolist()[0] == f"{level_mark('critical').words} 20"


def test_a_tooltip_names_a_few() -> None:
    found = risks(*(risk(f"R{n}", (3, 3, None, None)) for n in range(8)))
    titles = cells(risk_matrix_chart(found, INHERENT, dark=False)).loc[(3, 3), "titles"]
    assert titles.count("Title") == 5
    assert titles.endswith("; 3 more")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_without_scores_the_matrix_is_empty_and_says_so(language: str) -> None:
    with text.speaking(language):
        titled = risk_matrix_chart(risks(risk("R1", (None, None, None, None))), RESIDUAL, dark=False)
        assert set(cells(titled)["count"]) == {""}
        assert re.search(r"\b0\b", titled.title)
        assert titled.alt.endswith(text.gettext("No risk has scores."))
