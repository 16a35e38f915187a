"""Cell styles of a package: copies of existing ones with a fill by severity, and a few of our own."""

from typing import NamedTuple

from data_access.problems import Severity
from data_access.workbook.annotation import markup
from data_access.workbook.annotation.markup import Edits, Element, MarkupError

FILLS = {Severity.ERROR: "FFF8C9C4", Severity.WARNING: "FFFDE9B5", Severity.NOTICE: "FFD3E3F6"}
ACCENT = "FF1F4E8C"
HEADER = "FFE4ECF6"
INK = "FF1B2430"


class _Section(NamedTuple):
    element: Element
    items: tuple[bytes, ...]


class Styles:
    """The stylesheet of one package; asking for a style adds it, ``render`` gives the new part."""

    def __init__(self, xml: bytes) -> None:
        """Raises MarkupError when fonts, fills or cell formats are missing."""
        self._xml = xml
        self._prefix = markup.prefix(xml)
        self._sections = {name: self._section(name) for name in (b"fonts", b"fills", b"cellXfs")}
        self._added: dict[bytes, list[bytes]] = {name: [] for name in self._sections}
        self._ours = {
            str(index)
            for index, fill in enumerate(self._sections[b"fills"].items)
            if any(f'"{colour}"'.encode() in fill for colour in FILLS.values())
        }

    def _section(self, name: bytes) -> _Section:
        found = markup.child(self._xml, markup.root(self._xml), self._prefix + name)
        if found is None or found.empty:
            raise MarkupError
        items = tuple(self._xml[e.start : e.end] for e in markup.inside(self._xml, found))
        return _Section(found, items)

    def marked(self, style: int, severity: Severity) -> int:
        """The style *style* with the fill of *severity*."""
        return self._filled(style, self._fill(FILLS[severity]))

    def unmarked(self, style: int) -> int:
        """The style *style*, without its fill where that is one of ours."""
        opening = self._format(style).partition(b">")[0]
        return self._filled(style, 0) if markup.attribute(opening, b"fillId") in self._ours else style

    def plain(self, *, colour: str = INK, fill: str | None = None, bold: bool = False, size: int = 11) -> int:
        """A style of our own: wrapped text at the top, in *colour* on *fill*."""
        p = self._prefix.decode()
        weight = f"<{p}b/>" if bold else ""
        look = f'{weight}<{p}sz val="{size}"/><{p}color rgb="{colour}"/><{p}name val="Calibri"/><{p}family val="2"/>'
        font_id = self._add(b"fonts", f"<{p}font>{look}</{p}font>".encode())
        fill_id = self._fill(fill) if fill else 0
        xf = (
            f'<{p}xf numFmtId="0" fontId="{font_id}" fillId="{fill_id}" borderId="0" xfId="0" applyFont="1" '
            f'applyFill="1" applyAlignment="1"><{p}alignment vertical="top" wrapText="1"/></{p}xf>'
        )
        return self._add(b"cellXfs", xf.encode())

    def render(self) -> bytes:
        """The stylesheet with what was added."""
        edits = Edits(self._xml)
        for name, (element, items) in self._sections.items():
            if added := self._added[name]:
                tag = markup.with_attribute(markup.opening(self._xml, element), b"count", len(items) + len(added))
                edits.replace(element.start, element.open_end, tag)
                edits.insert(element.close_start, b"".join(added))
        return edits.apply()

    def _format(self, style: int) -> bytes:
        known = (*self._sections[b"cellXfs"].items, *self._added[b"cellXfs"])
        if style >= len(known):
            raise MarkupError
        return known[style]

    def _filled(self, style: int, fill: int) -> int:
        xf = self._format(style)
        end = xf.index(b">") + 1
        tag = markup.with_attribute(markup.with_attribute(xf[:end], b"fillId", fill), b"applyFill", 1)
        return self._add(b"cellXfs", tag + xf[end:])

    def _fill(self, colour: str) -> int:
        p = self._prefix.decode()
        pattern = f'<{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
        made = f'<{p}fill><{p}patternFill patternType="solid">{pattern}</{p}patternFill></{p}fill>'
        return self._add(b"fills", made.encode())

    def _add(self, section: bytes, item: bytes) -> int:
        added = self._added[section]
        if item not in added:
            added.append(item)
        return len(self._sections[section].items) + added.index(item)
