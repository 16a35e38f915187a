"""The 5 x 5 risk matrix, before any response and with the responses in place, with arrows for what moved."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from dashboard import text
from dashboard.charts.titled import TitledChart
from dashboard.metrics.columns import records
from dashboard.metrics.register import Move
from dashboard.metrics.risks import Level, band
from dashboard.metrics.thresholds import RiskBands
from dashboard.text import _, ngettext
from dashboard.theme import GREEN, GREY, INK, RED, level_mark

SELECTION = "cell"
SCALE = range(1, 6)
HEIGHT = 320
GAP = 0.3
"""How far from the middle of its cells an arrow starts and ends, so that the counts stay readable."""
ARROWS = 20
"""Arrows drawn at most, the heaviest first; the table has them all."""
NAMED = 5
"""Risks that a tooltip names."""
OPPORTUNITY = "◇"
SERIOUS = (Level.HIGH, Level.CRITICAL)


class View(StrEnum):
    """Which scores place a risk."""

    INHERENT = "inherent"
    RESIDUAL = "residual"


PLACES = {View.INHERENT: ("likelihood", "impact"), View.RESIDUAL: ("at_likelihood", "at_impact")}
"""Columns of the register that place a risk: likelihood, then impact."""


class Matrix(NamedTuple):
    """What to draw: the view, the bands of its levels, and the compared date, if any."""

    view: View
    bands: RiskBands
    since: dt.date | None = None


def risk_matrix_chart(risks: pd.DataFrame, matrix: Matrix, *, dark: bool) -> TitledChart:
    """*risks*, the open threats and opportunities of a ``register``, counted by cell; a click selects the cell.

    With the responses in place, arrows lead from where risks stood on the compared date to where they stand.
    """
    cells = pd.DataFrame([_cell(risks, matrix, (likelihood, impact)) for likelihood in SCALE for impact in SCALE])
    cells["ground"] = [_tone(level, matrix.bands)[2 + dark] for level in cells["level"]]
    cells["ink"] = [_tone(level, matrix.bands)[int(dark)] for level in cells["level"]]
    arrows = moves(risks) if matrix.view is View.RESIDUAL else []
    layers = [*_cells(cells, dark=dark), *(_arrows(arrows[:ARROWS]) if arrows else ())]
    drawn = alt.layer(*layers).resolve_scale(color="independent", angle="independent")
    title = matrix_title(risks, matrix)
    return TitledChart(
        drawn.properties(width="container", height=HEIGHT),
        title,
        f"{title}. {_summary(cells)}",
        matrix_table(risks, matrix),
    )


def matrix_title(risks: pd.DataFrame, matrix: Matrix) -> str:
    """The finding: what the responses achieve, or what moved since the compared date."""
    threats = risks[risks["kind"] == "threat"]
    before, after = (_serious(threats[name], matrix.bands) for name in ("inherent", "level"))
    if matrix.view is View.INHERENT:
        return ngettext(
            "Before any response, {count} threat is high or critical",
            "Before any response, {count} threats are high or critical",
            before,
        )
    if matrix.since is None or not _moved(threats):
        return ngettext(
            "With the responses in place, {count} threat is still high or critical",
            "With the responses in place, {count} threats are still high or critical",
            after,
        )
    rose, fell = (int((threats["move"] == move).sum()) for move in (Move.ROSE, Move.FELL))
    return ngettext(
        "{count} threat is still high or critical; since {day}, {rose} rose and {fell} fell",
        "{count} threats are still high or critical; since {day}, {rose} rose and {fell} fell",
        after,
        rose=text.number(rose),
        fell=text.number(fell),
        day=text.short_day(matrix.since),
    )


def matrix_table(risks: pd.DataFrame, matrix: Matrix) -> pd.DataFrame:
    """The same as a table: every risk with its place, its level, and where it stood on the compared date."""
    placed = risks[risks[PLACES[matrix.view][0]] * risks[PLACES[matrix.view][1]] > 0]
    rows = [_row(record, matrix) for record in records(placed)]
    names = [_("Project"), _("Entry"), _("Title"), _("Likelihood"), _("Impact"), _("Level")]
    return pd.DataFrame(rows, columns=[*names, _("Likelihood then"), _("Impact then")])


def _row(record: dict[str, Any], matrix: Matrix) -> tuple[object, ...]:
    likelihood, impact = (int(record[name]) for name in PLACES[matrix.view])
    mark = level_mark(band(likelihood * impact, matrix.bands))
    then = (record["likelihood_then"], record["impact_then"]) if matrix.view is View.RESIDUAL else (None, None)
    shown = f"{mark.words} {likelihood * impact}"
    return (record["project"], record["entry"], record["title"], likelihood, impact, shown, *then)


class Arrow(NamedTuple):
    """Risks that moved from one cell (likelihood, impact) to another; *worse* for threats that rose and the like."""

    start: tuple[int, int]
    end: tuple[int, int]
    worse: bool | None
    risks: int
    about: str


def moves(risks: pd.DataFrame) -> list[Arrow]:
    """Where risks went since the compared date, the most numerous first."""
    columns = ["likelihood_then", "impact_then", "at_likelihood", "at_impact", "kind"]
    known = risks[risks["likelihood_then"].notna() & (risks["level"] > 0)]
    arrows = [
        _arrow([int(str(part)) for part in key[:4]], str(key[4]), group["title"].tolist())
        for key, group in known.groupby(columns, sort=True)
        if key[:2] != key[2:4]
    ]
    return sorted(arrows, key=lambda arrow: -arrow.risks)


def _arrow(place: list[int], kind: str, titles: list[str]) -> Arrow:
    before, after = place[0] * place[1], place[2] * place[3]
    worse = None if before == after else (after > before) == (kind == "threat")
    return Arrow((place[0], place[1]), (place[2], place[3]), worse, len(titles), _named(titles))


def _serious(found: pd.Series, bands: RiskBands) -> int:
    return sum(band(int(level), bands) in SERIOUS for level in found if level)


def _moved(risks: pd.DataFrame) -> bool:
    return bool(risks["move"].isin([Move.ROSE, Move.FELL]).any())


def _tone(level: int, bands: RiskBands) -> tuple[str, str, str, str]:
    tone = level_mark(band(level, bands)).tone
    return tone.light, tone.dark, tone.tint_light, tone.tint_dark


def _cell(risks: pd.DataFrame, matrix: Matrix, place: tuple[int, int]) -> dict[str, object]:
    likelihood, impact = place
    of, to = PLACES[matrix.view]
    inside = risks[(risks[of] == likelihood) & (risks[to] == impact)]
    threats, chances = (inside[inside["kind"] == kind] for kind in ("threat", "opportunity"))
    mark = level_mark(band(likelihood * impact, matrix.bands))
    counted = [text.number(len(threats))] if len(threats) else []
    counted += [f"{OPPORTUNITY}{text.number(len(chances))}"] if len(chances) else []
    return {
        "likelihood": likelihood,
        "impact": impact,
        "level": likelihood * impact,
        "left": impact - 0.48,
        "right": impact + 0.48,
        "foot": likelihood - 0.47,
        "head": likelihood + 0.47,
        "corner": f"{mark.text} {likelihood * impact}",
        "count": "  ".join(counted),
        "threats": len(threats),
        "opportunities": len(chances),
        "where": _("{likelihood} x {impact} = {level}, {name}", likelihood=likelihood, impact=impact,
                   level=likelihood * impact, name=mark.label),
        "about": _("Threats: {threats}; opportunities: {opportunities}", threats=len(threats),
                   opportunities=len(chances)),
        "titles": _named(_titles(inside)),
    }  # fmt: skip


def _titles(entries: pd.DataFrame) -> list[str]:
    rows = entries[["project", "entry", "title"]].to_numpy()
    return [_("{label}: {value}", label=f"{project} {entry}", value=title) for project, entry, title in rows]


def _named(titles: Sequence[str]) -> str:
    more = len(titles) - NAMED
    named = "; ".join(titles[:NAMED])
    return ngettext("{names}; {count} more", "{names}; {count} more", more, names=named) if more > 0 else named


def _summary(cells: pd.DataFrame) -> str:
    counted = [
        _("likelihood {likelihood}, impact {impact}: {threats} threats, {opportunities} opportunities", **row)
        for row in records(cells[cells["threats"] + cells["opportunities"] > 0])
    ]
    return _("By cell: {cells}.", cells="; ".join(reversed(counted))) if counted else _("No risk has scores.")


def _x(field: str) -> alt.X:
    return alt.X(**_axis(field, _("Impact (1 very low to 5 very high)")))


def _y(field: str) -> alt.Y:
    return alt.Y(**_axis(field, _("Likelihood (1 very low to 5 very high)")))


def _axis(field: str, title: str) -> dict[str, Any]:
    """The same axis in every layer: titles that differ would be strung together."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": alt.Scale(domain=[0.5, 5.5], nice=False, zero=False),
        "axis": alt.Axis(title=title, values=list(SCALE), format="d", grid=False, labelFlush=False),
    }


