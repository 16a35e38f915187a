from datetime import timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.kpi import Unit
from dashboard.metrics.portfolio import CARDS, Verdict, movement, portfolio_kpis, project_kpis
from dashboard.metrics.thresholds import Thresholds
from tests.metrics.factories import MEASURED, STATUS_DATE, measured

AMOUNTS = ("bac", "original_bac", "pv", "ev", "ac", "eac", "forecast_at_completion", "risk_exposure")
CREDITS = ("ce_adjusted", "engaged", "cl_adjusted", "liquidated", "ce_lapse", "cl_shortage")
COUNTS = tuple(name for name, value in MEASURED.items() if type(value) is int and name != "gap")

money = st.none() | st.decimals(0, 99_999, places=2)
statuses = st.sampled_from(["green", "amber", "red", "not_assessed"])
projects = st.fixed_dictionaries(
    {
        **dict.fromkeys((*AMOUNTS, *CREDITS), money),
        **dict.fromkeys(COUNTS, st.integers(0, 500)),
        **dict.fromkeys(("declared_overall", "computed_overall", "computed_cost"), statuses),
        "migration_progress_weight": st.decimals(0, 500, places=2),
        "gap": st.none() | st.integers(-2, 2),
        "active": st.booleans(),
    }
)
portfolios = st.lists(projects, min_size=1, max_size=5)


def by_name(rows, **options):
    return {kpi.name: kpi for kpi in portfolio_kpis(measured(*rows), **options)}


@settings(max_examples=80, deadline=None)
@given(portfolios, portfolios)
def test_the_whole_is_the_sum_of_its_parts_to_the_cent(first, second):
    whole, one, other = by_name(first + second), by_name(first), by_name(second)
    for name, kpi in whole.items():
        for side in ("numerator", "denominator"):
            parts = [getattr(k[name], side) or 0 for k in (one, other)]
            assert (getattr(kpi, side) or 0) == sum(parts), (name, side)


def test_parts_without_a_denominator_still_add_up():
    first, second = [{"users_moved": 1}], [{"users_in_scope": 1}]
    assert by_name(first)["users_moved"][1:5] == (None, Unit.COUNT, 1, 0)
    assert by_name(first + second)["users_moved"][1:5] == (1, Unit.COUNT, 1, 1)


@settings(max_examples=40, deadline=None)
@given(portfolios)
def test_a_ratio_is_the_ratio_of_sums(rows):
    for kpi in by_name(rows).values():
        if kpi.unit in (Unit.PERCENT, Unit.INDEX) and kpi.value is not None:
            scale = 100 if kpi.unit is Unit.PERCENT else 1
            assert kpi.value == scale * Decimal(kpi.numerator) / Decimal(kpi.denominator)


@settings(max_examples=40, deadline=None)
@given(portfolios, st.randoms(use_true_random=False))
def test_the_order_of_projects_never_changes_a_kpi(rows, random):
    assert by_name(random.sample(rows, len(rows))) == by_name(rows)


@settings(max_examples=40, deadline=None)
@given(portfolios)
def test_a_value_or_a_reason_never_both_never_neither(rows):
    assert all((kpi.value is None) == (kpi.reason is not None) for kpi in by_name(rows).values())


@settings(max_examples=25, deadline=None)
@given(projects)
def test_a_portfolio_of_one_says_what_its_project_says(row):
    alone = measured(row)
    of_project = {kpi.name: kpi for kpi in project_kpis(alone.iloc[0])}
    shared = [kpi for kpi in portfolio_kpis(alone) if kpi.name in of_project]
    assert len(shared) > 20
    assert all(of_project[kpi.name] == kpi for kpi in shared)


def test_the_cards_come_first():
    assert list(by_name([{}]))[:6] == [card.name for card in CARDS]


