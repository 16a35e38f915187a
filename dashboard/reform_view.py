"""What the Reform board shows for one choice of filters: items, figures and charts, computed once and kept."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from dashboard import data, text
from dashboard.charts.adoption import adoption_chart
from dashboard.charts.dual_run import dual_run_chart
from dashboard.charts.hosting import hosting_chart
from dashboard.charts.moved import moved_chart
from dashboard.charts.readiness import readiness_chart
from dashboard.charts.reform_marks import ReformNames
from dashboard.charts.titled import DrawnChart, drawn
from dashboard.charts.tool_map import tool_map_chart
from dashboard.charts.waves import Calendar, waves_chart
from dashboard.filters import Filters
from dashboard.freezes import named_freezes
from dashboard.kpis import MovedKpi, beside
from dashboard.metrics.columns import records
from dashboard.metrics.dual_run import dual_runs, recently_stopped
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.reform_figures import figures, headline
from dashboard.metrics.reform_items import ReformItem, cutovers_due, item_key, reform_items, short_contracts
from dashboard.metrics.wave_plan import wave_plans
from dashboard.metrics.waves import Conflict, conflicts
from dashboard.reform_names import named


class ReformView(NamedTuple):
    """The board for one choice; *rows* are the migration rows that *items* were read from, in the same order.

    *kpis* maps the name of a figure to it, with its movement *since* the compared date, which is None where
    there was nothing then; *projects* codes to names. A chart is None where there is nothing to draw.
    """

    rows: pd.DataFrame
    items: tuple[ReformItem, ...]
    kpis: Mapping[str, MovedKpi]
    since: dt.date | None
    conflicts: tuple[Conflict, ...]
    projects: Mapping[str, str]
    tool_map: DrawnChart
    waves: DrawnChart | None
    moved: DrawnChart | None
    adoption: DrawnChart
    readiness: DrawnChart | None
    dual_run: DrawnChart | None
    hosting: DrawnChart

    def item(self, key: str) -> ReformItem | None:
        """The item of that key, if it is on the board."""
        return next((item for item in self.items if item.key == key), None)

    def in_conflict(self) -> pd.DataFrame:
        """The rows of the items whose cutovers are in conflict."""
        found = {item_key(c.project, c.item) for c in self.conflicts}
        found |= {item_key(c.other_project, c.other_item) for c in self.conflicts}
        return self.rows[[item.key in found for item in self.items]].reset_index(drop=True)

    def source(self, key: str) -> pd.DataFrame:
        """The row of that item, with its lineage."""
        return self.rows[[item.key == key for item in self.items]]


def migration_rows(version: int, filters: Filters, as_of: dt.date | None) -> pd.DataFrame:
    """Rows of the migration sheet that the filters let through; see ``Choice.tools``."""
    rows, projects = (data.effective_rows(version, name, as_of) for name in ("migration", "projects"))
    return filters.tools(rows, projects)


def project_names(version: int, as_of: dt.date | None) -> dict[str, str]:
    """Project code to name."""
    projects = data.effective_rows(version, "projects", as_of)
    return dict(zip(projects["project"], projects["name"], strict=True))


def reform_view(version: int, filters: Filters, today: dt.date, *, dark: bool) -> ReformView | None:
    """The board as of the date in *filters*; None when no tool is left."""
    choice = (
        filters.programme, filters.institution, filters.manager, filters.as_of, filters.compare_with, today, dark,
    )  # fmt: skip
    return data.remembered(version, "reform", choice, lambda: _view(version, filters, today, dark=dark))


def reform_names(version: int) -> ReformNames:
    """Labels of the contract and of the reference lists, in the language in use."""
    return named(data.reference_names(version, "institutions", text.current_language()))


def _view(version: int, filters: Filters, today: dt.date, *, dark: bool) -> ReformView | None:
    as_of = filters.as_of
    rows = migration_rows(version, filters, as_of)
    if as_of is None or rows.empty:
        return None
    compared = filters.compare_with
    then = migration_rows(version, filters, compared) if compared else rows.iloc[:0]
    rules, freezes = data.rules(version), named_freezes(data.freeze_list(version))
    names, items = reform_names(version), reform_items(rows, rules.on(as_of), as_of=as_of)
    every = data.effective_rows(version, "migration", as_of)
    before, found = reform_items(then, rules.on(compared)), conflicts(rows, freezes, every=every)
    waves, runs = wave_plans(rows, items), dual_runs(rows, items, as_of)
    forecast_then = {item.key: item.cutover for item in before if item.pending}
    calendar = Calendar(as_of, today, found, freezes, forecast_then)
    answers = {item_key(row["project"], row["item"]): row for row in records(rows)}
    due, users = cutovers_due(items, as_of), any(item.users_in_scope for item in items)
    clock = any(run.running for run in runs) or recently_stopped(runs, as_of) or short_contracts(items)
    return ReformView(
        rows=rows,
        items=items,
        kpis={kpi.name: kpi for kpi in beside(_kpis(version, rows, as_of), _kpis(version, then, compared))},
        since=compared if len(then) else None,
        conflicts=found,
        projects=project_names(version, as_of),
        tool_map=drawn(tool_map_chart(items, names, dark=dark)),
        waves=drawn(waves_chart(waves, calendar, names, dark=dark)) if any(i.cutover for i in items) else None,
        moved=drawn(moved_chart(items, before, (as_of, today, compared), dark=dark)) if users else None,
        adoption=drawn(adoption_chart(items, as_of, names, dark=dark)),
        readiness=drawn(readiness_chart(items, answers, as_of, names, dark=dark)) if due else None,
        dual_run=drawn(dual_run_chart(runs, items, (as_of, today), names, dark=dark)) if clock else None,
        hosting=drawn(hosting_chart(items, as_of, names, dark=dark)),
    )


def _kpis(version: int, rows: pd.DataFrame, day: dt.date | None) -> tuple[Kpi, ...]:
    """The figures of the tools in *rows* on *day*; none where nothing is compared with, or there were no tools."""
    if day is None or rows.empty:
        return ()
    every, freezes = data.effective_rows(version, "migration", day), named_freezes(data.freeze_list(version))
    found = figures(rows, day, freezes=freezes, thresholds=data.thresholds(version, day), every=every)
    return (*headline(rows), *found)
