from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.columns import records
from dashboard.metrics.moved import moved_curve, users_moved, users_planned
from dashboard.metrics.reform_items import reform_items
from dashboard.metrics.uptake import SETTLED_DAYS
from tests.reform import TODAY, ahead, day, items, over, rows


def curve(found):
    points = records(moved_curve(found, TODAY))
    names = ("plan", "actual", "forecast")
    return {name: [(p["day"], p["users"]) for p in points if p["series"] == name] for name in names}


ITEMS = items(
    over(40, users_in_scope=100, users_moved=90),
    over(10, users_in_scope=50, users_moved=20),
    ahead(-5, users_in_scope=30),
    ahead(20, forecast_cutover=day(50), users_in_scope=200),
    {"stage": "assess", "users_in_scope": 7},
)


def test_plan_actual_and_forecast_add_up_by_day():
    assert curve(ITEMS) == {
        "plan": [(day(-40), 100), (day(-10), 150), (day(-5), 180), (day(20), 380)],
        "actual": [(day(-40), 90), (day(-10), 110), (TODAY, 110)],
        "forecast": [(TODAY, 110), (TODAY, 150), (day(SETTLED_DAYS - 10), 180), (day(50), 380)],
    }


def test_planned_and_moved_meet_the_curve():
    assert users_moved(ITEMS) == 110
    assert users_planned(ITEMS, TODAY) == 180


def test_users_moved_of_a_tool_without_users_in_scope_are_left_out():
    found = (*ITEMS, *items(over(3, users_moved=45)))
    assert users_moved(found) == 110
    assert curve(found) == curve(ITEMS)


def test_without_users_there_is_no_curve():
    assert moved_curve(items(ahead(3)), TODAY).empty
    assert moved_curve((), TODAY).empty


ROW = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["test", "stabilise", "failed", "done"]),
        "planned_cutover": st.none() | st.integers(-90, 90).map(day),
        "forecast_cutover": st.none() | st.integers(-90, 90).map(day),
        "actual_cutover": st.none() | st.integers(-90, 0).map(day),
        "users_in_scope": st.integers(0, 500),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=8), st.randoms())
def test_totals_hold_and_order_does_not_matter(given_rows, random):
    full = [{**row, "users_moved": row["users_in_scope"] // 2} for row in given_rows]
    found = reform_items(rows(*full)) if full else ()
    lines = curve(found)
    assert all(a[1] <= b[1] for line in lines.values() for a, b in pairwise(line))
    assert all(last[1] == users_moved(found) for last in lines["actual"][-1:])
    dated = [i for i in found if i.cutover]
    expected = users_moved(found) + sum(i.users_in_scope - i.users_moved for i in dated)
    assert all(last[1] == expected for last in lines["forecast"][-1:])
    shuffled = random.sample(found, len(found))
    assert curve(shuffled) == lines
