"""What every chart is to a page: the drawing, the sentence that it proves, and what it shows in words."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

AnyChart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart

alt.data_transformers.disable_max_rows()


@dataclass(frozen=True, eq=False)
class TitledChart:
    """A chart, its title sentence, its text alternative, and the same content as a *table* ready to show.

    *values* is that table with numbers and dates as they are, for the workbook; where it is None the
    workbook gets the text of *table*. *empty*: there is nothing to draw, and the title says why.
    """

    chart: AnyChart
    title: str
    alt: str
    table: pd.DataFrame | None = None
    values: pd.DataFrame | None = None
    empty: bool = False


@dataclass(frozen=True, eq=False)
class DrawnChart:
    """A ``TitledChart`` with its Vega-Lite specification made: cheap to keep, and to send again."""

    specification: dict[str, Any]
    title: str
    alt: str
    table: pd.DataFrame | None = None
    values: pd.DataFrame | None = None
    empty: bool = False


def drawn(titled: TitledChart) -> DrawnChart:
    """*titled* with its specification, which costs tens of milliseconds, in the language in use."""
    return DrawnChart(titled.chart.to_dict(), titled.title, titled.alt, titled.table, titled.values, titled.empty)


def nothing_to_draw(sentence: str) -> TitledChart:
    """What stands in for a chart without data: a page shows *sentence*, which says why and what to do."""
    return TitledChart(alt.Chart(pd.DataFrame({"x": []})).mark_point(), sentence, sentence, empty=True)
