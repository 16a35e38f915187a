from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.register import TABS, Move, age_bands, by_project, positions, register
from dashboard.metrics.risks import exposures, is_overdue
from data_access.datasets import CONTRACT
from tests.metrics.factories import STATUS_DATE, frame

REPORTED = {"P1": STATUS_DATE, "P2": STATUS_DATE}


def days_ago(days: int) -> date:
    return STATUS_DATE - timedelta(days=days)


def scored(entry: str, scores: tuple[int, int, int | None, int | None], **values: object) -> dict[str, object]:
    names = ("likelihood", "impact", "residual_likelihood", "residual_impact")
    return {"entry": entry, **dict(zip(names, scores, strict=True)), **values}


def by_entry(entries: pd.DataFrame) -> pd.DataFrame:
    return entries.set_index("entry")


def test_every_kind_has_one_tab():
    kinds = [choice.value for choice in CONTRACT.dataset("raid").column("kind").choices]
    assert sorted(kind for tab in TABS.values() for kind in tab) == sorted(kinds)


def test_levels_are_told_before_and_after_the_responses():
    found = by_entry(register(frame("raid", scored("R1", (4, 5, 2, 4)), scored("R2", (3, 3, 2, None))), REPORTED))
    columns = ["inherent", "level", "at_likelihood", "at_impact"]
    assert found.loc["R1", columns].tolist() == [20, 8, 2, 4]
    assert found.loc["R2", columns].tolist() == [9, 9, 3, 3]


def test_escalated_entries_come_first_then_the_highest_level_then_the_longest_overdue():
    raid = frame(
        "raid",
        scored("low", (1, 2, None, None)),
        scored("high", (4, 4, None, None)),
        {"entry": "late", "kind": "action", "due": days_ago(9)},
        {"entry": "later", "kind": "action", "due": days_ago(20)},
        {"entry": "done", "kind": "issue", "status": "closed", "escalated": True, **scored("done", (5, 5, None, None))},
        {"entry": "up", "kind": "issue", "escalated": True},
    )
    ordered = register(raid, REPORTED)
    assert ordered["entry"].tolist() == ["up", "high", "low", "later", "late", "done"]
    assert by_entry(ordered).loc["done", "escalated"] == False  # noqa: E712 - a numpy boolean


@pytest.mark.parametrize(
    ("due", "status", "overdue", "days"),
    [
        (days_ago(1), "open", True, 1),
        (days_ago(0), "open", False, 0),
        (days_ago(30), "in_progress", True, 30),
        (days_ago(30), "closed", False, 0),
        (None, "open", False, None),
    ],
)
def test_overdue_is_told_at_the_day_the_project_reported(due, status, overdue, days):
    row = register(frame("raid", {"due": due, "status": status}), REPORTED).iloc[0]
    assert (bool(row["overdue"]), None if pd.isna(row["days_overdue"]) else row["days_overdue"]) == (overdue, days)


def test_a_project_that_reported_earlier_is_judged_at_its_own_date():
    raid = frame("raid", {"project": "P1", "due": days_ago(3)}, {"project": "P2", "due": days_ago(3)})
    found = register(raid, {"P1": STATUS_DATE, "P2": days_ago(7)}).set_index("project")
    assert found["overdue"].to_dict() == {"P1": True, "P2": False}
    assert found["reported"].to_dict() == {"P1": STATUS_DATE, "P2": days_ago(7)}


@pytest.mark.parametrize(
    ("then", "move"),
    [
        ((2, 2, None, None), Move.ROSE),
        ((4, 4, None, None), Move.FELL),
        ((3, 3, None, None), Move.SAME),
        ((5, 5, 3, 3), Move.SAME),
        ((1, 1, None, None), Move.ROSE),
    ],
)
def test_a_level_moves_against_the_compared_date(then, move):
    now = frame("raid", scored("R1", (3, 3, None, None)))
    found = register(now, REPORTED, frame("raid", scored("R1", then))).iloc[0]
    assert found["move"] == move
    assert (found["likelihood_then"], found["impact_then"]) == (then[2] or then[0], then[3] or then[1])


