"""Every code has a sentence in three languages; every problem code is reached by a real workbook, at its cell."""

import ast
import datetime as dt
import inspect
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dashboard import text, uploads
from dashboard.messages import (
    KINDS,
    LONGEST_VALUE,
    PROBLEMS,
    REASONS,
    REFUSALS,
    labels_in,
    problem_message,
    reason_message,
    refusal_message,
    severity_label,
    shown_place,
    status_word,
)
from dashboard.metrics.figure import Reason
from data_access import errors
from data_access.contract import Choice
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.errors import FileRefused, InvalidRequest, NotFound, RegieError
from data_access.problems import Problem, Severity, column_letter
from data_access.validate import Context, validate
from data_access.values import Fraction
from data_access.workbook import sniff as sniffing
from data_access.workbook.read import read_workbook
from data_access.workbook.sniff import sniff
from tests.raw_sheets import label
from tests.workbooks import FRIDAY, INSTITUTIONS, REFERENCES, people, record, saved, workbook
from tools import problem_codes

ROOT = Path(__file__).parents[1]
OPEN = Context(projects=frozenset({"P1", "P2"}), references=REFERENCES)
Change = Callable[[Workbook], None]


class Case(NamedTuple):
    """A workbook with one trait, and where its one problem stands."""

    data: Callable[[], bytes]
    sheet: str
    row: int | None = None
    column: str | None = None
    severity: Severity = Severity.ERROR
    beside: tuple[str, ...] = ()
    context: Context = OPEN


def changed(change: Change, *names: str) -> bytes:
    """The template with a plausible row of each dataset in *names*, changed by hand."""
    chosen = names or ("projects",)
    book = openpyxl.load_workbook(io.BytesIO(workbook({name: [record(name)] for name in chosen})))
    change(book)
    return saved(book)


def letter(dataset: str, column: str) -> str:
    """Where the template puts a column."""
    return column_letter(CONTRACT.dataset(dataset).positions[column])


def sheet_of(dataset: str) -> str:
    """The English name of the sheet."""
    return CONTRACT.dataset(dataset).label.en


def typed(dataset: str, value: object, *, into: str, beside: Mapping[str, object] | None = None) -> Case:
    """*value* typed into the first data row; other cells of the row from *beside*."""
    cells = {**(beside or {}), into: value}

    def change(book: Workbook) -> None:
        for name, content in cells.items():
            book[sheet_of(dataset)][f"{letter(dataset, name)}3"] = content

    return Case(lambda: changed(change, dataset), sheet_of(dataset), 3, letter(dataset, into))


def header(dataset: str, column: str, label_text: str | None) -> Change:
    """The key of a column deleted, its header replaced and its cells emptied."""

    def change(book: Workbook) -> None:
        sheet, at = book[sheet_of(dataset)], letter(dataset, column)
        sheet[f"{at}1"], sheet[f"{at}2"], sheet[f"{at}3"] = None, label_text, None

    return change


def extra_sheet(name: str, *rows: tuple[object, ...]) -> Case:
    """The template with one more sheet."""

    def change(book: Workbook) -> None:
        added = book.create_sheet(name)
        for row in rows:
            added.append(row)

    return Case(lambda: changed(change), name)


def second_row(dataset: str, **values: object) -> Case:
    """Two records, the second at fault."""
    rows = [record(dataset), record(dataset, **values)]
    return Case(lambda: workbook({dataset: rows}), sheet_of(dataset), 4)


def with_macros() -> bytes:
    """The template as a workbook with macros."""
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(workbook({"projects": [record("projects")]})))
    with zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
            )
            target.writestr(name, content)
        target.writestr("xl/vbaProject.bin", b"\0macro")
    return buffer.getvalue()


def hide_sheet(book: Workbook) -> None:
    book["Projects"].sheet_state = "hidden"


def hide_row(book: Workbook) -> None:
    book["Projects"].row_dimensions[3].hidden = True


def add_total(book: Workbook) -> None:
    book["Budget"]["A4"], book["Budget"]["F4"] = "Total", 1000


def twice(book: Workbook) -> None:
    book["Budget"]["J2"] = "Gepland"


def weather(book: Workbook) -> None:
    book["Budget"]["J2"], book["Budget"]["J3"] = "Weather", "sunny"


