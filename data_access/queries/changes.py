"""What an upload changed: its rows against those that held just before it."""

import datetime as dt
from typing import Literal, NamedTuple

from sqlalchemy import select

from data_access.contract import Dataset
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.plan import Key
from data_access.queries.effective import effective_snapshots, read_row_sets
from data_access.records import Record


class StoredChange(NamedTuple):
    """One value that an upload changed (*column*, *old*, *new*), or a whole row that is new or gone.

    *title* says in words what the row is, where the dataset has such a column.
    """

    dataset: str
    key: Key
    kind: Literal["changed", "new", "gone"]
    column: str | None = None
    old: object = None
    new: object = None
    title: str | None = None


def upload_changes(db: Database, upload_id: int) -> list[StoredChange]:
    """Everything that *upload_id* changed, by dataset and key; ``NotFound`` when there is none such."""
    table, snapshots = db.tables.uploads, db.tables.snapshots
    with db.reading() as connection:
        upload = connection.execute(select(table).where(table.c.id == upload_id)).first()
        if upload is None:
            raise NotFound("unknown_upload", upload=upload_id)
        just_before = upload.committed_at - dt.timedelta(microseconds=1)
        changes: list[StoredChange] = []
        for dataset in db.contract:
            query = select(snapshots.c.project, snapshots.c.row_set_id).where(
                snapshots.c.upload_id == upload_id, snapshots.c.dataset == dataset.name
            )
            now = {row.project: row.row_set_id for row in connection.execute(query)}
            then = {
                row.project: row.row_set_id
                for row in connection.execute(effective_snapshots(db, dataset.name, upload.status_date, just_before))
                if row.project in now
            }
            moved = [project for project, row_set in now.items() if then.get(project) != row_set]
            row_sets = [s for p in moved for s in (now[p], then.get(p)) if s is not None]
            rows = read_row_sets(db, connection, dataset, row_sets)
            for project in sorted(moved):
                old = [r.values for r in rows.get(then.get(project, -1), ())]
                changes += _differences(dataset, old, [r.values for r in rows.get(now[project], ())])
    return changes


def _differences(dataset: Dataset, old: list[Record], new: list[Record]) -> list[StoredChange]:
    before, after = ({dataset.key_of(r): r for r in records} for records in (old, new))
    found: list[StoredChange] = []
    for key, values in after.items():
        title = dataset.title_of(values)
        if key not in before:
            found.append(StoredChange(dataset.name, key, "new", title=title))
            continue
        found += [
            StoredChange(dataset.name, key, "changed", name, was, now, title)
            for name, was, now in zip(dataset.column_names, before[key], values, strict=True)
            if was != now
        ]
    gone = {key: values for key, values in before.items() if key not in after}
    found += [StoredChange(dataset.name, key, "gone", title=dataset.title_of(v)) for key, v in gone.items()]
    return found
