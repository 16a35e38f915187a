"""The cells of a recognised sheet: rows, totals, broken and merged cells, hidden rows."""

import datetime as dt
from decimal import Decimal

import pytest

from data_access.columns import MOST_MERGED, read_columns
from data_access.headers import find_header
from data_access.problems import Problem, Severity
from data_access.records import Records
from data_access.values import Fraction
from data_access.workbook.raw import RawSheet
from tests.raw_sheets import HEADERS, TASKS, sheet, tasks


def read(found: RawSheet, language: str | None = "en") -> tuple[Records, list[Problem]]:
    """Records and problems of a sheet of tasks."""
    header = find_header(found, TASKS)
    assert header is not None
    return read_columns(found, header, {}, language)


def told(problems: list[Problem]) -> list[tuple[str, str | None]]:
    """Code and cell, or row, of each problem."""
    return [(p.code, p.cell or (str(p.row) if p.row else None)) for p in problems]


def test_rows_keep_their_excel_numbers_and_columns_their_letters() -> None:
    found = sheet([["Tasks"], [], ["Task", None, "Project", "Amount"], ["T1", "x", "P1", 5], [], ["T2", None, "P1"]])
    records, problems = read(found)
    assert (records.rows, told(problems)) == ([4, 6], [])
    assert records.letters == {"task": "A", "project": "C", "amount": "D"}
    assert records.present == {"task", "project", "amount"}
    assert records.values[0] == ("P1", "T1", Decimal("5.00"), *[None] * 7)
    assert records.projects() == {"P1"}


def test_a_sheet_without_rows_has_no_records() -> None:
    records, problems = read(tasks())
    assert (records.rows, records.values, problems) == ([], [], [])


def test_every_type_is_read() -> None:
    row = ("P1", "T1", "1,234.5", 2000, "05/11/2026", dt.date(2026, 12, 1), "45 %", "oui", "Grand", "T2, T3")
    records, problems = read(tasks(row))
    assert problems == []
    assert records.values == [
        (
            "P1", "T1", Decimal("1234.50"), Decimal("2000.00"), dt.date(2026, 11, 5), dt.date(2026, 12, 1),
            Decimal("45.00"), True, "large", "T2; T3",
        )
    ]  # fmt: skip


def test_every_bad_cell_of_every_row_is_reported() -> None:
    bad = ("P1", None, "x", "1.234", "31/02/2026", "06/05/26", 0.5, "maybe", "huge", dt.date(2026, 5, 1))
    records, problems = read(tasks(bad, bad), language=None)
    assert sorted(told(problems)) == sorted(
        (code, f"{letter}{row}")
        for row in (2, 3)
        for code, letter in [
            ("value_missing", "B"), ("not_a_number", "C"), ("number_ambiguous", "D"), ("not_a_date", "E"),
            ("date_two_digit_year", "F"), ("percentage_ambiguous", "G"), ("unknown_choice", "H"),
            ("unknown_choice", "I"), ("code_is_date", "J"),
        ]
    )  # fmt: skip
    assert records.values == [("P1", *[None] * 9)] * 2


def test_a_problem_carries_the_cell_as_read() -> None:
    _, (problem,) = read(tasks(("P1", "T1", " 12 km ")))
    assert (problem.value, problem.field, problem.params["column"]) == (" 12 km ", "amount", TASKS.columns[2].label)


@pytest.mark.parametrize("blanks", [(None, None), ("", "  "), ("\u00a0", "\x00")])
def test_blank_rows_in_the_middle_and_at_the_end_are_skipped(blanks: tuple[object, ...]) -> None:
    records, problems = read(tasks(("P1", "T1"), blanks, ("P1", "T2"), blanks, blanks))
    assert (records.rows, problems) == ([2, 4], [])


def test_remarks_beside_the_table_make_no_row() -> None:
    records, problems = read(sheet([[*HEADERS, "Remark"], ("P1", "T1"), [None] * 10 + ["please check"]]))
    assert (records.rows, problems) == ([2], [])


@pytest.mark.parametrize(
    "row",
    [
        ("Total", None, 500),
        ("TOTAAL :", None, 500),
        ("Total général", None, 500),
        (None, "Total", 500),
        (None, "Sous-total", 500),
        ("Total 2026", None, 500),
        ("Sub-total P1", None, 500),
        ("P1", "Total", 500),
        ("Total", "Total", 500),
        ("P1", None, 500, None, None, None, None, None, None, "Total"),
    ],
)
def test_a_total_is_left_out_with_a_notice(row: tuple[object, ...]) -> None:
    records, problems = read(tasks(("P1", "T1", 500), row))
    assert records.rows == [2]
    assert [(p.code, p.row, p.severity) for p in problems] == [("total_row", 3, Severity.NOTICE)]


