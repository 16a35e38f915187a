"""The axes of native charts, whatever the language of the program that shows them."""

import pytest

from dashboard import text
from dashboard.reports.slide_charts import number_format


@pytest.mark.parametrize(("language", "sign"), [("fr", "\u202f"), ("nl", ".")])
def test_thousands_are_parted_as_the_language_does(language: str, sign: str) -> None:
    with text.speaking(language):
        whole, scaled = number_format(scaled=False), number_format(scaled=True)
    assert f'[>=1000]#"{sign}"##0;' in whole
    assert f'[>=1000000]#"{sign}"##0,;' in scaled
    assert scaled.endswith(";0,")


def test_english_leaves_it_to_the_program() -> None:
    with text.speaking("en"):
        assert (number_format(scaled=False), number_format(scaled=True)) == ("#,##0", "#,##0,")
