"""Users moved over time: as planned, as it went, as forecast."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate

import pandas as pd

from dashboard.metrics.reform_items import ReformItem
from dashboard.metrics.uptake import SETTLED_DAYS

COLUMNS = ("series", "day", "users")


def users_planned(items: Iterable[ReformItem], status_date: date) -> int:
    """Users in scope of items whose planned cutover is on or before *status_date*."""
    return sum(i.users_in_scope for i in items if i.planned and i.planned <= status_date)


def users_moved(items: Iterable[ReformItem]) -> int:
    """People who work in their target tool, over items whose users in scope are known."""
    return sum(i.users_moved for i in items if i.users_in_scope)


def moved_curve(items: Sequence[ReformItem], status_date: date) -> pd.DataFrame:
    """Users moved, added up by day: columns series (plan, actual, forecast), day (date), users (int).

    plan counts the users in scope of an item on its planned cutover. actual counts the users moved
    so far on the day of their cutover, up to *status_date*. forecast goes on from there: users still
    to move, on the forecast cutover of their item, or 30 days after a cutover that left them behind;
    on *status_date* where that day has passed. Items without a date are left out of plan and forecast,
    items whose users in scope are not known of all three.
    """
    items = [i for i in items if i.users_in_scope]
    moved = users_moved(items)
    plan = _sums((i.planned, i.users_in_scope) for i in items)
    actual = _sums((min(i.cutover or status_date, status_date), i.users_moved) for i in items)
    ahead = ((_expected(i, status_date), i.users_in_scope - i.users_moved) for i in items)
    forecast = [(day, moved + users) for day, users in _sums(ahead)]
    rows = [("plan", *point) for point in plan]
    rows += [("actual", *point) for point in _until(actual, status_date, moved)]
    rows += [("forecast", status_date, moved)] if forecast else []
    rows += [("forecast", *point) for point in forecast]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _expected(item: ReformItem, status_date: date) -> date | None:
    if item.cutover is None:
        return None
    settled = item.cutover if item.pending else item.cutover + timedelta(days=SETTLED_DAYS)
    return max(settled, status_date)


def _sums(moves: Iterable[tuple[date | None, int]]) -> list[tuple[date, int]]:
    """Running total by day, of the moves that have a day."""
    by_day: dict[date, int] = {}
    for day, users in moves:
        if day is not None and users:
            by_day[day] = by_day.get(day, 0) + users
    days = sorted(by_day)
    return list(zip(days, accumulate(by_day[day] for day in days), strict=True))


def _until(points: list[tuple[date, int]], status_date: date, moved: int) -> list[tuple[date, int]]:
    reached = bool(points) and points[-1][0] == status_date
    return points if reached or not points else [*points, (status_date, moved)]
