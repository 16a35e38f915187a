"""Sessions: one row per sign-in, checked on every run; what the browser keeps is worth nothing without it.

The row knows only hashes: of the cookie, and of the ticket that a page changes for the cookie.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from data_access.audit import AuditEntry, origin_now, record
from data_access.engine import Database
from data_access.errors import SignInRefused
from data_access.users import User, user_of

LIFETIME = dt.timedelta(hours=12)
TICKET_SECONDS = 300
TOKEN_BYTES = 32


def open_session(db: Database, connection: Connection, user: User, *, proof: str | None = None) -> User:
    """*user* under a new session, inside the caller's write transaction.

    *proof* is what an identity provider vouched with; ``SignInRefused`` when it opened a session before.
    """
    table, at = db.tables.sessions, db.clock()
    proof_hash = _hash(proof) if proof else None
    if proof_hash and connection.execute(select(table.c.id).where(table.c.proof_hash == proof_hash)).first():
        raise SignInRefused("sign_in_again")
    session = secrets.token_hex(16)
    connection.execute(
        insert(table).values(
            id=session,
            user_id=user.id,
            proof_hash=proof_hash,
            origin=origin_now(),
            opened_at=at,
            expires_at=at + LIFETIME,
        )
    )
    record(db, connection, user.username, AuditEntry("signed_in", user.username), at)
    return replace(user, session=session)


def person_of(db: Database, session: str) -> User | None:
    """Who acts under the open *session*; None when it ended, ran out or the account is disabled."""
    return _person(db, db.tables.sessions.c.id == session)


def person_with_cookie(db: Database, token: str) -> User | None:
    """Who holds the cookie *token* of an open session."""
    return _person(db, db.tables.sessions.c.cookie_hash == _hash(token))


def new_ticket(db: Database, session: str) -> str:
    """A ticket, good once and for ``TICKET_SECONDS``, that the browser changes for its cookie."""
    ticket = secrets.token_urlsafe(TOKEN_BYTES)
    table = db.tables.sessions
    with db.writing() as connection:
        connection.execute(update(table).where(table.c.id == session).values(ticket_hash=_hash(ticket)))
    return ticket


def cash_ticket(db: Database, ticket: str) -> tuple[str, dt.datetime] | None:
    """The cookie token for *ticket* and the instant it runs out; None for a ticket that is used, old or made up."""
    table, token = db.tables.sessions, secrets.token_urlsafe(TOKEN_BYTES)
    with db.writing() as connection:
        row = connection.execute(
            select(table.c.id, table.c.expires_at).where(
                table.c.ticket_hash == _hash(ticket),
                table.c.ended_at.is_(None),
                table.c.opened_at > db.clock() - dt.timedelta(seconds=TICKET_SECONDS),
            )
        ).first()
        if row is None:
            return None
        changed = {"ticket_hash": None, "cookie_hash": _hash(token)}
        connection.execute(update(table).where(table.c.id == row.id).values(**changed))
    return token, row.expires_at


def has_cookie(db: Database, session: str) -> bool:
    """Whether the browser of *session* has changed its ticket for a cookie."""
    table = db.tables.sessions
    with db.reading() as connection:
        return bool(connection.execute(select(table.c.cookie_hash).where(table.c.id == session)).scalar())


def end_session(db: Database, person: User) -> None:
    """Signs *person* out of the session acted under."""
    with db.writing() as connection:
        end_sessions(db, connection, person.id, only=person.session)
        record(db, connection, person.username, AuditEntry("signed_out", person.username), db.clock())


def end_sessions(
    db: Database, connection: Connection, user_id: int, *, only: str | None = None, besides: str = ""
) -> None:
    """Ends the open sessions of an account: one, or all *besides* one."""
    table = db.tables.sessions
    query = update(table).where(table.c.user_id == user_id, table.c.ended_at.is_(None), table.c.id != besides)
    if only is not None:
        query = query.where(table.c.id == only)
    connection.execute(query.values(ended_at=db.clock(), ticket_hash=None))


def _person(db: Database, condition: object) -> User | None:
    table, users = db.tables.sessions, db.tables.users
    query = (
        select(users, table.c.id.label("session"))
        .join(table, table.c.user_id == users.c.id)
        .where(condition, table.c.ended_at.is_(None), table.c.expires_at > db.clock(), users.c.active.is_(True))  # type: ignore[arg-type]  # an expression of SQLAlchemy
    )
    with db.reading() as connection:
        row = connection.execute(query).first()
    return replace(user_of(row), session=row.session) if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
