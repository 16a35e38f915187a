"""The rule of each status date: thresholds and deadlines valid on it, as known at an instant."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.metrics.deadlines import deadline_of, due
from dashboard.metrics.rules import thresholds_of
from dashboard.metrics.thresholds import Thresholds
from data_access.engine import Database
from data_access.moved_deadlines import moved_deadlines
from data_access.settings import Setting, settings, values_on


@dataclass(frozen=True, slots=True)
class Rules:
    """Every dated change that is known; without any, the defaults hold on all days."""

    changes: tuple[Setting, ...] = ()

    def on(self, day: dt.date | None) -> Thresholds:
        """The thresholds that a status date is judged by; those after all changes where *day* is None."""
        return thresholds_of(values_on(self.changes, day))


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When reports are due: by the dated settings, unless *moved* for a status date."""

    changes: tuple[Setting, ...] = ()
    moved: Mapping[dt.date, dt.datetime] = field(default_factory=dict)

    def due(self, status_date: dt.date) -> dt.datetime:
        """The instant before which the reports of *status_date* must be in."""
        return self.moved.get(status_date) or due(status_date, deadline_of(values_on(self.changes, status_date)))


def rules(db: Database, known_at: dt.datetime | None = None) -> Rules:
    """The rules known at *known_at* (default: now)."""
    return Rules(settings(db, known_at))


def deadlines(db: Database, known_at: dt.datetime | None = None) -> Deadlines:
    """The reporting deadlines known at *known_at* (default: now)."""
    return Deadlines(settings(db, known_at), {m.status_date: m.due for m in moved_deadlines(db, known_at)})
