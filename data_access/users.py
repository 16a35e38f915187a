"""Accounts, roles and what each role may do. Every write asks here before it writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data_access.audit import SYSTEM_NAME, AuditEntry, record
from data_access.engine import Database
from data_access.errors import EditConflict, InvalidRequest, NotFound, PermissionDenied
from data_access.words import fold


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
    READ_AUDIT = "read_audit"
    KEEP_DATA = "keep_data"


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
            Permission.READ_AUDIT,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.READ,
            Permission.EDIT_USERS,
            Permission.EDIT_REFERENCE,
            Permission.READ_AUDIT,
            Permission.KEEP_DATA,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class User:
    """An account. *name* is what the projects sheet calls its project manager.

    *revision* counts its changes; *session* is the sign-in that the person acts under, empty for none;
    *password_is_first* that the password was handed out and has to be changed.
    """

    id: int
    username: str
    name: str
    email: str
    role: Role
    active: bool = True
    revision: int = 1
    password_is_first: bool = False
    session: str = field(default="", compare=False)

    def may(self, permission: Permission) -> bool:
        """Whether this person has *permission* now."""
        return self.active and permission in PERMISSIONS[self.role]

    def require(self, permission: Permission) -> None:
        """Raises ``PermissionDenied`` unless this person has *permission*."""
        if not self.may(permission):
            raise PermissionDenied("not_allowed", user=self.username, permission=permission.value)


SYSTEM = User(0, SYSTEM_NAME, "Regie", "", Role.ADMIN)
"""Acts for the person at the server's own command line: the first account, restore, migrations."""


def get_user(db: Database, username: str) -> User:
    """The account called *username*; ``NotFound`` with code ``unknown_user`` when there is none."""
    with db.reading() as connection:
        return get_within(db, connection, username)


def list_users(db: Database, reader: User) -> list[User]:
    """All accounts, by username; ``PermissionDenied`` unless *reader* may edit accounts."""
    table = db.tables.users
    with db.reading() as connection:
        reload_actor(db, connection, reader).require(Permission.EDIT_USERS)
        return [user_of(row) for row in connection.execute(select(table).order_by(table.c.username))]


def has_users(db: Database) -> bool:
    """Whether there is any account."""
    with db.reading() as connection:
        return connection.execute(select(db.tables.users.c.id).limit(1)).first() is not None


def add_user(db: Database, actor: User, *, username: str, name: str, role: str, email: str = "") -> User:
    """A new account, which nobody can sign in to before it has a password or an identity.

    Usernames are kept in lower case. ``InvalidRequest`` when the username, the e-mail or the name of
    another active account is taken, something is empty or the role unknown.
    """
    values = {"username": username.strip().lower(), "name": name.strip(), "email": email.strip()}
    with db.writing() as connection:
        reload_actor(db, connection, actor).require(Permission.EDIT_USERS)
        if not values["username"] or not values["name"]:
            raise InvalidRequest("user_needs_name")
        _require_untaken(db, connection, values)
        at, granted = db.clock(), {**values, "role": _role(role).value}
        connection.execute(insert(db.tables.users).values(**granted, active=True, created_at=at))
        record(db, connection, actor.username, AuditEntry("user_added", values["username"], new=granted), at)
        return get_within(db, connection, values["username"])


def set_role(db: Database, actor: User, username: str, role: str) -> User:
    """Gives *username* another role."""
    return change_user(db, actor, username, {"role": _role(role).value})


def set_active(db: Database, actor: User, username: str, *, active: bool) -> User:
    """Disables or enables the account of *username*; nothing it wrote is removed."""
    return change_user(db, actor, username, {"active": active})


