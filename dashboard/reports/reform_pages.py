"""The pages about the reform: which tool of which institution stands where, the waves, and what is in the way."""

from collections.abc import Iterable, Sequence

from dashboard import text
from dashboard.charts.reform_marks import STAGES, TO, flag, health_mark, item_mark, stage_mark
from dashboard.charts.titled import drawn
from dashboard.charts.tool_map import map_title
from dashboard.charts.wave_words import conflict_words, waves_title
from dashboard.charts.waves import CONFLICT, Calendar, waves_chart
from dashboard.metrics.kpi import Better
from dashboard.metrics.portfolio import BETTER, MovedKpi, beside
from dashboard.metrics.reform_figures import FIGURES
from dashboard.metrics.reform_items import ReformItem, by_institution
from dashboard.metrics.wave_plan import WavePlan
from dashboard.reports.cells import cut, kpi_card, marked
from dashboard.reports.document import (
    Block,
    Cards,
    Cell,
    Chart,
    Column,
    Line,
    Lines,
    Page,
    Plot,
    Series,
    Shape,
    Table,
)
from dashboard.reports.pack import Pack, Reform
from dashboard.text import _, ngettext
from dashboard.theme import BLUE, PLUM, RED, SERIES, Tone

KPIS = (
    "reform_progress",
    "users_moved",
    "reform_items_in_error",
    "cutovers_not_ready",
    "cutover_conflicts",
    "dual_run_cost",
)
DIRECTIONS: dict[str, Better] = {**BETTER, **{d.name: d.better for d in FIGURES}}
MOST_CONFLICTS = 8
LONGEST_TOOL = 24
TOGETHER = "\u00a0"
"""No line ends between a symbol and what it marks."""
AROUND, NARROWEST = 3, 14
"""Letters that the margins of a column take, and the fewest that it has room for."""


def reform_pages(pack: Pack, reform: Reform) -> tuple[Page, ...]:
    """The tool map, then the waves with their conflicts."""
    return map_page(pack, reform), waves_page(pack, reform)


def map_page(pack: Pack, reform: Reform) -> Page:
    """Institutions by domains; each cell names its tools, today's and tomorrow's, with the stage."""
    domains = [code for code in reform.names.domains if any(item.domain == code for item in reform.items)]
    heads = [_("Institution"), *(reform.names.domains[code] for code in domains)]
    rows = tuple(
        (
            Cell(cut(reform.names.institutions.get(code, code), 40), bold=True),
            *(_tools(items, d, reform) for d in domains),
        )
        for code, items in by_institution(reform.items).items()
    )
    columns = tuple(Column(head, _width(head, (row[place] for row in rows))) for place, head in enumerate(heads))
    key = " · ".join(stage_mark(stage, reform.names).words for stage in STAGES)
    return Page(map_title(reform.items), (Table("", columns, rows, key, dense=True),), (key,))


def _width(head: str, cells: Iterable[Cell]) -> int:
    """The letters of the longest word of a column, which no line should break apart."""
    words = " ".join((head, *(cell.text.replace("\n", " ") for cell in cells))).split(" ")
    return AROUND + max(NARROWEST, *map(len, words))


def _moved(reform: Reform, name: str) -> MovedKpi:
    earlier = reform.earlier.get(name)
    return beside((reform.kpis[name],), (earlier,) if earlier else (), DIRECTIONS)[0]


def _tools(items: Sequence[ReformItem], domain: str, reform: Reform) -> Cell:
    mine = [item for item in items if item.domain == domain]
    if not mine:
        return Cell("")
    return Cell("\n".join(_tool(item, reform) for item in mine), len(mine), _tone(mine, reform), tinted=True)


def _tool(item: ReformItem, reform: Reform) -> str:
    mark, (sign, _tone_of_flag) = item_mark(item, reform.names), flag(item)
    now = TOGETHER.join(part for part in (mark.symbol, cut(item.current_tool, LONGEST_TOOL), sign) if part)
    return f"{now} {TO}{TOGETHER}{cut(item.target_tool, LONGEST_TOOL)}" if item.target_tool else now


def _tone(items: Sequence[ReformItem], reform: Reform) -> Tone:
    if any(item.in_error for item in items):
        return RED
    return item_mark(items[0], reform.names).tone if len(items) == 1 else BLUE


def waves_page(pack: Pack, reform: Reform) -> Page:
    """The figures of the reform, each wave with its health, and the conflicts in sentences."""
    columns = (
        Column(_("Wave"), 0.7, right=True), Column(_("Health"), 1.6), Column(_("Progress"), 1, right=True),
        Column(_("Tools"), 0.8, right=True), Column(_("Users in scope"), 1.1, right=True),
        Column(_("Users moved"), 1.1, right=True), Column(_("First cutover"), 1.2), Column(_("Last cutover"), 1.2),
    )  # fmt: skip
    table = Table("", columns, tuple(_wave_row(wave) for wave in reform.waves))
    cards = Cards(tuple(kpi_card(pack.labels.figures[name], _moved(reform, name)) for name in KPIS))
    blocks: list[Block] = [cards, table, _conflicts(reform)]
    if any(item.cutover for item in reform.items):
        blocks.append(_timeline(pack, reform))
    return Page(waves_title(reform.waves, len(reform.conflicts)), tuple(blocks))


def _timeline(pack: Pack, reform: Reform) -> Chart:
    """The waves on a time axis; where a format draws its own charts, their progress as bars."""
    calendar = Calendar(pack.as_of, pack.as_of, reform.conflicts)
    shown = drawn(waves_chart(reform.waves, calendar, reform.names, dark=False))
    names = tuple(_("Wave {number}", number=text.number(wave.wave)) for wave in reform.waves)
    progress = Series(_("Progress"), tuple(wave.progress for wave in reform.waves), SERIES["actual"])
    plot = Plot(Shape.BAR, names, (progress,), _("Progress in %"), most=100)
    return Chart(_("Progress of the waves"), shown.alt, plot, shown.specification, 15.5, fixed=True)


def _conflicts(reform: Reform) -> Lines:
    count = len(reform.conflicts)
    lines = [
        Line(conflict_words(c, reform.names), "", CONFLICT, PLUM, c.project) for c in reform.conflicts[:MOST_CONFLICTS]
    ]
    if count > MOST_CONFLICTS:
        lines.append(Line(ngettext("{count} more", "{count} more", count - MOST_CONFLICTS)))
    title = ngettext("{count} conflict between cutovers", "{count} conflicts between cutovers", count)
    return Lines(tuple(lines) or (Line(_("No two cutovers are in each other’s way.")),), title)


def _wave_row(wave: WavePlan) -> tuple[Cell, ...]:
    days = sorted(item.cutover for item in wave.items if item.cutover)
    return (
        Cell(text.number(wave.wave), wave.wave, bold=True),
        marked(health_mark(wave.health), words=True),
        Cell(text.percentage(wave.progress), wave.progress),
        Cell(text.number(len(wave.items)), len(wave.items)),
        Cell(text.number(wave.users_in_scope), wave.users_in_scope),
        Cell(text.number(wave.users_moved), wave.users_moved),
        Cell(text.day(days[0]) if days else "", days[0] if days else None),
        Cell(text.day(days[-1]) if days else "", days[-1] if days else None),
    )
