"""Export what I see: workbooks that open with their formats, charts as pictures in the reader's language."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import text
from dashboard.charts.earned import earned_chart
from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.milestones import milestone_chart, milestone_trend_chart
from dashboard.charts.status_grid import status_grid_chart
from dashboard.charts.status_history import status_history_chart
from dashboard.charts.titled import TitledChart, drawn, nothing_to_draw
from dashboard.charts.variance import variance_chart
from dashboard.exports import WIDEST_COLUMN, Caption, chart_png, chart_svg, table_workbook
from dashboard.metrics.burn import burn_curve
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.milestones import milestone_trend, slips
from dashboard.metrics.portfolio import status_grid
from dashboard.theme import GROUND_DARK, INK, status_mark
from tests.metrics.factories import STATUS_DATE, frame, measured, month

NOTES = ("Status date 22 May 2026", "Programme: Cloud")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def opened(table: pd.DataFrame, title: str = "Title", notes: tuple[str, ...] = NOTES) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(table_workbook(table, title, notes)))
    (sheet,) = book.worksheets
    return sheet


def column(values: list[object], **options: str) -> list[tuple[object, str]]:
    """Value and number format of each cell below the header of a table of one column."""
    sheet = opened(pd.DataFrame({"A": pd.Series(values, dtype=options.get("dtype", "object"))}))
    return [(cell.value, cell.number_format) for (cell,) in sheet.iter_rows(min_row=6)]


def test_title_notes_header_and_rows_stand_in_this_order() -> None:
    sheet = opened(pd.DataFrame({"Project": ["Payroll"], "Days": [3]}), "2 projects moved")
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows == [
        ("2 projects moved", None), (NOTES[0], None), (NOTES[1], None), (None, None), ("Project", "Days"),
        ("Payroll", 3),
    ]  # fmt: skip
    assert sheet.freeze_panes == "A6"
    assert sheet.title == "2 projects moved"
    assert sheet["A5"].font.bold


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+32 2 123", "-5", "@SUM(A1)", '=HYPERLINK("http://a.invalid")', "http://a.invalid", "007", "1e5"],
)
def test_text_stays_text(typed: str) -> None:
    sheet = opened(pd.DataFrame({typed: [typed]}), typed, (typed,))
    cells = [sheet["A1"], sheet["A2"], sheet["A4"], sheet["A5"]]
    assert [cell.value for cell in cells] == [typed] * 4
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2_000], [(1, "#,##0"), (2000, "#,##0")]),
        ([Decimal("1.50"), Decimal(2)], [(1.5, "#,##0.00"), (2, "#,##0.00")]),
        ([Decimal("2.00"), None], [(2, "#,##0"), (None, "General")]),
        ([True, False, None], [(True, "General"), (False, "General"), (None, "General")]),
        ([dt.date(2026, 5, 8)], [(dt.datetime(2026, 5, 8), "dd/mm/yyyy")]),
        ([pd.Timestamp(2026, 5, 8)], [(dt.datetime(2026, 5, 8), "dd/mm/yyyy")]),
        (
            [dt.datetime(2026, 5, 8, 12, 30, tzinfo=dt.UTC)],
            [(dt.datetime(2026, 5, 8, 14, 30), "dd/mm/yyyy hh:mm")],
        ),
        ([float("nan"), pd.NA, pd.NaT, None, ""], [(None, "General")] * 5),
        ([float("inf"), 1], [("inf", "General"), (1, "#,##0")]),
        ([["a", "b"], [1]], [("a, b", "General"), ("1", "General")]),
        (["x" * 40_000], [("x" * 32_767, "General")]),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_each_cell_keeps_its_type_and_gets_its_format(values: list[object], expected: list[object]) -> None:
    found = column([*values, "end"])
    assert found[-1][0] == "end"
    assert [(value if value != "" else None, form) for value, form in found[:-1]] == expected


def test_numbers_of_a_nullable_column() -> None:
    found = column([1, None, 3], dtype="Int64")
    assert [value for value, _form in found] == [1, None, 3]


def test_a_table_without_rows_or_with_columns_of_one_name() -> None:
    assert opened(pd.DataFrame({"A": []}))["A5"].value == "A"
    twice = pd.DataFrame([[1, 2]], columns=["A", "A"])
    assert [cell.value for cell in list(opened(twice).rows)[-1]] == [1, 2]


def test_columns_are_as_wide_as_their_text_within_reason() -> None:
    sheet = opened(pd.DataFrame({"A": ["x" * 30], "B": ["y" * 500], "C": [1]}))
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] == pytest.approx(32, abs=1)
    assert widths[1] == pytest.approx(WIDEST_COLUMN, abs=1)
    assert widths[2] < 12


BUDGET = [{"month": month(n), "planned": 400_000, "actual": 380_000 if n < 6 else None} for n in range(1, 10)]
MILESTONES = [
    {"milestone": f"M{i}", "name": f"Gate {i}", "forecast": STATUS_DATE + dt.timedelta(9 * i)} for i in range(3)
]
NAMES = {"P1": "Payroll", "P2": "Nuage"}
EARNED = {"ev": Decimal(1_900_000), "ac": Decimal(2_000_000), "pv": Decimal(2_100_000), "bac": Decimal(3_600_000)}


def grid() -> TitledChart:
    return status_grid_chart(status_grid(measured({}, {}), frame("projects", {}, {"project": "P2"})), {}, dark=False)


def history() -> TitledChart:
    weeks = [(STATUS_DATE - dt.timedelta(weeks=n), "amber", True) for n in range(12)][::-1]
    return status_history_chart({"P1": weeks, "P2": weeks}, NAMES, dark=False)


def earned() -> TitledChart:
    measures = measured({"status_date": STATUS_DATE, **EARNED})
    return earned_chart(
        burn_curve(frame("budget", *BUDGET), STATUS_DATE), measures, STATUS_DATE, Figure(Decimal(1)), dark=False
    )


def promised() -> TitledChart:
    sheet = frame("milestones", *MILESTONES)
    return milestone_chart(sheet, slips(sheet), STATUS_DATE, dark=False)


def trend() -> TitledChart:
    sheets = [frame("milestones", *MILESTONES).assign(status_date=STATUS_DATE + dt.timedelta(7 * n)) for n in range(3)]
    return milestone_trend_chart(milestone_trend(pd.concat(sheets)), {}, dark=False)


KINDS: dict[str, Callable[[], TitledChart]] = {
    "status grid": grid,
    "status history": history,
    "variance": lambda: variance_chart(measured(EARNED, EARNED), NAMES, measured(EARNED), dark=False),
    "earned": earned,
    "milestones": promised,
    "milestone trend": trend,
    "nothing": lambda: nothing_to_draw("Nothing"),
}


def words(svg: bytes) -> list[str]:
    """Every text of a drawing."""
    root = ElementTree.fromstring(svg)
    return [t for element in root.iter("{http://www.w3.org/2000/svg}text") if (t := "".join(element.itertext()))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_becomes_a_picture_and_a_drawing(kind: str) -> None:
    shown = KINDS[kind]()
    png = chart_png(drawn(shown).specification, "en")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) > (500 if shown.empty else 5_000)
    svg = chart_svg(shown.chart, "en")
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert bool(words(svg)) is not shown.empty


def test_a_drawing_has_every_column_that_a_wide_screen_shows() -> None:
    assert words(chart_svg(history().chart, "en")).count("▲ A") == 24
    found = words(chart_svg(grid().chart, "en"))
    assert sum(word.endswith("declared") for word in found) == 7
    assert found.count("● G") == 24


def test_only_what_a_wide_screen_shows_depends_on_the_width() -> None:
    cells = [
        GridCell("P1", "Payroll", header, status_mark("green"), "● G", "", essential=header == "A") for header in "AB"
    ]
    chart = mark_grid(cells, ("a", "b"), dark=False)
    narrow = {**chart.to_dict(), "width": 200}
    assert words(chart_svg(chart, "en")).count("● G") == 2
    assert words(chart_svg(narrow, "en")).count("● G") == 1


@pytest.mark.parametrize(
    ("language", "thousand", "decimal"), [("en", "1,000", "."), ("fr", "1\u202f000", ","), ("nl", "1.000", ",")]
)
def test_numbers_and_dates_are_those_of_the_language(language: str, thousand: str, decimal: str) -> None:
    with text.speaking(language):
        found = words(chart_svg(earned().chart, language))
        decimals = words(chart_svg(variance_chart(measured(EARNED), NAMES, dark=False).chart, language))
        months = words(chart_svg(trend().chart, language))
    assert thousand in found
    assert any(word.count(decimal) == 1 and word.replace(decimal, "").lstrip("-−").isdigit() for word in decimals), (
        decimals
    )
    assert any({"en": "May", "fr": "mai", "nl": "mei"}[language] in word for word in months), months


def test_a_dark_drawing_has_a_dark_ground_and_light_words() -> None:
    dark = chart_svg(earned().chart, "en", dark=True).decode()
    assert GROUND_DARK in dark
    assert INK[True] in dark
    assert GROUND_DARK not in chart_svg(earned().chart, "en").decode()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "nothing"])
def test_a_drawing_carries_its_finding_and_the_filters(kind: str) -> None:
    shown = KINDS[kind]()
    found = words(chart_svg(shown.chart, "en", Caption(shown.title, NOTES)))
    assert {shown.title, "Status date 22 May 2026 · Programme: Cloud"} <= set(found)
    assert shown.title in words(chart_svg(shown.chart, "en", Caption(shown.title)))


def test_drawing_leaves_the_specification_as_it_was() -> None:
    specification = drawn(earned()).specification
    before = dict(specification)
    chart_svg(specification, "fr", Caption("x"), dark=True)
    assert specification == before
    assert specification["width"] == "container"


def test_typed_names_are_text_in_a_drawing() -> None:
    names = {"P1": "<script>alert(1)</script> & co"}
    svg = chart_svg(variance_chart(measured(EARNED), names, dark=False).chart, "en")
    assert names["P1"] in words(svg)
    assert b"<script" not in svg


def test_a_reason_is_never_drawn_as_a_number() -> None:
    shown = earned_chart(
        burn_curve(frame("budget", *BUDGET), STATUS_DATE),
        measured()[:0],
        STATUS_DATE,
        Figure(None, Reason.NO_PLAN),
        dark=False,
    )
    assert "nan" not in chart_svg(shown.chart, "en").decode().lower()
