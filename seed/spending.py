"""Rows of the budget sheet: planned, actual and forecast by category and month."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from seed.chance import between, fraction
from seed.fridays import reported_on
from seed.plan import Bill, Project, on
from seed.progress import baseline_end, elapsed, forecast_end, overrun, progressed, told_overrun, work

EXPENDITURE = {"hardware": "capex", "services": "capex"}
REVISED = {
    "en": "Forecast revised to {percent} % of the budget.",
    "fr": "Prévision portée à {percent} % du budget.",
    "nl": "Prognose bijgesteld tot {percent} % van het budget.",
}
WOBBLE = 0.04


class Part(NamedTuple):
    """The share of a project's budget that one category holds."""

    project: Project
    category: str
    budget: float


def spending_rows(project: Project, status_date: dt.date, language: str) -> list[tuple[object, ...]]:
    """The project's budget rows at *status_date*, by category then month; amounts are ``Decimal`` EUR."""
    told = reported_on(status_date, 2, project.number)
    rows = [_bill_row(project, bill) for bill in project.bills if next_month(on(bill.month)) <= told]
    for part in _parts(project) if project.funded else ():
        for month in months(project, status_date):
            amounts = (
                _original(part, month),
                _planned(part, month, status_date),
                actual(part, month, told),
                _forecast(part, month, (status_date, told)),
            )
            comment = _comment(part, (month, status_date), language)
            kind = EXPENDITURE.get(part.category, "opex")
            rows.append((project.code, part.category, month, kind, *amounts, comment))
    return rows


def _bill_row(project: Project, bill: Bill) -> tuple[object, ...]:
    kind, nothing, paid = EXPENDITURE.get(bill.category, "opex"), Decimal(0), Decimal(bill.amount)
    return project.code, bill.category, on(bill.month), kind, nothing, nothing, paid, paid, None


def months(project: Project, status_date: dt.date) -> Iterator[dt.date]:
    """First days of the months that the project's plans and all its forecasts until now span."""
    month = on(project.start).replace(day=1)
    told = (days for since, days in project.course.delay if on(since) <= status_date)
    latest = on(project.end) + dt.timedelta(days=max(told, default=0))
    last = max(on(project.end), baseline_end(project, status_date), latest)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after *month*."""
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def left_to_spend(project: Project, status_date: dt.date) -> Decimal:
    """What the manager still expects to spend, in EUR: all forecasts less all actuals."""
    told = reported_on(status_date, 2, project.number)
    cells = [(part, month) for part in _parts(project) for month in months(project, status_date)]
    expected = sum((_forecast(*cell, (status_date, told)) for cell in cells), start=Decimal(0))
    return expected - sum((actual(*cell, told) or Decimal(0) for cell in cells), start=Decimal(0))


def spent(project: Project, since: dt.date, until: dt.date) -> Decimal:
    """What is spent in the months from *since* up to and including the day *until*, in EUR."""
    total = Decimal(0)
    for part in _parts(project):
        month = max(since, on(project.start).replace(day=1))
        while month <= until:
            total += actual(part, month, until) or Decimal(0)
            month = next_month(month)
    return total


@lru_cache(maxsize=100_000)
def actual(part: Part, month: dt.date, told: dt.date) -> Decimal | None:
    """What *part* cost in *month* as known on *told*; None for a month not begun or not spent in."""
    first, last = month, min(next_month(month), told + dt.timedelta(days=1))
    if last <= first:
        return None
    amount = _cost(part, last) - _cost(part, first)
    wobble = 1 + WOBBLE * between(-1, 1, fraction(part.project.seed, part.project.code, part.category, month))
    return _cents(amount * wobble) if amount > 0 else None


def _parts(project: Project) -> tuple[Part, ...]:
    return tuple(Part(project, category, project.budget * share) for category, share in project.split)


def _cost(part: Part, day: dt.date) -> float:
    done = work(part.category, progressed(part.project, day))
    return part.budget * done * (1 + overrun(part.project, day))


def _original(part: Part, month: dt.date) -> Decimal:
    return _spread(part, month, (part.budget, on(part.project.start), on(part.project.end)))


def _planned(part: Part, month: dt.date, status_date: dt.date) -> Decimal:
    new = part.project.course.rebaseline
    if new is None or status_date < on(new.approved):
        return _original(part, month)
    cut = on(new.approved).replace(day=1)
    if month < cut:
        return _whole(actual(part, month, cut))
    left = part.budget * (1 + new.budget / part.project.budget) - float(_spent_before(part, cut))
    return _spread(part, month, (left, cut, baseline_end(part.project, status_date)))


def _spent_before(part: Part, cut: dt.date) -> Decimal:
    """What *part* cost in the months before *cut*."""
    total, month = Decimal(0), on(part.project.start).replace(day=1)
    while month < cut:
        total += _whole(actual(part, month, cut))
        month = next_month(month)
    return total


def _spread(part: Part, month: dt.date, over: tuple[float, dt.date, dt.date]) -> Decimal:
    """The share of *amount* that falls in *month* when it is spent from *since* to *end* on the project's curve."""
    amount, since, end = over
    begun = work(part.category, elapsed(part.project, since, end))

    def passed(day: dt.date) -> int:
        done = work(part.category, elapsed(part.project, max(day, since), end))
        return round(amount * (done - begun) / max(1e-9, 1 - begun))

    return Decimal(passed(next_month(month)) - passed(month))


def _forecast(part: Part, month: dt.date, days: tuple[dt.date, dt.date]) -> Decimal:
    """What is left is spread over the months after the one told about, which stands at its actual."""
    status_date, told = days
    past, following = actual(part, month, told) or Decimal(0), next_month(told)
    end = forecast_end(part.project, status_date)
    if month < following <= end:
        return past
    left = 1 - work(part.category, progressed(part.project, told))
    amount = part.budget * left * (1 + told_overrun(part.project, status_date))
    if end < following:
        return past + (round(amount) if month == told.replace(day=1) else 0)
    return _spread(part, month, (amount, following, end))


def _comment(part: Part, dates: tuple[dt.date, dt.date], language: str) -> str | None:
    month, status_date = dates
    told = [(since, percent) for since, percent in part.project.course.overrun if on(since) <= status_date]
    if part.category != part.project.split[0][0] or not told or on(told[-1][0]).replace(day=1) != month:
        return None
    return REVISED[language].format(percent=f"{100 + told[-1][1]:g}".replace(".", "." if language == "en" else ","))


def _whole(amount: Decimal | None) -> Decimal:
    return Decimal(round(amount or 0))


def _cents(amount: float) -> Decimal:
    return Decimal(round(amount * 100)).scaleb(-2)
