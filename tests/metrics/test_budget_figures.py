import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.budget_figures import DEFINITIONS, figures
from dashboard.metrics.definitions import first_sentence
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from tests.metrics.factories import frame, measured, month

DAY = date(2026, 6, 30)
BUDGET = [{"month": month(m), "planned": 100, "actual": 90 if m <= 6 else None} for m in range(1, 13)]
CREDITS = (
    {"ce_adjusted": 1000, "engaged": 400, "cl_adjusted": 800, "liquidated": 200, "encours_start": 50,
     "expected_liquidations": 300},
    {"basic_allocation": "B", "encours_start": 70, "oldest_commitment_year": 2021},
)  # fmt: skip
BUDGETED = {"bac": Decimal(1200)}


def values(budget=BUDGET, credits=CREDITS, measures=(BUDGETED,)):
    frames = {"budget": frame("budget", *budget), "credits": frame("credits", *credits)}
    return {kpi.name: kpi for kpi in figures(frames, measured(*measures), DAY)}


def test_the_figures_checked_by_hand():
    found = {name: kpi.value for name, kpi in values().items()}
    assert found == {
        "burn_rate": 90,
        "runway": Decimal(1200 - 540) / 90,
        "commitment_pace_gap": -10,
        "payment_pace_gap": -25,
        "cl_cover": 2,
        "outstanding_commitments": 320,
        "ageing_commitments": 70,
        "projects_without_budget": 0,
    }


def test_the_numbers_behind_a_gap_and_a_cover_come_along():
    found = values()
    assert (found["payment_pace_gap"].numerator, found["payment_pace_gap"].denominator) == (25, 50)
    assert (found["cl_cover"].numerator, found["cl_cover"].denominator) == (600, 300)
    assert found["ageing_commitments"].denominator == 320


def test_what_is_missing_is_a_reason():
    found = values(budget=(), credits=(), measures=({}, {"active": False}))
    assert {name: kpi.reason for name, kpi in found.items() if kpi.value is None} == {
        "burn_rate": Reason.NO_CLOSED_MONTH,
        "runway": Reason.NO_BUDGET,
        "commitment_pace_gap": Reason.NO_CREDITS,
        "payment_pace_gap": Reason.NO_CREDITS,
        "cl_cover": Reason.NO_EXPECTED_LIQUIDATIONS,
        "outstanding_commitments": Reason.NO_CREDITS,
        "ageing_commitments": Reason.NO_CREDITS,
    }
    assert (found["projects_without_budget"].value, found["projects_without_budget"].denominator) == (1, 1)


def test_no_sheet_at_all_and_no_project_is_no_error():
    found = {kpi.name: kpi for kpi in figures({}, measured(), DAY)}
    assert set(found) == {d.name for d in DEFINITIONS}
    assert found["projects_without_budget"].reason is Reason.NO_ACTIVE_PROJECTS


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
def test_help_is_what_the_function_says(definition):
    assert definition.help == first_sentence(definition.compute)
    assert definition.name == definition.compute.__name__
    assert not re.search(r"% ?[A-Za-z(]", definition.label + definition.help)


def test_no_figure_takes_the_name_or_label_of_a_kpi():
    assert not {d.name for d in DEFINITIONS} & {d.name for d in KPI_DEFINITIONS}
    assert not {d.label for d in DEFINITIONS} & {d.label for d in KPI_DEFINITIONS}


cents = st.integers(0, 10**8).map(lambda n: Decimal(n).scaleb(-2))
budget_rows = st.lists(
    st.fixed_dictionaries(
        {"project": st.sampled_from(["P1", "P2", "P3"]), "month": st.integers(1, 12).map(month), "planned": cents,
         "actual": st.none() | cents},
    ),
    max_size=8,
)  # fmt: skip
credit_rows = st.lists(
    st.fixed_dictionaries(
        {"project": st.sampled_from(["P1", "P2", "P3"]), "ce_adjusted": cents, "engaged": cents, "cl_adjusted": cents,
         "liquidated": cents, "encours_start": cents, "expected_liquidations": st.none() | cents,
         "oldest_commitment_year": st.none() | st.integers(2019, 2026)},
    ),
    max_size=6,
)  # fmt: skip
SUMMED = ("outstanding_commitments", "ageing_commitments")


@settings(max_examples=30, deadline=None)
@given(budget_rows, credit_rows, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_what_is_missing_has_a_reason(budget, credits, random):
    found = values(budget, credits)
    again = values(random.sample(budget, len(budget)), random.sample(credits, len(credits)))
    assert again == found
    assert all((kpi.value is None) == (kpi.reason is not None) for kpi in found.values())


@settings(max_examples=30, deadline=None)
@given(credit_rows)
def test_the_parts_of_the_projects_equal_the_whole_to_the_cent(credits):
    whole = values(credits=credits)
    parts = [values(credits=[r for r in credits if r["project"] == code]) for code in ("P1", "P2", "P3")]
    for name in SUMMED:
        assert (whole[name].value or 0) == sum(part[name].value or 0 for part in parts)
    top, bottom = (sum(getattr(part["cl_cover"], side) or 0 for part in parts) for side in ("numerator", "denominator"))
    assert whole["cl_cover"].value == (top / bottom if bottom else None)
