"""What if a project ended later, money moved between years, or the project stopped: the same measures, on other rows.

Nothing is estimated here that is not computed elsewhere: rows are altered as the question says, and the measures of
the store are computed from them. The assumptions are those of the docstrings below, and are shown with the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.columns import records
from dashboard.metrics.credits import Credits, credits_by
from dashboard.metrics.measures import CLOSED, project_measures
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

Frames = Mapping[str, pd.DataFrame]
MEASURED = (
    ("computed_overall", "status"),
    ("computed_schedule", "status"),
    ("computed_cost", "status"),
    ("slip_days", "days"),
    ("schedule_tolerance_used", "percent"),
    ("forecast_at_completion", "eur"),
    ("cost_tolerance_used", "percent"),
)
OF_YEAR = ("ce_left", "ce_lapse", "cl_left", "cl_shortage")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Question:
    """What is tried out on one project. Days may be negative; *amount* moves CE and CL from one year to another."""

    shift_days: int = 0
    amount: Decimal = NOTHING
    from_year: int | None = None
    to_year: int | None = None
    stop_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        moves = bool(self.amount) and self.from_year != self.to_year
        return not (self.shift_days or moves or self.stop_on)


class Answer(NamedTuple):
    """One figure *with* what was tried out and *without*; *year* where it is one of a year's credits."""

    name: str
    unit: str
    year: int | None
    with_it: object
    without: object