def _own(field: str) -> alt.Color:
    """Colours that the data give as they are."""
    return alt.Color(field=field, type="nominal", scale=None, legend=None)


def _text(field: str) -> alt.Text:
    return alt.Text(field=field, type="nominal")


def _cells(cells: pd.DataFrame, *, dark: bool) -> list[alt.Chart]:
    """Ground, corner and count of each cell."""
    picked = alt.selection_point(name=SELECTION, fields=["likelihood", "impact"], on="click", empty=False)
    named = (("where", _("Level")), ("about", _("Risks")), ("titles", _("Titles")))
    tips = [alt.Tooltip(field=name, type="nominal", title=title) for name, title in named]
    base, ink = alt.Chart(cells), _own("ink")
    ring = alt.condition(picked, alt.value(INK[dark]), alt.value("transparent"))
    ground = base.mark_rect(cornerRadius=3, strokeWidth=2.5, cursor="pointer").encode(
        x=_x("left"), x2=alt.X2(field="right"), y=_y("foot"), y2=alt.Y2(field="head"),
        color=_own("ground"), stroke=ring, tooltip=tips,
    )  # fmt: skip
    corner = base.mark_text(align="left", baseline="top", dx=5, dy=5, fontSize=10)
    count = base.mark_text(fontSize=17, fontWeight=600, dy=4)
    return [
        ground.add_params(picked),
        corner.encode(x=_x("left"), y=_y("head"), text=_text("corner"), color=ink),
        count.encode(x=_x("impact"), y=_y("likelihood"), text=_text("count"), color=ink),
    ]


