"""What the data propose for a meeting: its agenda with the figures of each item, as known at an instant."""

import datetime as dt
from collections.abc import Callable, Mapping

import pandas as pd

from dashboard.freezes import freeze_days
from dashboard.kpis import MovedKpi, moved_kpis
from dashboard.metrics.agenda import RULE_POINTS, AgendaItem, AgendaRule, Evidence, agenda
from dashboard.metrics.columns import records, value_of
from dashboard.rules import Rules, rules
from data_access.engine import Database
from data_access.meeting_records import earlier_records, left_over
from data_access.meeting_values import Item, ItemDraft, Meeting, Part, Reason, RecordKind
from data_access.meetings import get_meeting, meeting_items
from data_access.queries.effective import effective_rows
from data_access.queries.measures import project_measures
from data_access.typed_values import ItemFigure, TypedValue
from data_access.users import User

TOGETHER = "together"
"""The subject of an item that concerns several projects."""
STATUSES = ("declared_overall", "computed_overall", "confidence")

Record = Mapping[str, object]


def proposals(db: Database, actor: User, meeting: Meeting) -> Callable[[dt.datetime | None], tuple[ItemDraft, ...]]:
    """A function: an instant (None: now) to the items that the data known then propose for *meeting*."""
    actions = {
        (found.project, found.code)
        for found in earlier_records(db, actor, meeting)
        if found.kind is RecordKind.ACTION and found.project
    }
    before = _previous(db, actor, meeting)
    items = meeting_items(db, actor, before) if before else []
    returning = {item.project for item in items if item.project}
    left = left_over(db, actor, before, items) if before else []
    postponed = {item.project: before.held_on for item in left if before and item.project}
    hidden = {item.project for item in left if item.confidential and item.project}
    added = [_left_over(item, before.held_on) for item in left if before and _stands_alone(item)]

    def propose(known_at: dt.datetime | None) -> tuple[ItemDraft, ...]:
        evidence = _evidence(db, meeting, known_at, actions, returning, postponed)
        figures = project_figures(db, meeting, known_at)
        return (*(_draft(item, figures, hidden) for item in agenda(evidence)), *added)

    return propose


def project_figures(db: Database, meeting: Meeting, known_at: dt.datetime | None) -> dict[str, tuple[ItemFigure, ...]]:
    """Project to every figure that is seen with an item of it, beside the compared date."""
    now = project_measures(db, meeting.status_date, known_at)
    then = project_measures(db, meeting.compare_with, known_at) if meeting.compare_with else now[:0]
    ends = _forecast_ends(db, meeting.status_date, known_at)
    ended = _forecast_ends(db, meeting.compare_with, known_at) if meeting.compare_with else {}
    earlier = {str(record["project"]): record for record in records(then)}
    known = rules(db, known_at)
    return {
        code: _figures(record, earlier.get(code), (ends.get(code), ended.get(code)), known)
        for record in records(now)
        for code in [str(record["project"])]
    }


def _evidence(
    db: Database,
    meeting: Meeting,
    known_at: dt.datetime | None,
    actions: set[tuple[str, str]],
    returning: set[str],
    postponed: dict[str, dt.date],
) -> Evidence:
    day = meeting.status_date
    projects, raid, migration = (
        effective_rows(db, name, as_of=day, known_at=known_at) for name in ("projects", "raid", "migration")
    )
    then = project_measures(db, meeting.compare_with, known_at) if meeting.compare_with else None
    return Evidence(
        day, project_measures(db, day, known_at), then, projects, raid, migration, actions, returning,
        postponed, freezes=freeze_days(db, known_at), thresholds=rules(db, known_at).on(day),
    )  # fmt: skip


def _previous(db: Database, actor: User, meeting: Meeting) -> Meeting | None:
    return None if meeting.previous_id is None else get_meeting(db, actor, meeting.previous_id)


def _stands_alone(item: Item) -> bool:
    """Whether no figures propose it anew: people put it on the agenda, about no project."""
    return item.project is None and item.subject != TOGETHER


def _left_over(item: Item, day: dt.date) -> ItemDraft:
    """An item that people added, proposed again as they left it."""
    rule = AgendaRule.POSTPONED
    reason = Reason(rule.value, RULE_POINTS[rule], {"day": day})
    return ItemDraft(
        subject=f"{rule.value}:{item.id}", title=item.title, manager=item.manager, owner=item.owner, rule=rule.value,
        reasons=(reason,), minutes=item.minutes, confidential=item.confidential,
    )  # fmt: skip


def _draft(item: AgendaItem, figures: Mapping[str, tuple[ItemFigure, ...]], hidden: set[str]) -> ItemDraft:
    reasons = tuple(Reason(r.rule.value, r.points, {k: _plain(v) for k, v in r.figures.items()}) for r in item.reasons)
    return ItemDraft(
        subject=item.project or TOGETHER,
        title=item.name,
        project=item.project,
        manager=item.manager,
        owner=item.manager,
        rule=item.rule.value,
        reasons=reasons,
        extras=tuple(Part(*extra) for extra in item.extras),
        figures=figures.get(item.project or "", ()),
        minutes=item.minutes,
        confidential=item.project in hidden,
    )


def _figures(
    now: Record, then: Record | None, ends: tuple[TypedValue, TypedValue], known: Rules
) -> tuple[ItemFigure, ...]:
    before = then or {}
    statuses = [ItemFigure(name, "status", str(now[name]), _text(before.get(name))) for name in STATUSES]
    end = [ItemFigure("forecast_end", "day", *ends)]
    return (*statuses, *end, *(_of_kpi(kpi) for kpi in _kpis(now, then, known)))


def _kpis(now: Record, then: Record | None, known: Rules) -> tuple[MovedKpi, ...]:
    one, other = (pd.DataFrame([record] if record else [], dtype=object) for record in (now, then))
    return moved_kpis(one, other if then else None, known, of_project=True)


def _of_kpi(kpi: MovedKpi) -> ItemFigure:
    return ItemFigure(kpi.name, kpi.unit.value, kpi.value, kpi.then)


def _forecast_ends(db: Database, day: dt.date, known_at: dt.datetime | None) -> dict[str, TypedValue]:
    rows = effective_rows(db, "projects", as_of=day, known_at=known_at)
    return {str(record["project"]): _plain(record["forecast_end"]) for record in records(rows)}


def _plain(value: object) -> TypedValue:
    """*value* as it can be stored: numbers of the frames' own kinds become Python's."""
    found = value_of(value)
    return int(found) if hasattr(found, "dtype") else found  # type: ignore[return-value, call-overload]  # a cell


def _text(value: object) -> str | None:
    return None if value is None else str(value)
