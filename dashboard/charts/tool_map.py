"""The tool map: institutions by domains, each tool a tile with its stage, current tool and target tool.

Where the chart is narrow, as on a phone, the same drawing becomes a list: the tools still moving,
institution by institution. The browser chooses, so both layouts are in the drawing.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.reform_marks import ReformNames, item_mark, readiness_mark
from dashboard.charts.titled import AnyChart, TitledChart
from dashboard.charts.tool_tiles import BROAD, COLUMNS, GRID, LIST, MAP, Paper, list_marks, map_marks
from dashboard.metrics.reform_items import OVER, ReformItem, attention, by_institution
from dashboard.text import _, ngettext

SELECTION = "tool"
WIDE = 720
"""Width in pixels from which the map is drawn rather than the list."""
BROADER = 1350
"""Width in pixels from which tiles hold longer lines, as on a projector."""
LABEL_WIDTH = 140
LINE = 17


def tool_map_chart(items: Sequence[ReformItem], names: ReformNames, *, dark: bool) -> TitledChart:
    """Every tool of *items* (at least one) in the cell of its institution and domain.

    A click on a tile selects ``key``, the key of its item, under the parameter ``SELECTION``.
    """
    rows = by_institution(items)
    domains = [code for code in names.domains if any(item.domain == code for item in items)]
    paper = Paper(names, dark)
    drawn = pd.DataFrame([*map_marks(rows, domains, paper), *list_marks(rows, paper)], columns=list(COLUMNS))
    title = map_title(items)
    return TitledChart(_chart(drawn, len(domains)), title, _alt(title, items, names), map_table(items, names))


def map_title(items: Sequence[ReformItem]) -> str:
    """How far the tools are, in one sentence."""
    done, stopped = sum(i.stage == OVER for i in items), sum(i.in_error for i in items)
    tools_done = ngettext(
        "{done} of {count} tool done", "{done} of {count} tools done", len(items), done=text.number(done)
    )
    if not stopped:
        return tools_done
    return ngettext(
        "{tools_done}, {count} failed or blocked",
        "{tools_done}, {count} failed or blocked",
        stopped,
        tools_done=tools_done,
    )


def map_table(items: Sequence[ReformItem], names: ReformNames) -> pd.DataFrame:
    """The same as a table, what needs attention first."""
    rows = [
        {
            _("Institution"): names.institution(i),
            _("Current tool"): i.current_tool,
            _("Target tool"): i.target_tool or "",
            _("Stage"): item_mark(i, names).words,
            _("Cutover"): i.cutover,
            _("Planned cutover"): i.planned,
            _("Readiness"): readiness_mark(i.readiness.readiness).words,
            _("Users moved"): i.users_moved,
            _("Users in scope"): i.users_in_scope,
            _("Wave"): i.wave,
            _("Domain"): names.domain(i),
            _("Item"): i.item,
        }
        for i in sorted(items, key=attention)
    ]
    return pd.DataFrame(rows)


def _alt(title: str, items: Sequence[ReformItem], names: ReformNames) -> str:
    counts = [(names.stages[s], sum(i.stage == s for i in items)) for s in names.stages]
    stages = ", ".join(f"{label} {text.number(count)}" for label, count in counts if count)
    return _("{title}. Tools by institution and domain; by stage: {stages}.", title=title, stages=stages)


def _chart(frame: pd.DataFrame, columns: int) -> AnyChart:
    tile = f"(width - {LABEL_WIDTH}) / {columns}"
    base = (
        alt.Chart(frame)
        .transform_filter(
            f"datum.mode == (width > {BROADER} ? '{BROAD}' : width > {WIDE} ? '{MAP}' : '{LIST}')"
            f" || (datum.mode == '{GRID}' && width > {WIDE})"
        )
        .transform_calculate(
            start=f"width > {WIDE} ? ({LABEL_WIDTH} + datum.column * {tile} + 2) / width : 0",
            end=f"width > {WIDE} ? ({LABEL_WIDTH} + (datum.column + 1) * {tile} - 2) / width : 1",
            edge="0",
        )
    )
    picked = alt.selection_point(name=SELECTION, fields=["key"], on="click", empty=False)
    room = f"(width > {WIDE} ? {tile} : width)"
    labels = f"width > {WIDE} ? {LABEL_WIDTH - 8} : width - 90"
    layers = [
        base.transform_filter("datum.kind == 'line'").mark_point(opacity=0, size=0).encode(y=_line()),
        _rectangles(base, "blank").encode(color=_own("ground")),
        _rectangles(base, "tile").encode(color=_own("ground"), tooltip=_tooltip()).add_params(picked),
        _rectangles(base, "tile", filled=False, strokeWidth=1.5, aria=False)
        .transform_filter("datum.ring")
        .encode(stroke=alt.Stroke(field="ring", type="nominal", scale=None, legend=None)),
        _words(base, "header", "start", dx=4, limit=f"{room} - 5", fontSize=12),
        _words(base, "label", "edge", dy=alt.ExprRef("2 - datum.rise"), limit=labels, fontSize=12, fontWeight=600),
        _words(base, "count", "edge", dy=alt.ExprRef("3 - datum.rise"), limit=f"{LABEL_WIDTH - 8}", fontSize=12),
        _words(base, "end", "end", align="right", limit="90", fontSize=12),
        _words(base, "stage", "start", dx=4, dy=2, limit=f"{room} - 9", fontSize=11, fontWeight=600),
        _words(base, "flagged stage", "start", dx=17, dy=2, limit=f"{room} - 20", fontSize=11, fontWeight=600),
        _words(base, "first flag", "start", dx=4, dy=2, limit="20", fontSize=11),
        _words(base, "tool", "start", dx=4, dy=-0.5, limit=f"{room} - 9", fontSize=11),
        _words(base, "flag", "end", dx=-6, dy=2, align="right", limit="20", fontSize=12),
    ]
    chart = alt.layer(*layers).properties(height={"step": LINE}, width="container").resolve_scale(color="independent")
    return chart.configure_scale(bandPaddingInner=0, bandPaddingOuter=0).configure_view(stroke=None)


def _rectangles(base: alt.Chart, kind: str, **mark: Any) -> alt.Chart:
    drawn = base.transform_filter(f"datum.kind == '{kind}'").mark_rect(yOffset=2, y2Offset=-2, cornerRadius=4, **mark)
    return drawn.encode(
        x=_across("start"), x2=alt.X2(field="end"), y=_line(), y2=alt.Y2(field="last", bandPosition=1)
    )  # fmt: skip


def _words(base: alt.Chart, kind: str, at: str, *, limit: str, **mark: Any) -> alt.Chart:
    drawn = base.transform_filter(f"datum.kind == '{kind}'").mark_text(
        **{"align": "left", "baseline": "middle", "limit": alt.ExprRef(limit), **mark}
    )
    return drawn.encode(
        x=_across(at), y=_line(0.5), text=alt.Text(field="text", type="nominal"), color=_own("ink")
    )  # fmt: skip


def _across(field: str) -> alt.X:
    return alt.X(field=field, type="quantitative", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)


def _line(position: float = 0) -> alt.Y:
    return alt.Y(field="line", type="ordinal", bandPosition=position, axis=None)


def _own(field: str) -> alt.Color:
    return alt.Color(field=field, type="nominal", scale=None, legend=None)


def _tooltip() -> list[alt.Tooltip]:
    titles = {
        "institution": _("Institution"),
        "domain": _("Domain"),
        "tools": _("Tool"),
        "about": _("Stage"),
        "readiness": _("Readiness"),
    }
    return [alt.Tooltip(field=field, type="nominal", title=title) for field, title in titles.items()]
