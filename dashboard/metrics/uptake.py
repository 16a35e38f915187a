"""Whether people can and do use the new tools: training and adoption."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.metrics import migration
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.migration import Migration
from dashboard.metrics.reform_items import ReformItem

SETTLED_DAYS = 30
"""Adoption looks back so many days: a tool that is live for less says nothing yet."""
FAILED = "failed"


class Uptake(NamedTuple):
    """Users of some items: of *all*, and of those that are *settled*, live for 30 days at least."""

    all: Migration
    settled: Migration

    @property
    def training_cover(self) -> Figure:
        """Training cover = users who completed their training / target users, in %."""
        return migration.training_cover(self.all)

    @property
    def adoption(self) -> Figure:
        """Adoption = users doing the core task in the last 30 days / target users of tools live that long, in %."""
        if self.all.users_in_scope and not self.settled.users_in_scope:
            return Figure(None, Reason.NO_TOOL_LIVE)
        return migration.adoption(self.settled)


def is_settled(item: ReformItem, status_date: date) -> bool:
    """Whether *item* cut over at least 30 days before *status_date*."""
    if item.pending or item.stage == FAILED or item.cutover is None:
        return False
    return item.cutover <= status_date - timedelta(days=SETTLED_DAYS)


def uptake(items: Iterable[ReformItem], status_date: date) -> Uptake:
    """Training and adoption over all of *items*."""
    every = list(items)
    return Uptake(_users(every), _users([item for item in every if is_settled(item, status_date)]))


def _users(items: Iterable[ReformItem]) -> Migration:
    counts = [(i.users_in_scope, i.users_moved, i.active_users, i.trained) for i in items if i.users_in_scope]
    in_scope, moved, active, trained = (sum(column) for column in zip(*counts, strict=True)) if counts else (0,) * 4
    return Migration(users_in_scope=in_scope, users_moved=moved, active_users=active, trained=trained)
