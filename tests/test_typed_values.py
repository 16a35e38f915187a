"""Figures as JSON text and back: types and cents are kept."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.typed_values import (
    ItemFigure,
    TypedValue,
    read_figures,
    read_values,
    write_figures,
    write_values,
)

VALUES = st.one_of(st.none(), st.integers(), st.text(), st.dates(), st.decimals(allow_nan=False, places=2))


@given(st.dictionaries(st.text(), VALUES))
def test_values_come_back_as_they_were(values: dict[str, TypedValue]) -> None:
    assert read_values(write_values(values)) == values


@given(st.lists(st.builds(ItemFigure, st.text(), st.text(), VALUES, VALUES)))
def test_figures_come_back_as_they_were(figures: list[ItemFigure]) -> None:
    assert read_figures(write_figures(figures)) == tuple(figures)


def test_the_places_of_an_amount_are_kept() -> None:
    assert str(read_values(write_values({"a": Decimal("10.00")}))["a"]) == "10.00"


@pytest.mark.parametrize("value", [1.5, dt.datetime(2026, 5, 8), ("a",)])
def test_what_has_no_exact_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        write_values({"a": value})


def test_text_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(ValueError, match="no typed value"):
        read_values('{"a": {"float": "1"}}')