def change_user(
    db: Database, actor: User, username: str, values: Mapping[str, object], *, revision: int | None = None
) -> User:
    """Changes name, email, role or active of *username*.

    Raises ``EditConflict`` when *revision* is given and somebody changed the account since, and
    ``InvalidRequest`` when the last active administrator would be gone or a name or e-mail is taken.
    """
    table = db.tables.users
    with db.writing() as connection:
        reload_actor(db, connection, actor).require(Permission.EDIT_USERS)
        before = get_within(db, connection, username)
        changed = {name: value for name, value in values.items() if getattr(before, name) != value}
        if revision is not None and revision != before.revision:
            raise EditConflict("changed_meanwhile", **last_change(db, connection, username))
        if "role" in changed or "active" in changed:
            require_another_admin(db, connection, before)
        _require_untaken(db, connection, changed, besides=before.id)
        if not changed:
            return before
        connection.execute(update(table).where(table.c.id == before.id).values(**changed, revision=before.revision + 1))
        old = {name: getattr(before, name) for name in changed}
        record(db, connection, actor.username, AuditEntry("user_changed", username, old, changed), db.clock())
        return get_within(db, connection, username)


def reload_actor(db: Database, connection: Connection, actor: User) -> User:
    """The acting account as stored now, so that a disabled or demoted person cannot write.

    Raises ``PermissionDenied`` when the session that the person acts under has ended.
    """
    if actor is SYSTEM:
        return actor
    found = get_within(db, connection, actor.username)
    if actor.session and not session_is_open(db, connection, actor.session):
        raise PermissionDenied("session_ended", user=actor.username)
    return replace(found, session=actor.session)


def session_is_open(db: Database, connection: Connection, session: str) -> bool:
    """Whether *session* was neither ended nor has run out."""
    table = db.tables.sessions
    query = select(table.c.id).where(table.c.id == session, table.c.ended_at.is_(None), table.c.expires_at > db.clock())
    return connection.execute(query).first() is not None


def get_within(db: Database, connection: Connection, username: str) -> User:
    """As ``get_user``, inside the caller's transaction."""
    table = db.tables.users
    row = connection.execute(select(table).where(table.c.username == username)).first()
    if row is None:
        raise NotFound("unknown_user", user=username)
    return user_of(row)


def user_of(row: Row[Any]) -> User:
    """The account in a row of the table users."""
    return User(
        row.id, row.username, row.name, row.email, Role(row.role), row.active, row.revision, row.password_is_first
    )


def require_another_admin(db: Database, connection: Connection, person: User) -> None:
    """Raises ``InvalidRequest`` where *person* is the last active administrator."""
    table = db.tables.users
    others = select(table.c.id).where(
        table.c.role == Role.ADMIN.value, table.c.active.is_(True), table.c.id != person.id
    )
    if person.role is Role.ADMIN and person.active and connection.execute(others).first() is None:
        raise InvalidRequest("last_admin", user=person.username)


def last_change(db: Database, connection: Connection, subject: str) -> dict[str, object]:
    """Who last changed *subject*, and when: *by* and *at*."""
    audit, users = db.tables.audit_records, db.tables.users
    row = connection.execute(
        select(audit.c.at, audit.c.actor, users.c.name)
        .join(users, users.c.username == audit.c.actor, isouter=True)
        .where(audit.c.subject == subject)
        .order_by(audit.c.id.desc())
        .limit(1)
    ).first()
    return {"by": row.name or row.actor, "at": row.at} if row else {"by": None, "at": None}


def _require_untaken(
    db: Database, connection: Connection, values: Mapping[str, object], besides: int | None = None
) -> None:
    """Projects follow the name and identities the e-mail, so no two accounts share one."""
    others = [user_of(row) for row in connection.execute(select(db.tables.users)) if row.id != besides]
    for name, code, like in _UNIQUE:
        wanted = like(str(values.get(name) or ""))
        if wanted and any(wanted == like(str(getattr(other, name))) for other in others):
            raise InvalidRequest(code, user=str(values[name]))


_UNIQUE: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("username", "user_exists", str.lower),
    ("name", "user_name_taken", fold),
    ("email", "user_email_taken", str.lower),
)


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError as error:
        raise InvalidRequest("unknown_role", role=name, roles=", ".join(Role)) from error
