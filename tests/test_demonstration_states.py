"""The demonstration brings every state of the boards to the screen: each one listed here, in one week or another."""

import datetime as dt
from collections.abc import Iterable
from functools import cache

import pandas as pd
import pytest

from dashboard.metrics import attention, budget_exceptions
from dashboard.metrics.allocations import allocations
from dashboard.metrics.budget_exceptions import Books
from dashboard.metrics.columns import records
from dashboard.metrics.credits import encours_by_age
from dashboard.metrics.dual_run import dual_runs
from dashboard.metrics.figure import ratio
from dashboard.metrics.handovers import Handover, handovers
from dashboard.metrics.measures import project_measures
from dashboard.metrics.readiness import ReadinessClass, readiness
from dashboard.metrics.reform_items import reform_items, short_contracts
from dashboard.metrics.register import Move, register
from dashboard.metrics.risks import Level, band, is_overdue, levels
from dashboard.metrics.spending import reported_lines
from dashboard.metrics.status import Status, gap, index_band, is_stale
from dashboard.metrics.waves import ConflictKind, WaveHealth, conflicts, wave_health
from data_access.datasets import CONTRACT
from data_access.frames import frame
from seed.fridays import WEEK, fridays
from seed.story import is_missing, portfolio, week

LAST = dt.date(2026, 11, 20)
STORY = portfolio(until=LAST)
LOOKED_AT = (*fridays(LAST)[::5], LAST - WEEK, LAST)
"""Weeks that are looked at: a reader can open each of them with “As of”."""
REPORTED = {
    project.code: max(day for day in fridays(LAST) if not is_missing(STORY, project, day)) for project in STORY.projects
}
ELSEWHERE = {
    budget_exceptions.Rule.MONTH_WITHOUT_ACTUAL: "a file forgets amounts, and the next one brings them",
    ConflictKind.IN_FREEZE: "freezes are a setting, not part of a workbook",
}
"""States that no week of the story holds, and why."""


@cache
def told(day: dt.date) -> dict[str, pd.DataFrame]:
    """The datasets of one week, as everybody reports them."""
    return {name: frame(CONTRACT.dataset(name), rows) for name, rows in week(STORY, day).items()}


@cache
def measured(day: dt.date) -> pd.DataFrame:
    """Measures of one week; in the last one with the date on which each project really reported last."""
    reported = [REPORTED[p.code] if day == LAST else day for p in STORY.projects]
    return project_measures(told(day), day).assign(status_date=reported)


def seen(kind: str) -> set[object]:
    """Every state of a *kind* in the weeks looked at."""
    return {state for day in LOOKED_AT for state in STATES[kind](day)}


def budget_rules(day: dt.date) -> Iterable[object]:
    frames, measures = told(day), measured(day)
    lines = reported_lines(frames["budget"], dict(zip(measures["project"], measures["status_date"], strict=True)))
    found = allocations(frames["credits"], frames["budget"], day)
    books = Books(measures, lines, frames["credits"], found, day)
    return [finding.rule for finding in budget_exceptions.findings(books)]


def decisions(day: dt.date) -> Iterable[object]:
    then = measured(day - WEEK) if day > LOOKED_AT[0] else None
    rows = {str(r["project"]): r for r in told(day)["projects"].to_dict("records")}
    before = {} if then is None else {str(r["project"]): r for r in then.to_dict("records")}
    subjects = (
        attention.Subject(now, before.get(str(now["project"]), {}), rows[str(now["project"])])
        for now in measured(day).to_dict("records")
    )
    return [item.rule for subject in subjects for item in attention.project_attention(subject, day)]  # type: ignore[arg-type]  # names are text


def indices(day: dt.date) -> Iterable[object]:
    return [index_band(ratio(r.ev, under, None)) for r in measured(day).itertuples() for under in (r.ac, r.pv)]  # type: ignore[arg-type]  # a reason is not looked at


def moves(day: dt.date) -> Iterable[object]:
    days = {str(code): day for code in told(day)["projects"]["project"]}
    then = told(day - WEEK)["raid"] if day > LOOKED_AT[0] else None
    return [Move(move) for move in register(told(day)["raid"], days, then)["move"] if isinstance(move, str)]


def handed_over(day: dt.date) -> Iterable[object]:
    days = {str(code): day for code in told(day)["projects"]["project"]}
    found = handovers(register(told(day)["raid"], days), measured(day), day)
    return [Handover(state) for state in found["state"]]


