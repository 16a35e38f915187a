"""How high a block is on a slide: sizes of text follow from one number, the points of tables."""

from dataclasses import replace

from dashboard.reports.document import Block, Cards, Cell, Chart, Columns, Line, Lines, Prose, Shape, Table
from dashboard.reports.measuring import text_height

GAP, GUTTER = 0.14, 0.3
USUAL, LEAST = 10.0, 9.0
"""Points of a table that goes on over several slides, and of the smallest text there is."""
CELL_X = 0.07
"""Margin of a cell to its sides."""
CARDS, CHART, BAR = 0.9, 1.9, 0.3
"""Heights: of cards at the usual size, the least of a chart, the least for each bar of one."""
LARGEST_CARDS = 12.0
"""Points up to which cards grow with the tables."""
SYMBOL = 0.023
"""Width of the symbol before a sentence, for each point."""
TALL = 0.08
"""More height for the rows of a tall table."""


def said_points(points: float) -> float:
    """The size of sentences, and of the titles of blocks, beside tables at *points*."""
    return points + 2


def prose_points(points: float) -> float:
    """The size of what somebody typed."""
    return points + 0.5


def small_points(points: float) -> float:
    """The size of headers and notes of tables."""
    return max(points - 1, LEAST)


def cell_air(points: float) -> float:
    """Margin of a cell above and below: smaller text stands closer."""
    return 0.035 * (points / USUAL) ** 2


def title_height(points: float) -> float:
    """The height that the title of a block takes."""
    return said_points(points) / 40


def card_scale(points: float) -> float:
    """How much larger than usual cards are."""
    return min(points, LARGEST_CARDS) / USUAL


def least_height(block: Block | Columns, width: float, points: float) -> float:
    """Height in inches that *block* needs at *width*."""
    match block:
        case Cards():
            return CARDS * card_scale(points)
        case Lines():
            return titled_height(block.title, points) + sum(line_height(line, width, points) for line in block.lines)
        case Prose():
            return title_height(points) * 0.8 + text_height(block.text, width, prose_points(points))
        case Table():
            rows = sum(row_heights(block, width, points))
            return titled_height(block.title, points) + rows + note_height(block, width, points)
        case Chart():
            bars = len(block.plot.categories) * BAR if block.plot.shape is Shape.BAR else 0
            return titled_height(block.title, points) + max(CHART, bars)
        case Columns():
            pairs = zip(block.stacks, stack_widths(block, width), strict=True)
            return max(sum(least_height(b, w, points) for b in stack) + GAP * (len(stack) - 1) for stack, w in pairs)


def titled_height(title: str, points: float) -> float:
    """Height of *title*, where there is one."""
    return title_height(points) if title else 0


def symbol_width(points: float) -> float:
    """Width of the symbol before a sentence."""
    return SYMBOL * said_points(points)


def line_height(line: Line, width: float, points: float) -> float:
    """Height of a sentence with the space after it."""
    room = width - (symbol_width(points) if line.symbol else 0)
    return text_height(f"{line.lead} {line.text}", room, said_points(points)) + 0.006 * said_points(points)


def note_height(table: Table, width: float, points: float) -> float:
    """Height of the note below a table."""
    return text_height(table.note, width, small_points(points)) + 0.05 if table.note else 0


def row_heights(table: Table, width: float, points: float) -> list[float]:
    """Heights of the header and of each row, their text at *points*."""
    widths, small = column_widths(table, width), small_points(points)
    header = max(text_height(c.name, w - 2 * CELL_X, small) for c, w in zip(table.columns, widths, strict=True))
    rows = [
        max(
            text_height(cell.text, w - 2 * CELL_X, points, bold=weighed(cell, table).bold)
            for cell, w in zip(row, widths, strict=True)
        )
        for row in table.rows
    ]
    air = 2 * cell_air(points) + (TALL if table.tall else 0)
    return [header + 2 * cell_air(points), *(height + air for height in rows)]


def weighed(cell: Cell, table: Table) -> Cell:
    """*cell* in bold where it carries a mark; in a dense table only what is bold anyway."""
    return replace(cell, bold=cell.bold or (cell.tinted and not table.dense))


def column_widths(table: Table, width: float) -> list[float]:
    """Widths of the columns in inches."""
    whole = sum(column.width for column in table.columns)
    return [width * column.width / whole for column in table.columns]


def stack_widths(block: Columns, width: float) -> list[float]:
    """Widths of stacks side by side in inches."""
    room = width - GUTTER * (len(block.widths) - 1)
    return [room * share / sum(block.widths) for share in block.widths]
