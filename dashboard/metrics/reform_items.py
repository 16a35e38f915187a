"""The items of the reform as values: tools on their way, with what the reader must know of each."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, cast

import pandas as pd

from dashboard.metrics.columns import records
from dashboard.metrics.migration import is_pending
from dashboard.metrics.readiness import Readiness, readiness
from dashboard.metrics.status import is_stale
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds
from dashboard.metrics.waves import codes, is_in_error, is_lagging

OVER = "done"
HORIZON_DAYS = 60
"""Cutovers within so many days need their readiness now."""


class ReformItem(NamedTuple):
    """One row of the migration sheet, with what follows from it.

    *key* is project and item; *cutover* the actual, else forecast, else planned day; *slip_days* that
    day less the planned one; *pending* as in ``migration``; *in_error* and *lagging* as in ``waves``.
    Users are 0 where not given; *monthly_cost* is EUR per month of double running; *stale* where the
    last report is older than allowed.
    """

    key: str
    project: str
    item: str
    institution: str
    domain: str
    current_tool: str
    target_tool: str | None
    disposition: str
    hosting: str | None
    wave: int
    stage: str
    planned: date | None
    actual: date | None
    cutover: date | None
    slip_days: int | None
    pending: bool
    in_error: bool
    lagging: bool
    readiness: Readiness
    blocker: str | None
    depends_on: tuple[str, ...]
    users_in_scope: int
    users_moved: int
    active_users: int
    trained: int
    monthly_cost: Decimal | None
    contract_end: date | None
    decommissioned: date | None
    stale: bool = False


class Marks(NamedTuple):
    """What is told of an item by looking at the whole sheet at once."""

    pending: bool
    in_error: bool
    lagging: bool


def item_key(project: object, item: object) -> str:
    """How an item is named in a link: project and item code."""
    return f"{project}/{item}"


def reform_items(
    items: pd.DataFrame, thresholds: Thresholds = DEFAULT_THRESHOLDS, *, as_of: date | None = None
) -> tuple[ReformItem, ...]:
    """The rows of the migration frame *items* as values, in their order.

    Items are stale where *as_of* is given and the frame's status_date is too far before it.
    """
    if items.empty:
        return ()
    marks = zip(*(mark(items).tolist() for mark in (is_pending, is_in_error, is_lagging)), strict=True)
    found = [(row, _item(row, thresholds, Marks(*m))) for row, m in zip(records(items), marks, strict=True)]
    return tuple(item._replace(stale=_is_stale(row, as_of, thresholds)) for row, item in found)


def _is_stale(row: dict[str, object], as_of: date | None, thresholds: Thresholds) -> bool:
    reported = row.get("status_date")
    return as_of is not None and isinstance(reported, date) and is_stale(reported, as_of, thresholds)


def _item(row: dict[str, object], thresholds: Thresholds, marks: Marks) -> ReformItem:
    planned, actual = _day(row["planned_cutover"]), _day(row["actual_cutover"])
    cutover = actual or _day(row["forecast_cutover"]) or planned
    return ReformItem(
        key=item_key(row["project"], row["item"]),
        project=str(row["project"]),
        item=str(row["item"]),
        institution=str(row["institution"]),
        domain=str(row["domain"]),
        current_tool=str(row["current_tool"]),
        target_tool=_text(row["target_tool"]),
        disposition=str(row["disposition"]),
        hosting=_text(row["hosting"]),
        wave=int(str(row["wave"])),
        stage=str(row["stage"]),
        planned=planned,
        actual=actual,
        cutover=cutover,
        slip_days=(cutover - planned).days if cutover and planned else None,
        pending=marks.pending,
        in_error=marks.in_error,
        lagging=marks.lagging,
        readiness=readiness(row, thresholds),
        blocker=_text(row["blocker"]),
        depends_on=codes(row["depends_on"]),
        users_in_scope=_number(row["users_in_scope"]),
        users_moved=_number(row["users_moved"]),
        active_users=_number(row["active_users"]),
        trained=_number(row["trained"]),
        monthly_cost=cast("Decimal | None", row["dual_run_cost"]),
        contract_end=_day(row["contract_end"]),
        decommissioned=_day(row["decommissioned"]),
    )


def _day(cell: object) -> date | None:
    return cell if isinstance(cell, date) else None


def _text(cell: object) -> str | None:
    return str(cell) if cell else None


def _number(cell: object) -> int:
    return int(str(cell)) if cell is not None else 0


def attention(item: ReformItem) -> tuple[object, ...]:
    """Sort key: failed or blocked first, then the latest against plan, then the next cutover."""
    late = max(item.slip_days or 0, 0) if item.pending else 0
    return (not item.in_error, -late, not item.pending, item.cutover or date.max, item.key)


def cutovers_due(items: Iterable[ReformItem], status_date: date, within: int = HORIZON_DAYS) -> list[ReformItem]:
    """Items still to cut over whose cutover is at most *within* days after *status_date*, or overdue; by day."""
    due = [i for i in items if i.pending and i.cutover and (i.cutover - status_date).days <= within]
    return sorted(due, key=lambda i: (i.cutover or date.max, i.key))


def short_contracts(items: Iterable[ReformItem]) -> list[ReformItem]:
    """Items still to cut over whose current tool's contract ends before the cutover; the earliest end first."""
    short = [i for i in items if i.pending and i.cutover and i.contract_end and i.contract_end < i.cutover]
    return sorted(short, key=lambda i: (i.contract_end or date.max, i.key))


def by_institution(items: Sequence[ReformItem]) -> dict[str, list[ReformItem]]:
    """Institution to its items, both with what needs attention first."""
    found: dict[str, list[ReformItem]] = {}
    for item in sorted(items, key=attention):
        found.setdefault(item.institution, []).append(item)
    return found
