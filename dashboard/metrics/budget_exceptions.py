"""What a budget holder has to look at: money without a plan, above a limit, about to lapse, or not reported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.allocations import Allocation
from dashboard.metrics.burn import month_number
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.credits import credits_by, encours, old_commitments
from dashboard.metrics.money import euros
from dashboard.metrics.spending import spending_of
from dashboard.metrics.status import Status, broken_tolerances, is_stale
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

PERCENT = Decimal(100)


class Rule(StrEnum):
    """What is wrong, in the order in which it is shown."""

    ACTUALS_WITHOUT_BUDGET = "actuals_without_budget"
    OVER_TOLERANCE = "over_tolerance"
    SPENT_ABOVE_BUDGET = "spent_above_budget"
    PAYMENT_SHORT = "payment_short"
    PAID_ABOVE_CREDIT = "paid_above_credit"
    COMMITTED_ABOVE_CREDIT = "committed_above_credit"
    OLD_COMMITMENTS = "old_commitments"
    CREDIT_LAPSING = "credit_lapsing"
    BEHIND_PACE = "behind_pace"
    UNPLANNED_CATEGORY = "unplanned_category"
    MONTH_WITHOUT_ACTUAL = "month_without_actual"
    NO_BUDGET = "no_budget"
    NO_CREDITS = "no_credits"
    OLD_DATA = "old_data"


RED = frozenset(list(Rule)[: list(Rule).index(Rule.OLD_COMMITMENTS) + 1])
"""Rules whose breach is red; the others are amber."""


class Finding(NamedTuple):
    """A rule with the projects, and the allocations, that break it; *amount* in EUR where one is at stake."""

    rule: Rule
    projects: tuple[str, ...]
    allocations: tuple[str, ...] = ()
    amount: Decimal | None = None

    @property
    def status(self) -> Status:
        """Red or amber."""
        return Status.RED if self.rule in RED else Status.AMBER

    @property
    def size(self) -> int:
        """How many allocations, or projects where the rule is about projects."""
        return len(self.allocations) or len(self.projects)


class Books(NamedTuple):
    """What is looked at: measures, ``reported_lines``, credit rows and allocations of the same projects, at a date."""

    measures: pd.DataFrame
    lines: pd.DataFrame
    credits: pd.DataFrame
    allocations: Sequence[Allocation]
    status_date: date
    thresholds: Thresholds = DEFAULT_THRESHOLDS


def findings(books: Books) -> tuple[Finding, ...]:
    """The rules that are broken, red ones first; none of them counts a project twice."""
    found = (*_by_project(books), *_by_allocation(books), *_by_line(books))
    order = list(Rule)
    return tuple(sorted((f for f in found if f.size), key=lambda f: order.index(f.rule)))


def _by_project(books: Books) -> Iterator[Finding]:
    rows = records(books.measures)
    with_credits = set(credits_by(books.credits, books.status_date))
    active = [row for row in rows if row["active"]]
    yield _projects(Rule.ACTUALS_WITHOUT_BUDGET, (r for r in rows if not _eur(r, "bac") and _eur(r, "ac") > 0))
    yield _projects(Rule.SPENT_ABOVE_BUDGET, (r for r in rows if 0 < _eur(r, "bac") < _eur(r, "ac")))
    yield _projects(Rule.OVER_TOLERANCE, (r for r in active if "cost" in broken_tolerances(r)))
    if len(books.lines):
        yield _projects(Rule.NO_BUDGET, (r for r in active if value_of(r["bac"]) is None))
    if with_credits:
        yield _projects(Rule.NO_CREDITS, (r for r in active if str(r["project"]) not in with_credits))
    yield _projects(
        Rule.OLD_DATA, (r for r in active if is_stale(_day(r["status_date"]), books.status_date, books.thresholds))
    )


def _by_allocation(books: Books) -> Iterator[Finding]:
    every, limits = books.allocations, books.thresholds
    short = [a for a in every if a.credits.cl_shortage]
    yield _allocations(Rule.PAYMENT_SHORT, short, _sum(a.credits.cl_shortage for a in short))
    paid = [a for a in every if (a.credits.cl_left or 0) < 0]
    yield _allocations(Rule.PAID_ABOVE_CREDIT, paid, -_sum(a.credits.cl_left for a in paid))
    committed = [a for a in every if (a.credits.ce_left or 0) < 0]
    yield _allocations(Rule.COMMITTED_ABOVE_CREDIT, committed, -_sum(a.credits.ce_left for a in committed))
    lapsing = [a for a in every if _lapse_share(a) > limits.pace_amber]
    yield _allocations(Rule.CREDIT_LAPSING, lapsing, _sum(a.credits.ce_lapse for a in lapsing))
    gaps = {a.code: [g.value for g in (a.commitment_gap, a.payment_gap) if g.value is not None] for a in every}
    yield _allocations(Rule.BEHIND_PACE, [a for a in every if min(gaps[a.code], default=0) < -limits.pace_red])
    old = old_commitments(books.credits, books.status_date, limits)
    codes = set(old["basic_allocation"])
    at_stake = euros(encours(old).sum())
    yield _allocations(Rule.OLD_COMMITMENTS, [a for a in every if a.code in codes], at_stake)


def _by_line(books: Books) -> Iterator[Finding]:
    lines = books.lines
    if lines.empty:
        return
    planned = {str(r["project"]) for r in records(books.measures) if _eur(r, "bac") > 0}
    by_category = spending_of(lines, lines["project"] + "\n" + lines["category"])
    unplanned = {key.split("\n")[0] for key, s in by_category.items() if not s.bac and s.ac}
    yield Finding(Rule.UNPLANNED_CATEGORY, tuple(sorted(unplanned & planned)))
    yield Finding(Rule.MONTH_WITHOUT_ACTUAL, tuple(sorted(_silent(books))))


def _silent(books: Books) -> set[str]:
    """Active projects with a plan but no actual in the last month that was over when they reported."""
    active = {str(r["project"]): _day(r["status_date"]) for r in records(books.measures) if r["active"]}
    closed = {code: month_number(day) - 1 for code, day in active.items() if day}
    last = books.lines[books.lines["month"] == books.lines["project"].map(closed)]
    by_project = last.groupby(last["project"].to_numpy(dtype=object))[["bac", "reported"]].agg(
        {"bac": "sum", "reported": "any"}
    )
    return {str(code) for code, row in by_project.iterrows() if row["bac"] > 0 and not row["reported"]}


def _projects(rule: Rule, rows: Iterable[Mapping[str, object]]) -> Finding:
    return Finding(rule, tuple(sorted(str(row["project"]) for row in rows)))


def _allocations(rule: Rule, broken: Sequence[Allocation], amount: Decimal | None = None) -> Finding:
    projects = sorted({project for allocation in broken for project in allocation.projects})
    return Finding(rule, tuple(projects), tuple(a.code for a in broken), amount)


def _lapse_share(allocation: Allocation) -> Decimal:
    lapse, credit = allocation.credits.ce_lapse, allocation.credits.ce_adjusted
    return PERCENT * lapse / credit if lapse and credit else Decimal(0)


def _eur(row: Mapping[str, object], name: str) -> Decimal:
    return Decimal(str(value_of(row[name]) or 0))


def _day(cell: object) -> date | None:
    day = value_of(cell)
    return day if isinstance(day, date) else None


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
