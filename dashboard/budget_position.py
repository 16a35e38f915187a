"""Where the money stands, computed once per data version and choice of the reader."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from dashboard import data, overview
from dashboard.filters import Filters
from dashboard.kpis import MovedKpi, beside
from dashboard.metrics.allocations import Allocation, all_allocations, allocations
from dashboard.metrics.budget_exceptions import Books, Finding, findings
from dashboard.metrics.budget_figures import figures
from dashboard.metrics.burn import Spending, curve
from dashboard.metrics.cost_positions import CostPosition, programme_costs, project_costs, total_cost
from dashboard.metrics.credits import encours_by_age
from dashboard.metrics.forecast_moves import forecast_moves, new_comments
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.portfolio import credited
from dashboard.metrics.reconciliation import Check, credit_checks, spending_checks
from dashboard.metrics.spending import reported_lines, spending_of, spending_total
from dashboard.metrics.thresholds import Thresholds
from dashboard.rules import Rules


@dataclass(frozen=True, eq=False)
class Position:
    """All that the Budget board shows of some projects at a status date; frames as their makers describe them.

    *names*, *programme_of* and *forecast_before* (on the compared date, in EUR) are by project;
    *reports* has project, active and status_date.
    """

    measures: pd.DataFrame
    names: dict[str, str]
    programme_of: dict[str, str]
    forecast_before: dict[str, Decimal]
    reports: pd.DataFrame
    costs: tuple[CostPosition, ...]
    programmes: tuple[CostPosition, ...]
    together: CostPosition
    kpis: dict[str, MovedKpi]
    figures: dict[str, MovedKpi]
    total: Spending
    curve: pd.DataFrame
    before: pd.DataFrame | None
    moves: pd.DataFrame
    found: tuple[Finding, ...]
    checks: tuple[Check, ...]
    allocations: tuple[Allocation, ...]
    year: Allocation
    ages: pd.DataFrame
    credit_checks: tuple[Check, ...]
    thresholds: Thresholds

    def name_of(self, project: str) -> str:
        """The name of *project*; its code where it has none."""
        return self.names.get(project, project)

    def kpi(self, name: str) -> MovedKpi:
        """The figure *name*: a KPI of every portfolio, or a figure of this board."""
        return self.kpis.get(name) or self.figures[name]

    @property
    def has_budget(self) -> bool:
        """Whether any of the projects ever reported a budget."""
        return self.total.bac is not None


@dataclass(frozen=True, eq=False)
class Reported:
    """What was reported by a date: projects and measures of the choice, their budget and credit rows, and its lines."""

    projects: pd.DataFrame
    measures: pd.DataFrame
    budget: pd.DataFrame
    credits: pd.DataFrame
    lines: pd.DataFrame


def position(version: int, filters: Filters) -> Position | None:
    """The position that *filters* ask for; None where no project is left or nothing was reported."""
    return data.remembered(version, "budget position", (filters,), lambda: _position(version, filters))


def spending_by_part(version: int, filters: Filters, part: str, projects: tuple[str, ...]) -> dict[str, Spending]:
    """Spending of some projects by *part* (category or expenditure)."""

    def make() -> dict[str, Spending]:
        lines = _reported(version, filters, filters.as_of).lines
        return spending_of(lines[lines["project"].isin(projects)], part)

    return data.remembered(version, "spending by part", (filters, part, projects), make)


def _position(version: int, filters: Filters) -> Position | None:
    now = _reported(version, filters, filters.as_of)
    if filters.as_of is None or now.measures.empty:
        return None
    then = _reported(version, filters, filters.compare_with) if filters.compare_with else None
    approved = overview.approved(version, filters, now.measures)
    rules = data.rules(version)
    limits = rules.on(filters.as_of)
    found = allocations(now.credits, now.budget, filters.as_of, limits)
    year = all_allocations(now.credits, now.budget, filters.as_of)
    programme_of = dict(zip(now.projects["project"], now.projects["programme"], strict=True))
    return Position(
        measures=now.measures,
        names=overview.project_names(now.projects, now.measures),
        programme_of=programme_of,
        forecast_before=_forecasts(then.measures if then else approved),
        reports=now.measures[["project", "active", "status_date"]],
        costs=project_costs(now.measures),
        programmes=programme_costs(now.measures, programme_of),
        together=total_cost(now.measures),
        kpis={kpi.name: kpi for kpi in overview.kpis(version, filters, now.measures)},
        figures=_figures(now, then, filters, rules),
        total=spending_total(now.lines),
        curve=curve(now.lines),
        before=curve(then.lines) if then else None,
        moves=_moves(now, then, approved),
        found=findings(Books(now.measures, now.lines, now.credits, found, filters.as_of, limits)),
        checks=spending_checks(now.lines, now.measures, programme_of),
        allocations=found,
        year=year,
        ages=encours_by_age(now.credits, filters.as_of, limits),
        thresholds=limits,
        credit_checks=credit_checks(
            [a.credits._asdict() for a in found], credited(now.measures, filters.as_of), year.credits._asdict()
        ),
    )


def _forecasts(measures: pd.DataFrame | None) -> dict[str, Decimal]:
    if measures is None:
        return {}
    known = measures[measures["forecast_at_completion"].notna()]
    return dict(zip(known["project"], known["forecast_at_completion"], strict=True))


def _reported(version: int, filters: Filters, day: dt.date | None) -> Reported:
    projects = filters.apply(data.effective_rows(version, "projects", filters.as_of))
    measures = data.project_measures(version, day)
    measures = measures[measures["project"].isin(projects["project"])].reset_index(drop=True)
    budget, credits = (data.effective_rows(version, name, day) for name in ("budget", "credits"))
    budget, credits = (rows[rows["project"].isin(measures["project"])] for rows in (budget, credits))
    reported_on = dict(zip(measures["project"], measures["status_date"], strict=True))
    return Reported(projects, measures, budget, credits, reported_lines(budget, reported_on))


def _figures(now: Reported, then: Reported | None, filters: Filters, rules: Rules) -> dict[str, MovedKpi]:
    earlier = _figures_of(then, filters.compare_with, rules) if then else ()
    return {kpi.name: kpi for kpi in beside(_figures_of(now, filters.as_of, rules), earlier)}


def _figures_of(reported: Reported, day: dt.date | None, rules: Rules) -> tuple[Kpi, ...]:
    frames = {"budget": reported.budget, "credits": reported.credits}
    return () if day is None else figures(frames, reported.measures, day, rules.on(day))


def _moves(now: Reported, then: Reported | None, approved: pd.DataFrame | None) -> pd.DataFrame:
    """Since the compared date, or against the original budgets; every comment of the sheet explains the latter."""
    if approved is not None:
        return forecast_moves(now.measures, approved, new_comments(now.budget, now.budget.iloc[:0]))
    if then is None:
        return pd.DataFrame()
    return forecast_moves(now.measures, then.measures, new_comments(now.budget, then.budget))
