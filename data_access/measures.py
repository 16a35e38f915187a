"""What is stored per project and status date so that no trend chart scans history.

The values are computed by ``dashboard.metrics`` at commit; here stand only names and types.
"""

from data_access.contract import ColumnType

DIMENSIONS = ("overall", "scope", "schedule", "cost", "resources", "risk", "benefits")
COMPUTED = ("overall", "schedule", "cost", "risk")

MEASURES: dict[str, ColumnType] = {
    **{f"declared_{d}": ColumnType.STATUS for d in DIMENSIONS},
    **{f"computed_{d}": ColumnType.STATUS for d in COMPUTED},
    "confidence": ColumnType.STATUS,
    "gap": ColumnType.INTEGER,
    "active": ColumnType.BOOLEAN,
    "percent_complete": ColumnType.PERCENTAGE,
    "bac": ColumnType.AMOUNT,
    "original_bac": ColumnType.AMOUNT,
    "pv": ColumnType.AMOUNT,
    "ev": ColumnType.AMOUNT,
    "ac": ColumnType.AMOUNT,
    "eac": ColumnType.AMOUNT,
    "forecast_at_completion": ColumnType.AMOUNT,
    "schedule_tolerance_used": ColumnType.PERCENTAGE,
    "cost_tolerance_used": ColumnType.PERCENTAGE,
    "slip_days": ColumnType.INTEGER,
    "risks_open": ColumnType.INTEGER,
    "risks_high": ColumnType.INTEGER,
    "risks_critical": ColumnType.INTEGER,
    "risk_exposure": ColumnType.AMOUNT,
    "issues_open": ColumnType.INTEGER,
    "entries_overdue": ColumnType.INTEGER,
    "milestones_total": ColumnType.INTEGER,
    "milestones_due": ColumnType.INTEGER,
    "milestones_hit": ColumnType.INTEGER,
    "milestones_late": ColumnType.INTEGER,
    "migration_weight": ColumnType.INTEGER,
    "migration_progress_weight": ColumnType.AMOUNT,
    "users_in_scope": ColumnType.INTEGER,
    "users_moved": ColumnType.INTEGER,
    "ce_adjusted": ColumnType.AMOUNT,
    "engaged": ColumnType.AMOUNT,
    "cl_adjusted": ColumnType.AMOUNT,
    "liquidated": ColumnType.AMOUNT,
    "ce_lapse": ColumnType.AMOUNT,
    "cl_shortage": ColumnType.AMOUNT,
}
