"""What needs a decision: each rule with its figures, the ranking, what is too small to matter."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.attention import POINTS, Rule, Subject, attention, project_attention
from tests.metrics.factories import STATUS_DATE, frame, measured

BEFORE = STATUS_DATE - timedelta(7)


def found(row, then=None, project=None, last=STATUS_DATE):
    """Rule and figures of everything about P1."""
    now = measured(row).iloc[0].to_dict()
    earlier = measured(then).iloc[0].to_dict() if then is not None else {}
    items = project_attention(Subject(now, earlier, project or {}), last)
    return [(item.rule, dict(item.figures)) for item in items]


def beyond(**used: str | None) -> dict[str, object]:
    """Measures of a project whose tolerances of these dimensions are broken, with their use in %."""
    shares = {f"{part}_tolerance_used": None if share is None else Decimal(share) for part, share in used.items()}
    return shares | {f"computed_{part}": "red" for part in used}


@pytest.mark.parametrize(
    ("row", "figures"),
    [
        (beyond(schedule="101"), {"used": Decimal(101), "part": "schedule"}),
        (beyond(schedule="100"), {"used": Decimal(100), "part": "schedule"}),
        (beyond(cost="130"), {"used": Decimal(130), "part": "cost"}),
        (beyond(schedule="120", cost="130"), {"used": Decimal(130), "part": "cost"}),
        (beyond(schedule="140", cost="130"), {"used": Decimal(140), "part": "schedule"}),
        (beyond(cost=None), {"used": None, "part": "cost"}),
        (beyond(cost=None, schedule="300"), {"used": None, "part": "cost"}),
    ],
)
def test_a_tolerance_broken_is_an_exception(row, figures):
    assert found(row) == [(Rule.EXCEPTION, figures)]


@pytest.mark.parametrize(
    "row",
    [
        {"schedule_tolerance_used": Decimal(100), "computed_schedule": "amber"},
        {"schedule_tolerance_used": Decimal(110), "computed_schedule": "amber"},
        {"schedule_tolerance_used": Decimal(99), "computed_schedule": "amber"},
        {"cost_tolerance_used": None, "computed_cost": "not_assessed"},
        {"cost_tolerance_used": None, "computed_cost": "green"},
    ],
)
def test_a_tolerance_used_up_or_unknown_is_none(row):
    assert found(row) == []


@pytest.mark.parametrize("typed", ["Extend the contract", "=1+1", "<b>x</b>"])
def test_a_decision_asked_is_quoted(typed):
    assert found({}, project={"decision_requested": typed}) == [(Rule.DECISION, {"text": typed})]


@pytest.mark.parametrize("typed", [None, ""])
def test_no_decision_asked(typed):
    assert found({}, project={"decision_requested": typed}) == []


@pytest.mark.parametrize(
    ("rule", "measure", "credit"),
    [(Rule.SHORTAGE, "cl_shortage", "cl_adjusted"), (Rule.LAPSE, "ce_lapse", "ce_adjusted")],
)
@pytest.mark.parametrize(
    ("amount", "of", "is_material"),
    [
        ("5000", "100000", True),
        ("4999.99", "100000", False),
        ("0", "100000", False),
        ("0.01", "0", True),
        (None, "100000", False),
        ("100", None, True),
    ],
)
def test_a_shortage_or_a_lapse_matters_from_five_percent_of_the_credit(rule, measure, credit, amount, of, is_material):
    row = {name: None if value is None else Decimal(value) for name, value in ((measure, amount), (credit, of))}
    expected = [(rule, {"amount": Decimal(amount)})] if is_material else []
    assert found(row) == expected


@pytest.mark.parametrize(("levels", "is_listed"), [(2, True), (1, True), (0, False), (-1, False), (None, False)])
def test_a_watermelon_names_both_statuses_and_the_reason(levels, is_listed):
    row = {"gap": levels, "declared_overall": "green", "computed_overall": "red"}
    for reason in ("supplier late", None):
        figures = {"declared": "green", "computed": "red", "reason": reason}
        expected = [(Rule.WATERMELON, figures)] if is_listed else []
        assert found(row, project={"gap_reason": reason}) == expected


def test_a_reason_is_given_once():
    row = {"gap": 1, "declared_overall": "green", "computed_overall": "amber"}
    then = {"declared_overall": "green", "computed_overall": "green"}
    said = found(row, then, {"gap_reason": "supplier late"})
    assert [(rule, figures["reason"]) for rule, figures in said] == [
        (Rule.WATERMELON, "supplier late"), (Rule.FELL, None),
    ]  # fmt: skip
    assert found(then | {"computed_overall": "amber"}, then, {"gap_reason": "supplier late"}) == [
        (Rule.FELL, {"status": "amber", "was": "green", "reason": "supplier late"})
    ]


@pytest.mark.parametrize(
    ("was", "status", "fell"),
    [
        ("green", "amber", True),
        ("green", "red", True),
        ("amber", "red", True),
        ("red", "amber", False),
        ("green", "green", False),
        ("not_assessed", "red", False),
        ("green", "not_assessed", False),
    ],
)
def test_falling_is_told_against_the_compared_date(was, status, fell):
    then, now = ({"declared_overall": s, "computed_overall": s} for s in (was, status))
    expected = [(Rule.FELL, {"status": status, "was": was, "reason": None})] if fell else []
    assert found(now, then) == expected
    assert found(now) == []


def test_the_worse_of_declared_and_computed_falls():
    now = {"declared_overall": "red", "computed_overall": "green"}
    then = {"declared_overall": "green", "computed_overall": "amber"}
    assert found(now, then)[0][1]["was"] == "amber"


def test_a_project_that_did_not_report_is_silent():
    assert found({"status_date": BEFORE}) == [(Rule.SILENT, {"since": BEFORE})]
    assert found({"status_date": BEFORE}, last=None) == []


def test_everything_about_a_project_comes_most_pressing_first():
    row = {
        "status_date": BEFORE, "gap": 1, "computed_overall": "red", **beyond(cost="200"),
        "ce_lapse": Decimal(10), "cl_shortage": Decimal(10),
    }  # fmt: skip
    rules = [rule for rule, _ in found(row, {}, {"decision_requested": "Go on?"})]
    assert rules == list(Rule)
    assert [POINTS[rule] for rule in Rule] == sorted(POINTS.values(), reverse=True)


def projects(*names):
    return frame("projects", *({"project": f"P{i}", "name": name} for i, name in enumerate(names, 1)))


BROKEN = beyond(cost="150")


def test_one_matter_per_project_ranked_by_points_then_budget_then_code():
    rows = [
        {"gap": 1},
        {**BROKEN, "bac": Decimal(10)},
        {**BROKEN, "bac": Decimal(500), "gap": 1},
        {},
        {**BROKEN, "bac": Decimal(10)},
        {**BROKEN, "bac": None},
    ]
    items = attention(measured(*rows), None, projects("A", "B", "C", "D", "E", "F"))
    assert [(i.project, i.rule.value) for i in items] == [
        ("P3", "exception"), ("P2", "exception"), ("P5", "exception"), ("P6", "exception"), ("P1", "watermelon"),
    ]  # fmt: skip
    assert [i.name for i in items] == ["C", "B", "E", "F", "A"]


def test_closed_projects_need_no_decision():
    assert attention(measured({**BROKEN, "active": False}), None, projects("A")) == ()


def test_a_project_without_a_row_of_the_register_is_named_by_its_code():
    (item,) = attention(measured(BROKEN), None, projects()[:0])
    assert (item.name, item.project) == ("P1", "P1")


def test_silence_is_told_on_the_date_in_view():
    measures = measured({"status_date": BEFORE})
    assert attention(measures, None, projects("A")) == ()
    (item,) = attention(measures, None, projects("A"), as_of=STATUS_DATE)
    assert (item.rule, item.figures) == (Rule.SILENT, {"since": BEFORE})


def test_nothing_at_all():
    assert attention(measured()[:0], None, projects()[:0]) == ()


rows = st.fixed_dictionaries(
    {
        "gap": st.none() | st.integers(-2, 2),
        "active": st.booleans(),
        "cost_tolerance_used": st.none() | st.decimals(0, 300, places=2),
        "computed_cost": st.sampled_from(["green", "red", "not_assessed"]),
        "ce_lapse": st.none() | st.decimals(0, 100, places=2),
        "bac": st.none() | st.decimals(0, 1000, places=2),
        "declared_overall": st.sampled_from(["green", "amber", "red", "not_assessed"]),
        "status_date": st.sampled_from([STATUS_DATE, BEFORE]),
    }
)


@settings(max_examples=30, deadline=None)
@given(st.lists(rows, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_no_project_comes_twice(given_rows, random):
    measures, register = measured(*given_rows), projects(*"ABCDEF")
    items = attention(measures, measures, register)
    shuffled = measures.iloc[random.sample(range(len(measures)), len(measures))]
    assert attention(shuffled, measures, register) == items
    codes = [item.project for item in items]
    assert len(set(codes)) == len(codes)
    active = {f"P{i}" for i, row in enumerate(given_rows, 1) if row["active"]}
    assert set(codes) <= active
