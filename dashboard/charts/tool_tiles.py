"""What the tool map draws, line by line: tiles and words of the map, and of the list that a phone gets instead."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dashboard import text
from dashboard.charts.reform_marks import (
    TO,
    ReformNames,
    cutover_words,
    flag,
    item_mark,
    readiness_mark,
    short,
    tile_stage,
    tools,
)
from dashboard.metrics.migration import STOPPED
from dashboard.metrics.reform_items import OVER, ReformItem
from dashboard.text import _
from dashboard.theme import GREY, INK, PANEL_DARK, PANEL_LIGHT, RED, Tone

GRID, MAP, BROAD, LIST = "grid", "map", "broad", "list"
"""Layouts that a mark belongs to: the map of any width, on a laptop, on a projector; the list of a phone."""
TILE_LINES, ENTRY_LINES = 4, 2
HEADER_LINES, TARGET_LINES = 2, 3
TILE_SIGNS = {MAP: 135, BROAD: 205}
"""Letters that the tiles of one row hold side by side, on a laptop and on a projector."""
HEADER_SIGNS, LABEL_SIGNS = 14, 21
CLOSER = 3
"""Pixels by which the lines of a label that fills its row stand closer, to keep off the next institution."""
PER_CELL = 2
"""Tools that a cell shows; of more, the last tile says how many."""
LISTED = 120
"""Tools that the list names at most."""
INDENT = "\u00a0\u00a0"
COLUMNS = ("mode", "kind", "column", "line", "last", "text", "ink", "key", "ground", "ring", "institution", "domain",
           "tools", "about", "readiness", "rise")  # fmt: skip

Drawn = dict[str, object]


class Paper(NamedTuple):
    """What the tiles are drawn on: light or dark, with the names of everything."""

    names: ReformNames
    dark: bool

    @property
    def ink(self) -> str:
        """Colour of text."""
        return INK[self.dark]

    @property
    def quiet(self) -> str:
        """Colour of text that stands back."""
        return self.on(GREY)

    @property
    def blank(self) -> str:
        """Ground of a cell without a tool."""
        return PANEL_DARK if self.dark else PANEL_LIGHT

    def on(self, tone: Tone) -> str:
        """Colour of text in *tone*."""
        return tone.dark if self.dark else tone.light

    def tint(self, tone: Tone) -> str:
        """Ground of a tile in *tone*."""
        return tone.tint_dark if self.dark else tone.tint_light


class Room(NamedTuple):
    """What a tile may say: tiles side by side, the target that the header names, tools of the cell behind the tile."""

    across: int
    common: str | None
    hidden: int = 0


class Spot(NamedTuple):
    """Where something is drawn: layout, line of text, column of the map."""

    mode: str
    line: int
    column: int = 0


def map_marks(rows: Mapping[str, Sequence[ReformItem]], domains: Sequence[str], paper: Paper) -> Iterator[Drawn]:
    """The map: a header, then a row of tiles per institution of *rows*, a column per domain.

    Where all tools of a domain move to one target, the header names it, and the tiles need not.
    Only the names of tools depend on the width: they stand once under ``MAP``, once under ``BROAD``.
    """
    common = [_common_target(rows, code) for code in domains]
    header = list(_header(domains, common, paper))
    yield from header
    line = max(int(str(mark["line"])) for mark in header) + 1
    for institution, owned in rows.items():
        cells = [[item for item in owned if item.domain == code] for code in domains]
        yield from _row_label(Spot(GRID, line), institution, owned, paper)
        for column, cell in enumerate(cells):
            yield from _cell(Spot(GRID, line, column), cell, Room(len(domains), common[column]), paper)
        line += TILE_LINES * max(min(len(cell), PER_CELL) for cell in cells)
    yield from _lines(GRID, line)


def _common_target(rows: Mapping[str, Sequence[ReformItem]], domain: str) -> str | None:
    """The target tool of every one of the tools of *domain*, where there are several; None where they differ."""
    targets = [item.target_tool for owned in rows.values() for item in owned if item.domain == domain]
    return targets[0] if len(targets) > 1 and len(set(targets)) == 1 else None


def _header(domains: Sequence[str], common: Sequence[str | None], paper: Paper) -> Iterator[Drawn]:
    """Domains, each with the target tool that all of its tools have in common."""
    for column, (code, target) in enumerate(zip(domains, common, strict=True)):
        words = textwrap.wrap(paper.names.domains.get(code, code), HEADER_SIGNS, break_long_words=False)[:HEADER_LINES]
        for line, said in enumerate(words, start=HEADER_LINES - len(words)):
            yield _text(Spot(GRID, line, column), said, paper.ink, "header")
        for mode, signs in TILE_SIGNS.items() if target else ():
            lines = _lines_of(short(target or ""), signs // len(domains), f"{TO} ", TARGET_LINES)
            for line, said in enumerate(lines, start=HEADER_LINES):
                yield _text(Spot(mode, line, column), said, paper.quiet, "tool")


def list_marks(rows: Mapping[str, Sequence[ReformItem]], paper: Paper) -> Iterator[Drawn]:
    """The list: institution by institution, the tools that are not done yet."""
    line, left = 0, LISTED
    for institution, owned in rows.items():
        moving = [item for item in owned if item.stage != OVER]
        yield _text(Spot(LIST, line), paper.names.institutions.get(institution, institution), paper.ink, "label")
        yield _text(Spot(LIST, line), _done(owned), paper.quiet, "end")
        line += 1
        for item in moving[:left]:
            yield from _entry(line, item, paper)
            line += ENTRY_LINES
        if len(moving) > left:
            yield _text(Spot(LIST, line), _more(len(moving) - left), paper.quiet, "count")
            line += 1
        left = max(left - len(moving), 0)
        line += 1
    yield from _lines(LIST, line)


def _done(owned: Sequence[ReformItem]) -> str:
    done = sum(item.stage == OVER for item in owned)
    return _("{done} of {all} done", done=text.number(done), all=text.number(len(owned)))


def _more(count: int) -> str:
    return _("+{count} more", count=text.number(count))


def _row_label(spot: Spot, institution: str, owned: Sequence[ReformItem], paper: Paper) -> Iterator[Drawn]:
    label = paper.names.institutions.get(institution, institution)
    words = textwrap.wrap(label, LABEL_SIGNS, max_lines=TILE_LINES - 1, placeholder="…") or [institution]
    closer = CLOSER if len(words) == TILE_LINES - 1 else 0
    for offset, said in enumerate(words):
        yield _text(spot._replace(line=spot.line + offset), said, paper.ink, "label") | {"rise": closer * offset}
    count = _text(spot._replace(line=spot.line + len(words)), _done(owned), paper.quiet, "count")
    yield count | {"rise": closer * len(words)}


def _cell(spot: Spot, cell: Sequence[ReformItem], room: Room, paper: Paper) -> Iterator[Drawn]:
    if not cell:
        last = spot.line + TILE_LINES - 1
        yield {**spot._asdict(), "kind": "blank", "last": last, "ground": paper.blank}
    for slot, item in enumerate(cell[:PER_CELL]):
        hidden = len(cell) - PER_CELL if slot == PER_CELL - 1 else 0
        place = spot._replace(line=spot.line + slot * TILE_LINES)
        yield from _tile(place, item, room._replace(hidden=hidden), paper)


def _tile(spot: Spot, item: ReformItem, room: Room, paper: Paper) -> Iterator[Drawn]:
    mark, stage = item_mark(item, paper.names), tile_stage(item.stage, paper.names)
    yield _ground(spot, spot.line + TILE_LINES - 1, item, paper)
    yield from _stage(spot, item, f"{mark.symbol} {stage}", paper)
    for mode, signs in TILE_SIGNS.items():
        yield from _names(spot._replace(mode=mode), _wrapped(item, signs // room.across, room), paper)


def _names(spot: Spot, names: tuple[list[str], list[str]], paper: Paper) -> Iterator[Drawn]:
    """Lines of the current and the target tool below the stage."""
    current, target = names
    for line, said in enumerate(current, start=spot.line + 1):
        yield _text(spot._replace(line=line), said, paper.ink, "tool")
    for line, said in enumerate(target, start=spot.line + 1 + len(current)):
        yield _text(spot._replace(line=line), said, paper.quiet, "tool")


def _stage(spot: Spot, item: ReformItem, words: str, paper: Paper) -> Iterator[Drawn]:
    """Symbol and name of the stage; a flag takes the place of the symbol, for the name may fill the line."""
    ink, flags = paper.on(item_mark(item, paper.names).tone), list(_flag(spot, item, paper))
    if not flags:
        yield _text(spot, words, ink, "stage")
        return
    yield _text(spot, words.split(" ", 1)[1], ink, "flagged stage")
    yield from (mark | {"kind": "first flag"} for mark in flags)


def _wrapped(item: ReformItem, signs: int, room: Room) -> tuple[list[str], list[str]]:
    """Current tool on the lines below the stage; on the rest the target, and how many tools are hidden."""
    target = short(item.target_tool) if item.target_tool and room.common is None else ""
    more = [_more(room.hidden)] if room.hidden > 0 else []
    left = TILE_LINES - 1 - len(more)
    current = _lines_of(short(item.current_tool), signs, "", left - 1 if target and left > 1 else left)
    lines = _lines_of(target, signs, f"{TO} ", left - len(current)) if target and left > len(current) else []
    return current, [*lines, *more]


def _lines_of(name: str, signs: int, first: str, most: int) -> list[str]:
    lines = textwrap.wrap(
        name, signs, initial_indent=first, subsequent_indent=INDENT if first else "", max_lines=most, placeholder="…",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [first + name] if "".join(lines).removeprefix(first).strip() == "…" else lines


def _entry(line: int, item: ReformItem, paper: Paper) -> Iterator[Drawn]:
    mark, spot = item_mark(item, paper.names), Spot(LIST, line)
    yield _ground(spot, line + ENTRY_LINES - 1, item, paper)
    stage = f"{mark.symbol} {tile_stage(item.stage, paper.names)}"
    yield _text(spot, f"{stage} · {paper.names.domain(item)}", paper.on(mark.tone), "stage")
    yield _text(spot._replace(line=line + 1), tools(item), paper.ink, "tool")
    yield from _flag(spot, item, paper)


def _ground(spot: Spot, last: int, item: ReformItem, paper: Paper) -> Drawn:
    mark, names = item_mark(item, paper.names), paper.names
    return {
        **spot._asdict(), "kind": "tile", "last": last, "key": item.key, "ground": paper.tint(mark.tone),
        "ring": RED.graphic if item.in_error else None,
        "institution": names.institution(item), "domain": f"{names.domain(item)} · {item.item}", "tools": tools(item),
        "about": f"{mark.label}, {cutover_words(item)}",
        "readiness": readiness_mark(item.readiness.readiness).words,
    }  # fmt: skip


def _flag(spot: Spot, item: ReformItem, paper: Paper) -> Iterator[Drawn]:
    symbol, tone = flag(item)
    if symbol and item.stage not in STOPPED:
        yield _text(spot, symbol, paper.on(tone), "flag")


def _text(spot: Spot, words: str, ink: str, kind: str) -> Drawn:
    return {**spot._asdict(), "kind": kind, "last": spot.line, "text": words, "ink": ink, "rise": 0}


def _lines(mode: str, count: int) -> Iterator[Drawn]:
    """One invisible mark per line of text: they give the drawing its height."""
    return ({**Spot(mode, line)._asdict(), "kind": "line", "last": line} for line in range(count))
