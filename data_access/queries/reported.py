"""One dataset of one project as each status date reported it: for trends of dates and entries."""

import datetime as dt

import pandas as pd
from sqlalchemy import func, select, true

from data_access.contract import ColumnType
from data_access.engine import Database
from data_access.frames import typed
from data_access.queries.effective import known


def reported_rows(
    db: Database,
    dataset: str,
    project: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """Rows of *dataset* and *project* at every status date that reported them: status_date, then contract columns.

    Where a status date was reported more than once, its latest upload counts.
    """
    declared, table, snapshots = db.contract.dataset(dataset), db.tables.datasets[dataset], db.tables.snapshots
    latest = (
        select(snapshots.c.status_date, func.max(snapshots.c.upload_id).label("upload_id"))
        .where(
            snapshots.c.dataset == dataset,
            snapshots.c.project == project,
            snapshots.c.status_date >= since if since else true(),
            snapshots.c.status_date <= until if until else true(),
            known(snapshots, known_at),
        )
        .group_by(snapshots.c.status_date)
        .subquery("latest")
    )
    same = (snapshots.c.status_date == latest.c.status_date) & (snapshots.c.upload_id == latest.c.upload_id)
    query = (
        select(latest.c.status_date, *(table.c[name] for name in declared.column_names))
        .select_from(latest)
        .join(snapshots, same & (snapshots.c.dataset == dataset) & (snapshots.c.project == project))
        .join(table, table.c.row_set_id == snapshots.c.row_set_id)
        .order_by(latest.c.status_date, table.c.position)
    )
    types = {"status_date": ColumnType.DATE, **{c.name: c.type for c in declared.columns}}
    with db.reading() as connection:
        return typed(types, connection.execute(query).all())


def last_reported(db: Database, project: str) -> dt.date | None:
    """The latest status date for which some upload in force reports *project*; None before its first."""
    table = db.tables.snapshots
    query = select(func.max(table.c.status_date)).where(table.c.project == project, known(table, None))
    with db.reading() as connection:
        return connection.execute(query).scalar_one()
