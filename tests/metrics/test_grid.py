from decimal import Decimal

import pandas as pd

from dashboard.metrics.grid import status_grid
from tests.metrics.factories import STATUS_DATE, frame, measured

RED, AMBER = {"computed_overall": "red"}, {"declared_overall": "amber"}
GREY = {"declared_overall": "not_assessed", "computed_overall": "not_assessed"}


def order(*rows):
    return status_grid(measured(*rows), frame("projects"))["project"].to_list()


def test_what_needs_attention_comes_first():
    assert order({}, GREY, AMBER, RED) == ["P4", "P3", "P2", "P1"]


def test_a_wider_gap_then_more_tolerance_used_comes_first():
    used = {"cost_tolerance_used": Decimal(180), **RED}
    assert order(RED, used, {**RED, "gap": 2}) == ["P3", "P2", "P1"]


def test_closed_projects_come_last_and_codes_break_ties():
    assert order({**RED, "active": False}, {}, {}) == ["P2", "P3", "P1"]


def test_order_of_rows_does_not_matter():
    rows = measured(RED, {}, AMBER, GREY, {"gap": None})
    projects = frame("projects")
    pd.testing.assert_frame_equal(status_grid(rows.iloc[::-1], projects), status_grid(rows, projects))


def test_a_row_says_who_and_what():
    projects = frame("projects", {"project": "P2", "name": "Cloud"}, {"project": "P1", "name": "Payroll"})
    row = status_grid(measured({"gap": 1, **RED, "declared_scope": "amber"}), projects).iloc[0]
    assert (row["name"], row["programme"], row["manager"]) == ("Payroll", "Reform", "Ana")
    assert (row["declared_scope"], row["computed_overall"], row["declared_overall"]) == ("amber", "red", "green")
    assert (row["gap"], row["is_watermelon"], row["status_date"]) == (1, True, STATUS_DATE)


def test_an_unregistered_project_keeps_its_row():
    row = status_grid(measured({"gap": None}), frame("projects")).iloc[0]
    assert (row["project"], row["name"], row["gap"], row["is_watermelon"]) == ("P1", None, None, False)


def test_no_projects_no_rows():
    grid = status_grid(measured(), frame("projects"))
    assert grid.empty
    assert "computed_risk" in grid
