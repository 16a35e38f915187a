"""KPIs week by week: the same figures as the KPIs of each week, gaps filled with the report before."""

import datetime as dt

import pandas as pd
import pytest

from dashboard.data import kpi_trend, status_dates
from dashboard.metrics.portfolio import CARDS, portfolio_kpis
from dashboard.rules import Rules
from dashboard.trend import weekly_kpis
from data_access.engine import Database
from data_access.queries.measures import measure_history, project_measures
from tests.conftest import DEMONSTRATED_UNTIL

DATES = [DEMONSTRATED_UNTIL - dt.timedelta(weeks=back) for back in (3, 2, 1, 0)]


@pytest.fixture
def known(demonstration: Database) -> pd.DataFrame:
    return measure_history(demonstration, since=DATES[0], until=DATES[-1])


def test_each_week_has_the_kpis_of_that_week(known: pd.DataFrame, demonstration: Database) -> None:
    curves = weekly_kpis(known, DATES, Rules())
    assert set(curves) == {card.name for card in CARDS}
    for position, day in enumerate(DATES):
        of_the_day = {k.name: k.value for k in portfolio_kpis(project_measures(demonstration, day))}
        assert {n: c[position] for n, c in curves.items()} == pytest.approx(
            {n: float(of_the_day[n] or 0) for n in curves}
        )


def test_a_silent_project_counts_with_its_latest_report(known: pd.DataFrame) -> None:
    silent = known[(known["project"] != "CLD-02") | (known["status_date"] == DATES[0])]
    frozen = known[(known["project"] == "CLD-02") & (known["status_date"] == DATES[0])]
    rest = known[known["project"] != "CLD-02"]
    repeated = pd.concat([rest, *(frozen.assign(status_date=day) for day in DATES)])
    names = ["forecast_at_completion", "milestones_late", "open_high_risks"]
    found, expected = (weekly_kpis(frame, DATES, Rules()) for frame in (silent, repeated))
    assert {n: found[n] for n in names} == {n: expected[n] for n in names}


def test_the_order_of_the_rows_does_not_matter(known: pd.DataFrame) -> None:
    shuffled = known.sample(frac=1, random_state=7)
    assert weekly_kpis(shuffled, DATES, Rules()) == weekly_kpis(known, DATES, Rules())


def test_a_lone_value_is_no_curve(known: pd.DataFrame) -> None:
    assert weekly_kpis(known, DATES[:1], Rules()) == {}
    assert weekly_kpis(known.iloc[:0], DATES, Rules()) == {}


@pytest.mark.usefixtures("fresh_caches")
def test_curves_stop_at_the_chosen_date_and_keep_to_the_chosen_projects(demonstration: Database) -> None:
    codes = tuple(project_measures(demonstration)["project"])
    assert status_dates(1) == DATES[::-1]
    assert {len(curve) for curve in kpi_trend(1, DATES[1], codes).values()} == {2}
    assert kpi_trend(1, DATES[0], codes) == {}
    one = kpi_trend(1, None, ("REF-01",))["forecast_at_completion"]
    every = kpi_trend(1, None, codes)["forecast_at_completion"]
    assert [part < whole for part, whole in zip(one, every, strict=True)] == [True] * len(DATES)
