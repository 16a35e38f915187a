"""One project on one page, readable by someone who never saw it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.charts.earned import earned_chart
from dashboard.charts.milestones import milestone_chart, milestone_trend_chart
from dashboard.components import figure, movement
from dashboard.decisions import sentence
from dashboard.filters import Filters, date_bar, select_in_address
from dashboard.kpis import moved_kpis
from dashboard.messages import reason_message
from dashboard.metrics.attention import Rule, Subject, project_attention
from dashboard.metrics.burn import burn_curve
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.earned_schedule import EarnedSchedule, project_schedule
from dashboard.metrics.milestones import milestone_trend, slips
from dashboard.metrics.portfolio import KPI_DEFINITIONS
from dashboard.metrics.risks import is_open, levels
from dashboard.metrics.status import is_stale
from dashboard.panels import panel
from dashboard.sources import project_sources, row_sources
from dashboard.text import _
from dashboard.theme import status_mark
from dashboard.uploads import THRESHOLDS
from data_access.datasets import CONTRACT

CARDS = ("percent_complete", "cpi", "spi", "eac", "variance_at_completion", "slip_days", "milestone_hit_rate")
TOP_ENTRIES = 5

Record = Mapping[str, object]


@dataclass(frozen=True, eq=False)
class OpenProject:
    """The project on the page: its row of the register and its measures, now and on the compared date."""

    code: str
    filters: Filters
    project: Record
    now: pd.DataFrame
    then: pd.DataFrame
    last: dt.date | None
    schedule: EarnedSchedule | None

    @property
    def measures(self) -> Record | None:
        """Its measures; None when it reported nothing yet."""
        return record_of(self.now, self.code)

    @property
    def reported_on(self) -> dt.date | None:
        """The status date of its latest report."""
        day = self.measures["status_date"] if self.measures else None
        return day if isinstance(day, dt.date) else None


def open_project(version: int) -> OpenProject | None:
    """The project that the URL names, or the first by name; None when nothing was reported yet."""
    with st.grid(3, min_column_width=150, gap="small"):
        place = st.container()
        filters = date_bar(version)
    projects = data.effective_rows(version, "projects", filters.as_of)
    with place:
        code = _choose(projects)
    if code is None:
        return None
    measures = data.project_measures(version, filters.as_of)
    then = data.project_measures(version, filters.compare_with) if filters.compare_with else measures[:0]
    record = record_of(projects, code) or {}
    now = measures[measures["project"] == code].reset_index(drop=True)
    return OpenProject(
        code,
        filters,
        record,
        now,
        then[then["project"] == code].reset_index(drop=True),
        max(measures["status_date"], default=None),
        _schedule(version, code, now, filters),
    )


def _choose(projects: pd.DataFrame) -> str | None:
    names = dict(zip(projects["project"], projects["name"], strict=True))
    if not names:
        st.info(
            _("No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it.")
        )
        return None
    ordered = sorted(names, key=lambda code: names[code].casefold())
    return select_in_address(_("Project"), "project", ordered, lambda code: f"{names[code]} ({code})")


def _schedule(version: int, code: str, now: pd.DataFrame, filters: Filters) -> EarnedSchedule | None:
    budget = data.effective_rows(version, "budget", filters.as_of, (code,))
    if budget.empty or now.empty:
        return None
    ev = value_of(now["ev"].iloc[0])
    return project_schedule(budget, None if ev is None else Decimal(str(ev)), now["status_date"].iloc[0])


def header(version: int, shown: OpenProject) -> None:
    """Name, people and place; declared, computed and confidence; tolerances used."""
    project, measures = shown.project, shown.measures
    st.header(text.escape(project["name"]))
    st.caption(" · ".join(_facts(version, project)))
    if measures is None:
        st.info(_("No status was reported on or before this date."))
        return
    if shown.last and shown.reported_on and is_stale(shown.reported_on, shown.last, THRESHOLDS):
        st.warning(_("The last report is of {day}.", day=text.day(shown.reported_on)), icon=":material/history:")
    with st.grid(5, min_column_width=150, gap="small"):
        _status_card(_("Declared"), str(measures["declared_overall"]), _("What the project manager says."))
        _status_card(
            _("Computed"),
            str(measures["computed_overall"]),
            _("What the data say against the project’s own tolerances: the worst of schedule, cost and risk."),
        )
        _status_card(_("Confidence"), str(measures["confidence"]), _confidence_help(project))
        _tolerance_card(_("Time tolerance used"), measures, "schedule")
        _tolerance_card(_("Cost tolerance used"), measures, "cost")
    if project.get("gap_reason"):
        st.markdown(f"**{_('Reason for the gap')}**: {text.escape(project['gap_reason'])}")


def _facts(version: int, project: Record) -> list[str]:
    language = text.current_language()
    names = data.all_reference_names(version, language)
    labels = {c.name: c for c in CONTRACT.dataset("projects").columns}

    def choice(name: str) -> str:
        found = {c.value: c.label.in_language(language) for c in labels[name].choices}
        return found.get(str(project[name]), "") if project[name] else ""

    parts = [
        names["programmes"].get(str(project["programme"]), str(project["programme"])),
        names["institutions"].get(str(project["institution"]), str(project["institution"])),
        _("managed by {name}", name=project["manager"]),
        _("sponsor {name}", name=project["sponsor"]) if project["sponsor"] else "",
        choice("involvement"), choice("method"), choice("stage"),
    ]  # fmt: skip
    count = value_of(project.get("rebaselines"))
    if count:
        parts.append(_("re-baselined {count} times", count=text.number(int(str(count)))))
    return [text.escape(part) for part in parts if part]


def _status_card(label: str, status: str, help_text: str) -> None:
    mark = status_mark(status)
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(label, help=help_text)
        st.markdown(f"### :{mark.tone.markdown}[{mark.words}]")


def _confidence_help(project: Record) -> str:
    meaning = _(
        "Green: success highly likely; amber: feasible with significant issues; red: unachievable without re-scoping."
    )
    day = project.get("confidence_date")
    if not project.get("confidence_assessor") or not isinstance(day, dt.date):
        return meaning
    return meaning + " " + _("Assessed by {name}, {day}.", name=project["confidence_assessor"], day=text.day(day))


def _tolerance_card(label: str, measures: Record, part: str) -> None:
    used = value_of(measures[f"{part}_tolerance_used"])
    mark = status_mark(str(measures[f"computed_{part}"]))
    shown = _("n/a") if used is None else text.percentage(Decimal(str(used)))
    rule = _(
        "Forecast beyond the baseline, in % of the tolerance: "
        "below 50 % green, up to 100 % amber, above that red, an exception."
    )
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(label, help=rule)
        st.markdown(f"### :{mark.tone.markdown}[{mark.symbol} {shown}]")


def asks(shown: OpenProject) -> None:
    """Everything that needs a decision, but for what the project itself asks: that stands in its story."""
    subject = Subject(shown.measures or {}, record_of(shown.then, shown.code) or {}, shown.project)
    for item in project_attention(subject, shown.last, THRESHOLDS):
        if item.rule is Rule.DECISION:
            continue
        said = sentence(item)
        st.warning(text.escape(said[:1].upper() + said[1:]), icon=":material/priority_high:")


def story(shown: OpenProject) -> None:
    """What was achieved, what is next, what decision is asked."""
    project = shown.project
    parts = (
        (_("Achieved"), project.get("achieved")),
        (_("Next"), project.get("next_steps")),
        (_("Decision asked"), project.get("decision_requested")),
    )
    for column, (label, typed) in zip(st.columns(3, gap="large"), parts, strict=True):
        with column:
            st.markdown(f"**{label}**")
            st.markdown(text.escape(typed) if typed else f":gray[{_('nothing reported')}]")


def cards(shown: OpenProject) -> None:
    """Progress and efficiency, with their movement."""
    earlier = shown.then if len(shown.then) else None
    kpis = {k.name: k for k in moved_kpis(shown.now, earlier, of_project=True)}
    definitions = {d.name: d for d in KPI_DEFINITIONS}
    with st.grid(4, min_column_width=150, gap="small"):
        for name in CARDS:
            kpi, definition = kpis[name], definitions[name]
            why = "" if kpi.reason is None else f" {_('n/a')}: {reason_message(kpi.reason)}"
            st.metric(
                _(definition.label),
                figure(kpi.value, kpi.unit),
                movement(kpi.delta, kpi.unit) if kpi.delta is not None else None,
                delta_color="off",
                help=_(definition.help) + why,
                border=True,
                height="stretch",
            )
        if shown.schedule is not None:
            spi_t = shown.schedule.spi_t.value
            st.metric(
                _("Time efficiency"),
                text.number(spi_t, 2),
                border=True,
                height="stretch",
                help=_("SPI(t) = earned schedule / actual time; below 1 the project earns slower than planned."),
            )


def money(version: int, shown: OpenProject) -> None:
    """The budget curve with earned value."""
    budget = data.effective_rows(version, "budget", shown.filters.as_of, (shown.code,))
    if budget.empty or shown.schedule is None or shown.reported_on is None:
        st.info(_("This project has no budget lines. Add them on the sheet Budget of the weekly workbook."))
        return
    history = data.project_history(version, shown.code, shown.filters.as_of)
    curve = burn_curve(budget, shown.reported_on)
    drawn = earned_chart(curve, history, shown.reported_on, shown.schedule.spi_t)
    panel(drawn, "earned", notes=shown.filters.notes(version))


def promises(version: int, shown: OpenProject) -> None:
    """Milestones with their baseline ghosts, and the trend of what was expected."""
    rows = data.effective_rows(version, "milestones", shown.filters.as_of, (shown.code,))
    if rows.empty or shown.reported_on is None:
        st.info(_("This project has no milestones. Add them on the sheet Milestones of the weekly workbook."))
        return
    notes = shown.filters.notes(version)
    left, right = st.columns(2, gap="large")
    with left:
        panel(milestone_chart(rows, slips(rows), shown.reported_on), "milestones", notes=notes)
    with right:
        history = data.reported_rows(version, "milestones", shown.code, shown.filters.as_of)
        names = dict(zip(rows["milestone"], rows["name"], strict=True))
        panel(milestone_trend_chart(milestone_trend(history), names), "milestone_trend", notes=notes)


def risks(version: int, shown: OpenProject) -> None:
    """The entries that weigh most: escalated first, then the highest level."""
    rows = data.effective_rows(version, "raid", shown.filters.as_of, (shown.code,))
    st.subheader(_("What weighs most in the RAID log"))
    if rows.empty:
        st.info(_("This project has no RAID log. Add entries on the sheet RAID of the weekly workbook."))
        return
    ranked = rows.assign(is_escalated=rows["escalated"].eq(True), level=levels(rows))[is_open(rows)]
    top = ranked.sort_values(["is_escalated", "level"], ascending=False, kind="stable")[:TOP_ENTRIES]
    row_sources(version, "raid", top.reset_index(drop=True), key="project_raid")


def items(version: int, shown: OpenProject) -> None:
    """The project's part of the migration, where it has one."""
    rows = data.effective_rows(version, "migration", shown.filters.as_of, (shown.code,))
    if len(rows):
        st.subheader(_("Tools it moves"))
        row_sources(version, "migration", rows, key="project_items")


def sources(version: int, shown: OpenProject) -> None:
    """Every sheet with its rows, and where each came from."""
    st.subheader(_("Reported rows and their workbooks"))
    project_sources(version, shown.code, shown.filters.as_of, key="project_rows")


def record_of(frame: pd.DataFrame, project: str) -> Record | None:
    """The one row of *project*; None when it is not there."""
    found = [record for record in records(frame) if record["project"] == project]
    return found[0] if found else None