STATES = {
    "declared": lambda day: {s for name in told(day)["projects"] if str(name).startswith("status_")
                             for s in told(day)["projects"][name].dropna()},
    "computed schedule": lambda day: set(measured(day)["computed_schedule"]),
    "computed cost": lambda day: set(measured(day)["computed_cost"]),
    "computed risk": lambda day: set(measured(day)["computed_risk"]),
    "confidence": lambda day: set(measured(day)["confidence"]),
    "watermelons": lambda day: {gap(r.computed_overall, r.declared_overall) for r in measured(day).itertuples()},
    "staleness": lambda day: {is_stale(reported, day) for reported in measured(day)["status_date"]},
    "indices": indices,
    "decisions": decisions,
    "budget exceptions": budget_rules,
    "pace": lambda day: {a.pace() for a in allocations(told(day)["credits"], told(day)["budget"], day)},
    "age of encours": lambda day: {r.age for r in encours_by_age(told(day)["credits"], day).itertuples() if r.encours},
    "levels": lambda day: {band(int(level)) for level in levels(told(day)["raid"]) if level},
    "kinds of entries": lambda day: set(told(day)["raid"]["kind"]),
    "statuses of entries": lambda day: set(told(day)["raid"]["status"]),
    "escalation": lambda day: {bool(escalated) for escalated in told(day)["raid"]["escalated"]},
    "overdue entries": lambda day: set(is_overdue(told(day)["raid"], day).tolist()),
    "movement of levels": moves,
    "hand-overs": handed_over,
    "stages of tools": lambda day: set(told(day)["migration"]["stage"]),
    "waves": lambda day: {wave_health(part) for _wave, part in told(day)["migration"].groupby("wave")},
    "conflicts": lambda day: {c.kind for c in conflicts(told(day)["migration"])},
    "readiness": lambda day: {readiness(row).readiness for row in records(told(day)["migration"])},
    "double running": lambda day: {r.running for r in dual_runs(
        told(day)["migration"], reform_items(told(day)["migration"]), day)},
    "short contracts": lambda day: {bool(short_contracts(reform_items(told(day)["migration"])))},
    "stages of projects": lambda day: set(told(day)["projects"]["stage"]),
    "baselines": lambda day: {int(n) for n in told(day)["projects"]["rebaselines"]},
}  # fmt: skip


def choices(dataset: str, column: str) -> set[str]:
    """Every value that the contract lets a column hold."""
    return {choice.value for choice in CONTRACT.dataset(dataset).column(column).choices}


EXPECTED: dict[str, set[object]] = {
    "declared": {*Status},
    "computed schedule": {Status.GREEN, Status.AMBER, Status.RED},
    "computed cost": {*Status},
    "computed risk": {*Status},
    "confidence": {*Status},
    "watermelons": {0, 1, 2},
    "staleness": {True, False},
    "decisions": {*attention.Rule},
    "budget exceptions": {*budget_exceptions.Rule},
    "pace": {Status.GREEN, Status.AMBER, Status.RED},
    "age of encours": {"under_1", "1_to_2", "2_to_4", "5_to_6"},
    "levels": {*Level},
    "kinds of entries": {*choices("raid", "kind")},
    "statuses of entries": {*choices("raid", "status")},
    "escalation": {True, False},
    "overdue entries": {True, False},
    "movement of levels": {*Move},
    "hand-overs": {*Handover},
    "stages of tools": {*choices("migration", "stage")},
    "waves": {*WaveHealth},
    "conflicts": {*ConflictKind},
    "readiness": {*ReadinessClass},
    "double running": {True, False},
    "short contracts": {True, False},
    "stages of projects": {*choices("projects", "stage")} - {"closed", "on_hold"},
    "baselines": {0, 1},
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_every_state_comes_to_the_screen(kind: str) -> None:
    assert EXPECTED[kind] - seen(kind) <= set(ELSEWHERE)


def test_indices_of_every_band_and_one_too_good_to_be_true() -> None:
    found = {(found.status, found.check_plan) for found in seen("indices")}  # type: ignore[attr-defined]  # bands
    assert found >= {(Status.GREEN, False), (Status.GREEN, True), (Status.AMBER, False), (Status.RED, False)}


def test_projects_without_a_budget_credits_or_tools_stand_beside_others() -> None:
    last = told(LAST)
    for name in ("credits", "migration"):
        assert 0 < last[name]["project"].nunique() < len(last["projects"])
    assert told(LOOKED_AT[0])["budget"]["project"].nunique() < len(last["projects"])
