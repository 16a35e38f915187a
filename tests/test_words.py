"""Words compare as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.words import MOST_GUESSES, Guesses, fold, nearest


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Planifié (EUR)", "planifie eur"),
        ("PROJECT  MANAGER", "project-manager"),
        ("e\u0301tape", "étape"),
        ("Œuvre", "œuvre"),
        ("Straße", "STRASSE"),
        ("Crédit\u00a0d’engagement", "credit d'engagement"),
    ],
)
def test_case_accents_spaces_and_signs_do_not_count(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("P1", "P2"), ("plan", "planned"), ("1.1", "1.2")])
def test_letters_and_digits_do(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize("text", ["", "   ", "●", "---", "\x00"])
def test_text_without_letters_or_digits_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "candidates", "meant"),
    [
        ("Forcast", ["Forecast", "Planned"], "Forecast"),
        ("previsoin", ["Prévision", "Réel"], "Prévision"),
        ("p-001", ["P001", "P002"], "P001"),
        ("Weather", ["Forecast", "Planned"], None),
        ("anything", [], None),
        ("", ["Forecast"], None),
    ],
)
def test_the_nearest_word_is_offered_only_when_it_is_near(typed: str, candidates: list[str], meant: str | None) -> None:
    assert nearest(typed, candidates) == meant


def test_only_so_many_words_are_compared() -> None:
    guesses = Guesses(["Forecast", "Planned"])
    assert guesses.nearest("Forcast") == "Forecast"
    assert [guesses.nearest(f"x{i}") for i in range(MOST_GUESSES)] == [None] * MOST_GUESSES
    assert guesses.nearest("Planed") is None
    assert guesses.nearest("Forcast") == "Forecast"
