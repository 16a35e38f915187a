"""Readiness of an item to move: a weighted score out of 100, and conditions that no score replaces."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dashboard.metrics.columns import value_of
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, Thresholds

WEIGHTS = {
    "ready_functional": 20,
    "ready_data": 15,
    "ready_integration": 15,
    "ready_contract": 10,
    "ready_training": 15,
    "ready_support": 10,
    "ready_cutover": 10,
    "ready_sponsor": 5,
}
ANSWERS = {"yes": Decimal(1), "partly": Decimal("0.5"), "no": Decimal(0)}
CONDITIONS = ("has_data_owner", "has_rollback", "has_legal_base", "contract_signed")


class ReadinessClass(StrEnum):
    """What the score and the conditions come to."""

    READY = "ready"
    READY_WITH_CONDITIONS = "ready_with_conditions"
    NOT_READY = "not_ready"
    UNKNOWN = "unknown"


class Readiness(NamedTuple):
    """*score* out of 100, None where too little is answered; *unanswered* weight in %; *missing* hard conditions."""

    readiness: ReadinessClass
    score: Decimal | None
    unanswered: int
    missing: tuple[str, ...]


def readiness(answers: Mapping[str, object], thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Readiness:
    """Class and score of one item, from its ``ready_*`` answers and its hard conditions.

    Score = sum of weight x answer (yes 100 %, partly 50 %, no 0 %); an unanswered question adds
    nothing. A condition answered no (no data owner, no rollback, no legal base, contract not
    signed) makes it not ready whatever the score; more than 30 % of the weight unanswered makes it
    unknown, without a score; else 80 is ready, 60 ready with conditions, below not ready.
    """
    given = {name: str(answers[name]) for name in WEIGHTS if value_of(answers.get(name)) is not None}
    unanswered = sum(weight for name, weight in WEIGHTS.items() if name not in given)
    missing = tuple(name for name in CONDITIONS if _is_no(answers.get(name)))
    score = None
    if unanswered <= thresholds.readiness_unanswered:
        score = sum((WEIGHTS[name] * ANSWERS[answer] for name, answer in given.items()), Decimal(0))
    return Readiness(_class(score, missing, thresholds), score, unanswered, missing)


def _is_no(answer: object) -> bool:
    known = value_of(answer)
    return known is not None and not known


def _class(score: Decimal | None, missing: tuple[str, ...], thresholds: Thresholds) -> ReadinessClass:
    if missing:
        return ReadinessClass.NOT_READY
    if score is None:
        return ReadinessClass.UNKNOWN
    if score >= thresholds.readiness_ready:
        return ReadinessClass.READY
    conditional = score >= thresholds.readiness_conditions
    return ReadinessClass.READY_WITH_CONDITIONS if conditional else ReadinessClass.NOT_READY
