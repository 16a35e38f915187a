"""Earned schedule, after Lipke: earned value read on the time axis. Times in periods (months) from the start."""

import calendar
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import hundredths, months
from dashboard.metrics.figure import Figure, Reason, ratio
from dashboard.metrics.money import euros


class EarnedSchedule(NamedTuple):
    """ES and what follows from it, in periods; SPI(t) and TSPI are plain numbers."""

    es: Figure
    sv_t: Figure
    spi_t: Figure
    ieac_t: Figure
    tspi: Figure


class PlannedCurve(NamedTuple):
    """Cumulative PV in EUR at the end of periods 0, 1, 2, ... from the first day of month *start*; the last is BAC."""

    start: date
    planned: tuple[Decimal, ...]


def earned_time(planned: Sequence[Decimal], ev: Decimal | None) -> Figure:
    """ES = C + (EV - PV_C) / (PV_C+1 - PV_C), with C the greatest period t where PV_t <= EV, in periods.

    *planned* is cumulative PV for periods 0 to PD; it never falls but to the last, BAC. EV >= BAC gives PD.
    """
    if ev is None or len(planned) < 2 or planned[-1] <= 0:
        return Figure(None, Reason.NO_EARNED_VALUE if ev is None else Reason.NO_PLAN)
    if ev >= planned[-1]:
        return Figure(Decimal(len(planned) - 1))
    c = bisect_right(planned, max(ev, planned[0])) - 1
    return Figure(c + (max(ev, planned[0]) - planned[c]) / (planned[c + 1] - planned[c]))


def earned_schedule(planned: Sequence[Decimal], ev: Decimal | None, actual_time: Decimal) -> EarnedSchedule:
    """SV(t) = ES - AT; SPI(t) = ES / AT; IEAC(t) = PD / SPI(t); TSPI = (PD - ES) / (PD - AT).

    AT = 0 gives no SPI(t), hence no IEAC(t); PD <= AT gives no TSPI.
    """
    es, duration = earned_time(planned, ev), Decimal(len(planned) - 1)
    if es.value is None:
        return EarnedSchedule(es, es, es, es, es)
    spi_t = ratio(es.value, actual_time, Reason.NO_TIME_ELAPSED)
    left = max(duration - actual_time, Decimal(0))
    return EarnedSchedule(
        es=es,
        sv_t=Figure(es.value - actual_time),
        spi_t=spi_t,
        ieac_t=ratio(duration, spi_t.value, spi_t.reason or Reason.NOTHING_EARNED),
        tspi=ratio(duration - es.value, left, Reason.PLAN_OVER),
    )


def planned_curve(budget: pd.DataFrame) -> PlannedCurve | None:
    """Cumulative PV by month from rows with month and planned (EUR); None without a planned amount.

    The plan runs from its first to its last month with an amount; months between without a row count as zero.
    Where it takes money back, PV stays at its highest until the end.
    """
    month, planned = months(budget, "month"), hundredths(budget, "planned")
    if not (planned != 0).any():
        return None
    spent = month[planned != 0]
    first, last = int(spent.min()), int(spent.max())
    inside = (month >= first) & (month <= last)
    per_month = np.zeros(last - first + 1, dtype=np.int64)
    np.add.at(per_month, month[inside] - first, planned[inside])
    *pv, bac = accumulate((euros(c) for c in per_month), initial=Decimal(0))
    return PlannedCurve(date(first // 12, first % 12 + 1, 1), (*accumulate(pv, max), bac))


def actual_time(start: date, status_date: date) -> Decimal:
    """AT: months from the first day of month *start* to the end of *status_date*, a part month by its days.

    0 before the start.
    """
    whole = 12 * (status_date.year - start.year) + status_date.month - start.month
    part = Decimal(status_date.day) / calendar.monthrange(status_date.year, status_date.month)[1]
    return max(whole + part, Decimal(0))


def project_schedule(budget: pd.DataFrame, ev: Decimal | None, status_date: date) -> EarnedSchedule:
    """Earned schedule of one project from its budget rows (month, planned) and its EV in EUR at *status_date*."""
    curve = planned_curve(budget)
    if curve is None:
        return earned_schedule((), ev, Decimal(0))
    return earned_schedule(curve.planned, ev, actual_time(curve.start, status_date))
