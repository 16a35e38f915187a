"""Names of files as a browser, a script or an enemy may give them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.file_names import INVISIBLE, LONGEST, file_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Weekly_2026-05-22_Peeters.xlsx", "Weekly_2026-05-22_Peeters.xlsx"),
        ("Suivi été n° 3.xlsx", "Suivi été n° 3.xlsx"),
        ("Suivi e\u0301te\u0301.xlsx", "Suivi été.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("C:\\Users\\x\\week.xlsx", "week.xlsx"),
        ("%2e%2e%2fweek.xlsx", "%2e%2e%2fweek.xlsx"),
        ("week\x00.xlsx", "week.xlsx"),
        ("week\r\nSet-Cookie: a=1.xlsx", "weekSet-Cookie: a=1.xlsx"),
        ("\u202excod.xlsx", "xcod.xlsx"),
        ("we\u200bek\u2066.xlsx", "week.xlsx"),
        ("a\u2028b\ud800.xlsx", "ab.xlsx"),
        ("  two   words .xlsx ", "two words .xlsx"),
        ("..", "workbook"),
        ("", "workbook"),
        ("x/", "workbook"),
        ("...hidden", "hidden"),
        ("x" * 5000 + ".xlsx", "x" * (LONGEST - 5) + ".xlsx"),
        ("x." + "y" * 5000, "." + "y" * (LONGEST - 1)),
    ],
)
def test_a_name_is_a_name_and_nothing_else(typed: str, kept: str) -> None:
    assert file_name(typed) == kept


@given(st.text(alphabet=st.characters(), max_size=400))
def test_any_name_ends_as_one_short_visible_part(typed: str) -> None:
    name = file_name(typed)
    assert 0 < len(name) <= LONGEST
    assert not set("/\\") & set(name)
    assert not INVISIBLE & {unicodedata.category(sign) for sign in name}
