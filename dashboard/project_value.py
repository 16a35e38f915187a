"""Earned value and earned schedule of a project in full: what it will cost, when it will end, what it takes."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard.board_figures import BY_NAME
from dashboard.kpi_cards import definition_of
from dashboard.kpis import MovedKpi, written, written_movement
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.status import index_band
from dashboard.metrics.thresholds import Thresholds
from dashboard.panels import table_panel
from dashboard.project_board import OpenProject, project_kpis
from dashboard.text import _, number
from dashboard.theme import status_mark

ROWS = (
    *("cpi", "spi", "cost_variance", "schedule_variance"),
    *("forecast_at_completion", "forecast_overrun"),
    *("eac", "eac_bottom_up", "eac_atypical", "eac_weighted", "eac_cost_and_schedule"),
    *("etc", "variance_at_completion", "tcpi_bac", "tcpi_eac"),
    *("earned_schedule", "schedule_variance_t", "spi_t", "duration_estimate", "tspi"),
    *("slip_days", "original_slip_days", "milestones_at_risk"),
)
BANDED = ("cpi", "spi")


def in_full(version: int, shown: OpenProject) -> None:
    """One row per figure: its value, its band where it has one, its movement, and what it means."""
    if shown.schedule is None:
        return
    kpis = project_kpis(version, shown)
    rows = [_row(kpis[name], shown.thresholds, whole=False) for name in ROWS]
    with st.expander(sentence(kpis)):
        table_panel(
            _("Earned value and earned schedule"),
            pd.DataFrame(rows),
            f"earned_in_full_{shown.code}",
            notes=shown.filters.notes(version),
            whole=pd.DataFrame([_row(kpis[name], shown.thresholds, whole=True) for name in ROWS]).astype(object),
            marks=(_("Band"),),
            heading=st.subheader,
            column_config=_columns(),
        )


def sentence(kpis: Mapping[str, MovedKpi]) -> str:
    """What it takes to keep the budget and the date: the one thing to know of all these figures."""
    cost, time = kpis["tcpi_bac"], kpis["tspi"]
    if cost.reason is Reason.NOT_ATTAINABLE:
        return _("The budget is spent before the work is done: it cannot be kept")
    if cost.value is None or time.value is None:
        return _("Earned value and earned schedule in full")
    return _(
        "Keeping the budget takes an efficiency of {cost}, keeping the date a pace of {time}",
        cost=number(cost.value, 2),
        time=number(time.value, 2),
    )


def _row(kpi: MovedKpi, thresholds: Thresholds, *, whole: bool) -> dict[str, object]:
    """The figure in words, or as numbers for a workbook."""
    return {
        _("Figure"): _(BY_NAME[kpi.name].label),
        _("Value"): kpi.value if whole else written(kpi.value, kpi.unit),
        _("Band"): _band(kpi, thresholds),
        _("Movement"): kpi.delta if whole else written_movement(kpi.delta, kpi.unit),
        _("Meaning"): definition_of(kpi),
    }


def _band(kpi: MovedKpi, thresholds: Thresholds) -> str:
    """The mark of an index that has bands; one too good to be true asks for a look at the plan."""
    if kpi.name not in BANDED or kpi.value is None:
        return ""
    found = index_band(Figure(Decimal(kpi.value)), thresholds)
    words = status_mark(found.status).words
    return _("{status}: check the plan", status=words) if found.check_plan else words


def _columns() -> dict[str, object]:
    column = st.column_config.Column
    return {
        _("Figure"): column(width=250, pinned=True),
        _("Value"): column(width=110, alignment="right"),
        _("Band"): column(width=150),
        _("Movement"): column(width=100, alignment="right"),
        _("Meaning"): column(width=520),
    }
