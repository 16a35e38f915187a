"""The cloud roadmap: hosting targets by quarter, each cell the tools that are there of those due."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from dashboard import text
from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.reform_marks import ReformNames, arrival_mark
from dashboard.charts.titled import TitledChart
from dashboard.metrics.hosting import Arrival, RoadmapCell, hosting_roadmap, quarter_of
from dashboard.metrics.reform_items import ReformItem
from dashboard.text import _, ngettext
from dashboard.theme import GREY, Mark

ESSENTIAL_QUARTERS = 3
MOST_QUARTERS = 8
NAMED = 12
"""Tools that a cell names at most."""
NOTHING = Mark("", "", "", GREY)


def hosting_chart(items: Sequence[ReformItem], status_date: dt.date, names: ReformNames, *, dark: bool) -> TitledChart:
    """The roadmap of *items* (at least one); a click selects the hosting target as ``key``."""
    cells = hosting_roadmap(items, list(names.hosting))
    title = hosting_title(items)
    drawn = _grid(cells, status_date, names)
    return TitledChart(mark_grid(drawn, (_("Hosting target"), _("Tools")), dark=dark), title, _alt(title, cells, names),
                       hosting_table(cells, names))  # fmt: skip


def hosting_title(items: Sequence[ReformItem]) -> str:
    """How many tools have reached their hosting target."""
    there = sum(not item.pending for item in items)
    return ngettext(
        "{there} of {count} tool runs on its target", "{there} of {count} tools run on their target", len(items),
        there=text.number(there),
    )  # fmt: skip


def hosting_table(cells: Sequence[RoadmapCell], names: ReformNames) -> pd.DataFrame:
    """The same as a table, one row per target and quarter."""
    rows = [
        {
            _("Hosting target"): hosting_name(cell.hosting, names),
            _("Quarter"): quarter_words(cell.quarter),
            _("Tools"): len(cell.items),
            _("Tools there"): cell.arrived,
            _("State"): arrival_mark(cell.state).words,
        }
        for cell in cells
    ]
    return pd.DataFrame(rows)


def hosting_name(hosting: str, names: ReformNames) -> str:
    """A hosting target in words; blank where none is chosen."""
    return names.hosting.get(hosting, hosting) if hosting else _("not decided")


def quarter_words(quarter: dt.date | None) -> str:
    """``Q4 2026``, ``T4 2026`` in French, ``K4 2026`` in Dutch."""
    if quarter is None:
        return _("no date")
    return _("Q{quarter} {year}", quarter=(quarter.month + 2) // 3, year=quarter.year)


def _grid(cells: Sequence[RoadmapCell], status_date: dt.date, names: ReformNames) -> list[GridCell]:
    quarters = _quarters(cells, status_date)
    near = set(quarters[_now(quarters, status_date) :][:ESSENTIAL_QUARTERS])
    by_place = {(cell.hosting, cell.quarter): cell for cell in cells}
    hostings = list(dict.fromkeys(cell.hosting for cell in cells))
    drawn = []
    for hosting in hostings:
        name = hosting_name(hosting, names)
        drawn.append(_total(hosting, name, [cell for cell in cells if cell.hosting == hosting]))
        for quarter in quarters:
            cell = by_place.get((hosting, quarter), RoadmapCell(hosting, quarter, ()))
            drawn.append(_cell(name, cell, essential=quarter in near))
    return drawn


def _quarters(cells: Sequence[RoadmapCell], status_date: dt.date) -> list[dt.date | None]:
    """The quarters to show, undated items last; of many, those around the status date."""
    dated = sorted({cell.quarter for cell in cells if cell.quarter})
    start = max(0, min(_now(dated, status_date) - MOST_QUARTERS // 2, len(dated) - MOST_QUARTERS))
    return [*dated[start : start + MOST_QUARTERS], *([None] if any(cell.quarter is None for cell in cells) else [])]


def _now(quarters: Sequence[dt.date | None], status_date: dt.date) -> int:
    """Position of the quarter of *status_date*, or of the next one."""
    now = quarter_of(status_date)
    return next((n for n, quarter in enumerate(quarters) if quarter is None or quarter >= now), len(quarters))


def _total(hosting: str, name: str, cells: Sequence[RoadmapCell]) -> GridCell:
    whole = RoadmapCell(hosting, None, tuple(item for cell in cells for item in cell.items))
    return _drawn(name, whole, _("All"))


def _cell(name: str, cell: RoadmapCell, *, essential: bool) -> GridCell:
    header = quarter_words(cell.quarter).replace(" ", "|")
    if not cell.items:
        return GridCell(cell.hosting, name, header, NOTHING, "", _("no tool"), essential=essential)
    return _drawn(name, cell, header)._replace(essential=essential)


def _drawn(name: str, cell: RoadmapCell, header: str) -> GridCell:
    mark = arrival_mark(cell.state)
    counted = _("{part} of {whole}", part=text.number(cell.arrived), whole=text.number(len(cell.items)))
    shown = f"{mark.symbol} {text.number(cell.arrived)}/{text.number(len(cell.items))}"
    meant = _meant(cell)
    codes = ", ".join(item.item for item in meant[:NAMED]) + (" …" if len(meant) > NAMED else "")
    about = _("{label}: {value}", label=counted, value=f"{mark.label} ({codes})")
    return GridCell(cell.hosting, name, header, mark, shown, about)


def _meant(cell: RoadmapCell) -> Sequence[ReformItem]:
    """The tools that give *cell* its state: those stopped, or those late; all of them where nothing is wrong."""
    match cell.state:
        case Arrival.STOPPED:
            return [item for item in cell.items if item.pending and item.in_error]
        case Arrival.LATE:
            return [item for item in cell.items if item.pending and item.lagging]
        case _:
            return cell.items


def _alt(title: str, cells: Sequence[RoadmapCell], names: ReformNames) -> str:
    each = [
        _("{label}: {value}", label=f"{hosting_name(c.hosting, names)}, {quarter_words(c.quarter)}",
          value=f"{c.arrived}/{len(c.items)}")
        for c in cells
    ]  # fmt: skip
    return f"{title}. {'; '.join(each)}."
