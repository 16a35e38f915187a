"""Waves on a timeline: cutovers, slips, ghosts, conflicts and freezes; the data behind it, its words."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest

from dashboard import text
from dashboard.charts.timeline import DAY_MS, epoch
from dashboard.charts.wave_words import conflict_words, waves_title
from dashboard.charts.waves import (
    LABEL_PIXELS,
    LINE,
    MOST_DRAWN,
    PLOT_PIXELS,
    SELECTION,
    Calendar,
    waves_chart,
)
from dashboard.metrics.reform_items import reform_items
from dashboard.metrics.wave_plan import wave_plans
from dashboard.metrics.waves import Freeze, conflicts
from tests.reform import NAMES, TODAY, Seen, ahead, day, over, rows

ROWS = rows(
    over(60, institution="I1"),
    ahead(20, wave=2, institution="I2", forecast_cutover=day(40)),
    ahead(21, wave=2, institution="I3"),
    ahead(22, wave=2, institution="I3", depends_on="T-05"),
    ahead(90, wave=3, institution="I4", stage="failed"),
)


def plans(frame: Any = ROWS) -> Any:
    return wave_plans(frame, reform_items(frame))


def seen(frame: Any = ROWS, **calendar: Any) -> Seen:
    given = {"conflicts": conflicts(frame, calendar.get("freezes", ()))} | calendar
    return Seen(waves_chart(plans(frame), Calendar(TODAY, TODAY, **given), NAMES, dark=False))


@pytest.fixture(scope="module")
def chart() -> Seen:
    return seen()


def test_every_dated_cutover_stands_on_its_day(chart: Seen) -> None:
    found = {row["key"]: (row["text"], row["day"]) for row in chart.of("cutover")}
    assert found == {
        "P1/T-01": ("●", epoch(day(-60))),
        "P1/T-02": ("▲", epoch(day(40))),
        "P1/T-03": ("○", epoch(day(21))),
        "P1/T-04": ("○", epoch(day(22))),
        "P1/T-05": ("■", epoch(day(90))),
    }


def test_a_slip_leads_from_plan_to_forecast(chart: Seen) -> None:
    assert [(row["day"], row["end"]) for row in chart.of("slip")] == [(epoch(day(20)), epoch(day(40)))]


def test_the_forecast_of_the_compared_date_is_a_ghost() -> None:
    then = {"P1/T-02": day(30), "P1/T-03": day(21), "P1/T-01": day(-61)}
    titled = seen(forecast_then=then)
    assert [(row["day"], row["text"]) for row in titled.of("ghost")] == [(epoch(day(30)), "▲")]
    faint = [layer["mark"] for layer in titled.spec["layer"] if layer["mark"].get("opacity") == 0.35]
    assert [mark["type"] for mark in faint] == ["text"]


def test_cutovers_in_conflict_are_ringed_and_labelled(chart: Seen) -> None:
    assert sorted(row["day"] for row in chart.of("clash")) == [epoch(day(n)) for n in (21, 22, 90)]
    assert [said for said in chart.texts("label") if "◇" in said] == ["T-03 ◇", "T-04 ◇", "T-05 ◇"]


def test_conflicts_are_sentences() -> None:
    freeze = Freeze(day(15), day(21), "Elections")
    assert {conflict_words(c, NAMES) for c in conflicts(ROWS, [freeze])} == {
        "T-03 (5 Jun 2026) and T-04 (6 Jun 2026) hit one institution in the same week: I3",
        "T-04 cuts over on 6 Jun 2026, before T-05 on which it depends (13 Aug 2026)",
        "T-03 cuts over on 5 Jun 2026, inside the freeze Elections",
    }


def test_no_freeze_is_said_and_a_freeze_is_drawn(chart: Seen) -> None:
    assert "No freeze is declared." in chart.titled.alt
    assert chart.texts("note") == ["No freeze is declared."]
    titled = seen(freezes=(Freeze(day(15), day(21), "Elections"),))
    (row,) = [row for rows in titled.sets for row in rows if "share" in row]
    assert (row["day"], row["end"], row["text"]) == (epoch(day(15)), epoch(day(22)), "Elections")
    assert titled.texts("note") == [""]
    assert "1 freeze is declared." in titled.titled.alt


def test_a_freeze_is_named_as_far_as_its_band_has_room() -> None:
    titled = seen(freezes=(Freeze(day(-400), day(-55), "Year end"), Freeze(day(200), day(201), "Elections")))
    (row,) = [row for rows in titled.sets for row in rows if "share" in row]
    assert row["text"] == "Year end"
    assert row["share"] == pytest.approx(16 / 171, rel=0.1)
    (name,) = [layer for layer in titled.spec["layer"] if "datum.share" in str(layer.get("transform"))]
    assert "datum.share * width" in name["mark"]["limit"]["expr"]


def test_of_many_cutovers_those_that_need_attention_are_drawn() -> None:
    quiet = [over(9 + n % 30, institution=f"I{n}") for n in range(MOST_DRAWN)]
    crowded = seen(rows(*quiet, ahead(9, stage="failed")), conflicts=())
    assert len(crowded.of("cutover")) == MOST_DRAWN
    assert "■" in crowded.texts("cutover")
    assert crowded.texts("note") == ["No freeze is declared. 1 more cutover is in the table."]
    assert crowded.titled.table is not None
    assert len(crowded.titled.table) == MOST_DRAWN + 1


def test_labels_of_one_lane_do_not_touch() -> None:
    frame = rows(*(ahead(n % 5, institution=f"I{n}") for n in range(30)))
    titled = seen(frame, conflicts=())
    by_lane: dict[float, list[float]] = {}
    for row in titled.of("cutover"):
        by_lane.setdefault(row["y"], []).append(row["day"])
    scales = [layer["encoding"].get("x", {}).get("scale", {}) for layer in titled.spec["layer"]]
    first, last = next(scale["domain"] for scale in scales if "domain" in scale)
    ends = [dt.date(end["year"], end["month"], end["date"]) for end in (first, last)]
    label = (ends[1] - ends[0]).days * DAY_MS * LABEL_PIXELS / PLOT_PIXELS
    assert all(b - a > label for days in by_lane.values() for a, b in pairwise(sorted(days)))
    assert len(by_lane) < 30
    assert max(by_lane) < titled.spec["height"]


def test_bands_do_not_overlap(chart: Seen) -> None:
    bands = [(row["y"], row["y2"]) for row in chart.of("band")]
    assert len(bands) == 3
    assert all(first[1] < second[0] for first, second in pairwise(bands))
    assert bands[-1][1] <= chart.spec["height"] - LINE


@pytest.mark.parametrize(
    ("given", "clashes", "title"),
    [
        ([{"stage": "failed"}, ahead(1, wave=2)], 3, "Wave 1 has failed or blocked tools"),
        ([{"stage": "failed", "wave": w} for w in (1, 2, 4)], 0, "Waves 1, 2 and 4 have failed or blocked tools"),
        ([ahead(1, forecast_cutover=day(2))], 3, "Wave 1 is later than planned"),
        ([ahead(1)], 2, "2 conflicts between cutovers"),
        ([ahead(1)], 1, "1 conflict between cutovers"),
        ([ahead(1)], 0, "Every wave is on plan"),
    ],
)
def test_the_title_names_the_worst(given: list[dict[str, object]], clashes: int, title: str) -> None:
    assert waves_title(plans(rows(*given)), clashes) == title


def test_the_table_has_a_row_per_cutover_and_a_click_its_key(chart: Seen) -> None:
    table = chart.titled.table
    assert table is not None
    assert table["Item"].tolist() == ["T-01", "T-03", "T-04", "T-02", "T-05"]
    assert table["Slip in days"].tolist() == [0, 0, 0, 20, 0]
    assert chart.selects() == (SELECTION, ["key"])


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_it_is_drawn_in_each_language(language: str) -> None:
    with text.speaking(language):
        assert len(seen().of("cutover")) == len(ROWS)
