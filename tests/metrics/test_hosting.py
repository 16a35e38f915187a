from datetime import date

import pytest

from dashboard.metrics.hosting import Arrival, RoadmapCell, hosting_roadmap, quarter_of
from tests.reform import ahead, day, items, over

Q2 = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), Q2),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_quarters_begin_in_january_april_july_and_october(moment, first):
    assert quarter_of(moment) == first


@pytest.mark.parametrize(
    ("given", "state", "arrived"),
    [
        ([over(1), over(2)], Arrival.ARRIVED, 2),
        ([over(1), ahead(2)], Arrival.AHEAD, 1),
        ([over(1), ahead(2, forecast_cutover=day(3))], Arrival.LATE, 1),
        ([ahead(2, forecast_cutover=day(3)), {"stage": "blocked"}], Arrival.STOPPED, 0),
    ],
)
def test_the_worst_pending_tool_tells_the_state(given, state, arrived):
    cell = RoadmapCell("azure", Q2, items(*given))
    assert (cell.state, cell.arrived) == (state, arrived)


def test_targets_keep_their_order_and_quarters_theirs():
    found = items(
        over(1, hosting="azure"),
        ahead(90, hosting="azure"),
        ahead(3, hosting="saas"),
        {"hosting": "saas"},
        ahead(1),
        over(2, hosting="azure"),
    )
    cells = hosting_roadmap(found, ["saas", "azure"])
    assert [(c.hosting, c.quarter, len(c.items)) for c in cells] == [
        ("saas", Q2, 1),
        ("saas", None, 1),
        ("azure", Q2, 2),
        ("azure", date(2026, 7, 1), 1),
        ("", Q2, 1),
    ]
    assert sum(len(c.items) for c in cells) == len(found)
