"""The values that reports are made of: what was read for one choice of projects and dates, at one instant."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from dashboard.charts.reform_marks import ReformNames
from dashboard.metrics.allocations import Allocation
from dashboard.metrics.burn import Spending
from dashboard.metrics.cost_positions import CostPosition
from dashboard.metrics.figure import Figure
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.portfolio import MovedKpi
from dashboard.metrics.reform_items import ReformItem
from dashboard.metrics.thresholds import Thresholds
from dashboard.metrics.wave_plan import WavePlan
from dashboard.metrics.waves import Conflict
from dashboard.reports.document import Line, Stamp

Record = Mapping[str, object]
Names = Mapping[str, str]


@dataclass(frozen=True)
class Facet:
    """By what the reader of an offline pack may filter a project: names as they are shown, status as its code."""

    programme: str
    institution: str
    manager: str
    status: str


@dataclass(frozen=True, eq=False)
class Money:
    """Sums, curve now and on the compared date, cost positions worst first, and credits by allocation.

    *title* and the like are the findings; *year* is all allocations together, None without credits.
    """

    title: str
    total: Spending
    curve: pd.DataFrame
    before: pd.DataFrame | None
    costs: tuple[CostPosition, ...]
    costs_title: str
    findings: tuple[Line, ...]
    allocations: tuple[Allocation, ...]
    year: Allocation | None
    pace_title: str
    year_end_title: str


@dataclass(frozen=True, eq=False)
class Reform:
    """The tools of the reform; *kpis* and *earlier* by name, now and on the compared date."""

    items: tuple[ReformItem, ...]
    waves: tuple[WavePlan, ...]
    conflicts: tuple[Conflict, ...]
    names: ReformNames
    kpis: Mapping[str, Kpi]
    earlier: Mapping[str, Kpi]


@dataclass(frozen=True, eq=False)
class Story:
    """One project: its row of the register, its measures now and on the compared date, and its own rows.

    *facts* say who and where, *asks* what needs a decision. *curve* and *before* are spending by month, *history*
    its measures week by week, *milestones* rows of the sheet, *entries* those of the register of its RAID log, with
    cause, effect and strategy.
    """

    code: str
    name: str
    facts: tuple[str, ...]
    project: Record
    measures: Record
    before: Record | None
    kpis: Mapping[str, MovedKpi]
    asks: tuple[Line, ...]
    curve: pd.DataFrame
    ghost: pd.DataFrame | None
    history: pd.DataFrame
    spi_t: Figure
    milestones: pd.DataFrame
    entries: pd.DataFrame
    reported_on: dt.date
    stale: bool
    in_exception: bool
    in_trouble: bool


@dataclass(frozen=True, eq=False)
class Labels:
    """Names in the language in use: figures and their definitions by name, RAID kinds and states by stored value."""

    figures: Names
    definitions: Names
    kinds: Names
    states: Names
    strategies: Names


@dataclass(frozen=True, eq=False)
class Pack:
    """Everything that reports show of some projects; frames as their makers describe them.

    *filters* are the choice in words, *names* project codes to names, *grid* ``metrics.grid.status_grid``,
    *movers* ``metrics.movers.movers`` (None without a compared date), *entries* the register of the RAID log.
    """

    stamp: Stamp
    as_of: dt.date
    compare_with: dt.date | None
    filters: tuple[str, ...]
    names: Names
    labels: Labels
    thresholds: Thresholds
    kpis: tuple[MovedKpi, ...]
    matters: tuple[Line, ...]
    grid: pd.DataFrame
    stale: Mapping[str, bool]
    movers: pd.DataFrame | None
    money: Money
    entries: pd.DataFrame
    reform: Reform | None
    stories: tuple[Story, ...]
    facets: Mapping[str, Facet]
    measures: pd.DataFrame
    earlier: pd.DataFrame | None

    def kpi(self, name: str) -> MovedKpi:
        """The figure called *name*."""
        return next(kpi for kpi in self.kpis if kpi.name == name)


def amount_of(cell: object) -> Decimal | None:
    """A cell that holds an amount, or nothing."""
    return cell if isinstance(cell, Decimal) else None
