"""Migration waves: their health, and cutovers that get in each other's way."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.metrics.columns import NO_DAY, Mask, days, given, records
from dashboard.metrics.migration import is_pending, migration_by, progress


class WaveHealth(StrEnum):
    """How a wave fares."""

    HEALTHY = "healthy"
    LAGGING = "lagging"
    ERROR = "error"


class ConflictKind(StrEnum):
    """Why two dates, or a date and a freeze, do not go together."""

    BEFORE_DEPENDENCY = "before_dependency"
    SAME_WEEK = "same_week"
    IN_FREEZE = "in_freeze"


class Freeze(NamedTuple):
    """Days, both included, without cutovers; for every institution where none is named."""

    start: date
    end: date
    name: str
    institution: str | None = None


class Conflict(NamedTuple):
    """One conflict of *project* / *item*, cutting over on *day*, with another item or a freeze."""

    kind: ConflictKind
    project: str
    item: str
    institution: str
    day: date
    other_project: str | None = None
    other_item: str | None = None
    other_day: date | None = None
    freeze: str | None = None


class Cutover(NamedTuple):
    """One item on the calendar: *day* is the actual, else forecast, else planned cutover."""

    project: str
    item: str
    institution: str
    day: date
    pending: bool
    depends_on: tuple[str, ...]


def is_lagging(items: pd.DataFrame) -> Mask:
    """Items still to cut over whose forecast cutover is after the planned one, by row."""
    planned, forecast = days(items, "planned_cutover"), days(items, "forecast_cutover")
    return is_pending(items) & (planned != NO_DAY) & (forecast > planned)


def is_in_error(items: pd.DataFrame) -> Mask:
    """Items that failed or have an open blocker, by row; a done item has none."""
    stage = items["stage"].to_numpy(dtype=object)
    blocked = given(items, "blocker") & (stage != "done")
    return np.isin(stage.astype(str), ("failed", "blocked")) | blocked


def wave_health(items: pd.DataFrame) -> WaveHealth:
    """Error with any failed item or open blocker; lagging when a forecast cutover is late; else healthy."""
    if is_in_error(items).any():
        return WaveHealth.ERROR
    return WaveHealth.LAGGING if is_lagging(items).any() else WaveHealth.HEALTHY


def waves(items: pd.DataFrame) -> pd.DataFrame:
    """One row per project and wave, in that order.

    Columns: project, wave (int), items, in_error, lagging (int), users_in_scope, users_moved (int),
    progress (Decimal %), health (``WaveHealth``).
    """
    parts = [part for _, part in items.groupby(["project", "wave"], sort=True)]
    rows = [_wave(part) for part in parts]
    return pd.DataFrame(rows, columns=list(WaveRow._fields), dtype=object)


class WaveRow(NamedTuple):
    """One row of ``waves``."""

    project: str
    wave: int
    items: int
    in_error: int
    lagging: int
    users_in_scope: int
    users_moved: int
    progress: Decimal | None
    health: WaveHealth


def _wave(part: pd.DataFrame) -> WaveRow:
    project = str(part["project"].iloc[0])
    total = migration_by(part)[project]
    return WaveRow(
        project=project,
        wave=int(part["wave"].iloc[0]),
        items=len(part),
        in_error=int(is_in_error(part).sum()),
        lagging=int(is_lagging(part).sum()),
        users_in_scope=total.users_in_scope,
        users_moved=total.users_moved,
        progress=progress(total).value,
        health=wave_health(part),
    )


def conflicts(
    items: pd.DataFrame, freezes: Iterable[Freeze] = (), *, every: pd.DataFrame | None = None
) -> tuple[Conflict, ...]:
    """Every conflict of *items* that a pending cutover is part of, ordered by day.

    An item planned before something it depends on; two cutovers that hit one institution in the
    same week (Monday to Sunday); a cutover inside a declared freeze. *every*: all items there are, where
    *items* are some of them; a conflict with another project's item is one of both.
    """
    own = set(zip(items["project"], items["item"], strict=True))
    cutovers = sorted(_cutovers(items if every is None else every), key=lambda c: (c.day, c.project, c.item))
    found = [*_before_dependency(cutovers), *_same_week(cutovers), *_in_freeze(cutovers, tuple(freezes))]
    concerned = [c for c in found if (c.project, c.item) in own or (c.other_project, c.other_item) in own]
    return tuple(sorted(concerned, key=lambda c: (c.day, c.project, c.item, c.kind, c.other_project or "")))


def _cutovers(items: pd.DataFrame) -> Iterator[Cutover]:
    for record, pending in zip(records(items), is_pending(items), strict=True):
        day = record["actual_cutover"] or record["forecast_cutover"] or record["planned_cutover"]
        if isinstance(day, date):
            project, item, institution = (str(record[name]) for name in ("project", "item", "institution"))
            yield Cutover(project, item, institution, day, bool(pending), codes(record["depends_on"]))


def codes(cell: object) -> tuple[str, ...]:
    """The codes in a cell, given as text separated by semicolons or as a sequence."""
    parts = cell.split(";") if isinstance(cell, str) else cell if isinstance(cell, (tuple, list)) else ()
    return tuple(text for part in parts if (text := str(part).strip()))


def _named(cutovers: list[Cutover], code: str, project: str) -> list[Cutover]:
    same = [c for c in cutovers if c.item == code]
    return [c for c in same if c.project == project] or same


def _before_dependency(cutovers: list[Cutover]) -> Iterator[Conflict]:
    for mine in cutovers:
        for other in (o for code in mine.depends_on for o in _named(cutovers, code, mine.project)):
            if mine.day < other.day and (mine.pending or other.pending):
                yield _between(ConflictKind.BEFORE_DEPENDENCY, mine, other)


def _same_week(cutovers: list[Cutover]) -> Iterator[Conflict]:
    by_week: dict[tuple[str, int, int], list[Cutover]] = {}
    for cutover in cutovers:
        year, week, _ = cutover.day.isocalendar()
        by_week.setdefault((cutover.institution, year, week), []).append(cutover)
    for together in by_week.values():
        for mine, other in combinations(together, 2):
            if mine.pending or other.pending:
                yield _between(ConflictKind.SAME_WEEK, mine, other)


def _in_freeze(cutovers: list[Cutover], freezes: tuple[Freeze, ...]) -> Iterator[Conflict]:
    for c in cutovers:
        for freeze in freezes:
            concerned = freeze.institution in (None, c.institution)
            if c.pending and concerned and freeze.start <= c.day <= freeze.end:
                kind = ConflictKind.IN_FREEZE
                yield Conflict(kind, c.project, c.item, c.institution, c.day, freeze=freeze.name)


def _between(kind: ConflictKind, mine: Cutover, other: Cutover) -> Conflict:
    return Conflict(
        kind,
        mine.project,
        mine.item,
        mine.institution,
        mine.day,
        other_project=other.project,
        other_item=other.item,
        other_day=other.day,
    )
