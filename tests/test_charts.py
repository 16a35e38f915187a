"""The data behind the charts: cells, marks, titles and their tables; never pixels."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.mark_grid import SELECTION, GridCell, mark_grid
from dashboard.charts.reporting_grid import (
    quality_grid_chart,
    quality_text,
    reported_mark,
    reporting_grid_chart,
    reporting_table,
)
from dashboard.charts.status_grid import grid_table, status_grid_chart
from dashboard.charts.titled import TitledChart
from dashboard.metrics.grid import FACTS, STATUSES
from dashboard.metrics.reporting import Reported
from dashboard.theme import GREEN, RED, Mark

FRIDAY = dt.date(2026, 5, 8)
TRICKY = "<script>alert(1)</script> ![x](http://example.invalid/a.png) 'a' | \"b\" \\ datum.x"
DECLARED_AND_COMPUTED = 12


@pytest.fixture(autouse=True)
def _english() -> Any:
    with text.speaking("en"):
        yield


def cells(titled: TitledChart) -> pd.DataFrame:
    """What the chart draws, one row per cell."""
    frame = titled.chart.data
    assert isinstance(frame, pd.DataFrame)
    return frame


def specification(titled: TitledChart) -> dict[str, Any]:
    return titled.chart.to_dict()


def project(code: str, name: str, **values: object) -> dict[str, object]:
    facts = dict.fromkeys(FACTS) | {"name": name}
    row = {"project": code, **facts, **dict.fromkeys(STATUSES, "green"), "gap": 0, "is_watermelon": False}
    return row | {"active": True, "status_date": FRIDAY} | values


def statuses(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=object)


WATERMELON = project("P1", "Payroll", computed_overall="red", gap=2, is_watermelon=True)


def test_each_cell_says_symbol_letter_and_colour() -> None:
    titled = status_grid_chart(statuses(WATERMELON), {}, dark=False)
    drawn = cells(titled).set_index("header")
    assert len(drawn) == DECLARED_AND_COMPUTED
    assert drawn.loc["Overall|declared", ["text", "ink", "ground"]].tolist() == ["● G", GREEN.light, GREEN.tint_light]
    assert drawn.loc["Overall|computed", ["text", "ink", "ground"]].tolist() == ["■ R", RED.light, RED.tint_light]
    assert drawn.loc["Overall|computed", "about"] == "Overall, computed: Red"
    dark = cells(status_grid_chart(statuses(WATERMELON), {}, dark=True)).set_index("header")
    assert dark.loc["Overall|computed", ["text", "ink", "ground"]].tolist() == ["■ R", RED.dark, RED.tint_dark]


def test_only_the_computed_cell_of_a_watermelon_is_ringed() -> None:
    drawn = cells(status_grid_chart(statuses(WATERMELON, project("P2", "Cloud")), {}, dark=False))
    assert drawn[drawn["outline"].astype(bool)][["key", "header"]].to_numpy().tolist() == [["P1", "Overall|computed"]]


def test_a_phone_gets_three_columns() -> None:
    drawn = cells(status_grid_chart(statuses(WATERMELON), {}, dark=False))
    essential = drawn[drawn["essential"].astype(bool)]["header"].tolist()
    assert essential == ["Overall|declared", "Overall|computed", "Confidence|assessed"]


def test_stale_projects_are_marked_in_every_cell() -> None:
    drawn = cells(status_grid_chart(statuses(WATERMELON, project("P2", "Cloud")), {"P2": True}, dark=False))
    assert {symbol[0] for symbol in drawn[drawn["key"] == "P2"]["text"]} == {"◍"}
    assert {symbol[0] for symbol in drawn[drawn["key"] == "P1"]["text"]} == {"●", "■"}


def test_a_blank_status_is_not_assessed() -> None:
    drawn = cells(status_grid_chart(statuses(project("P1", "Payroll", declared_scope=None)), {}, dark=False))
    assert drawn.set_index("header").loc["Scope|declared", "text"] == "○ N"


@pytest.mark.parametrize(
    ("worse", "title"),
    [
        (0, "No project is worse than it declares"),
        (1, "1 project is worse than it declares"),
        (2, "2 projects are worse than they declare"),
    ],
)
def test_the_title_is_the_finding_and_the_alternative_text_counts(worse: int, title: str) -> None:
    rows = [WATERMELON | {"project": f"W{i}", "name": f"W{i}"} for i in range(worse)] + [project("P9", "Fine")]
    titled = status_grid_chart(statuses(*rows), {}, dark=False)
    assert titled.title == title
    assert titled.alt == f"{title}. Computed overall: Red {worse}, Amber 0, Green 1, Not assessed 0."


def test_two_projects_of_one_name_stay_two_rows() -> None:
    grid = statuses(project("P1", "Intranet"), project("P2", "Intranet"), project("P3", "Other"))
    drawn = cells(status_grid_chart(grid, {}, dark=False))
    assert drawn["name"].drop_duplicates().tolist() == ["Intranet (P1)", "Intranet (P2)", "Other"]
    assert grid_table(grid, {})["Project"].tolist() == ["Intranet (P1)", "Intranet (P2)", "Other"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_table_says_what_the_chart_shows(language: str) -> None:
    grid = statuses(WATERMELON, project("P2", "Cloud", declared_cost="amber", confidence=None))
    with text.speaking(language):
        titled, table = status_grid_chart(grid, {"P2": True}, dark=False), grid_table(grid, {"P2": True})
        drawn = cells(titled)
        shown = [[cell[0] for cell in row[1:]] for row in table.to_numpy().tolist()]
    assert shown == [[s[0] for s in rows["text"]] for _, rows in drawn.groupby("key", sort=False)]
    assert list(table.columns[1:]) == [h.replace("|", " · ") for h in drawn["header"].unique()]


def test_rows_and_columns_keep_their_order() -> None:
    grid = statuses(*(project(code, name) for code, name in (("P3", "C"), ("P1", "A"), ("P2", "B"))))
    encoding = specification(status_grid_chart(grid, {}, dark=False))["layer"][0]["encoding"]
    assert encoding["y"]["sort"] == ["C", "A", "B"]
    assert encoding["x"]["sort"][:2] == ["Overall|declared", "Overall|computed"]


def test_a_click_selects_the_key_of_the_row() -> None:
    (parameter,) = specification(status_grid_chart(statuses(WATERMELON), {}, dark=False))["params"]
    assert parameter["name"] == SELECTION
    assert parameter["select"]["fields"] == ["key"]


def test_typed_names_are_data_and_never_part_of_an_expression() -> None:
    drawn = mark_grid(
        [GridCell("P1", TRICKY, "H", Mark("●", "G", "Green", GREEN), "● G", TRICKY)], ("a", "b"), dark=False
    )
    spec = drawn.to_dict()
    (rows,) = spec.pop("datasets").values()
    assert [row["name"] for row in rows] == [TRICKY]
    expressions = [value for layer in spec["layer"] for value in layer["transform"]]
    assert TRICKY not in str(expressions)
    assert "href" not in str(spec)


def week(
    manager: str, number: int, state: Reported, counts: tuple[int, int, int], quality: object
) -> dict[str, object]:
    on_time, late, missing = counts
    day = FRIDAY + dt.timedelta(weeks=number)
    return {"manager": manager, "status_date": day, "due": sum(counts), "on_time": on_time, "late": late,
            "missing": missing, "state": state, "quality": quality}  # fmt: skip


REPORTS = statuses(
    week("Sofie", 0, Reported.ON_TIME, (2, 0, 0), Decimal(100)),
    week("Sofie", 1, Reported.LATE, (1, 1, 0), Decimal("98.5")),
    week("Sofie", 2, Reported.MISSING, (1, 0, 1), Decimal(90)),
    week("Sofie", 3, Reported.ON_TIME, (2, 0, 0), Decimal(99)),
    week("Marc", 0, Reported.NOT_DUE, (0, 0, 0), None),
    week("Marc", 1, Reported.NOT_DUE, (0, 0, 0), None),
    week("Marc", 2, Reported.ON_TIME, (1, 0, 0), Decimal(100)),
    week("Marc", 3, Reported.LATE, (0, 1, 0), Decimal(100)),
)


def test_cells_count_the_projects_that_reported_of_those_due() -> None:
    drawn = cells(reporting_grid_chart(REPORTS, dark=False))
    assert drawn["text"].tolist() == ["● 2/2", "▲ 2/2", "■ 1/2", "● 2/2", "○", "○", "● 1/1", "▲ 1/1"]
    assert drawn["header"].tolist()[:2] == ["8|May", "15|May"]
    assert drawn["about"].iloc[1] == "15 May 2026: ▲ 2/2 late"
    assert set(drawn[drawn["essential"].astype(bool)]["header"]) == {"15|May", "22|May", "29|May"}


def test_punctuality_of_the_latest_week_is_the_title() -> None:
    assert reporting_grid_chart(REPORTS, dark=False).title == "67% of the reports of 29 May 2026 came in on time"


def test_the_punctuality_table_has_a_column_per_week() -> None:
    table = reporting_table(REPORTS)
    assert list(table.columns) == ["Project manager", "8 May", "15 May", "22 May", "29 May"]
    assert table.set_index("Project manager").loc["Sofie"].tolist() == [
        "● 2/2 on time",
        "▲ 2/2 late",
        "■ 1/2 missing",
        "● 2/2 on time",
    ]


def test_quality_cells_turn_with_the_findings() -> None:
    titled = quality_grid_chart(REPORTS, dark=False)
    shown = ["● 100%", "■ 98.50%", "■ 90.00%", "▲ 99.00%", "○", "○", "● 100%", "● 100%"]
    assert cells(titled)["text"].tolist() == shown
    assert cells(titled)["ink"].tolist()[:4] == [GREEN.light, RED.light, RED.light, "#8A5200"]
    assert titled.title == "3 weekly reports came in with findings"


def test_reports_without_any_finding_are_praised_once() -> None:
    clean = REPORTS[[q is None or q == 100 for q in REPORTS["quality"]]]
    assert quality_grid_chart(clean, dark=False).title == "Every weekly report came in without a finding"


def test_one_finding_among_many_cells_never_reads_as_none() -> None:
    assert [quality_text(Decimal(q)) for q in ("100", "99.9999", "99.985")] == ["100%", "99.99%", "99.98%"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_states_differ_in_symbol_and_letter(language: str) -> None:
    with text.speaking(language):
        marks = [reported_mark(state) for state in Reported]
    assert len({mark.symbol for mark in marks}) == len({mark.letter for mark in marks}) == len(marks)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_charts_are_titled_in_each_language(language: str) -> None:
    with text.speaking(language):
        titles = [
            status_grid_chart(statuses(WATERMELON), {}, dark=False).title,
            reporting_grid_chart(REPORTS, dark=False).title,
            quality_grid_chart(REPORTS, dark=False).title,
        ]
    english = [
        status_grid_chart(statuses(WATERMELON), {}, dark=False).title,
        reporting_grid_chart(REPORTS, dark=False).title,
        quality_grid_chart(REPORTS, dark=False).title,
    ]
    assert all((a == b) is (language == "en") for a, b in zip(titles, english, strict=True))
