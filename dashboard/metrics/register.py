"""The RAID log as a register: every entry with its levels, movement, age and exposure, what needs attention first."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from dashboard.metrics.columns import NO_DAY, days, given, hundredths, integers, is_in, records, sums_by
from dashboard.metrics.money import Cents, euros
from dashboard.metrics.risks import RISKS, exposures, inherent_levels, is_open, levels, residual_levels

TABS: dict[str, tuple[str, ...]] = {
    "risks": RISKS,
    "assumptions": ("assumption",),
    "issues": ("issue",),
    "dependencies": ("dependency",),
    "actions": ("action",),
    "decisions": ("decision",),
    "changes": ("change",),
}
"""The parts of the register, and the kinds of entry in each."""

AGES = (30, 90, 180)
"""Upper limits, in days and exclusive, of the age bands below the last."""

FACTS = ("project", "entry", "kind", "title", "owner", "status", "due", "provider_project", "linked_entry")
EXPOSED = ("threats", "opportunities", "exposure")
CONTENT = (
    *FACTS, "cause", "effect", "strategy", "cost_impact", "raised", "closed", "next_review", "likelihood", "impact",
    "residual_likelihood", "residual_impact", "escalated",
)  # fmt: skip
"""Columns of the log that count as its content: an entry is updated when one of them changes."""


class Move(StrEnum):
    """How the level of a risk stands against the compared date."""

    ROSE = "rose"
    FELL = "fell"
    SAME = "same"
    NEW = "new"


def register(
    raid: pd.DataFrame,
    reported: Mapping[str, date],
    then: pd.DataFrame | None = None,
    earlier: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per entry of *raid*: escalated first, then open ones by level, days overdue, age, project and entry.

    *reported* gives the status date of each project's latest report: ages are told at that date. *then* is the log
    on the compared date, *earlier* the log a month before; either may be missing. Columns: ``FACTS``; reported (date);
    tab (one of ``TABS``); is_open, escalated, overdue, unchanged (bool; the last: open, and as it stood in *earlier*);
    inherent and level (likelihood x impact, the latter residual where given; 0 unknown); likelihood and impact
    before any response, at_likelihood and at_impact with the responses in place (0 unknown); level_then,
    likelihood_then, impact_then (Int64, NA where not in *then*); move (``Move``, or None without *then* or level);
    exposure (Decimal EUR); days_open and days_overdue (Int64, NA where no date is given).
    """
    today = np.array([_ordinal(reported.get(code)) for code in raid["project"]], dtype=np.int64)
    due, raised, still_open = days(raid, "due"), days(raid, "raised"), is_open(raid)
    overdue = still_open & (due != NO_DAY) & (due < today)
    residual = residual_levels(raid) > 0
    frame = raid[list(FACTS)].reset_index(drop=True)
    frame = frame.assign(
        reported=pd.Series([reported.get(code) for code in frame["project"]], dtype=object),
        tab=[_TAB_OF[kind] for kind in frame["kind"]],
        is_open=still_open,
        escalated=still_open & raid["escalated"].eq(True).to_numpy(dtype=bool),
        overdue=overdue,
        unchanged=still_open & _unchanged(raid, earlier),
        inherent=inherent_levels(raid),
        level=levels(raid),
        likelihood=integers(raid, "likelihood"),
        impact=integers(raid, "impact"),
        at_likelihood=np.where(residual, integers(raid, "residual_likelihood"), integers(raid, "likelihood")),
        at_impact=np.where(residual, integers(raid, "residual_impact"), integers(raid, "impact")),
        exposure=pd.Series([euros(cents) for cents in exposures(raid)], dtype=object),
        days_open=pd.Series(today - raised, dtype="Int64").mask((raised == NO_DAY) | ~still_open),
        days_overdue=pd.Series(np.where(overdue, today - due, 0), dtype="Int64").mask(due == NO_DAY),
    )
    return _in_order(_moved(frame, then))


_TAB_OF = {kind: tab for tab, kinds in TABS.items() for kind in kinds}


