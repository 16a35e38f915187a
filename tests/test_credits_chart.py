"""Credits as charts: rates with their pace, year end, age of encours; never pixels."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import pytest

from dashboard import text
from dashboard.charts.credits import (
    MOST_DRAWN,
    SELECTION,
    Tables,
    age_names,
    encours_age_chart,
    lapse_and_shortage_chart,
    pace_chart,
)
from dashboard.charts.titled import TitledChart
from dashboard.metrics.allocations import Allocation, allocations
from dashboard.metrics.credits import ENCOURS_AGES, LAPSED, encours_by_age
from dashboard.metrics.thresholds import Thresholds
from dashboard.theme import AMBER, RED
from tests.metrics.factories import frame, month

DAY = dt.date(2026, 6, 30)
BUDGET = [{"month": month(m), "planned": 100} for m in (1, 12)]
NO_TABLES = Tables(pd.DataFrame(), pd.DataFrame())
LINES = (
    {"basic_allocation": "A.1", "ce_adjusted": 1000, "cl_adjusted": 1000, "engaged": 600, "liquidated": 200,
     "planned_engagements": 100, "expected_liquidations": 900, "encours_start": 40, "oldest_commitment_year": 2021},
    {"basic_allocation": "B.2", "ce_adjusted": 1000, "cl_adjusted": 1000, "engaged": 500, "liquidated": 500,
     "planned_engagements": 500},
    {"basic_allocation": "B.2", "project": "P2", "ce_adjusted": 0, "cl_adjusted": 0},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with text.speaking("en"):
        yield


def found(*lines: dict[str, object]) -> tuple[Allocation, ...]:
    return allocations(frame("credits", *(lines or LINES)), frame("budget", *BUDGET), DAY)


def paced(*lines: dict[str, object], dark: bool = False) -> TitledChart:
    return pace_chart(found(*lines), ("Far", NO_TABLES), Thresholds(), dark=dark)


def rows_with(titled: TitledChart, column: str) -> pd.DataFrame:
    sets = titled.chart.to_dict()["datasets"].values()
    (rows,) = [rows for rows in map(pd.DataFrame, sets) if column in rows]
    return rows


def test_each_allocation_has_its_two_rates_beside_the_pace() -> None:
    rows = rows_with(paced(), "rate_text")
    assert rows["row"].tolist() == ["A.1 · P1", "A.1 · P1", "B.2 · P1…", "B.2 · P1…"]
    assert rows["kind"].tolist() == ["Commitments (CE)", "Payments (CL)"] * 2
    assert rows["rate"].tolist() == [60, 20, 50, 50]
    assert rows["planned"].tolist() == [50] * 4
    assert rows["label"].tolist() == ["● +10 pt", "■ -30 pt", "● 0 pt", "● 0 pt"]
    assert rows["ink"].tolist()[1] == RED.light
    assert rows["gap_text"].tolist()[1] == "■ Red, -30 pt"


def test_a_click_selects_an_allocation() -> None:
    (parameter,) = paced().chart.to_dict()["params"]
    assert (parameter["name"], parameter["select"]["fields"]) == (SELECTION, ["code"])


def test_only_the_furthest_are_drawn() -> None:
    lines = [{**LINES[1], "basic_allocation": f"C.{i:02}", "liquidated": 500 - i} for i in range(MOST_DRAWN + 3)]
    rows = rows_with(paced(*lines), "rate_text")
    assert len(rows) == 2 * MOST_DRAWN
    assert rows["code"].iloc[0] == f"C.{MOST_DRAWN + 2:02}"


def test_credits_of_nothing_are_not_available() -> None:
    rows = rows_with(paced({"basic_allocation": "Z"}), "rate_text")
    assert rows["label"].tolist() == ["○ n/a", "○ n/a"]
    assert rows["rate"].isna().all()


def test_the_alternative_text_counts_the_paces() -> None:
    assert paced().alt == "Far. Allocations drawn: Green 1, Red 1."


def test_what_lapses_and_what_falls_short_differ_in_symbol_and_colour() -> None:
    titled = lapse_and_shortage_chart(found(), "On 31 December", dark=False)
    rows = rows_with(titled, "amount")
    assert rows["row"].tolist() == ["▲ A.1 · P1", "■ A.1 · P1"]
    assert rows["amount"].tolist() == [300, 100]
    assert rows["kind"].tolist() == ["Commitment credit lapsing", "Payment credit short"]
    colours = titled.chart.to_dict()["layer"][0]["encoding"]["color"]["scale"]["range"]
    assert colours == [AMBER.graphic, RED.graphic]
    assert titled.alt == "On 31 December. Largest: ▲ A.1 · P1, €300."
    assert titled.table is not None
    assert titled.table.iloc[0].tolist() == ["▲ A.1 · P1", "Commitment credit lapsing", "€300"]
    assert titled.values is not None
    assert titled.values["EUR"].tolist() == [300, 100]


def test_old_encours_is_marked() -> None:
    titled = encours_age_chart(encours_by_age(frame("credits", *LINES), DAY), "Old", dark=False)
    rows = rows_with(titled, "amount").set_index("row")
    assert list(rows.index) == list(age_names().values())
    assert rows.loc["5 to 6 years", ["amount", "label", "colour"]].tolist() == [440, "■ €440", RED.graphic]
    assert rows.loc["6 years and more", "label"] == "€0"
    assert rows.loc["below 1 year", "kind"] == ""


def test_every_age_has_a_name() -> None:
    assert set(age_names()) == {*(name for name, _limit in ENCOURS_AGES), LAPSED}
