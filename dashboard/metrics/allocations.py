"""Credits by basic allocation, beside the pace that their projects planned."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.columns import Mask, hundredths, integers
from dashboard.metrics.credits import (
    NO_CREDITS,
    Credits,
    cl_cover,
    commitment_rate,
    credits_by,
    credits_total,
    elapsed_share,
    pace_gap,
    pace_status,
    payment_rate,
)
from dashboard.metrics.figure import Figure
from dashboard.metrics.pace import planned_rates
from dashboard.metrics.status import RANKS, Status, worst
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds


class Allocation(NamedTuple):
    """One basic allocation in the year of the status date, or all of them together (*code* '').

    Rates, planned rates and gaps in %, amounts in EUR. *planned_commitment* and *planned_payment*
    are the planned cumulative rates of its projects, weighted by the credits of each.
    """

    code: str
    institutions: tuple[str, ...]
    projects: tuple[str, ...]
    credits: Credits
    planned_commitment: Decimal
    planned_payment: Decimal

    @property
    def commitment(self) -> Figure:
        """Commitment rate = engaged / CE adjusted, in %."""
        return commitment_rate(self.credits)

    @property
    def payment(self) -> Figure:
        """Payment rate = liquidated / CL adjusted, in %."""
        return payment_rate(self.credits)

    @property
    def commitment_gap(self) -> Figure:
        """Commitment rate - planned cumulative rate, in points; negative is behind."""
        return pace_gap(self.commitment, self.planned_commitment)

    @property
    def payment_gap(self) -> Figure:
        """Payment rate - planned cumulative rate, in points; negative is behind."""
        return pace_gap(self.payment, self.planned_payment)

    @property
    def worst_gap(self) -> Decimal:
        """The gap furthest from the pace, in points; commitments ahead of it count as none."""
        behind = min(self.commitment_gap.value or Decimal(0), Decimal(0))
        return max(behind, self.payment_gap.value or Decimal(0), key=abs)

    @property
    def cover(self) -> Figure:
        """CL cover = (CL - liquidated) / liquidations still expected to 31 December."""
        return cl_cover(self.credits)

    def commitment_pace(self, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
        """The pace of the commitments; to commit early is no fault, so ahead of the plan is green."""
        return Status.GREEN if (self.commitment_gap.value or 0) > 0 else pace_status(self.commitment_gap, thresholds)

    def payment_pace(self, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
        """The pace of the payments, too slow or too fast."""
        return pace_status(self.payment_gap, thresholds)

    def pace(self, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
        """The worse of the paces of commitments and payments."""
        return worst((self.commitment_pace(thresholds), self.payment_pace(thresholds)))


def allocations(
    credits: pd.DataFrame, budget: pd.DataFrame, status_date: date, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> tuple[Allocation, ...]:
    """Every basic allocation with credits in the year of *status_date*, furthest from its pace first.

    *budget* gives the profile of each project; where it has none, the elapsed share of the year counts.
    """
    current, rates = _current(credits, status_date), planned_rates(budget, status_date)
    totals = credits_by(current, status_date, by="basic_allocation")
    groups = current.groupby(current["basic_allocation"].to_numpy(dtype=object), sort=True)
    found = [_allocation(str(code), rows, totals[str(code)], _Profile(rates, status_date)) for code, rows in groups]
    return tuple(sorted(found, key=lambda a: (-RANKS.get(a.pace(thresholds), -1), -abs(a.worst_gap), a.code)))


def all_allocations(credits: pd.DataFrame, budget: pd.DataFrame, status_date: date) -> Allocation:
    """All credits of the year together; ``NO_CREDITS`` at the elapsed share of the year where there are none."""
    current, profile = _current(credits, status_date), _Profile(planned_rates(budget, status_date), status_date)
    if current.empty:
        return Allocation("", (), (), NO_CREDITS, profile.elapsed, profile.elapsed)
    return _allocation("", current, credits_total(current, status_date), profile)


class _Profile(NamedTuple):
    rates: Mapping[str, Decimal]
    status_date: date

    @property
    def elapsed(self) -> Decimal:
        return elapsed_share(self.status_date)

    def planned(self, rows: pd.DataFrame, column: str) -> Decimal:
        """The planned rate of *rows*, weighted by the amounts of *column*."""
        weights = [Decimal(int(cents)) for cents in hundredths(rows, column)]
        whole = sum(weights, Decimal(0))
        if not whole:
            return self.elapsed
        rates = (self.rates.get(str(code), self.elapsed) for code in rows["project"])
        # In order of size: a rate has endless decimals, and their last one would hang on the order of the rows.
        parts = sorted(weight * rate for weight, rate in zip(weights, rates, strict=True))
        return sum(parts, Decimal(0)) / whole


def _current(credits: pd.DataFrame, status_date: date) -> pd.DataFrame:
    of_the_year: Mask = integers(credits, "year") == status_date.year
    return credits[of_the_year]


def _allocation(code: str, rows: pd.DataFrame, credits: Credits, profile: _Profile) -> Allocation:
    return Allocation(
        code,
        institutions=_names(rows, "institution"),
        projects=_names(rows, "project"),
        credits=credits,
        planned_commitment=profile.planned(rows, "ce_adjusted"),
        planned_payment=profile.planned(rows, "cl_adjusted"),
    )


def _names(rows: pd.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(sorted({str(value) for value in rows[column]}))
