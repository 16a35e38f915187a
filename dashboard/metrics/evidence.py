"""The rows behind each figure: which rows of which dataset it counts, so that every number leads to its source."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.burn import closed_months, month_number
from dashboard.metrics.columns import Mask, given, integers, is_in, months
from dashboard.metrics.credits import credit_lines, old_commitments
from dashboard.metrics.definitions import N_
from dashboard.metrics.migration import is_dual_run
from dashboard.metrics.milestones import is_due, is_late
from dashboard.metrics.readiness import ReadinessClass
from dashboard.metrics.reform_items import cutovers_due, reform_items, short_contracts
from dashboard.metrics.risks import exposures, is_open, is_overdue, levels
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds
from dashboard.metrics.waves import is_in_error

Rows = Callable[[pd.DataFrame, date, Thresholds], Mask]


class Evidence(NamedTuple):
    """*rows* of *dataset* are what a figure counts; *top* and *bottom* name the two amounts that it is made of."""

    dataset: str
    rows: Rows
    top: str = ""
    bottom: str = ""

    def of(self, frame: pd.DataFrame, day: date, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> pd.DataFrame:
        """The rows of the dataset's *frame* that count on *day*, in their order."""
        if frame.empty:
            return frame
        return frame[self.rows(frame, day, thresholds)].reset_index(drop=True)


def _every(frame: pd.DataFrame, _day: date, _limits: Thresholds) -> Mask:
    return np.ones(len(frame), dtype=bool)


def _running(frame: pd.DataFrame, _day: date, _limits: Thresholds) -> Mask:
    return ~is_in(frame, "stage", ("closed",))


def _to_date(budget: pd.DataFrame, day: date, _limits: Thresholds) -> Mask:
    return months(budget, "month") <= month_number(day)


def _closed_months(budget: pd.DataFrame, day: date, _limits: Thresholds) -> Mask:
    return given(budget, "actual") & np.isin(months(budget, "month"), closed_months(budget, day))


def _of_the_year(credits: pd.DataFrame, day: date, _limits: Thresholds) -> Mask:
    return integers(credits, "year") == day.year


def _credits_with(amount: str) -> Rows:
    def rows(credits: pd.DataFrame, day: date, limits: Thresholds) -> Mask:
        return _of_the_year(credits, day, limits) & (credit_lines(credits)[amount].to_numpy() != 0)

    return rows


def _old(credits: pd.DataFrame, day: date, limits: Thresholds) -> Mask:
    return credits.index.isin(old_commitments(credits, day, limits).index)


def _serious(raid: pd.DataFrame, _day: date, limits: Thresholds) -> Mask:
    return is_open(raid) & is_in(raid, "kind", ("threat",)) & (levels(raid) >= limits.risk_bands.high)


def _exposed(raid: pd.DataFrame, _day: date, _limits: Thresholds) -> Mask:
    return exposures(raid) != 0


def _in_time(milestones: pd.DataFrame, day: date, _limits: Thresholds) -> Mask:
    return is_due(milestones, day)


def _not_ready(items: pd.DataFrame, day: date, limits: Thresholds) -> Mask:
    due = cutovers_due(reform_items(items, limits), day)
    unready = (ReadinessClass.NOT_READY, ReadinessClass.UNKNOWN)
    return _named(items, ((i.project, i.item) for i in due if i.readiness.readiness in unready))


def _short(items: pd.DataFrame, _day: date, limits: Thresholds) -> Mask:
    return _named(items, ((i.project, i.item) for i in short_contracts(reform_items(items, limits))))


def _named(items: pd.DataFrame, keys: Iterable[tuple[str | None, str | None]]) -> Mask:
    wanted = set(keys)
    return np.array([key in wanted for key in zip(items["project"], items["item"], strict=True)], dtype=bool)


AC, EV, PV = N_("Actual cost (AC)"), N_("Earned value (EV)"), N_("Planned value (PV)")
BAC, FORECAST, EAC = N_("Budget (BAC)"), N_("Forecast at completion"), N_("Estimate (EAC)")
USERS, TOOLS = N_("Users in scope"), N_("Tools")

EVIDENCE: dict[str, Evidence] = {
    "projects_on_track": Evidence("projects", _running, N_("On track"), N_("Active projects")),
    "spent_against_plan": Evidence("budget", _to_date, AC, PV),
    "forecast_at_completion": Evidence("budget", _every, FORECAST, BAC),
    "forecast_overrun": Evidence("budget", _every, FORECAST, BAC),
    "original_overrun": Evidence("budget", _every, FORECAST, N_("Original budget")),
    "open_high_risks": Evidence("raid", _serious, N_("High or critical"), N_("Open threats")),
    "milestones_late": Evidence("milestones", lambda rows, day, _limits: is_late(rows, day), N_("Late"), N_("All")),
    "milestone_hit_rate": Evidence("milestones", _in_time, N_("In time"), N_("Due")),
    "reform_progress": Evidence("migration", _every, N_("Weight done"), N_("Weight")),
    "users_moved": Evidence("migration", _every, N_("Users moved"), USERS),
    "cpi": Evidence("budget", _to_date, EV, AC),
    "spi": Evidence("budget", _to_date, EV, PV),
    "eac": Evidence("budget", _every, EAC, BAC),
    "variance_at_completion": Evidence("budget", _every, BAC, EAC),
    "percent_complete": Evidence("projects", _every),
    "slip_days": Evidence("projects", _every),
    "spi_t": Evidence("budget", _every),
    "runway": Evidence("budget", _closed_months),
    "ce_lapse": Evidence("credits", _credits_with("ce_lapse"), N_("Lapsing (CE)")),
    "cl_shortage": Evidence("credits", _credits_with("cl_shortage"), N_("Short (CL)")),
    "ageing_commitments": Evidence("credits", _old),
    "risk_exposure": Evidence("raid", _exposed, N_("Exposure")),
    "entries_overdue": Evidence("raid", lambda rows, day, _limits: is_overdue(rows, day), N_("Overdue")),
    "reform_items_in_error": Evidence("migration", lambda rows, _day, _limits: is_in_error(rows)),
    "cutovers_not_ready": Evidence("migration", _not_ready),
    "cutover_conflicts": Evidence("migration", _every),
    "contracts_short": Evidence("migration", _short),
    "dual_run_cost": Evidence("migration", lambda rows, day, _limits: is_dual_run(rows, day)),
}
"""Name of a figure that a card shows to the rows that it counts."""
