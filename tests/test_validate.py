"""A whole workbook: which sheets are read, every finding at once, in order, and what is left to store."""

import datetime as dt
import io
import random
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data_access.contract import LANGUAGES, Contract
from data_access.datasets import CONTRACT
from data_access.problems import Severity
from data_access.validate import Context, Validated, validate
from data_access.workbook.raw import RawSheet
from data_access.workbook.read import read_workbook
from tests.raw_sheets import HEADERS, TASKS, sheet, tasks
from tests.raw_sheets import workbook as raw_workbook
from tests.workbooks import DEFAULTS, REFERENCES, edited, plain_workbook, record, saved, workbook

CONTEXT = Context(projects=frozenset({"P1"}), references=REFERENCES)
TASK_CONTEXT = Context(projects=frozenset({"P1"}))


def read(data: bytes, context: Context = CONTEXT) -> Validated:
    """What the bytes of a workbook say."""
    return validate(read_workbook(data), CONTRACT, context)


def check(*sheets: RawSheet, contract: Contract = CONTRACT) -> Validated:
    """What raw sheets say."""
    return validate(raw_workbook(*sheets), contract, CONTEXT)


def told(found: Validated) -> list[tuple[str, str]]:
    """Sheet and code of each problem but the optional columns left out."""
    return [(p.sheet, p.code) for p in found.problems if p.code != "columns_not_in_file"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_filled_in_reads_as_it_was_written(language: str) -> None:
    rows = {name: [record(name)] for name in DEFAULTS}
    found = read(workbook(rows, language))
    assert found.problems == ()
    assert found.is_clean
    assert found.language == language
    assert {name: records.values for name, records in found.records.items()} == rows
    assert {records.rows[0] for records in found.records.values()} == {3}
    assert found.projects == ("P1",)
    assert found.rows_read == {CONTRACT.dataset(name).label.in_language(language): 1 for name in DEFAULTS}
    assert found.cells_read == sum(len(CONTRACT.dataset(name).columns) for name in DEFAULTS)


@pytest.mark.parametrize(
    ("header", "row", "cells", "findings"),
    [
        (("Project", "Task", "Needs"), ("P1", "T1", "A; B; C"), 3, 1),
        (("Project", "Task", "Needs", "Colour", "Amuont"), ("P1", "T1", "A", 1, 2), 3, 1),
        (("Project", "Task", "Needs", "Amount"), ("P1", "T1", "A", "a lot"), 4, 2),
        (("Project", "Task", "Project"), ("P1", "T1", "P1"), 2, 0),
        (("Task", "Amount"), ("T1", 5), 2, 0),
    ],
)
def test_a_cell_counts_once_however_much_is_wrong_with_it_and_a_header_never(
    header: tuple[str, ...], row: tuple[object, ...], cells: int, findings: int
) -> None:
    sheets = (sheet([header, row], "Tasks", hidden=True), sheet([["x"]], "Holidays"))
    found = check(*sheets, contract=Contract((TASKS,)))
    assert len(found.problems) > findings
    assert (found.cells_read, found.cells_with_findings) == (cells, findings)


def test_headers_in_three_languages_at_once_aliases_and_another_order() -> None:
    header = ["Werkelijk (EUR)", "PLANIFIE", "month", "  code   projet ", "Categorie"]
    found = read(
        plain_workbook({"lignes budgétaires": [["Week 19"], header, [900.5, "1 000,00", "mei 2026", "P1", "Cloud"]]})
    )
    assert told(found) == []
    budget = found.records["budget"]
    values = dict(zip(budget.dataset.column_names, budget.values[0], strict=True))
    assert (values["project"], values["category"], values["month"]) == ("P1", "cloud", dt.date(2026, 5, 1))
    assert (values["planned"], values["actual"]) == (Decimal("1000.00"), Decimal("900.50"))


def test_a_sheet_without_a_language_borrows_that_of_the_workbook() -> None:
    mixed = ["code projet", "Jalon", "Naam", "Référence", "Prognose"]
    milestones = sheet([mixed, ["P1", "M1", "Signed", "05/11/2026", "06/11/2026"]], "Milestones")
    french = sheet([["Projet", "Catégorie", "Mois", "Planifié"], ["P1", "Cloud", "2026-05", 5]], "Budget")
    dutch = sheet([["Project", "Regel", "Soort", "Titel", "Toestand", "Gemeld op"]], "RAID")
    assert told(check(milestones)) == [("Milestones", "date_ambiguous")] * 2
    assert told(check(milestones, french)) == []
    assert told(check(milestones, french, dutch))[:2] == [("Milestones", "date_ambiguous")] * 2


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ([tasks(("P1", "T1")), sheet([HEADERS, ("P1", "T2")], "To do")], [("To do", "dataset_twice")]),
        ([tasks(("P1", "T1")), sheet([["x"]], "Holidays")], [("Holidays", "sheet_unknown")]),
        ([tasks(("P1", "T1")), sheet([["x"]], "Taskss")], [("Taskss", "sheet_misspelt")]),
        ([tasks(("P1", "T1")), sheet([["x"]], "Holidays", hidden=True)], []),
        ([tasks(("P1", "T1")), sheet([["x"]], "_lists")], []),
        ([tasks(("P1", "T1")), sheet([["x"]], "Read me")], []),
        ([tasks(("P1", "T1")), sheet([["x"]], "Lisez-moi")], []),
        ([tasks(("P1", "T1")), sheet([], "Sheet2")], []),
        ([tasks(("P1", "T1"), hidden=True)], [("Tasks", "sheet_hidden")]),
        ([sheet([], "Tasks")], [("Tasks", "sheet_empty")]),
        ([sheet([["a"], ["b"]], "Tasks")], [("Tasks", "header_missing")]),
        ([sheet([["x"]], "Holidays")], [("", "no_known_sheet"), ("Holidays", "sheet_unknown")]),
        ([sheet([["x"]], "Holidays", hidden=True)], [("", "no_known_sheet")]),
        ([], [("", "no_known_sheet")]),
    ],
)
def test_what_becomes_of_a_sheet(sheets: list[RawSheet], expected: list[tuple[str, str]]) -> None:
    found = validate(raw_workbook(*sheets), Contract((TASKS,)), TASK_CONTEXT)
    assert told(found) == expected


