"""Names of rows in two lines: what the expression makes of them, in Vega itself."""

import re

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dashboard.charts.name_axis import name_axis

LONG = "Migration des applications métier vers le cloud"
TRICKY = 'O\'Neil "x" \\ a|b datum.label ${x} (one) two three four'


def lines(name: str, width: int) -> list[list[str]]:
    """The lines of text in which a chart of that *width* writes *name*: one list for each label."""
    chart = alt.Chart(pd.DataFrame({"name": [name], "v": [1]})).mark_bar()
    axis = name_axis((250, 130), "width > 320", dark=False)
    drawn = chart.encode(
        x=alt.X(field="v", type="quantitative", axis=None), y=alt.Y(field="name", type="ordinal", axis=axis)
    )
    svg = str(vl_convert.vegalite_to_svg(drawn.properties(width=width, height=30).to_dict()))
    labels = re.search(r'role-axis-label".*?</g>', svg, re.DOTALL)
    assert labels is not None
    return [re.findall(r"<tspan[^>]*>([^<]*)</tspan>", text) or [text] for text in
            re.findall(r"<text[^>]*>(.*?)</text>", labels[0], re.DOTALL)]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [
        ("Short", 600, ["Short"]),
        (LONG, 600, ["Migration des applications métier vers", "le cloud"]),
        ("Gemeenschappelijk financieel systeem", 200, ["Gemeenschappelijk", "financieel systeem"]),
    ],
)
def test_a_long_name_goes_on_in_a_second_line(name: str, width: int, expected: list[str]) -> None:
    assert lines(name, width) == [expected]


def test_what_two_lines_do_not_hold_is_cut_in_the_second() -> None:
    ((first, second),) = lines(f"{LONG} et encore beaucoup d'autres mots", 200)
    assert first == "Migration des"
    assert second.startswith("applications")
    assert second.endswith("…")


def test_typed_names_are_no_code() -> None:
    ((first, second),) = lines(TRICKY, 600)
    assert f"{first} {second}".replace("&apos;", "'").replace("&quot;", '"').replace("&amp;", "&") == TRICKY
