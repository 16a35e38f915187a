from datetime import date
from decimal import Decimal

import pytest

from dashboard.metrics.risks import (
    NO_RISKS,
    Level,
    band,
    exposures,
    levels,
    risk_status,
    risks_by_project,
)
from dashboard.metrics.status import Status
from dashboard.metrics.thresholds import PM2_RISK_BANDS, Thresholds
from tests.metrics.factories import STATUS_DATE, frame


@pytest.mark.parametrize(
    ("level", "name"),
    [
        (1, "low"),
        (4, "low"),
        (5, "medium"),
        (9, "medium"),
        (10, "high"),
        (14, "high"),
        (15, "critical"),
        (25, "critical"),
    ],
)
def test_bands(level, name):
    assert band(level) == name


@pytest.mark.parametrize(("level", "name"), [(2, Level.LOW), (3, Level.HIGH), (16, Level.HIGH), (20, Level.CRITICAL)])
def test_pm2_bands_can_be_chosen(level, name):
    assert band(level, PM2_RISK_BANDS) is name


@pytest.mark.parametrize(
    ("scores", "level"),
    [
        ({"likelihood": 4, "impact": 5}, 20),
        ({"likelihood": 4, "impact": 5, "residual_likelihood": 2, "residual_impact": 5}, 10),
        ({"likelihood": 4, "impact": 5, "residual_likelihood": 2}, 20),
        ({"likelihood": 4}, 0),
        ({}, 0),
    ],
)
def test_the_residual_level_counts_where_given(scores, level):
    assert levels(frame("raid", scores)).tolist() == [level]


@pytest.mark.parametrize(
    ("entry", "cents"),
    [
        ({"likelihood": 1, "cost_impact": 1000}, 100_00),
        ({"likelihood": 2, "cost_impact": 1000}, 300_00),
        ({"likelihood": 3, "cost_impact": 1000}, 500_00),
        ({"likelihood": 4, "cost_impact": 1000}, 700_00),
        ({"likelihood": 5, "cost_impact": 1000}, 900_00),
        ({"likelihood": 5, "residual_likelihood": 1, "cost_impact": 1000}, 100_00),
        ({"kind": "opportunity", "likelihood": 2, "cost_impact": 1000}, -300_00),
        ({"kind": "issue", "likelihood": 2, "cost_impact": 1000}, 0),
        ({"status": "closed", "likelihood": 2, "cost_impact": 1000}, 0),
        ({"likelihood": 2}, 0),
        ({"cost_impact": 1000}, 0),
        ({"likelihood": 1, "cost_impact": "0.05"}, 1),
    ],
)
def test_exposure(entry, cents):
    assert exposures(frame("raid", entry)).tolist() == [cents]


def test_the_log_of_a_project():
    entries = [
        {"likelihood": 5, "impact": 3, "cost_impact": 1000},
        {"likelihood": 2, "impact": 5, "status": "in_progress", "due": date(2026, 5, 14)},
        {"likelihood": 5, "impact": 5, "status": "closed", "due": date(2026, 5, 1)},
        {"likelihood": 5, "impact": 5, "status": "materialised"},
        {"kind": "issue", "due": STATUS_DATE},
        {"kind": "action", "due": date(2026, 5, 1)},
        {"kind": "opportunity", "likelihood": 5, "impact": 5, "cost_impact": "100.10"},
        {"project": "P2", "likelihood": 1, "impact": 1},
    ]
    found = risks_by_project(frame("raid", *entries), STATUS_DATE)
    assert found["P1"]._asdict() == {
        "assessed": 5,
        "risks_open": 2,
        "risks_high": 1,
        "risks_critical": 1,
        "issues_open": 1,
        "entries_overdue": 2,
        "exposure": Decimal("809.91"),
        "highest": 15,
    }
    assert found["P2"].highest == 1
    assert risks_by_project(frame("raid", *reversed(entries)), STATUS_DATE) == found


@pytest.mark.parametrize(
    ("entries", "status"),
    [
        ([{"likelihood": 3, "impact": 5}], Status.RED),
        ([{"likelihood": 2, "impact": 5}], Status.AMBER),
        ([{"likelihood": 3, "impact": 3}], Status.GREEN),
        ([{"likelihood": 3, "impact": 5, "status": "closed"}], Status.GREEN),
        ([{"kind": "opportunity", "likelihood": 5, "impact": 5}], Status.GREEN),
        ([{"residual_likelihood": 2, "residual_impact": 5}], Status.AMBER),
        ([{}, {"entry": "R2", "likelihood": 3, "impact": 3}], Status.GREEN),
        ([{"kind": "decision", "status": "closed"}], Status.NOT_ASSESSED),
        ([{"kind": "action"}], Status.NOT_ASSESSED),
        ([{"kind": "issue", "likelihood": 5, "impact": 5}], Status.NOT_ASSESSED),
        ([{}], Status.NOT_ASSESSED),
        ([{"likelihood": 5}], Status.NOT_ASSESSED),
        ([{"status": "closed"}], Status.NOT_ASSESSED),
    ],
)
def test_status_by_the_highest_open_threat(entries, status):
    assert risk_status(risks_by_project(frame("raid", *entries), STATUS_DATE)["P1"]) is status


def test_no_log_is_not_assessed():
    assert risk_status(NO_RISKS) is Status.NOT_ASSESSED
    assert risks_by_project(frame("raid"), STATUS_DATE) == {}


def test_pm2_yellow_reads_as_amber():
    raid = frame("raid", {"likelihood": 3, "impact": 3})
    pm2 = Thresholds(risk_bands=PM2_RISK_BANDS)
    assert risk_status(risks_by_project(raid, STATUS_DATE, pm2)["P1"], pm2) is Status.AMBER
