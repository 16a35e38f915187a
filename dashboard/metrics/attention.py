"""What needs a decision: exceptions found in the figures, each with its rule and its figures, ranked."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.columns import records, value_of
from dashboard.metrics.status import broken_tolerances, is_watermelon, rank, worst


class Rule(StrEnum):
    """Why a project is on the list; in order of urgency."""

    EXCEPTION = "exception"
    DECISION = "decision"
    SHORTAGE = "shortage"
    LAPSE = "lapse"
    WATERMELON = "watermelon"
    FELL = "fell"
    SILENT = "silent"


MATERIAL = Decimal(5)
"""Share of a credit, in %, from which a shortage or a lapse is worth the committee's time."""

POINTS = {
    Rule.EXCEPTION: 50, Rule.DECISION: 40, Rule.SHORTAGE: 35, Rule.LAPSE: 30,
    Rule.WATERMELON: 25, Rule.FELL: 20, Rule.SILENT: 10,
}  # fmt: skip


class Attention(NamedTuple):
    """One thing to decide about: *rule*, *project* and its *name*; *figures* fill the sentence."""

    rule: Rule
    project: str
    name: str
    figures: Mapping[str, object]

    @property
    def points(self) -> int:
        """Weight in the ranking: one number per rule, visible beside the item."""
        return POINTS[self.rule]


class Subject(NamedTuple):
    """A project as attention looks at it: its measures now and then, and its row of the projects sheet."""

    now: Mapping[str, object]
    then: Mapping[str, object]
    project: Mapping[str, object]


def attention(
    now: pd.DataFrame,
    then: pd.DataFrame | None,
    projects: pd.DataFrame,
    *,
    as_of: date | None = None,
) -> tuple[Attention, ...]:
    """The most pressing matter of each project that has one, in order of points, then of budget.

    *now* and *then* are measures (``project_measures`` with status_date) on the chosen and the
    compared date; *projects* the effective projects rows. Only active projects count. A project is
    silent when it did not report for *as_of*, or for the latest status date of *now*.
    """
    last = as_of or max((day for day in now["status_date"] if isinstance(day, date)), default=None)
    earlier = {} if then is None else {str(record["project"]): record for record in records(then)}
    rows = {str(record["project"]): record for record in records(projects)}
    found = []
    for record in records(now):
        code = str(record["project"])
        subject = Subject(record, earlier.get(code, {}), rows.get(code, {}))
        items = project_attention(subject, last) if record["active"] else ()
        if items:
            found.append((items[0], Decimal(str(value_of(record["bac"]) or 0))))
    return tuple(item for item, _bac in sorted(found, key=lambda pair: (-pair[0].points, -pair[1], pair[0].project)))


def project_attention(subject: Subject, last: date | None) -> tuple[Attention, ...]:
    """Everything about one project that needs a decision, the most pressing first; *last* is the latest status date."""
    code = str(subject.now["project"])
    name = str(subject.project.get("name") or code)
    items = [Attention(rule, code, name, figures) for rule, figures in _rules(subject, last)]
    return tuple(sorted(items, key=lambda item: -item.points))


def _rules(subject: Subject, last: date | None) -> Iterator[tuple[Rule, dict[str, object]]]:
    now, then, project = subject
    broken = [(_used(now, part), part) for part in broken_tolerances(now)]
    if broken:
        used, part = max(broken, key=lambda found: (found[0] is None, found[0] or 0))
        yield Rule.EXCEPTION, {"used": used, "part": part}
    if project.get("decision_requested"):
        yield Rule.DECISION, {"text": project["decision_requested"]}
    for rule, measure, credit in (
        (Rule.SHORTAGE, "cl_shortage", "cl_adjusted"),
        (Rule.LAPSE, "ce_lapse", "ce_adjusted"),
    ):
        amount = _number(now, measure)
        if amount and 100 * amount >= MATERIAL * _number(now, credit):
            yield rule, {"amount": amount}
    levels = value_of(now["gap"])
    told = is_watermelon(None if levels is None else int(str(levels)))
    if told:
        said, found = now["declared_overall"], now["computed_overall"]
        yield Rule.WATERMELON, {"declared": said, "computed": found, "reason": project.get("gap_reason")}
    if _fell(now, then):
        reason = None if told else project.get("gap_reason")
        yield Rule.FELL, {"status": _overall(now), "was": _overall(then), "reason": reason}
    if last and now["status_date"] != last:
        yield Rule.SILENT, {"since": now["status_date"]}


def _used(measures: Mapping[str, object], part: str) -> Decimal | None:
    """Use of a broken tolerance in %; None where it is zero, which no percentage can tell."""
    used = value_of(measures[f"{part}_tolerance_used"])
    return None if used is None else Decimal(str(used))


def _number(measures: Mapping[str, object], name: str) -> Decimal:
    return Decimal(str(value_of(measures[name]) or 0))


def _overall(measures: Mapping[str, object]) -> str:
    return worst((str(measures["declared_overall"]), str(measures["computed_overall"]))).value


def _fell(now: Mapping[str, object], then: Mapping[str, object]) -> bool:
    if not then:
        return False
    after, before = rank(_overall(now)), rank(_overall(then))
    return after is not None and before is not None and after > before
