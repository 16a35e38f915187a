"""The row equation in three languages: every count with the word that agrees with it."""

import pytest

from dashboard import text
from dashboard.equation import row_equation


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("1 row read", "1 new + 0 changed + 0 unchanged + 0 rejected")),
        ("fr", ("1 ligne lue", "1 nouvelle + 0 modifiée + 0 inchangée + 0 rejetée")),
        ("nl", ("1 rij gelezen", "1 nieuwe + 0 gewijzigde + 0 ongewijzigde + 0 geweigerde")),
    ],
)
def test_one_row(language: str, expected: tuple[str, str]) -> None:
    with text.speaking(language):
        assert row_equation(1, 1, 0, 0) == expected


def test_many_rows_are_grouped_as_the_language_does() -> None:
    with text.speaking("fr"):
        left, right = row_equation(1550, 2, 20, 1526, 2)
    assert left == f"{1550:,} lignes lues".replace(",", "\u202f")
    assert right.startswith("2 nouvelles + 20 modifiées + 1\u202f526 inchangées")
