from decimal import Decimal

import pytest

from dashboard.metrics.figure import Reason
from dashboard.metrics.reform_items import by_institution
from dashboard.metrics.uptake import is_settled, uptake
from tests.reform import TODAY, ahead, items, over


@pytest.mark.parametrize(
    ("row", "settled"),
    [
        (over(30), True),
        (over(29), False),
        (over(30, stage="failed"), False),
        (ahead(-40), False),
        ({"stage": "done"}, False),
    ],
)
def test_a_tool_is_settled_after_thirty_days(row, settled):
    (item,) = items(row)
    assert is_settled(item, TODAY) is settled


ITEMS = items(
    over(40, users_in_scope=100, trained=90, active_users=60),
    over(5, users_in_scope=50, trained=40, active_users=1),
    ahead(30, users_in_scope=50, trained=0, institution="South"),
)


def test_training_counts_everybody_and_adoption_those_of_settled_tools():
    found = uptake(ITEMS, TODAY)
    assert (found.training_cover.value, found.adoption.value) == (Decimal(65), Decimal(60))


def test_users_of_a_tool_without_users_in_scope_count_on_neither_side():
    known, unknown = over(40, users_in_scope=10, trained=5, active_users=4), over(40, trained=40, active_users=35)
    found = uptake(items(known, unknown), TODAY)
    assert (found.training_cover.value, found.adoption.value) == (50, 40)
    assert found == uptake(items(known), TODAY)


def test_nobody_to_count_gives_no_figure():
    found = uptake(items(ahead(3)), TODAY)
    assert (found.training_cover, found.adoption) == ((None, Reason.NO_USERS), (None, Reason.NO_USERS))
    assert uptake((), TODAY) == uptake(items({}), TODAY)


@pytest.mark.parametrize("others", [(), (over(40),)])
def test_users_whose_tool_is_not_live_long_enough_are_in_scope_all_the_same(others):
    found = uptake(items(over(29, users_in_scope=100, active_users=60), *others), TODAY)
    assert found.adoption == (None, Reason.NO_TOOL_LIVE)


def test_institutions_add_up_to_the_whole():
    parts = [uptake(group, TODAY) for group in by_institution(ITEMS).values()]
    whole = uptake(ITEMS, TODAY)
    assert sum(p.all.trained for p in parts) == whole.all.trained
    assert sum(p.settled.active_users for p in parts) == whole.settled.active_users
