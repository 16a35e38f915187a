from datetime import date
from decimal import Decimal

import pytest

from dashboard.metrics.allocations import all_allocations, allocations
from dashboard.metrics.credits import NO_CREDITS, elapsed_share
from dashboard.metrics.figure import Reason
from dashboard.metrics.status import Status
from tests.metrics.factories import frame, month

MIDYEAR = date(2026, 6, 30)
EVEN = [{"project": p, "month": month(m), "planned": 100} for p in ("P1", "P2") for m in (1, 12)]


def line(code, **values):
    amounts = {"ce_adjusted": 1000, "cl_adjusted": 1000, "engaged": 500, "liquidated": 500}
    return {"basic_allocation": code, **amounts, **values}


def found(*lines, budget=EVEN):
    return allocations(frame("credits", *lines), frame("budget", *budget), MIDYEAR)


@pytest.mark.parametrize(
    ("engaged", "liquidated", "commitments", "payments"),
    [
        (500, 500, Status.GREEN, Status.GREEN),
        (399, 500, Status.AMBER, Status.GREEN),
        (299, 500, Status.RED, Status.GREEN),
        (1000, 500, Status.GREEN, Status.GREEN),
        (500, 399, Status.GREEN, Status.AMBER),
        (500, 701, Status.GREEN, Status.RED),
    ],
)
def test_to_commit_early_is_no_fault_but_to_pay_early_is(engaged, liquidated, commitments, payments):
    (allocation,) = found(line("A", engaged=engaged, liquidated=liquidated))
    assert (allocation.commitment_pace(), allocation.payment_pace()) == (commitments, payments)
    assert allocation.commitment_gap.value == Decimal(engaged) / 10 - 50


def test_the_furthest_from_its_pace_comes_first():
    codes = [
        a.code for a in found(line("A"), line("B", liquidated=100), line("C", engaged=390), line("D", engaged=900))
    ]
    assert codes == ["B", "C", "A", "D"]


def test_rows_of_one_allocation_are_added_up_and_weighted():
    late = [{"project": "P2", "month": month(12), "planned": 100}]
    rows = (
        line("A", project="P1", ce_adjusted=3000, institution="South"),
        line("A", project="P2", ce_adjusted=1000, institution="North"),
    )
    (allocation,) = found(*rows, budget=[*EVEN[:2], *late])
    assert (allocation.projects, allocation.institutions) == (("P1", "P2"), ("North", "South"))
    assert allocation.planned_commitment == Decimal("37.5")
    assert allocation.planned_payment == 25
    assert allocation.commitment.value == 25


def test_without_a_profile_the_share_of_the_year_counts():
    (allocation,) = found(line("A"), budget=[])
    assert allocation.planned_payment == allocation.planned_commitment == elapsed_share(MIDYEAR)


def test_credits_of_nothing_have_no_rate_and_no_pace():
    (allocation,) = found(line("A", ce_adjusted=0, cl_adjusted=0, engaged=0, liquidated=0))
    assert allocation.commitment.reason is Reason.NO_CREDITS
    assert allocation.pace() is Status.NOT_ASSESSED


def test_only_the_year_of_the_status_date_counts():
    assert found(line("A", year=2025)) == ()
    year = all_allocations(frame("credits", line("A", year=2025)), frame("budget"), MIDYEAR)
    assert (year.credits, year.commitment.value) == (NO_CREDITS, None)


def test_all_together_are_the_sum_of_the_parts():
    rows = (line("A"), line("B", liquidated=100, encours_start=70), line("B", project="P2", engaged=7))
    year = all_allocations(frame("credits", *rows), frame("budget", *EVEN), MIDYEAR)
    for name in ("ce_adjusted", "engaged", "liquidated", "encours", "ce_lapse", "cl_shortage"):
        assert getattr(year.credits, name) == sum(getattr(a.credits, name) for a in found(*rows))
    assert year.projects == ("P1", "P2")
