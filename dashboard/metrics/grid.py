"""The status grid: projects by dimension, declared and computed side by side, what needs attention first."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from dashboard.metrics.columns import records, value_of
from dashboard.metrics.measures import COMPUTED, DIMENSIONS
from dashboard.metrics.status import Status, is_watermelon, worst

FACTS = ("name", "programme", "manager")
STATUSES = (*(f"declared_{d}" for d in DIMENSIONS), *(f"computed_{d}" for d in COMPUTED), "confidence")
URGENCY = {Status.RED: 0, Status.AMBER: 1, Status.NOT_ASSESSED: 2, Status.GREEN: 3}
"""Not assessed before green: what nobody looked at needs a look before what is fine."""


def status_grid(measures: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """One row per project of *measures*, sorted by what needs attention.

    Columns: project, name, programme, manager (from *projects*), declared_* and computed_* and
    confidence (statuses), gap (int or None), is_watermelon (bool), active (bool), status_date
    (date, or None where *measures* has none). Order: active projects first, the worse of declared
    and computed overall, the wider gap, the larger share of a tolerance used, the project code.
    """
    facts = {str(record["project"]): record for record in records(projects)}
    rows = [_row(record, facts) for record in records(measures)]
    columns = ["project", *FACTS, *STATUSES, "gap", "is_watermelon", "active", "status_date"]
    ordered = sorted(rows, key=lambda pair: pair[0])
    return pd.DataFrame([row for _, row in ordered], columns=columns, dtype=object)


def _row(
    record: Mapping[str, object], facts: Mapping[str, Mapping[str, object]]
) -> tuple[tuple[object, ...], tuple[object, ...]]:
    project, levels = str(record["project"]), value_of(record["gap"])
    known = facts.get(project, {})
    gap = None if levels is None else int(str(levels))
    row = (
        project,
        *(value_of(known.get(fact)) for fact in FACTS),
        *(record[name] for name in STATUSES),
        gap,
        is_watermelon(gap),
        bool(record["active"]),
        value_of(record.get("status_date")),
    )
    return _attention(record, gap), row


def _attention(record: Mapping[str, object], gap: int | None) -> tuple[object, ...]:
    overall = worst((str(record["declared_overall"]), str(record["computed_overall"])))
    used = [value_of(record[f"{name}_tolerance_used"]) for name in ("schedule", "cost")]
    most = max((Decimal(str(share)) for share in used if share is not None), default=Decimal(0))
    return (not record["active"], URGENCY[overall], -(gap or 0), -most, str(record["project"]))