def merge(book: Workbook) -> None:
    book["Budget"].merge_cells("H3:I3")


LATE = dt.date(2027, 1, 1)
NOTICE, WARNING = Severity.NOTICE, Severity.WARNING
MINE = Context(frozenset({"P1", "P2"}), REFERENCES, uploadable=frozenset({"P2"}), registers=False)
NEW = Context(frozenset({"P2"}), REFERENCES, uploadable=frozenset({"P2"}), registers=False)
CASES: dict[str, Case] = {
    "no_known_sheet": Case(lambda: saved(_book("_notes", ("x",))), ""),
    "macros_ignored": Case(with_macros, "", severity=NOTICE),
    "dataset_twice": extra_sheet("Statut", ("x",)),
    "sheet_unknown": extra_sheet("Holidays", ("x",))._replace(severity=NOTICE),
    "sheet_misspelt": extra_sheet("Budgett", ("x",))._replace(severity=WARNING),
    "sheet_empty": extra_sheet("Budget")._replace(severity=NOTICE),
    "sheet_hidden": Case(lambda: changed(hide_sheet), "Projects", severity=NOTICE),
    "header_missing": extra_sheet("Budget", ("a", "b"), (1, 2)),
    "rows_hidden": Case(lambda: changed(hide_row), "Projects", severity=NOTICE),
    "total_row": Case(lambda: changed(add_total, "budget"), "Budget", 4, severity=NOTICE),
    "header_twice": Case(lambda: changed(twice, "budget"), "Budget", 2, "J"),
    "column_missing": Case(lambda: changed(header("projects", "name", None)), "Projects", 2),
    "column_unknown": Case(lambda: changed(weather, "budget"), "Budget", 2, "J", NOTICE),
    "column_misspelt": Case(
        lambda: changed(header("budget", "forecast", "Forcast"), "budget"), "Budget", 2, "H", WARNING,
        beside=("columns_not_in_file",),
    ),
    "columns_not_in_file": Case(
        lambda: changed(header("budget", "comment", None), "budget"), "Budget", 2, severity=NOTICE
    ),
    "value_missing": typed("projects", None, into="name"),
    "error_cell": typed("budget", "#REF!", into="actual"),
    "formula_without_value": typed("budget", "=F3*2", into="actual"),
    "merged_cells": Case(lambda: changed(merge, "budget"), "Budget", 3, "H"),
    "not_a_number": typed("budget", "15.297 ($m)", into="planned"),
    "number_ambiguous": typed("budget", "1.234", into="planned"),
    "number_too_large": typed("budget", 1e15, into="planned"),
    "not_whole": typed("migration", 2.5, into="wave"),
    "out_of_range": typed("projects", "140 %", into="percent_complete"),
    "percentage_ambiguous": typed("projects", "0,45", into="percent_complete"),
    "not_a_date": typed("milestones", "2012-30-09", into="forecast"),
    "not_a_month": typed("budget", "2026-13", into="month"),
    "date_month_first": typed("milestones", "11/25/2026", into="forecast"),
    "date_two_digit_year": typed("milestones", "05/11/26", into="forecast"),
    "date_without_day": typed("milestones", "February 2024", into="forecast"),
    "date_out_of_range": typed("milestones", dt.date(2206, 1, 1), into="forecast"),
    "date_is_number": Case(
        lambda: changed(unformatted, "milestones"), "Milestones", 3, letter("milestones", "forecast")
    ),
    "date_ambiguous": Case(
        lambda: saved(no_language()), "Milestones", 2, "E", beside=("columns_not_in_file",)
    ),
    "code_is_date": typed("milestones", dt.date(2026, 2, 1), into="milestone"),
    "unknown_choice": typed("projects", "Gent", into="institution"),
    "text_too_long": typed("projects", "x" * 501, into="name"),
    "key_twice": second_row("budget")._replace(column="C"),
    "project_unknown": typed("budget", "P9", into="project"),
    "project_not_registered": typed("projects", "P1", into="project")._replace(context=NEW),
    "project_not_yours": typed("budget", "P1", into="project")._replace(context=MINE),
    "forecast_before_start": typed("projects", dt.date(2025, 1, 1), into="forecast_end"),
    "baseline_end_before_start": typed("projects", dt.date(2025, 1, 1), into="baseline_end"),
    "actual_end_before_start": typed("projects", dt.date(2026, 1, 1), into="actual_end", beside={"actual_start": LATE}),
    "closed_before_raised": typed("raid", dt.date(2025, 1, 1), into="closed"),
    "residual_above_inherent": typed(
        "raid", 5, into="residual_likelihood", beside={"residual_impact": 5, "likelihood": 2, "impact": 2}
    ),
    "liquidated_above_commitments": typed("credits", 900000, into="liquidated"),
    "oldest_commitment_in_future": typed("credits", 2030, into="oldest_commitment_year"),
    "users_moved_above_scope": typed("migration", 11, into="users_moved", beside={"users_in_scope": 10}),
    "trained_above_scope": typed("migration", 11, into="trained", beside={"users_in_scope": 10}),
    "link_unknown": typed("raid", "R9", into="linked_entry")._replace(severity=WARNING),
    "dependency_loop": typed("migration", "HR-01", into="depends_on"),
}  # fmt: skip
AT_PREVIEW = {"gap_without_reason"}
"""Codes of findings that need the figures, which a preview computes."""


