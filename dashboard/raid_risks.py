"""The part of the RAID board on risks: both matrices, exposure by week and by project, and age."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import data
from dashboard.charts import ageing, exposure, risk_matrix
from dashboard.charts.risk_matrix import PLACES, Matrix, View
from dashboard.metrics.register import age_bands, by_project
from dashboard.panels import panel
from dashboard.raid_view import RaidView
from dashboard.text import _, ngettext

MATRIX_WIDTH = 330


def risks(view: RaidView, entries: pd.DataFrame) -> pd.DataFrame:
    """The charts; returns the *entries* that what was clicked on leaves."""
    still_open = entries[entries["is_open"]]
    if still_open.empty:
        return entries
    left = _matrices(view, still_open, entries)
    with st.grid(2, min_column_width=MATRIX_WIDTH, gap="medium"):
        with st.container():
            _trend(view)
            left = _aged(view, still_open, left)
        with st.container():
            left = _by_project(view, entries, left)
    return left


def _matrices(view: RaidView, still_open: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    key = _("◇ marks opportunities. An arrow leads from where risks stood on the compared date to where they stand.")
    with st.grid(2, min_column_width=MATRIX_WIDTH, gap="medium"):
        for side in View:
            with st.container():
                matrix = Matrix(side, view.bands, view.since)
                shown = view.chart(f"matrix_{side}", partial(risk_matrix.risk_matrix_chart, still_open, matrix))
                picked = panel(shown, f"matrix_{side}", help=key, selection=risk_matrix.SELECTION, notes=view.notes)
                left = _in_cell(left, side, picked)
    unscored = int((still_open["level"] == 0).sum())
    if unscored:
        st.caption(
            ngettext(
                "{count} open risk has no scores and stands in the register only.",
                "{count} open risks have no scores and stand in the register only.",
                unscored,
            )
        )
    return left


def _in_cell(entries: pd.DataFrame, side: View, picked: list[dict[str, object]]) -> pd.DataFrame:
    """The open risks of the cell that was picked in one matrix."""
    if not picked:
        return entries
    of, to = PLACES[side]
    likelihood, impact = int(str(picked[0]["likelihood"])), int(str(picked[0]["impact"]))
    return entries[entries["is_open"] & (entries[of] == likelihood) & (entries[to] == impact)]


def _trend(view: RaidView) -> None:
    weeks = data.exposure_trend(view.version, view.as_of, view.codes)
    shown = view.chart("exposure", partial(exposure.exposure_trend_chart, weeks, view.since))
    panel(shown, "exposure", notes=view.notes)
    if len(weeks) == 1:
        st.caption(_("There is a single week so far; the trend starts with the next one."))


def _by_project(view: RaidView, entries: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    shown = view.chart(
        "exposure_by_project",
        lambda *, dark: exposure.exposure_by_project_chart(by_project(entries), view.names, dark=dark),
    )
    picked = panel(shown, "exposure_by_project", selection=exposure.SELECTION, notes=view.notes)
    return left[left["project"] == picked[0]["project"]] if picked else left


def _aged(view: RaidView, still_open: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    shown = view.chart("ageing_risks", partial(ageing.ageing_chart, still_open))
    picked = panel(shown, "ageing_risks", selection=ageing.SELECTION, notes=view.notes)
    return left[age_bands(left) == picked[0]["band"]] if picked else left
