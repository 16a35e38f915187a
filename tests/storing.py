"""Ways to store and compare in tests: records straight into a plan and the store, without a workbook between."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd
from sqlalchemy import select

from dashboard.uploads import measure
from data_access import store
from data_access.contract import Contract
from data_access.datasets import CONTRACT
from data_access.engine import Database
from data_access.plan import Gone, GoneDecision, Plan, make_plan
from data_access.queries.effective import effective_rows, plan_state
from data_access.records import Record, Records
from data_access.store import Receipt, Submission
from data_access.users import User
from data_access.validate import Validated
from tests.workbooks import DEFAULTS, FRIDAY, record

KEEP, CLOSE = GoneDecision(Gone.KEEP), GoneDecision(Gone.CLOSE)
Rows = Mapping[str, Sequence[Record]]


def week(number: int) -> dt.date:
    """The Friday *number* weeks after ``FRIDAY``."""
    return FRIDAY + dt.timedelta(weeks=number)


def full(project: str = "P1", **values: object) -> dict[str, list[Record]]:
    """One record of every dataset for *project*; *values* override those of its projects sheet."""
    rows = {name: [record(name, project=project)] for name in DEFAULTS}
    return rows | {"projects": [record("projects", project=project, **values)]}


def merged(*parts: Rows) -> dict[str, list[Record]]:
    """The records of several *parts* in one workbook."""
    names = [name for name in DEFAULTS if any(name in part for part in parts)]
    return {name: [r for part in parts for r in part.get(name, ())] for name in names}


def validated(rows: Rows, *, absent: Collection[str] = (), contract: Contract = CONTRACT) -> Validated:
    """What a clean workbook of *rows* reads as; columns in *absent* are missing from its sheets."""
    records = {name: _records(contract, name, values, absent) for name, values in rows.items()}
    return Validated(records, (), {r.sheet: len(r.rows) for r in records.values()}, 0, "en")


def _records(contract: Contract, name: str, values: Sequence[Record], absent: Collection[str]) -> Records:
    dataset = contract.dataset(name)
    gaps = {dataset.positions[column] for column in absent if column in dataset.positions}
    read = [tuple(None if i in gaps else v for i, v in enumerate(row)) for row in values]
    present = frozenset(dataset.column_names) - set(absent)
    return Records(dataset, dataset.label.en, list(range(3, 3 + len(read))), read, present, {})


def planned(db: Database, rows: Rows, status_date: dt.date = FRIDAY, *, absent: Collection[str] = ()) -> Plan:
    """The plan of a workbook of *rows*, against what *db* holds now."""
    said = validated(rows, absent=absent, contract=db.contract)
    with db.reading() as connection:
        state = plan_state(db, connection, said.projects, status_date)
    return make_plan(said, db.contract, state, status_date)


def submitted(plan: Plan, data: bytes, decision: GoneDecision = KEEP) -> Submission:
    """*plan* ready to be stored as a file of *data*."""
    return Submission("week.xlsx", data, plan, decision)


def stored(
    db: Database,
    actor: User,
    rows: Rows,
    status_date: dt.date = FRIDAY,
    *,
    decision: GoneDecision = KEEP,
    absent: Collection[str] = (),
) -> Receipt:
    """Stores a workbook of *rows*; the same rows are the same file."""
    plan = planned(db, rows, status_date, absent=absent)
    data = repr((rows, sorted(absent))).encode()
    return store.commit(db, actor, submitted(plan, data, decision), measure)


def undone(db: Database, actor: User, receipt: Receipt) -> None:
    """Undoes what *receipt* tells of."""
    store.undo(db, actor, receipt.upload_id, measure)


def effective(db: Database, dataset: str, as_of: dt.date | None = None, **options: object) -> set[Record]:
    """The effective records of *dataset*, without their lineage."""
    frame = effective_rows(db, dataset, as_of=as_of, **options)  # type: ignore[arg-type]  # passed through
    names = db.contract.dataset(dataset).column_names
    rows = [tuple(None if _missing(v) else v for v in row) for row in frame[list(names)].itertuples(index=False)]
    assert len(set(rows)) == len(rows)
    return set(rows)


Holding = dict[tuple[str, dt.date | None], set[Record]]


def everything(db: Database, dates: Iterable[dt.date | None] = (None,)) -> Holding:
    """The effective records of every dataset as of each of *dates*."""
    return {(d.name, day): effective(db, d.name, day) for d in db.contract for day in dates}


def contents(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order of its primary key."""
    with db.reading() as connection:
        return {
            table.name: [tuple(r) for r in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in db.tables.metadata.sorted_tables
        }


def overwritten(db: Database, origin: Database) -> None:
    """Makes *db* hold exactly what *origin* holds; both on SQLite."""
    with origin.engine.connect() as source, db.engine.connect() as target:
        source.connection.driver_connection.backup(target.connection.driver_connection)


def _missing(value: object) -> bool:
    return value is None or value is pd.NA
