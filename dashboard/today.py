"""The day that it is for those who use Regie: in Brussels, whatever the clock of the server shows."""

import datetime as dt

from dashboard.text import ZONE
from data_access.engine import Database


def today(db: Database) -> dt.date:
    """The day in Brussels, by the clock of *db*."""
    return db.clock().astimezone(ZONE).date()
