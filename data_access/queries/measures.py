"""Stored measures of projects: as they hold on a date, and week by week."""

import datetime as dt

import pandas as pd
from sqlalchemy import and_, func, select, true

from data_access.contract import ColumnType
from data_access.engine import Database
from data_access.frames import typed
from data_access.measures import MEASURES
from data_access.queries.effective import known
from data_access.types import FOREVER

TYPES: dict[str, ColumnType] = {"project": ColumnType.CODE, "status_date": ColumnType.DATE, **MEASURES}


def project_measures(db: Database, as_of: dt.date | None = None, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The latest measures of each project on *as_of*: project, status_date and every name of ``MEASURES``."""
    table, subjects = db.tables.measures, db.tables.subjects
    older = table.alias("older")
    latest = (
        select(older.c.status_date)
        .where(
            older.c.project == subjects.c.project,
            older.c.status_date <= as_of if as_of else true(),
            known(older, known_at),
        )
        .order_by(older.c.status_date.desc())
        .limit(1)
        .correlate(subjects)
        .scalar_subquery()
    )
    query = (
        select(*(table.c[name] for name in TYPES))
        .select_from(subjects)
        .join(table, and_(table.c.project == subjects.c.project, table.c.status_date == latest, known(table, known_at)))
        .where(subjects.c.dataset == "projects")
        .order_by(table.c.project)
    )
    with db.reading() as connection:
        return typed(TYPES, connection.execute(query).all())


def measure_history(
    db: Database,
    *,
    since: dt.date,
    until: dt.date | None = None,
    known_at: dt.datetime | None = None,
    project: str | None = None,
) -> pd.DataFrame:
    """Measures by status date from *since* to *until*, of every project or one, as ``project_measures``."""
    table = db.tables.measures
    query = (
        select(*(table.c[name] for name in TYPES))
        .where(table.c.status_date >= since, table.c.status_date <= until if until else true(), known(table, known_at))
        .order_by(table.c.status_date, table.c.project)
    )
    if project is not None:
        query = query.where(table.c.project == project)
    with db.reading() as connection:
        return typed(TYPES, connection.execute(query).all())


def status_dates(db: Database, known_at: dt.datetime | None = None) -> list[dt.date]:
    """Every status date that some upload in force reports, the latest first."""
    table = db.tables.uploads
    undone = table.c.undone_at.is_(None) if known_at is None else and_(
        table.c.committed_at <= known_at, func.coalesce(table.c.undone_at, FOREVER) > known_at
    )  # fmt: skip
    with db.reading() as connection:
        return list(connection.execute(
            select(table.c.status_date).distinct().where(undone).order_by(table.c.status_date.desc())
        ).scalars())  # fmt: skip
