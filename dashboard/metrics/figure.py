"""A figure that may not exist: a value, or the reason why there is none."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why a figure is n/a; the sentence for each stands with the other messages."""

    NO_DATA = "no_data"
    NO_PROJECTS = "no_projects"
    NO_ACTIVE_PROJECTS = "no_active_projects"
    NO_BUDGET = "no_budget"
    NO_PLAN = "no_plan"
    NO_EARNED_VALUE = "no_earned_value"
    NO_ACTUAL_COST = "no_actual_cost"
    NO_ESTIMATE = "no_estimate"
    NOTHING_EARNED = "nothing_earned"
    NOT_ATTAINABLE = "not_attainable"
    NOTHING_LEFT_TO_DO = "nothing_left_to_do"
    NO_TIME_ELAPSED = "no_time_elapsed"
    PLAN_OVER = "plan_over"
    NO_CREDITS = "no_credits"
    NO_EXPECTED_LIQUIDATIONS = "no_expected_liquidations"
    NO_CLOSED_MONTH = "no_closed_month"
    NOTHING_SPENT = "nothing_spent"
    NO_DATES = "no_dates"
    NO_TOLERANCE = "no_tolerance"
    NO_RISK_ENTRIES = "no_risk_entries"
    NO_RISK_LEVEL = "no_risk_level"
    NO_MILESTONES = "no_milestones"
    NO_MILESTONE_DUE = "no_milestone_due"
    NO_MIGRATION_ITEMS = "no_migration_items"
    NO_USERS = "no_users"
    NO_TOOL_LIVE = "no_tool_live"
    NOT_ASSESSED = "not_assessed"
    NO_UPLOAD_DUE = "no_upload_due"
    NO_CELLS = "no_cells"


class Figure(NamedTuple):
    """A *value*, or None and the *reason* why there is none."""

    value: Decimal | None
    reason: Reason | None = None


def ratio(numerator: Decimal | int | None, denominator: Decimal | int | None, reason: Reason) -> Figure:
    """numerator / denominator; None with *reason* when either is missing or the denominator is zero."""
    if numerator is None or not denominator:
        return Figure(None, reason)
    return Figure(Decimal(numerator) / Decimal(denominator))


def percent(numerator: Decimal | int | None, denominator: Decimal | int | None, reason: Reason) -> Figure:
    """As ``ratio``, in percentage points."""
    if numerator is None or not denominator:
        return Figure(None, reason)
    return Figure(100 * Decimal(numerator) / Decimal(denominator))
