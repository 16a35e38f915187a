"""The portfolio as first approved: what every forecast is measured against in the end."""

from datetime import date

import pandas as pd

from dashboard.metrics.columns import records, value_of

BASELINED = ("forecast_at_completion", "eac", "variance_at_completion", "slip_days")
"""The KPIs that an original baseline says something about; of a status or a risk it says nothing.

The overrun of the original budget is a KPI of its own: a movement of that of the current one would be
another amount under the same name.
"""


def as_approved(measures: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """*measures* with cost and end as the original baseline has them, all else as it is.

    The forecast is the original budget, and the slip is where the original end lies against the
    current one; so a movement from there is the variance against the original baseline, in EUR and
    calendar days. *projects* gives baseline_end and original_baseline_end, the former where the
    latter is blank.
    """
    moved = {str(row["project"]): _end_moved(row) for row in records(projects)}
    approved = measures.assign(forecast_at_completion=measures["original_bac"], eac=measures["original_bac"])
    approved["slip_days"] = pd.Series(
        [None if value_of(known) is None else moved.get(str(code)) for code, known in _slips(measures)],
        index=measures.index, dtype=object,
    )  # fmt: skip
    return approved


def _slips(measures: pd.DataFrame) -> list[tuple[object, object]]:
    return list(zip(measures["project"], measures["slip_days"], strict=True))


def _end_moved(project: dict[str, object]) -> int | None:
    """Days from the current baseline end to the original one: negative where the baseline was put back."""
    current = project.get("baseline_end")
    original = project.get("original_baseline_end") or current
    return (original - current).days if isinstance(original, date) and isinstance(current, date) else None
