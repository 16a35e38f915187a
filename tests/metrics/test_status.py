from datetime import date
from decimal import Decimal

import pytest

from dashboard.metrics.attention import Rule as AttentionRule
from dashboard.metrics.attention import attention
from dashboard.metrics.budget_exceptions import Books, findings
from dashboard.metrics.budget_exceptions import Rule as BudgetRule
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.kpis import exceptions
from dashboard.metrics.measures import project_measures
from dashboard.metrics.status import (
    Status,
    declared,
    gap,
    index_band,
    is_stale,
    is_watermelon,
    rank,
    tolerance_status,
    tolerance_used,
    worst,
)
from dashboard.metrics.thresholds import Thresholds
from tests.metrics.factories import STATUS_DATE, frame, month

GREEN, AMBER, RED, GREY = Status.GREEN, Status.AMBER, Status.RED, Status.NOT_ASSESSED


@pytest.mark.parametrize(("cell", "status"), [("amber", AMBER), (None, GREY), ("", GREY), (float("nan"), GREY)])
def test_a_blank_is_not_assessed(cell, status):
    assert declared(cell) is status


def test_ranks():
    assert [rank(s) for s in (GREEN, AMBER, RED, GREY)] == [0, 1, 2, None]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [((GREEN, RED, AMBER), RED), ((GREEN, GREY), GREEN), ((GREY, "amber"), AMBER), ((GREY,), GREY), ((), GREY)],
)
def test_the_worst_of_what_is_assessed(statuses, expected):
    assert worst(statuses) is expected


@pytest.mark.parametrize(
    ("computed", "said", "levels", "watermelon"),
    [
        (RED, GREEN, 2, True),
        (AMBER, GREEN, 1, True),
        (GREEN, GREEN, 0, False),
        (GREEN, RED, -2, False),
        (GREY, GREEN, None, False),
        (RED, GREY, None, False),
    ],
)
def test_gap(computed, said, levels, watermelon):
    assert gap(computed, said) == levels
    assert is_watermelon(levels) is watermelon


@pytest.mark.parametrize(
    ("adverse", "tolerance", "used", "status"),
    [
        (-5, 30, Figure(Decimal(0)), GREEN),
        (0, 0, Figure(Decimal(0)), GREEN),
        (14, 30, Figure(100 * Decimal(14) / 30), GREEN),
        (15, 30, Figure(Decimal(50)), AMBER),
        (30, 30, Figure(Decimal(100)), AMBER),
        (Decimal("10.01"), 10, Figure(Decimal("100.1")), RED),
        (1, 0, Figure(None, Reason.NO_TOLERANCE), RED),
        (None, 30, Figure(None, Reason.NO_DATA), GREY),
    ],
)
def test_tolerance_used(adverse, tolerance, used, status):
    assert tolerance_used(adverse, tolerance) == used
    assert tolerance_status(used) is status


@pytest.mark.parametrize(
    ("index", "band"),
    [
        ("1.11", (GREEN, True)),
        ("1.10", (GREEN, False)),
        ("0.95", (GREEN, False)),
        ("0.9499", (AMBER, False)),
        ("0.85", (AMBER, False)),
        ("0.8499", (RED, False)),
        (None, (GREY, False)),
    ],
)
def test_index_bands(index, band):
    assert index_band(Figure(None if index is None else Decimal(index))) == band


def test_bands_follow_the_thresholds():
    strict = Thresholds(index_green=Decimal(1), tolerance_red=Decimal(60))
    assert index_band(Figure(Decimal("0.99")), strict).status is AMBER
    assert tolerance_status(Figure(Decimal(61)), strict) is RED


@pytest.mark.parametrize(("reported", "stale"), [(date(2026, 5, 1), False), (date(2026, 4, 30), True), (None, True)])
def test_data_older_than_fourteen_days_are_stale(reported, stale):
    assert is_stale(reported, date(2026, 5, 15)) is stale


@pytest.mark.parametrize(
    ("overrun", "project", "limit", "beyond"),
    [
        (0, {}, 100, False),
        ("25000000", {}, 100, False),
        ("25000000.01", {}, 100, True),
        ("27500000", {}, 120, False),
        ("30000000.01", {}, 120, True),
        ("20000000", {}, 70, True),
        ("0.01", {"cost_tolerance": 0}, 100, True),
        ("30000000", {"stage": "closed"}, 100, False),
    ],
)
def test_an_exception_is_the_same_wherever_it_is_told(overrun, project, limit, beyond):
    bac, thresholds = Decimal(250_000_000), Thresholds(tolerance_red=Decimal(limit))
    frames = {
        "projects": frame("projects", project),
        "budget": frame("budget", {"month": month(6), "planned": bac, "forecast": bac + Decimal(overrun)}),
        "credits": frame("credits"),
    }
    measures = project_measures(frames, STATUS_DATE, thresholds).assign(status_date=STATUS_DATE)
    books = Books(measures, frames["budget"][:0], frames["credits"], (), STATUS_DATE, thresholds)
    assert exceptions(measures).value == (None if project.get("stage") == "closed" else int(beyond))
    matters = attention(measures, None, frames["projects"], as_of=STATUS_DATE)
    assert (AttentionRule.EXCEPTION in {item.rule for item in matters}) is beyond
    assert (BudgetRule.OVER_TOLERANCE in {found.rule for found in findings(books)}) is beyond
