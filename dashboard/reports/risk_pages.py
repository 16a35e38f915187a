"""The pages about risk: the 5 x 5 matrix and what weighs most in the RAID log."""

import pandas as pd

from dashboard import text
from dashboard.charts.risk_matrix import PLACES, SCALE, Matrix, View, matrix_title
from dashboard.metrics.columns import records
from dashboard.metrics.risks import band
from dashboard.reports.cells import cut, day_cell, kpi_card
from dashboard.reports.document import Cards, Cell, Column, Columns, Line, Lines, Page, Table
from dashboard.reports.pack import Labels, Pack, Record
from dashboard.text import _
from dashboard.theme import AMBER, Mark, level_mark

KPIS = ("raid_escalated", "open_high_risks", "risk_exposure", "entries_overdue", "handovers_at_risk")
TOP = 6
OPPORTUNITY = "◇"
ESCALATED = "▲"


def risk_page(pack: Pack) -> Page:
    """Figures of the log, the matrix with the responses in place, and the entries that weigh most."""
    cards = Cards(tuple(kpi_card(pack.labels.figures[name], pack.kpi(name)) for name in KPIS))
    if pack.entries.empty:
        return Page(_("No project has a RAID log."), (cards,))
    still_open = pack.entries[pack.entries["is_open"]]
    risks = still_open[still_open["tab"] == "risks"]
    title = matrix_title(risks, Matrix(View.RESIDUAL, pack.thresholds.risk_bands, pack.compare_with))
    side = Columns(((matrix_table(pack, risks),), (_facts(pack, still_open),)), (1.5, 1))
    notes = (_("The matrix counts open threats with the responses in place; {sign} marks opportunities.",
               sign=OPPORTUNITY),)  # fmt: skip
    return Page(title, (cards, side, *_top(pack, still_open)), notes)


def matrix_table(pack: Pack, risks: pd.DataFrame) -> Table:
    """Threats and opportunities by likelihood (rows, highest first) and impact (columns)."""
    columns = (Column(_("Likelihood / impact"), 1.3), *(Column(text.number(impact), 1) for impact in SCALE))
    rows = tuple(
        (
            Cell(text.number(likelihood), likelihood, bold=True),
            *(_matrix_cell(pack, risks, (likelihood, i)) for i in SCALE),
        )
        for likelihood in reversed(SCALE)
    )
    marks = " · ".join(level_mark(level).words for level in ("low", "medium", "high", "critical"))
    return Table(_("Open risks with the responses in place"), columns, rows, marks, tall=True)


def _matrix_cell(pack: Pack, risks: pd.DataFrame, place: tuple[int, int]) -> Cell:
    likelihood, impact = PLACES[View.RESIDUAL]
    inside = risks[(risks[likelihood] == place[0]) & (risks[impact] == place[1])]
    threats, chances = (int((inside["kind"] == kind).sum()) for kind in ("threat", "opportunity"))
    mark = level_mark(band(place[0] * place[1], pack.thresholds.risk_bands))
    counts = [text.number(threats)] if threats else []
    counts += [f"{OPPORTUNITY}{text.number(chances)}"] if chances else []
    return Cell("  ".join([mark.symbol, *counts]), threats or None, mark.tone, tinted=True, bold=bool(counts))


def _facts(pack: Pack, still_open: pd.DataFrame) -> Lines:
    counts = still_open["kind"].value_counts()
    kinds = [
        Line(text.number(int(counts[kind])), _("{label}:", label=label))
        for kind, label in pack.labels.kinds.items()
        if counts.get(kind)
    ]
    return Lines(tuple(kinds), _("Open entries"))


def _top(pack: Pack, still_open: pd.DataFrame) -> tuple[Table, ...]:
    """The open entries that weigh most: escalated first, then by level."""
    top = still_open[:TOP]
    return (entries_table(top, pack.labels, pack, title=_("What weighs most in the RAID log")),) if len(top) else ()


def entries_table(entries: pd.DataFrame, labels: Labels, pack: Pack, *, title: str, of_project: bool = False) -> Table:
    """Entries of a register with level, kind, title, owner and due date; the project where there are several."""
    columns = [Column(_("Level"), 0.65), Column(_("Kind"), 1.15)]
    columns += [] if of_project else [Column(_("Project"), 1.7)]
    columns += [Column(_("Title"), 3), Column(_("Owner"), 1.35), Column(_("Due"), 1.15)]
    rows = tuple(_entry_row(record, labels, pack, of_project=of_project) for record in records(entries))
    note = _("{sign} escalated to the steering committee", sign=ESCALATED) if entries["escalated"].any() else ""
    return Table(title, tuple(columns), rows, note, tuple(str(p) for p in entries["project"]))


def _entry_row(record: Record, labels: Labels, pack: Pack, *, of_project: bool) -> tuple[Cell, ...]:
    kind = labels.kinds.get(str(record["kind"]), str(record["kind"]))
    place = [] if of_project else [Cell(cut(pack.names.get(str(record["project"]), record["project"]), 46))]
    due = day_cell(record["due"])
    late = Cell(due.text, due.value, AMBER, bold=True) if record["overdue"] else due
    return (
        _level_cell(record, pack),
        Cell(f"{ESCALATED} {kind}" if record["escalated"] else kind),
        *place,
        Cell(cut(record["title"], 130), bold=True),
        Cell(cut(record["owner"] or "", 40)),
        late,
    )


def _level_cell(record: Record, pack: Pack) -> Cell:
    level = int(str(record["level"]))
    if not level:
        return Cell("")
    mark: Mark = level_mark(band(level, pack.thresholds.risk_bands))
    return Cell(f"{mark.symbol} {text.number(level)}", level, mark.tone, tinted=True, bold=True)
