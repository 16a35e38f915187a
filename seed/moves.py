"""Rows of the migration sheet: tools on their way from one institution to the shared platform."""

import datetime as dt
from decimal import Decimal

from seed.chance import between, fraction
from seed.plan import Item, at, on

STAGES = ((-130, "assess"), (-63, "prepare"), (-7, "test"), (7, "cut_over"), (35, "stabilise"), (70, "decommission"))
"""Days after the cutover until which an item stands at a stage; then it is done."""
MOVED = ((0, 0.0), (7, 0.55), (21, 0.85), (35, 0.96))
TRAINED = ((-70, 0.0), (-42, 0.15), (-21, 0.4), (-7, 0.7), (21, 0.88))
ADOPTED = 0.9
QUESTIONS = ("functional", "data", "integration", "contract", "training", "support", "cutover", "sponsor")
ANSWERS = {
    "assess": ("partly", None, None, "partly", None, None, None, "yes"),
    "prepare": ("yes", "partly", "partly", "yes", "no", "partly", "no", "yes"),
    "test": ("yes", "yes", "partly", "yes", "partly", "yes", "yes", "yes"),
}
NEARLY = ("yes", "yes", "partly", "yes", "no", "partly", "yes", "yes")
NEARLY_UNTIL = -28
"""Days before the cutover until which a tool in test still lacks training and support."""
READY = ("yes",) * len(QUESTIONS)
WEAK = ("yes", "partly", "no", "partly", "partly", "partly", "no", "yes")


def move_row(item: Item, status_date: dt.date) -> tuple[object, ...]:
    """The row of *item* at *status_date*."""
    trouble = at(item.trouble, status_date, None)
    days = _days(item, status_date)
    over = days >= 0 and trouble is None
    return (
        item.project,
        item.code,
        item.institution,
        item.domain,
        item.current,
        item.target,
        item.disposition,
        item.hosting,
        item.wave,
        trouble[0] if trouble else _stage(days),
        on(item.cutover),
        expected_cutover(item, status_date),
        cut_over_on(item) if over else None,
        item.depends_on,
        *_users(item, days, trouble is not None),
        *_readiness(item, days, trouble is not None),
        trouble[1] if trouble else None,
        Decimal(item.cost),
        on(item.contract_end),
        cut_over_on(item) + dt.timedelta(days=STAGES[-1][0]) if over and days >= STAGES[-1][0] else None,
    )


def cut_over_on(item: Item) -> dt.date:
    """The day on which the cutover really succeeds."""
    last = item.delays[-1][1] if item.delays else 0
    return on(item.cutover) + dt.timedelta(days=last)


def expected_cutover(item: Item, status_date: dt.date) -> dt.date:
    """The cutover as expected on *status_date*."""
    return on(item.cutover) + dt.timedelta(days=at(item.delays, status_date, 0))


def _days(item: Item, day: dt.date) -> int:
    """Days since the cutover; before it, days to the planned one, for preparation does not go backwards."""
    since = (day - cut_over_on(item)).days
    return since if since >= -7 else min(-8, (day - on(item.cutover)).days)


def _stage(days: int) -> str:
    return next((stage for limit, stage in STAGES if days < limit), "done")


def _share(steps: tuple[tuple[int, float], ...], days: int, full: float) -> float:
    return next((share for limit, share in steps if days < limit), full)


def _users(item: Item, days: int, in_trouble: bool) -> tuple[int, int | None, int | None, int | None]:
    moved = 0 if in_trouble else round(item.users * _share(MOVED, days, 1.0))
    lagging = 0 if in_trouble else round(item.users * _share(MOVED, days - 14, 1.0))
    keen = between(ADOPTED - 0.12, 0.98, fraction(item.wave, item.code))
    trained = round(item.users * _share(TRAINED, days, between(0.9, 1.0, fraction(item.wave, item.code, "t"))))
    return item.users, moved, round(lagging * keen), trained


def _readiness(item: Item, days: int, in_trouble: bool) -> tuple[object, ...]:
    stage = _stage(days)
    early = stage == "assess"
    usual = NEARLY if stage == "test" and days < NEARLY_UNTIL else ANSWERS.get(stage, READY)
    answers = WEAK if in_trouble or (item.weak and days < 0) else usual
    has_rollback = not in_trouble and stage not in ("assess", "prepare")
    legal = None if early else True
    signed = not early and not (item.weak and days < -30)
    return (
        *answers,
        not early or None,
        has_rollback or (None if early else False),
        legal,
        signed or (None if early else False),
    )
