"""What a report reads: every select at one instant, whatever is uploaded meanwhile, and each only once."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from dashboard import text
from dashboard.choice import Choice
from dashboard.freezes import freeze_days
from dashboard.metrics.thresholds import Thresholds
from dashboard.metrics.waves import Freeze
from dashboard.reports.document import Stamp
from dashboard.rules import Rules, rules
from dashboard.today import today
from data_access import reference
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.queries.effective import effective_rows
from data_access.queries.measures import measure_history, project_measures, status_dates
from data_access.versions import Version, current_version


@dataclass(frozen=True)
class Moment:
    """The data version that a report shows, and the instant from which it held."""

    version: int
    known_at: dt.datetime


def latest_moment(db: Database) -> Moment:
    """The data as they are now: a later upload does not change what is read at this moment."""
    now: Version = current_version(db)
    return Moment(now.number, now.changed_at)


@dataclass(frozen=True)
class Reading:
    """Selects of one database at one *moment*, remembered."""

    db: Database
    moment: Moment
    _kept: dict[tuple[object, ...], pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def known_at(self) -> dt.datetime:
        """The instant at which everything is read."""
        return self.moment.known_at

    def dates(self) -> list[dt.date]:
        """Every status date reported, the latest first."""
        return status_dates(self.db, self.known_at)

    def rows(self, dataset: str, day: dt.date) -> pd.DataFrame:
        """``effective_rows`` of all projects."""
        key = ("rows", dataset, day)
        if key not in self._kept:
            self._kept[key] = effective_rows(self.db, dataset, as_of=day, known_at=self.known_at)
        return self._kept[key]

    def measures(self, day: dt.date) -> pd.DataFrame:
        """``project_measures`` of all projects."""
        key = ("measures", day)
        if key not in self._kept:
            self._kept[key] = project_measures(self.db, day, self.known_at)
        return self._kept[key]

    def history(self, until: dt.date) -> pd.DataFrame:
        """The measures of all projects at every status date up to *until*."""
        key = ("history", until)
        if key not in self._kept:
            self._kept[key] = measure_history(self.db, since=dt.date.min, until=until, known_at=self.known_at)
        return self._kept[key]

    def names(self, kind: str) -> dict[str, str]:
        """Code to name of a reference list, in the language in use."""
        entries = reference.references(self.db)[kind]
        return {entry.value: entry.label.in_language(text.current_language()) for entry in entries}

    @cached_property
    def rules(self) -> Rules:
        """What every status date is judged by."""
        return rules(self.db, self.known_at)

    def thresholds(self, day: dt.date) -> Thresholds:
        """What the status date *day* is judged by."""
        return self.rules.on(day)

    def freezes(self) -> tuple[Freeze, ...]:
        """The declared freezes, named in the language in use."""
        return freeze_days(self.db, self.known_at)

    def dated(self, choice: Choice) -> tuple[dt.date, dt.date | None]:
        """The status date that *choice* leads to, and the one compared with; ``NotFound`` before the first report."""
        every = self.dates()
        day = next((d for d in every if choice.as_of is None or d <= choice.as_of), None)
        if day is None:
            raise NotFound("nothing_reported", day=choice.as_of or today(self.db))
        asked = choice.compare_with
        return day, next((d for d in every if d < day and (asked is None or d <= asked)), None)

    def stamp(self, day: dt.date) -> Stamp:
        """What every page bears."""
        return Stamp(day, self.moment.version, self.known_at)