def test_only_the_first_of_two_sheets_is_read() -> None:
    found = validate(
        raw_workbook(tasks(("P1", "T1")), sheet([HEADERS, ("P1", "T2")], "To do")), Contract((TASKS,)), TASK_CONTEXT
    )
    assert found.rows_read == {"Tasks": 1}
    (problem,) = found.problems
    assert problem.params == {"first": "Tasks"}
    assert not found.is_clean


def test_macros_are_ignored_and_said_so() -> None:
    found = validate(raw_workbook(tasks(("P1", "T1")), has_macros=True), Contract((TASKS,)), TASK_CONTEXT)
    assert [(p.sheet, p.code, p.severity) for p in found.problems] == [("", "macros_ignored", Severity.NOTICE)]


def test_rows_with_an_error_are_left_out_and_counted_as_read() -> None:
    found = validate(
        raw_workbook(tasks(("P1", "T1"), ("P1", "T2", "x"), ("P1", "T1"), ("P1", "T4", None, None, None, None, "1"))),
        Contract((TASKS,)),
        TASK_CONTEXT,
    )
    assert found.records["tasks"].rows == [2]
    assert found.rows_read == {"Tasks": 4}
    assert found.projects == ("P1",)


def test_no_row_of_a_sheet_that_lacks_a_required_column_is_taken() -> None:
    sheet = tasks(("P1", "T1"), ("P1", "T2"))
    sheet.columns[1][:] = [None] * sheet.height
    found = validate(raw_workbook(sheet), Contract((TASKS,)), TASK_CONTEXT)
    assert "column_missing" in [p.code for p in found.problems]
    assert (found.records["tasks"].rows, found.rows_read) == ([], {"Tasks": 2})


def test_warnings_and_notices_leave_rows_alone() -> None:
    found = validate(raw_workbook(tasks(("P1", "T1", *[None] * 7, "T9"))), Contract((TASKS,)), TASK_CONTEXT)
    assert [p.severity for p in found.problems] == [Severity.WARNING]
    assert found.records["tasks"].rows == [2]
    assert found.is_clean


MANY = {
    "Notes": [["nothing of ours"]],
    "Projets": [
        ["Projects of week 19"],
        ["Project", "Name", "Programme", "Institution", "Project manager", "Baseline start", "Baseline end",
         "Forecast end", "Percent complete", "Overall status", "Overal status", "Involvement", "Stage", "Weather"],
        ["P1", "Payroll", "REFORM", "INST1", "Sofie", "05/01/2026", "31/02/2026", "2025-01-01", "0,45", "G", None,
         "managed", "execution", "sunny"],
        ["P1", None, "REFROM", "Gent", "Sofie", "05/01/26", "January 2026", "01/31/2026", 140, "pink", None, "mine",
         "executing", None],
        [None, "No code", "REFORM", "INST1", "Sofie", 46000, dt.date(2206, 1, 1), "later", "many", "R", None,
         "managed", "execution", None],
        ["Total", None, None, None, None, None, None, None, 50],
    ],
    "Budget": [
        ["Project", "Category", "Month", "Planned (EUR)", "Actual (EUR)", "Actual"],
        ["P9", "Clowd", "2026-13", "1.234", "12 km", 4],
        ["P1", "Cloud", "2026-05", 1e15, None, None],
        ["P1", "Cloud", "2026-06", None, True, None],
    ],
    "RAID": [
        ["Project", "Entry", "Kind", "Title", "Status", "Raised", "Closed on", "Likelihood", "Linked entry"],
        ["P1", "R1", "threat", "Late", "open", "06/03/2026", "05/03/2026", 7, "R7"],
        ["P1", "R2", "threat", "x" * 501, "open", "2026-03-06", None, 2.5, None],
    ],
}  # fmt: skip
# In the order of sheets, rows and columns.
FOUND = """
Notes - sheet_unknown
Projets - column_unknown
Projets - column_unknown
Projets A key_twice
Projets A value_missing
Projets B value_missing
Projets C unknown_choice
Projets D unknown_choice
Projets F date_is_number
Projets F date_two_digit_year
Projets G date_out_of_range
Projets G date_without_day
Projets G not_a_date
Projets H date_month_first
Projets H forecast_before_start
Projets H not_a_date
Projets I not_a_number
Projets I out_of_range
Projets I percentage_ambiguous
Projets J unknown_choice
Projets L unknown_choice
Projets M unknown_choice
Projets - total_row
Budget F header_twice
Budget A project_unknown
Budget B unknown_choice
Budget C not_a_month
Budget D number_ambiguous
Budget D number_too_large
Budget D value_missing
Budget E not_a_number
Budget E not_a_number
RAID G closed_before_raised
RAID H not_whole
RAID H out_of_range
RAID I link_unknown
RAID D text_too_long
"""


