"""Signs somebody in without typing: the cookie that a browser would hold."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.session_cookie import COOKIE, signed
from data_access.engine import Database, open_database
from data_access.sessions import cash_ticket, new_ticket, open_session
from data_access.users import get_within

SECRET = "a secret of the tests, longer than thirty-two bytes"
"""REGIE_SECRET of every process that the tests serve."""


def cookie_of(db: Database, username: str) -> str:
    """The cookie of a new session of *username*."""
    with db.writing() as connection:
        session = open_session(db, connection, get_within(db, connection, username)).session
    cashed = cash_ticket(db, new_ticket(db, session))
    assert cashed is not None
    with _secret():
        return signed(*cashed)


def browser_cookie(folder: Path, username: str, address: str) -> dict[str, str]:
    """As ``cookie_of``, in the shape that Playwright takes; the database is the one in *folder*."""
    db = open_database(f"sqlite:///{folder / 'regie.db'}")
    try:
        return {"name": COOKIE, "value": cookie_of(db, username), "url": address}
    finally:
        db.engine.dispose()


@contextmanager
def _secret() -> Iterator[None]:
    before = os.environ.get("REGIE_SECRET")
    os.environ["REGIE_SECRET"] = SECRET
    try:
        yield
    finally:
        if before is None:
            del os.environ["REGIE_SECRET"]
        else:
            os.environ["REGIE_SECRET"] = before