def test_what_was_not_there_is_new_and_without_a_date_nothing_moved():
    now = frame("raid", scored("R1", (3, 3, None, None)), {"entry": "A1", "kind": "action"})
    then = frame("raid", scored("R9", (3, 3, None, None)))
    assert by_entry(register(now, REPORTED, then))["move"].to_dict() == {"R1": Move.NEW, "A1": None}
    assert set(register(now, REPORTED)["move"]) == {None}


def test_unchanged_needs_the_same_content_a_month_before():
    now = frame("raid", {"entry": "R1"}, {"entry": "R2", "owner": "Ana"}, {"entry": "R3", "status": "closed"})
    earlier = frame("raid", {"entry": "R1"}, {"entry": "R2", "owner": "Bob"}, {"entry": "R3", "status": "closed"})
    found = by_entry(register(now, REPORTED, None, earlier))["unchanged"]
    assert found.to_dict() == {"R1": True, "R2": False, "R3": False}
    assert not register(now, REPORTED)["unchanged"].any()


def test_positions_leave_out_what_has_no_level():
    raid = frame("raid", scored("R1", (4, 5, 2, 4)), {"entry": "R2"})
    assert positions(raid) == {("P1", "R1"): (2, 4)}


@pytest.mark.parametrize(("age", "band"), [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2), (179, 2), (180, 3), (900, 3)])
def test_age_bands(age, band):
    assert age_bands(register(frame("raid", {"raised": days_ago(age)}), REPORTED)).tolist() == [band]


def test_closed_entries_have_no_age():
    assert age_bands(register(frame("raid", {"status": "closed"}), REPORTED)).tolist() == [-1]


def test_exposure_by_project_nets_threats_and_opportunities():
    money = {"likelihood": 3, "impact": 3, "cost_impact": 1000}
    raid = frame(
        "raid",
        {"project": "P1", "entry": "R1", **money},
        {"project": "P1", "entry": "O1", "kind": "opportunity", **money, "cost_impact": 400},
        {"project": "P2", "entry": "R1", **money, "cost_impact": 3000},
        {"project": "P2", "entry": "R2", **money, "status": "closed"},
        {"project": "P3", "entry": "A1", "kind": "action"},
    )
    found = by_project(register(raid, REPORTED))
    assert found.to_numpy().tolist() == [
        ["P2", Decimal("1500.00"), Decimal("0.00"), Decimal("1500.00"), 1],
        ["P1", Decimal("500.00"), Decimal("-200.00"), Decimal("300.00"), 2],
    ]


def test_an_empty_log_gives_every_column():
    empty, one = register(frame("raid"), {}), register(frame("raid", {}), REPORTED)
    assert list(empty.columns) == list(one.columns)
    assert by_project(empty).empty


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "project": st.sampled_from(["P1", "P2"]),
            "kind": st.sampled_from(["threat", "opportunity", "issue", "action"]),
            "status": st.sampled_from(["open", "in_progress", "closed", "materialised"]),
            "likelihood": st.one_of(st.none(), st.integers(1, 5)),
            "impact": st.one_of(st.none(), st.integers(1, 5)),
            "cost_impact": st.one_of(st.none(), st.integers(0, 10**6)),
            "due": st.one_of(st.none(), st.integers(-40, 40).map(days_ago)),
            "escalated": st.sampled_from([None, True, False]),
        }
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_parts_add_up_whatever_the_order(rows, random):
    numbered = [{"entry": f"E{i}", **row} for i, row in enumerate(rows)]
    raid = frame("raid", *numbered)
    found = register(raid, REPORTED)
    assert int(found["overdue"].sum()) == int(is_overdue(raid, STATUS_DATE).sum())
    assert sum(100 * amount for amount in found["exposure"]) == int(exposures(raid).sum())
    assert sum(100 * amount for amount in by_project(found)["exposure"]) == int(exposures(raid).sum())
    shuffled = random.sample(numbered, len(numbered))
    pd.testing.assert_frame_equal(register(frame("raid", *shuffled), REPORTED), found)
