"""Database size per reported week: row sets against every snapshot in full."""

import datetime as dt
import random
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import count

from sqlalchemy import Connection, insert, literal, select

from data_access.bulk import insert_rows
from data_access.engine import Database
from data_access.plan import Subject
from data_access.types import FOREVER
from tests.bench.databases import Server, fresh, opened, size
from tests.bench.history import FIRST, friday, settle, unchecked
from tests.bench.tables import Result, kilobytes, times
from tests.storing import merged, stored
from tests.workbooks import people, record

PROJECTS, WEEKS = 250, 52
SMALL = (20, 4)
CHANGING = 0.05
MOVING = 0.1
CATEGORIES = ("staff", "licences", "cloud")
NOTE = (
    "{projects} projects x {weeks} weeks, {rows:,} rows of all six sheets a week, 5 % of them changed. Size of all"
    " tables and indexes after the last week less that after the first, per week: the rows and what finds them, without"
    " weekly measures and workbooks, which are the same in all three. Spread: the changed rows lie anywhere."
    " Concentrated: 10 % of the projects hold them, other ones each week. Written into the tables directly."
)
SNAPSHOT = ("id", "upload_id", "dataset", "project", "status_date", "row_set_id", "known_from", "known_to")
Heights = dict[Subject, int]
"""Rows of each dataset and project."""
Moved = Callable[[Heights, random.Random], set[Subject]]


def compare(servers: Iterable[Server], *, quick: bool) -> Result:
    """Size by way of storing."""
    projects, weeks = SMALL if quick else (PROJECTS, WEEKS)
    lines = []
    rows = 0
    for server in servers:
        with fresh(server) as first:
            with opened(first) as db:
                rows = _first_week(db, projects)
            sizes = {name: _weekly_size(server, first, weeks, moved) for name, moved in WAYS.items()}
        full = sizes["every snapshot in full"]
        lines += [[f"{name}, {server.name}", kilobytes(n), times(n / full)] for name, n in sizes.items()]
    note = NOTE.format(projects=projects, weeks=weeks, rows=rows)
    return Result("Database size per reported week", note, ["", "a week", "against in full"], lines)


def _everything(heights: Heights, _chance: random.Random) -> set[Subject]:
    return set(heights)


def _spread(heights: Heights, chance: random.Random) -> set[Subject]:
    return {subject for subject, rows in heights.items() if _any_changes(rows, CHANGING, chance)}


def _concentrated(heights: Heights, chance: random.Random) -> set[Subject]:
    projects = sorted({project for _, project in heights})
    moving = set(chance.sample(projects, round(len(projects) * MOVING)))
    part = CHANGING / MOVING
    return {(d, p) for (d, p), rows in heights.items() if p in moving and _any_changes(rows, part, chance)}


def _any_changes(rows: int, part: float, chance: random.Random) -> bool:
    return any(chance.random() < part for _ in range(rows))


WAYS: dict[str, Moved] = {
    "every snapshot in full": _everything,
    "row sets, changes spread": _spread,
    "row sets, changes concentrated": _concentrated,
}


def _first_week(db: Database, projects: int) -> int:
    rows = merged(*(_project(f"P{number:03}") for number in range(projects)))  # type: ignore[arg-type]  # plain records
    stored(db, people(db)["pmo"], rows, FIRST)
    return sum(map(len, rows.values()))


def _weekly_size(server: Server, first: str, weeks: int, moved: Moved) -> float:
    with fresh(server, first) as url, opened(url) as db:
        settle(db)
        before = size(db)
        _report(db, weeks, moved)
        settle(db)
        return (size(db) - before) / (weeks - 1)


def _report(db: Database, weeks: int, moved: Moved) -> None:
    """Weeks 1 to *weeks* of the portfolio that *db* holds; what *moved* names gets row sets of its own."""
    chance = random.Random(weeks)
    sets = db.tables.row_sets
    with unchecked(db) as connection:
        first = connection.execute(select(sets)).all()
        heights = {(row.dataset, row.project): row.rows for row in first}
        current = {(row.dataset, row.project): row.id for row in first}
        snapshot_ids, row_set_ids = count(len(first) + 1), count(len(first) + 1)
        for week in range(1, weeks):
            upload, at = _upload(db, connection, week)
            changed = {subject: next(row_set_ids) for subject in sorted(moved(heights, chance))}
            current |= changed
            new = [(row_set, *subject, upload, heights[subject]) for subject, row_set in changed.items()]
            insert_rows(connection, sets, ("id", "dataset", "project", "upload_id", "rows"), new)
            snapshots = [
                (next(snapshot_ids), upload, *subject, friday(week), row_set, at, FOREVER)
                for subject, row_set in current.items()
            ]
            insert_rows(connection, db.tables.snapshots, SNAPSHOT, snapshots)
        for dataset in db.contract:
            _fill_sets(db, connection, dataset.name)


def _upload(db: Database, connection: Connection, week: int) -> tuple[int, dt.datetime]:
    table, at = db.tables.uploads, dt.datetime.combine(friday(week), dt.time(16), dt.UTC)
    first = connection.execute(select(table).where(table.c.id == 1)).mappings().one()
    own = {"id": week + 1, "status_date": friday(week), "committed_at": at}
    connection.execute(insert(table).values({**first, **own}))
    return week + 1, at


def _fill_sets(db: Database, connection: Connection, dataset: str) -> None:
    """Gives every later row set of *dataset* as many rows as the first of its project: the content does not matter."""
    table, new = db.tables.datasets[dataset], db.tables.row_sets
    old = new.alias("old")
    own = {"row_set_id": new.c.id, "upload_id": new.c.upload_id}
    columns = [own.get(c.name, c).label(c.name) for c in table.c]
    query = (
        select(*columns)
        .select_from(new)
        .join(old, (old.c.dataset == new.c.dataset) & (old.c.project == new.c.project))
        .join(table, table.c.row_set_id == old.c.id)
        .where(new.c.dataset == literal(dataset), new.c.upload_id > 1, old.c.upload_id == 1)
        .order_by(new.c.id, table.c.position)
    )
    connection.execute(insert(table).from_select([c.name for c in table.c], query))


def _project(code: str) -> dict[str, list[tuple[object, ...]]]:
    months = [dt.date(2020 + n // 12, n % 12 + 1, 1) for n in range(12, 32)]
    values: dict[str, list[dict[str, object]]] = {
        "projects": [{}],
        "budget": [{"category": c, "month": m, "forecast": Decimal("12345.67")} for c in CATEGORIES for m in months],
        "credits": [{"year": year} for year in (2025, 2026)],
        "milestones": [{"milestone": f"M{n}", "baseline": friday(n)} for n in range(8)],
        "raid": [{"entry": f"R{n}", "cause": "The supplier has no capacity"} for n in range(16)],
        "migration": [{"item": f"I{n}"} for n in range(10)],
    }
    return {name: [record(name, project=code, **own) for own in rows] for name, rows in values.items()}
