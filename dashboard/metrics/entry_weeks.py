"""What each week's report changed in one row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard.metrics.columns import records


class Change(NamedTuple):
    """One column that a report changed."""

    column: str
    old: object
    new: object


class Week(NamedTuple):
    """One status date: the *row* as reported (None where it was gone) and what *changed* since the report before.

    *first* marks the report that brought the row, or brought it back.
    """

    status_date: date
    row: Mapping[str, Any] | None
    changed: tuple[Change, ...]
    first: bool


def weeks(history: pd.DataFrame, columns: Sequence[str]) -> list[Week]:
    """The *history* of a row (``row_history``: status_date, present and *columns*), the latest week first."""
    found: list[Week] = []
    for row in records(history):
        before = found[-1].row if found else None
        now = row if row["present"] else None
        changed = _changes(before, now, columns) if before is not None and now is not None else ()
        found.append(Week(_day(row["status_date"]), now, changed, first=before is None and now is not None))
    return found[::-1]


def last_changed(known: Sequence[Week]) -> date | None:
    """The latest status date whose report changed the row, brought it or left it out."""
    for week, before in zip(known, [*known, None][1:], strict=True):
        gone = week.row is None and before is not None and before.row is not None
        if week.first or week.changed or gone:
            return week.status_date
    return None


def _changes(before: Mapping[str, Any], now: Mapping[str, Any], columns: Sequence[str]) -> tuple[Change, ...]:
    return tuple(Change(name, before[name], now[name]) for name in columns if before[name] != now[name])


def _day(cell: object) -> date:
    if not isinstance(cell, date):
        raise TypeError(f"not a date: {cell!r}")
    return cell
