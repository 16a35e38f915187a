"""The agenda that the figures propose: one item per project with all that speaks for it, ranked by a sum of points."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.attention import POINTS, Attention, Rule, Subject, project_attention
from dashboard.metrics.columns import records, value_of
from dashboard.metrics.register import register
from dashboard.metrics.risks import OPEN
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds
from dashboard.metrics.waves import Conflict, Freeze, conflicts


class AgendaRule(StrEnum):
    """Why something is on the agenda: the rules of ``attention``, three of the logs, and what was left over."""

    EXCEPTION = "exception"
    DECISION = "decision"
    SHORTAGE = "shortage"
    RISK = "risk"
    LAPSE = "lapse"
    OVERDUE = "overdue"
    WATERMELON = "watermelon"
    FELL = "fell"
    CONFLICT = "conflict"
    POSTPONED = "postponed"
    SILENT = "silent"


RULE_POINTS: Mapping[AgendaRule, int] = {
    **{AgendaRule(rule.value): points for rule, points in POINTS.items()},
    AgendaRule.RISK: 32,
    AgendaRule.OVERDUE: 28,
    AgendaRule.CONFLICT: 15,
    AgendaRule.POSTPONED: 10,
}
FURTHER, MOST_FURTHER = 4, 12
"""Points for each further entry of the same rule, and how many they can add up to."""
SEVERITY, BUDGET, AGAIN = "severity", "budget", "again"
"""What adds to the score beside the rules: how far beyond the tolerance, how large, and not for the first time."""
MOST_SEVERE, LARGEST, RETURNING = 20, 10, 5
CONFLICT_DAYS = 90
"""How far ahead of the status date a cutover conflict is the committee's business."""
MINUTES, LONG_MINUTES = 5, 10


class AgendaReason(NamedTuple):
    """One rule that holds: its points, and the figures that fill its sentence."""

    rule: AgendaRule
    points: int
    figures: Mapping[str, object]


