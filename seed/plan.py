"""How a project is written down once, for all weeks: values only, no dates of today."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

V = TypeVar("V")
Steps = tuple[tuple[str, V], ...]
"""What holds from each ISO date on, in order of date."""


@lru_cache(maxsize=4096)
def on(text: str) -> dt.date:
    """The date written as *text* (ISO)."""
    return dt.date.fromisoformat(text)


def at(steps: Steps[V], day: dt.date, default: V) -> V:
    """What holds on *day*: the latest step begun by then, or *default* before the first."""
    value = default
    for since, later in steps:
        if on(since) > day:
            break
        value = later
    return value


@dataclass(frozen=True, slots=True)
class Stone:
    """A milestone at a share (0 to 1) of the way from start to end; *weight* in % of the work, if used."""

    name: str
    kind: str
    share: float
    critical: bool = False
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the manager writes from *since* on."""

    since: str
    achieved: str
    next_steps: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision asked of the steering committee from *since* until the day before *until*."""

    since: str
    until: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the RAID log: *scores* are likelihood, impact and both residual; *life* its statuses."""

    code: str
    kind: str
    title: str
    raised: str
    cause: str | None = None
    effect: str | None = None
    scores: tuple[int, int, int, int] | None = None
    residual: Steps[tuple[int, int]] = ()
    cost: int | None = None
    strategy: str | None = None
    due: str | None = None
    life: Steps[str] = ()
    escalated: str | None = None
    provider: str | None = None
    linked: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """Credits of one basic allocation: *share* of the project's spending in the year.

    *payment_factor* scales what may be paid against what will be; *engaged_share* is where
    commitments end in December, *chance* the probability (in %) that the rest is signed in time.
    """

    code: str
    institution: str
    share: float = 1.0
    payment_factor: float = 1.06
    engaged_share: float = 0.98
    chance: int = 98
    outstanding: int = 0
    oldest: int | None = None
    cancelled: int = 0
    adjustment: float = 0.0


@dataclass(frozen=True, slots=True)
class Rebaseline:
    """A new baseline approved on a date: days added to the end, EUR added to the budget."""

    approved: str
    days: int
    budget: int


@dataclass(frozen=True, slots=True)
class Bill:
    """Something paid that nobody had planned: EUR in a *category*, in the month that begins on a date."""

    category: str
    month: str
    amount: int


@dataclass(frozen=True, slots=True)
class Course:
    """How the project goes: forecast delay in days and forecast overrun in %, as told from each date on.

    *declared* overrides what an honest manager would declare: letters G, A, R, N or ``-`` (no
    override) for overall, scope, schedule, cost, resources, risk and benefits.
    """

    delay: Steps[int] = ()
    overrun: Steps[float] = ()
    declared: Steps[str] = ()
    gap_reason: Steps[str | None] = ()
    confidence: Steps[str] = (("2020-01-01", "G"),)
    rebaseline: Rebaseline | None = None
    cost_tolerance: int = 10
    time_tolerance: int = 30


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """A project as it was approved, and the story that happens to it; *number* and *seed* vary its chance.

    One that is not *funded* reports neither budget nor credits: its institution pays.
    """

    code: str
    name: str
    programme: str
    institution: str
    manager: str
    involvement: str
    method: str
    start: str
    end: str
    budget: int
    split: tuple[tuple[str, float], ...]
    stones: tuple[Stone, ...]
    notes: tuple[Note, ...]
    entries: tuple[Entry, ...]
    allocations: tuple[Allocation, ...]
    asks: tuple[Ask, ...] = ()
    course: Course = Course()
    bills: tuple[Bill, ...] = ()
    funded: bool = True
    sponsor: str | None = None
    number: int = 0
    seed: int = 1

    @property
    def weighted(self) -> bool:
        """Whether progress is measured by milestones."""
        return all(stone.weight is not None for stone in self.stones)


@dataclass(frozen=True, slots=True)
class Item:
    """A tool of an institution on its way: *delays* in days as told, *trouble* its stage and blocker."""

    code: str
    project: str
    institution: str
    domain: str
    current: str
    target: str
    disposition: str
    hosting: str
    wave: int
    cutover: str
    users: int
    cost: int
    contract_end: str
    depends_on: str | None = None
    delays: Steps[int] = ()
    trouble: Steps[tuple[str, str] | None] = ()
    weak: bool = False
