"""The audit trail: read with filters, and proved unbroken."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Row, select

from data_access.engine import Database
from data_access.erasure import ERASED_ACTION, is_placeholder
from data_access.seals import GENESIS, SEALED, Fixed, chained, digest, read
from data_access.users import Permission, User, reload_actor

SHOWN = ("id", "at", "actor", "origin", "action", "subject", "old", "new", "upload_id")


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which records: None means all. *since* and *until* are instants, both included."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk along the chain found: *broken* is the first record that does not hold, None for a whole chain.

    *head* is the hash of the last record: noted elsewhere, it also proves that nothing was cut off the end.
    """

    records: int
    head: str
    broken: int | None = None
    has_expected: bool = False


def audit_trail(
    db: Database, reader: User, limit: int | None = 1000, *, only: TrailFilter = TrailFilter()
) -> pd.DataFrame:
    """The newest records first, columns ``SHOWN``: *at* is aware, *old* and *new* are JSON text.

    Raises ``PermissionDenied`` unless *reader* may read the audit trail.
    """
    table = db.tables.audit_records
    query = select(*(table.c[name] for name in SHOWN)).order_by(table.c.id.desc()).limit(limit)
    for name in ("actor", "action", "subject"):
        if (wanted := getattr(only, name)) is not None:
            query = query.where(table.c[name] == wanted)
    if only.since is not None:
        query = query.where(table.c.at >= only.since)
    if only.until is not None:
        query = query.where(table.c.at <= only.until)
    with db.reading() as connection:
        reload_actor(db, connection, reader).require(Permission.READ_AUDIT)
        rows = connection.execute(query).all()
    return pd.DataFrame(rows, columns=list(SHOWN)).astype({"at": object})


def trail_values(db: Database, reader: User) -> tuple[list[str], list[str]]:
    """Everybody who acted and every kind of act, for filters; ``PermissionDenied`` as ``audit_trail``."""
    table = db.tables.audit_records
    with db.reading() as connection:
        reload_actor(db, connection, reader).require(Permission.READ_AUDIT)
        actors, actions = (
            sorted(connection.execute(select(column).distinct()).scalars())
            for column in (table.c.actor, table.c.action)
        )
    return actors, actions


def verify(db: Database, expected: str | None = None) -> Verified:
    """Walks the whole chain: numbers without a gap, every hash, every field against its digest.

    *expected* is a hash noted earlier; *has_expected* tells whether a record still bears it.
    """
    table = db.tables.audit_records
    with db.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.id)).all()
    head, broken = GENESIS, None
    erased = _erased_fields(rows)
    for number, row in enumerate(rows, start=1):
        if broken is None and not _holds(row, number, head, erased):
            broken = row.id
        head = row.hash
    return Verified(len(rows), head, broken, any(row.hash == expected for row in rows))


def _erased_fields(rows: Iterable[Row[Any]]) -> set[tuple[int, str]]:
    """Record and field of everything that a recorded erasure took a person out of."""
    found = set()
    for row in rows:
        if row.action == ERASED_ACTION:
            try:
                found |= {(int(record), str(field)) for record, field in json.loads(row.new)["fields"]}
            except (KeyError, TypeError, ValueError):
                continue
    return found


def _holds(row: Row[Any], number: int, previous: str, erased: set[tuple[int, str]]) -> bool:
    try:
        seals = read(row.seals)
    except (KeyError, TypeError, ValueError):
        return False
    fixed = Fixed(row.id, row.at, row.action, row.upload_id)
    if row.id != number or row.hash != chained(previous, fixed, seals):
        return False
    return all(_field_holds(row, name, *seals[name], erased=erased) for name in SEALED)


def _field_holds(row: Row[Any], name: str, salt: str | None, known: str, *, erased: set[tuple[int, str]]) -> bool:
    value = getattr(row, name)
    if salt is None:
        return (row.id, name) in erased and is_placeholder(value)
    return digest(salt, value) == known
