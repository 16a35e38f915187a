"""Reads the figures of a report: the same functions over the same rows as the screens, at one instant."""

import datetime as dt

import pandas as pd

from dashboard.attention_sentences import LONGEST, TONES, sentence
from dashboard.board_figures import figure_meanings
from dashboard.choice import Choice
from dashboard.kpis import kpi_report
from dashboard.metrics import raid_figures
from dashboard.metrics.attention import Attention, attention
from dashboard.metrics.columns import records
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.kpi_definitions import KPI_DEFINITIONS
from dashboard.metrics.movers import movers
from dashboard.metrics.portfolio import MovedKpi, status_grid
from dashboard.metrics.raid_figures import Log, raid_log
from dashboard.metrics.reform_figures import figures, headline
from dashboard.metrics.reform_items import reform_items
from dashboard.metrics.status import is_stale, worst
from dashboard.metrics.wave_plan import wave_plans
from dashboard.metrics.waves import conflicts
from dashboard.reform_names import choice_labels, named
from dashboard.report_money import money
from dashboard.report_reading import Reading
from dashboard.report_stories import stories
from dashboard.reports.document import Line
from dashboard.reports.pack import Facet, Labels, Names, Pack, Reform
from dashboard.text import _
from data_access.errors import NotFound


def pack(reading: Reading, choice: Choice, *, only: str | None = None) -> Pack:
    """Everything that a report shows of the projects that *choice* lets through, or of the project *only*.

    ``NotFound`` where nothing was reported by the date asked for, or no project is left.
    """
    day, since = reading.dated(choice)
    since = None if choice.original else since
    projects = _chosen(reading, choice, day, only)
    measures = _of(reading.measures(day), projects)
    earlier = _of(reading.measures(since), projects) if since else None
    if measures.empty:
        raise NotFound("no_project_left")
    names, limits = project_names(projects, measures), reading.thresholds(day)
    log = _log(reading, day, since, list(measures["project"]))
    return Pack(
        stamp=reading.stamp(day),
        as_of=day,
        compare_with=since,
        filters=_filters(reading, choice),
        names=names,
        labels=_labels(),
        thresholds=limits,
        kpis=_kpis(reading, choice, (day, since)) if only is None else (),
        matters=tuple(line(item, names) for item in attention(measures, earlier, projects, as_of=day)),
        grid=status_grid(measures, projects),
        stale={r["project"]: is_stale(r["status_date"], day, limits) for r in records(measures)},  # type: ignore[misc,arg-type]  # code and date
        movers=movers(measures, earlier, projects) if earlier is not None else None,
        money=money(reading, day, since, (measures, earlier)),
        entries=_explained(log, reading.rows("raid", day)),
        reform=_reform(reading, choice, (day, since), projects),
        stories=stories(reading, (day, since), (projects, measures, earlier), log.entries),
        facets=_facets(reading, projects, measures),
        measures=measures,
        earlier=earlier,
    )  # fmt: skip


def _chosen(reading: Reading, choice: Choice, day: dt.date, only: str | None) -> pd.DataFrame:
    projects = choice.apply(reading.rows("projects", day))
    if only is None:
        return projects
    found = projects[projects["project"] == only]
    if found.empty:
        raise NotFound("unknown_project", project=only)
    return found


