"""Changing thresholds and the reporting deadline: checked, previewed, stored. Pages and commands come in here."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.columns import value_of
from dashboard.metrics.rules import Breach, breaches, order_breaches, thresholds_of, values_of
from dashboard.metrics.setting_fields import DEADLINE_FIELDS, FIELDS, THRESHOLD_FIELDS
from dashboard.uploads import measure
from data_access import setting_changes
from data_access.edits import edit_number
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.frames import frames
from data_access.queries.effective import effective_rows, plan_state
from data_access.queries.measures import measure_history, project_measures
from data_access.setting_changes import SettingChange, settings_topic
from data_access.settings import Setting, settings, values_on
from data_access.users import User

THRESHOLDS, DEADLINE = "thresholds", "deadline"
GROUPS = {
    **{field.name: THRESHOLDS for field in THRESHOLD_FIELDS},
    **{field.name: DEADLINE for field in DEADLINE_FIELDS},
}
"""Setting to the group that it is edited with."""


class Effect(NamedTuple):
    """An overall computed status that a change gives a project in its latest report: from *before* to *after*."""

    project: str
    name: str
    status_date: dt.date
    before: str
    after: str


@dataclass(frozen=True)
class ChangePreview:
    """What a change would do to the latest reports of the *judged* projects; *weeks* status dates are computed anew."""

    change: SettingChange
    effects: tuple[Effect, ...]
    judged: int
    weeks: int


def change_of(
    db: Database, values: Mapping[str, Decimal | None], valid_from: dt.date, seen: int | None = None
) -> SettingChange:
    """A change of settings of one group, checked against what else holds from *valid_from* on.

    *seen* as in ``SettingChange``. Raises ``InvalidRequest`` for an unknown setting, a value out of range or
    with too many decimals, bands that overlap on any day, or when nothing is given.
    """
    if not values:
        raise InvalidRequest("nothing_changed")
    if found := breaches({name: value for name, value in values.items() if value is not None}):
        raise _refused(found[0])
    if foreign := [name for name in values if GROUPS.get(name) != GROUPS.get(next(iter(values)))]:
        raise InvalidRequest("unknown_setting", setting=foreign[0])
    _require_order(_after(settings(db), values, valid_from), valid_from)
    return SettingChange(GROUPS[next(iter(values))], valid_from, values, seen)


def preview_change(db: Database, change: SettingChange) -> ChangePreview:
    """What *change* would do to the computed statuses; stores nothing."""
    known = settings(db)
    after = _after(known, change.values, change.valid_from)
    latest = project_measures(db)
    touched = latest[latest["status_date"].map(lambda day: day >= change.valid_from).astype(bool)]
    names = _names(effective_rows(db, "projects"))
    weeks = measure_history(db, since=change.valid_from)["status_date"].nunique()
    effects = tuple(_effects(touched, _measured(db, touched, after), names))
    return ChangePreview(change, effects, len(touched), int(weeks))


def store_change(db: Database, actor: User, change: SettingChange) -> None:
    """Stores *change*; see ``setting_changes.change_settings``."""
    setting_changes.change_settings(db, actor, change, measure if change.group == THRESHOLDS else None)


def shown_state(db: Database, group: str) -> int:
    """What a form must remember of the state that it shows; see ``SettingChange.seen``."""
    return edit_number(db, settings_topic(group))


def _require_order(changes: tuple[Setting, ...], since: dt.date) -> None:
    """``InvalidRequest`` when bands overlap on *since* or any later day."""
    for day in sorted({since, *(change.valid_from for change in changes if change.valid_from > since)}):
        thresholds = thresholds_of(values_on(changes, day))
        if found := order_breaches(thresholds):
            lower, higher = found[0].name, str(found[0].other)
            values = values_of(thresholds)
            raise InvalidRequest(
                found[0].fault.value, setting=lower, other=higher, low=values[lower], high=values[higher], day=day
            )


def _refused(breach: Breach) -> InvalidRequest:
    field = FIELDS.get(breach.name)
    limits = {} if field is None else {"minimum": field.minimum, "maximum": field.maximum}
    return InvalidRequest(breach.fault.value, setting=breach.name, **limits)


def _after(known: Iterable[Setting], values: Mapping[str, Decimal | None], valid_from: dt.date) -> tuple[Setting, ...]:
    kept = [s for s in known if not (s.valid_from == valid_from and s.name in values)]
    return (*kept, *(Setting(name, valid_from, value) for name, value in values.items() if value is not None))


def _measured(db: Database, reports: pd.DataFrame, changes: tuple[Setting, ...]) -> dict[str, str]:
    """Project to its computed overall status in its latest report, under *changes*."""
    found: dict[str, str] = {}
    by_day: dict[dt.date, list[str]] = {}
    for project, day in zip(reports["project"], reports["status_date"], strict=True):
        by_day.setdefault(day, []).append(project)
    for day, codes in by_day.items():
        with db.reading() as connection:
            state = plan_state(db, connection, codes, day)
        rows = {subject: [row.values for row in effective.rows] for subject, effective in state.items()}
        measured = measure(frames(db.contract, rows), day, values_on(changes, day))
        found |= dict(zip(measured["project"], measured["computed_overall"], strict=True))
    return found


def _effects(reports: pd.DataFrame, after: Mapping[str, str], names: Mapping[str, str]) -> Iterator[Effect]:
    rows = zip(reports["project"], reports["status_date"], reports["computed_overall"], strict=True)
    for project, day, before in rows:
        if (now := after.get(project, before)) != before:
            yield Effect(project, names.get(project, project), day, str(value_of(before)), str(now))


def _names(projects: pd.DataFrame) -> dict[str, str]:
    return dict(zip(projects["project"], projects["name"], strict=True))
