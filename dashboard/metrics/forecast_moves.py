"""Whose forecast at completion moved since the compared date, and the reason that the workbook gives."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from dashboard.metrics.columns import records, value_of
from dashboard.metrics.movers import MATERIAL_COST

COLUMNS = ("project", "before", "after", "change", "reason")


def forecast_moves(now: pd.DataFrame, then: pd.DataFrame, reasons: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row per project whose forecast at completion moved, the largest change first: ``COLUMNS``.

    It moved when it changed by 1 % of the budget, or by less and *reasons* says why. *now* and *then*
    are measures; a project without a forecast before is left out. Amounts in EUR; *reason* may be None.
    """
    earlier = {str(row["project"]): value_of(row["forecast_at_completion"]) for row in records(then)}
    found = []
    for row in records(now):
        project, after = str(row["project"]), value_of(row["forecast_at_completion"])
        before = earlier.get(project)
        if not isinstance(after, Decimal) or not isinstance(before, Decimal) or after == before:
            continue
        reason, budget = (reasons or {}).get(project), Decimal(str(value_of(row["bac"]) or 0))
        if reason or 100 * abs(after - before) >= MATERIAL_COST * budget:
            found.append((project, before, after, after - before, reason))
    found.sort(key=lambda move: (-abs(move[3]), move[0]))
    return pd.DataFrame(found, columns=list(COLUMNS), dtype=object)


def new_comments(now: pd.DataFrame, then: pd.DataFrame) -> dict[str, str]:
    """Project to the comments of its budget rows that were not there before, in their order."""
    earlier = {(str(row["project"]), row["comment"]) for row in _commented(then)}
    found: dict[str, list[str]] = {}
    for row in _commented(now):
        comment, known = str(row["comment"]), found.setdefault(str(row["project"]), [])
        if (str(row["project"]), row["comment"]) not in earlier and comment not in known:
            known.append(comment)
    return {project: " ".join(comments) for project, comments in found.items() if comments}


def _commented(budget: pd.DataFrame) -> list[dict[str, object]]:
    if "comment" not in budget:
        return []
    return records(budget.loc[budget["comment"].notna(), ["project", "comment"]])