def _book(name: str, *rows: tuple[object, ...]) -> Workbook:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return book


def no_language() -> Workbook:
    """A sheet whose headers are as often French as Dutch."""
    headers = ("code projet", "Jalon", "Naam", "Référence", "Prognose")
    return _book("Milestones", headers, ("P1", "M1", "Signed", "2026-05-04", "05/11/2026"))


def unformatted(book: Workbook) -> None:
    """A date shown as the number that Excel keeps it as."""
    cell = book["Milestones"][f"{letter('milestones', 'forecast')}3"]
    cell.value, cell.number_format = 46331, "General"


def problems_of(case: Case) -> list[Problem]:
    """Everything found in the workbook of *case*."""
    return list(validate(read_workbook(case.data()), CONTRACT, case.context).problems)


@pytest.mark.parametrize("code", CASES)
def test_a_workbook_yields_exactly_this_problem_at_its_cell(code: str) -> None:
    case = CASES[code]
    problems = problems_of(case)
    assert sorted(p.code for p in problems) == sorted((code, *case.beside))
    problem = next(p for p in problems if p.code == code)
    assert (problem.sheet, problem.row, problem.column) == (case.sheet, case.row, case.column)
    assert problem.severity is case.severity
    for language in text.LANGUAGES:
        assert_readable(said(problem, language))


def said(problem: Problem, language: str = "en") -> str:
    """The sentence for *problem* in *language*."""
    with text.speaking(language):
        return problem_message(problem)


def refused(error: RegieError, language: str = "en") -> str:
    """The sentence for *error* in *language*."""
    with text.speaking(language):
        return refusal_message(error)


def assert_readable(sentence: str) -> None:
    """A sentence without a gap where something should have been filled in."""
    assert sentence.strip()
    assert not re.search(r"[{}]|[“«„]\s*[”»]|\(\)|  |None|Label\(|Choice\(|Decimal\(|: \.|, ,", sentence), sentence


def test_every_problem_code_is_reached_by_a_workbook() -> None:
    assert set(CASES) | AT_PREVIEW == set(PROBLEMS)


def gap_of(db: Database, status: str, **values: object) -> list[Problem]:
    """What the preview finds for a project whose schedule is far over, declared as *status*."""
    late = record("projects", status_overall=status, forecast_end=dt.date(2027, 12, 18), time_tolerance=10, **values)
    actor = people(db)["pmo"]
    checked = uploads.check(db, "week.xlsx", workbook({"projects": [late]}), actor=actor)
    return [p for p in uploads.preview(db, actor, checked, FRIDAY).checked.problems if p.code in AT_PREVIEW]


def test_a_status_better_than_the_data_asks_for_a_reason(sqlite_db: Database) -> None:
    (problem,) = gap_of(sqlite_db, "green")
    assert (problem.sheet, problem.row, problem.severity) == ("Projects", 3, Severity.WARNING)
    assert problem.column == letter("projects", "gap_reason")
    assert said(problem) == (
        "P1: declared green, but the data say red. Give the reason in the column “Reason for a gap”, "
        "or correct the status."
    )
    for language in text.LANGUAGES:
        assert_readable(said(problem, language))
        reason = CONTRACT.dataset("projects").column("gap_reason").label.in_language(language)
        assert reason.replace("'", "’") in said(problem, language)
    assert (problem.value, problem.cell) == (None, f"{letter('projects', 'gap_reason')}3")


