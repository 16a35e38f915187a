"""Checks that need more than one cell: rules, keys, projects, links, loops."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.checks import Cell, check_records
from data_access.contract import Combine, Dataset, Rule
from data_access.datasets import CONTRACT
from data_access.problems import Problem, Severity, column_letter
from data_access.records import Records
from data_access.validate import Context
from tests.raw_sheets import TASKS
from tests.workbooks import record

KNOWN = Context(projects=frozenset({"P1", "P2"}))
Links = Mapping[tuple[str, str], tuple[str, ...]]


def records(dataset: Dataset, *rows: tuple[object, ...]) -> Records:
    """*rows* as read from row 2 on of a sheet with every column."""
    letters = {name: column_letter(i) for i, name in enumerate(dataset.column_names)}
    numbers = list(range(2, 2 + len(rows)))
    return Records(dataset, dataset.label.en, numbers, list(rows), frozenset(letters), letters)  # type: ignore[arg-type]  # values


def check(*found: Records, context: Context = KNOWN, unread: frozenset[Cell] = frozenset()) -> list[Problem]:
    """The findings of some sheets together."""
    return list(check_records({r.dataset.name: r for r in found}, context, unread))


def of(name: str, *rows: Mapping[str, object]) -> Records:
    """Plausible records of the dataset called *name*, each with some values replaced."""
    return records(CONTRACT.dataset(name), *(record(name, **row) for row in rows))


def task(code: str, needs: str | None = None, *, project: str = "P1") -> tuple[object, ...]:
    """A task and what it needs."""
    return (project, code, *[None] * 7, needs)


def told(problems: list[Problem]) -> list[tuple[str, str | None]]:
    """Code and cell of each problem."""
    return [(p.code, p.cell) for p in problems]


EARLY, LATE = dt.date(2026, 1, 5), dt.date(2026, 12, 18)
RULES = [
    ("projects", {"forecast_end": EARLY - dt.timedelta(1), "baseline_start": EARLY}, "forecast_before_start"),
    ("projects", {"baseline_end": dt.date(2025, 1, 1)}, "baseline_end_before_start"),
    ("projects", {"actual_start": LATE, "actual_end": EARLY}, "actual_end_before_start"),
    ("raid", {"raised": LATE, "closed": EARLY}, "closed_before_raised"),
    (
        "raid",
        {"likelihood": 2, "impact": 3, "residual_likelihood": 3, "residual_impact": 3},
        "residual_above_inherent",
    ),
    ("credits", {"engaged": Decimal(1), "liquidated": Decimal(2)}, "liquidated_above_commitments"),
    ("credits", {"oldest_commitment_year": 2027}, "oldest_commitment_in_future"),
    ("migration", {"users_in_scope": 10, "users_moved": 11}, "users_moved_above_scope"),
    ("migration", {"users_in_scope": 10, "trained": 11}, "trained_above_scope"),
]
PASSED = [
    ("projects", {"forecast_end": EARLY, "baseline_start": EARLY}),
    ("raid", {"raised": LATE, "closed": None}),
    ("raid", {"likelihood": 2, "impact": 3, "residual_likelihood": 3, "residual_impact": 2}),
    ("raid", {"likelihood": 2, "impact": None, "residual_likelihood": 5, "residual_impact": 5}),
    ("raid", {"likelihood": 1, "impact": 1, "residual_likelihood": 5, "residual_impact": None}),
    ("credits", {"engaged": Decimal(1), "encours_start": Decimal(1), "liquidated": Decimal(2)}),
    ("credits", {"engaged": None, "encours_start": None, "liquidated": Decimal(2)}),
    ("credits", {"engaged": None, "encours_start": Decimal(2), "liquidated": Decimal(2)}),
    ("migration", {"users_in_scope": None, "users_moved": 11}),
]


@pytest.mark.parametrize(("name", "values", "code"), RULES)
def test_a_broken_rule_is_reported_where_it_says(name: str, values: dict[str, object], code: str) -> None:
    found = of(name, values)
    (problem,) = check(found)
    rule = next(r for r in found.dataset.rules if r.code == code)
    assert (problem.code, problem.row, problem.field) == (code, 2, rule.at)
    assert problem.column == found.letters[rule.at]
    assert problem.value == found.values[0][found.dataset.positions[rule.at]]
    assert problem.params["left"] > problem.params["limit"]  # type: ignore[operator]  # numbers or dates


@pytest.mark.parametrize(("name", "values", "code"), RULES)
def test_a_rule_is_not_judged_where_one_of_its_cells_could_not_be_read(
    name: str, values: dict[str, object], code: str
) -> None:
    found = of(name, values)
    rule = next(r for r in found.dataset.rules if r.code == code)
    for column in (*rule.left, *rule.limit):
        assert check(found, unread=frozenset({(found.sheet, 2, column)})) == []
    assert told(check(found, unread=frozenset({(found.sheet, 3, rule.at)}))) == told(check(found))


@pytest.mark.parametrize(("name", "values"), PASSED)
def test_a_rule_that_holds_or_cannot_be_judged_passes(name: str, values: dict[str, object]) -> None:
    assert check(of(name, values)) == []


def test_every_rule_of_the_contract_is_tried() -> None:
    assert {code for _, _, code in RULES} == {rule.code for dataset in CONTRACT for rule in dataset.rules}


amounts = st.one_of(st.none(), st.integers(0, 5).map(Decimal))


@given(st.lists(amounts, min_size=2, max_size=2), amounts)
def test_in_a_sum_a_blank_counts_as_zero_unless_all_are_blank(
    limits: list[Decimal | None], left: Decimal | None
) -> None:
    rule = Rule("too_much", ("amount",), ("limit", "share"), at="amount", combine=Combine.SUM)
    dataset = Dataset("tasks", TASKS.label, TASKS.help, TASKS.columns, TASKS.key, rules=(rule,))
    row = ("P1", "T1", left, limits[0], None, None, limits[1], None, None, None)
    given_limits = [value for value in limits if value is not None]
    broken = left is not None and bool(given_limits) and left > sum(given_limits)
    assert [p.code for p in check(records(dataset, row))] == ["too_much"] * broken


def test_each_repetition_of_a_key_names_the_first_row() -> None:
    rows = [{"month": dt.date(2026, m, 1)} for m in (1, 2, 1, 1)]
    problems = check(of("budget", *rows))
    assert [(p.code, p.cell, p.params["first"]) for p in problems] == [("key_twice", "C4", 2), ("key_twice", "C5", 2)]
    dataset = CONTRACT.dataset("budget")
    assert problems[0].params["key"] == [dataset.column(name).label for name in dataset.key]


def test_an_incomplete_key_is_no_repetition() -> None:
    assert check(of("milestones", {"milestone": None}, {"milestone": None})) == []


@pytest.mark.parametrize(
    ("context", "code", "suggestion"),
    [
        (Context(projects=frozenset({"PAYROLL"})), "project_unknown", "PAYROLL"),
        (Context(projects=frozenset({"CLOUD"})), "project_unknown", None),
        (Context(projects=frozenset({"PAYROLL"}), uploadable=frozenset({"PAYROLL"})), "project_unknown", "PAYROLL"),
        (Context(projects=frozenset({"PAYROLL"}), uploadable=frozenset()), "project_unknown", None),
        (Context(projects=frozenset({"PAYROL"}), uploadable=frozenset({"P1"})), "project_not_yours", None),
    ],
)
def test_a_project_that_may_not_be_uploaded(context: Context, code: str, suggestion: str | None) -> None:
    (problem,) = check(of("milestones", {"project": "PAYROL"}), context=context)
    assert (problem.code, problem.cell, problem.value) == (code, "A2", "PAYROL")
    assert problem.params.get("suggestion") == suggestion


def test_the_projects_sheet_registers_for_those_who_may() -> None:
    sheets = of("projects", {"project": "NEW"}), of("milestones", {"project": "NEW"})
    assert check(*sheets, context=Context(registers=True)) == []
    manager = Context(projects=frozenset({"NEWS"}), uploadable=frozenset({"NEWS"}), registers=False)
    problems = check(*sheets, context=manager)
    assert [(p.sheet, p.code, p.params["suggestion"]) for p in problems] == [
        ("Projects", "project_not_registered", "NEWS"),
        ("Milestones", "project_not_registered", "NEWS"),
    ]


def test_a_project_registered_in_the_same_file_is_suggested() -> None:
    sheets = of("projects", {"project": "PAYROLL"}), of("milestones", {"project": "PAYROL"})
    (problem,) = check(*sheets, context=Context())
    assert problem.params["suggestion"] == "PAYROLL"


def test_every_row_of_an_unknown_project_is_reported() -> None:
    problems = check(of("milestones", *({"project": "NO", "milestone": f"M{i}"} for i in range(3))))
    assert told(problems) == [("project_unknown", f"A{row}") for row in (2, 3, 4)]


def test_a_row_without_a_project_is_reported_elsewhere() -> None:
    assert check(of("milestones", {"project": None})) == []
    assert told(check(of("milestones", {"project": None}, {"project": "None"}))) == [("project_unknown", "A3")]


def test_a_provider_project_must_exist() -> None:
    (problem,) = check(of("raid", {"provider_project": "P22"}))
    assert (problem.code, problem.field, problem.params["suggestion"]) == ("project_unknown", "provider_project", "P2")
    assert check(of("raid", {"provider_project": "P2"})) == []
    assert check(of("raid", {"provider_project": "P9"}), of("projects", {"project": "P9"})) == []


def test_a_link_to_nothing_is_a_warning() -> None:
    (problem,) = check(of("raid", {"entry": "R1", "linked_entry": "R9"}))
    assert (problem.code, problem.severity, problem.field) == ("link_unknown", Severity.WARNING, "linked_entry")
    assert problem.params["code"] == "R9"


def test_a_link_within_the_project_does_not_look_elsewhere() -> None:
    rows = {"entry": "R1", "linked_entry": "R2"}, {"project": "P2", "entry": "R2"}
    assert [p.code for p in check(of("raid", *rows))] == ["link_unknown"]
    assert check(of("raid", {"entry": "R1", "linked_entry": "R2"}, {"entry": "R2"})) == []


def test_a_link_beyond_the_project_must_lead_to_one_row() -> None:
    assert check(records(TASKS, task("A", "B"), task("B", project="P2"))) == []
    ambiguous = task("A", "B"), task("B", project="P2"), task("B", project="P3")
    context = Context(projects=frozenset({"P1", "P2", "P3"}))
    assert [p.code for p in check(records(TASKS, *ambiguous), context=context)] == ["link_unknown"]


@pytest.mark.parametrize(
    ("rows", "cell", "loop"),
    [
        ([task("A", "A")], "J2", "A → A"),
        ([task("A", "B"), task("B", "A")], "J2", "A → B → A"),
        ([task("X"), task("C", "A"), task("A", "B"), task("B", "X; C")], "J3", "C → A → B → C"),
        ([task("A", "B"), task("B", "A", project="P2")], "J2", "A → B → A"),
    ],
)
def test_a_circle_of_dependencies_is_told_from_its_first_row(
    rows: list[tuple[object, ...]], cell: str, loop: str
) -> None:
    (problem,) = check(records(TASKS, *rows))
    assert (problem.code, problem.cell, problem.params["loop"]) == ("dependency_loop", cell, loop)


def test_several_circles_are_all_told() -> None:
    rows = [task("A", "B"), task("B", "A"), task("C", "D"), task("D", "C"), task("E", "A")]
    assert sorted(told(check(records(TASKS, *rows)))) == [("dependency_loop", "J2"), ("dependency_loop", "J4")]


def test_no_circle_is_seen_where_there_is_none() -> None:
    rows = [task("A", "B; C"), task("B", "D"), task("C", "D"), task("D")]
    assert check(records(TASKS, *rows)) == []


def with_stored(links: Links) -> Context:
    """A context in which tasks of other projects are stored."""
    return Context(projects=frozenset({"P1", "P2"}), links={"tasks": links})


def test_a_circle_may_run_through_stored_rows_of_other_projects() -> None:
    stored = {("P2", "B"): ("C",), ("P2", "C"): ("A",)}
    (problem,) = check(records(TASKS, task("A", "B")), context=with_stored(stored))
    assert (problem.code, problem.params["loop"]) == ("dependency_loop", "A → B → C → A")


def test_stored_rows_of_a_project_in_the_file_no_longer_count() -> None:
    stored = {("P1", "B"): ("A",), ("P2", "Z"): ()}
    problems = check(records(TASKS, task("A", "Z"), task("B")), context=with_stored(stored))
    assert problems == []


def test_a_circle_among_stored_rows_alone_is_not_the_fault_of_this_file() -> None:
    stored = {("P2", "B"): ("C",), ("P2", "C"): ("B",)}
    assert check(records(TASKS, task("A")), context=with_stored(stored)) == []


@given(st.permutations([task("A", "B"), task("B", "C"), task("C", "A"), task("D", "A"), task("E", "Q")]))
def test_the_order_of_rows_changes_no_finding(rows: list[tuple[object, ...]]) -> None:
    problems = check(records(TASKS, *rows))
    assert sorted(p.code for p in problems) == ["dependency_loop", "link_unknown"]
    loop = next(p for p in problems if p.code == "dependency_loop")
    assert sorted(str(loop.params["loop"]).split(" → ")[1:]) == ["A", "B", "C"]
    assert loop.row == min(2 + i for i, row in enumerate(rows) if row[1] in ("A", "B", "C"))
