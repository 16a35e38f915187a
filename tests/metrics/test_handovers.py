from datetime import timedelta

import pytest

from dashboard.metrics.handovers import SOON_DAYS, Danger, Handover, handovers
from dashboard.metrics.register import register
from tests.metrics.factories import STATUS_DATE, frame, measured

ON_TRACK: dict[str, object] = {}
TODAY = STATUS_DATE


def dependency(entry: str = "X1", **values: object) -> dict[str, object]:
    return {"entry": entry, "kind": "dependency", "provider_project": "P2", "due": TODAY + timedelta(10), **values}


def one(provider: dict[str, object] = ON_TRACK, **values: object) -> tuple[object, object]:
    """State and danger of one dependency of P1 on P2, whose measures are *provider*."""
    entries = register(frame("raid", dependency(**values)), {"P1": TODAY})
    row = handovers(entries, measured({}, provider), TODAY).iloc[0]
    return row["state"], row["danger"]


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, Handover.SOON), (SOON_DAYS, Handover.SOON), (SOON_DAYS + 1, Handover.LATER), (None, Handover.LATER)],
)
def test_what_is_due_within_thirty_days_is_soon(days, state):
    assert one(due=None if days is None else TODAY + timedelta(days)) == (state, None)


@pytest.mark.parametrize(
    ("provider", "values", "danger"),
    [
        (ON_TRACK, {"due": TODAY - timedelta(1)}, Danger.OVERDUE),
        (ON_TRACK, {"escalated": True}, Danger.ESCALATED),
        ({"computed_schedule": "amber"}, {}, Danger.PROVIDER_LATE),
        ({"computed_schedule": "red"}, {"escalated": True}, Danger.ESCALATED),
        ({"computed_schedule": "red"}, {"due": TODAY - timedelta(1)}, Danger.OVERDUE),
        ({"status_date": TODAY - timedelta(15)}, {}, Danger.PROVIDER_STALE),
    ],
)
def test_why_a_hand_over_is_at_risk(provider, values, danger):
    assert one(provider, **values) == (Handover.AT_RISK, danger)


@pytest.mark.parametrize(
    ("provider", "values"),
    [
        ({"computed_schedule": "red"}, {"due": TODAY + timedelta(SOON_DAYS + 1)}),
        ({"computed_schedule": "red"}, {"provider_project": None}),
        ({"computed_schedule": "red"}, {"provider_project": "P9"}),
        ({"status_date": TODAY - timedelta(14)}, {}),
    ],
)
def test_what_is_not_at_risk(provider, values):
    assert one(provider, **values)[0] != Handover.AT_RISK


def test_only_open_dependencies_are_handed_over_those_at_risk_first():
    rows = [
        dependency("X1"),
        dependency("X2", due=TODAY - timedelta(3)),
        dependency("X3", status="closed"),
        dependency("X4", due=None),
        {"entry": "A1", "kind": "action", "provider_project": "P2", "due": TODAY},
        dependency("X5", due=TODAY + timedelta(2)),
    ]
    found = handovers(register(frame("raid", *rows), {"P1": TODAY}), measured({}, {}), TODAY)
    assert found["entry"].tolist() == ["X2", "X5", "X1", "X4"]
    assert found["days_left"].tolist() == [-3, 2, 10, None]
    assert (found["provider"].unique().tolist(), found["receiver"].unique().tolist()) == (["P2"], ["P1"])
