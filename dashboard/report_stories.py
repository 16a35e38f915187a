"""Reads the story of each project for its page: facts, figures, money, promises and risks."""

import datetime as dt
from decimal import Decimal

import pandas as pd

from dashboard.attention_sentences import LONGEST, TONES, sentence
from dashboard.kpis import beside, moved_kpis
from dashboard.metrics import project_figures
from dashboard.metrics.attention import Attention, Rule, Subject, project_attention
from dashboard.metrics.burn import burn_curve
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.earned_schedule import EarnedSchedule, project_schedule
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.portfolio import MovedKpi, status_grid
from dashboard.metrics.status import Status, is_stale, worst
from dashboard.reform_names import choice_labels
from dashboard.report_reading import Reading
from dashboard.reports.document import Line
from dashboard.reports.pack import Record, Story
from dashboard.text import _, ngettext

FACTS = ("involvement", "method", "stage")
Measured = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame | None]
"""Projects, their measures now, and those on the compared date."""


def stories(
    reading: Reading, dates: tuple[dt.date, dt.date | None], measured: Measured, entries: pd.DataFrame
) -> tuple[Story, ...]:
    """One story per project that has reported, what needs attention first; *entries* is the register of the log."""
    projects, measures, earlier = measured
    rows = {str(r["project"]): r for r in records(projects)}
    now = {str(r["project"]): r for r in records(measures)}
    then = {str(r["project"]): r for r in records(earlier)} if earlier is not None else {}
    teller = _Teller(reading, dates, entries)
    return tuple(
        teller.story(rows[code], now[code], then.get(code))
        for code in map(str, status_grid(measures, projects)["project"])
    )


class _Teller:
    """Tells the stories of one reading, with the names and rows that all of them share."""

    def __init__(self, reading: Reading, dates: tuple[dt.date, dt.date | None], entries: pd.DataFrame) -> None:
        self.reading, (self.day, self.since), self.entries = reading, dates, entries
        self.thresholds = reading.thresholds(self.day)
        self.programmes, self.institutions = reading.names("programmes"), reading.names("institutions")
        self.said = reading.rows("raid", self.day)[["project", "entry", "cause", "effect", "strategy"]]

    def story(self, project: Record, measures: Record, before: Record | None) -> Story:
        code, reported = str(project["project"]), measures["status_date"]
        if not isinstance(reported, dt.date):
            raise TypeError(f"not a date: {reported!r}")
        items = project_attention(Subject(measures, before or {}, project), self.day) if measures["active"] else ()
        schedule = self._schedule(code, measures, reported)
        return Story(
            code=code,
            name=str(project["name"] or code),
            facts=self._facts(project),
            project=project,
            measures=measures,
            before=before,
            kpis=self._kpis(measures, before),
            asks=tuple(
                Line(_capital(sentence(i, LONGEST)), "", *TONES[i.rule], code)
                for i in items
                if i.rule is not Rule.DECISION
            ),
            curve=burn_curve(self._rows("budget", self.day, code), reported),
            ghost=burn_curve(self._rows("budget", self.since, code), self.since) if self.since else None,
            history=self._history(code),
            spi_t=schedule.spi_t if schedule else Figure(None, Reason.NO_BUDGET),
            milestones=self._rows("milestones", self.day, code),
            entries=self._entries(code),
            reported_on=reported,
            stale=is_stale(reported, self.day, self.thresholds),
            in_exception=any(i.rule is Rule.EXCEPTION for i in items),
            in_trouble=bool(measures["active"]) and _overall(measures) is Status.RED,
        )

    def _rows(self, dataset: str, day: dt.date, code: str) -> pd.DataFrame:
        rows = self.reading.rows(dataset, day)
        return rows[rows["project"] == code].reset_index(drop=True)

    def _kpis(self, measures: Record, before: Record | None) -> dict[str, MovedKpi]:
        now, then = (pd.DataFrame([row] if row else [], dtype=object) for row in (measures, before))
        moved = moved_kpis(now, then if before else None, self.reading.rules, of_project=True)
        facts, earlier = self._figures(measures, self.day), self._figures(before, self.since)
        return {kpi.name: kpi for kpi in (*moved, *beside(facts, earlier))}

    def _figures(self, measures: Record | None, day: dt.date | None) -> tuple[Kpi, ...]:
        if measures is None or day is None:
            return ()
        code = str(measures["project"])
        (project,) = records(self._rows("projects", day, code)) or [{}]
        frames = {name: self._rows(name, day, code) for name in ("budget", "milestones")}
        return project_figures.figures(
            project_figures.facts_of(measures, project, frames, self.reading.thresholds(day))
        )

    def _history(self, code: str) -> pd.DataFrame:
        every = self.reading.history(self.day)
        return every[every["project"] == code].reset_index(drop=True)

    def _entries(self, code: str) -> pd.DataFrame:
        own = self.entries[self.entries["project"] == code]
        return own.merge(self.said, on=["project", "entry"], how="left", sort=False)

    def _schedule(self, code: str, measures: Record, reported: dt.date) -> EarnedSchedule | None:
        budget, ev = self._rows("budget", self.day, code), value_of(measures["ev"])
        if budget.empty:
            return None
        return project_schedule(budget, None if ev is None else Decimal(str(ev)), reported)

    def _facts(self, project: Record) -> tuple[str, ...]:
        count = value_of(project.get("rebaselines"))
        parts = (
            self.programmes.get(str(project["programme"]), str(project["programme"])),
            self.institutions.get(str(project["institution"]), str(project["institution"])),
            _("managed by {name}", name=project["manager"]),
            _("sponsor {name}", name=project["sponsor"]) if project.get("sponsor") else "",
            *(choice_labels("projects", name).get(str(project.get(name)), "") for name in FACTS),
            ngettext("re-baselined once", "re-baselined {count} times", int(str(count))) if count else "",
        )
        return tuple(part for part in parts if part)


def _asked(item: Attention) -> Line:
    return Line(_capital(sentence(item, LONGEST)), "", *TONES[item.rule], item.project)


def _overall(measures: Record) -> Status:
    return worst((str(measures["declared_overall"]), str(measures["computed_overall"])))


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
