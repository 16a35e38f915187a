"""The figures of the RAID board beyond the portfolio's own: tab counts, escalated, unchanged, hand-overs at risk."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.columns import records
from dashboard.metrics.definitions import N_
from dashboard.metrics.figure import Reason
from dashboard.metrics.handovers import Handover, handovers
from dashboard.metrics.kpi import Better, Kpi, Unit
from dashboard.metrics.register import TABS, register
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

UNCHANGED_DAYS = 30


class FigureDefinition(NamedTuple):
    """Name, label and help sentence of a figure of this board, and the direction that is good news."""

    name: str
    label: str
    help: str
    unit: Unit = Unit.COUNT
    better: Better = Better.DOWN


RAID_DEFINITIONS = (
    FigureDefinition(
        "raid_escalated",
        N_("Escalated"),
        N_("Open RAID entries that the steering committee must see, of all open entries."),
    ),
    FigureDefinition(
        "handovers_at_risk",
        N_("Hand-overs at risk"),
        N_(
            "Open dependencies, to or from the projects chosen, due in the next 30 days, that are past due, "
            "escalated, or owed by a project whose computed schedule is amber or red or whose data are out of date."
        ),
    ),
    FigureDefinition(
        "raid_unchanged",
        N_("Not updated"),
        N_("Open RAID entries whose row has not changed in the last 30 days, of all open entries."),
    ),
    FigureDefinition("raid_risks", N_("Open risks"), N_("Threats and opportunities open or in progress.")),
    FigureDefinition("raid_assumptions", N_("Open assumptions"), N_("Assumptions open or in progress.")),
    FigureDefinition("raid_issues", N_("Open issues"), N_("Issues still open or in progress.")),
    FigureDefinition(
        "raid_dependencies",
        N_("Open dependencies"),
        N_("Dependencies open or in progress, to or from the projects chosen."),
    ),
    FigureDefinition("raid_actions", N_("Open actions"), N_("Actions open or in progress.")),
    FigureDefinition("raid_decisions", N_("Open decisions"), N_("Decisions still to be taken.")),
    FigureDefinition("raid_changes", N_("Open changes"), N_("Change requests open or in progress.")),
)


class Log(NamedTuple):
    """The register, its entries with handover and danger where they are one, and the hand-overs by themselves.

    *own* tells which entries stand in the log of a project chosen; *has_past* whether there was a log a month before.
    """

    entries: pd.DataFrame
    handovers: pd.DataFrame
    own: pd.Series
    has_past: bool


def raid_log(
    raid: pd.DataFrame,
    measures: pd.DataFrame,
    status_date: date,
    *,
    projects: Collection[str] | None = None,
    then: pd.DataFrame | None = None,
    earlier: pd.DataFrame | None = None,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Log:
    """The register of *projects* (default: all), with the dependencies that other projects have on them.

    *raid* and *measures* (project, computed_schedule, status_date) hold all projects on *status_date*; *then* is
    the log on the compared date, *earlier* the log ``UNCHANGED_DAYS`` before.
    """
    owed = (raid["kind"] == "dependency") & raid["provider_project"].isin(projects or ())
    wanted = raid if projects is None else raid[raid["project"].isin(projects) | owed]
    reported = {str(r["project"]): r["status_date"] for r in records(measures[["project", "status_date"]])}
    days: Mapping[str, date] = {code: day for code, day in reported.items() if isinstance(day, date)}
    entries = register(wanted, days, then, earlier)
    handed = handovers(entries, measures, status_date, thresholds)
    own = entries["project"].isin(projects) if projects is not None else entries["project"].notna()
    return Log(_with_handovers(entries, handed), handed, own, earlier is not None and not earlier.empty)


def _with_handovers(entries: pd.DataFrame, handed: pd.DataFrame) -> pd.DataFrame:
    """*entries* with handover and danger, the state and danger of each hand-over; None for all others."""
    known = {(r["receiver"], r["entry"]): (r["state"], r["danger"]) for r in records(handed)}
    found = [known.get(key, (None, None)) for key in zip(entries["project"], entries["entry"], strict=True)]
    return entries.assign(
        handover=pd.Series([state for state, _danger in found], dtype=object),
        danger=pd.Series([danger for _state, danger in found], dtype=object),
    )


def log_figures(log: Log) -> tuple[Kpi, ...]:
    """The figures of ``RAID_DEFINITIONS``, in that order; n/a where no entry was ever logged.

    What did not change for a month is n/a before there was a log for a month.
    """
    if log.entries.empty:
        return tuple(Kpi(d.name, None, d.unit, reason=Reason.NO_RISK_ENTRIES) for d in RAID_DEFINITIONS)
    own = log.entries[log.own & log.entries["is_open"]]
    at_risk = int((log.handovers["state"] == Handover.AT_RISK).sum())
    counts = {f"raid_{tab}": int((own["tab"] == tab).sum()) for tab in TABS}
    counts |= {"raid_dependencies": len(log.handovers), "handovers_at_risk": at_risk}
    counts |= {f"raid_{name}": int(own[name].sum()) for name in ("escalated", "unchanged")}
    of = {"raid_escalated": len(own), "raid_unchanged": len(own), "handovers_at_risk": len(log.handovers)}
    found = [Kpi(d.name, counts[d.name], d.unit, counts[d.name], of.get(d.name)) for d in RAID_DEFINITIONS]
    if not log.has_past:
        found = [k._replace(value=None, reason=Reason.NO_DATA) if k.name == "raid_unchanged" else k for k in found]
    return tuple(found)


def figures(
    raid: pd.DataFrame,
    measures: pd.DataFrame,
    status_date: date,
    *,
    projects: Collection[str] | None = None,
    earlier: pd.DataFrame | None = None,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> tuple[Kpi, ...]:
    """The figures of the RAID board; see ``raid_log`` for the arguments and ``RAID_DEFINITIONS`` for the figures."""
    return log_figures(raid_log(raid, measures, status_date, projects=projects, earlier=earlier, thresholds=thresholds))
