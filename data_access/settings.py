"""Dated settings: limits and rules of the house, each change valid from a status date and known from an instant."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, select

from data_access.engine import Database
from data_access.queries.effective import known

SettingValues = Mapping[str, Decimal]
"""Name to value of every setting that was ever given; the others keep the default of the program."""


class Setting(NamedTuple):
    """One change: *name* has *value* from the status date *valid_from* on, until its next change."""

    name: str
    valid_from: dt.date
    value: Decimal


def settings(db: Database, known_at: dt.datetime | None = None) -> tuple[Setting, ...]:
    """Every change known at *known_at* (default: now), the earliest first."""
    with db.reading() as connection:
        return read_settings(db, connection, known_at)


def read_settings(db: Database, connection: Connection, known_at: dt.datetime | None = None) -> tuple[Setting, ...]:
    """As ``settings``, inside the caller's transaction."""
    table = db.tables.dated_settings
    query = select(table.c.name, table.c.valid_from, table.c.value).where(known(table, known_at))
    rows = connection.execute(query.order_by(table.c.valid_from, table.c.name))
    return tuple(Setting(row.name, row.valid_from, row.value) for row in rows)


def values_on(changes: Sequence[Setting], day: dt.date | None) -> dict[str, Decimal]:
    """What *changes* add up to on the status date *day* (None: after all of them)."""
    ordered = sorted(changes, key=lambda change: change.valid_from)
    return {change.name: change.value for change in ordered if day is None or change.valid_from <= day}
