"""Titles and exceptions of the Budget board in words."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from dashboard import text
from dashboard.budget_sentences import (
    age_title,
    burn_title,
    finding_sentence,
    pace_title,
    parts_title,
    programmes_title,
    projects_title,
    year_end_title,
)
from dashboard.metrics.allocations import Allocation
from dashboard.metrics.budget_exceptions import Finding, Rule
from dashboard.metrics.burn import NO_SPENDING, Spending
from dashboard.metrics.credits import NO_CREDITS
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS as LIMITS


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def spending(pv: str, ac: str, forecast: str) -> Spending:
    return Spending(Decimal(1000), Decimal(1000), Decimal(pv), Decimal(ac), Decimal(forecast))


@pytest.mark.parametrize(
    ("total", "title"),
    [
        (spending("500", "450", "900"), "Spending is 10.0% behind plan and ends 10.0% under budget"),
        (spending("500", "450", "1000"), "Spending is 10.0% behind plan and ends on budget"),
        (spending("500", "450", "1025"), "Spending is 10.0% behind plan but ends 2.5% over budget"),
        (spending("500", "500.2", "900"), "Spending follows the plan and ends 10.0% under budget"),
        (spending("500", "499.8", "1000.4"), "Spending follows the plan and ends on budget"),
        (spending("500", "500", "1001"), "Spending follows the plan but ends 0.1% over budget"),
        (spending("500", "505", "999"), "Spending is 1.0% ahead of plan but ends 0.1% under budget"),
        (spending("500", "600", "1000"), "Spending is 20.0% ahead of plan but ends on budget"),
        (spending("500", "600", "1200"), "Spending is 20.0% ahead of plan and ends 20.0% over budget"),
        (spending("0", "600", "1200"), "No amount is planned yet"),
        (NO_SPENDING, "No amount is planned yet"),
    ],
)
def test_the_curve_is_titled_by_pace_and_end(total: Spending, title: str) -> None:
    assert burn_title(total) == title


@pytest.mark.parametrize(
    ("beyond", "projects", "programmes"),
    [
        (
            0,
            "No project is forecast beyond its cost tolerance",
            "No programme holds a project beyond its cost tolerance",
        ),
        (1, "1 project is forecast beyond its cost tolerance", "1 programme holds a project beyond its cost tolerance"),
        (
            2,
            "2 projects are forecast beyond their cost tolerance",
            "2 programmes hold a project beyond their cost tolerance",
        ),
    ],
)
def test_titles_count_what_is_beyond_its_tolerance(beyond: int, projects: str, programmes: str) -> None:
    assert (projects_title(beyond), programmes_title(beyond)) == (projects, programmes)


def test_the_largest_part_is_named_with_its_share() -> None:
    parts = {"staff": spending("1", "1", "1"), "cloud": spending("1", "1", "1")._replace(bac=Decimal(3000))}
    assert parts_title(parts, {"cloud": "Cloud"}) == "Cloud: 75% of the budget"
    assert parts_title({"staff": NO_SPENDING}, {}) == parts_title({}, {}) == "No amount is planned yet"


def allocation(engaged: int, **values: Decimal) -> Allocation:
    amounts = {"ce_adjusted": Decimal(100), "cl_adjusted": Decimal(100), "liquidated": Decimal(50)}
    credits = NO_CREDITS._replace(engaged=Decimal(engaged), **amounts, **values)
    return Allocation("A", ("I",), ("P",), credits, Decimal(50), Decimal(50))


@pytest.mark.parametrize(
    ("engaged", "title"),
    [
        ((50,), "Every allocation is within 20 points of its pace"),
        ((50, 10), "1 allocation is more than 20 points from its pace"),
        ((5, 10), "2 allocations are more than 20 points from their pace"),
    ],
)
def test_the_pace_title_counts_those_far_away(engaged: tuple[int, ...], title: str) -> None:
    assert pace_title(tuple(map(allocation, engaged)), LIMITS) == title


@pytest.mark.parametrize(
    ("short", "title"),
    [
        (0, "On 31 December €7 of commitment credit lapses; payments are covered"),
        (5, "On 31 December €7 of commitment credit lapses and payments fall €5 short"),
    ],
)
def test_the_year_end_title_tells_both_dangers(short: int, title: str) -> None:
    assert year_end_title(allocation(1, ce_lapse=Decimal(7), cl_shortage=Decimal(short))) == title


def test_the_age_title_tells_how_much_is_old() -> None:
    assert age_title(Decimal(0), Decimal(9), LIMITS) == "No outstanding commitment is 5 years old"
    assert age_title(Decimal(4), Decimal(9), LIMITS) == "€4 of €9 outstanding commitments is 5 years old or more"


def finding(rule: Rule, count: int) -> Finding:
    names = tuple(f"P{i}" for i in range(count))
    amount = Decimal(312_000)
    return Finding(rule, names, names, amount)


def test_credit_that_lapses_is_said_with_the_limit_from_which_it_counts() -> None:
    assert finding_sentence(finding(Rule.CREDIT_LAPSING, 1), LIMITS) == (
        "€312K of commitment credit lapses on 1 allocation that leaves more than 10% unused"
    )


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("count", [1, 3])
def test_every_exception_says_how_many(rule: Rule, count: int) -> None:
    sentence = finding_sentence(finding(rule, count), LIMITS)
    assert f"{count} " in sentence
    assert "{" not in sentence


def test_exceptions_differ_in_their_sentences() -> None:
    for count in (1, 3):
        assert len({finding_sentence(finding(rule, count), LIMITS) for rule in Rule}) == len(Rule)
    assert finding_sentence(finding(Rule.ACTUALS_WITHOUT_BUDGET, 3), LIMITS) == "3 projects have actuals and no budget"
    assert (
        finding_sentence(finding(Rule.PAYMENT_SHORT, 1), LIMITS)
        == "Payment credit of 1 allocation falls €312K short by 31 December"
    )
