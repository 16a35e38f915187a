"""Roll-up to programmes: a red child is never hidden, parts add up to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.programmes import programmes
from dashboard.metrics.status import Status
from tests.metrics.factories import frame, measured

statuses = st.sampled_from(["green", "amber", "red", "not_assessed"])
amounts = st.none() | st.decimals(0, 99_999, places=2)
children = st.fixed_dictionaries(
    {
        "programme": st.sampled_from(["A", "B", "C"]),
        "declared_overall": statuses,
        "computed_overall": statuses,
        "active": st.booleans(),
        "bac": amounts,
        "forecast_at_completion": amounts,
    }
)


def rolled(*rows):
    register = frame(
        "projects",
        *({"project": f"P{i}", "name": f"N{i}", "programme": r.get("programme", "A")} for i, r in enumerate(rows, 1)),
    )
    measures = measured(*({k: v for k, v in r.items() if k != "programme"} for r in rows))
    return programmes(measures, register), measures, register


@pytest.mark.parametrize(
    ("pairs", "status"),
    [
        ([("green", "green"), ("green", "red")], Status.RED),
        ([("red", "green"), ("green", "green")], Status.RED),
        ([("green", "amber"), ("green", "green")], Status.AMBER),
        ([("green", "green")], Status.GREEN),
        ([("not_assessed", "not_assessed"), ("green", "not_assessed")], Status.GREEN),
        ([("not_assessed", "not_assessed")], Status.NOT_ASSESSED),
    ],
)
def test_a_programme_has_the_status_of_its_worst_project(pairs, status):
    (found,), _measures, _register = rolled(*({"declared_overall": d, "computed_overall": c} for d, c in pairs))
    assert found.status is status


def test_red_projects_are_named_and_counted():
    (found,), _measures, _register = rolled(
        {"computed_overall": "red"}, {}, {"computed_overall": "amber"}, {"declared_overall": "red"},
        {"declared_overall": "not_assessed", "computed_overall": "not_assessed"},
    )  # fmt: skip
    assert (found.red, found.amber, found.green, found.not_assessed) == (2, 1, 1, 1)
    assert found.red_projects == ("N1", "N4")


def test_the_programmes_with_most_red_come_first_then_amber_then_the_code():
    found, _measures, _register = rolled(
        {"programme": "D"}, {"programme": "C"}, {"programme": "B", "computed_overall": "amber"},
        {"programme": "A", "computed_overall": "red"},
    )  # fmt: skip
    assert [p.programme for p in found] == ["A", "B", "C", "D"]


def test_money_is_unknown_only_where_no_project_has_any():
    (found,), *_rest = rolled({"bac": Decimal("10.10")}, {"bac": None}, {"bac": Decimal("0.20")})
    assert (found.bac, found.forecast) == (Decimal("10.30"), None)


def test_closed_projects_do_not_count():
    found, *_rest = rolled({"active": False, "computed_overall": "red"})
    assert found == ()


def test_measures_without_a_row_of_the_register_and_the_other_way_round():
    assert programmes(measured({}), frame("projects")) == ()
    assert programmes(measured()[:0], frame("projects", {})) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(children, min_size=1, max_size=8))
def test_the_parts_are_the_whole(rows):
    found, *_rest = rolled(*rows)
    active = [r for r in rows if r["active"]]
    assert sum(p.red + p.amber + p.green + p.not_assessed for p in found) == len(active)
    for name, measure in (("bac", "bac"), ("forecast", "forecast_at_completion")):
        whole = sum((r[measure] for r in active if r[measure] is not None), Decimal(0))
        assert sum((getattr(p, name) or Decimal(0) for p in found), Decimal(0)) == whole
    red = {r["programme"] for r in active if "red" in (r["declared_overall"], r["computed_overall"])}
    assert {p.programme for p in found if p.status is Status.RED} == red
    assert all(bool(p.red_projects) == (p.status is Status.RED) for p in found)


@settings(max_examples=25, deadline=None)
@given(st.lists(children, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_changes_a_programme(rows, random):
    found, measures, register = rolled(*rows)
    places = random.sample(range(len(rows)), len(rows))
    assert programmes(measures.iloc[places], register.iloc[places]) == found
