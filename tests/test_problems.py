"""Problems are addressed as Excel addresses cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.problems import Problem, Severity, column_letter, has_errors
from data_access.workbook.annotation.finding import column_index


@pytest.mark.parametrize(
    ("index", "letter"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_have_the_letters_of_excel(index: int, letter: str) -> None:
    assert column_letter(index) == letter


@given(st.integers(0, 16383))
def test_letters_lead_back_to_their_column(index: int) -> None:
    assert column_index(column_letter(index)) == index


@pytest.mark.parametrize(
    ("row", "column", "cell"), [(12, "D", "D12"), (12, None, None), (None, "D", None), (None, None, None)]
)
def test_a_cell_needs_row_and_column(row: int | None, column: str | None, cell: str | None) -> None:
    assert Problem("Budget", "not_a_number", row=row, column=column).cell == cell


def test_only_errors_stop_an_upload() -> None:
    mild = [Problem("", "macros_ignored", Severity.NOTICE), Problem("Raid", "link_unknown", Severity.WARNING)]
    assert not has_errors(mild)
    assert not has_errors([])
    assert has_errors([*mild, Problem("Budget", "value_missing")])


def test_a_problem_is_a_value() -> None:
    left, right = (Problem("Budget", "out_of_range", row=3, params={"minimum": 0}) for _ in range(2))
    assert left == right
    assert len({left, right}) == 1
