"""What-if: the same definitions on altered rows, and never a change to the rows themselves."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from dashboard.metrics.measures import project_measures
from dashboard.metrics.what_if import Answer, Frames, Question, what_if
from tests.metrics.factories import STATUS_DATE, frame, month


def frames(**credit: object) -> Frames:
    line = {
        "ce_adjusted": 1000, "cl_adjusted": 800, "engaged": 400, "liquidated": 200, "planned_engagements": 500,
        "expected_liquidations": 500, "encours_start": 50, "cancelled": 0, **credit,
    }  # fmt: skip
    return {
        "projects": frame("projects", {"forecast_end": date(2026, 12, 1), "time_tolerance": 60, "cost_tolerance": 10}),
        "budget": frame(
            "budget",
            *({"month": month(n), "planned": 100, "actual": 100 if n < 5 else None} for n in range(1, 13)),
        ),
        "credits": frame("credits", line),
        "milestones": frame(
            "milestones",
            {"milestone": "M1", "actual": month(3), "forecast": month(3)},
            {"milestone": "M2", "forecast": month(9), "baseline": month(9)},
        ),
        "raid": frame("raid"),
        "migration": frame("migration", {"planned_cutover": month(10), "forecast_cutover": month(10)}),
    }  # fmt: skip


def by_name(answers: tuple[Answer, ...]) -> dict[str, tuple[object, object]]:
    return {f"{a.name} {a.year}" if a.year else a.name: (a.with_it, a.without) for a in answers}


def test_without_a_question_nothing_differs() -> None:
    assert Question().is_empty
    for answer in what_if(frames(), Question(), STATUS_DATE):
        assert answer.with_it == answer.without


@pytest.mark.parametrize(
    "question",
    [
        Question(shift_days=90),
        Question(amount=Decimal(300), from_year=2026, to_year=2027),
        Question(stop_on=date(2026, 6, 30)),
    ],
)
def test_the_rows_stay_as_they_are(question: Question) -> None:
    given, before = frames(), frames()
    what_if(given, question, STATUS_DATE)
    for name, rows in given.items():
        pd.testing.assert_frame_equal(rows, before[name])


def test_what_is_without_is_what_the_store_measures() -> None:
    stored = project_measures(frames(), STATUS_DATE).iloc[0]
    found = by_name(what_if(frames(), Question(shift_days=30), STATUS_DATE))
    for name in ("slip_days", "schedule_tolerance_used", "computed_overall", "forecast_at_completion"):
        assert found[name][1] == stored[name]


def test_a_later_end_uses_up_the_tolerance() -> None:
    found = by_name(what_if(frames(), Question(shift_days=120), STATUS_DATE))
    assert found["forecast_end"] == (date(2027, 3, 31), date(2026, 12, 1))
    assert found["slip_days"] == (90, -30)
    assert found["schedule_tolerance_used"] == (Decimal("150.00"), Decimal("0.00"))
    assert found["computed_schedule"] == ("red", "green")


def test_a_later_end_moves_payments_into_the_next_year() -> None:
    found = by_name(what_if(frames(cl_adjusted=600), Question(shift_days=60), STATUS_DATE))
    assert found["cl_shortage 2026"] == (Decimal("0.00"), Decimal("100.00"))
    assert found["ce_lapse 2026"] == (Decimal("100.00"), Decimal("100.00"))
    assert found["forecast_at_completion"][0] == found["forecast_at_completion"][1]


def test_an_earlier_end_brings_payments_no_sooner_than_they_were_planned() -> None:
    found = by_name(what_if(frames(), Question(shift_days=-30), STATUS_DATE))
    assert found["forecast_end"][0] == date(2026, 12, 1) - timedelta(days=30)
    assert found["cl_shortage 2026"][0] == found["cl_shortage 2026"][1]


def test_money_moves_between_years_and_the_sum_stays() -> None:
    question = Question(amount=Decimal(300), from_year=2026, to_year=2027)
    found = by_name(what_if(frames(), question, STATUS_DATE))
    assert found["ce_left 2026"] == (Decimal("300.00"), Decimal("600.00"))
    assert found["cl_left 2026"] == (Decimal("300.00"), Decimal("600.00"))
    assert found["ce_left 2027"] == (Decimal("300.00"), None)
    assert found["cl_left 2027"] == (Decimal("300.00"), None)
    assert found["ce_lapse 2026"] == (Decimal("0.00"), Decimal("100.00"))
    assert found["cl_shortage 2026"] == (Decimal("200.00"), Decimal("0.00"))


def test_money_enters_the_allocation_that_is_there() -> None:
    given = dict(frames())
    given["credits"] = frame(
        "credits", {"ce_adjusted": 1000, "cl_adjusted": 800}, {"year": 2027, "ce_adjusted": 50, "cl_adjusted": 50}
    )
    question = Question(amount=Decimal(300), from_year=2026, to_year=2027)
    found = by_name(what_if(given, question, STATUS_DATE))
    assert found["ce_left 2027"] == (Decimal("350.00"), Decimal("50.00"))


def test_money_of_a_year_without_credits_moves_nowhere() -> None:
    question = Question(amount=Decimal(300), from_year=2025, to_year=2026)
    found = by_name(what_if(frames(), question, STATUS_DATE))
    assert found["ce_left 2026"][0] == found["ce_left 2026"][1]


def test_a_stopped_project_spends_and_engages_nothing_more() -> None:
    found = by_name(what_if(frames(), Question(stop_on=date(2026, 6, 30)), STATUS_DATE))
    assert found["forecast_end"] == (date(2026, 6, 30), date(2026, 12, 1))
    assert found["ce_lapse 2026"] == (Decimal("600.00"), Decimal("100.00"))
    assert found["cl_left 2026"] == (Decimal("600.00"), Decimal("600.00"))
    assert found["forecast_at_completion"] == (Decimal("600.00"), Decimal("1200.00"))


def test_what_is_engaged_stays_payable_after_a_stop() -> None:
    given = frames(cl_adjusted=250)
    found = by_name(what_if(given, Question(stop_on=date(2026, 6, 30)), STATUS_DATE))
    assert found["cl_shortage 2026"] == (Decimal("200.00"), Decimal("450.00"))
