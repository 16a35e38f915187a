"""Waves and their conflicts in words: title, table, text for those who do not see the timeline."""

from collections.abc import Sequence

import pandas as pd

from dashboard import text
from dashboard.charts.reform_marks import ReformNames, health_mark, item_mark
from dashboard.metrics.wave_plan import WavePlan
from dashboard.metrics.waves import Conflict, ConflictKind, Freeze, WaveHealth
from dashboard.text import N_, _, ngettext


def waves_title(waves: Sequence[WavePlan], conflicts: int) -> str:
    """Which waves are in trouble, in one sentence."""
    numbers = {health: [text.number(w.wave) for w in waves if w.health is health] for health in WaveHealth}
    if stopped := numbers[WaveHealth.ERROR]:
        return ngettext(
            "Wave {waves} has failed or blocked tools", "Waves {waves} have failed or blocked tools", len(stopped),
            waves=text.listing(stopped),
        )  # fmt: skip
    if late := numbers[WaveHealth.LAGGING]:
        return ngettext(
            "Wave {waves} is later than planned", "Waves {waves} are later than planned", len(late),
            waves=text.listing(late),
        )  # fmt: skip
    if conflicts:
        return ngettext("{count} conflict between cutovers", "{count} conflicts between cutovers", conflicts)
    return _("Every wave is on plan")


def waves_table(waves: Sequence[WavePlan], names: ReformNames) -> pd.DataFrame:
    """The same as a table, one row per cutover."""
    rows = [
        {
            _("Wave"): w.wave,
            _("Health of the wave"): health_mark(w.health).words,
            _("Item"): i.item,
            _("Institution"): names.institution(i),
            _("Current tool"): i.current_tool,
            _("Target tool"): i.target_tool or "",
            _("Stage"): item_mark(i, names).words,
            _("Planned cutover"): i.planned,
            _("Cutover"): i.cutover,
            _("Slip in days"): i.slip_days,
        }
        for w in waves
        for i in w.items
    ]
    return pd.DataFrame(rows)


CONFLICTS = {
    ConflictKind.BEFORE_DEPENDENCY: N_("{item} cuts over on {day}, before {other} on which it depends ({other_day})"),
    ConflictKind.SAME_WEEK: N_(
        "{item} ({day}) and {other} ({other_day}) hit one institution in the same week: {institution}"
    ),
    ConflictKind.IN_FREEZE: N_("{item} cuts over on {day}, inside the freeze {freeze}"),
}


def conflict_words(conflict: Conflict, names: ReformNames) -> str:
    """One conflict in a sentence."""
    return _(
        CONFLICTS[conflict.kind],
        item=conflict.item,
        day=text.day(conflict.day),
        other=conflict.other_item,
        other_day=text.day(conflict.other_day),
        institution=names.institutions.get(conflict.institution, conflict.institution),
        freeze=conflict.freeze,
    )


def in_conflict(conflicts: Sequence[Conflict]) -> set[tuple[str, str]]:
    """Project and item of everything that is part of a conflict."""
    mine = {(c.project, c.item) for c in conflicts}
    return mine | {(c.other_project, c.other_item) for c in conflicts if c.other_project and c.other_item}


def waves_alt(title: str, waves: Sequence[WavePlan], conflicts: int, freezes: Sequence[Freeze]) -> str:
    """What the timeline shows, for those who do not see it."""
    return _(
        "{title}. {waves}. {conflicts} {freezes}",
        title=title,
        waves="; ".join(map(_wave_words, waves)),
        conflicts=ngettext("{count} conflict between cutovers.", "{count} conflicts between cutovers.", conflicts),
        freezes=freezes_words(freezes),
    )


def freezes_words(freezes: Sequence[Freeze]) -> str:
    """How many freezes are declared, as a sentence."""
    if not freezes:
        return _("No freeze is declared.")
    return ngettext("{count} freeze is declared.", "{count} freezes are declared.", len(freezes))


def _wave_words(w: WavePlan) -> str:
    return _(
        "Wave {wave}: {health}, {progress} done, {moved} of {users} users moved",
        wave=w.wave,
        health=health_mark(w.health).label,
        progress=text.percentage(w.progress),
        moved=text.number(w.users_moved),
        users=text.number(w.users_in_scope),
    )
