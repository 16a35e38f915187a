"""A chart on a page: title, alternative text, table and exports behind it, its selection; coloured marks."""

import datetime as dt

import pandas as pd
import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from dashboard import panels, text
from dashboard.charts.titled import DrawnChart, drawn, nothing_to_draw
from dashboard.charts.variance import SELECTION as SELECTION
from dashboard.charts.variance import variance_chart
from dashboard.panels import coloured, day_columns, every_mark, figure_columns
from dashboard.text import DAY_COLUMN
from dashboard.theme import level_mark, status_mark
from tests.metrics.factories import measured
from tests.screens import sound
from tests.test_variance import BEHIND, NAMES


def script(kind: str) -> None:
    """A page with one panel."""
    import streamlit as st

    from dashboard import panels
    from tests import test_panels

    st.session_state["picked"] = panels.panel(
        test_panels.shown(kind), "chart", selection=test_panels.SELECTION, notes=("Status date 22 May 2026",)
    )


def shown(kind: str) -> object:
    chart = variance_chart(measured(BEHIND), NAMES, dark=False)
    return {"titled": chart, "drawn": drawn(chart), "empty": nothing_to_draw("No budget yet.")}[kind]


def ran(kind: str) -> AppTest:
    return sound(AppTest.from_function(script, args=(kind,), default_timeout=60).run())


@pytest.mark.parametrize("kind", ["titled", "drawn"])
def test_a_panel_has_title_chart_alternative_text_table_and_three_downloads(kind: str) -> None:
    at = ran(kind)
    assert [s.value for s in at.header] == ["No project is forecast beyond its tolerance in time or cost"]
    (chart,) = at.get("vega_lite_chart")
    assert chart.proto.alt == "No project is forecast beyond its tolerance in time or cost."
    assert at.dataframe[0].value["Project"].tolist() == ["Payroll"]
    assert [b.label for b in at.get("download_button")] == ["Excel", "Picture (PNG)", "Drawing (SVG)"]
    assert at.session_state["picked"] == []


def test_both_kinds_of_chart_are_sent_alike() -> None:
    assert ran("titled").get("vega_lite_chart")[0].proto.spec == ran("drawn").get("vega_lite_chart")[0].proto.spec


def test_the_rows_of_a_chart_arrive_under_the_names_that_it_reads() -> None:
    proto = ran("drawn").get("vega_lite_chart")[0].proto
    sent = {part.name: convert_arrow_bytes_to_pandas_df(part.data.data) for part in proto.datasets}
    (bubbles,) = [rows for rows in sent.values() if "bac" in rows]
    assert bubbles["name"].tolist() == ["Payroll"]
    assert all(f'"{name}"' in proto.spec for name in sent)


def test_nothing_to_draw_is_a_sentence_alone_even_where_a_selection_is_asked() -> None:
    at = ran("empty")
    assert [i.value for i in at.info] == ["No budget yet."]
    assert not at.get("vega_lite_chart")
    assert not at.header
    assert at.session_state["picked"] == []


def downloads(monkeypatch: pytest.MonkeyPatch, kind: str) -> dict[str, tuple[bytes, str]]:
    """Label of each download button to its content and file name."""
    made: dict[str, tuple[bytes, str]] = {}
    monkeypatch.setattr(
        panels.st, "download_button", lambda label, data, file_name, **_o: made.update({label: (data(), file_name)})
    )
    ran(kind)
    return made


def test_what_is_downloaded_carries_the_finding_and_the_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    made = downloads(monkeypatch, "drawn")
    assert [name for _data, name in made.values()] == [
        f"No_project_is_forecast_beyond_its_tolerance_in_time_or_cost.{ending}" for ending in ("xlsx", "png", "svg")
    ]
    assert made["Excel"][0].startswith(b"PK")
    assert made["Picture (PNG)"][0].startswith(b"\x89PNG")
    svg = made["Drawing (SVG)"][0].decode()
    assert "Status date 22 May 2026" in svg
    assert "No project is forecast beyond" in svg


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2 projects: a/b\\c", "2_projects_a_b_c"),
        ("…", "Regie"),
        ("é" * 80, "é" * 60),
        ("../../etc", "etc"),
        ("Dépenses : 3,5 % de retard, 12.4 de plus.", "Dépenses_3,5_de_retard_12.4_de_plus"),
        ("1\u202f250 lignes", "1250_lignes"),
        ("a " * 29 + "long word", "_".join("a" * 29)),
    ],
)
def test_a_file_is_named_by_its_finding_without_signs_that_mean_something_to_a_disk(title: str, name: str) -> None:
    assert panels._file_name(title) == name


def test_marks_all_differ_in_their_symbol() -> None:
    symbols = [mark.symbol for mark in every_mark()]
    assert len(set(symbols)) == len(symbols) == 12


def test_cells_get_the_colour_of_the_mark_they_begin_with() -> None:
    cells = [status_mark("red").text, status_mark("green", stale=True).words, level_mark("high").text, "", "other"]
    html = coloured(pd.DataFrame({"Status": cells, "Name": cells}), ("Status",)).to_html()  # type: ignore[union-attr]  # a Styler
    for mark in (status_mark("red"), status_mark("green"), level_mark("high")):
        assert f"color: {mark.tone.light}" in html
    assert html.count("color: ") == 2 + (status_mark("red").tone.light != level_mark("high").tone.light)


@pytest.mark.parametrize(("table", "columns"), [(pd.DataFrame({"A": ["● G"]}), ()), (pd.DataFrame({"A": []}), ("A",))])
def test_nothing_to_colour_leaves_the_table(table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    assert coloured(table, columns) is table


def test_dates_in_tables_stand_as_day_month_year() -> None:
    table = pd.DataFrame({"Due": [None, dt.date(2026, 5, 22)], "Title": ["a", "b"]}, dtype=object)
    assert {name: column["type_config"]["format"] for name, column in day_columns(table).items()} == {"Due": DAY_COLUMN}


def test_a_drawn_chart_keeps_everything_of_the_titled_one() -> None:
    with text.speaking("fr"):
        chart = variance_chart(measured(BEHIND), NAMES, dark=False)
        kept = drawn(chart)
    assert isinstance(kept, DrawnChart)
    assert (kept.title, kept.alt, kept.table, kept.values, kept.empty) == (
        chart.title, chart.alt, chart.table, chart.values, chart.empty,
    )  # fmt: skip
    assert kept.specification["config"]["locale"]["number"]["decimal"] == ","


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        (["€1,234.56", "-€12"], True),
        (["1\u202f234,56\u00a0€", "", "n/a"], True),
        (["€\u00a07.014.620", "€\u00a0-4.850", "+€\u00a01,2\u00a0mln."], True),
        (["9,35\u00a0M\u00a0€", "255\u00a0k\u00a0€"], True),
        (["40\u00a0%", "-0.5%", "+12 pt", "3 ptn"], True),
        (["15 May 2026", "1 Jun 2026"], False),
        (["27.004.08.02.1211"], False),
        (["● 85", "▲ 73"], False),
        (["12", "Tool 3"], False),
        (["", "n/a"], False),
    ],
)
def test_figures_stand_to_the_right_in_the_table_of_a_chart(cells: list[str], figures: bool) -> None:
    table = pd.DataFrame({"Name": ["a"] * len(cells), "Cell": cells})
    with text.speaking("en"):
        assert list(figure_columns(table)) == (["Cell"] if figures else [])
