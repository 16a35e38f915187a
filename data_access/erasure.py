"""Erases a person: name, e-mail and username leave the accounts and the audit trail, whose chain still holds."""

import json
import re
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.seals import SEALED, read, written
from data_access.users import Permission, User, get_within, reload_actor, require_another_admin

ERASED_ACTION = "person_erased"
_PLACEHOLDER = re.compile(r'"?erased-\d+"?')


def is_placeholder(value: str | None) -> bool:
    """Whether *value* is what ``erase_person`` leaves where a person was named."""
    return bool(_PLACEHOLDER.fullmatch(value or ""))


def erase_person(db: Database, actor: User, username: str) -> User:
    """Takes a person out of the accounts, sign-ins and audit trail; what they did stays, under a number.

    The workbooks stay as they came in: they are records of the administration, not of the account.
    Raises ``PermissionDenied``, ``NotFound``, or ``InvalidRequest`` for oneself and the last administrator.
    """
    with db.writing() as connection:
        author = reload_actor(db, connection, actor)
        author.require(Permission.EDIT_USERS)
        person = get_within(db, connection, username)
        if author.username == person.username:
            raise InvalidRequest("not_yourself")
        require_another_admin(db, connection, person)
        at, label = db.clock(), f"erased-{person.id}"
        fields = _erase_from_trail(db, connection, person, label)
        _erase_account(db, connection, person, label)
        record(db, connection, author.username, AuditEntry(ERASED_ACTION, label, new={"fields": fields}), at)
        return get_within(db, connection, label)


def _erase_account(db: Database, connection: Connection, person: User, label: str) -> None:
    users, sessions, attempts = db.tables.users, db.tables.sessions, db.tables.sign_in_attempts
    blank = {"username": label, "name": label, "email": "", "active": False, "password_hash": None, "identity": None}
    values = {**blank, "erased_at": db.clock(), "revision": users.c.revision + 1}
    connection.execute(update(users).where(users.c.id == person.id).values(**values))
    connection.execute(delete(sessions).where(sessions.c.user_id == person.id))
    connection.execute(delete(attempts).where(attempts.c.username == person.username))


def _erase_from_trail(db: Database, connection: Connection, person: User, label: str) -> list[tuple[int, str]]:
    """Replaces every field that names *person*; returns record and field of each."""
    table = db.tables.audit_records
    found: list[tuple[int, str]] = []
    for row in connection.execute(select(table).order_by(table.c.id)).all():
        named = [name for name in SEALED if _names(getattr(row, name), name, person)]
        if named:
            connection.execute(update(table).where(table.c.id == row.id).values(**_without(row, named, label)))
            found += [(row.id, name) for name in named]
    return found


def _names(value: str | None, field: str, person: User) -> bool:
    if value is None:
        return False
    if field in ("actor", "subject"):
        return value == person.username
    terms = (json.dumps(person.username), json.dumps(person.name, ensure_ascii=False)[1:-1], person.email)
    return any(term and term in value for term in terms)


def _without(row: Row[Any], named: list[str], label: str) -> dict[str, str]:
    seals = read(row.seals)
    quoted = {name: json.dumps(label) if name in ("old", "new") else label for name in named}
    return {**quoted, "seals": written({**seals, **{name: (None, seals[name][1]) for name in named}})}
