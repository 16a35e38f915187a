"""The first pages of the steering pack: what needs a decision, the six KPIs, the status grid, who moved."""

from functools import partial

import pandas as pd

from dashboard import text
from dashboard.charts.status_grid import BOTH, DECLARED_ONLY, dimension_names, grid_title
from dashboard.metrics.columns import records
from dashboard.metrics.kpi import Kpi
from dashboard.metrics.portfolio import CARDS, MovedKpi, portfolio_kpis
from dashboard.reports.cells import cut, kpi_card, moved, status_cell
from dashboard.reports.document import Block, Cards, Cell, Column, Line, Lines, Page, Table
from dashboard.reports.measuring import longest_word
from dashboard.reports.pack import Pack, Record
from dashboard.reports.slide_heights import LEAST
from dashboard.text import _, ngettext
from dashboard.theme import status_mark
from dashboard.written import figure, written, written_movement

LONGEST_REASON = 260
PROJECT, MARK, AROUND = 4.0, 0.5, 0.18
"""Widths of columns where text is smallest: a name, a status, and what stands around either."""
FEW_MOVERS = 4
"""Projects that moved, up to which they need no page of their own."""


def matters_page(pack: Pack) -> Page:
    """What needs a decision, in sentences, the most pressing first."""
    if not pack.matters:
        return Page(
            _("Nothing needs a decision"),
            (Lines((Line(_("Every active project reported and is within its tolerances.")),)),),
        )
    notes = (_("Take the matters in this order: exceptions first, then decisions requested, then credits and gaps."),)

    def titled(codes: frozenset[str]) -> str:
        count = sum(not line.project or line.project in codes for line in pack.matters)
        return ngettext("{count} matter needs your attention", "{count} matters need your attention", count)

    blocks = (Lines(pack.matters), *_standstill(pack))
    return Page(titled(frozenset(pack.names)), blocks, notes, retitled=titled)


def _standstill(pack: Pack) -> tuple[Lines, ...]:
    """That nobody moved, where a page of its own would be empty."""
    if pack.movers is None or not pack.movers.empty:
        return ()
    return (Lines((Line(_("No project moved since {day}.", day=text.day(pack.compare_with))),)),)


def kpis_page(pack: Pack) -> Page:
    """The six cards with their movement, and what each means."""
    kpis = [(definition.name, pack.kpi(definition.name)) for definition in CARDS]
    cards = Cards(tuple(kpi_card(pack.labels.figures[name], kpi) for name, kpi in kpis))
    notes = tuple(
        _("{label}: {definition}", label=pack.labels.figures[name], definition=pack.labels.definitions[name])
        for name, _kpi in kpis
    )
    blocks: list[Block] = [cards, _kpi_table(pack)]
    if pack.movers is not None and 0 < len(pack.movers) <= FEW_MOVERS:
        blocks.append(_movers_table(pack, titled=True))
    return Page(_on_track(pack.kpi("projects_on_track")), tuple(blocks), notes, retitled=partial(_on_track_of, pack))


def _on_track_of(pack: Pack, codes: frozenset[str]) -> str:
    own = pack.measures[pack.measures["project"].isin(codes)].reset_index(drop=True)
    kpis = portfolio_kpis(own, pack.thresholds, as_of=pack.as_of)
    return _on_track(next(kpi for kpi in kpis if kpi.name == "projects_on_track"))


def _on_track(kpi: Kpi | MovedKpi) -> str:
    return ngettext(
        "{part} of {count} active project is on track", "{part} of {count} active projects are on track",
        int(kpi.denominator or 0), part=text.number(kpi.value),
    )  # fmt: skip


def _kpi_table(pack: Pack) -> Table:
    compared = text.day(pack.compare_with) if pack.compare_with else ""
    columns = [Column(_("KPI"), 1.6), Column(text.day(pack.as_of), 1.1, right=True)]
    columns += [Column(compared, 1.1, right=True), Column(_("Movement"), 1, right=True)] if compared else []
    rows = []
    for definition in CARDS:
        kpi = pack.kpi(definition.name)
        cells = [Cell(pack.labels.figures[kpi.name], bold=True), Cell(figure(kpi.value, kpi.unit, 1), kpi.value)]
        cells += [Cell(figure(kpi.then, kpi.unit, 1), kpi.then), Cell(moved(kpi), kpi.delta)] if compared else []
        rows.append((*cells, Cell(pack.labels.definitions[kpi.name])))
    return Table("", (*columns, Column(_("Definition"), 4.6)), tuple(rows))


