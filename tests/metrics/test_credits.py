from datetime import date
from decimal import Decimal

import pytest

from dashboard.metrics.credits import (
    NO_CREDITS,
    Credits,
    ce_lapse_forecast,
    cl_cover,
    commitment_rate,
    credits_by,
    credits_total,
    elapsed_share,
    encours_age,
    encours_ages,
    encours_by_age,
    old_commitments,
    pace_gap,
    pace_status,
    payment_rate,
)
from dashboard.metrics.figure import Figure, Reason
from dashboard.metrics.status import Status
from tests.metrics.factories import STATUS_DATE, frame

CHECKED_BY_HAND = {
    "ce_adjusted": 500_000,
    "cl_adjusted": 400_000,
    "engaged": 350_000,
    "liquidated": 260_000,
    "encours_start": 120_000,
    "cancelled": 10_000,
}


def total(*rows):
    return credits_total(frame("credits", *rows), STATUS_DATE)


def test_the_case_checked_by_hand():
    found = total(CHECKED_BY_HAND)
    assert commitment_rate(found).value == 70
    assert payment_rate(found).value == 65
    assert found.encours == 200_000
    assert found.ce_left == 150_000
    assert found.cl_left == 140_000


@pytest.mark.parametrize(
    ("planned", "probability", "forecast", "lapse"),
    [
        (None, None, 150_000, 150_000),
        (100_000, 75, 75_000, 75_000),
        (100_000, None, 50_000, 50_000),
        (100_000, 0, 150_000, 150_000),
        (200_000, 100, -50_000, 0),
        ("0.01", 50, "149999.99", "149999.99"),
    ],
)
def test_lapse_weights_planned_engagements(planned, probability, forecast, lapse):
    line = {**CHECKED_BY_HAND, "planned_engagements": planned, "engagement_probability": probability}
    assert Decimal(int(ce_lapse_forecast(frame("credits", line))[0])) == Decimal(forecast) * 100
    assert total(line).ce_lapse == Decimal(lapse)


@pytest.mark.parametrize(
    ("expected", "cover", "shortage"), [(280_000, "0.5", 140_000), (70_000, "2", 0), (140_000, "1", 0)]
)
def test_cover_below_one_is_a_shortage(expected, cover, shortage):
    found = total({**CHECKED_BY_HAND, "expected_liquidations": expected})
    assert (cl_cover(found).value, found.cl_shortage) == (Decimal(cover), shortage)


def test_an_allocation_does_not_pay_for_another():
    short = {**CHECKED_BY_HAND, "expected_liquidations": 150_000, "planned_engagements": 200_000}
    rich = {**CHECKED_BY_HAND, "basic_allocation": "02.002", "expected_liquidations": 0}
    assert (total(short, rich).cl_shortage, total(short, rich).ce_lapse) == (10_000, 150_000)


def test_only_the_year_of_the_status_date_counts():
    last_year = {**CHECKED_BY_HAND, "year": 2025}
    assert total(CHECKED_BY_HAND, last_year) == total(CHECKED_BY_HAND)
    assert total(last_year) == NO_CREDITS
    assert credits_by(frame("credits", last_year), STATUS_DATE) == {}


def test_parts_equal_the_whole():
    rows = [{**CHECKED_BY_HAND, "institution": name, "cancelled": "0.01"} for name in ("North", "South", "South")]
    parts = credits_by(frame("credits", *rows), STATUS_DATE, by="institution")
    assert set(parts) == {"North", "South"}
    assert Credits(*map(sum, zip(*parts.values(), strict=True))) == total(*rows)


@pytest.mark.parametrize("function", [commitment_rate, payment_rate])
@pytest.mark.parametrize("credit", [NO_CREDITS, total({})])
def test_no_credit_no_rate(function, credit):
    assert function(credit) == (None, Reason.NO_CREDITS)


def test_nothing_expected_gives_no_cover():
    assert cl_cover(total(CHECKED_BY_HAND)) == (None, Reason.NO_EXPECTED_LIQUIDATIONS)


@pytest.mark.parametrize(
    ("rate", "planned", "status"),
    [
        ("70", "70", Status.GREEN),
        ("60", "70", Status.GREEN),
        ("59.9", "70", Status.AMBER),
        ("50", "70", Status.AMBER),
        ("49.9", "70", Status.RED),
        ("95", "70", Status.RED),
    ],
)
def test_pace(rate, planned, status):
    assert pace_status(pace_gap(Figure(Decimal(rate)), Decimal(planned))) is status


def test_an_unknown_rate_has_no_pace():
    gap = pace_gap(Figure(None, Reason.NO_CREDITS), Decimal(50))
    assert gap == (None, Reason.NO_CREDITS)
    assert pace_status(gap) is Status.NOT_ASSESSED


@pytest.mark.parametrize(
    ("day", "share"), [(date(2026, 12, 31), "100"), (date(2026, 3, 14), "20"), (date(2028, 12, 31), "100")]
)
def test_elapsed_share_of_the_year(day, share):
    assert elapsed_share(day) == Decimal(share)


@pytest.mark.parametrize(
    ("year", "age"),
    [
        (2026, "under_1"),
        (2025, "1_to_2"),
        (2024, "2_to_4"),
        (2023, "2_to_4"),
        (2022, "4_to_5"),
        (2021, "5_to_6"),
        (2020, "over_6"),
    ],
)
def test_age_of_a_commitment(year, age):
    assert encours_age(year, STATUS_DATE) == age


def test_encours_by_age_adds_up_and_alerts_from_five_years():
    rows = [{**CHECKED_BY_HAND, "oldest_commitment_year": year} for year in (2021, 2021, 2024, None)]
    table = encours_by_age(frame("credits", *rows), STATUS_DATE)
    assert dict(zip(table["age"], table["encours"], strict=True)) == {
        "under_1": 200_000,
        "1_to_2": 0,
        "2_to_4": 200_000,
        "4_to_5": 0,
        "5_to_6": 400_000,
        "over_6": 0,
    }
    assert table.loc[table["alert"], "age"].to_list() == ["5_to_6", "over_6"]


def test_each_row_has_the_age_of_its_oldest_commitment():
    rows = frame("credits", {"oldest_commitment_year": 2021}, {"oldest_commitment_year": 2026}, {})
    assert encours_ages(rows, STATUS_DATE).to_list() == ["5_to_6", "under_1", "under_1"]


def test_old_commitments_are_five_years_old_in_the_year_of_the_status_date():
    oldest = [
        {"oldest_commitment_year": year, "year": of, "basic_allocation": f"{year}/{of}"}
        for year, of in ((2020, 2026), (2021, 2026), (2022, 2026), (2019, 2025), (None, 2026))
    ]
    found = old_commitments(frame("credits", *oldest), STATUS_DATE)
    assert found["basic_allocation"].to_list() == ["2020/2026", "2021/2026"]
