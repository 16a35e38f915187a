"""Budget rows as they were reported: each project's rows at its own report date, so that they sum to its measures."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboard.metrics.burn import NO_SPENDING, Spending, month_number, spending_lines
from dashboard.metrics.columns import given, months, sums_by
from dashboard.metrics.money import euros

KEYS = ("project", "category", "expenditure")
COLUMNS = (*KEYS, "month", "reported", *Spending._fields)


def reported_lines(budget: pd.DataFrame, reported_on: Mapping[str, date]) -> pd.DataFrame:
    """One line per budget row of the projects of *reported_on*: ``COLUMNS``.

    *reported_on* maps a project to the status date of its latest report: what was actual or planned
    is told at that date. month counts as ``month_number``; reported says whether the row's actual
    counts; the fields of ``Spending`` are int64 cents. Blank keys are ''.
    """
    days = budget["project"].map(reported_on) if len(budget) else pd.Series(dtype=object)
    parts = [_lines(budget[days == day], day) for day in sorted(set(days.dropna()))]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=object if name in KEYS else "int64") for name in COLUMNS})
    return pd.concat(parts, ignore_index=True)


def _lines(budget: pd.DataFrame, status_date: date) -> pd.DataFrame:
    month = months(budget, "month")
    reported = given(budget, "actual") & (month <= month_number(status_date))
    keys = {name: budget[name].where(budget[name].notna(), "").to_numpy(dtype=object) for name in KEYS}
    lines = spending_lines(budget, status_date)
    return lines.assign(**keys, month=month, reported=reported)[list(COLUMNS)]


def spending_of(lines: pd.DataFrame, by: str | pd.Series) -> dict[str, Spending]:
    """Sums of ``reported_lines`` in EUR per value of a column, or per value of a series beside them."""
    if lines.empty:
        return {}
    keys = lines[by] if isinstance(by, str) else by
    totals = sums_by(keys, {name: lines[name].to_numpy() for name in Spending._fields})
    return {key: Spending(*map(euros, row.values())) for key, row in totals.items()}


def spending_total(lines: pd.DataFrame) -> Spending:
    """Sums of ``reported_lines`` in EUR over all of them; ``NO_SPENDING`` where there is none."""
    return Spending(*(euros(lines[name].sum()) for name in Spending._fields)) if len(lines) else NO_SPENDING
