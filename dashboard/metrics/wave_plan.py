"""The waves of the reform across projects: their tools, health, progress and users."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from dashboard.metrics.migration import migration_by, progress
from dashboard.metrics.reform_items import ReformItem
from dashboard.metrics.waves import WaveHealth, wave_health


class WavePlan(NamedTuple):
    """One wave over all projects: its *items* by cutover; *progress* in %."""

    wave: int
    items: tuple[ReformItem, ...]
    health: WaveHealth
    progress: Decimal | None
    users_in_scope: int
    users_moved: int


def wave_plans(rows: pd.DataFrame, items: Sequence[ReformItem]) -> list[WavePlan]:
    """The waves in order; *rows* is the migration frame that *items* were read from, in the same order."""
    if rows.empty:
        return []
    sums = migration_by(rows, "wave")
    return [
        WavePlan(
            wave=wave,
            items=tuple(sorted((i for i in items if i.wave == wave), key=lambda i: (i.cutover or date.max, i.key))),
            health=wave_health(rows[(rows["wave"] == wave).to_numpy(dtype=bool)]),
            progress=progress(sums[str(wave)]).value,
            users_in_scope=sums[str(wave)].users_in_scope,
            users_moved=sums[str(wave)].users_moved,
        )
        for wave in sorted({item.wave for item in items})
    ]
