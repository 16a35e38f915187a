"""Sums over projects week by week, from stored measures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from dashboard.metrics.columns import given, hundredths
from dashboard.metrics.money import euros


def weekly_totals(known: pd.DataFrame, dates: Sequence[date], name: str) -> list[Decimal | None]:
    """Sum of the measure *name* (EUR) over all projects on each of *dates*; None where no project has a value.

    *known* holds project, status_date and *name*; a project that did not report in a week counts with its latest
    report before it. Sums are exact to the cent.
    """
    latest = pd.DataFrame(
        {
            "project": known["project"].to_numpy(dtype=object),
            "status_date": known["status_date"].to_numpy(dtype=object),
            "cents": hundredths(known, name),
            "given": given(known, name).astype("int64"),
        }
    ).drop_duplicates(["project", "status_date"], keep="last")
    cents, found = (_weeks(latest, column, dates).sum(axis=1) for column in ("cents", "given"))
    return [euros(round(total)) if values else None for total, values in zip(cents, found, strict=True)]


def _weeks(latest: pd.DataFrame, column: str, dates: Sequence[date]) -> pd.DataFrame:
    """One row per date, one column per project: what it had last reported by then."""
    table = latest.pivot(index="status_date", columns="project", values=column)
    every = sorted({*table.index, *dates})
    return table.reindex(every).ffill().reindex(list(dates))
