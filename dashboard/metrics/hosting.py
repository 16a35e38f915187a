"""The cloud roadmap: which tools arrive where, quarter by quarter."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dashboard.metrics.reform_items import ReformItem

UNDECIDED = ""
"""Hosting of an item for which no target is chosen."""


class Arrival(StrEnum):
    """How the tools of one hosting target and quarter fare."""

    ARRIVED = "arrived"
    AHEAD = "ahead"
    LATE = "late"
    STOPPED = "stopped"


class RoadmapCell(NamedTuple):
    """Tools that come to *hosting* in the quarter that begins on *quarter* (None: no date given)."""

    hosting: str
    quarter: date | None
    items: tuple[ReformItem, ...]

    @property
    def arrived(self) -> int:
        """Tools that have cut over."""
        return sum(not item.pending for item in self.items)

    @property
    def state(self) -> Arrival:
        """Stopped with any failed item or open blocker; late with any forecast after plan; arrived when all have."""
        pending = [item for item in self.items if item.pending]
        if any(item.in_error for item in pending):
            return Arrival.STOPPED
        if any(item.lagging for item in pending):
            return Arrival.LATE
        return Arrival.AHEAD if pending else Arrival.ARRIVED


def quarter_of(day: date) -> date:
    """The first day of the quarter of *day*."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def hosting_roadmap(items: Iterable[ReformItem], order: Sequence[str]) -> list[RoadmapCell]:
    """One cell per hosting target and quarter that has items; targets as in *order*, quarters by date.

    An item stands in the quarter of its actual, else forecast, else planned cutover.
    """
    found: dict[tuple[str, date | None], list[ReformItem]] = {}
    for item in items:
        key = (item.hosting or UNDECIDED, quarter_of(item.cutover) if item.cutover else None)
        found.setdefault(key, []).append(item)
    ranks = {hosting: rank for rank, hosting in enumerate(order)}
    cells = [RoadmapCell(hosting, quarter, tuple(group)) for (hosting, quarter), group in found.items()]
    return sorted(cells, key=lambda c: (ranks.get(c.hosting, len(ranks)), c.hosting, c.quarter or date.max))
