"""Exported text is harmless, sheet names are legal."""

from decimal import Decimal

import pytest

from data_access.workbook.export import neutralise, plain_number, sheet_name


@pytest.mark.parametrize("text", ["=1+1", "+32 2 555", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=1", "1-2", " plain", "'quoted", "é"])
def test_other_text_stays(text: str) -> None:
    assert neutralise(text) == text


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        ("Budget", set(), "Budget"),
        ("Budget", {"budget"}, "Budget (2)"),
        ("Budget", {"budget", "budget (2)"}, "Budget (3)"),
        ("In/Out: [x]*?", set(), "In Out x"),
        ("'quoted'", set(), "quoted"),
        ("???", set(), "-"),
        ("x" * 40, set(), "x" * 31),
        ("x" * 40, {"x" * 31}, "x" * 27 + " (2)"),
    ],
)
def test_sheet_names_are_legal_and_unique(wanted: str, taken: set[str], expected: str) -> None:
    assert sheet_name(wanted, taken) == expected
    assert expected.lower() in taken


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [(1234.5, "en", "1234.5"), (1234.5, "fr", "1234,5"), (Decimal("0.10"), "nl", "0,10"), (1_000_000, "nl", "1000000")],
)
def test_numbers_carry_the_mark_of_the_language(value: float | Decimal, language: str, expected: str) -> None:
    assert plain_number(value, language) == expected
