"""The audit trail: who did what, when, with old and new values; only ever appended to."""

import datetime as dt
import json
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, insert, select

from data_access.engine import Database


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing done. *old* and *new* are plain values that JSON can hold."""

    action: str
    subject: str
    old: object = None
    new: object = None
    upload_id: int | None = None


def record(db: Database, connection: Connection, actor: str, entry: AuditEntry, at: dt.datetime) -> None:
    """Appends *entry* inside the caller's transaction."""
    connection.execute(
        insert(db.tables.audit_records).values(
            at=at,
            actor=actor,
            action=entry.action,
            subject=entry.subject,
            old=None if entry.old is None else json.dumps(entry.old, ensure_ascii=False, default=str),
            new=None if entry.new is None else json.dumps(entry.new, ensure_ascii=False, default=str),
            upload_id=entry.upload_id,
        )
    )


def audit_trail(db: Database, limit: int = 1000) -> pd.DataFrame:
    """The newest records first: id, at (aware), actor, action, subject, old, new (JSON text), upload_id."""
    table = db.tables.audit_records
    with db.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.id.desc()).limit(limit)).all()
    return pd.DataFrame(rows, columns=[c.name for c in table.columns])
