"""Budget burn: planned, actual and forecast spending by month, and what remains. Amounts in EUR."""

import calendar
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import given, hundredths, months, sums, sums_by
from dashboard.metrics.figure import Figure, Reason, ratio
from dashboard.metrics.money import Cents, euros, share

CURVE = ("planned", "original_planned", "actual", "forecast")
BURN_MONTHS = 3


class Spending(NamedTuple):
    """Sums in EUR over some budget rows; all None where there is no row.

    *bac* and *original_bac*: planned over all months, in the current and the original baseline
    (the current one where no original is given). *pv* and *ac*: planned and actual, cumulative to
    the status date. *forecast_at_completion*: see ``spending_lines``.
    """

    bac: Decimal | None = None
    original_bac: Decimal | None = None
    pv: Decimal | None = None
    ac: Decimal | None = None
    forecast_at_completion: Decimal | None = None


NO_SPENDING = Spending()


def month_number(day: date) -> int:
    """Months from year 0 to the month of *day*."""
    return 12 * day.year + day.month - 1


def _due(planned: Cents, month: Cents, status_date: date) -> Cents:
    length = calendar.monthrange(status_date.year, status_date.month)[1]
    current = month_number(status_date)
    part = share(planned, status_date.day, length)
    return np.where(month < current, planned, np.where(month == current, part, 0))


def spending_lines(budget: pd.DataFrame, status_date: date) -> pd.DataFrame:
    """The sums of ``Spending`` row by row, in int64 cents, on the index 0, 1, 2, ...

    *budget* has month, planned, original_planned, actual, forecast. PV counts the month of the
    status date by days elapsed, that day included. A row with an actual, up to that month, is
    forecast at its actual; every other row at its forecast, or its planned amount where blank.
    """
    month, planned = months(budget, "month"), hundredths(budget, "planned")
    actual, past = hundredths(budget, "actual"), month <= month_number(status_date)
    original = np.where(given(budget, "original_planned"), hundredths(budget, "original_planned"), planned)
    forecast = np.where(given(budget, "forecast"), hundredths(budget, "forecast"), planned)
    return pd.DataFrame(
        {
            "bac": planned,
            "original_bac": original,
            "pv": _due(planned, month, status_date),
            "ac": np.where(past, actual, 0),
            "forecast_at_completion": np.where(past & given(budget, "actual"), actual, forecast),
        }
    )


def spending_by(budget: pd.DataFrame, status_date: date, by: str = "project") -> dict[str, Spending]:
    """Spending per value of column *by* (project, category, expenditure); rows where it is blank under ''."""
    if budget.empty:
        return {}
    lines = spending_lines(budget, status_date)
    totals = sums_by(budget[by], {name: lines[name].to_numpy() for name in Spending._fields})
    return {key: Spending(*map(euros, row.values())) for key, row in totals.items()}


def burn_curve(budget: pd.DataFrame, status_date: date) -> pd.DataFrame:
    """Spending by calendar month, without holes from the first month to the last.

    Columns: month (date), planned, original_planned, actual, forecast (Decimal EUR of the month),
    the same with ``cum_`` before (cumulative). actual and cum_actual are None after the last month
    with an actual, up to the status date; forecast is None before that month, where it equals the
    actual so that the two lines meet.
    """
    month = months(budget, "month")
    reported = given(budget, "actual") & (month <= month_number(status_date))
    return curve(spending_lines(budget, status_date).assign(month=month, reported=reported))


def curve(lines: pd.DataFrame) -> pd.DataFrame:
    """``burn_curve`` of rows as ``spending_lines`` gives them, with their month (``month_number``) and reported (bool).

    *reported* tells which rows have an actual that counts.
    """
    columns = ["month", *CURVE, *(f"cum_{name}" for name in CURVE)]
    if lines.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    last = int(lines["month"].to_numpy()[lines["reported"].to_numpy()].max(initial=0))
    table = _by_month(lines)
    cumulative = table.cumsum()
    frame = pd.DataFrame({"month": [date(m // 12, m % 12 + 1, 1) for m in table.index]}, dtype=object)
    for prefix, source in (("", table), ("cum_", cumulative)):
        for name in CURVE:
            frame[prefix + name] = pd.Series([euros(c) for c in source[name]], dtype=object)
        frame.loc[table.index > last, prefix + "actual"] = None
        frame.loc[table.index < last, prefix + "forecast"] = None
    return frame[columns]


def _by_month(lines: pd.DataFrame) -> pd.DataFrame:
    parts = {
        "planned": lines["bac"].to_numpy(),
        "original_planned": lines["original_bac"].to_numpy(),
        "actual": lines["ac"].to_numpy(),
        "forecast": lines["forecast_at_completion"].to_numpy(),
    }
    month = lines["month"]
    table = sums(month, parts)
    return table.reindex(range(int(month.min()), int(month.max()) + 1), fill_value=0)


def burn_rate(budget: pd.DataFrame, status_date: date) -> Figure:
    """Burn rate = mean actual of the last three closed months, in EUR per month; see ``closed_months``."""
    closed = closed_months(budget, status_date)
    if not closed:
        return Figure(None, Reason.NO_CLOSED_MONTH)
    spent = hundredths(budget, "actual")[np.isin(months(budget, "month"), closed)]
    return Figure(euros(spent.sum()) / len(closed))


def closed_months(budget: pd.DataFrame, status_date: date) -> range:
    """The last three closed months by ``month_number``; fewer where spending began later, none where it did not.

    Months in a row: the last that is over at *status_date* and has an actual, and those before it. One
    between without an actual has spent nothing: who pays by the quarter does not spend every month.
    """
    month = months(budget, "month")
    ended = month_number(status_date) + _is_month_end(status_date)
    reported = month[given(budget, "actual") & (month < ended)]
    if not reported.size:
        return range(0)
    last = int(reported.max())
    return range(max(last - BURN_MONTHS + 1, int(reported.min())), last + 1)


def _is_month_end(day: date) -> bool:
    """Whether *day* is the last of its month, which closes with it."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def runway(budget: pd.DataFrame, status_date: date) -> Figure:
    """Runway = (BAC - AC) / burn rate, in months; 0 when nothing remains."""
    if budget.empty:
        return Figure(None, Reason.NO_BUDGET)
    lines, rate = spending_lines(budget, status_date), burn_rate(budget, status_date)
    remaining = max(euros(lines["bac"].sum()) - euros(lines["ac"].sum()), Decimal(0))
    if rate.value is None or rate.value <= 0:
        return Figure(None, rate.reason or Reason.NOTHING_SPENT)
    return ratio(remaining, rate.value, Reason.NOTHING_SPENT)