def test_headers_and_choices_are_named_as_the_workbook_has_them() -> None:
    at = letter("projects", "status_overall")
    data = workbook({"projects": [record("projects")]}, "fr")
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Projets"][f"{at}3"] = "chartreuse"
    found = validate(read_workbook(saved(book)), CONTRACT, OPEN)
    (problem,) = found.problems
    with labels_in(found.language):
        assert "“Statut global”. Choose one of: Vert, Orange, Rouge" in said(problem)
        assert "“Statut global”" in said(problem, "nl")
    assert "“Overall status”. Choose one of: Green, Amber, Red" in said(problem)


def test_a_percentage_out_of_range_names_the_range_in_per_cent() -> None:
    (problem,) = problems_of(CASES["out_of_range"])
    assert said(problem).replace("\u00a0", " ").endswith(": 0 to 100%.")


def test_where_a_finding_stands_is_a_cell_or_a_row() -> None:
    missing = next(p for p in problems_of(CASES["column_missing"]) if p.code == "column_missing")
    with text.speaking("fr"):
        assert shown_place(missing) == "ligne 2"
        assert shown_place(Problem("P", "value_missing", row=3, column="B")) == "B3"
        assert shown_place(Problem("P", "sheet_hidden")) == ""


@pytest.mark.parametrize(("status", "values"), [("red", {}), ("green", {"gap_reason": "The contract was extended."})])
def test_no_reason_is_asked_where_one_is_given_or_none_is_needed(
    sqlite_db: Database, status: str, values: dict[str, object]
) -> None:
    assert gap_of(sqlite_db, status, **values) == []


# What the source says.


def calls(folders: tuple[str, ...]) -> Iterator[ast.Call]:
    """Every call in the source of *folders*."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def literals(node: ast.AST) -> Iterator[str]:
    """The words in *node* that look like codes."""
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", part.value)
        ):
            yield part.value


def called(call: ast.Call) -> str:
    """The bare name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def first_words(names: set[str], folders: tuple[str, ...], position: int = 0) -> set[str]:
    """Codes given as the argument at *position* of calls to *names*."""
    found = (call for call in calls(folders) if called(call) in names and len(call.args) > position)
    return {word for call in found for word in literals(call.args[position])}


def test_every_problem_code_in_the_source_has_a_sentence() -> None:
    folders = ("data_access", "dashboard")
    emitted = first_words({"Failure", "UnclearDate", "Rule", "_report"}, folders)
    emitted |= first_words({"Problem"}, folders, 1) | first_words({"_problem"}, folders, 3)
    assert len(emitted) > 40
    assert emitted - set(PROBLEMS) == set()


def refusal_names() -> set[str]:
    """The base of refusals and its kinds."""
    kinds = (kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, RegieError))
    return {kind.__name__ for kind in kinds}


def test_every_refusal_in_the_source_has_a_sentence() -> None:
    folders = ("data_access", "dashboard", "seed", "pages")
    raised = first_words(refusal_names() | {"_refuse"}, folders)
    assert len(raised) > 30
    assert raised - set(REFUSALS) == set()