@pytest.mark.parametrize("row", [("P1", "Total cost model", 5), ("TOTALIS", "T1", 5), ("P1", "T9", 5, 5)])
def test_a_row_that_is_complete_is_no_total(row: tuple[object, ...]) -> None:
    records, problems = read(tasks(row))
    assert (records.rows, problems) == ([2], [])


def test_an_incomplete_row_that_is_no_total_is_reported() -> None:
    records, problems = read(tasks((None, "T1", 500), ("P1", None, 500)))
    assert records.rows == [2, 3]
    assert told(problems) == [("value_missing", "A2"), ("value_missing", "B3")]


def test_error_cells_and_uncached_formulas_are_named_once() -> None:
    found = tasks(
        ("P1", None, None, None),
        (None, None, None, None, None),
        errors={(2, 1): "#REF!", (2, 25): "#N/A", (1, 3): "#NAME?"},
        uncached=frozenset({(2, 2), (3, 3)}),
    )
    records, problems = read(found)
    assert records.rows == [2, 3]
    assert sorted(told(problems)) == [
        ("error_cell", "B2"), ("formula_without_value", "C2"), ("formula_without_value", "D3"),
        ("value_missing", "A3"), ("value_missing", "B3"),
    ]  # fmt: skip
    assert next(p.value for p in problems if p.code == "error_cell") == "#REF!"


@pytest.mark.parametrize(
    ("merged", "cell"), [("A2:A3", "A2"), ("C3:F3", "C3"), ("A1:A2", "A2"), ("B2:B9", "B2"), ("H2:Z2", "H2")]
)
def test_merged_cells_in_the_data_are_an_error(merged: str, cell: str) -> None:
    _, problems = read(tasks(("P1", "T1"), ("P1", "T2"), merged=(merged,)))
    assert [(p.code, p.cell, p.params) for p in problems] == [("merged_cells", cell, {"range": merged})]


@pytest.mark.parametrize("merged", ["A1:C1", "A9:C9", "L2:M3"])
def test_merged_cells_in_the_header_below_or_beside_do_no_harm(merged: str) -> None:
    _, problems = read(tasks(("P1", "T1"), ("P1", "T2"), merged=(merged,)))
    assert problems == []


def test_the_blanks_under_a_merged_cell_are_not_reported_again() -> None:
    found = tasks(("P1", "T1"), (None, "T2"), (None, "T3"), (None, "T4"), merged=("A2:A4",))
    _, problems = read(found)
    assert told(problems) == [("value_missing", "A5"), ("merged_cells", "A2")]


def test_merged_cells_in_a_title_above_are_fine() -> None:
    found = sheet([["Tasks of May"], HEADERS, ("P1", "T1")], merged=("A1:J1",))
    assert read(found)[1] == []


def test_only_so_many_merged_cells_are_looked_at() -> None:
    _, problems = read(tasks(("P1", "T1"), ("P1", "T2"), merged=("C2:C3",) * (MOST_MERGED + 5)))
    assert len(problems) == MOST_MERGED


def test_hidden_rows_are_read_and_counted() -> None:
    records, problems = read(tasks(("P1", "T1"), ("P1", "T2"), hidden_rows=(1, 3, 7)))
    assert records.rows == [2, 3]
    assert [(p.code, p.severity, p.params) for p in problems] == [("rows_hidden", Severity.NOTICE, {"count": 1})]


def test_percentages_are_told_by_their_format() -> None:
    rows = [("P1", f"T{i}", None, None, None, None, 0.45) for i in (1, 2)]
    records, problems = read(tasks(*rows, percent=frozenset({(2, 6)})))
    assert [values[6] for values in records.values] == [Decimal("45.00"), None]
    assert told(problems) == [("percentage_ambiguous", "G3")]


def test_a_percentage_beyond_its_bounds_is_reported_as_excel_shows_it() -> None:
    _, (problem,) = read(tasks(("P1", "T1", None, None, None, None, 45), percent=frozenset({(2, 6)})))
    assert problem.code == "out_of_range"
    assert isinstance(problem.value, Fraction)


def test_true_and_one_are_not_confused() -> None:
    rows = [("P1", f"T{i}", value) for i, value in enumerate((True, 1, 0, False))]
    records, problems = read(tasks(*rows))
    assert [values[2] for values in records.values] == [None, Decimal("1.00"), Decimal("0.00"), None]
    assert told(problems) == [("not_a_number", "C2"), ("not_a_number", "C5")]
