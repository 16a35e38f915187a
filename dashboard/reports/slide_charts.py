"""Charts on slides: the program's own, with their numbers in a sheet behind them, so that they stay editable."""

from decimal import Decimal
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard import text
from dashboard.reports.document import Chart, Plot, Shape, printable
from dashboard.reports.slide_layout import Box
from dashboard.reports.slide_text import rgb
from dashboard.text import _
from dashboard.theme import GREY, INK

TYPES = {Shape.LINE: XL_CHART_TYPE.LINE, Shape.BAR: XL_CHART_TYPE.BAR_CLUSTERED}
GRID = "#E3E7EC"
THOUSAND = 1000
LABEL = 0.85
"""Width in inches that the name of a month takes on an axis."""


def draw_chart(slide: Any, chart: Chart, box: Box, points: float) -> None:
    """*chart* at its place, its text at *points*."""
    plot = chart.plot
    data: Any = CategoryChartData(number_format="#,##0.00")  # type: ignore[no-untyped-call]  # partly typed library
    data.categories = [printable(name) for name in plot.categories]
    for series in plot.series:
        data.add_series(printable(series.name), [None if v is None else float(v) for v in series.values])
    frame = slide.shapes.add_chart(TYPES[plot.shape], *(Inches(side) for side in box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(chart.alt))
    drawn = frame.chart
    drawn.font.size = Pt(points)
    drawn.font.color.rgb = rgb(INK[0])
    drawn.has_title = False
    drawn.has_legend = len(plot.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(drawn, plot, box.width)
    for shown, series in zip(drawn.plots[0].series, plot.series, strict=True):
        _look(shown, plot, series.colour, dashed=series.dashed)


def _axes(drawn: Any, plot: Plot, width: float) -> None:
    values, categories = drawn.value_axis, drawn.category_axis
    scaled = max((abs(v) for s in plot.series for v in s.values if v is not None), default=Decimal(0)) >= 10 * THOUSAND
    values.major_gridlines.format.line.color.rgb = rgb(GRID)
    values.format.line.fill.background()
    values.has_title = True
    values.axis_title.text_frame.text = _("{axis}, in thousands", axis=plot.axis) if scaled else plot.axis
    font = values.axis_title.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = drawn.font.size, False, rgb(GREY.light)
    labels = values.tick_labels
    labels.number_format, labels.number_format_is_linked = number_format(scaled=scaled), False
    categories.format.line.color.rgb = rgb(GREY.graphic)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if plot.most is not None:
        values.maximum_scale, values.minimum_scale = plot.most, 0
    if plot.shape is Shape.BAR:
        categories.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, -5
    else:
        _thin_out(categories, len(plot.categories), width)


def number_format(*, scaled: bool) -> str:
    """Whole numbers with the thousands separator of the language in use, whatever that of the reader's program.

    *scaled* ones are written in thousands.
    """
    sign = str(text.number_signs(text.current_language())["thousands"])
    fewer, unit = ("," if scaled else ""), (THOUSAND if scaled else 1)
    if sign == ",":
        return f"#,##0{fewer}"
    million = f'[>={unit * THOUSAND**2}]#"{sign}"###"{sign}"##0{fewer}'
    return f'{million};[>={unit * THOUSAND}]#"{sign}"##0{fewer};0{fewer}'


def _thin_out(axis: Any, count: int, width: float) -> None:
    """Names only every so many categories, where all would not fit side by side."""
    every = -(-count // max(int(width / LABEL), 1))
    if every > 1:
        for name in ("c:tickLblSkip", "c:tickMarkSkip"):
            _set(axis, name, every)


def _set(axis: Any, name: str, value: int) -> None:
    element = etree.SubElement(axis._element, qn(name))
    element.set("val", str(value))
    last = axis._element.find(qn("c:noMultiLvlLbl"))
    if last is not None:
        last.addprevious(element)


def _look(shown: Any, plot: Plot, colour: str, *, dashed: bool) -> None:
    if plot.shape is Shape.BAR:
        shown.format.fill.solid()
        shown.format.fill.fore_color.rgb = rgb(colour)
        return
    shown.smooth = False
    shown.marker.style = XL_MARKER_STYLE.NONE
    shown.format.line.width = Pt(2.25)
    shown.format.line.color.rgb = rgb(colour)
    if dashed:
        shown.format.line.dash_style = MSO_LINE.DASH
