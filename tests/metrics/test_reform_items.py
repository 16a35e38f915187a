from datetime import timedelta

import pytest

from dashboard.metrics.reform_items import (
    HORIZON_DAYS,
    attention,
    by_institution,
    cutovers_due,
    item_key,
    reform_items,
    short_contracts,
)
from tests.reform import TODAY, ahead, day, items, over, rows


def codes(found):
    return [item.item for item in found]


@pytest.mark.parametrize(
    ("row", "cutover", "slip", "pending"),
    [
        ({}, None, None, True),
        ({"planned_cutover": day(1)}, day(1), 0, True),
        ({"planned_cutover": day(1), "forecast_cutover": day(8)}, day(8), 7, True),
        ({"planned_cutover": day(1), "forecast_cutover": day(8), "actual_cutover": day(-2)}, day(-2), -3, False),
        ({"forecast_cutover": day(8)}, day(8), None, True),
        ({"stage": "done"}, None, None, False),
        ({"stage": "stabilise", "planned_cutover": day(-9)}, day(-9), 0, False),
        ({"stage": "decommission", "planned_cutover": day(-9)}, day(-9), 0, False),
        ({"stage": "cut_over", "planned_cutover": day(-9)}, day(-9), 0, True),
        ({"stage": "failed", "planned_cutover": day(-9)}, day(-9), 0, True),
    ],
)
def test_the_cutover_is_actual_else_forecast_else_planned(row, cutover, slip, pending):
    (found,) = items(row)
    assert (found.cutover, found.slip_days, found.pending) == (cutover, slip, pending)


def test_blank_cells_read_as_nothing():
    (found,) = items({})
    assert (found.target_tool, found.hosting, found.blocker, found.monthly_cost) == (None, None, None, None)
    assert (found.users_in_scope, found.users_moved, found.active_users, found.trained) == (0, 0, 0, 0)
    assert found.key == item_key("P1", "T-01") == "P1/T-01"
    assert reform_items(rows().iloc[:0]) == ()


def test_error_and_lag_are_those_of_waves():
    found = items(ahead(5, forecast_cutover=day(9)), {"stage": "failed"}, ahead(5, blocker="No licence"), over(5))
    assert [(i.in_error, i.lagging) for i in found] == [(False, True), (True, False), (True, False), (False, False)]


@pytest.mark.parametrize(("age", "stale"), [(0, False), (14, False), (15, True)])
def test_items_of_an_old_report_are_stale(age, stale):
    frame = rows({}).assign(status_date=[TODAY - timedelta(age)])
    assert reform_items(frame, as_of=TODAY)[0].stale is stale
    assert not reform_items(frame)[0].stale


def test_cutovers_due_are_the_next_and_the_overdue_ones():
    found = items(ahead(HORIZON_DAYS), ahead(HORIZON_DAYS + 1), ahead(-3), over(3), {"stage": "test"})
    assert codes(cutovers_due(found, TODAY)) == ["T-03", "T-01"]
    assert codes(cutovers_due(found, TODAY, within=0)) == ["T-03"]


def test_a_contract_is_short_that_ends_before_the_cutover():
    found = items(
        ahead(30, contract_end=day(29)),
        ahead(30, contract_end=day(30)),
        ahead(40, contract_end=day(10)),
        ahead(30),
        over(30, contract_end=day(-40)),
        {"stage": "test", "contract_end": day(1)},
    )
    assert codes(short_contracts(found)) == ["T-03", "T-01"]


def test_what_needs_attention_comes_first():
    found = items(ahead(9), over(9), ahead(3), ahead(3, forecast_cutover=day(80)), {"stage": "blocked"})
    assert codes(sorted(found, key=attention)) == ["T-05", "T-04", "T-03", "T-01", "T-02"]


def test_institutions_come_in_the_order_of_their_worst_item():
    found = items(ahead(1, institution="North"), {"stage": "failed", "institution": "South"}, over(2))
    grouped = by_institution(found)
    assert {name: codes(group) for name, group in grouped.items()} == {"South": ["T-02"], "North": ["T-01", "T-03"]}
    assert list(grouped) == ["South", "North"]
