"""What the RAID board is looking at: the filters, the projects they leave, and their log."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pandas as pd

from dashboard import data
from dashboard.charts.titled import DrawnChart, TitledChart, drawn
from dashboard.filters import Filters
from dashboard.metrics.raid_figures import Log
from dashboard.metrics.register import TABS
from dashboard.metrics.thresholds import RiskBands, Thresholds
from dashboard.panels import is_dark

EVERYTHING = "all"
"""The part of the log that holds all others."""
DECISIONS = "decisions"
"""The part whose entries are sought when they are closed: a decision taken."""


class Draw(Protocol):
    """A chart that needs to know only the reader's theme any more."""

    def __call__(self, *, dark: bool) -> TitledChart: ...


@dataclass(frozen=True, eq=False)
class RaidView:
    """The *log* of the projects in *codes* at *as_of*, their *measures*, and the names of all projects by code."""

    version: int
    filters: Filters
    as_of: dt.date
    codes: tuple[str, ...]
    measures: pd.DataFrame
    names: dict[str, str]
    log: Log

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Status date and filters in words, for exports."""
        return self.filters.notes(self.version)

    @cached_property
    def thresholds(self) -> Thresholds:
        """What this status date is judged by."""
        return data.thresholds(self.version, self.as_of)

    @property
    def bands(self) -> RiskBands:
        """The risk bands of this status date."""
        return self.thresholds.risk_bands

    @property
    def since(self) -> dt.date | None:
        """The compared date."""
        return self.filters.compare_with

    def part(self, tab: str) -> pd.DataFrame:
        """The entries of a tab of ``register.TABS``, or of all; dependencies count on either side of a hand-over."""
        entries = self.log.entries
        if tab == EVERYTHING:
            chosen = entries[self.log.own]
        elif tab == "dependencies":
            chosen = entries[entries["tab"] == tab]
        else:
            chosen = entries[self.log.own & (entries["tab"] == tab)]
        return chosen.reset_index(drop=True)

    def counts(self) -> dict[str, int]:
        """Tab, or all, to the number of its open entries; decisions count whether taken or still to be taken."""
        entries = self.log.entries
        own = entries[self.log.own & entries["is_open"]]
        counts = {tab: int((own["tab"] == tab).sum()) for tab in TABS}
        return counts | {
            "dependencies": len(self.log.handovers), DECISIONS: len(self.part(DECISIONS)), EVERYTHING: len(own),
        }  # fmt: skip

    def chart(self, name: str, draw: Draw) -> DrawnChart:
        """The chart *name* of this view, drawn once per data version, choice, language and theme."""
        dark = is_dark()
        choice = (self.as_of, self.since, self.codes, dark)
        return data.remembered(self.version, f"raid_{name}", choice, lambda: drawn(draw(dark=dark)))
