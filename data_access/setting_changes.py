"""Changing dated settings: checked, dated, audited, and every measure they touch computed anew."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, insert, select, update

from data_access.audit import AuditEntry, record
from data_access.edits import Topic, require_unedited
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.measure_store import Measure, remeasure
from data_access.settings import read_settings, values_on
from data_access.types import FOREVER
from data_access.users import Permission, User, reload_actor
from data_access.versions import raise_version

ACTION = "settings_changed"


@dataclass(frozen=True, slots=True)
class SettingChange:
    """New *values* of the settings of *group* from the status date *valid_from* on.

    None takes back the change that a setting has at that very date. *seen* is the number of the last
    edit of the group when its values were shown; None where nobody looked.
    """

    group: str
    valid_from: dt.date
    values: Mapping[str, Decimal | None]
    seen: int | None = None


def settings_topic(group: str) -> Topic:
    """The edits of the settings of *group*."""
    return Topic((ACTION,), group)


def change_settings(db: Database, actor: User, change: SettingChange, measure: Measure | None = None) -> None:
    """Stores *change*, and computes the measures from its date on anew with *measure* where one is given.

    Raises ``PermissionDenied``, ``EditConflict``, or ``InvalidRequest`` when it changes nothing.
    """
    with db.writing() as connection:
        current = reload_actor(db, connection, actor)
        current.require(Permission.SET_THRESHOLDS)
        require_unedited(db, connection, settings_topic(change.group), change.seen)
        before = values_on(read_settings(db, connection), change.valid_from)
        moved = _moved(db, connection, change)
        if not moved:
            raise InvalidRequest("nothing_changed")
        at = raise_version(db, connection)
        _store(db, connection, change.valid_from, moved, at)
        if measure is not None:
            _remeasure_all(db, connection, measure, change.valid_from, at)
        old, new = ({"valid_from": change.valid_from.isoformat(), **_plain(v)} for v in (_of(moved, before), moved))
        record(db, connection, current.username, AuditEntry(ACTION, change.group, old, new), at)


def _moved(db: Database, connection: Connection, change: SettingChange) -> dict[str, Decimal | None]:
    """The values of *change* that differ from what is stored for its very date."""
    table = db.tables.dated_settings
    query = select(table.c.name, table.c.value).where(
        table.c.valid_from == change.valid_from, table.c.known_to == FOREVER, table.c.name.in_(list(change.values))
    )
    stored = {row.name: row.value for row in connection.execute(query)}
    return {name: value for name, value in change.values.items() if stored.get(name) != value}


def _store(
    db: Database, connection: Connection, day: dt.date, values: Mapping[str, Decimal | None], at: dt.datetime
) -> None:
    table = db.tables.dated_settings
    same = (table.c.valid_from == day, table.c.known_to == FOREVER, table.c.name.in_(list(values)))
    connection.execute(update(table).where(*same).values(known_to=at))
    new = [
        {"name": name, "valid_from": day, "known_from": at, "known_to": FOREVER, "value": value}
        for name, value in values.items()
        if value is not None
    ]
    if new:
        connection.execute(insert(table), new)


def _remeasure_all(db: Database, connection: Connection, measure: Measure, since: dt.date, at: dt.datetime) -> None:
    subjects = db.tables.subjects
    projects = connection.execute(select(subjects.c.project).distinct()).scalars().all()
    remeasure(db, connection, measure, projects=projects, since=since, at=at)


def _of(names: Mapping[str, object], values: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    return {name: values.get(name) for name in names}


def _plain(values: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in values.items()}
