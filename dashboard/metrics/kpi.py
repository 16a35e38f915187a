"""What a KPI is: its value with the two numbers behind it, and its definition."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.figure import Reason

Number = Decimal | int


class Unit(StrEnum):
    """What a value is counted in."""

    COUNT = "count"
    EUR = "eur"
    PERCENT = "percent"
    INDEX = "index"
    DAYS = "days"


class Better(StrEnum):
    """The direction that is good news."""

    UP = "up"
    DOWN = "down"


class Scope(StrEnum):
    """Where a KPI makes sense."""

    BOTH = "both"
    PORTFOLIO = "portfolio"
    PROJECT = "project"


class Outcome(NamedTuple):
    """What a KPI function finds: a value with its numerator and denominator, or the reason why there is none."""

    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None
    reason: Reason | None = None


class Kpi(NamedTuple):
    """One figure of a portfolio or project; *value* is None for *reason*."""

    name: str
    value: Number | None
    unit: Unit
    numerator: Number | None = None
    denominator: Number | None = None
    reason: Reason | None = None


class KpiDefinition(NamedTuple):
    """Name, label and help sentence of a KPI, and the one function that computes it from measures."""

    name: str
    label: str
    help: str
    unit: Unit
    better: Better
    compute: Callable[[pd.DataFrame], Outcome]
    scope: Scope = Scope.BOTH

    def of(self, measures: pd.DataFrame) -> Kpi:
        """The KPI over the rows of *measures*."""
        found = Outcome(None, reason=Reason.NO_PROJECTS) if measures.empty else self.compute(measures)
        return Kpi(self.name, found.value, self.unit, *found[1:])
