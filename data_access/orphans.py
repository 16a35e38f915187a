"""No row without its row set and its upload: what foreign keys would check row by row, checked as one set."""

from collections.abc import Iterable

from sqlalchemy import Connection, except_, select

from data_access.engine import Database


def refuse_orphans(db: Database, connection: Connection, datasets: Iterable[str], *, since: int = 0) -> None:
    """Raises ``ValueError`` where a row of *datasets* in a row set from *since* on names an unknown row set or upload.

    For writers to call before they end their transaction, which then leaves nothing behind.
    """
    referred = {"row_set_id": db.tables.row_sets, "upload_id": db.tables.uploads}
    for name in datasets:
        rows = db.tables.datasets[name]
        for column, table in referred.items():
            named = select(rows.c[column]).where(rows.c.row_set_id >= since).distinct()
            if connection.execute(except_(named, select(table.c.id)).limit(1)).first():
                raise ValueError(f"{name}: a row whose {column} is unknown")
