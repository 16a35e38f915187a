"""Progress of the reform: stages, users moved, adoption, training, double running."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import NO_DAY, Mask, days, given, hundredths, integers, is_in, sums_by
from dashboard.metrics.figure import Figure, Reason, percent
from dashboard.metrics.money import Cents, euros

STAGE_PERCENT = {
    "assess": 0,
    "prepare": 10,
    "test": 30,
    "cut_over": 60,
    "stabilise": 80,
    "decommission": 90,
    "done": 100,
}
STOPPED = ("failed", "blocked")
LIVE = ("stabilise", "decommission")
PAST_CUTOVER = (*LIVE, "done")
"""Stages of an item that has cut over."""
USERS = ("users_moved", "active_users", "trained")


class Migration(NamedTuple):
    """Sums over some items: *weight* and *progress_weight* as in ``progress``, the rest in users.

    Users count only of items whose users in scope are known, so that no share has a top without a bottom.
    """

    weight: int = 0
    progress_weight: Decimal = Decimal("0.00")
    users_in_scope: int = 0
    users_moved: int = 0
    active_users: int = 0
    trained: int = 0


NO_MIGRATION = Migration()


def weights(items: pd.DataFrame) -> Cents:
    """Weight of each item: its users in scope; items without users weigh 1."""
    return np.maximum(integers(items, "users_in_scope"), 1)


def progress_points(items: pd.DataFrame) -> Cents:
    """Weight x stage % of each item, as a whole number.

    A failed or blocked item keeps what its moved users prove: users moved x the percentage of
    cutting over; without moved users it stands at zero.
    """
    stage = items["stage"].map(STAGE_PERCENT).fillna(0).to_numpy(dtype=np.int64)
    moved = np.minimum(integers(items, "users_moved"), integers(items, "users_in_scope"))
    kept = moved * STAGE_PERCENT["cut_over"]
    return np.where(is_in(items, "stage", STOPPED), kept, weights(items) * stage)


def migration_by(items: pd.DataFrame, by: str = "project") -> dict[str, Migration]:
    """Sums per value of column *by* (project, institution, domain, wave, target_tool); blanks under ''."""
    if items.empty:
        return {}
    in_scope = integers(items, "users_in_scope")
    users = {name: np.where(in_scope > 0, integers(items, name), 0) for name in USERS}
    points = {"weight": weights(items), "points": progress_points(items)}
    totals = sums_by(items[by], {**points, "users_in_scope": in_scope, **users})
    return {key: _migration(row) for key, row in totals.items()}


def _migration(row: dict[str, int]) -> Migration:
    return Migration(
        weight=row["weight"],
        progress_weight=euros(row["points"]),
        users_in_scope=row["users_in_scope"],
        users_moved=row["users_moved"],
        active_users=row["active_users"],
        trained=row["trained"],
    )


def progress(m: Migration) -> Figure:
    """Progress = sum(users x stage %) / sum(users), in %; items without users weigh 1.

    Stages: assess 0, prepare 10, test 30, cut over 60, stabilise 80, decommission 90, done 100 %.
    """
    return percent(m.progress_weight, m.weight, Reason.NO_MIGRATION_ITEMS)


def adoption(m: Migration) -> Figure:
    """Adoption = users doing the core task in the last 30 days / target users, in %."""
    return percent(m.active_users, m.users_in_scope, Reason.NO_USERS)


def training_cover(m: Migration) -> Figure:
    """Training cover = users who completed their training / target users, in %."""
    return percent(m.trained, m.users_in_scope, Reason.NO_USERS)


def is_pending(items: pd.DataFrame) -> Mask:
    """Items still to cut over, by row: without an actual cutover, and not past it by their stage."""
    return ~(given(items, "actual_cutover") | is_in(items, "stage", PAST_CUTOVER))


def is_dual_run(items: pd.DataFrame, status_date: date) -> Mask:
    """Items whose replacement is live and whose old tool is not decommissioned on *status_date*, by row.

    Live: cut over by that date, or past cutover by its stage; a failed cutover is not live, and a
    done item has nothing left running.
    """
    today, cutover, stopped = status_date.toordinal(), days(items, "actual_cutover"), days(items, "decommissioned")
    live = ((cutover != NO_DAY) & (cutover <= today)) | is_in(items, "stage", LIVE)
    gone = ((stopped != NO_DAY) & (stopped <= today)) | is_in(items, "stage", ("done", "failed"))
    return live & ~gone


def dual_run_cost(items: pd.DataFrame, status_date: date) -> Decimal:
    """Dual-run cost = EUR per month of tools whose replacement is live and which are not decommissioned yet."""
    costs = np.where(is_dual_run(items, status_date), hundredths(items, "dual_run_cost"), 0)
    return euros(costs.sum())
