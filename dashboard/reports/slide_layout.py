"""What stands where on which slide: blocks from top to bottom, charts as high as room allows, long ones continued."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.reports.document import Block, Cell, Chart, Columns, Lines, Page, Table, blocks_of
from dashboard.reports.measuring import longest_word
from dashboard.reports.slide_heights import (
    CELL_X,
    GAP,
    GUTTER,
    USUAL,
    column_widths,
    least_height,
    line_height,
    note_height,
    row_heights,
    stack_widths,
    titled_height,
    weighed,
)

WIDTH, HEIGHT = 13.333, 7.5
LEFT, TOP, FOOT = 0.5, 1.12, 7.0
SIZES = (14.0, 12.0, 11.0, 10.0, 9.5, 9.0)
"""Points of tables, from which those of all else on a slide follow."""
MOST_BESIDE, MOST_ALONE = 10.0, 12.0
"""The most points beside a chart, which takes the room instead, and of a chart alone."""
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
    """Where blocks are stacked: width and height in inches, and the size of text."""

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
    room = _set(page, [Room(width, height, points) for points in SIZES if points <= _largest(page)])
    stacks = _divided(list(page.blocks), room)
    box = Box(LEFT, TOP, width, height)
    return [
        Slide(page, tuple(_stacked(stack, box, room.points)), number, len(stacks))
        for number, stack in enumerate(stacks, start=1)
    ]


def _largest(page: Page) -> float:
    """The most points of *page*."""
    blocks = blocks_of(page)
    if not any(isinstance(block, Chart) for block in blocks):
        return SIZES[0]
    return MOST_ALONE if len(blocks) == 1 else MOST_BESIDE


def _set(page: Page, rooms: Sequence[Room]) -> Room:
    """The largest of *rooms* with which *page* takes as few slides as it can: one, or as many as at the usual size."""
    slides = {room: len(_divided(list(page.blocks), room)) for room in rooms if _holds(page.blocks, room)}
    usual = next((count for room, count in slides.items() if room.points <= USUAL), 1)
    fewest = 1 if 1 in slides.values() else usual
    return next((room for room, count in slides.items() if count == fewest), rooms[-1])


def _holds(stack: Sequence[Block | Columns], room: Room) -> bool:
    """Whether no table breaks a word; from the usual size on down it may."""
    return room.points <= USUAL or all(_unbroken(block, room) for block in stack)


def _unbroken(block: Block | Columns, room: Room) -> bool:
    if isinstance(block, Columns):
        pairs = zip(block.stacks, stack_widths(block, room.width), strict=True)
        return all(_unbroken(inner, room._replace(width=width)) for stack, width in pairs for inner in stack)
    if not isinstance(block, Table):
        return True
    rows = [tuple(Cell(column.name) for column in block.columns), *block.rows]
    widths = [width - 2 * CELL_X for width in column_widths(block, room.width)]
    return all(
        longest_word(cell.text, room.points, bold=weighed(cell, block).bold) <= width
        for row in rows
        for cell, width in zip(row, widths, strict=True)
    )


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
    for stack, width in zip(block.stacks, stack_widths(block, box.width), strict=True):
        placed += _stacked(stack, Box(left, box.top, width, box.height), points)
        left += width + GUTTER
    return placed


def _stretches(block: Block | Columns) -> bool:
    return isinstance(block, Chart) or (isinstance(block, Columns) and any(map(_stretches, sum(block.stacks, ()))))


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
            around = head + titled_height(block.title, room.points) + note_height(block, room.width, room.points)
            cuts = _cuts(rows, first - around, room.height - around)
            return [_rows(block, start, end, number) for number, (start, end) in enumerate(cuts)]
        case Lines():
            heights = [line_height(line, room.width, room.points) for line in block.lines]
            titled = titled_height(block.title, room.points)
            cuts = _cuts(heights, first - titled, room.height - titled)
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
