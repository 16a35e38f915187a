"""What every chart is to a page: the drawing, the sentence that it proves, and what it shows in words."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

AnyChart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart


@dataclass(frozen=True, eq=False)
class TitledChart:
    """A chart, its title sentence, its text alternative, and the same content as a *table* ready to show."""

    chart: AnyChart
    title: str
    alt: str
    table: pd.DataFrame | None = None