def test_project_kpis():
    row = {"slip_days": 12, "percent_complete": Decimal(40), "schedule_tolerance_used": Decimal(40)}
    found = {kpi.name: kpi.value for kpi in project_kpis(measured(row).iloc[0])}
    assert (found["slip_days"], found["percent_complete"], found["schedule_tolerance_used"]) == (12, 40, 40)
    assert "watermelons" not in found
    assert "projects_on_track" not in found


@pytest.mark.parametrize(
    ("as_of", "thresholds", "stale"),
    [
        (None, Thresholds(), 1),
        (STATUS_DATE + timedelta(15), Thresholds(), 3),
        (STATUS_DATE + timedelta(15), Thresholds(stale_days=30), 1),
        (None, Thresholds(stale_days=6), 2),
    ],
)
def test_stale_projects(as_of, thresholds, stale):
    rows = [{"status_date": day} for day in (STATUS_DATE, STATUS_DATE - timedelta(7), None)]
    found = by_name(rows, thresholds=thresholds, as_of=as_of)["stale_projects"]
    assert (found.value, found.denominator) == (stale, 3)


def test_credits_end_with_their_year():
    rows = [
        {"ce_adjusted": Decimal(ce), "engaged": Decimal(engaged), "ce_lapse": Decimal(ce - engaged), "status_date": day}
        for ce, engaged, day in ((100, 50, STATUS_DATE), (900, 300, STATUS_DATE.replace(year=STATUS_DATE.year - 1)))
    ]
    found = by_name(rows)
    assert (found["commitment_rate"].value, found["ce_left"].value, found["ce_lapse"].value) == (50, 50, 50)
    later = STATUS_DATE.replace(year=STATUS_DATE.year + 1)
    assert by_name(rows, as_of=later)["commitment_rate"].reason == "no_credits"
    alone = {kpi.name: kpi for kpi in project_kpis(measured(rows[0]).iloc[0], as_of=later)}
    assert (alone["commitment_rate"].value, alone["ce_lapse"].reason) == (None, "no_credits")


def test_measures_from_a_typed_frame_give_plain_numbers():
    typed = measured({"risks_open": 3, "risks_high": 2, "milestones_total": 4}, {"gap": None})
    typed = typed.astype(dict.fromkeys((*COUNTS, "gap"), "Int64")).astype({"active": "bool"})
    found = {kpi.name: kpi for kpi in portfolio_kpis(typed)}
    assert type(found["open_high_risks"].value) is int
    assert type(found["milestones_late"].denominator) is int
    assert type(found["entries_overdue"].value) is int


def test_no_reports_at_all():
    found = portfolio_kpis(pd.DataFrame(columns=measured().columns))
    assert {kpi.reason for kpi in found} == {"no_projects"}


@pytest.mark.parametrize(
    ("name", "now", "then", "delta", "verdict"),
    [
        ("ac_over_plan", {"ac": 90, "pv": 100}, {"ac": 80, "pv": 100}, 10, Verdict.WORSE),
        (
            "users_moved",
            {"users_moved": 9, "users_in_scope": 10},
            {"users_moved": 4, "users_in_scope": 10},
            5,
            Verdict.BETTER,
        ),
        ("entries_overdue", {"entries_overdue": 4}, {"entries_overdue": 4}, 0, Verdict.SAME),
        ("entries_overdue", {"entries_overdue": 3}, {"entries_overdue": 4}, -1, Verdict.BETTER),
        ("ce_lapse", {"ce_lapse": Decimal("0.10")}, {"ce_lapse": None}, None, Verdict.UNKNOWN),
    ],
)
def test_movement(name, now, then, delta, verdict):
    wanted = "spent_against_plan" if name == "ac_over_plan" else name
    moves = {m.name: m for m in movement(portfolio_kpis(measured(now)), portfolio_kpis(measured(then)))}
    assert (moves[wanted].delta, moves[wanted].verdict) == (delta, verdict)


def test_movement_from_nothing_is_unknown():
    moves = movement(portfolio_kpis(measured({})), ())
    assert {m.verdict for m in moves} == {Verdict.UNKNOWN}
