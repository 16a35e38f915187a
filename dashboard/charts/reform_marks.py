"""Marks and names of the reform: stage, readiness, wave health and hosting, each symbol, letter and colour.

The symbol of a stage fills as the tool moves; its letter is the number of the stage, and F or B where
it failed or is blocked.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from dashboard import text
from dashboard.metrics.hosting import Arrival
from dashboard.metrics.readiness import ReadinessClass
from dashboard.metrics.reform_items import ReformItem
from dashboard.metrics.waves import WaveHealth
from dashboard.text import _, pgettext
from dashboard.theme import AMBER, BLUE, GREEN, GREY, RED, Mark, Tone

STAGES: dict[str, tuple[str, str, Tone]] = {
    "assess": ("○", "1", GREY),
    "prepare": ("◔", "2", GREY),
    "test": ("◑", "3", BLUE),
    "cut_over": ("◕", "4", BLUE),
    "stabilise": ("◉", "5", BLUE),
    "decommission": ("◎", "6", GREEN),
    "done": ("●", "7", GREEN),
    "failed": ("■", "", RED),
    "blocked": ("◧", "", RED),
}
TO = "▸"
LATE, ERROR, STALE = "▲", "■", "◌"
NAME_LENGTH = 60
"""Signs of a tool's name that a chart holds at most; the rest stands in tables."""


class ReformNames(NamedTuple):
    """Stored value to label in the language in use, of everything the reform names; in the contract's order.

    *questions* and *conditions* are those of readiness.
    """

    institutions: Mapping[str, str]
    domains: Mapping[str, str]
    stages: Mapping[str, str]
    dispositions: Mapping[str, str]
    hosting: Mapping[str, str]
    questions: Mapping[str, str]
    conditions: Mapping[str, str]

    def institution(self, item: ReformItem) -> str:
        """Name of the institution of *item*."""
        return self.institutions.get(item.institution, item.institution)

    def domain(self, item: ReformItem) -> str:
        """Name of the domain of *item*."""
        return self.domains.get(item.domain, item.domain)

    def hosted(self, item: ReformItem) -> str:
        """Name of the hosting target of *item*."""
        return self.hosting.get(item.hosting or "", _("not decided"))

    def missing(self, item: ReformItem) -> str:
        """Hard conditions that *item* does not meet, as a list in words."""
        return text.listing(self.conditions.get(name, name) for name in item.readiness.missing)


def stage_mark(stage: str, names: ReformNames, *, stale: bool = False) -> Mark:
    """The mark of a stage: ``◑ 3``, in words ``◑ Test``; dotted when the data are *stale*."""
    symbol, letter, tone = STAGES.get(stage, ("○", "–", GREY))
    letters = {"failed": pgettext("stage letter", "F"), "blocked": pgettext("stage letter", "B")}
    mark = Mark(symbol, letters.get(stage, letter), names.stages.get(stage, stage), tone)
    if stale:
        return mark._replace(symbol=STALE, label=_("{status}, out of date", status=mark.label))
    return mark


def tile_stage(stage: str, names: ReformNames) -> str:
    """The name of a stage in the room of a tile: what the contract calls it, the longest one in fewer words."""
    return pgettext("stage on a tile", "Decommission") if stage == "decommission" else names.stages.get(stage, stage)


def item_mark(item: ReformItem, names: ReformNames) -> Mark:
    """The mark of the stage of *item*, dotted when its data are out of date."""
    return stage_mark(item.stage, names, stale=item.stale)


def stage_key(names: ReformNames) -> str:
    """The key to the stages in the words of the tiles, as one line of Markdown."""
    marks = [stage_mark(stage, names)._replace(label=tile_stage(stage, names)) for stage in STAGES]
    flags = [f":orange[{LATE}] {_('later than planned')}", f"{STALE} {_('out of date')}"]
    return " · ".join([*(f":{m.tone.markdown}[{m.symbol}] {m.label}" for m in marks), *flags])