def _ordinal(day: date | None) -> int:
    return NO_DAY if day is None else day.toordinal()


def _unchanged(raid: pd.DataFrame, earlier: pd.DataFrame | None) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows stood in *earlier* with the same content."""
    if earlier is None or earlier.empty:
        return np.zeros(len(raid), dtype=bool)
    before = set(_contents(earlier))
    return np.array([content in before for content in _contents(raid)], dtype=bool)


def _contents(raid: pd.DataFrame) -> list[tuple[object, ...]]:
    return [tuple(record.values()) for record in records(raid[list(CONTENT)])]


def _moved(frame: pd.DataFrame, then: pd.DataFrame | None) -> pd.DataFrame:
    before = positions(then) if then is not None else {}
    found = [before.get(key) for key in zip(frame["project"], frame["entry"], strict=True)]
    level = frame["level"].to_numpy(dtype=np.int64)
    return frame.assign(
        level_then=pd.Series([None if at is None else at[0] * at[1] for at in found], dtype="Int64"),
        likelihood_then=pd.Series([None if at is None else at[0] for at in found], dtype="Int64"),
        impact_then=pd.Series([None if at is None else at[1] for at in found], dtype="Int64"),
        move=pd.Series(
            [_move(int(now), at) if then is not None and now else None for now, at in zip(level, found, strict=True)],
            dtype=object,
        ),
    )


def positions(raid: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """Project and entry to likelihood and impact with the responses in place; entries without a level left out."""
    residual, known = residual_levels(raid) > 0, levels(raid) > 0
    likelihood = np.where(residual, integers(raid, "residual_likelihood"), integers(raid, "likelihood"))
    impact = np.where(residual, integers(raid, "residual_impact"), integers(raid, "impact"))
    keys = zip(raid["project"], raid["entry"], strict=True)
    return {
        (str(project), str(entry)): (int(one), int(other))
        for (project, entry), one, other, level in zip(keys, likelihood, impact, known, strict=True)
        if level
    }


def _move(level: int, at: tuple[int, int] | None) -> str:
    if at is None:
        return Move.NEW.value
    before = at[0] * at[1]
    return (Move.SAME if level == before else Move.ROSE if level > before else Move.FELL).value


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Escalated first, then what is open, by level, days overdue and age."""
    last = frame.assign(_overdue=frame["days_overdue"].fillna(0), _open=frame["days_open"].fillna(-1))
    ordered = last.sort_values(
        ["escalated", "is_open", "level", "_overdue", "_open", "project", "entry"],
        ascending=[False, False, False, False, False, True, True],
        kind="stable",
        ignore_index=True,
    )
    return ordered.drop(columns=["_overdue", "_open"])


def age_bands(entries: pd.DataFrame) -> Cents:
    """Band of each entry's days_open: 0 below 30, 1 below 90, 2 below 180, 3 from 180 on; -1 where unknown."""
    bands = np.searchsorted(AGES, integers(entries, "days_open"), side="right")
    return np.where(given(entries, "days_open"), bands, -1)


def by_project(entries: pd.DataFrame) -> pd.DataFrame:
    """Exposure of open threats and opportunities by project, the largest net exposure first.

    Columns: project, threats and opportunities (EUR, the latter negative), exposure (their sum), entries (count).
    """
    exposed = entries[entries["is_open"] & (entries["tab"] == "risks") & (entries["exposure"] != 0)]
    cents, threat = hundredths(exposed, "exposure"), is_in(exposed, "kind", ("threat",))
    parts = {"threats": cents * threat, "opportunities": cents * ~threat, "exposure": cents, "entries": cents != 0}
    totals = sums_by(exposed["project"], parts) if len(exposed) else {}
    ordered = sorted(totals.items(), key=lambda item: (-item[1]["exposure"], item[0]))
    rows = [(code, *(euros(part[name]) for name in EXPOSED), part["entries"]) for code, part in ordered]
    return pd.DataFrame(rows, columns=["project", *EXPOSED, "entries"])
