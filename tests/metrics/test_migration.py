from datetime import date
from decimal import Decimal

import pytest

from dashboard.metrics.figure import Reason
from dashboard.metrics.migration import (
    NO_MIGRATION,
    adoption,
    dual_run_cost,
    migration_by,
    progress,
    training_cover,
)
from tests.metrics.factories import STATUS_DATE, frame


def total(*rows):
    return migration_by(frame("migration", *rows))["P1"]


@pytest.mark.parametrize(
    ("stage", "percent"),
    [
        ("assess", 0),
        ("prepare", 10),
        ("test", 30),
        ("cut_over", 60),
        ("stabilise", 80),
        ("decommission", 90),
        ("done", 100),
        ("failed", 0),
        ("blocked", 0),
    ],
)
def test_progress_by_stage(stage, percent):
    assert progress(total({"stage": stage, "users_in_scope": 40})).value == percent


@pytest.mark.parametrize(("moved", "percent"), [(None, 0), (10, 15), (40, 60), (90, 60)])
@pytest.mark.parametrize("stage", ["failed", "blocked"])
def test_a_stopped_item_keeps_what_its_moved_users_prove(stage, moved, percent):
    assert progress(total({"stage": stage, "users_in_scope": 40, "users_moved": moved})).value == percent


def test_progress_is_weighted_by_users_and_items_without_users_weigh_one():
    found = total(
        {"stage": "done", "users_in_scope": 99},
        {"stage": "prepare", "users_in_scope": 0},
        {"stage": "test"},
    )
    assert (found.weight, found.progress_weight) == (101, Decimal("99.40"))
    assert progress(found).value == Decimal(9940) / 101


def test_adoption_and_training():
    found = total(
        {"users_in_scope": 80, "active_users": 20, "trained": 60, "users_moved": 40},
        {"users_in_scope": 20, "active_users": None, "trained": 20},
    )
    assert adoption(found).value == 20
    assert training_cover(found).value == 80


@pytest.mark.parametrize("unknown", [None, 0])
def test_users_of_an_item_without_users_in_scope_count_on_neither_side(unknown):
    counts = {"active_users": 35, "trained": 40, "users_moved": 30}
    found = total({"users_in_scope": 10, "trained": 5}, {"users_in_scope": unknown, **counts})
    assert (found.users_in_scope, found.users_moved, found.active_users, found.trained) == (10, 0, 0, 5)
    assert (training_cover(found).value, adoption(found).value) == (50, 0)


def test_without_items_or_users_there_is_a_reason():
    assert progress(NO_MIGRATION) == (None, Reason.NO_MIGRATION_ITEMS)
    for function in (adoption, training_cover):
        assert function(total({})) == (None, Reason.NO_USERS)


def test_groups_add_up_and_blanks_have_their_own():
    rows = [{"target_tool": tool, "users_in_scope": 7, "stage": "test"} for tool in ("New", None, "New")]
    groups = migration_by(frame("migration", *rows), by="target_tool")
    assert set(groups) == {"New", ""}
    assert sum(g.progress_weight for g in groups.values()) == total(*rows).progress_weight


EARLIER, LATER = date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("row", "runs_twice"),
    [
        ({"stage": "stabilise"}, True),
        ({"stage": "decommission"}, True),
        ({"stage": "decommission", "decommissioned": EARLIER}, False),
        ({"stage": "decommission", "decommissioned": LATER}, True),
        ({"stage": "cut_over", "actual_cutover": EARLIER}, True),
        ({"stage": "cut_over", "actual_cutover": LATER}, False),
        ({"stage": "cut_over"}, False),
        ({"stage": "failed", "actual_cutover": EARLIER}, False),
        ({"stage": "done", "actual_cutover": EARLIER}, False),
        ({"stage": "test"}, False),
    ],
)
def test_dual_run_cost(row, runs_twice):
    items = frame("migration", {**row, "dual_run_cost": "1200.50"})
    assert dual_run_cost(items, STATUS_DATE) == (Decimal("1200.50") if runs_twice else 0)
