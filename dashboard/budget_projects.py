"""Spending by programme, by project and by category: the middle of the Budget board."""

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.budget_findings import reconciliation
from dashboard.budget_money import money, money_columns
from dashboard.budget_position import Position, spending_by_part
from dashboard.budget_sentences import parts_title, programmes_title, projects_title
from dashboard.charts.spending import SELECTION, Bar, overrun_label, spending_bars
from dashboard.charts.titled import DrawnChart, drawn
from dashboard.components import choice_names
from dashboard.filters import Filters
from dashboard.metrics.cost_positions import CostPosition
from dashboard.metrics.status import Status, is_stale
from dashboard.panels import is_dark, panel, table_panel
from dashboard.text import _, ngettext, pgettext
from dashboard.theme import GREY, Mark, status_mark
from data_access.datasets import CONTRACT

MOST_DRAWN = 30


def programmes(version: int, filters: Filters, now: Position) -> str | None:
    """Programmes with their sums, the total, and the proof; returns the programme that was picked."""
    found = now.programmes
    names = data.reference_names(version, "programmes", text.current_language())
    rows = [(names.get(p.key, p.key), p) for p in found] + [(_("All together"), now.together)]
    table, values = (pd.DataFrame([_programme(*row, written=written) for row in rows]) for written in (True, False))
    event = table_panel(
        programmes_title(sum(p.status is Status.RED for p in found)), table, "budget_programmes",
        notes=filters.notes(version), whole=values, on_select="rerun", selection_mode="single-row",
        column_config=money_columns(), marks=(_("Cost status"),),
    )  # fmt: skip
    reconciliation(now.checks, "spending_proof")
    st.caption(_("A programme has the cost status of its worst active project. Select one to see its projects only."))
    picked = event.selection.rows
    return found[picked[0]].key if picked and picked[0] < len(found) else None


def _programme(name: str, position: CostPosition, *, written: bool) -> dict[str, object]:
    status = status_mark(position.status).text
    return {_("Programme"): name, _("Cost status"): status, **money(position.spending, written=written)}


def projects(version: int, filters: Filters, now: Position, *, programme: str | None) -> str | None:
    """The projects as bars, worst first; returns the one that was picked."""
    found = _projects_of(now, programme)
    if not found:
        return None
    beyond, dark = sum(p.status is Status.RED and p.active for p in found), is_dark()

    def make() -> DrawnChart:
        bars = [_bar(now, position, filters) for position in found[:MOST_DRAWN]]
        return drawn(spending_bars(bars, (projects_title(beyond), _("Project")), dark=dark))

    shown = data.remembered(version, "project bars", (filters, programme, dark), make)
    explained = (
        _("The worst use of cost tolerance comes first. A pale diamond is the original budget.")
        if filters.original
        else _("The worst use of cost tolerance comes first. A pale diamond is the forecast on the compared date.")
    )
    picked = panel(shown, "project_bars", help=explained, selection=SELECTION, notes=filters.notes(version))
    if len(found) > MOST_DRAWN:
        st.caption(
            ngettext(
                "{count} more project, less over its budget, is not drawn; narrow the choice above to see it.",
                "{count} more projects, less over their budget, are not drawn; narrow the choice above to see them.",
                len(found) - MOST_DRAWN,
            )
        )
    project = str(picked[0]["key"]) if picked else None
    return project if project in {position.key for position in found} else None


def _projects_of(now: Position, programme: str | None) -> list[CostPosition]:
    return [p for p in now.costs if programme in (None, now.programme_of.get(p.key))]


def _bar(now: Position, position: CostPosition, filters: Filters) -> Bar:
    """The bar of a project; its mark is hatched where the data are old."""
    stale = filters.as_of is not None and is_stale(position.reported, filters.as_of, now.thresholds)
    before, forecast = now.forecast_before.get(position.key), position.spending.forecast_at_completion
    return Bar(
        position.key,
        now.name_of(position.key),
        position.spending,
        status_mark(position.status, stale=stale),
        overrun_label(position.spending),
        None if before is None or before == forecast else float(before),
    )


def parts(version: int, filters: Filters, now: Position, *, programme: str | None, project: str | None) -> None:
    """The same bars by category and by type of expenditure, of the project or programme picked, or of all."""
    projects = (project,) if project else tuple(position.key for position in _projects_of(now, programme))
    for part in ("category", "expenditure"):
        _bars_by(part, projects, version, filters)


def _bars_by(part: str, projects: tuple[str, ...], version: int, filters: Filters) -> None:
    column, dark = CONTRACT.dataset("budget").column(part), is_dark()
    names = {**choice_names(column), "": pgettext("type of expenditure", "not given")}

    def make() -> DrawnChart | None:
        found = spending_by_part(version, filters, part, projects)
        bars = [Bar(key, names.get(key, key), s, Mark("", "", "", GREY), overrun_label(s)) for key, s in found.items()]
        bars.sort(key=lambda bar: -(bar.spending.bac or 0))
        titles = (parts_title(found, names), column.label.in_language(text.current_language()))
        return drawn(spending_bars(bars, titles, dark=dark)) if bars else None

    shown = data.remembered(version, "part bars", (filters, part, projects, dark), make)
    if shown is not None:
        panel(shown, f"{part}_bars", notes=filters.notes(version))
