"""The part of the RAID board on dependencies: who delivers to whom, and what is at risk."""

from functools import partial

import pandas as pd

from dashboard.charts.dependencies import dependency_matrix_chart, picked_pair
from dashboard.charts.mark_grid import SELECTION
from dashboard.metrics.handovers import Handover
from dashboard.panels import panel
from dashboard.raid_view import RaidView
from dashboard.text import _


def dependencies(view: RaidView, entries: pd.DataFrame) -> pd.DataFrame:
    """The matrix; returns the *entries* of the cell that was clicked on, hand-overs at risk first."""
    handed = view.log.handovers
    ordered = _at_risk_first(entries)
    shown = view.chart("dependencies", partial(dependency_matrix_chart, handed, view.names))
    key = _("Rows deliver, columns receive; ■ at risk, ▲ due within 30 days, ● later.")
    picked = panel(shown, "dependencies", help=key, selection=SELECTION, notes=view.notes)
    return _of_pair(ordered, *picked_pair(str(picked[0]["key"]))) if picked else ordered


def _at_risk_first(entries: pd.DataFrame) -> pd.DataFrame:
    ranked = entries.assign(
        _safe=entries["handover"] != Handover.AT_RISK,
        _due=[str(due or "9999") for due in entries["due"]],
    )
    return ranked.sort_values(["_safe", "_due"], kind="stable", ignore_index=True).drop(columns=["_safe", "_due"])


def _of_pair(entries: pd.DataFrame, provider: str, receiver: str) -> pd.DataFrame:
    of = entries["provider_project"].fillna("")
    return entries[(of == provider) & (entries["project"] == receiver)]
