"""The stored measures of each project and status date: written at commit and undo, read for trends."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import pandas as pd
from sqlalchemy import Connection, bindparam, select, update

from data_access.bulk import insert_rows
from data_access.engine import Database
from data_access.frames import frames
from data_access.measures import MEASURES
from data_access.queries.effective import plan_state
from data_access.settings import SettingValues, read_settings, values_on
from data_access.types import FOREVER

Measure = Callable[[Mapping[str, pd.DataFrame], dt.date, SettingValues], pd.DataFrame]
"""Frames of the six datasets, a status date and its settings to one row per project: project and ``MEASURES``."""

Values = dict[str, object]


def remeasure(
    db: Database,
    connection: Connection,
    measure: Measure,
    *,
    projects: Iterable[str],
    since: dt.date,
    at: dt.datetime,
    known: Mapping[dt.date, pd.DataFrame] | None = None,
) -> None:
    """Brings the measures of *projects* up to date for every status date from *since* on.

    A correction of an earlier week, or its undo, also changes later weeks that did not report a
    dataset of their own. Each status date is measured under the settings valid on it. *known* gives
    measures already computed, by status date.
    """
    codes = sorted(set(projects))
    settings = read_settings(db, connection)
    current = _current(db, connection, codes, since)
    fresh: dict[tuple[str, dt.date], Values] = {}
    for status_date, reported in _reported(db, connection, codes, since).items():
        computed = (known or {}).get(status_date)
        if computed is None:
            state = plan_state(db, connection, reported, status_date)
            rows = {subject: [r.values for r in effective.rows] for subject, effective in state.items()}
            computed = measure(frames(db.contract, rows), status_date, values_on(settings, status_date))
        fresh |= {(p, status_date): v for p, v in measure_values(computed).items() if p in reported}
    _replace(db, connection, current, fresh, at)


def measure_values(measures: pd.DataFrame) -> dict[str, Values]:
    """Project to its measures as plain values, missing ones None."""
    names = list(MEASURES)
    columns = [[None if pd.isna(v) else v for v in measures[name].tolist()] for name in names]
    return {
        str(project): {name: _plain(name, value) for name, value in zip(names, values, strict=True)}
        for project, *values in zip(measures["project"].tolist(), *columns, strict=True)
    }


def _plain(name: str, value: object) -> object:
    return int(value) if value is not None and MEASURES[name] == "integer" else value  # type: ignore[call-overload]  # a number


def _reported(db: Database, connection: Connection, projects: list[str], since: dt.date) -> dict[dt.date, set[str]]:
    table = db.tables.snapshots
    query = (
        select(table.c.status_date, table.c.project)
        .distinct()
        .where(
            table.c.status_date >= since, table.c.known_to == FOREVER, table.c.dataset.in_(list(db.contract.by_name))
        )
    )
    wanted, found = set(projects), defaultdict(set)
    for status_date, project in connection.execute(query.order_by(table.c.status_date)):
        if project in wanted:
            found[status_date].add(project)
    return found


def _current(
    db: Database, connection: Connection, projects: list[str], since: dt.date
) -> dict[tuple[str, dt.date], Values]:
    table = db.tables.measures
    query = select(table).where(table.c.status_date >= since, table.c.known_to == FOREVER)
    wanted = set(projects)
    return {
        (row.project, row.status_date): {name: getattr(row, name) for name in MEASURES}
        for row in connection.execute(query)
        if row.project in wanted
    }


def _replace(
    db: Database,
    connection: Connection,
    current: Mapping[tuple[str, dt.date], Values],
    fresh: Mapping[tuple[str, dt.date], Values],
    at: dt.datetime,
) -> None:
    table = db.tables.measures
    outdated = [key for key, values in current.items() if fresh.get(key) != values]
    if outdated:
        same = (table.c.project == bindparam("code"), table.c.status_date == bindparam("day"))
        closing = update(table).where(*same, table.c.known_to == FOREVER).values(known_to=at)
        connection.execute(closing, [{"code": project, "day": day} for project, day in outdated])
    names = ("project", "status_date", "known_from", "known_to", *MEASURES)
    new = [
        (project, day, at, FOREVER, *map(values.get, MEASURES))
        for (project, day), values in fresh.items()
        if current.get((project, day)) != values
    ]
    insert_rows(connection, table, names, new)
