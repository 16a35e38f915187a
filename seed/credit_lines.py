"""Rows of the credits sheet: what may be committed and paid in a year, and what was."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from seed.fridays import first_friday
from seed.plan import Allocation, Project, on
from seed.progress import true_end
from seed.spending import spent

FIRST_YEAR = 2026
ADJUSTED_IN = 7
COMMITTED = (0.08, 0.15, 0.24, 0.33, 0.40, 0.47, 0.55, 0.62, 0.74, 0.86, 0.94, 1.0)
"""Share of the year's commitments made by the end of each month: contracts are signed late."""
PAYMENT_DAYS = 15


def credit_rows(project: Project, status_date: dt.date) -> list[tuple[object, ...]]:
    """The project's credit rows at *status_date*, one per allocation and year; told on first Fridays."""
    if not project.funded:
        return []
    told = first_friday(status_date)
    first, last = max(FIRST_YEAR, on(project.start).year), min(status_date.year, true_end(project).year)
    return [
        _row(project, allocation, _day_in(year, told))
        for year in range(first, last + 1)
        for allocation in project.allocations
    ]


def _day_in(year: int, told: dt.date) -> dt.date:
    return min(max(told, dt.date(year, 1, 1)), dt.date(year, 12, 31))


def _row(project: Project, allocation: Allocation, day: dt.date) -> tuple[object, ...]:
    due = _year_total(project, day.year) * Decimal(str(allocation.share))
    ce = _thousands(due * Decimal("1.12"))
    cl = _thousands(due * Decimal(str(allocation.payment_factor)))
    ce_now, cl_now = (_adjusted(amount, allocation, day) for amount in (ce, cl))
    engaged = _engaged(allocation, ce, day)
    paid = min(_paid(project, day) * Decimal(str(allocation.share)), engaged + allocation.outstanding)
    return (
        project.code,
        day.year,
        allocation.code,
        allocation.institution,
        ce,
        ce_now,
        cl,
        cl_now,
        engaged,
        _cents(paid),
        Decimal(allocation.outstanding),
        Decimal(allocation.cancelled if day.month >= ADJUSTED_IN else 0),
        max(Decimal(0), ce_now - engaged),
        Decimal(allocation.chance),
        _cents(max(Decimal(0), due - paid)),
        allocation.oldest or day.year,
    )


@lru_cache(maxsize=20_000)
def _year_total(project: Project, year: int) -> Decimal:
    return spent(project, dt.date(year, 1, 1), dt.date(year, 12, 31))


@lru_cache(maxsize=20_000)
def _paid(project: Project, day: dt.date) -> Decimal:
    return spent(project, dt.date(day.year, 1, 1), day - dt.timedelta(days=PAYMENT_DAYS))


def _engaged(allocation: Allocation, ce: Decimal, day: dt.date) -> Decimal:
    share = allocation.engaged_share * COMMITTED[day.month - 1]
    return _hundreds(ce * Decimal(str(round(share, 4))))


def _adjusted(amount: Decimal, allocation: Allocation, day: dt.date) -> Decimal:
    factor = allocation.adjustment if day.month >= ADJUSTED_IN else 0.0
    return _thousands(amount * Decimal(str(1 + factor)))


def _thousands(amount: Decimal) -> Decimal:
    return Decimal(round(amount / 1000) * 1000)


def _hundreds(amount: Decimal) -> Decimal:
    return Decimal(round(amount / 100) * 100)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))
