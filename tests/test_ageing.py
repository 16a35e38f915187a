"""The data behind the ageing chart."""

from collections.abc import Iterator
from datetime import timedelta

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.ageing import SELECTION, age_names, ageing_chart
from dashboard.charts.titled import TitledChart
from dashboard.metrics.register import AGES, register
from dashboard.theme import GREY, RED
from tests.metrics.factories import STATUS_DATE, frame


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def entries(*ages: tuple[int, int]) -> pd.DataFrame:
    """Open entries by days open and days past due; a negative one is due later."""
    rows = [
        {"entry": f"A{i}", "raised": STATUS_DATE - timedelta(age), "due": STATUS_DATE - timedelta(late)}
        for i, (age, late) in enumerate(ages)
    ]
    return register(frame("raid", *rows), {"P1": STATUS_DATE})


def bars(titled: TitledChart) -> pd.DataFrame:
    found = titled.chart.data
    assert isinstance(found, pd.DataFrame)
    return found


def test_entries_are_counted_by_age_and_overdue_apart() -> None:
    titled = ageing_chart(entries((3, -5), (29, 2), (30, 0), (89, 4), (400, 9), (400, -1)), dark=False)
    drawn = bars(titled)
    assert drawn[drawn["colour"] == RED.graphic]["count"].tolist() == [1, 1, 0, 1]
    assert drawn[drawn["colour"] == GREY.graphic]["count"].tolist() == [1, 1, 0, 1]
    assert titled.table is not None
    assert titled.table.to_numpy().tolist() == [
        ["under 30 days", 1, 1],
        ["30 to 89 days", 1, 1],
        ["90 to 179 days", 0, 0],
        ["180 days or more", 1, 1],
    ]


def test_the_words_at_the_end_do_not_need_the_colour() -> None:
    drawn = bars(ageing_chart(entries((3, -5), (29, 2), (90, -1)), dark=False))
    ends = drawn[drawn["order"] == 0].set_index("name")["words"]
    assert ends.tolist() == ["2, ■ 1 overdue", "", "1", ""]


def test_a_click_selects_the_band() -> None:
    (parameter,) = ageing_chart(entries((3, 1)), dark=False).chart.to_dict()["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["band"])


@pytest.mark.parametrize(
    ("ages", "title"),
    [
        ([], "No open entry"),
        ([(3, -5)], "1 open entry, none overdue"),
        ([(3, -5), (9, 0)], "2 open entries, none overdue"),
        ([(3, -5), (9, 4)], "1 of 2 open entries is overdue, by 4 days"),
        ([(3, 1), (9, 4)], "2 of 2 open entries are overdue, by up to 4 days"),
    ],
)
def test_the_title_tells_what_is_overdue(ages: list[tuple[int, int]], title: str) -> None:
    titled = ageing_chart(entries(*ages), dark=False)
    assert titled.title == title
    assert titled.alt.startswith(title)
    assert titled.empty is not bool(ages)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_band_has_a_name(language: str) -> None:
    with text.speaking(language):
        assert len(set(age_names())) == len(AGES) + 1