def what_if(
    frames: Frames, question: Question, status_date: date, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> tuple[Answer, ...]:
    """Dates, status and credits of the one project of *frames*, with and without what *question* asks.

    *frames* maps dataset names to the effective rows of the project; nothing in them is changed.
    """
    altered = _altered(frames, question, status_date)
    before, after = (records(project_measures(f, status_date, thresholds))[0] for f in (frames, altered))
    ends = [records(f["projects"])[0]["forecast_end"] for f in (altered, frames)]
    answers = [Answer("forecast_end", "day", None, *ends)]
    answers += [Answer(name, unit, None, after[name], before[name]) for name, unit in MEASURED]
    for year in _years(frames, question, status_date):
        now, then = (_credits(f, year) for f in (altered, frames))
        answers += [Answer(name, "eur", year, getattr(now, name), getattr(then, name)) for name in OF_YEAR]
    return tuple(answers)


def _altered(frames: Frames, question: Question, status_date: date) -> dict[str, pd.DataFrame]:
    changed = {name: frame.copy() for name, frame in frames.items()}
    if question.shift_days:
        _shift(changed, question.shift_days, status_date)
    if question.amount and question.from_year and question.to_year and question.from_year != question.to_year:
        _move(changed, question.amount, question.from_year, question.to_year)
    if question.stop_on:
        _stop(changed, question.stop_on, status_date)
    return changed


def _shift(frames: dict[str, pd.DataFrame], days: int, status_date: date) -> None:
    """The forecast end, and every milestone and cutover not yet reached, move by *days*.

    Forecast spending of the months after the status date moves by as many whole months; what so leaves (or enters)
    the year is no longer (or newly) expected to be paid in it. Commitments stay as planned.
    """
    by = timedelta(days=days)
    _add(frames["projects"], "forecast_end", by, frames["projects"]["actual_end"].isna())
    _add(frames["milestones"], "forecast", by, frames["milestones"]["actual"].isna())
    pending = frames["migration"]["actual_cutover"].isna()
    _add(frames["migration"], "forecast_cutover", by, pending)
    budget, months = frames["budget"], round(days / 30)
    open_months = budget["month"].map(lambda m: m > status_date) & budget["actual"].isna()
    leaving = _expected(budget, open_months, status_date.year)
    moved = budget["month"].where(~open_months, budget["month"].map(lambda m: _later(m, months)))
    leaving -= _expected(budget.assign(month=moved), open_months, status_date.year)
    _reduce(frames["credits"], status_date.year, leaving)


def _add(frame: pd.DataFrame, column: str, by: timedelta, where: pd.Series) -> None:
    frame[column] = frame[column].where(
        ~where | frame[column].isna(), frame[column].map(lambda d: d + by if isinstance(d, date) else d)
    )


def _later(month: date, months: int) -> date:
    years, place = divmod(month.month - 1 + months, 12)
    return date(month.year + years, place + 1, 1)


def _expected(budget: pd.DataFrame, where: pd.Series, year: int) -> Decimal:
    """Forecast spending of *year* in the rows *where*: the forecast, or the plan where none is given."""
    rows = budget[where & budget["month"].map(lambda m: m.year == year)]
    pairs = zip(rows["forecast"], rows["planned"], strict=True)
    return sum((f if f is not None else p or NOTHING for f, p in pairs), NOTHING)


def _reduce(credits: pd.DataFrame, year: int, amount: Decimal) -> None:
    """Takes *amount* off the liquidations still expected in *year*, in proportion; none falls below zero."""
    own = (credits["year"] == year).to_numpy(dtype=bool)
    expected = [Decimal(str(v or 0)) for v in credits["expected_liquidations"]]
    whole = sum((v for v, mine in zip(expected, own, strict=True) if mine), NOTHING)
    if not whole:
        return
    kept = max(whole - amount, NOTHING) / whole
    cents = Decimal("0.01")
    credits["expected_liquidations"] = pd.Series(
        [(v * kept).quantize(cents) if mine else v for v, mine in zip(expected, own, strict=True)],
        index=credits.index, dtype=object,
    )  # fmt: skip


def _move(frames: dict[str, pd.DataFrame], amount: Decimal, from_year: int, to_year: int) -> None:
    """*amount* of CE and of CL leaves the allocation with most CE left in one year and enters the other year's."""
    credits = frames["credits"]
    source = _richest(credits, from_year)
    if source is None:
        return
    target = _richest(credits, to_year)
    if target is None:
        frames["credits"] = credits = pd.concat([credits, _blank(credits, source, to_year)], ignore_index=True)
        target = len(credits) - 1
    for column in ("ce_adjusted", "cl_adjusted"):
        cells = credits[column].tolist()
        for row, signed in ((source, -amount), (target, amount)):
            cells[row] = Decimal(str(cells[row] or 0)) + signed
        credits[column] = pd.Series(cells, index=credits.index, dtype=object)


def _richest(credits: pd.DataFrame, year: int) -> int | None:
    left = [
        (Decimal(str(record["ce_adjusted"] or 0)) - Decimal(str(record["engaged"] or 0)), -place)
        for place, record in enumerate(records(credits))
        if record["year"] == year
    ]
    return -max(left)[1] if left else None


def _blank(credits: pd.DataFrame, like: int, year: int) -> pd.DataFrame:
    """A row of the same allocation for *year*, with nothing in it yet."""
    row = credits.iloc[[like]].copy()
    keys = ("project", "basic_allocation", "institution")
    for column in row.columns:
        if column not in keys:
            row[column] = pd.Series([year if column == "year" else None], index=row.index, dtype=row[column].dtype)
    return row


def _stop(frames: dict[str, pd.DataFrame], day: date, status_date: date) -> None:
    """The project is closed on *day*: nothing is spent after it and nothing more is engaged.

    What is engaged already stays payable, so payments expected this year are at most the outstanding commitments.
    """
    projects, budget, credits = frames["projects"], frames["budget"], frames["credits"]
    for column, value in (("forecast_end", day), ("actual_end", day), ("stage", CLOSED)):
        projects[column] = pd.Series([value] * len(projects), index=projects.index, dtype=object)
    gone = budget["month"].map(lambda m: m > max(day, status_date)) & budget["actual"].isna()
    budget["forecast"] = budget["forecast"].where(~gone, NOTHING)
    this_year = credits["year"] == status_date.year
    credits["planned_engagements"] = credits["planned_engagements"].where(~this_year, NOTHING)
    credits["expected_liquidations"] = pd.Series(
        [_payable(record) if mine else record["expected_liquidations"]
         for record, mine in zip(records(credits), this_year, strict=True)],
        index=credits.index, dtype=object,
    )  # fmt: skip


def _payable(record: Mapping[str, object]) -> Decimal:
    expected, start, engaged, paid, cancelled = (
        Decimal(str(record[name] or 0))
        for name in ("expected_liquidations", "encours_start", "engaged", "liquidated", "cancelled")
    )
    return min(expected, max(start + engaged - paid - cancelled, NOTHING))


def _years(frames: Frames, question: Question, status_date: date) -> list[int]:
    known = {int(year) for year in frames["credits"]["year"]}
    asked = {year for year in (question.from_year, question.to_year) if year} if question.amount else set()
    return sorted(asked | ({status_date.year} & known))


def _credits(frames: Frames, year: int) -> Credits:
    totals = credits_by(frames["credits"], date(year, 12, 31))
    return next(iter(totals.values()), Credits())