def _arrows(arrows: Sequence[Arrow]) -> list[alt.Chart]:
    """A ghost where the risks stood, a line, a head that points along it, and how many when more than one."""
    base, colour = alt.Chart(pd.DataFrame([_drawn(arrow) for arrow in arrows])), _own("colour")
    tips = [alt.Tooltip(field="about", type="nominal", title=_("Moved"))]
    from_here, to_here = {"x": _x("x"), "y": _y("y"), "color": colour}, {"x": _x("x2"), "y": _y("y2"), "color": colour}
    line = base.mark_rule(strokeWidth=2).encode(**from_here, x2=alt.X2(field="x2"), y2=alt.Y2(field="y2"), tooltip=tips)
    turned = base.transform_calculate(
        angle="atan2((datum.x2 - datum.x) * width, (datum.y2 - datum.y) * height) * 180 / PI"
    )
    angle = alt.Angle(field="angle", type="quantitative", scale=None)
    head = turned.mark_point(shape="triangle-up", size=110, opacity=1).encode(**to_here, angle=angle, tooltip=tips)
    many = base.transform_filter("datum.count > 1").mark_text(dx=9, dy=-9, fontSize=11, fontWeight=600)
    return [
        base.mark_point(shape="circle", size=45, opacity=0.35).encode(**from_here),
        line,
        head,
        many.encode(**to_here, text=_text("times")),
    ]


def _drawn(arrow: Arrow) -> dict[str, object]:
    (low, left), (high, right) = arrow.start, arrow.end
    length = max(abs(high - low), abs(right - left))
    up, along = (high - low) / length * GAP, (right - left) / length * GAP
    tone = GREY if arrow.worse is None else RED if arrow.worse else GREEN
    return {
        "x": left + along,
        "y": low + up,
        "x2": right - along,
        "y2": high - up,
        "count": arrow.risks,
        "times": f"× {text.number(arrow.risks)}",
        "colour": tone.graphic,
        "about": arrow.about,
    }
