"""Proof that the parts of a board equal its total to the cent, by every way of cutting it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.burn import curve
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.spending import spending_of, spending_total

SPENDING = {"bac": "cum_planned", "ac": "cum_actual", "forecast_at_completion": "cum_forecast"}
"""What is reconciled, and where the curve by month holds it."""
CREDITS = ("ce_adjusted", "engaged", "cl_adjusted", "liquidated")


class Check(NamedTuple):
    """The sum of the *parts* (programme, project, category, month, allocation) of *measure*, and the *whole*. EUR."""

    measure: str
    parts: str
    sum: Decimal
    whole: Decimal

    @property
    def difference(self) -> Decimal:
        """Sum of the parts - the whole, in EUR."""
        return self.sum - self.whole

    @property
    def holds(self) -> bool:
        """Whether the parts equal the whole to the cent."""
        return not self.difference


def spending_checks(lines: pd.DataFrame, measures: pd.DataFrame, programme_of: Mapping[str, str]) -> tuple[Check, ...]:
    """Budget, actual and forecast of *lines* (``reported_lines``) against every cut that the board shows.

    Programmes and projects add up the stored *measures*, categories and months the rows themselves;
    the whole is the sum of the rows.
    """
    whole, by_category, by_month = spending_total(lines), spending_of(lines, "category"), curve(lines)
    found = []
    for measure, column in SPENDING.items():
        stored = _stored(measures, measure)
        programmes: dict[str, Decimal] = {}
        for project, amount in stored.items():
            programme = programme_of.get(project, "")
            programmes[programme] = programmes.get(programme, Decimal(0)) + amount
        cuts = {
            "programme": programmes.values(),
            "project": stored.values(),
            "category": [getattr(spending, measure) for spending in by_category.values()],
            "month": _last(by_month, column),
        }
        found += _checks(measure, getattr(whole, measure) or Decimal(0), cuts)
    return tuple(found)


def credit_checks(
    allocations: Iterable[Mapping[str, Decimal | None]], measures: pd.DataFrame, whole: Mapping[str, Decimal | None]
) -> tuple[Check, ...]:
    """The four credit amounts by allocation and by project (stored *measures*) against their sum over the rows."""
    parts = list(allocations)
    found = []
    for measure in CREDITS:
        cuts = {"project": _stored(measures, measure).values(), "allocation": [a[measure] for a in parts]}
        found += _checks(measure, whole[measure] or Decimal(0), cuts)
    return tuple(found)


def _checks(measure: str, whole: Decimal, cuts: Mapping[str, Iterable[Decimal | None]]) -> list[Check]:
    return [
        Check(measure, name, sum((amount or Decimal(0) for amount in amounts), Decimal(0)), whole)
        for name, amounts in cuts.items()
    ]


def _stored(measures: pd.DataFrame, measure: str) -> dict[str, Decimal]:
    pairs = ((str(record["project"]), value_of(record[measure])) for record in records(measures))
    return {project: Decimal(str(amount)) for project, amount in pairs if amount is not None}


def _last(by_month: pd.DataFrame, column: str) -> list[Decimal]:
    known = by_month[column].dropna()
    return [known.iloc[-1]] if len(known) else []
