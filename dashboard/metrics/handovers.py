"""Hand-overs between projects: open dependencies, and which of them are at risk."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from dashboard.metrics.columns import records, value_of
from dashboard.metrics.status import Status, is_stale
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

SOON_DAYS = 30


class Handover(StrEnum):
    """Where a hand-over stands."""

    AT_RISK = "at_risk"
    SOON = "soon"
    LATER = "later"


class Danger(StrEnum):
    """Why a hand-over is at risk; the first that applies."""

    OVERDUE = "overdue"
    ESCALATED = "escalated"
    PROVIDER_LATE = "provider_late"
    PROVIDER_STALE = "provider_stale"


COLUMNS = ["provider", "receiver", "entry", "title", "owner", "due", "days_left", "state", "danger"]


def handovers(
    entries: pd.DataFrame,
    measures: pd.DataFrame,
    status_date: date,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> pd.DataFrame:
    """The open dependencies of *entries* (a ``register``), those at risk first, then by due date.

    At risk: due within 30 days of *status_date*, or past due, and either past due, escalated, or owed by a project
    whose computed schedule is amber or red or whose data are out of date. *measures* holds all projects. Columns:
    provider ('' outside the portfolio), receiver, entry, title, owner, due, days_left (None without a date),
    state (``Handover``), danger (``Danger`` or None).
    """
    known = {str(row["project"]): row for row in records(measures[["project", "computed_schedule", "status_date"]])}
    wanted = entries[entries["is_open"] & (entries["tab"] == "dependencies")]
    rows = [_row(record, known, status_date, thresholds=thresholds) for record in records(wanted)]
    ordered = sorted(rows, key=lambda row: (row[7] != Handover.AT_RISK, row[5] or date.max, row[1], row[2]))
    return pd.DataFrame(ordered, columns=COLUMNS, dtype=object)


def _row(
    entry: Mapping[str, object], known: Mapping[str, Mapping[str, object]], today: date, *, thresholds: Thresholds
) -> tuple[object, ...]:
    due = entry["due"] if isinstance(entry["due"], date) else None
    provider = str(entry["provider_project"] or "")
    soon = due is not None and due <= today + timedelta(days=SOON_DAYS)
    danger = _danger(entry, known.get(provider), today, thresholds=thresholds) if soon else None
    state = Handover.AT_RISK if danger else Handover.SOON if soon else Handover.LATER
    return (
        provider, entry["project"], entry["entry"], entry["title"], entry["owner"], due,
        None if due is None else (due - today).days, state.value, danger.value if danger else None,
    )  # fmt: skip


def _danger(
    entry: Mapping[str, object], provider: Mapping[str, object] | None, today: date, *, thresholds: Thresholds
) -> Danger | None:
    due = entry["due"]
    if isinstance(due, date) and due < today:
        return Danger.OVERDUE
    if entry["escalated"]:
        return Danger.ESCALATED
    if provider is None:
        return None
    if provider["computed_schedule"] in (Status.AMBER, Status.RED):
        return Danger.PROVIDER_LATE
    reported = value_of(provider["status_date"])
    stale = is_stale(reported if isinstance(reported, date) else None, today, thresholds)
    return Danger.PROVIDER_STALE if stale else None