def test_every_problem_of_the_workbook_is_told_at_once() -> None:
    found = read(plain_workbook(MANY))
    expected = sorted(tuple(line.split()) for line in FOUND.strip().splitlines())
    told_of = [p for p in found.problems if p.code != "columns_not_in_file"]
    seen = sorted((p.sheet, "-" if p.code == "column_unknown" else p.column or "-", p.code) for p in told_of)
    assert seen == expected
    assert len(seen) > 30


def test_problems_stand_in_the_order_of_the_workbook() -> None:
    found = read(plain_workbook(MANY))
    sheets = list(MANY)
    places = [(sheets.index(p.sheet), p.row or 0, len(p.column or ""), p.column or "") for p in found.problems]
    assert places == sorted(places)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_neither_records_nor_problems(chance: random.Random) -> None:
    rows = [
        ("P1", "T1", "5"), ("P1", "T2", "x"), ("P1", "T1", 7), ("P9", "T3"), ("P1", None, 1), ("P1", "T4", 2),
        (None, None), ("Total", None, 12),
    ]  # fmt: skip
    shuffled = chance.sample(rows, len(rows))
    left, right = (
        validate(raw_workbook(tasks(*order)), Contract((TASKS,)), TASK_CONTEXT) for order in (rows, shuffled)
    )
    assert sorted(p.code for p in left.problems) == sorted(p.code for p in right.problems)
    assert len(left.records["tasks"].values) == len(right.records["tasks"].values)
    for found, order in ((left, rows), (right, shuffled)):
        by_row = {
            row: values[1]
            for row, values in zip(found.records["tasks"].rows, found.records["tasks"].values, strict=True)
        }
        assert all(order[row - 2][1] == task for row, task in by_row.items())


def test_dates_of_a_1904_workbook_are_the_days_that_excel_shows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"milestones": [record("milestones")]})))
    book.epoch = CALENDAR_MAC_1904
    book["Milestones"]["H3"] = dt.date(2026, 11, 5)
    column = next(c.column_letter for c in book["Milestones"][2] if c.value == "Baseline")
    book["Milestones"][f"{column}3"] = dt.date(2026, 11, 5)
    found = read(saved(book))
    milestones = found.records["milestones"]
    assert milestones.values[0][milestones.dataset.positions["baseline"]] == dt.date(2026, 11, 5)


def test_a_date_left_unformatted_is_asked_about() -> None:
    data = workbook({"milestones": [record("milestones")]})
    book = openpyxl.load_workbook(io.BytesIO(data))
    column = next(c.column_letter for c in book["Milestones"][2] if c.value == "Baseline")
    cell = book["Milestones"][f"{column}3"]
    cell.value, cell.number_format = 46331, "General"
    (problem,) = read(saved(book)).problems
    assert (problem.code, problem.cell, problem.params["date"]) == (
        "date_is_number",
        f"{column}3",
        dt.date(2026, 11, 5),
    )


def test_percentages_read_as_excel_shows_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"projects": [record("projects")]})))
    column = next(c.column_letter for c in book["Projects"][2] if c.value == "Percent complete")
    cell = book["Projects"][f"{column}3"]
    for value, number_format, expected in ((0.45, "0%", "45.00"), (1, "0 %", "100.00"), (45, "General", "45.00")):
        cell.value, cell.number_format = value, number_format
        projects = read(saved(book)).records["projects"]
        assert projects.values[0][projects.dataset.positions["percent_complete"]] == Decimal(expected)


def test_control_characters_do_not_reach_the_records() -> None:
    data = edited(workbook({"projects": [record("projects")]}), "Projects", {"B3": "Pay_x000D_\nroll_x0007_"})
    found = read(data)
    assert found.records["projects"].values[0][1] == "Pay roll"
