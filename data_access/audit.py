"""The audit trail: who did what, when, from where, with old and new values; only ever appended to."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from data_access.engine import Database
from data_access.seals import GENESIS, Fixed, chained, seal, written

LONGEST_ORIGIN = 60
COMMAND_LINE = "command line"
"""The origin of what is done at the server's own command line."""
SYSTEM_NAME = "system"
"""Who acts at the server's own command line."""

_origin: ContextVar[str | None] = ContextVar("origin", default=None)
_otherwise: list[Callable[[], str | None]] = []


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing done. *old* and *new* are plain values that JSON can hold."""

    action: str
    subject: str
    old: object = None
    new: object = None
    upload_id: int | None = None


@contextmanager
def acting_from(origin: str) -> Iterator[None]:
    """Records inside the ``with`` block say that they come from *origin*."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def ask_origin(ask: Callable[[], str | None]) -> None:
    """Asks *ask* for the origin wherever no ``acting_from`` says it: on the thread of a screen."""
    _otherwise[:] = [ask]


def origin_now() -> str:
    """Where the act of the moment comes from: an address, or the command line; empty when unknown."""
    said = _origin.get()
    found = said if said is not None else next((ask() for ask in _otherwise), None)
    return (found or "")[:LONGEST_ORIGIN]


def record(db: Database, connection: Connection, actor: str, entry: AuditEntry, at: dt.datetime) -> None:
    """Appends *entry* inside the caller's write transaction, sealed to the record before it."""
    table = db.tables.audit_records
    last = connection.execute(select(table.c.id, table.c.hash).order_by(table.c.id.desc()).limit(1)).first()
    fixed = Fixed(last.id + 1 if last else 1, at, entry.action, entry.upload_id)
    fields = {
        "actor": actor,
        "origin": origin_now(),
        "subject": entry.subject,
        "old": _json(entry.old),
        "new": _json(entry.new),
    }
    seals = seal(fields)
    fields["hash"] = chained(last.hash if last else GENESIS, fixed, seals)
    connection.execute(insert(table).values(**fixed._asdict(), **fields, seals=written(seals)))


def note_backup(db: Database, file_name: str, rows: int) -> None:
    """Records that a backup was written, after it was: the file holds the trail up to just before."""
    with db.writing() as connection:
        entry = AuditEntry("backup_made", file_name, new={"rows": rows})
        record(db, connection, SYSTEM_NAME, entry, db.clock())


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
