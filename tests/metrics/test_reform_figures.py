import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.definitions import first_sentence
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from dashboard.metrics.measures import project_measures
from dashboard.metrics.portfolio import portfolio_kpis
from dashboard.metrics.reform_figures import FIGURES, figures, headline
from dashboard.metrics.waves import Freeze
from tests.metrics.factories import frame
from tests.reform import READY, TODAY, ahead, day, over, rows

IDS = [definition.name for definition in FIGURES]
SETTLED = {"users_in_scope": 100, "users_moved": 90, "active_users": 80, "trained": 100, "dual_run_cost": "365.00"}
ROWS = rows(
    over(
        40, institution="I1", users_in_scope=100, users_moved=90, active_users=80, trained=100, dual_run_cost="365.00"
    ),
    over(73, institution="I2", dual_run_cost="1000.00", decommissioned=day(-1)),
    ahead(10, institution="I3", users_in_scope=50, contract_end=day(5), **READY),
    ahead(11, institution="I3", users_in_scope=50, trained=20, contract_end=day(90)),
    ahead(-20, institution="I4", users_in_scope=40, has_rollback=False),
    ahead(200, institution="I5", blocker="No licence"),
    {"institution": "I6", "stage": "failed"},
)


def values(**options):
    return {kpi.name: (kpi.value, kpi.denominator) for kpi in figures(ROWS, TODAY, **options)}


def test_every_figure_of_a_small_reform():
    assert values() == {
        "users_moved_against_plan": (-50, 140),
        "reform_items_in_error": (2, 7),
        "waves_in_error": (1, 1),
        "waves_lagging": (0, 1),
        "cutovers_not_ready": (2, 3),
        "cutover_conflicts": (1, None),
        "dual_run_cost": (Decimal("365.00"), None),
        "dual_run_so_far": (Decimal("480.00"), None),
        "contracts_short": (1, 2),
        "training_cover": (Decimal(50), 240),
        "adoption": (Decimal(80), 100),
    }


def test_a_wave_is_in_error_before_it_lags():
    late = {"forecast_cutover": day(40)}
    several = rows(
        ahead(10, wave=1), ahead(10, wave=2, **late), ahead(10, wave=3, **late), {"wave": 3, "stage": "failed"}
    )
    found = {kpi.name: (kpi.value, kpi.denominator) for kpi in figures(several, TODAY)}
    assert (found["waves_in_error"], found["waves_lagging"]) == ((1, 3), (1, 3))


def test_a_freeze_adds_its_conflicts():
    freeze = Freeze(day(0), day(12), "Elections")
    assert values(freezes=(freeze,))["cutover_conflicts"] == (3, None)


@pytest.mark.parametrize("stage", ["stabilise", "decommission", "done"])
def test_a_tool_past_its_cutover_by_its_stage_is_not_waited_for(stage):
    tool = ahead(-20, forecast_cutover=day(-5), contract_end=day(-9), has_rollback=False) | {"stage": stage}
    found = {kpi.name: kpi.value for kpi in figures(rows(tool, tool), TODAY, freezes=(Freeze(day(-5), day(0), "F"),))}
    names = ("waves_lagging", "cutovers_not_ready", "cutover_conflicts", "contracts_short")
    assert {name: found[name] for name in names} == dict.fromkeys(names, 0)


def test_nothing_to_count_gives_a_reason():
    assert {(k.value, k.reason) for k in figures(ROWS.iloc[:0], TODAY)} == {(None, Reason.NO_MIGRATION_ITEMS)}
    lonely = {k.name: k for k in figures(rows({}), TODAY)}
    without = {name: kpi.reason for name, kpi in lonely.items() if kpi.value is None}
    assert without == dict.fromkeys(("users_moved_against_plan", "training_cover", "adoption"), Reason.NO_USERS)
    assert [k.value for k in headline(ROWS.iloc[:0])] == [None, None]


@pytest.mark.parametrize("definition", FIGURES, ids=IDS)
def test_help_is_what_the_function_says(definition):
    assert definition.help == first_sentence(definition.compute)
    assert not re.search(r"% ?[A-Za-z(]", definition.label + definition.help)


def test_names_and_labels_are_told_apart_from_all_others():
    names = [d.name for d in KPI_DEFINITIONS] + IDS
    labels = [d.label for d in KPI_DEFINITIONS] + [d.label for d in FIGURES]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)


ROW = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["assess", "test", "cut_over", "stabilise", "done", "failed", "blocked"]),
        "users_in_scope": st.integers(0, 400),
        "users_moved": st.integers(0, 400),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8))
def test_the_headline_is_what_the_portfolio_says_from_stored_measures(given_rows):
    migration = rows(*({**row, "users_moved": min(row["users_moved"], row["users_in_scope"])} for row in given_rows))
    stored = project_measures({"projects": frame("projects", {}), "migration": migration}, TODAY)
    stored = stored.assign(status_date=[TODAY], is_stale=[False])
    portfolio = {kpi.name: kpi for kpi in portfolio_kpis(stored)}
    for kpi in headline(migration):
        assert kpi == portfolio[kpi.name]


def test_the_status_date_decides_what_is_due():
    early = {kpi.name: kpi.value for kpi in figures(ROWS, date(2026, 1, 1))}
    assert early["cutovers_not_ready"] == 0
