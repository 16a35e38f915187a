"""One row week by week: what each report said of it."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from sqlalchemy import and_, select, true

from data_access.engine import Database
from data_access.frames import typed
from data_access.queries.effective import LINEAGE_TYPES, known


def row_history(
    db: Database,
    dataset: str,
    key: Sequence[str],
    *,
    until: dt.date | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """The row of *dataset* under *key*, whose first part is its project, on each status date that reports it.

    Oldest first, from the first status date that has the row; the latest upload of a status date counts. Columns:
    those of ``effective_rows``, then present (bool): False where the row was gone, all else blank but status_date
    and confirmed_by_upload. One select over the snapshots of one project and dataset.
    """
    declared, table = db.contract.dataset(dataset), db.tables.datasets[dataset]
    snapshots, uploads, users = db.tables.snapshots, db.tables.uploads, db.tables.users
    same = [table.c[name] == part for name, part in zip(declared.key[1:], key[1:], strict=True)]
    query = (
        select(
            *(table.c[name] for name in declared.column_names),
            table.c.upload_id, uploads.c.file_name, table.c.sheet, table.c.row,
            users.c.name, uploads.c.committed_at, snapshots.c.upload_id, snapshots.c.status_date,
        )
        .select_from(snapshots)
        .outerjoin(table, and_(table.c.row_set_id == snapshots.c.row_set_id, *same))
        .outerjoin(uploads, uploads.c.id == table.c.upload_id)
        .outerjoin(users, users.c.id == uploads.c.user_id)
        .where(
            snapshots.c.dataset == dataset, snapshots.c.project == key[0],
            snapshots.c.status_date <= until if until else true(), known(snapshots, known_at),
        )
        .order_by(snapshots.c.status_date, snapshots.c.upload_id)
    )  # fmt: skip
    types = {**{c.name: c.type for c in declared.columns}, **LINEAGE_TYPES}
    with db.reading() as connection:
        rows = _from_first([tuple(row) for row in connection.execute(query)])
    return typed(types, rows).assign(present=[row[0] is not None for row in rows])


def _from_first(rows: Sequence[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The last row of each status date, without the dates before the first that has one."""
    latest = list({row[-1]: row for row in rows}.values())
    first = next((i for i, row in enumerate(latest) if row[0] is not None), len(latest))
    return latest[first:]
