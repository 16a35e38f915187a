"""Sign-in with a password: a throttle that holds across processes, one answer for every failure, equal time."""

import datetime as dt

from sqlalchemy import Connection, Subquery, delete, func, insert, select, update

from data_access.audit import AuditEntry, origin_now, record
from data_access.engine import Database
from data_access.errors import InvalidRequest, SignInRefused
from data_access.passwords import DEMONSTRATION, first_password, hashed, matches, require_good
from data_access.sessions import end_sessions, open_session
from data_access.users import Permission, User, get_within, reload_actor, user_of

FREE_ATTEMPTS = 5
"""Failures in a row before the first delay."""
FREE_ATTEMPTS_OF_ORIGIN = 50
FIRST_DELAY = dt.timedelta(minutes=1)
LONGEST_DELAY = dt.timedelta(hours=1)
REMEMBERED = dt.timedelta(days=1)
LONGEST_NAME = 100
NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def sign_in(db: Database, username: str, password: str) -> User:
    """The person, under a new session.

    Raises ``SignInRefused``: ``sign_in_failed``, the same for an unknown name, a wrong password and a
    disabled account, or ``sign_in_locked`` with the instant *until*.
    """
    name = username.strip().lower()[:LONGEST_NAME]
    _count_attempt(db, name)
    if not matches(password, _stored_hash(db, name)):
        _record_lock(db, name)
        raise SignInRefused("sign_in_failed")
    with db.writing() as connection:
        _forget_attempts(db, connection, name)
        return open_session(db, connection, get_within(db, connection, name))


def change_password(db: Database, person: User, old: str, new: str) -> None:
    """Gives *person* the password *new*; every other session of theirs ends.

    Raises ``SignInRefused`` when *old* is not the present one, ``InvalidRequest`` when *new* is no good.
    """
    _count_attempt(db, person.username)
    if not matches(old, _stored_hash(db, person.username)):
        raise SignInRefused("password_wrong")
    if new == old:
        raise InvalidRequest("password_same")
    with db.writing() as connection:
        current = reload_actor(db, connection, person)
        _set_password(db, connection, current, new, is_first=False)
        _forget_attempts(db, connection, current.username)
        end_sessions(db, connection, current.id, besides=person.session)
        record(db, connection, current.username, AuditEntry("password_changed", current.username), db.clock())


def reset_password(db: Database, actor: User, username: str) -> str:
    """A new first password for *username*, whose sessions all end; it is shown once and stored nowhere."""
    password = first_password()
    give_password(db, actor, username, password, is_first=True)
    return password


def give_password(db: Database, actor: User, username: str, password: str, *, is_first: bool) -> None:
    """Gives *username* a *password*; with *is_first* it has to be changed at the next sign-in."""
    with db.writing() as connection:
        reload_actor(db, connection, actor).require(Permission.EDIT_USERS)
        person = get_within(db, connection, username)
        _set_password(db, connection, person, password, is_first=is_first)
        _forget_attempts(db, connection, person.username)
        end_sessions(db, connection, person.id)
        record(db, connection, actor.username, AuditEntry("password_reset", username), db.clock())


def demonstration_people(db: Database) -> list[User]:
    """Who can be played in a demonstration; nobody in any other database."""
    versions, users = db.tables.versions, db.tables.users
    with db.reading() as connection:
        if not connection.execute(select(versions.c.demonstration)).scalar_one():
            return []
        return [user_of(row) for row in connection.execute(select(users).where(users.c.active.is_(True)))]


def _set_password(db: Database, connection: Connection, person: User, password: str, *, is_first: bool) -> None:
    require_good(password, person.username, *person.name.split())
    versions, table = db.tables.versions, db.tables.users
    holds_data = select(db.tables.uploads.c.id).limit(1)
    is_demonstration = connection.execute(select(versions.c.demonstration)).scalar_one()
    if password == DEMONSTRATION and not is_demonstration and connection.execute(holds_data).first():
        raise InvalidRequest("password_too_plain")
    values = {"password_hash": hashed(password), "password_is_first": is_first, "revision": table.c.revision + 1}
    connection.execute(update(table).where(table.c.id == person.id).values(**values))


def _stored_hash(db: Database, name: str) -> str | None:
    """The hash of an active account; None where there is none."""
    table = db.tables.users
    query = select(table.c.password_hash).where(table.c.username == name, table.c.active.is_(True))
    with db.reading() as connection:
        found = connection.execute(query).scalar()
    return str(found) if found else None


def _count_attempt(db: Database, name: str) -> None:
    """Counts an attempt before it is made, so that no two processes try more than one alone might."""
    table, at, origin = db.tables.sign_in_attempts, db.clock(), origin_now()
    with db.writing() as connection:
        connection.execute(delete(table).where(table.c.at < at - REMEMBERED))
        until = max(
            _locked_until(connection, select(table).where(table.c.username == name).subquery(), FREE_ATTEMPTS),
            _locked_until(connection, select(table).where(table.c.origin == origin).subquery(), FREE_ATTEMPTS_OF_ORIGIN)
            if origin
            else NEVER,
        )
        if until <= at:
            connection.execute(insert(table).values(username=name, origin=origin, at=at))
    if until > at:
        raise SignInRefused("sign_in_locked", until=until)


def _locked_until(connection: Connection, failures: Subquery, free: int) -> dt.datetime:
    """The end of the delay after *failures*, of which so many are *free*; it doubles with each further one."""
    count, last = connection.execute(select(func.count(), func.max(failures.c.at)).select_from(failures)).one()
    if count < free:
        return NEVER
    return last + min(FIRST_DELAY * 2 ** min(count - free, LONGEST_DELAY // FIRST_DELAY), LONGEST_DELAY)


def _record_lock(db: Database, name: str) -> None:
    """Where the failure just made is one that locks the name."""
    table = db.tables.sign_in_attempts
    with db.writing() as connection:
        count = connection.execute(select(func.count()).where(table.c.username == name)).scalar_one()
        if count >= FREE_ATTEMPTS:
            record(db, connection, name, AuditEntry("sign_in_locked", name, new={"failures": count}), db.clock())


def _forget_attempts(db: Database, connection: Connection, name: str) -> None:
    table = db.tables.sign_in_attempts
    connection.execute(delete(table).where(table.c.username == name))
