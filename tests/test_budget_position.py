"""Where the money stands: computed from what was reported, equal to the stored measures."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard import data
from dashboard.budget_position import position, spending_by_part
from dashboard.filters import Filters
from data_access.engine import Database
from data_access.queries.measures import project_measures
from tests.app_database import app_database, staffed
from tests.conftest import DEMONSTRATED_UNTIL
from tests.storing import full, stored, week
from tests.workbooks import record

pytestmark = pytest.mark.usefixtures("fresh_caches")
LAST, BEFORE = DEMONSTRATED_UNTIL, DEMONSTRATED_UNTIL - dt.timedelta(weeks=2)
FILTERS = Filters(as_of=LAST, compare_with=BEFORE)


@pytest.mark.parametrize("day", [LAST, BEFORE])
def test_rows_add_up_to_the_stored_measures(demonstration: Database, day: dt.date) -> None:
    measures = project_measures(demonstration, day)
    now = position(data.version(), Filters(as_of=day))
    assert now is not None
    for name in ("bac", "original_bac", "pv", "ac", "forecast_at_completion"):
        assert getattr(now.total, name) == sum(measures[name]) == getattr(now.together.spending, name)
    assert all(check.holds for check in (*now.checks, *now.credit_checks))
    assert len(now.checks) == 12
    assert len(now.credit_checks) == 8


def test_the_compared_date_gives_figures_and_forecasts_of_then(demonstration: Database) -> None:
    now, then = position(data.version(), FILTERS), position(data.version(), Filters(as_of=BEFORE))
    assert now is not None
    assert then is not None
    assert now.forecast_before == {p.key: p.spending.forecast_at_completion for p in then.costs}
    before = {name: kpi.then for name, kpi in now.figures.items()}
    assert before == {name: kpi.value for name, kpi in then.figures.items()}
    assert now.before is not None
    assert now.before["cum_forecast"].tolist() == then.curve["cum_forecast"].tolist()


def test_parts_of_some_projects_add_up_to_them(demonstration: Database) -> None:
    now = position(data.version(), FILTERS)
    assert now is not None
    chosen = tuple(p.key for p in now.costs[:2])
    wanted = sum((p.spending.bac or Decimal(0) for p in now.costs[:2]), Decimal(0))
    for part in ("category", "expenditure"):
        assert sum(s.bac or 0 for s in spending_by_part(data.version(), FILTERS, part, chosen).values()) == wanted


def test_without_projects_there_is_no_position(demonstration: Database) -> None:
    assert position(data.version(), Filters(manager="Nobody", as_of=LAST)) is None
    assert position(data.version(), Filters()) is None


def test_the_original_baseline_gives_the_budgets_first_approved(sqlite_template: Path, tmp_path: Path) -> None:
    db = app_database(sqlite_template, tmp_path)
    amounts = {"original_planned": Decimal(80), "planned": Decimal(100), "actual": None, "forecast": Decimal(120)}
    later = record("budget", month=dt.date(2026, 12, 1), comment="Second tender", **amounts)
    stored(db, staffed(db), {**full("P1"), "budget": [later]})
    now = position(data.version(), Filters(as_of=week(0), original=True))
    assert now is not None
    assert now.forecast_before == {"P1": Decimal(80)}
    (moved,) = now.moves.to_dict("records")
    assert moved == {"project": "P1", "before": 80, "after": 120, "change": 40, "reason": "Second tender"}
    assert now.before is None
    assert (now.kpi("original_overrun").value, now.kpi("original_overrun").delta) == (40, None)
    assert now.kpi("forecast_overrun").delta is None