def grid_page(pack: Pack) -> Page:
    """All projects by dimension, declared beside computed."""
    names, declared, computed = dimension_names(), _("declared"), _("computed")
    heads = []
    for dimension in BOTH:
        heads += [
            (f"declared_{dimension}", _("{dimension}, {side}", dimension=names[dimension], side=declared)),
            (f"computed_{dimension}", _("{dimension}, {side}", dimension=names[dimension], side=computed)),
        ]
    heads += [(f"declared_{d}", _("{dimension}, {side}", dimension=names[d], side=declared)) for d in DECLARED_ONLY]
    heads.append(("confidence", names["confidence"]))
    columns = (Column(_("Project"), PROJECT), *(Column(head, _width(head)) for _name, head in heads))
    rows = [
        (Cell(cut(pack.names[str(r["project"])], 60), bold=True), *_statuses(pack, r, heads))
        for r in records(pack.grid)
    ]
    projects = tuple(str(project) for project in pack.grid["project"])
    table = Table("", columns, tuple(rows), _grid_note(), projects)
    notes = (_("Ringed: the data look worse than the overall status that the project manager declares."),)

    def titled(codes: frozenset[str]) -> str:
        return grid_title(pack.grid[pack.grid["project"].isin(codes)])

    return Page(grid_title(pack.grid), (table,), notes, retitled=titled)


def _width(head: str) -> float:
    """The width of a column of statuses that breaks no word of *head*."""
    return max(MARK, longest_word(head, LEAST)) + AROUND


def _statuses(pack: Pack, record: Record, heads: list[tuple[str, str]]) -> tuple[Cell, ...]:
    stale = pack.stale.get(str(record["project"]), False)
    ringed = bool(record["is_watermelon"])
    return tuple(
        status_cell(record[name], stale=stale, ringed=ringed and name == "computed_overall") for name, _head in heads
    )


def _grid_note() -> str:
    marks = [status_mark(status) for status in ("green", "amber", "red", "not_assessed")]
    stale = status_mark("red", stale=True)
    key = [_("{symbol} {letter} {label}", symbol=m.symbol, letter=m.letter, label=m.label) for m in marks]
    key.append(_("hatched ({symbol}): out of date", symbol=stale.symbol))
    key.append(_("ringed: the data look worse than what is declared"))
    return " · ".join(key)


def movers_page(pack: Pack) -> Page | None:
    """From and to, days and cost, with the reason; None where few moved, who then stand below the KPIs."""
    if pack.movers is None or len(pack.movers) <= FEW_MOVERS:
        return None
    notes = (_("Days: change of the forecast end. Cost: change of the forecast at completion."),)
    return Page(_movers_title(pack), (_movers_table(pack, titled=False),), notes)


def _movers_title(pack: Pack) -> str:
    count, day = 0 if pack.movers is None else len(pack.movers), text.day(pack.compare_with)
    return ngettext("{count} project moved since {day}", "{count} projects moved since {day}", count, day=day)


def _movers_table(pack: Pack, *, titled: bool) -> Table:
    columns = (
        Column(_("Project"), 2.6), Column(_("From"), 0.7), Column(_("To"), 0.7), Column(_("Days"), 0.7, right=True),
        Column(_("Cost"), 0.9, right=True), Column(_("Why"), 5),
    )  # fmt: skip
    movers = pd.DataFrame() if pack.movers is None else pack.movers
    rows = tuple(_mover(pack, record) for record in records(movers))
    projects = tuple(str(record["project"]) for record in records(movers))
    return Table(_movers_title(pack) if titled else "", columns, rows, projects=projects)


def _mover(pack: Pack, record: Record) -> tuple[Cell, ...]:
    days, cost = record["days"], record["cost"]
    return (
        Cell(cut(pack.names.get(str(record["project"]), record["name"]), 60), bold=True),
        status_cell(record["before"]),
        status_cell(record["after"]),
        Cell("" if not days else text.signed(text.number, days), days),  # type: ignore[arg-type]  # a whole number
        Cell("" if not cost else text.signed(text.compact_amount, cost), cost),  # type: ignore[arg-type]  # a Decimal
        Cell(cut(record["reason"], LONGEST_REASON) if record["reason"] else _("the workbook gives no reason")),
    )


def figures_page(pack: Pack) -> Page:
    """Every figure in full: what the command ``regie kpi`` prints."""
    compared = bool(pack.compare_with)
    columns = [Column(_("Figure"), 3), Column(text.day(pack.as_of), 1.4, right=True)]
    columns += (
        [Column(text.day(pack.compare_with), 1.4, right=True), Column(_("Movement"), 1.2, right=True)]
        if compared
        else []
    )
    columns.append(Column(_("Definition"), 6))
    return Page(_("All figures in full"), (_figure_table(pack, tuple(columns)),))


def _figure_table(pack: Pack, columns: tuple[Column, ...]) -> Block:
    rows = []
    for kpi in pack.kpis:
        cells = [Cell(pack.labels.figures[kpi.name], bold=True), Cell(written(kpi.value, kpi.unit), kpi.value)]
        if pack.compare_with:
            cells += [
                Cell(written(kpi.then, kpi.unit), kpi.then),
                Cell(written_movement(kpi.delta, kpi.unit), kpi.delta),
            ]
        rows.append((*cells, Cell(pack.labels.definitions[kpi.name])))
    return Table("", columns, tuple(rows))