def test_no_sentence_is_kept_for_a_code_that_nothing_uses() -> None:
    sources = [p for f in ("data_access", "dashboard", "seed", "pages") for p in sorted((ROOT / f).rglob("*.py"))]
    used = {
        word
        for path in sources
        if path.name != "sentences.py"
        for word in literals(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert (set(PROBLEMS) | set(REFUSALS)) - used == set()


def test_every_reason_for_na_has_a_sentence() -> None:
    assert set(REASONS) == set(Reason)
    for language in text.LANGUAGES:
        with text.speaking(language):
            for reason in Reason:
                assert_readable(reason_message(reason))


# Values and parameters.


def test_the_value_of_a_cell_is_shown_as_excel_shows_it() -> None:
    def shown(value: object, language: str = "en") -> str:
        return said(Problem("Budget", "not_a_number", value=value), language)

    assert "“1234567.5”" in shown(1234567.5)
    assert "1234567,5" in shown(1234567.5, "fr")
    assert "2026" in shown(2026.0, "nl")
    assert "“4500%”" in shown(Fraction(45.0))
    assert "“12.5%”" in shown(Fraction(0.125))
    assert "“5 Nov 2026”" in shown(dt.date(2026, 11, 5))
    assert "“5 Nov 2026, 10:30”" in shown(dt.datetime(2026, 11, 5, 10, 30))
    assert "“yes”" in shown(True)
    assert "“inf”" in shown(float("inf"))


def test_a_long_value_is_cut_and_stays_on_one_line() -> None:
    sentence = said(Problem("Budget", "not_a_number", value="line\n\x1b[31m" + "x" * 5000))
    value = re.search("“(.*?)”", sentence)
    assert value is not None
    assert len(value[1]) == LONGEST_VALUE
    assert value[1].startswith("line [31mxxx")
    assert value[1].endswith("…")


def test_braces_in_a_value_are_shown_as_typed() -> None:
    assert "“{value} {0}”" in said(Problem("Budget", "not_a_number", value="{value} {0}"))


def test_a_long_list_of_choices_is_shortened() -> None:
    choices = tuple(Choice(f"C{i}", label(f"Choice {i}")) for i in range(40))
    params: dict[str, object] = {"column": label("Place"), "choices": choices, "suggestion": None}
    sentence = said(Problem("Projects", "unknown_choice", value="x", params=params))
    assert sentence == (
        "“x” is not allowed in “Place”. Choose one of: " + ", ".join(f"Choice {i}" for i in range(12)) + ", …."
    )


def test_a_suggestion_is_made_in_the_language_of_the_reader() -> None:
    params: dict[str, object] = {"choices": INSTITUTIONS, "suggestion": INSTITUTIONS[0].label, "column": label("X")}
    assert "Did you mean “Brussels Roads”?" in said(Problem("P", "unknown_choice", value="Roads", params=params))
    french = said(Problem("P", "unknown_choice", value="Roads", params=params), "fr")
    assert french.count("Bruxelles Routes") == 2


@pytest.mark.parametrize(
    ("minimum", "maximum", "shown"),
    [(0, 100, ": 0 to 100."), (0, None, ": at least 0."), (None, 5, ": at most 5."), (0.5, 1, ": 0.50 to 1.")],
)
def test_a_range_says_what_is_allowed(minimum: float | None, maximum: float | None, shown: str) -> None:
    params: dict[str, object] = {"column": label("Share"), "minimum": minimum, "maximum": maximum}
    assert said(Problem("P", "out_of_range", value=7.0, params=params)).endswith(shown)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "mean 1234, or 1.234 with three decimals?"), ("nl", "1234"), ("fr", "1,234")],
)
def test_a_number_in_question_is_shown_both_ways(language: str, sentence: str) -> None:
    params: dict[str, object] = {"first": Decimal("1234"), "second": Decimal("1.234")}
    assert sentence in said(Problem("Budget", "number_ambiguous", value="1.234", params=params), language)


def test_amounts_that_are_compared_are_written_as_money_is() -> None:
    params: dict[str, object] = {"left": Decimal("900000.50"), "limit": Decimal("350000.00")}
    problem = Problem("Credits", "liquidated_above_commitments", params=params)
    assert "900,000.50" in said(problem)
    assert "350.000" in said(problem, "nl")


# Refusals.

