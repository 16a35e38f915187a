"""The exceptions with their links, and the line that proves the sums."""

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.budget_findings import measure_names, part_names, proof_table
from dashboard.metrics.budget_exceptions import Finding, Rule
from dashboard.metrics.reconciliation import CREDITS, SPENDING, Check

HOLDS = (
    Check("bac", "project", Decimal("9.10"), Decimal("9.10")),
    Check("bac", "month", Decimal("9.10"), Decimal("9.10")),
)
BROKEN = (HOLDS[0], Check("ac", "category", Decimal("7.98"), Decimal("8.00")))


def script(checks: tuple) -> None:
    from dashboard.budget_findings import reconciliation

    reconciliation(checks, "proof")


def line(checks: tuple[Check, ...]) -> tuple[str, AppTest]:
    at = AppTest.from_function(script, args=(checks,)).run()
    assert not at.exception
    (markdown,) = at.markdown
    return markdown.value, at


def test_when_the_parts_equal_the_total_the_line_says_so_with_the_total() -> None:
    shown, at = line(HOLDS)
    assert shown == ":green[:material/check_circle: **Reconciled to the cent**] · Budget €9.10"
    assert at.dataframe[0].value.iloc[0].to_dict() == {
        "Amount": "Budget",
        "Total of the rows": "€9.10",
        "Sum of projects": "€9.10",
        "Sum of months": "€9.10",
        "Equal": "✓ yes",
    }


def test_when_they_do_not_the_line_says_where_and_by_how_much() -> None:
    shown, at = line(BROKEN)
    assert shown.startswith(":red[:material/error: **Not reconciled")
    assert "Spent, Sum of categories differs from the total by -€0.02" in shown.replace("\\", "")
    assert at.dataframe[0].value["Equal"].tolist() == ["✓ yes", "■ no"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_amount_and_every_cut_has_a_name(language: str) -> None:
    with text.speaking(language):
        assert set(measure_names()) == {*SPENDING, *CREDITS}
        assert set(part_names()) == {"programme", "project", "category", "month", "allocation"}
        assert len(proof_table(BROKEN)) == 2


def listed(found: tuple, names: dict) -> None:
    import streamlit as st

    from dashboard.address import PAGES
    from dashboard.budget_findings import exceptions
    from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS

    st.navigation([st.Page(PAGES / "project.py")], position="hidden")
    exceptions(found, names, DEFAULT_THRESHOLDS)


def looked_at(*found: Finding) -> AppTest:
    at = AppTest.from_function(listed, args=(found, {"P1": "**Payroll**"})).run()
    assert not at.exception
    return at


def links(at: AppTest) -> list[str]:
    return [element.proto.label for element in at.get("page_link")]


def test_an_exception_names_its_projects_as_links_typed_text_escaped() -> None:
    at = looked_at(Finding(Rule.NO_BUDGET, ("P1", "P2")), Finding(Rule.OVER_TOLERANCE, ("P2",)))
    assert at.header[0].value == "2 exceptions to look at"
    assert [m.value for m in at.markdown] == [
        ":orange[▲] **2 active projects have no budget**",
        ":red[■] **1 project is forecast beyond its cost tolerance**",
    ]
    assert links(at) == ["\\*\\*Payroll\\*\\*", "P2", "P2"]
    assert "project=P1" in at.get("page_link")[0].proto.query_string


def test_more_projects_than_fit_are_counted() -> None:
    at = looked_at(Finding(Rule.NO_BUDGET, tuple(f"P{i}" for i in range(1, 7))))
    assert len(links(at)) == 3
    assert [c.value for c in at.caption] == ["and 3 more"]


def test_no_exception_is_good_news_in_words() -> None:
    at = looked_at()
    assert at.header[0].value == "No exception to look at"
    assert len(at.markdown) == 1
