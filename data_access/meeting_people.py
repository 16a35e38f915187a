"""The people whom a meeting can name: those with an account."""

from sqlalchemy import select

from data_access.engine import Database
from data_access.users import Permission, User


def names_by_username(db: Database, reader: User) -> dict[str, str]:
    """Username to name of every active account; whoever reads the boards may know who their colleagues are."""
    reader.require(Permission.READ)
    table = db.tables.users
    with db.reading() as connection:
        rows = connection.execute(select(table.c.username, table.c.name).where(table.c.active).order_by(table.c.name))
        return {row.username: row.name for row in rows}
