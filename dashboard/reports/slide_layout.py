"""What stands where on which slide: blocks from top to bottom, charts as high as room allows, long ones continued."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.reports.document import (
    Block,
    Cards,
    Cell,
    Chart,
    Columns,
    Line,
    Lines,
    Page,
    Prose,
    Shape,
    Table,
    blocks_of,
)  # fmt: skip
from dashboard.reports.measuring import text_height

WIDTH, HEIGHT = 13.333, 7.5
LEFT, TOP, FOOT = 0.5, 1.12, 7.0
GAP, GUTTER = 0.14, 0.3
BODY, SMALL, TITLE = 12.0, 10.0, 12.0
"""Points of sentences, of small text, and of the titles of blocks."""
TABLE_POINTS = (10.0, 9.0, 8.0)
"""Points of tables: the first with which a page is one slide, else the first."""
CELL_X, CELL_Y = 0.07, 0.035
"""Margins of a cell: to its sides, above and below."""
CARDS, CHART, BAR = 0.9, 1.9, 0.3
"""Heights: of cards, the least of a chart, the least for each bar of one."""
TITLE_HEIGHT = 0.3
DENSER, SMALLEST = 0.85, 7.5
"""Size of a dense table beside others, and the least points of any."""
SYMBOL = 0.28
"""Width of the symbol before a sentence."""
TALL = 0.08
"""More height for the rows of a tall table."""
FEWEST_ROWS = 2
"""Rows of a table that must fit before it is begun on a slide."""


class Box(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


class Placed(NamedTuple):
    """A block at its place."""

    block: Block
    box: Box
    points: float


class Room(NamedTuple):
    """Where blocks are stacked: width and height in inches, and the points of tables."""

    width: float
    height: float
    points: float


class Slide(NamedTuple):
    """A page, or the *part* of it that fits, of so many *parts*."""

    page: Page
    placed: tuple[Placed, ...]
    part: int
    parts: int


Stack = list[Block | Columns]


def slides_of(page: Page) -> list[Slide]:
    """The slides that *page* takes: one where all fits."""
    width, height = WIDTH - 2 * LEFT, FOOT - TOP
    shrunk = DENSER if any(isinstance(block, Table) and block.dense for block in blocks_of(page)) else 1
    tried = [Room(width, height, points) for points in TABLE_POINTS if points * shrunk >= SMALLEST]
    room = next((room for room in tried if len(_divided(list(page.blocks), room)) == 1), tried[0])
    stacks = _divided(list(page.blocks), room)
    box = Box(LEFT, TOP, width, height)
    return [
        Slide(page, tuple(_stacked(stack, box, room.points)), number, len(stacks))
        for number, stack in enumerate(stacks, start=1)
    ]


def _stacked(stack: Sequence[Block | Columns], box: Box, points: float) -> list[Placed]:
    """*stack* from the top of *box*; charts share the height that is left."""
    heights = [least_height(block, box.width, points) for block in stack]
    spare = box.height - sum(heights) - GAP * max(len(stack) - 1, 0)
    stretching = [_stretches(block) for block in stack]
    share = max(spare, 0) / sum(stretching) if any(stretching) else 0
    placed, top = [], box.top
    for block, height, stretches in zip(stack, heights, stretching, strict=True):
        own = height + (share if stretches else 0)
        placed += _at(block, Box(box.left, top, box.width, own), points)
        top += own + GAP
    return placed


def _at(block: Block | Columns, box: Box, points: float) -> list[Placed]:
    if not isinstance(block, Columns):
        return [Placed(block, box, points)]
    placed, left = [], box.left
    for stack, width in zip(block.stacks, _widths(block, box.width), strict=True):
        placed += _stacked(stack, Box(left, box.top, width, box.height), points)
        left += width + GUTTER
    return placed


def _widths(block: Columns, width: float) -> list[float]:
    room = width - GUTTER * (len(block.widths) - 1)
    return [room * share / sum(block.widths) for share in block.widths]


def _stretches(block: Block | Columns) -> bool:
    return isinstance(block, Chart) or (isinstance(block, Columns) and any(map(_stretches, sum(block.stacks, ()))))


def least_height(block: Block | Columns, width: float, points: float) -> float:
    """Height in inches that *block* needs at *width*."""
    match block:
        case Cards():
            return CARDS
        case Lines():
            return _titled(block.title) + sum(line_height(line, width) for line in block.lines)
        case Prose():
            return TITLE_HEIGHT * 0.8 + text_height(block.text, width, SMALL + 0.5)
        case Table():
            return _titled(block.title) + sum(row_heights(block, width, points)) + note_height(block, width)
        case Chart():
            bars = len(block.plot.categories) * BAR if block.plot.shape is Shape.BAR else 0
            return _titled(block.title) + max(CHART, bars)
        case Columns():
            pairs = zip(block.stacks, _widths(block, width), strict=True)
            return max(sum(least_height(b, w, points) for b in stack) + GAP * (len(stack) - 1) for stack, w in pairs)


def _titled(title: str) -> float:
    return TITLE_HEIGHT if title else 0


def line_height(line: Line, width: float) -> float:
    """Height of a sentence with the space after it."""
    room = width - (SYMBOL if line.symbol else 0)
    return text_height(f"{line.lead} {line.text}", room, BODY) + 0.07


def note_height(table: Table, width: float) -> float:
    """Height of the note below a table."""
    return text_height(table.note, width, SMALL - 1) + 0.05 if table.note else 0


def row_heights(table: Table, width: float, points: float) -> list[float]:
    """Heights of the header and of each row, their text at *points*."""
    points = points_of(table, points)
    widths = column_widths(table, width)
    header = max(text_height(c.name, w - 2 * CELL_X, points - 1) for c, w in zip(table.columns, widths, strict=True))
    rows = [
        max(
            text_height(cell.text, w - 2 * CELL_X, points, bold=weighed(cell, table).bold)
            for cell, w in zip(row, widths, strict=True)
        )
        for row in table.rows
    ]
    air = 2 * CELL_Y + (TALL if table.tall else 0)
    return [header + 2 * CELL_Y, *(height + air for height in rows)]


def weighed(cell: Cell, table: Table) -> Cell:
    """*cell* in bold where it carries a mark; in a dense table only what is bold anyway."""
    return replace(cell, bold=cell.bold or (cell.tinted and not table.dense))


def points_of(table: Table, points: float) -> float:
    """The size of text in *table* on a slide whose tables are set at *points*."""
    return points * DENSER if table.dense else points


def column_widths(table: Table, width: float) -> list[float]:
    """Widths of the columns in inches."""
    whole = sum(column.width for column in table.columns)
    return [width * column.width / whole for column in table.columns]


def _divided(stack: Stack, room: Room) -> list[Stack]:
    """*stack* on as many slides as it takes; tables and sentences go on with an even share on each."""
    slides: list[Stack] = [[]]
    left = room.height
    for block in stack:
        parts = [block] if _needs(block, room) <= left else _parts(block, left if slides[-1] else 0, room)
        for part in parts:
            if slides[-1] and _needs(part, room) > left:
                slides.append([])
                left = room.height
            slides[-1].append(part)
            left -= _needs(part, room) + GAP
    return slides


def _needs(block: Block | Columns, room: Room) -> float:
    return least_height(block, room.width, room.points)


def _parts(block: Block | Columns, first: float, room: Room) -> list[Block | Columns]:
    """*block* cut: its beginning fits in *first* inches, if anything does, the rest on slides of their own."""
    match block:
        case Table():
            head, *rows = row_heights(block, room.width, room.points)
            around = head + _titled(block.title) + note_height(block, room.width)
            cuts = _cuts(rows, first - around, room.height - around)
            return [_rows(block, start, end, number) for number, (start, end) in enumerate(cuts)]
        case Lines():
            heights = [line_height(line, room.width) for line in block.lines]
            cuts = _cuts(heights, first - _titled(block.title), room.height - _titled(block.title))
            return [replace(block, lines=block.lines[start:end]) for start, end in cuts]
        case _:
            return [block]


def _rows(table: Table, start: int, end: int, number: int) -> Table:
    projects = table.projects[start:end] if table.projects else ()
    return replace(table, rows=table.rows[start:end], projects=projects, title="" if number else table.title)


def _cuts(heights: Sequence[float], first: float, room: float) -> list[tuple[int, int]]:
    """Where to cut rows of *heights*: what fits in *first*, the rest in even shares of at most *room*."""
    start = _fitting(heights, 0, first)
    cuts = [(0, start)] if start >= FEWEST_ROWS else []
    start = cuts[-1][1] if cuts else 0
    while start < len(heights):
        rest = sum(heights[start:])
        share = rest / -(-rest // room)
        end = max(_fitting(heights, start, min(room, share + max(heights[start:]) / 2)), start + 1)
        cuts.append((start, end))
        start = end
    return cuts


def _fitting(heights: Sequence[float], start: int, room: float) -> int:
    """The index after the last row that still fits."""
    used, end = 0.0, start
    while end < len(heights) and used + heights[end] <= room + 1e-6:
        used += heights[end]
        end += 1
    return end
