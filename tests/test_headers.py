"""Which sheet holds what, where its header stands, and what each column is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.contract import LANGUAGES, Contract, Dataset
from data_access.datasets import CONTRACT
from data_access.headers import Header, dataset_of, find_header, header_language
from data_access.problems import Severity
from data_access.workbook.raw import RawSheet
from tests.raw_sheets import HEADERS, TASKS, sheet, tasks

ROW = ("P1", "T1")
KEYS = tuple(f"#tasks.{c.name}" for c in TASKS.columns)


def header_of(found: RawSheet, dataset: Dataset = TASKS) -> Header:
    """The header that is found; there must be one."""
    header = find_header(found, dataset)
    assert header is not None
    return header


def codes(header: Header) -> list[tuple[str, str | None]]:
    """Code and cell, or else column name, of each problem but the optional columns left out."""
    problems = [p for p in header.problems if p.code != "columns_not_in_file"]
    return [(p.code, p.cell or p.field) for p in problems]


@pytest.mark.parametrize("dataset", CONTRACT, ids=lambda d: d.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_known_by_its_label_in_any_language(dataset: Dataset, language: str) -> None:
    name = dataset.label.in_language(language)
    assert dataset_of(sheet([["x"]], name), CONTRACT) is dataset
    assert dataset_of(sheet([["x"]], f" {name.upper()} "), CONTRACT) is dataset


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (sheet([["x"]], "budget lines"), "budget"),
        (sheet([["x"]], "Réforme"), "migration"),
        (sheet([["#raid.project", "#raid.entry"], ["x", "y"]], "Whatever"), "raid"),
        (sheet([["#raid.project"], ["x"]], "Budget"), "raid"),
        (sheet([["#nothing.project"], ["x"]], "Budget"), "budget"),
        (sheet([["#ticket.17"], ["x"]], "Whatever"), None),
        (sheet([["note"], ["Project", "Milestone", "Name", "Baseline", "Forecast"]], "Sheet1"), "milestones"),
        (sheet([["Projet", "Jalon", "Nom", "Référence", "Prévision", "Remarque"]], "Feuil1"), "milestones"),
        (sheet([["Project", "Name"]], "Sheet1"), None),
        (sheet([], "Sheet1"), None),
    ],
)
def test_a_sheet_is_known_by_key_row_name_alias_or_headers(found: RawSheet, name: str | None) -> None:
    dataset = dataset_of(found, CONTRACT)
    assert (dataset.name if dataset else None) == name


def test_headers_that_fit_two_datasets_decide_nothing() -> None:
    twin = Dataset("twin", TASKS.label, TASKS.help, TASKS.columns, TASKS.key)
    assert dataset_of(sheet([HEADERS], "Sheet1"), Contract((TASKS,))) is TASKS
    assert dataset_of(sheet([HEADERS], "Sheet1"), Contract((TASKS, twin))) is None


@pytest.mark.parametrize("above", [0, 1, 7, 29])
def test_the_header_may_stand_below_a_title(above: int) -> None:
    title = [["Tasks of the week", "May"]] * above
    header = header_of(sheet([*title, HEADERS, ROW]))
    assert (header.row, header.columns["task"]) == (above + 1, 1)


def test_a_header_too_far_down_is_not_looked_for() -> None:
    assert find_header(sheet([["title"]] * 30 + [HEADERS]), TASKS) is None


@pytest.mark.parametrize("rows", [[], [["Project"]], [["P1", "T1"], ["P2", "T2"]], [["a", "b"], [1, 2]]])
def test_a_single_word_is_no_header(rows: list[list[object]]) -> None:
    assert find_header(sheet(rows), TASKS) is None


@given(st.randoms(use_true_random=False), st.sampled_from([str.upper, str.lower, str.title, "  {} ".format]))
def test_order_case_accents_spaces_and_language_do_not_matter(chance: random.Random, write: object) -> None:
    shuffled = chance.sample(TASKS.columns, len(TASKS.columns))
    texts = [write(chance.choice((*c.label, *c.aliases, c.name))) for c in shuffled]  # type: ignore[operator]  # a writer
    header = header_of(sheet([texts, ROW]))
    assert header.columns == {c.name: i for i, c in enumerate(shuffled)}
    assert header.problems == ()


@pytest.mark.parametrize("text", ["TÂCHE", "tache", " Tâche\n", "Ta\u0302che"])
def test_accents_do_not_count(text: str) -> None:
    assert header_of(sheet([["Projet", text]])).columns["task"] == 1


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (HEADERS, "en"),
        ([c.label.fr for c in TASKS.columns], "fr"),
        ([c.label.nl for c in TASKS.columns], "nl"),
        (["Project", "Task", "Amount", "Fin"], "en"),
        (["Project", "Task", "Tâche", "Fin"], None),
        (["project", "cost"], None),
        ([], None),
    ],
)
def test_the_language_is_that_of_most_headers(texts: list[str], language: str | None) -> None:
    assert header_language(TASKS, texts) == language


def test_an_unknown_header_is_named_and_left_out() -> None:
    header = header_of(sheet([["Project", "Task", "Weather", 2026], ROW]))
    assert codes(header) == [("column_unknown", "C1"), ("column_unknown", "D1")]
    assert [(p.value, p.severity) for p in header.problems[:2]] == [
        ("Weather", Severity.NOTICE),
        ("2026", Severity.NOTICE),
    ]


@pytest.mark.parametrize(
    ("texts", "suggestion"),
    [
        (["Project", "Task", "Amuont"], "Amount"),
        (["Projet", "Tâche", "Montan"], "Montant"),
        (["Project", "Taak", "Bedragg"], "Bedrag"),
        (["Project", "Task", "Costs"], "Amount"),
    ],
)
def test_a_near_miss_is_suggested_in_the_language_of_the_sheet(texts: list[str], suggestion: str) -> None:
    (problem, *_) = header_of(sheet([texts, ROW])).problems
    assert (problem.code, problem.severity, problem.cell) == ("column_misspelt", Severity.WARNING, "C1")
    assert problem.params == {"suggestion": suggestion}


def test_a_column_that_is_there_is_not_suggested_again() -> None:
    header = header_of(sheet([["Project", "Task", "Amount", "Amounts"], ROW]))
    assert codes(header) == [("column_unknown", "D1")]


def test_each_missing_required_column_is_one_problem() -> None:
    header = header_of(sheet([["Amount", "Limit"], [1, 2]]))
    missing = [p for p in header.problems if p.code == "column_missing"]
    assert [(p.field, p.row, p.column, p.severity) for p in missing] == [
        ("project", 1, None, Severity.ERROR),
        ("task", 1, None, Severity.ERROR),
    ]
    assert missing[0].params["column"] == TASKS.column("project").label


def test_missing_optional_columns_are_one_notice() -> None:
    header = header_of(sheet([["title"], HEADERS[:8], ROW]))
    (notice,) = header.problems
    assert (notice.code, notice.severity, notice.row) == ("columns_not_in_file", Severity.NOTICE, 2)
    assert notice.params == {"columns": [TASKS.column("size").label, TASKS.column("needs").label]}


def test_a_header_twice_keeps_the_first_and_names_both() -> None:
    header = header_of(sheet([["Project", "Task", "Amount", "Montant"], ROW]))
    assert header.columns["amount"] == 2
    (problem, *_) = header.problems
    assert (problem.code, problem.cell, problem.value) == ("header_twice", "D1", "Montant")
    assert problem.params == {"first": "C1"}


def test_the_key_row_beats_the_labels() -> None:
    renamed = ("Code", "Which one", "Limit", "Amount", *HEADERS[4:])
    header = header_of(sheet([KEYS, renamed, ROW], "Anything"))
    assert (header.row, header.columns) == (2, {c.name: i for i, c in enumerate(TASKS.columns)})
    assert header.problems == ()


def test_a_column_added_to_the_template_is_read_by_its_label() -> None:
    header = header_of(sheet([[*KEYS[:3], None, None], [*HEADERS[:3], "Done", "Remark"], ROW]))
    assert header.columns["done"] == 3
    assert codes(header) == [("column_unknown", "E2")]


def test_a_key_that_is_there_twice_or_unknown() -> None:
    header = header_of(sheet([[*KEYS[:3], "#tasks.amount", "#tasks.colour"], [*HEADERS[:3], "Again", "Colour"], ROW]))
    assert codes(header) == [("header_twice", "D2"), ("column_unknown", "E2")]


def test_a_key_row_without_a_row_below_has_no_data() -> None:
    header = header_of(sheet([KEYS]))
    assert (header.row, header.language) == (2, None)


def test_letters_follow_the_columns() -> None:
    header = header_of(sheet([[None, "Task", None, "Project"], ROW]))
    assert (header.letter("task"), header.letter("project"), header.letter("amount")) == ("B", "D", None)


def test_the_invented_sheet_is_clean() -> None:
    assert header_of(tasks(ROW)).problems == ()