MEGABYTE = 2**20
NOON = dt.datetime(2026, 11, 5, 12, 0, tzinfo=dt.UTC)
PARAMS: dict[str, dict[str, object]] = {
    "reference_name_twice": {"name": "Brussels Roads"},
    "reference_in_use": {"entry": "INST1", "by": "P1"},
    "unknown_setting": {"setting": "colour"},
    "setting_out_of_range": {"setting": "stale_days", "minimum": Decimal(1), "maximum": Decimal(365)},
    "setting_decimals": {"setting": "stale_days", "minimum": Decimal(1), "maximum": Decimal(365)},
    "setting_not_a_value": {"setting": "stale_days", "value": "soon"},
    "setting_order": {
        "setting": "tolerance_amber",
        "other": "tolerance_red",
        "low": Decimal(100),
        "high": Decimal(90),
        "day": dt.date(2026, 11, 20),
    },
    "setting_above": {
        "setting": "risk_high",
        "other": "risk_critical",
        "low": Decimal(16),
        "high": Decimal(15),
        "day": dt.date(2026, 11, 20),
    },
    "freeze_ends_before_start": {"start": dt.date(2026, 12, 18), "end": dt.date(2026, 12, 1)},
    "unknown_freeze": {"freeze": 3},
    "unknown_institution": {"institution": "INST9"},
    "deadline_out_of_range": {"date": dt.date(2026, 11, 20)},
    "deadline_not_moved": {"date": dt.date(2026, 11, 20)},
    "hosts_needed": {"host": "0.0.0.0"},
    "status_date_ahead": {"date": dt.date(2062, 11, 20)},
    "unknown_meeting": {"meeting": 3},
    "unknown_record": {"record": 7},
    "compare_not_earlier": {"date": dt.date(2026, 11, 20), "limit": dt.date(2026, 11, 13)},
    "item_there_already": {"title": "Payroll"},
    "minutes_out_of_range": {"limit": 240},
    "not_presenter": {"presenter": "Nadia Claes"},
    "record_corrected_already": {"record": "M3-1"},
    "entry_only": {"entry": "M3-1"},
    "status_date_long_ago": {"date": dt.date(1926, 11, 20)},
    "file_not_a_workbook": {"kind": "pdf"},
    "file_damaged": {"reason": "zip", "part": "xl/workbook.xml"},
    "file_too_large": {"size": 60 * MEGABYTE, "limit": 50 * MEGABYTE},
    "file_expands_too_much": {"limit": 512 * MEGABYTE},
    "file_needs_too_much_memory": {"limit": 2048 * MEGABYTE},
    "file_too_many_sheets": {"sheets": 51, "limit": 50},
    "sheet_too_many_rows": {"sheet": "Budget", "cell": "A1048576", "rows": 1048576, "limit": 200000},
    "sheet_too_many_columns": {"sheet": "Budget", "cell": "XFD1", "columns": 16384, "limit": 256},
    "file_takes_too_long": {"seconds": 60.0},
    "file_has_errors": {"file": "week.xlsx"},
    "gone_undecided": {"count": 3},
    "preview_stale": {"by": "Sofie Peeters", "at": NOON, "projects": "P1"},
    "already_undone": {"upload": 3, "at": NOON},
    "undo_blocked": {"upload": 3, "by": "4, 5"},
    "nothing_reported": {"day": dt.date(2026, 11, 20)},
    "steering_of_one": {"project": "P1"},
    "not_in_exception": {"day": dt.date(2026, 11, 20)},
    "unknown_format": {"file": "pack.doc", "formats": "pdf, pptx"},
    "file_removed": {"file": "week.xlsx", "at": NOON},
    "unknown_upload": {"upload": 3},
    "unknown_user": {"user": "nobody"},
    "unknown_choice": {"value": "moon", "known": "cloud, data"},
    "unknown_dataset": {"dataset": "holidays", "datasets": "projects, budget"},
    "unknown_project": {"project": "P9"},
    "unknown_language": {"language": "de"},
    "user_exists": {"user": "sofie"},
    "unknown_role": {"role": "king", "roles": "viewer, pmo"},
    "not_allowed": {"user": "anne", "permission": "undo_all"},
    "sign_in_locked": {"until": NOON},
    "sign_in_unknown": {"contact": "the service desk"},
    "password_too_short": {"shortest": 12},
    "password_too_long": {"longest": 72},
    "user_name_taken": {"user": "Anne"},
    "user_email_taken": {"user": "anne@example.org"},
    "last_admin": {"user": "anne"},
    "changed_meanwhile": {"by": "Anne", "at": NOON},
    "secret_too_short": {"shortest": 32},
    "secret_not_kept": {"file": "/var/lib/regie/secret.key"},
    "projects_not_yours": {"projects": "P2, P3", "user": "sofie"},
    "unknown_reference_kind": {"kind": "colours"},
    "reference_code_twice": {"kind": "programmes"},
    "status_date_not_friday": {"day": dt.date(2026, 5, 6), "nearest": dt.date(2026, 5, 8)},
    "file_not_found": {"file": "/tmp/week.xlsx"},
    "file_not_writable": {"file": "/tmp/week.xlsx"},
    "not_a_backup": {"file": "week.xlsx"},
}


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_a_readable_sentence(code: str, language: str) -> None:
    assert_readable(refused(RegieError(code, **PARAMS.get(code, {})), language))


