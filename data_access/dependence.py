"""Which uploads would have come out differently without an earlier one, and so stand in the way of its undo."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from data_access.engine import Database
from data_access.plan import Key, Subject
from data_access.types import FOREVER

CHUNK = 500


class Held(NamedTuple):
    """A snapshot in force: what *upload_id* said of one dataset and project on *status_date*, in *rows* rows."""

    upload_id: int
    status_date: dt.date
    row_set_id: int
    rows: int


History = Mapping[Subject, Sequence[Held]]


def undo_blocked_by(db: Database, connection: Connection, upload_id: int) -> list[int]:
    """Uploads in force that depend on *upload_id*: each has to be undone before it.

    They took over values from it; or a row that it had removed would come back beneath them without
    anybody having been asked; or they emptied a sheet that held its rows alone; or their project would
    no longer be registered.
    """
    history = _history(db, connection, upload_id)
    dependent = {
        *_built_on(db, connection, upload_id),
        *_never_asked(db, connection, upload_id, history),
        *_emptied(upload_id, history),
        *_unregistered(upload_id, history),
    }
    return sorted(dependent)


def _built_on(db: Database, connection: Connection, upload_id: int) -> Iterable[int]:
    uploads, foundations = db.tables.uploads, db.tables.foundations
    query = (
        select(uploads.c.id)
        .join(foundations, foundations.c.upload_id == uploads.c.id)
        .where(foundations.c.built_on == upload_id, uploads.c.undone_at.is_(None))
    )
    return connection.execute(query).scalars()


def _history(db: Database, connection: Connection, upload_id: int) -> History:
    """Every snapshot in force of the projects that *upload_id* speaks for."""
    snapshots, row_sets = db.tables.snapshots, db.tables.row_sets
    projects = select(snapshots.c.project).where(snapshots.c.upload_id == upload_id)
    query = (
        select(
            snapshots.c.dataset, snapshots.c.project,
            snapshots.c.upload_id, snapshots.c.status_date, snapshots.c.row_set_id, row_sets.c.rows,
        )
        .join(row_sets, row_sets.c.id == snapshots.c.row_set_id)
        .where(snapshots.c.project.in_(projects), snapshots.c.known_to == FOREVER)
    )  # fmt: skip
    found: dict[Subject, list[Held]] = defaultdict(list)
    for dataset, project, *held in connection.execute(query):
        found[dataset, project].append(Held(*held))
    return found


def _never_asked(db: Database, connection: Connection, upload_id: int, history: History) -> Iterator[int]:
    for dataset in {name for name, _ in history} & set(db.contract.by_name):
        replaced = [
            (later, held, before)
            for (name, _), snapshots in history.items()
            if name == dataset
            for later, held, before in _resting(snapshots, upload_id)
            if before is not None and before.row_set_id != held.row_set_id
        ]
        keys = _keys(db, connection, dataset, {held.row_set_id for three in replaced for held in three})
        for later, held, before in replaced:
            if keys[before.row_set_id] - keys[held.row_set_id] - keys[later.row_set_id]:
                yield later.upload_id


def _emptied(upload_id: int, history: History) -> Iterator[int]:
    """Uploads with an empty sheet over rows of *upload_id* alone: over no rows, it would have said nothing."""
    for snapshots in history.values():
        for later, _, before in _resting(snapshots, upload_id):
            if before is None and not later.rows:
                yield later.upload_id


def _resting(snapshots: Sequence[Held], upload_id: int) -> Iterator[tuple[Held, Held, Held | None]]:
    """Each later snapshot that rests on that of *upload_id*, both, and the one it would rest on instead, if any."""
    held = next((s for s in snapshots if s.upload_id == upload_id), None)
    if held is None:
        return
    others = [s for s in snapshots if s is not held]
    for later in others:
        if _basis(snapshots, later) is held:
            yield later, held, _basis(others, later)


def _basis(snapshots: Sequence[Held], later: Held) -> Held | None:
    earlier = [s for s in snapshots if s.upload_id < later.upload_id and s.status_date <= later.status_date]
    return max(earlier, key=_precedence, default=None)


def _precedence(held: Held) -> tuple[dt.date, int]:
    return held.status_date, held.upload_id


def _keys(db: Database, connection: Connection, dataset: str, row_sets: Iterable[int]) -> Mapping[int, set[Key]]:
    table, wanted = db.tables.datasets[dataset], sorted(row_sets)
    columns = [table.c[name] for name in db.contract.dataset(dataset).key]
    found: dict[int, set[Key]] = defaultdict(set)
    for start in range(0, len(wanted), CHUNK):
        query = select(table.c.row_set_id, *columns).where(table.c.row_set_id.in_(wanted[start : start + CHUNK]))
        for row_set, *key in connection.execute(query):
            found[row_set].add(tuple(key))
    return found


def _unregistered(upload_id: int, history: History) -> Iterator[int]:
    for (_, project), snapshots in history.items():
        found = history.get(("projects", project), ())
        without = [s for s in found if s.upload_id != upload_id]
        for later in snapshots:
            if later.upload_id > upload_id and _registered(found, later) and not _registered(without, later):
                yield later.upload_id


def _registered(registrations: Sequence[Held], held: Held) -> bool:
    """Whether the upload of *held* registers its project itself, or found it registered."""
    own = any(s.upload_id == held.upload_id and s.rows for s in registrations)
    latest = max((s for s in registrations if s.upload_id < held.upload_id), key=_precedence, default=None)
    return own or (latest is not None and latest.rows > 0)
