"""One project on one page, readable by someone who never saw it: which one, how it stands, what it says."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import data, text
from dashboard.address import choose_from_address, write_to_address
from dashboard.decisions import sentence
from dashboard.filters import Filters, date_bar
from dashboard.kpi_cards import Card, kpi_cards
from dashboard.kpi_source import Asked, open_source
from dashboard.kpis import MovedKpi, beside, moved_kpis
from dashboard.metrics.attention import Rule, Subject, project_attention
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.earned_schedule import EarnedSchedule
from dashboard.metrics.original import BASELINED, as_approved
from dashboard.metrics.project_figures import NO_SCHEDULE, Facts, facts_of, figures
from dashboard.metrics.status import is_stale
from dashboard.metrics.thresholds import Thresholds
from dashboard.rules import Rules
from dashboard.text import _, ngettext
from dashboard.theme import status_mark
from data_access.datasets import CONTRACT

CARDS = ("percent_complete", "cpi", "spi", "eac", "variance_at_completion", "slip_days", "milestone_hit_rate", "spi_t")
FACTS = ("involvement", "method", "stage")

Record = Mapping[str, object]


@dataclass(frozen=True, eq=False)
class OpenProject:
    """The project on the page: its row of the register and its measures, now and on the compared date.

    *measures* and *before* are None where it had reported nothing by then.
    """

    code: str
    filters: Filters
    project: Record
    measures: Record | None
    before: Record | None
    facts: Facts | None
    facts_before: Facts | None
    rules: Rules

    @property
    def thresholds(self) -> Thresholds:
        """What the chosen date is judged by."""
        return self.rules.on(self.filters.as_of)

    @property
    def schedule(self) -> EarnedSchedule | None:
        """Its earned schedule; None without a budget."""
        return None if self.facts is None or self.facts.schedule is NO_SCHEDULE else self.facts.schedule

    @property
    def reported_on(self) -> dt.date | None:
        """The status date of its latest report."""
        day = self.measures["status_date"] if self.measures else None
        return day if isinstance(day, dt.date) else None

    @property
    def is_stale(self) -> bool:
        """Whether its latest report is too old for the chosen date."""
        as_of = self.filters.as_of
        return bool(as_of and self.reported_on and is_stale(self.reported_on, as_of, self.thresholds))

    def choice(self, *more: object) -> tuple[object, ...]:
        """What the pieces of this page depend on, as the key of what is remembered."""
        return (self.code, self.filters.as_of, self.filters.compare_with, self.filters.original, *more)


def open_project(version: int) -> OpenProject | None:
    """The project that the URL names, or the first by name; None when nothing was reported yet."""
    with st.grid(3, min_column_width=150, gap="small"):
        place = st.container()
        filters = date_bar(version)
    ever = data.effective_rows(version, "projects", None)
    with place:
        code = _choose(ever)
    if code is None:
        return None
    return project_at(version, code, filters)


def project_at(version: int, code: str, filters: Filters) -> OpenProject:
    """The project *code* as of the dates of *filters*, without asking anything."""
    return data.remembered(version, "open_project", (code, filters), lambda: _project_at(version, code, filters))


def _project_at(version: int, code: str, filters: Filters) -> OpenProject:
    ever = data.effective_rows(version, "projects", None)
    row = _record(data.effective_rows(version, "projects", filters.as_of), code) or _record(ever, code) or {}
    measures = _record(data.project_measures(version, filters.as_of), code)
    compared = filters.compare_with
    before = _record(data.project_measures(version, compared), code) if compared else None
    facts, earlier = _facts_of(version, measures, filters.as_of), _facts_of(version, before, compared)
    return OpenProject(code, filters, row, measures, before, facts, earlier, data.rules(version))


def _choose(projects: pd.DataFrame) -> str | None:
    """Every project that was ever reported; its code is always in the URL, so that a copied link means it for good."""
    names = dict(zip(projects["project"], projects["name"], strict=True))
    if not names:
        st.info(
            _("No workbook has been uploaded yet. Start on the page Upload: get the workbook, fill it in, upload it.")
        )
        return None
    ordered = sorted(names, key=lambda code: (str(names[code]).casefold(), code))
    known = str(st.session_state.get("project"))
    choose_from_address("project", ordered, known if known in names else ordered[0])
    chosen = st.selectbox(
        _("Project"), ordered, format_func=lambda code: f"{names[code]} ({code})", key="project",
        persist_state="session",
    )  # fmt: skip
    write_to_address("project", chosen, "")
    return str(chosen)


def _facts_of(version: int, measures: Record | None, day: dt.date | None) -> Facts | None:
    if measures is None:
        return None
    code = str(measures["project"])
    frames = {name: data.effective_rows(version, name, day, (code,)) for name in ("budget", "milestones")}
    project = _record(data.effective_rows(version, "projects", day), code)
    return facts_of(measures, project or {}, frames, data.thresholds(version, day))


def header(version: int, shown: OpenProject) -> None:
    """Name, people and place; declared, computed and confidence; tolerances used."""
    project, measures = shown.project, shown.measures
    st.header(text.escape(project["name"] or shown.code))
    st.caption(" · ".join(_facts(version, project)))
    if measures is None:
        st.info(_("This project had reported nothing by this date. Choose a later date in the list “As of”."))
        return
    if shown.is_stale:
        st.warning(
            _("The last report is of {day}: the figures below are out of date.", day=text.day(shown.reported_on)),
            icon=":material/history:",
        )
    with st.grid(5, min_column_width=150, gap="small"):
        for label, status, meaning in _statuses(project, measures):
            mark = status_mark(status, stale=shown.is_stale)
            _card(label, meaning, f":{mark.tone.markdown}[{mark.words}]")
        for label, part in ((_("Time tolerance used"), "schedule"), (_("Cost tolerance used"), "cost")):
            _card(label, _tolerance_rule(shown.thresholds), _tolerance(measures, part, stale=shown.is_stale))
    if project.get("gap_reason"):
        st.markdown(f"**{_('Reason for the gap')}**: {text.escape(project['gap_reason'])}")


def _facts(version: int, project: Record) -> list[str]:
    language = text.current_language()
    names = data.all_reference_names(version, language)
    count = value_of(project.get("rebaselines"))
    parts = [
        names["programmes"].get(str(project["programme"]), str(project["programme"])),
        names["institutions"].get(str(project["institution"]), str(project["institution"])),
        _("managed by {name}", name=project["manager"]),
        _("sponsor {name}", name=project["sponsor"]) if project.get("sponsor") else "",
        *(_chosen(name, project.get(name), language) for name in FACTS),
        ngettext("re-baselined once", "re-baselined {count} times", int(str(count))) if count else "",
    ]
    return [text.escape(part) for part in parts if part]


def _chosen(column: str, value: object, language: str) -> str:
    """The label of a choice of the projects sheet."""
    choices = CONTRACT.dataset("projects").column(column).choices
    return next((c.label.in_language(language) for c in choices if c.value == value), "")


def _statuses(project: Record, measures: Record) -> list[tuple[str, str, str]]:
    computed = _("What the data say against the project’s own tolerances: the worst of schedule, cost and risk.")
    return [
        (_("Declared"), str(measures["declared_overall"]), _("What the project manager says.")),
        (_("Computed"), str(measures["computed_overall"]), computed),
        (_("Confidence"), str(measures["confidence"]), _confidence_help(project)),
    ]


def _card(label: str, meaning: str, value: str) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(label, help=meaning)
        st.markdown(f"### {value}")


def _confidence_help(project: Record) -> str:
    meaning = _(
        "Green: success highly likely; amber: feasible with significant issues; red: unachievable without re-scoping."
    )
    day = project.get("confidence_date")
    if not project.get("confidence_assessor") or not isinstance(day, dt.date):
        return meaning
    name = text.escape(project["confidence_assessor"])
    return meaning + " " + _("Assessed by {name}, {day}.", name=name, day=text.day(day))


def _tolerance_rule(thresholds: Thresholds) -> str:
    return _(
        "Forecast beyond the baseline, in % of the tolerance: "
        "below {amber} green, up to {red} amber, above that red, an exception.",
        amber=text.percentage(thresholds.tolerance_amber),
        red=text.percentage(thresholds.tolerance_red),
    )


def _tolerance(measures: Record, part: str, *, stale: bool) -> str:
    used = value_of(measures[f"{part}_tolerance_used"])
    mark = status_mark(str(measures[f"computed_{part}"]), stale=stale)
    shown = _("n/a") if used is None else text.percentage(Decimal(str(used)))
    return f":{mark.tone.markdown}[{mark.symbol} {shown}]"


def asks(shown: OpenProject) -> None:
    """Everything that needs a decision, but for what the project itself asks: that stands in its story."""
    if shown.measures is None or not shown.measures["active"]:
        return
    subject = Subject(shown.measures, shown.before or {}, shown.project)
    for item in project_attention(subject, shown.filters.as_of):
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
        (_("Decision requested"), project.get("decision_requested")),
    )
    with st.grid(3, min_column_width=220, gap="medium"):
        for label, typed in parts:
            with st.container(gap="xxsmall"):
                st.markdown(f"**{label}**")
                st.markdown(_as_typed(typed) if typed else f":gray[{_('nothing reported')}]")


def _as_typed(typed: object) -> str:
    """Escaped, its lines kept."""
    return "  \n".join(text.escape(line) for line in str(typed).splitlines() if line.strip())


def cards(version: int, shown: OpenProject) -> None:
    """Progress and efficiency, with their movement and what it is measured against."""
    kpis = project_kpis(version, shown)
    kpi_cards([Card(kpis[name]) for name in CARDS], columns=4)
    st.caption(shown.filters.movement_note())


def where_from(version: int, shown: OpenProject) -> None:
    """The rows behind the figure of a card, where one was asked for."""
    measures = pd.DataFrame([shown.measures] if shown.measures else [], dtype=object)
    found, names = project_kpis(version, shown), {shown.code: str(shown.project["name"] or shown.code)}
    open_source(Asked(version, shown.filters, measures, names, {name: found[name] for name in CARDS}))


def project_kpis(version: int, shown: OpenProject) -> dict[str, MovedKpi]:
    """Every figure of the page by name, with its movement."""
    found = data.remembered(version, "project_kpis", shown.choice(), lambda: _kpis(shown))
    return {kpi.name: kpi for kpi in found}


def _kpis(shown: OpenProject) -> tuple[MovedKpi, ...]:
    return *_of_measures(shown), *beside(figures(shown.facts), figures(shown.facts_before))


def _of_measures(shown: OpenProject) -> tuple[MovedKpi, ...]:
    now, before = (pd.DataFrame([row] if row else [], dtype=object) for row in (shown.measures, shown.before))
    dates = (shown.filters.as_of, shown.filters.compare_with)
    if shown.filters.original:
        approved = as_approved(now, pd.DataFrame([shown.project], dtype=object))
        return moved_kpis(now, approved, shown.rules, of_project=True, only=BASELINED, dates=dates)
    return moved_kpis(now, before if shown.before else None, shown.rules, of_project=True, dates=dates)


def _record(frame: pd.DataFrame, project: str) -> Record | None:
    """The one row of *project*; None when it is not there."""
    found = records(frame[frame["project"] == project])
    return found[0] if found else None
