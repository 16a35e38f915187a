from decimal import Decimal

import pytest

from dashboard.metrics.forecast_moves import COLUMNS, forecast_moves, new_comments
from tests.metrics.factories import frame, measured, month


def forecast(amount, project="P1"):
    return {"project": project, "bac": Decimal(1000), "forecast_at_completion": amount and Decimal(amount)}


@pytest.mark.parametrize(
    ("before", "after", "reasons", "change"),
    [
        ("1000", "1010", {}, "10"),
        ("1000", "990", {}, "-10"),
        ("1000", "1009.99", {}, None),
        ("1000", "1001", {"P1": "A licence more."}, "1"),
        ("1000", "1000", {"P1": "Nothing changed."}, None),
        (None, "1000", {}, None),
        ("1000", None, {}, None),
    ],
)
def test_a_move_is_one_percent_of_the_budget_or_has_a_reason(before, after, reasons, change):
    moves = forecast_moves(measured(forecast(after)), measured(forecast(before)), reasons)
    assert list(moves.columns) == list(COLUMNS)
    assert moves["change"].to_list() == ([] if change is None else [Decimal(change)])
    assert moves["reason"].to_list() == ([] if change is None else [reasons.get("P1")])


def test_the_largest_change_comes_first_and_a_new_project_has_none():
    now = measured(forecast("1020"), forecast("900", "P2"), forecast("500", "P3"))
    then = measured(forecast("1000"), forecast("1000", "P2"))
    assert forecast_moves(now, then)["project"].to_list() == ["P2", "P1"]


def test_only_comments_that_were_not_there_before_are_reasons():
    old = {"month": month(1), "comment": "Known."}
    now = frame("budget", old, {"month": month(2), "comment": "New."}, {"month": month(3), "comment": "New."},
                {"month": month(4)}, {"project": "P2", "month": month(1), "comment": "Known."})  # fmt: skip
    assert new_comments(now, frame("budget", old)) == {"P1": "New.", "P2": "Known."}
    assert new_comments(frame("budget", old), frame("budget", old)) == {}
    assert new_comments(frame("budget").drop(columns="comment"), frame("budget")) == {}
