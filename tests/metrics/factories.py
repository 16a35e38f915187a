"""Frames as the store hands them out, from keyword rows; amounts may be written as text."""

from datetime import date
from decimal import Decimal

import pandas as pd

from data_access.contract import ColumnType
from data_access.datasets import CONTRACT

STATUS_DATE = date(2026, 5, 15)
EXACT = (ColumnType.AMOUNT, ColumnType.PERCENTAGE)

DEFAULTS: dict[str, dict[str, object]] = {
    "projects": {
        "project": "P1",
        "name": "Payroll",
        "programme": "Reform",
        "institution": "North",
        "manager": "Ana",
        "involvement": "managed",
        "stage": "execution",
        "baseline_start": date(2026, 1, 1),
        "baseline_end": date(2026, 12, 31),
        "forecast_end": date(2026, 12, 31),
        "percent_complete": 40,
        "status_overall": "green",
    },
    "budget": {"project": "P1", "category": "staff", "month": date(2026, 1, 1), "planned": 0},
    "credits": {
        "project": "P1",
        "year": 2026,
        "basic_allocation": "01.001",
        "institution": "North",
        "ce_adjusted": 0,
        "cl_adjusted": 0,
        "engaged": 0,
        "liquidated": 0,
    },
    "milestones": {
        "project": "P1",
        "milestone": "M1",
        "name": "Gate",
        "baseline": STATUS_DATE,
        "forecast": STATUS_DATE,
    },
    "raid": {
        "project": "P1",
        "entry": "R1",
        "kind": "threat",
        "title": "Late supplier",
        "status": "open",
        "raised": date(2026, 5, 1),
    },
    "migration": {
        "project": "P1",
        "item": "HR-01",
        "institution": "North",
        "domain": "hr",
        "current_tool": "Old",
        "disposition": "repurchase",
        "wave": 1,
        "stage": "assess",
    },
}


def frame(name: str, *rows: dict[str, object]) -> pd.DataFrame:
    """A frame of dataset *name*, one row per mapping, required cells filled in."""
    columns = CONTRACT.dataset(name).columns
    filled = [{**DEFAULTS[name], **row} for row in rows]
    return pd.DataFrame(
        {
            c.name: pd.Series(
                [_cell(row.get(c.name), exact=c.type in EXACT) for row in filled],
                dtype="Int64" if c.type is ColumnType.INTEGER else "object",
            )
            for c in columns
        }
    )


def _cell(value: object, *, exact: bool) -> object:
    return Decimal(str(value)) if exact and value is not None else value


def month(number: int, year: int = 2026) -> date:
    """The first day of a month."""
    return date(year, number, 1)


MEASURED: dict[str, object] = {
    **{f"declared_{d}": "green" for d in ("overall", "scope", "schedule", "cost", "resources", "risk", "benefits")},
    **{f"computed_{d}": "green" for d in ("overall", "schedule", "cost", "risk")},
    "confidence": "green",
    "gap": 0,
    "active": True,
    "slip_days": 0,
    **dict.fromkeys(("percent_complete", "schedule_tolerance_used", "cost_tolerance_used"), Decimal(0)),
    **dict.fromkeys(("bac", "original_bac", "pv", "ev", "ac", "eac", "forecast_at_completion")),
    **dict.fromkeys(("risks_open", "risks_high", "risks_critical", "issues_open", "entries_overdue"), 0),
    "risk_exposure": None,
    **dict.fromkeys(("milestones_total", "milestones_due", "milestones_hit", "milestones_late"), 0),
    **dict.fromkeys(("migration_weight", "users_in_scope", "users_moved"), 0),
    "migration_progress_weight": Decimal("0.00"),
    **dict.fromkeys(("ce_adjusted", "engaged", "cl_adjusted", "liquidated", "ce_lapse", "cl_shortage")),
    "status_date": STATUS_DATE,
}


def measured(*rows: dict[str, object]) -> pd.DataFrame:
    """Measures of projects P1, P2, ... as the store hands them out; unknown amounts unless given."""
    filled = [{"project": f"P{i}", **MEASURED, **row} for i, row in enumerate(rows, 1)]
    return pd.DataFrame(filled, columns=["project", *MEASURED], dtype=object)
