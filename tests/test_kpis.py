"""The KPIs that ``regie kpi`` prints and the screens show: the same figures, moved and written."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard import text
from dashboard.board_figures import DEFINITIONS, Scope, board_figures
from dashboard.kpis import MovedKpi, kpi_report, moved_kpis, written, written_movement
from dashboard.metrics import kpi as kinds
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Unit
from dashboard.metrics.portfolio import KPI_DEFINITIONS, Verdict
from dashboard.metrics.project_figures import PROJECT_DEFINITIONS
from dashboard.rules import Rules
from data_access.engine import Database
from data_access.errors import NotFound
from data_access.queries.measures import project_measures
from tests.storing import full, merged, stored, week
from tests.workbooks import people, record

LATER = dt.date(2027, 6, 1)
OF_BOARDS = [definition for definition in DEFINITIONS if definition not in PROJECT_DEFINITIONS]


@pytest.fixture
def reported(sqlite_db: Database) -> Database:
    """Two projects reported for two weeks; a milestone of the first slips in the second."""
    pmo = people(sqlite_db)["pmo"]
    stored(sqlite_db, pmo, merged(full("P1"), full("P2")), week(0))
    slipped = {"milestones": [record("milestones", forecast=LATER)], "projects": [record("projects")]}
    stored(sqlite_db, pmo, slipped, week(1))
    return sqlite_db


def by_name(kpis: tuple[MovedKpi, ...]) -> dict[str, MovedKpi]:
    """The KPIs by name."""
    return {kpi.name: kpi for kpi in kpis}


def test_the_report_holds_every_kpi_of_a_portfolio(reported: Database) -> None:
    report = kpi_report(reported)
    own = [d.name for d in KPI_DEFINITIONS if d.scope is not kinds.Scope.PROJECT]
    assert [k.name for k in report.kpis] == [*own, *(d.name for d in OF_BOARDS)]
    assert (report.status_date, report.project) == (week(1), None)


def test_the_report_of_a_project_holds_its_own(reported: Database) -> None:
    report = kpi_report(reported, project="P2")
    own = [d.name for d in KPI_DEFINITIONS if d.scope is not kinds.Scope.PORTFOLIO]
    assert [k.name for k in report.kpis] == [*own, *(d.name for d in DEFINITIONS)]
    assert (report.status_date, report.project) == (week(0), "P2")


def test_figures_hold_as_of_a_date(reported: Database) -> None:
    now, before = (by_name(kpi_report(reported, as_of=day).kpis) for day in (week(1), week(0)))
    assert (before["spent_against_plan"].value, now["spent_against_plan"].value) == (90, 90)
    assert now["forecast_at_completion"].value == Decimal("1800.00")


def test_figures_hold_as_they_were_known(reported: Database) -> None:
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert kpi_report(reported, known_at=long_ago).status_date is None


def test_a_kpi_knows_what_it_was(reported: Database) -> None:
    kpis = by_name(kpi_report(reported, project="P1", compare_with=week(0)).kpis)
    slip = kpis["milestones_late"]
    assert (slip.value, slip.then, slip.delta, slip.verdict) == (1, 1, 0, Verdict.SAME)
    cost = kpis["forecast_at_completion"]
    assert (cost.then, cost.delta, cost.verdict) == (cost.value, 0, Verdict.SAME)


def test_without_a_date_to_compare_nothing_moved(reported: Database) -> None:
    kpis = kpi_report(reported).kpis
    assert {(k.then, k.delta, k.verdict) for k in kpis} == {(None, None, Verdict.UNKNOWN)}


def test_before_the_first_report_there_is_nothing_to_compare(reported: Database) -> None:
    kpis = kpi_report(reported, compare_with=week(-1)).kpis
    assert {k.delta for k in kpis} == {None}


def test_a_project_that_never_reported_is_refused(reported: Database) -> None:
    with pytest.raises(NotFound) as refusal:
        kpi_report(reported, project="P9")
    assert (refusal.value.code, refusal.value.params) == ("unknown_project", {"project": "P9"})


def test_an_empty_portfolio_has_reasons_instead_of_figures(sqlite_db: Database) -> None:
    report = kpi_report(sqlite_db)
    assert report.status_date is None
    assert {(k.value, k.reason) for k in report.kpis} == {(None, Reason.NO_PROJECTS)}


def test_the_screens_and_the_report_say_the_same(reported: Database) -> None:
    kpis = kpi_report(reported).kpis
    shown = moved_kpis(project_measures(reported), None, Rules())
    assert shown == kpis[: len(shown)]
    of_boards = board_figures(reported, week(1), Scope(("P1", "P2")))
    assert [(k.name, k.value) for k in of_boards] == [(k.name, k.value) for k in kpis[len(shown) :]]


@pytest.mark.parametrize(
    ("value", "unit", "english", "french"),
    [
        (12, Unit.COUNT, "12", "12"),
        (1234, Unit.DAYS, "1,234", "1\u202f234"),
        (Decimal("1234567.89"), Unit.EUR, "€1,234,568", "1\u202f234\u202f568\u00a0€"),
        (Decimal("0.9524"), Unit.INDEX, "0.95", "0,95"),
        (Decimal("58.34"), Unit.PERCENT, "58.3%", "58,3\u00a0%"),
        (None, Unit.EUR, "n/a", None),
    ],
)
def test_a_figure_is_written_in_full(value: Decimal | None, unit: Unit, english: str, french: str | None) -> None:
    assert written(value, unit) == english
    with text.speaking("fr"):
        assert french is None or written(value, unit).replace("\u202f%", "\u00a0%") == french


@pytest.mark.parametrize(
    ("delta", "unit", "shown"),
    [
        (None, Unit.EUR, ""),
        (0, Unit.COUNT, "0"),
        (-3, Unit.DAYS, "-3"),
        (Decimal(1500), Unit.EUR, "+€1,500"),
        (Decimal("-0.05"), Unit.INDEX, "-0.05"),
        (Decimal("6.25"), Unit.PERCENT, "+6.3 pt"),
    ],
)
def test_a_movement_leads_with_its_sign(delta: Decimal | None, unit: Unit, shown: str) -> None:
    assert written_movement(delta, unit) == shown
