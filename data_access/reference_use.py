"""Which codes of a reference list are used by what is in force, in any week: those cannot be taken off the list."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Select, select

from data_access.engine import Database
from data_access.errors import InvalidRequest
from data_access.types import FOREVER


def require_unused(db: Database, connection: Connection, kind: str, codes: Collection[str]) -> None:
    """``InvalidRequest`` when rows in force, of any week, or a freeze use one of *codes* of the list *kind*."""
    if not codes:
        return
    for query in _uses(db, kind, codes):
        found = connection.execute(query.limit(1)).first()
        if found is not None:
            raise InvalidRequest("reference_in_use", entry=found.code, by=found.used_by)


def _uses(db: Database, kind: str, codes: Collection[str]) -> Iterator[Select[tuple[str, str]]]:
    """Selects of code and used_by: a project, or the name of a freeze."""
    snapshots = db.tables.snapshots
    for dataset in db.contract:
        rows = db.tables.datasets[dataset.name]
        for column in (rows.c[c.name] for c in dataset.columns if c.reference == kind):
            yield (
                select(column.label("code"), snapshots.c.project.label("used_by"))
                .select_from(rows.join(snapshots, snapshots.c.row_set_id == rows.c.row_set_id))
                .where(column.in_(sorted(codes)), snapshots.c.known_to == FOREVER)
                .order_by(snapshots.c.project)
            )
    if kind == "institutions":
        freezes = db.tables.freezes
        code, name = freezes.c.institution.label("code"), freezes.c.name_en.label("used_by")
        yield select(code, name).where(freezes.c.institution.in_(sorted(codes)), freezes.c.known_to == FOREVER)