def test_sizes_are_told_in_megabytes_rounded_up() -> None:
    just_over = FileRefused("file_too_large", size=50 * MEGABYTE + 1, limit=50 * MEGABYTE)
    assert "50.1 MB, where 50 MB are allowed" in refused(just_over)
    rows = FileRefused("sheet_too_many_rows", sheet="S", cell="A9", rows=9, limit=2 * MEGABYTE)
    assert "2097152 rows" in refused(rows)


def test_a_dataset_is_unknown_with_or_without_a_list() -> None:
    assert (
        refused(NotFound("unknown_dataset", dataset="x", datasets="a, b"))
        == "There is no dataset “x”. Choose one of: a, b."
    )
    assert refused(InvalidRequest("unknown_dataset", dataset="x")) == "There is no dataset “x”."


def test_instants_are_told_in_brussels_time() -> None:
    assert "5 Nov 2026, 13:00" in refused(RegieError("already_undone", **PARAMS["already_undone"]))


def kinds_in_source() -> set[str]:
    """Every kind of file that the sniffer can name."""
    tables = (sniffing._STARTS, sniffing._MAIN_TYPES, sniffing._OPEN_DOCUMENTS, sniffing._STREAMS)
    named = {kind for table in tables for _, kind in table}
    for function in ast.walk(ast.parse(inspect.getsource(sniffing))):
        if isinstance(function, ast.FunctionDef) and function.name.startswith("_kind"):
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value:
                    constants = (c for c in ast.walk(node.value) if isinstance(c, ast.Constant))
                    named |= {str(c.value) for c in constants if re.fullmatch(r"[a-z]\w+", str(c.value))}
    return named - set(sniffing.READ)


def test_every_kind_of_file_has_a_name() -> None:
    assert set(KINDS) == kinds_in_source()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n", "an image"),
        (b"a;b\n1;2\n3;4\n", "a text file with separators (CSV)"),
        (b"<html><table></table></html>", "a web page"),
        (b'{"a": 1}', "a JSON file"),
        (bytes(range(1, 9)) * 8, "a file of an unknown kind"),
    ],
)
def test_a_file_that_is_no_workbook_is_called_what_it_is(data: bytes, name: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        sniff(data)
    assert refused(refusal.value) == f"This is not an Excel workbook but {name}. Save it as .xlsx and upload that."


# Words and the table of codes.


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("green", "green"),
        ("red", "red"),
        ("not_assessed", "not assessed"),
        (None, "not assessed"),
        ("x", "not assessed"),
    ],
)
def test_statuses_have_words(status: str | None, word: str) -> None:
    assert status_word(status) == word


def test_severities_have_names() -> None:
    assert [severity_label(s) for s in Severity] == ["Error", "Warning", "Notice"]


@pytest.mark.parametrize("sentence", [*PROBLEMS.values(), *REFUSALS.values()])
def test_sentences_end_and_placeholders_are_plain(sentence: str) -> None:
    assert sentence.rstrip("}")[-1] in ".?" or sentence.endswith(".{known}")
    assert re.sub(r"\{[a-z]+\}", "", sentence).count("{") == 0


def test_the_table_of_codes_replaces_itself() -> None:
    readme = "# Regie\n\n## Problem codes\n\nWhat they mean.\n\n| old |\n|---|\n\nMore.\n\n## Next\n\ntext\n"
    once = problem_codes.with_table(readme)
    assert problem_codes.with_table(once) == once
    assert once.startswith("# Regie\n\n## Problem codes\n\nWhat they mean.\n\n| code |")
    assert once.endswith("\n\nMore.\n\n## Next\n\ntext\n")
    assert "| old |" not in once


def test_a_readme_without_the_section_is_refused() -> None:
    with pytest.raises(ValueError, match="Problem codes"):
        problem_codes.with_table("# Regie\n\ntext\n")


def test_the_readme_documents_every_problem_code() -> None:
    section = problem_codes.section((ROOT / "README.md").read_text(encoding="utf-8"))
    assert section is not None
    assert set(PROBLEMS) - set(re.findall(r"`(\w+)`", section)) == set()
