"""Who moved since the compared date: status, forecast end and cost, with the reason the workbook gives."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pandas as pd

from dashboard.metrics.columns import records, value_of
from dashboard.metrics.status import rank, worst

MATERIAL_DAYS = 7
MATERIAL_COST = Decimal(1)
"""Change of the slip in days, and of the cost forecast in % of the budget, from which a project has moved."""

Row = tuple[object, ...]
COLUMNS = ("project", "name", "before", "after", "days", "cost", "reason")


def movers(now: pd.DataFrame, then: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """One row per project whose overall status changed or whose slip or cost moved materially: ``COLUMNS``.

    *before* and *after*: the worse of declared and computed overall status; *days*: change of the
    slip in calendar days; *cost*: change of the forecast at completion in EUR; both None where
    unknown; *reason*: the one that the workbook gives for the gap of its statuses, or None. The worst
    fall first, then the largest slip, then the largest cost.
    """
    earlier = {str(record["project"]): record for record in records(then)}
    rows = {str(record["project"]): record for record in records(projects)}
    found: list[Row] = []
    for record in records(now):
        before = earlier.get(str(record["project"]))
        if before is not None:
            found += _moved(record, before, rows.get(str(record["project"]), {}))
    found.sort(key=_order)
    return pd.DataFrame(found, columns=list(COLUMNS), dtype=object)


def _moved(now: Mapping[str, object], then: Mapping[str, object], project: Mapping[str, object]) -> Iterator[Row]:
    before, after = (worst((str(m["declared_overall"]), str(m["computed_overall"]))).value for m in (then, now))
    days, cost = _change(now, then, "slip_days"), _change(now, then, "forecast_at_completion")
    bac = Decimal(str(value_of(now["bac"]) or 0))
    dearer = cost is not None and bool(bac) and 100 * abs(cost) >= MATERIAL_COST * bac
    if before != after or (days is not None and abs(days) >= MATERIAL_DAYS) or dearer:
        name = project.get("name") or now["project"]
        reason = value_of(project.get("gap_reason")) or None
        yield now["project"], name, before, after, None if days is None else int(days), cost, reason


def _change(now: Mapping[str, object], then: Mapping[str, object], name: str) -> Decimal | None:
    after, before = value_of(now[name]), value_of(then[name])
    return None if after is None or before is None else Decimal(str(after)) - Decimal(str(before))


def _order(row: Row) -> tuple[int, int, Decimal, str]:
    before, after = (rank(str(status)) for status in row[2:4])
    fall = (after or 0) - (before or 0)
    return (-fall, -int(str(row[4] or 0)), -Decimal(str(row[5] or 0)), str(row[0]))


def status_by_week(history: pd.DataFrame, weeks: list[date]) -> dict[str, list[tuple[date, str | None, bool]]]:
    """Project to (week, worse of declared and computed overall, reported that week) for each of *weeks*.

    A project that did not report carries its last status, marked as not reported; None before its first.
    """
    known: dict[str, dict[date, str]] = {}
    shown = history[["project", "status_date", "declared_overall", "computed_overall"]]
    for project, day, *said in shown.itertuples(index=False, name=None):
        if isinstance(day, date):
            known.setdefault(str(project), {})[day] = worst(map(str, said)).value
    return {project: _carried(known[project], weeks) for project in sorted(known)}


def _carried(known: Mapping[date, str], weeks: list[date]) -> list[tuple[date, str | None, bool]]:
    days = sorted(known)
    places = [bisect_right(days, week) for week in weeks]
    return [
        (week, known[days[place - 1]] if place else None, week in known)
        for week, place in zip(weeks, places, strict=True)
    ]
