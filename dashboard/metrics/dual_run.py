"""The clock of double running: since when two tools are paid for, what it has cost, and until when it may last."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.migration import is_dual_run
from dashboard.metrics.money import euros
from dashboard.metrics.reform_items import ReformItem

MONTHS, DAYS = 12, 365
RECENT_DAYS = 60


class DualRun(NamedTuple):
    """One old tool whose replacement is live.

    *since* is the cutover (None where only the stage says so), *until* the decommission date, None
    while it runs; *so_far* in EUR, None where cost or cutover is not given.
    """

    item: ReformItem
    since: date | None
    until: date | None
    so_far: Decimal | None

    @property
    def running(self) -> bool:
        """Whether the old tool still runs."""
        return self.until is None


def dual_runs(rows: pd.DataFrame, items: Iterable[ReformItem], status_date: date) -> list[DualRun]:
    """Old tools beside their replacement: those still running, the costliest so far first, then those stopped.

    *rows* is the migration frame that *items* were read from, in the same order. Cost so far = EUR per
    month x 12 / 365 x days from cutover to *status_date*, or to the decommission date.
    """
    if rows.empty:
        return []
    pairs = zip(items, is_dual_run(rows, status_date), strict=True)
    found = [run for item, runs in pairs if (run := _run(item, status_date, runs=bool(runs))) is not None]
    return sorted(found, key=lambda r: (not r.running, -(r.so_far or Decimal(0)), r.item.key))


def recently_stopped(runs: Iterable[DualRun], status_date: date) -> list[DualRun]:
    """Those of *runs* whose old tool was stopped in the last 60 days."""
    return [r for r in runs if r.until and (status_date - r.until).days <= RECENT_DAYS]


def cost_so_far(runs: Iterable[DualRun]) -> Decimal:
    """EUR paid for double running since each cutover, tools that still run only."""
    return sum((r.so_far or Decimal(0) for r in runs if r.running), Decimal(0))


def _run(item: ReformItem, status_date: date, *, runs: bool) -> DualRun | None:
    over = not item.pending and item.cutover is not None and item.cutover <= status_date
    since = item.actual if over else None
    if runs:
        return DualRun(item, since, None, _so_far(item, since, status_date))
    if over and item.decommissioned and item.decommissioned <= status_date:
        return DualRun(item, since, item.decommissioned, _so_far(item, since, item.decommissioned))
    return None


def _so_far(item: ReformItem, since: date | None, until: date) -> Decimal | None:
    if since is None or item.monthly_cost is None:
        return None
    cents = round(item.monthly_cost * 100) * MONTHS * max((until - since).days, 0)
    return euros((2 * cents + DAYS) // (2 * DAYS))
