"""Roll-up of measures: sums over projects, and ratios of sums, never means of ratios."""

from decimal import Decimal

import pandas as pd

from dashboard.metrics.columns import Mask, given
from dashboard.metrics.figure import Reason, percent, ratio
from dashboard.metrics.kpi import Number, Outcome


def total(measures: pd.DataFrame, name: str) -> Number | None:
    """Sum of the known values of column *name*; None when none is known."""
    known = measures[name].to_numpy(dtype=object)[given(measures, name)]
    return sum(known[1:], known[0]) if len(known) else None


def count(rows: Mask | pd.Series, among: Mask | pd.Series, reason: Reason) -> Outcome:
    """How many of the rows of *among* are in *rows*; n/a for *reason* when *among* has none."""
    of, found = int(among.sum()), int((rows & among).sum())
    return Outcome(found, found, of) if of else Outcome(None, 0, 0, reason)


def amount(measures: pd.DataFrame, name: str, reason: Reason) -> Outcome:
    """Sum of column *name*; n/a for *reason* when no project has a value."""
    value = total(measures, name)
    return Outcome(value, value, None, None if value is not None else reason)


def both_known(measures: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The projects that have both values: only they may enter a ratio or a difference of sums."""
    return measures[given(measures, first) & given(measures, second)]


def rate(measures: pd.DataFrame, top: str, bottom: str, *, reason: Reason) -> Outcome:
    """Sum of *top* / sum of *bottom* in %, over the projects that have both."""
    known = both_known(measures, top, bottom)
    above, below = total(known, top), total(known, bottom)
    figure = percent(above, below, reason)
    return Outcome(figure.value, above, below, figure.reason)


def index(measures: pd.DataFrame, top: str, bottom: str, *, reason: Reason) -> Outcome:
    """Sum of *top* / sum of *bottom*, over the projects that have both."""
    known = both_known(measures, top, bottom)
    above, below = total(known, top), total(known, bottom)
    figure = ratio(above, below, reason)
    return Outcome(figure.value, above, below, figure.reason)


def difference(measures: pd.DataFrame, left: str, right: str, *, reason: Reason) -> Outcome:
    """Sum of *left* - sum of *right* in EUR, over the projects that have both.

    The two sums come along as numerator and denominator.
    """
    known = both_known(measures, left, right)
    first, second = total(known, left), total(known, right)
    if first is None or second is None:
        return Outcome(None, reason=reason)
    return Outcome(Decimal(first) - Decimal(second), first, second)


def single(measures: pd.DataFrame, name: str, reason: Reason) -> Outcome:
    """The value of column *name* of one project; n/a for *reason* when blank."""
    known = measures[name].to_numpy(dtype=object)[given(measures, name)]
    return Outcome(known[0]) if len(known) == 1 else Outcome(None, reason=reason)
