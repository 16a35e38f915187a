"""The agenda proposes itself: which rule puts what on it, and what the score adds up from."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.agenda import RULE_POINTS, AgendaItem, AgendaRule, Evidence, agenda
from dashboard.metrics.attention import POINTS
from tests.metrics.factories import STATUS_DATE, frame, measured

EARLIER = STATUS_DATE - timedelta(days=28)


def evidence(**given: object) -> Evidence:
    now = given.pop("now", measured({}))
    assert isinstance(now, pd.DataFrame)
    default: dict[str, object] = {
        "as_of": STATUS_DATE, "now": now, "then": None, "raid": frame("raid"), "migration": frame("migration"),
        "projects": frame("projects", *({"project": code, "name": f"Name {code}"} for code in now["project"])),
    }  # fmt: skip
    return Evidence(**(default | given))  # type: ignore[arg-type]  # its own fields


def rules(items: tuple[AgendaItem, ...]) -> dict[str | None, list[str]]:
    return {item.project: [reason.rule.value for reason in item.reasons] for item in items}


EXCEEDED = {"schedule_tolerance_used": Decimal(150), "computed_schedule": "red"}


@pytest.mark.parametrize(
    ("rule", "now", "more"),
    [
        ("exception", EXCEEDED, {}),
        ("decision", {}, {"projects": frame("projects", {"decision_requested": "Approve"})}),
        ("shortage", {"cl_shortage": Decimal(50), "cl_adjusted": Decimal(100)}, {}),
        ("lapse", {"ce_lapse": Decimal(50), "ce_adjusted": Decimal(100)}, {}),
        ("watermelon", {"gap": 1, "computed_overall": "amber"}, {}),
        ("fell", {"declared_overall": "amber"}, {"then": measured({})}),
        ("risk", {}, {"raid": frame("raid", {"likelihood": 5, "impact": 4, "escalated": True})}),
        ("overdue", {}, {
            "raid": frame("raid", {"entry": "M1-2", "kind": "action", "due": STATUS_DATE - timedelta(days=3)}),
            "actions": {("P1", "M1-2")},
        }),
        ("postponed", {}, {"postponed": {"P1": EARLIER}}),
        ("conflict", {}, {"migration": frame(
            "migration",
            {"item": "A", "planned_cutover": STATUS_DATE + timedelta(days=10)},
            {"item": "B", "planned_cutover": STATUS_DATE + timedelta(days=10)},
        )}),
    ],
)  # fmt: skip
def test_each_rule_puts_a_project_on_the_agenda(rule: str, now: dict[str, object], more: dict[str, object]) -> None:
    assert agenda(evidence()) == ()
    [item] = agenda(evidence(now=measured(now), **more))
    assert [reason.rule for reason in item.reasons] == [rule] == [item.rule]
    assert item.score >= RULE_POINTS[AgendaRule(rule)]


def test_projects_that_only_failed_to_report_share_an_item() -> None:
    late = {"status_date": EARLIER}
    items = agenda(evidence(now=measured(late, late, {}, late | EXCEEDED)))
    assert rules(items) == {"P4": ["exception", "silent"], None: ["silent"]}
    [reason] = items[1].reasons
    assert reason.figures == {"names": "Name P1\nName P2"}
    assert reason.points == RULE_POINTS[AgendaRule.SILENT] + 4


def test_the_score_is_the_sum_of_its_visible_parts() -> None:
    now = measured({"bac": Decimal(50), **EXCEEDED}, {"bac": Decimal(100)})
    raid = frame("raid", *({"entry": f"R{i}", "likelihood": 5, "impact": 5, "escalated": True} for i in range(3)))
    [item] = agenda(evidence(now=now, raid=raid, returning={"P1"}))
    assert [(reason.rule.value, reason.points) for reason in item.reasons] == [("exception", 50), ("risk", 40)]
    assert dict(item.extras) == {"severity": 5, "budget": 5, "again": 5}
    assert item.score == 105
    assert item.minutes == 10


@pytest.mark.parametrize(
    ("used", "points"),
    [("101", 0), ("110", 1), ("299.99", 19), ("300", 20), ("9999", 20), (None, 20)],
)
def test_how_far_beyond_the_tolerance_counts(used: str | None, points: int) -> None:
    measure = None if used is None else Decimal(used)
    now = measured({"schedule_tolerance_used": measure, "computed_schedule": "red"})
    [item] = agenda(evidence(now=now))
    assert dict(item.extras).get("severity", 0) == points


def test_ranked_by_score_then_budget_then_code() -> None:
    now = measured({"gap": 1}, EXCEEDED, {"gap": 1, "bac": Decimal(1)}, {"active": False, **EXCEEDED})
    assert [item.project for item in agenda(evidence(now=now))] == ["P2", "P3", "P1"]


@pytest.mark.parametrize(
    "entry",
    [
        {"due": STATUS_DATE},
        {"status": "closed", "closed": STATUS_DATE},
        {"entry": "A9"},
        {"due": None},
    ],
)
def test_only_open_actions_of_earlier_meetings_that_are_past_due_count(entry: dict[str, object]) -> None:
    row = {"entry": "M1-2", "kind": "action", "due": STATUS_DATE - timedelta(days=3), **entry}
    assert agenda(evidence(raid=frame("raid", row), actions={("P1", "M1-2")})) == ()


def test_the_latest_overdue_action_is_named_with_how_many_there_are() -> None:
    rows = [
        {"entry": f"M1-{n}", "kind": "action", "title": f"Do {n}", "due": STATUS_DATE - timedelta(days=n)}
        for n in (1, 9, 4)
    ]
    known = {("P1", str(row["entry"])) for row in rows}
    [item] = agenda(evidence(raid=frame("raid", *rows), actions=known))
    assert item.reasons[0].figures == {
        "entry": "M1-9", "title": "Do 9", "owner": None, "due": STATUS_DATE - timedelta(days=9), "count": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "entry", [{"escalated": False}, {"impact": 2}, {"kind": "issue"}, {"status": "closed"}, {"residual_likelihood": 1}]
)
def test_only_open_critical_escalated_threats_count(entry: dict[str, object]) -> None:
    row = {"likelihood": 5, "impact": 5, "residual_impact": 2, "escalated": True, **entry}
    row = row if "residual_likelihood" in entry else {**row, "residual_impact": None}
    assert agenda(evidence(raid=frame("raid", row))) == ()


@pytest.mark.parametrize("days", [-1, 91])
def test_conflicts_behind_or_far_ahead_do_not_count(days: int) -> None:
    day = STATUS_DATE + timedelta(days=days)
    items = frame("migration", {"item": "A", "planned_cutover": day}, {"item": "B", "planned_cutover": day})
    assert agenda(evidence(migration=items)) == ()


def test_the_points_of_rules_shared_with_the_portfolio_are_the_same() -> None:
    assert {rule.value: points for rule, points in POINTS.items()}.items() <= {
        rule.value: points for rule, points in RULE_POINTS.items()
    }.items()


@settings(deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_rows_never_matters(order: list[int]) -> None:
    now = measured(EXCEEDED, {"gap": 2}, {"status_date": date(2026, 1, 2)}, {"bac": Decimal(7), "gap": 1})
    assert agenda(evidence(now=now.iloc[order].reset_index(drop=True))) == agenda(evidence(now=now))