def _of(measures: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    return measures[measures["project"].isin(projects["project"])].reset_index(drop=True)


def project_names(projects: pd.DataFrame, measures: pd.DataFrame) -> dict[str, str]:
    """Code to name, what needs attention first; two of the same name are told apart by their codes."""
    ordered = status_grid(measures, projects)
    twice = ordered["name"].duplicated(keep=False)
    return {
        str(code): f"{name} ({code})" if again else str(name)
        for code, name, again in zip(ordered["project"], ordered["name"], twice, strict=True)
    }


def line(item: Attention, names: Names) -> Line:
    """What needs attention, as a sentence with its mark."""
    symbol, tone = TONES[item.rule]
    return Line(sentence(item, LONGEST), names.get(item.project, item.name), symbol, tone, item.project)


def _kpis(reading: Reading, choice: Choice, dates: tuple[dt.date, dt.date | None]) -> tuple[MovedKpi, ...]:
    """What ``regie kpi`` prints of the same choice, at the same instant."""
    day, since = dates
    return kpi_report(
        reading.db, choice=choice, as_of=day, compare_with=since, original=choice.original, known_at=reading.known_at
    ).kpis


def _log(reading: Reading, day: dt.date, since: dt.date | None, codes: list[str]) -> Log:
    return raid_log(
        reading.rows("raid", day),
        reading.measures(day),
        day,
        projects=codes,
        then=reading.rows("raid", since) if since else None,
        earlier=reading.rows("raid", day - dt.timedelta(days=raid_figures.UNCHANGED_DAYS)),
        thresholds=reading.thresholds(day),
    )


def _explained(log: Log, raid: pd.DataFrame) -> pd.DataFrame:
    """The entries of the projects chosen, with what the register leaves out."""
    own = log.entries[log.own].reset_index(drop=True)
    said = raid[["project", "entry", "cause", "effect", "strategy"]]
    return own.merge(said, on=["project", "entry"], how="left", sort=False)


def _tools(reading: Reading, choice: Choice, day: dt.date) -> pd.DataFrame:
    """The migration rows as the Reform board chooses them."""
    return choice.tools(reading.rows("migration", day), reading.rows("projects", day))


def _reform(
    reading: Reading, choice: Choice, dates: tuple[dt.date, dt.date | None], projects: pd.DataFrame
) -> Reform | None:
    day, since = dates
    rows = _tools(reading, choice, day)
    if rows.empty:
        return None
    then = _tools(reading, choice, since) if since else rows.iloc[:0]
    items = reform_items(rows, reading.thresholds(day), as_of=day)
    return Reform(
        items=items,
        waves=tuple(wave_plans(rows, items)),
        conflicts=conflicts(rows, reading.freezes(), every=reading.rows("migration", day)),
        names=named(reading.names("institutions")),
        kpis=_reform_kpis(reading, rows, day),
        earlier=_reform_kpis(reading, then, since) if since and len(then) else {},
    )


def _reform_kpis(reading: Reading, rows: pd.DataFrame, day: dt.date) -> dict[str, Kpi]:
    every, freezes = reading.rows("migration", day), reading.freezes()
    found = figures(rows, day, freezes=freezes, thresholds=reading.thresholds(day), every=every)
    return {kpi.name: kpi for kpi in (*headline(rows), *found)}


def _filters(reading: Reading, choice: Choice) -> tuple[str, ...]:
    """The filters that are set, in words."""
    chosen = (
        (_("Programme"), reading.names("programmes").get(choice.programme or "", choice.programme)),
        (_("Institution"), reading.names("institutions").get(choice.institution or "", choice.institution)),
        (_("Project manager"), choice.manager),
    )
    said = tuple(_("{label}: {value}", label=label, value=value) for label, value in chosen if value)
    return (*said, _("Compared with the original baseline")) if choice.original else said


def _labels() -> Labels:
    meanings = [(d.name, d.label, d.help) for d in KPI_DEFINITIONS]
    meanings += figure_meanings()
    return Labels(
        figures={name: _(label) for name, label, _help in meanings},
        definitions={name: _(said) for name, _label, said in meanings},
        kinds=choice_labels("raid", "kind"),
        states=choice_labels("raid", "status"),
        strategies=choice_labels("raid", "strategy"),
    )


def _facets(reading: Reading, projects: pd.DataFrame, measures: pd.DataFrame) -> dict[str, Facet]:
    programmes, institutions = reading.names("programmes"), reading.names("institutions")
    statuses = {
        r["project"]: worst((str(r["declared_overall"]), str(r["computed_overall"]))).value for r in records(measures)
    }
    return {
        str(r["project"]): Facet(
            programmes.get(str(r["programme"]), str(r["programme"])),
            institutions.get(str(r["institution"]), str(r["institution"])),
            str(r["manager"]),
            statuses[r["project"]],
        )
        for r in records(projects)
        if r["project"] in statuses
    }
