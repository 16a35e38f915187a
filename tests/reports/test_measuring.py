"""How much room text takes: known widths of Arial, and where lines end."""

import pytest

from dashboard.reports.measuring import SAFE, inches, line_count, longest_word


@pytest.mark.parametrize(
    ("word", "bold", "thousandths"),
    [("Hamburg", False, 722 + 556 + 833 + 556 + 556 + 333 + 556), ("mil", True, 889 + 278 + 278), ("été", False, 1390)],
)
def test_words_are_as_wide_as_in_arial(word: str, bold: bool, thousandths: int) -> None:
    assert inches(word, 72, bold) == pytest.approx(thousandths / 1000 * SAFE)


def test_no_line_ends_at_a_space_that_does_not_break() -> None:
    amount, width = "9,35\u00a0M\u00a0€", inches("9,35", 10, False) * 1.5
    assert longest_word(amount, 10) > width
    assert line_count("9,35 M €", width, 10) == 2
    assert line_count(f"a {amount}", longest_word(amount, 10), 10) == 2


def test_typed_lines_are_kept() -> None:
    assert line_count("one\ntwo\n\nthree", 10, 10) == 4
