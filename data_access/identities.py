"""Accounts of people whom an identity provider vouches for, matched by a verified e-mail address."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from data_access.audit import AuditEntry, record
from data_access.engine import Database
from data_access.errors import SignInRefused
from data_access.sessions import open_session
from data_access.users import Role, User, get_within, user_of


@dataclass(frozen=True, slots=True)
class Identity:
    """What a provider says of a person who just signed in there.

    *email* is empty unless the provider verified it; *proof* is different for every sign-in.
    """

    issuer: str
    subject: str
    email: str
    groups: tuple[str, ...]
    proof: str

    @property
    def key(self) -> str:
        """Who this is, for good: an e-mail address may pass to somebody else, this does not."""
        return f"{self.issuer}|{self.subject}"


def sign_in_with(db: Database, identity: Identity, roles: Mapping[str, str]) -> User:
    """The person of *identity*, under a new session; *roles* maps a provider's group to a role.

    The first sign-in ties the identity to the account of its e-mail address. Raises ``SignInRefused``:
    ``sign_in_unknown`` for people without an active account, ``sign_in_again`` for a proof that was used.
    """
    with db.writing() as connection:
        person = _tied(db, connection, identity) or _tie(db, connection, identity)
        if person is None or not person.active:
            raise SignInRefused("sign_in_unknown", email=identity.email)
        granted = _granted(identity, roles)
        if granted is not None and granted is not person.role:
            person = _grant(db, connection, person, granted)
        return open_session(db, connection, person, proof=identity.proof)


def _tied(db: Database, connection: Connection, identity: Identity) -> User | None:
    table = db.tables.users
    row = connection.execute(select(table).where(table.c.identity == identity.key)).first()
    return user_of(row) if row else None


def _tie(db: Database, connection: Connection, identity: Identity) -> User | None:
    """The untied account of the verified address, now tied to *identity*."""
    table = db.tables.users
    if not identity.email:
        return None
    mine = (func.lower(table.c.email) == identity.email.lower(), table.c.active.is_(True), table.c.identity.is_(None))
    rows = connection.execute(select(table).where(*mine)).all()
    if len(rows) != 1:
        return None
    person = user_of(rows[0])
    connection.execute(update(table).where(table.c.id == person.id).values(identity=identity.key))
    entry = AuditEntry("identity_tied", person.username, new={"issuer": identity.issuer})
    record(db, connection, person.username, entry, db.clock())
    return person


def _granted(identity: Identity, roles: Mapping[str, str]) -> Role | None:
    """The role of the first of the mapped groups that the person is in, in the order of the setting."""
    return next((Role(role) for group, role in roles.items() if group in identity.groups), None)


def _grant(db: Database, connection: Connection, person: User, role: Role) -> User:
    table = db.tables.users
    values = {"role": role.value, "revision": person.revision + 1}
    connection.execute(update(table).where(table.c.id == person.id).values(**values))
    entry = AuditEntry("role_from_group", person.username, {"role": person.role.value}, {"role": role.value})
    record(db, connection, person.username, entry, db.clock())
    return get_within(db, connection, person.username)
