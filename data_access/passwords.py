"""Passwords: what is good enough, how one is hashed, how one is checked in constant time."""

import secrets
from functools import lru_cache

import bcrypt

from data_access.errors import InvalidRequest

SHORTEST = 12
LONGEST_BYTES = 72
"""What bcrypt reads; anything beyond would be ignored, so it is refused."""
FEWEST_SIGNS = 5
SHORTEST_NAME = 4
"""Parts of a name shorter than this are in many a word."""
FIRST_BYTES = 12
ROUNDS = 12
DEMONSTRATION = "brussels-steering-demo"
"""The password of every account of the demonstration; refused everywhere else."""


@lru_cache(maxsize=1)
def _nobody() -> str:
    """Checked where there is no account, so that an unknown name takes as long as a known one."""
    return hashed(secrets.token_hex(16))


def require_good(password: str, *named: str) -> None:
    """Raises ``InvalidRequest`` for a *password* that is too short, too long, too plain or holds one of *named*."""
    if len(password) < SHORTEST or password != password.strip():
        raise InvalidRequest("password_too_short", shortest=SHORTEST)
    if len(password.encode()) > LONGEST_BYTES:
        raise InvalidRequest("password_too_long", longest=LONGEST_BYTES)
    if len(set(password)) < FEWEST_SIGNS or _holds(password, named):
        raise InvalidRequest("password_too_plain")


def _holds(password: str, named: tuple[str, ...]) -> bool:
    return any(len(part) >= SHORTEST_NAME and part.lower() in password.lower() for part in named)


def hashed(password: str) -> str:
    """The bcrypt hash that is stored."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(ROUNDS)).decode()


def matches(password: str, stored: str | None) -> bool:
    """Whether *password* is the one behind the *stored* hash; takes as long where there is no hash."""
    typed = password.encode()
    fits = bcrypt.checkpw(typed[:LONGEST_BYTES], (stored or _nobody()).encode())
    return fits and stored is not None and len(typed) <= LONGEST_BYTES


def first_password() -> str:
    """A new password nobody knows yet, to be handed over and changed at the first sign-in."""
    return secrets.token_urlsafe(FIRST_BYTES)
