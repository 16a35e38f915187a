"""Reads the money of a report: sums, curve, cost positions and credits of some projects."""

import datetime as dt

import pandas as pd

from dashboard.budget_sentences import burn_title, finding_sentence, pace_title, projects_title, year_end_title
from dashboard.metrics.allocations import all_allocations, allocations
from dashboard.metrics.budget_exceptions import Books, findings
from dashboard.metrics.burn import curve
from dashboard.metrics.cost_positions import CostPosition, project_costs
from dashboard.metrics.spending import reported_lines, spending_total
from dashboard.metrics.status import Status
from dashboard.report_reading import Reading
from dashboard.reports.document import Line
from dashboard.reports.pack import Money
from dashboard.theme import status_mark


def money(
    reading: Reading, day: dt.date, since: dt.date | None, measured: tuple[pd.DataFrame, pd.DataFrame | None]
) -> Money:
    """The money of the projects *measured* now and on the compared date."""
    measures, earlier = measured
    budget, credits = (of_projects(reading.rows(name, day), measures) for name in ("budget", "credits"))
    lines = lines_of(budget, measures)
    limits = reading.thresholds(day)
    found = allocations(credits, budget, day, limits)
    year = all_allocations(credits, budget, day) if found else None
    costs = project_costs(measures)
    books = Books(measures, lines, credits, found, day, limits)
    total = spending_total(lines)
    return Money(
        title=burn_title(total),
        total=total,
        curve=curve(lines),
        before=_curve_before(reading, since, earlier),
        costs=costs,
        costs_title=projects_title(sum(_beyond(cost) for cost in costs)),
        findings=tuple(
            Line(finding_sentence(f, limits), symbol=status_mark(f.status).symbol, tone=status_mark(f.status).tone)
            for f in findings(books)
        ),
        allocations=found,
        year=year,
        pace_title=pace_title(found, limits),
        year_end_title=year_end_title(year) if year else "",
    )


def _beyond(cost: CostPosition) -> bool:
    return cost.active and cost.status is Status.RED


def _curve_before(reading: Reading, since: dt.date | None, earlier: pd.DataFrame | None) -> pd.DataFrame | None:
    if since is None or earlier is None or earlier.empty:
        return None
    return curve(lines_of(of_projects(reading.rows("budget", since), earlier), earlier))


def of_projects(rows: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """The *rows* of the projects in *measures*."""
    return rows[rows["project"].isin(measures["project"])].reset_index(drop=True)


def lines_of(budget: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """``reported_lines`` of *budget*, each project at its own report date."""
    return reported_lines(budget, dict(zip(measures["project"], measures["status_date"], strict=True)))
