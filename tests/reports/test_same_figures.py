"""The same figures in every format and on screen: every number is extracted from each and compared."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner

from dashboard import text
from dashboard.cli import main
from dashboard.cli_data import LABELS
from dashboard.metrics.kpi import Unit
from dashboard.reports.document import Chart, Document, Table, blocks_of
from dashboard.reports.offline import html_pack
from dashboard.reports.pack import Pack
from dashboard.reports.sheets import xlsx
from dashboard.reports.slides import pptx
from dashboard.reports.steering import steering_pack
from dashboard.reports.typeset import pdf
from dashboard.reports.variants import variants
from dashboard.text import _
from dashboard.written import written as in_full
from dashboard.written import written_movement
from data_access.engine import Database
from tests.reports.reading import (
    charts,
    html_text,
    numbers,
    page_named,
    pdf_pages,
    sheet_rows,
    slide_texts,
    without_charts,
    written,
)  # fmt: skip

Told = dict[str, dict[str, Any]]


@pytest.fixture
def told(demonstrated: Database, monkeypatch: pytest.MonkeyPatch, shown: Pack) -> Told:
    """What ``regie kpi --json`` prints, by name."""
    monkeypatch.setenv("DATABASE_URL", demonstrated.engine.url.render_as_string(hide_password=False))
    arguments = ["kpi", "--json", "--compare-with", str(shown.compare_with)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return {kpi["name"]: kpi for kpi in json.loads(result.output)["kpis"]}


def rows_in_full(told: Told) -> Iterator[list[str]]:
    """The rows of the page of all figures, as the same functions write what the command printed."""
    for kpi in told.values():
        unit = Unit(kpi["unit"])
        now, then, delta = (None if kpi[n] is None else Decimal(str(kpi[n])) for n in ("value", "then", "delta"))
        yield [_(LABELS[kpi["name"]]), in_full(now, unit), in_full(then, unit), written_movement(delta, unit)]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_figure_of_the_command_stands_in_every_format(told: Told, shown: Pack, language: str) -> None:
    """Label, value, value before and movement, in each language, on the page of all figures."""
    with text.speaking(language):
        document = steering_pack(shown)
        last = document.pages[-1]
        expected = list(rows_in_full(told))
        (table,) = (block for block in last.blocks if isinstance(block, Table))
        # The labels of the pack were translated when it was read; its figures are written now.
        assert [[cell.text for cell in row[1:4]] for row in table.rows] == [row[1:] for row in expected]
        only = Document(document.kind, document.title, language, document.stamp, (last,), cover=False)
        found = numbers(" ".join(cell for row in expected for cell in row[1:]))
        for said in (
            " ".join(pdf_pages(pdf(only))), "\n".join(slide_texts(pptx(only))), html_text(html_pack(only, {}, {})),
        ):  # fmt: skip
            assert not found - numbers(said)


def test_every_number_of_the_pack_stands_in_every_format_and_no_other_does(steering: Document) -> None:
    expected = numbers(written(steering))
    found = {
        "pdf": numbers(" ".join(pdf_pages(pdf(without_charts(steering))))),
        "pptx": numbers("\n".join(slide_texts(pptx(steering)))),
        "html": numbers(html_text(html_pack(steering, {}, {}))),
    }
    assert {name: dict(expected - said) for name, said in found.items() if expected - said} == {}
    beside = set(numbers(" ".join([steering.stamp.words(), *steering.about, written(steering)])))
    pages = {str(n) for n in range(200)}
    assert {name: set(said) - beside - pages for name, said in found.items() if set(said) - beside - pages} == {}


def test_the_workbook_holds_the_numbers_themselves(steering: Document) -> None:
    cells = Counter(
        round(float(cell), 6)
        for rows in sheet_rows(xlsx(steering)).values()
        for row in rows
        for cell in row
        if isinstance(cell, int | float)
    )
    for page in steering.pages:
        for table in (block for block in blocks_of(page) if isinstance(block, Table)):
            for row in table.rows:
                for cell, column in zip(row, table.columns, strict=True):
                    if column.right and isinstance(cell.value, int | Decimal):
                        assert cells[round(float(cell.value), 6)], (page.title, cell)


def test_the_charts_of_the_slides_hold_the_same_numbers(steering: Document) -> None:
    plots = [block.plot for page in steering.pages for block in blocks_of(page) if isinstance(block, Chart)]
    drawn = charts(pptx(steering))
    assert len(drawn) == len(plots) > 1
    for chart, plot in zip(drawn, plots, strict=True):
        assert [series.name for series in chart.series] == [series.name for series in plot.series]
        for shown_series, series in zip(chart.series, plot.series, strict=True):
            values = [None if v is None else float(v) for v in series.values]
            assert list(shown_series.values) == pytest.approx(values, nan_ok=True)


def test_an_offline_choice_shows_what_the_screen_would(shown: Pack, steering: Document) -> None:
    """Without a filter the figures computed beforehand are those of the page; each choice has its own."""
    found = variants(shown)
    cards = page_named(steering, steering.pages[1].title).blocks[0]
    everything = found["", "", "", ""]
    assert {card.figure: card.value for card in cards.cards} == {  # type: ignore[union-attr]  # the six cards
        card.figure: everything[card.figure].value
        for card in cards.cards  # type: ignore[union-attr]
    }
    managers = {facet.manager for facet in shown.facets.values()}
    whole = int(re.findall(r"\d+", everything["projects_on_track"].value)[1])
    parts = [int(re.findall(r"\d+", found["", "", m, ""]["projects_on_track"].value)[1]) for m in managers]
    assert sum(parts) == whole