def readiness_mark(readiness: str) -> Mark:
    """The mark of a ``ReadinessClass``."""
    match ReadinessClass(readiness):
        case ReadinessClass.READY:
            return Mark("●", pgettext("readiness letter", "R"), _("Ready"), GREEN)
        case ReadinessClass.READY_WITH_CONDITIONS:
            return Mark("▲", pgettext("readiness letter", "C"), _("Ready with conditions"), AMBER)
        case ReadinessClass.NOT_READY:
            return Mark("■", pgettext("readiness letter", "N"), _("Not ready"), RED)
        case _:
            return Mark("○", pgettext("readiness letter", "U"), _("Not known"), GREY)


def answer_mark(answer: str | None) -> Mark:
    """The mark of a readiness answer: ``yes``, ``partly``, ``no``, or None where nobody looked."""
    match answer:
        case "yes":
            return Mark("●", pgettext("answer letter", "Y"), pgettext("readiness answer", "Yes"), GREEN)
        case "partly":
            return Mark("◐", pgettext("answer letter", "P"), pgettext("readiness answer", "Partly"), AMBER)
        case "no":
            return Mark("■", pgettext("answer letter", "N"), pgettext("readiness answer", "No"), RED)
        case _:
            return Mark("○", "–", pgettext("readiness answer", "Not answered"), GREY)


def health_mark(health: str) -> Mark:
    """The mark of a ``WaveHealth``."""
    match WaveHealth(health):
        case WaveHealth.ERROR:
            return Mark("■", pgettext("wave letter", "E"), _("Failed or blocked"), RED)
        case WaveHealth.LAGGING:
            return Mark("▲", pgettext("wave letter", "L"), _("Late"), AMBER)
        case _:
            return Mark("●", pgettext("wave letter", "H"), _("On plan"), GREEN)


def arrival_mark(state: str) -> Mark:
    """The mark of an ``Arrival``."""
    match Arrival(state):
        case Arrival.ARRIVED:
            return Mark("●", pgettext("arrival letter", "A"), _("All there"), GREEN)
        case Arrival.LATE:
            return Mark("▲", pgettext("arrival letter", "L"), _("Some later than planned"), AMBER)
        case Arrival.STOPPED:
            return Mark("■", pgettext("arrival letter", "S"), _("Some failed or blocked"), RED)
        case _:
            return Mark("◔", pgettext("arrival letter", "O"), _("Still to come, on plan"), BLUE)


def flag(item: ReformItem) -> tuple[str, Tone]:
    """What is wrong with *item* beside its stage: failed or blocked, late, or nothing."""
    if item.in_error:
        return ERROR, RED
    return (LATE, AMBER) if item.lagging else ("", GREY)


def tools(item: ReformItem) -> str:
    """``Perso+ 4 ▸ Plateforme RH``: current and target tool; the current one alone where none is named."""
    return (
        f"{short(item.current_tool)} {TO} {short(item.target_tool)}" if item.target_tool else short(item.current_tool)
    )


def short(name: str) -> str:
    """*name* cut to what a chart can hold."""
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"


def cutover_words(item: ReformItem) -> str:
    """When *item* cut over or will, and how far from plan: ``forecast 16 Jan 2027, 91 days late``."""
    if item.cutover is None:
        return _("no cutover date")
    said = _("cutover expected {day}") if item.pending else _("cut over {day}")
    return said.format(day=text.day(item.cutover)) + slip_words(item)


def slip_words(item: ReformItem) -> str:
    """``, 91 days late``; empty on plan."""
    days = item.slip_days or 0
    if days > 0:
        return ", " + text.ngettext("{count} day late", "{count} days late", days)
    return ", " + text.ngettext("{count} day early", "{count} days early", -days) if days < 0 else ""


def until(day: date | None) -> str:
    """A day for a table; empty where there is none."""
    return text.day(day) if day else ""
