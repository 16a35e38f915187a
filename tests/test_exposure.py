"""The data behind the exposure charts: weeks, projects, titles and tables."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.exposure import (
    GHOST,
    PROJECTS,
    SELECTION,
    by_project_title,
    exposure_by_project_chart,
    exposure_trend_chart,
)
from dashboard.charts.titled import TitledChart

FIRST = dt.date(2026, 5, 1)
DAYS = [FIRST + dt.timedelta(weeks=n) for n in range(4)]
NAMES = {"A": "Alpha *b*", "B": "Beta", "C": "Gamma"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def weeks(*amounts: str | None) -> list[tuple[dt.date, Decimal | None]]:
    return [(day, None if a is None else Decimal(a)) for day, a in zip(DAYS, amounts, strict=False)]


def marks(titled: TitledChart, kind: str) -> list[dict[str, Any]]:
    """What is drawn with marks of a *kind*, with the opacity of the mark."""
    specification = titled.chart.to_dict()
    found = []
    for layer in specification["layer"]:
        if layer["mark"]["type"] == kind:
            rows = specification["datasets"][layer.get("data", specification.get("data"))["name"]]
            found += [{**row, "opacity": layer["mark"].get("opacity")} for row in rows]
    return found


@pytest.mark.parametrize(
    ("amounts", "below"),
    [
        (("10", "40", "30", "20"), True),
        (("10", "20", "30", "40"), False),
        (("90", "90", "90", "1"), False),
        (("5",), False),
    ],
)
def test_the_last_amount_stands_clear_of_the_curve(amounts: tuple[str, ...], below: bool) -> None:
    specification = exposure_trend_chart(weeks(*amounts), None, dark=False).chart.to_dict()
    (amount,) = [layer["mark"] for layer in specification["layer"] if layer["mark"].get("fontWeight") == 600]
    assert (amount["dy"] > 0) is below


@pytest.mark.parametrize(
    ("amounts", "since", "title"),
    [
        (("10000", "12000", "15000.40"), 1, "Risk exposure rose by €3,000 to €15K since 8 May"),
        (("90000", "12000"), 0, "Risk exposure fell by €78K to €12K since 1 May"),
        (("12000", "12000"), 0, "Risk exposure stands at €12K, as on 1 May"),
        (("12000", "13000"), None, "Risk exposure is €13K"),
        (("12000",), None, "Risk exposure is €12K"),
        ((None, "13000"), 0, "Risk exposure is €13K"),
        (("-500", "-800"), 0, "Risk exposure fell by €300 to -€800 since 1 May"),
    ],
)
def test_the_title_tells_the_movement(amounts: tuple[str | None, ...], since: int | None, title: str) -> None:
    titled = exposure_trend_chart(weeks(*amounts), None if since is None else DAYS[since], dark=False)
    assert titled.title == title


def test_every_known_week_is_drawn() -> None:
    titled = exposure_trend_chart(weeks("10", None, "30", "20"), None, dark=False)
    assert [(row["day"], row["eur"]) for row in marks(titled, "line")] == [
        ("2026-05-01", 10.0),
        ("2026-05-15", 30.0),
        ("2026-05-22", 20.0),
    ]
    assert titled.values is not None
    assert titled.values["Exposure (EUR)"].tolist() == [10, 30, 20]
    assert titled.table is not None
    assert titled.table["Exposure (EUR)"].tolist() == ["€20", "€30", "€10"]


def test_the_compared_date_is_a_ghost_beside_the_status_date() -> None:
    titled = exposure_trend_chart(weeks("10", "30", "20"), DAYS[1], dark=False)
    for kind in ("rule", "point"):
        assert [(row["day"], row["opacity"]) for row in marks(titled, kind)] == [
            ("2026-05-08", GHOST),
            ("2026-05-15", 1.0),
        ]


@pytest.mark.parametrize(("since", "named"), [(0, ["1 May 2026", "22 May 2026"]), (3, ["22 May 2026"])])
def test_the_compared_date_is_named_where_there_is_room(since: int, named: list[str]) -> None:
    titled = exposure_trend_chart(weeks("10", "30", "20", "5"), DAYS[since], dark=False)
    specification = titled.chart.to_dict()
    days = [layer for layer in specification["layer"] if layer["encoding"].get("text", {}).get("field") == "when"]
    shown = [specification["datasets"][layer["data"]["name"]][0]["when"] for layer in days]
    assert shown == named


def test_a_single_week_is_a_point() -> None:
    titled = exposure_trend_chart(weeks("10"), None, dark=False)
    assert marks(titled, "line") == []
    assert [row["eur"] for row in marks(titled, "point")] == [10.0]


@pytest.mark.parametrize("given", [[], weeks(None, None)])
def test_without_a_known_week_there_is_only_a_sentence(given: Any) -> None:
    titled = exposure_trend_chart(given, None, dark=False)
    assert (titled.empty, titled.title) == (True, "No risk has a cost impact yet")


def exposed(*rows: tuple[str, int, int]) -> pd.DataFrame:
    cells = [(p, Decimal(t), Decimal(o), Decimal(t + o), 1) for p, t, o in rows]
    return pd.DataFrame(cells, columns=["project", "threats", "opportunities", "exposure", "entries"])


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("A", 60, 0), ("B", 40, 0)], "1 project carries 60% of the exposure to threats"),
        ([("A", 40, 0), ("B", 35, 0), ("C", 25, 0)], "2 projects carry 75% of the exposure to threats"),
        ([("A", 50, 0), ("B", 50, -90)], "1 project carries 50% of the exposure to threats"),
        ([("A", 0, -50)], "No project is exposed to a threat in EUR"),
    ],
)
def test_the_title_tells_how_few_carry_half(rows: list[tuple[str, int, int]], title: str) -> None:
    assert by_project_title(exposed(*rows)) == title


def test_threats_and_opportunities_are_bars_on_either_side() -> None:
    titled = exposure_by_project_chart(exposed(("A", 60, -10), ("B", 40, 0)), NAMES, dark=False)
    assert [(row["project"], row["kind"], row["eur"], row["right"]) for row in marks(titled, "bar")] == [
        ("A", "Threats", 60.0, True),
        ("A", "Opportunities", -10.0, False),
        ("B", "Threats", 40.0, True),
    ]
    (parameter,) = titled.chart.to_dict()["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["project"])


def test_the_first_projects_are_drawn_and_all_are_in_the_table() -> None:
    rows = [(f"P{n:02}", 100 - n, 0) for n in range(PROJECTS + 5)]
    titled = exposure_by_project_chart(exposed(*rows), {}, dark=False)
    assert [row["project"] for row in marks(titled, "bar")] == [row[0] for row in rows[:PROJECTS]]
    assert titled.table is not None
    assert len(titled.table) == len(rows)
    assert titled.table.iloc[0].tolist() == ["P00", "€100", "€0", "€100", 1]


def test_without_exposure_there_is_only_a_sentence() -> None:
    assert exposure_by_project_chart(exposed(), NAMES, dark=False).empty