class AgendaItem(NamedTuple):
    """A project to speak about, or None and no name for what concerns several; *extras* are (code, points)."""

    project: str | None
    name: str
    manager: str
    reasons: tuple[AgendaReason, ...]
    extras: tuple[tuple[str, int], ...] = ()

    @property
    def score(self) -> int:
        """The sum of the points of its reasons and extras."""
        return sum(reason.points for reason in self.reasons) + sum(points for _code, points in self.extras)

    @property
    def rule(self) -> AgendaRule:
        """The rule that weighs most."""
        return max(self.reasons, key=lambda reason: reason.points).rule

    @property
    def minutes(self) -> int:
        """How long to plan for it: longer where something must be decided."""
        must = {AgendaRule.EXCEPTION, AgendaRule.DECISION}
        return LONG_MINUTES if must & {reason.rule for reason in self.reasons} else MINUTES


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the agenda is built from, all as of one date: measures now and on the compared date, and three sheets.

    *actions* are (project, entry) of the actions that earlier meetings decided; *returning* the projects on the
    agenda of the meeting before; *postponed* those that it did not come to, with its day.
    """

    as_of: date
    now: pd.DataFrame
    then: pd.DataFrame | None
    projects: pd.DataFrame
    raid: pd.DataFrame
    migration: pd.DataFrame
    actions: Collection[tuple[str, str]] = ()
    returning: Collection[str] = ()
    postponed: Mapping[str, date] = field(default_factory=dict)
    freezes: Iterable[Freeze] = ()
    thresholds: Thresholds = field(default=DEFAULT_THRESHOLDS)


def agenda(evidence: Evidence) -> tuple[AgendaItem, ...]:
    """Every project that a rule speaks for, the highest score first, then the largest budget.

    Only active projects count. Projects for which nothing speaks but a missing report share one item.
    """
    found, silent = [], []
    largest = max((_budget(record) for record in records(evidence.now)), default=Decimal(0))
    logs = _by_project(_log_reasons(evidence))
    for subject in _subjects(evidence):
        code = str(subject.now["project"])
        said = project_attention(subject, evidence.as_of)
        reasons = (*map(_reason, said), *logs.get(code, ()), *_postponed(evidence, code))
        item = _item(subject, reasons, _extras(subject, said, largest, again=code in evidence.returning))
        if [reason.rule for reason in reasons] == [AgendaRule.SILENT]:
            silent.append(item)
        elif reasons:
            found.append((item, _budget(subject.now)))
    ranked = sorted(found, key=lambda pair: (-pair[0].score, -pair[1], str(pair[0].project)))
    return tuple(sorted([item for item, _budget in ranked] + _together(silent), key=lambda item: -item.score))


def _subjects(evidence: Evidence) -> Iterator[Subject]:
    then = {} if evidence.then is None else {str(r["project"]): r for r in records(evidence.then)}
    rows = {str(r["project"]): r for r in records(evidence.projects)}
    for record in records(evidence.now):
        if record["active"]:
            code = str(record["project"])
            yield Subject(record, then.get(code, {}), rows.get(code, {}))


def _item(subject: Subject, reasons: tuple[AgendaReason, ...], extras: tuple[tuple[str, int], ...]) -> AgendaItem:
    code = str(subject.now["project"])
    name, manager = (str(subject.project.get(column) or "") for column in ("name", "manager"))
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.points))
    return AgendaItem(code, name or code, manager, ordered, extras)


def _reason(item: Attention) -> AgendaReason:
    rule = AgendaRule(item.rule.value)
    return AgendaReason(rule, RULE_POINTS[rule], item.figures)


def _postponed(evidence: Evidence, code: str) -> list[AgendaReason]:
    day = evidence.postponed.get(code)
    rule = AgendaRule.POSTPONED
    return [] if day is None else [AgendaReason(rule, RULE_POINTS[rule], {"day": day})]


def _extras(
    subject: Subject, said: Iterable[Attention], largest: Decimal, *, again: bool
) -> tuple[tuple[str, int], ...]:
    beyond = next((item.figures["used"] for item in said if item.rule is Rule.EXCEPTION), 0)
    severe = MOST_SEVERE if beyond is None else int((Decimal(str(beyond)) - 100) // 10) if beyond else 0
    share = _budget(subject.now) * LARGEST / largest if largest else Decimal(0)
    extras = (
        (SEVERITY, min(max(severe, 0), MOST_SEVERE)),
        (BUDGET, int(share.to_integral_value(ROUND_HALF_UP))),
        (AGAIN, RETURNING if again else 0),
    )
    return tuple((code, points) for code, points in extras if points)


def _budget(measures: Mapping[str, object]) -> Decimal:
    return Decimal(str(value_of(measures["bac"]) or 0))


def _together(silent: list[AgendaItem]) -> list[AgendaItem]:
    """One item for all projects that only failed to report."""
    if not silent:
        return []
    points = RULE_POINTS[AgendaRule.SILENT] + _further(len(silent))
    names = "\n".join(sorted(item.name for item in silent))
    return [AgendaItem(None, "", "", (AgendaReason(AgendaRule.SILENT, points, {"names": names}),))]


def _further(count: int) -> int:
    return min(FURTHER * (count - 1), MOST_FURTHER)


def _by_project(reasons: Iterable[tuple[str, AgendaReason]]) -> dict[str, list[AgendaReason]]:
    found: dict[str, list[AgendaReason]] = {}
    for project, reason in reasons:
        found.setdefault(project, []).append(reason)
    return found


def _log_reasons(evidence: Evidence) -> Iterator[tuple[str, AgendaReason]]:
    reported = {str(r["project"]): evidence.as_of for r in records(evidence.now)}
    entries = records(register(evidence.raid, reported)) if len(evidence.raid) else []
    critical = evidence.thresholds.risk_bands.critical
    yield from _grouped(
        AgendaRule.RISK,
        [e for e in entries if e["escalated"] and e["kind"] == "threat" and int(str(e["level"])) >= critical],
        ("entry", "title", "level"),
    )
    known = set(evidence.actions)
    late = [e for e in entries if (e["project"], e["entry"]) in known and e["overdue"] and e["status"] in OPEN]
    late.sort(key=lambda e: -int(str(e["days_overdue"])))
    yield from _grouped(AgendaRule.OVERDUE, late, ("entry", "title", "owner", "due"))
    yield from _grouped(AgendaRule.CONFLICT, [_conflict(c) for c in _ahead(evidence)], ("item", "day", "kind", "other"))


def _grouped(
    rule: AgendaRule, entries: Iterable[Mapping[str, object]], names: tuple[str, ...]
) -> Iterator[tuple[str, AgendaReason]]:
    """One reason per project: the figures of its first entry, and how many there are."""
    by_project: dict[str, list[Mapping[str, object]]] = {}
    for entry in entries:
        by_project.setdefault(str(entry["project"]), []).append(entry)
    for project, own in by_project.items():
        figures = {name: value_of(own[0][name]) for name in names} | {"count": len(own)}
        yield project, AgendaReason(rule, RULE_POINTS[rule] + _further(len(own)), figures)


def _ahead(evidence: Evidence) -> list[Conflict]:
    until = evidence.as_of + timedelta(days=CONFLICT_DAYS)
    return [c for c in conflicts(evidence.migration, evidence.freezes) if evidence.as_of <= c.day <= until]


def _conflict(found: Conflict) -> dict[str, object]:
    other = found.freeze or found.other_item
    return {"project": found.project, "item": found.item, "day": found.day, "kind": found.kind.value, "other": other}
