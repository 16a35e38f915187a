"""Accounts, roles and what each role may do. Every write asks here before it writes."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound, PermissionDenied


class Role(StrEnum):
    """What a person is in Regie; see ``PERMISSIONS``."""

    VIEWER = "viewer"
    COMMITTEE = "committee"
    MANAGER = "manager"
    PMO = "pmo"
    ADMIN = "admin"


class Permission(StrEnum):
    """Something that may be done."""

    READ = "read"
    DECIDE = "decide"
    UPLOAD_OWN = "upload_own"
    UPLOAD_ALL = "upload_all"
    UNDO_OWN = "undo_own"
    UNDO_ALL = "undo_all"
    PREPARE_MEETINGS = "prepare_meetings"
    SET_THRESHOLDS = "set_thresholds"
    EDIT_REFERENCE = "edit_reference"
    EDIT_USERS = "edit_users"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.READ}),
    Role.COMMITTEE: frozenset({Permission.READ, Permission.DECIDE}),
    Role.MANAGER: frozenset({Permission.READ, Permission.UPLOAD_OWN, Permission.UNDO_OWN}),
    Role.PMO: frozenset(
        {
            Permission.READ,
            Permission.UPLOAD_OWN,
            Permission.UPLOAD_ALL,
            Permission.UNDO_OWN,
            Permission.UNDO_ALL,
            Permission.PREPARE_MEETINGS,
            Permission.DECIDE,
            Permission.SET_THRESHOLDS,
            Permission.EDIT_REFERENCE,
        }
    ),
    Role.ADMIN: frozenset({Permission.READ, Permission.EDIT_USERS, Permission.EDIT_REFERENCE}),
}


@dataclass(frozen=True, slots=True)
class User:
    """An account. *name* is what the projects sheet calls its project manager."""

    id: int
    username: str
    name: str
    email: str
    role: Role
    active: bool = True

    def may(self, permission: Permission) -> bool:
        """Whether this person has *permission* now."""
        return self.active and permission in PERMISSIONS[self.role]

    def require(self, permission: Permission) -> None:
        """Raises ``PermissionDenied`` unless this person has *permission*."""
        if not self.may(permission):
            raise PermissionDenied("not_allowed", user=self.username, permission=permission.value)


SYSTEM = User(0, "system", "Regie", "", Role.ADMIN)
"""Acts for the person at the server's own command line: the first account, restore, migrations."""


def get_user(db: Database, username: str) -> User:
    """The account called *username*; ``NotFound`` with code ``unknown_user`` when there is none."""
    with db.reading() as connection:
        return _get(db, connection, username)


def list_users(db: Database) -> list[User]:
    """All accounts, by username."""
    table = db.tables.users
    with db.reading() as connection:
        return [_user(row) for row in connection.execute(select(table).order_by(table.c.username))]


def add_user(db: Database, actor: User, *, username: str, name: str, role: str, email: str = "") -> User:
    """A new account; ``InvalidRequest`` when the username is taken, empty or the role unknown."""
    username, name = username.strip(), name.strip()
    with db.writing() as connection:
        reload_actor(db, connection, actor).require(Permission.EDIT_USERS)
        if not username or not name:
            raise InvalidRequest("user_needs_name")
        at = db.clock()
        _require_new(db, connection, username)
        values = {"username": username, "name": name, "email": email, "role": _role(role).value}
        connection.execute(insert(db.tables.users).values(**values, active=True, created_at=at))
        record(db, connection, actor.username, AuditEntry("user_added", username, new=values), at)
        return _get(db, connection, username)


def set_role(db: Database, actor: User, username: str, role: str) -> User:
    """Gives *username* another role."""
    return _change(db, actor, username, {"role": _role(role).value})


def set_active(db: Database, actor: User, username: str, *, active: bool) -> User:
    """Disables or enables the account of *username*; nothing it wrote is removed."""
    return _change(db, actor, username, {"active": active})


def reload_actor(db: Database, connection: Connection, actor: User) -> User:
    """The acting account as stored now, so that a disabled or demoted person cannot write."""
    return actor if actor is SYSTEM else _get(db, connection, actor.username)


def _change(db: Database, actor: User, username: str, values: dict[str, object]) -> User:
    with db.writing() as connection:
        reload_actor(db, connection, actor).require(Permission.EDIT_USERS)
        at: dt.datetime = db.clock()
        before = _get(db, connection, username)
        table = db.tables.users
        connection.execute(update(table).where(table.c.id == before.id).values(**values))
        old = {name: getattr(before, name) for name in values}
        record(db, connection, actor.username, AuditEntry("user_changed", username, old, values), at)
        return _get(db, connection, username)


def _require_new(db: Database, connection: Connection, username: str) -> None:
    table = db.tables.users
    if connection.execute(select(table.c.id).where(table.c.username == username)).first():
        raise InvalidRequest("user_exists", user=username)


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError as error:
        raise InvalidRequest("unknown_role", role=name, roles=", ".join(Role)) from error


def _get(db: Database, connection: Connection, username: str) -> User:
    table = db.tables.users
    row = connection.execute(select(table).where(table.c.username == username)).first()
    if row is None:
        raise NotFound("unknown_user", user=username)
    return _user(row)


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(row.id, row.username, row.name, row.email, Role(row.role), row.active)
