"""Roll-up to programmes: the worst of their active projects, so that a red child is never hidden."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.columns import records, value_of
from dashboard.metrics.status import Status, worst


class Programme(NamedTuple):
    """One programme: its status, how many active projects stand where, and its money in EUR (None: no budget)."""

    programme: str
    status: Status
    red: int
    amber: int
    green: int
    not_assessed: int
    bac: Decimal | None
    forecast: Decimal | None
    red_projects: tuple[str, ...]


def programmes(measures: pd.DataFrame, projects: pd.DataFrame) -> tuple[Programme, ...]:
    """Each programme of *projects* with an active project; the status is the worst of theirs, worst first."""
    facts = {str(record["project"]): record for record in records(projects)}
    groups: dict[str, list[tuple[str, Status, object, object]]] = {}
    for record in records(measures):
        project = facts.get(str(record["project"]))
        if project is None or not record["active"]:
            continue
        status = worst((str(record["declared_overall"]), str(record["computed_overall"])))
        row = (str(project["name"]), status, value_of(record["bac"]), value_of(record["forecast_at_completion"]))
        groups.setdefault(str(project["programme"]), []).append(row)
    found = [_programme(name, rows) for name, rows in groups.items()]
    return tuple(sorted(found, key=lambda p: (-p.red, -p.amber, p.programme)))


def _programme(name: str, rows: list[tuple[str, Status, object, object]]) -> Programme:
    counts = {status: sum(row[1] is status for row in rows) for status in Status}
    return Programme(
        name,
        worst(row[1] for row in rows),
        counts[Status.RED],
        counts[Status.AMBER],
        counts[Status.GREEN],
        counts[Status.NOT_ASSESSED],
        _sum(row[2] for row in rows),
        _sum(row[3] for row in rows),
        tuple(sorted(row[0] for row in rows if row[1] is Status.RED)),
    )


def _sum(values: Iterable[object]) -> Decimal | None:
    known = [Decimal(str(value)) for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
