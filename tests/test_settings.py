"""Dated thresholds: history keeps the rule of its day, and what was known keeps the rule it was known under."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from dashboard import uploads
from dashboard.kpis import KpiReport, kpi_report
from dashboard.metrics.rules import values_of
from dashboard.metrics.setting_fields import THRESHOLD_FIELDS, FieldUnit
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, PM2_RISK_BANDS
from dashboard.rules import rules
from dashboard.settings import DEADLINE, THRESHOLDS, change_of, preview_change, shown_state, store_change
from data_access.edits import edit_history
from data_access.engine import Database
from data_access.errors import EditConflict, InvalidRequest, PermissionDenied, RegieError
from data_access.queries.measures import measure_history, project_measures, status_dates
from data_access.setting_changes import settings_topic
from data_access.settings import settings
from data_access.users import SYSTEM, User, get_user
from data_access.versions import data_version
from tests.storing import contents, full, stored, week
from tests.workbooks import people, workbook

LATE = {"forecast_end": dt.date(2026, 12, 30)}
"""Twelve days late of thirty allowed: 40 % of the tolerance, green."""
DEMONSTRATED = [dt.date(2026, 5, day) for day in (1, 8, 15, 22)]


@pytest.fixture
def pmo(db: Database) -> User:
    return people(db)["pmo"]


def change(db: Database, actor: User, since: dt.date, **values: object) -> dt.datetime:
    """Stores new values from *since* on, and tells the instant before that."""
    before = max(r.known_from for r in _instants(db))
    given = {name: None if value is None else Decimal(str(value)) for name, value in values.items()}
    store_change(db, actor, change_of(db, given, since))
    return before


def _instants(db: Database):  # type: ignore[no-untyped-def]  # rows
    with db.reading() as connection:
        return connection.execute(db.tables.measures.select()).all()


def statuses(db: Database, known_at: dt.datetime | None = None) -> list[str]:
    """Computed overall status of P1, week by week."""
    return list(measure_history(db, since=week(0), known_at=known_at)["computed_overall"])


def refusal(act: Callable[[], object]) -> RegieError:
    with pytest.raises(RegieError) as refused:
        act()
    return refused.value


def test_a_week_is_judged_by_the_rule_of_its_date(db: Database, pmo: User) -> None:
    for number in range(4):
        stored(db, pmo, full(**LATE), week(number))
    before = change(db, pmo, week(2), tolerance_amber=30)
    assert statuses(db) == ["green", "green", "amber", "amber"]
    assert statuses(db, known_at=before) == ["green"] * 4
    assert [rules(db).on(week(n)).tolerance_amber for n in (1, 2, 3)] == [50, 30, 30]
    assert rules(db, before).on(week(3)) == DEFAULT_THRESHOLDS


def test_a_later_change_stays_when_an_earlier_one_comes_after_it(db: Database, pmo: User) -> None:
    for number in range(4):
        stored(db, pmo, full(**LATE), week(number))
    change(db, pmo, week(3), tolerance_amber=45, tolerance_red=50)
    change(db, pmo, week(1), tolerance_amber=30, tolerance_red=35)
    assert statuses(db) == ["green", "red", "red", "green"]
    change(db, pmo, week(1), tolerance_red=None)
    assert statuses(db) == ["green", "amber", "amber", "green"]
    change(db, pmo, week(1), tolerance_amber=None)
    assert statuses(db) == ["green"] * 4


def test_uploads_after_a_change_use_it(db: Database, pmo: User) -> None:
    stored(db, pmo, full(**LATE), week(0))
    change(db, pmo, week(1), tolerance_amber=30)
    stored(db, pmo, full(**LATE), week(1))
    correction = stored(db, pmo, full(**LATE, stage="closing"), week(0))
    assert statuses(db) == ["green", "amber"]
    uploads.undo(db, pmo, correction.upload_id)
    assert statuses(db) == ["green", "amber"]


def test_a_preview_and_a_change_between_it_and_the_upload(db: Database, pmo: User) -> None:
    """The measures that the preview computed are those of an old rule: they are computed anew."""
    checked = uploads.check(db, "week.xlsx", workbook(full(**LATE)), actor=pmo)
    shown = uploads.preview(db, pmo, checked, week(0))
    assert list(shown.changed["computed_overall"]) == ["green"]
    store_change(db, pmo, change_of(db, {"tolerance_amber": Decimal(30)}, week(0)))
    uploads.confirm(db, shown)
    assert statuses(db) == ["amber"]
    again = uploads.check(db, "week.xlsx", workbook(full(**LATE)), actor=pmo)
    assert list(uploads.preview(db, pmo, again, week(1)).changed["computed_overall"]) == ["amber"]


def test_both_dates_of_a_comparison_have_their_own_rule(db: Database, pmo: User) -> None:
    for number in range(2):
        stored(db, pmo, full(**LATE), week(number))
    change(db, pmo, week(1), tolerance_amber=30)
    report = kpi_report(db, as_of=week(1), compare_with=week(0))
    found = {kpi.name: (kpi.value, kpi.then) for kpi in report.kpis}
    assert found["projects_on_track"] == (0, 1)


@pytest.mark.parametrize("since", DEMONSTRATED[2:3])
def test_no_figure_before_the_date_moves_whatever_is_changed(demonstration: Database, since: dt.date) -> None:
    """Every threshold in turn, moved as far as it goes: earlier dates, and what was known, read as before."""
    pmo = get_user(demonstration, "selamrani")
    assert status_dates(demonstration)[::-1] == DEMONSTRATED
    was = {day: figures(demonstration, day) for day in DEMONSTRATED}
    history = measure_history(demonstration, since=DEMONSTRATED[0])
    known_at = history_instant(demonstration)
    for values in moves():
        store_change(demonstration, pmo, change_of(demonstration, values, since))
    for day in DEMONSTRATED:
        assert (figures(demonstration, day) == was[day]) is (day < since)
        assert figures(demonstration, day, known_at) == was[day]
    assert measure_history(demonstration, since=DEMONSTRATED[0], known_at=known_at).equals(history)
    now = measure_history(demonstration, since=DEMONSTRATED[0])
    early = [day < since for day in history["status_date"]]
    assert now[early].equals(history[early])


def moves() -> list[dict[str, Decimal]]:
    """A sound change of every threshold: to its least value where it bounds from below, else to half of it."""
    halved = {name: value / 2 for name, value in values_of(DEFAULT_THRESHOLDS).items()}
    whole = {f.name for f in THRESHOLD_FIELDS if f.unit is not FieldUnit.INDEX}
    least = {f.name: f.minimum for f in THRESHOLD_FIELDS}
    rounded = {n: max(least[n], round(v) if n in whole else round(v, 2)) for n, v in halved.items()}
    lower = ("tolerance_amber", "index_amber", "risk_medium", "pace_amber", "readiness_conditions")
    first = [name for name in rounded if name in lower]
    middle = [name for name in rounded if name in ("index_green", "risk_high")]
    others = [name for name in rounded if name not in (*first, *middle)]
    return [{name: Decimal(rounded[name])} for name in (*first, *middle, *others)]


def figures(db: Database, day: dt.date, known_at: dt.datetime | None = None) -> tuple[KpiReport, ...]:
    """Every figure of the portfolio and of two projects at *day*."""
    return tuple(kpi_report(db, as_of=day, known_at=known_at, project=p) for p in (None, "REF-01", "CLD-02"))


def history_instant(db: Database) -> dt.datetime:
    with db.reading() as connection:
        return connection.execute(db.tables.versions.select()).one().changed_at  # type: ignore[no-any-return]  # an instant


def test_the_bands_of_pm2_can_be_chosen(db: Database, pmo: User) -> None:
    stored(db, pmo, full(), week(0))
    change(db, pmo, week(0), risk_medium=3, risk_high=3, risk_critical=20)
    assert rules(db).on(week(0)).risk_bands == PM2_RISK_BANDS


@pytest.mark.parametrize(
    ("values", "code", "names"),
    [
        ({"tolerance_amber": 100}, "setting_order", ("tolerance_amber", "tolerance_red")),
        ({"risk_medium": 25}, "setting_above", ("risk_medium", "risk_high")),
        ({"tolerance_red": "1000"}, "setting_out_of_range", ("tolerance_red", None)),
        ({"stale_days": "7.5"}, "setting_decimals", ("stale_days", None)),
        ({"colour": 1}, "unknown_setting", ("colour", None)),
        ({"stale_days": 7, "deadline_time": 600}, "unknown_setting", ("deadline_time", None)),
        ({}, "nothing_changed", (None, None)),
    ],
)
def test_what_makes_no_sense_is_refused(
    db: Database, pmo: User, values: dict[str, object], code: str, names: tuple[str | None, str | None]
) -> None:
    before = contents(db)
    given = {name: Decimal(str(value)) for name, value in values.items()}
    refused = refusal(lambda: store_change(db, pmo, change_of(db, given, week(0))))
    assert isinstance(refused, InvalidRequest)
    assert (refused.code, refused.params.get("setting"), refused.params.get("other")) == (code, *names)
    assert contents(db) == before


def test_bands_must_make_sense_on_every_later_day_too(db: Database, pmo: User) -> None:
    store_change(db, pmo, change_of(db, {"tolerance_red": Decimal(60)}, week(5)))
    refused = refusal(lambda: change_of(db, {"tolerance_amber": Decimal(70)}, week(1)))
    assert refused.code == "setting_order"
    assert refused.params["day"] == week(5)
    store_change(db, pmo, change_of(db, {"tolerance_amber": Decimal(55)}, week(1)))
    assert refusal(lambda: change_of(db, {"tolerance_red": Decimal(52)}, week(6))).code == "setting_order"


def test_who_may_change_what(db: Database) -> None:
    staff = people(db)
    made = change_of(db, {"stale_days": Decimal(7)}, week(0))
    for username in ("admin", "viewer", "committee", "sofie"):
        assert isinstance(refusal(lambda u=username: store_change(db, staff[u], made)), PermissionDenied)  # type: ignore[misc]  # bound at once
    assert isinstance(refusal(lambda: store_change(db, SYSTEM, made)), PermissionDenied)
    assert settings(db) == ()
    store_change(db, staff["pmo"], made)
    assert [tuple(s) for s in settings(db)] == [("stale_days", week(0), Decimal(7))]


def test_an_edit_of_an_older_state_is_refused_with_who_and_when(db: Database) -> None:
    staff = people(db)
    seen = shown_state(db, THRESHOLDS)
    assert seen == 0
    store_change(db, staff["pmo"], change_of(db, {"stale_days": Decimal(7)}, week(0), seen))
    version = data_version(db)
    stale = refusal(lambda: store_change(db, staff["pmo"], change_of(db, {"stale_days": Decimal(9)}, week(0), seen)))
    assert isinstance(stale, EditConflict)
    assert (stale.code, stale.params["by"]) == ("changed_meanwhile", "Nadia Claes")
    assert isinstance(stale.params["at"], dt.datetime)
    assert data_version(db) == version
    store_change(db, staff["pmo"], change_of(db, {"deadline_time": Decimal(600)}, week(0), shown_state(db, DEADLINE)))
    store_change(db, staff["pmo"], change_of(db, {"stale_days": Decimal(9)}, week(0), shown_state(db, THRESHOLDS)))
    assert rules(db).on(week(0)).stale_days == 9


def test_the_same_value_again_changes_nothing(db: Database, pmo: User) -> None:
    store_change(db, pmo, change_of(db, {"stale_days": Decimal(7)}, week(0)))
    before = contents(db)
    refused = refusal(lambda: store_change(db, pmo, change_of(db, {"stale_days": Decimal("7.00")}, week(0))))
    assert refused.code == "nothing_changed"
    assert contents(db) == before


def test_each_change_is_told_with_old_and_new_values(db: Database, pmo: User) -> None:
    store_change(db, pmo, change_of(db, {"stale_days": Decimal(7)}, week(0)))
    store_change(db, pmo, change_of(db, {"stale_days": Decimal(9), "pace_red": Decimal(30)}, week(2)))
    last, first = edit_history(db, settings_topic(THRESHOLDS))
    assert (first.by, first.subject) == ("Nadia Claes", THRESHOLDS)
    assert first.old == {"valid_from": week(0).isoformat(), "stale_days": None}
    assert first.new == {"valid_from": week(0).isoformat(), "stale_days": "7"}
    assert last.old == {"valid_from": week(2).isoformat(), "stale_days": "7.00", "pace_red": None}
    assert last.new == {"valid_from": week(2).isoformat(), "stale_days": "9", "pace_red": "30"}


def test_a_preview_names_the_statuses_that_change_and_stores_nothing(db: Database, pmo: User) -> None:
    stored(db, pmo, full("P1", **LATE), week(1))
    stored(db, pmo, full("P2"), week(1))
    stored(db, pmo, full("P3", **LATE), week(0))
    before = contents(db)
    made = change_of(db, {"tolerance_amber": Decimal(30)}, week(1))
    shown = preview_change(db, made)
    assert contents(db) == before
    assert [tuple(e) for e in shown.effects] == [("P1", "Payroll", week(1), "green", "amber")]
    assert (shown.judged, shown.weeks) == (2, 1)
    store_change(db, pmo, made)
    now = project_measures(db)
    assert dict(zip(now["project"], now["computed_overall"], strict=True)) == {
        "P1": "amber", "P2": "green", "P3": "green",
    }  # fmt: skip


def test_a_preview_of_an_empty_database(db: Database) -> None:
    shown = preview_change(db, change_of(db, {"stale_days": Decimal(7)}, week(0)))
    assert (shown.effects, shown.judged, shown.weeks) == ((), 0, 0)
