"""Brussels commitment (CE) and payment (CL) credits: encours, rates, what lapses and what falls short. EUR."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import given, hundredths, integers, sums, sums_by
from dashboard.metrics.figure import Figure, Reason, percent, ratio
from dashboard.metrics.money import Cents, euros, share
from dashboard.metrics.status import Status
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

CERTAIN = 100_00
ENCOURS_AGES = (("under_1", 1), ("1_to_2", 2), ("2_to_4", 4), ("4_to_5", 5), ("5_to_6", 6))
LAPSED = "over_6"


class Credits(NamedTuple):
    """Sums in EUR over some credit rows of one year; all None where there is no row."""

    ce_adjusted: Decimal | None = None
    engaged: Decimal | None = None
    cl_adjusted: Decimal | None = None
    liquidated: Decimal | None = None
    ce_left: Decimal | None = None
    cl_left: Decimal | None = None
    encours: Decimal | None = None
    expected_liquidations: Decimal | None = None
    ce_lapse: Decimal | None = None
    cl_shortage: Decimal | None = None


NO_CREDITS = Credits()


def encours(line: pd.DataFrame) -> Cents:
    """Outstanding commitments = encours at start + engaged - liquidated - cancelled, in cents by row."""
    gone = hundredths(line, "liquidated") + hundredths(line, "cancelled")
    return hundredths(line, "encours_start") + hundredths(line, "engaged") - gone


def ce_lapse_forecast(line: pd.DataFrame) -> Cents:
    """CE lapse forecast = CE - (engaged + planned engagements x their probability), in cents by row.

    Negative where more is planned than the credit allows; a blank probability counts as certain.
    """
    probability = np.where(given(line, "engagement_probability"), hundredths(line, "engagement_probability"), CERTAIN)
    planned = share(hundredths(line, "planned_engagements"), probability, CERTAIN)
    return hundredths(line, "ce_adjusted") - hundredths(line, "engaged") - planned


def cl_left(line: pd.DataFrame) -> Cents:
    """Payment credit left = CL - liquidated, in cents by row."""
    return hundredths(line, "cl_adjusted") - hundredths(line, "liquidated")


def credit_lines(frame: pd.DataFrame) -> pd.DataFrame:
    """The sums of ``Credits`` row by row, in int64 cents, on the index 0, 1, 2, ...

    Lapse and shortage are kept at or above zero by row: neither allocations nor projects pay for each other.
    """
    expected = hundredths(frame, "expected_liquidations")
    given_amounts = ("ce_adjusted", "engaged", "cl_adjusted", "liquidated")
    return pd.DataFrame(
        {
            **{name: hundredths(frame, name) for name in given_amounts},
            "ce_left": hundredths(frame, "ce_adjusted") - hundredths(frame, "engaged"),
            "cl_left": cl_left(frame),
            "encours": encours(frame),
            "expected_liquidations": expected,
            "ce_lapse": np.maximum(ce_lapse_forecast(frame), 0),
            "cl_shortage": np.maximum(expected - cl_left(frame), 0),
        }
    )


def credits_by(frame: pd.DataFrame, status_date: date, by: str = "project") -> dict[str, Credits]:
    """Credits of the year of *status_date* per value of column *by* (project, basic_allocation, institution)."""
    current = frame[integers(frame, "year") == status_date.year]
    if current.empty:
        return {}
    lines = credit_lines(current)
    totals = sums_by(current[by], {name: lines[name].to_numpy() for name in Credits._fields})
    return {key: Credits(*map(euros, row.values())) for key, row in totals.items()}


def credits_total(frame: pd.DataFrame, status_date: date) -> Credits:
    """Credits of the year of *status_date* over all rows."""
    lines = credit_lines(frame[integers(frame, "year") == status_date.year])
    return Credits(*(euros(lines[name].sum()) for name in Credits._fields)) if len(lines) else NO_CREDITS


def commitment_rate(c: Credits) -> Figure:
    """Commitment rate = engaged / CE adjusted, in %."""
    return percent(c.engaged, c.ce_adjusted, Reason.NO_CREDITS)


def payment_rate(c: Credits) -> Figure:
    """Payment rate = liquidated / CL adjusted, in %."""
    return percent(c.liquidated, c.cl_adjusted, Reason.NO_CREDITS)


def cl_cover(c: Credits) -> Figure:
    """CL cover = (CL - liquidated) / liquidations still expected to 31 December; below 1 is a payment shortage."""
    return ratio(c.cl_left, c.expected_liquidations, Reason.NO_EXPECTED_LIQUIDATIONS)


def elapsed_share(status_date: date) -> Decimal:
    """Share of the year elapsed at the end of *status_date*, in %."""
    start, end = date(status_date.year, 1, 1), date(status_date.year + 1, 1, 1)
    return Decimal(100 * ((status_date - start).days + 1)) / (end - start).days


def pace_gap(rate: Figure, planned: Decimal) -> Figure:
    """Pace gap = rate - planned cumulative rate at the date, in points; negative is behind."""
    return rate if rate.value is None else Figure(rate.value - planned)


def pace_status(points: Figure, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
    """Amber beyond 10 points from the planned pace, red beyond 20, on either side."""
    if points.value is None:
        return Status.NOT_ASSESSED
    if abs(points.value) > thresholds.pace_red:
        return Status.RED
    return Status.AMBER if abs(points.value) > thresholds.pace_amber else Status.GREEN


def encours_age(oldest_year: int, status_date: date) -> str:
    """Age bucket of commitments of *oldest_year*, counted from its 1 January: under_1 ... 5_to_6, over_6 years."""
    age = status_date.year - oldest_year
    return next((name for name, limit in ENCOURS_AGES if age < limit), LAPSED)


def encours_ages(frame: pd.DataFrame, status_date: date) -> pd.Series:
    """Age bucket of the oldest commitment, row by row, on the index of *frame*; this year's where not named."""
    oldest = np.where(given(frame, "oldest_commitment_year"), integers(frame, "oldest_commitment_year"), 9999)
    ages = [encours_age(int(year), status_date) for year in oldest]
    return pd.Series(ages, index=frame.index, dtype=object)


def old_commitments(
    frame: pd.DataFrame, status_date: date, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> pd.DataFrame:
    """The rows of the year with a commitment of 5 years or more: commitments lapse after 6 years at the latest."""
    oldest = integers(frame, "oldest_commitment_year")
    old = given(frame, "oldest_commitment_year") & (status_date.year - oldest >= thresholds.encours_alert_years)
    return frame[old & (integers(frame, "year") == status_date.year)]


def encours_by_age(frame: pd.DataFrame, status_date: date, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> pd.DataFrame:
    """Encours of the year by age bucket, oldest last; columns age (str), encours (Decimal EUR), alert (bool).

    Each row counts wholly at the age of its oldest commitment, from the year of that commitment on;
    rows that do not name it count as this year's.
    """
    current = frame[integers(frame, "year") == status_date.year]
    table = sums(encours_ages(current, status_date), {"encours": encours(current)})["encours"].to_dict()
    names = [*(name for name, _ in ENCOURS_AGES), LAPSED]
    first_years = [0, *(limit for _, limit in ENCOURS_AGES)]
    return pd.DataFrame(
        {
            "age": pd.Series(names, dtype=object),
            "encours": pd.Series([euros(table.get(name, 0)) for name in names], dtype=object),
            "alert": pd.Series([age >= thresholds.encours_alert_years for age in first_years], dtype=bool),
        }
    )
