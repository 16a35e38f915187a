"""The manager's own file with its findings written into it: marked cells, comments, one sheet more."""

import math
import re

from data_access.problems import Severity
from data_access.workbook.annotation import markup, shapes
from data_access.workbook.annotation.book import Book, SheetPart
from data_access.workbook.annotation.cells import Restyle, restyle
from data_access.workbook.annotation.finding import Findings
from data_access.workbook.annotation.findings_sheet import findings_sheet
from data_access.workbook.annotation.markup import MarkupError
from data_access.workbook.annotation.notes import Notes, empty_comments
from data_access.workbook.annotation.parts import Parts
from data_access.workbook.annotation.styles import Styles
from data_access.workbook.raw import Address

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_AFTER_DRAWING = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
)
_NOTE_CHARACTERS, _SMALLEST_NOTE = 42, 4


def patched(data: bytes, findings: Findings, unzipped_limit: int) -> bytes:
    """The package *data* with *findings* written into it; all parts that they do not touch keep their content.

    Raises MarkupError when the package is damaged, too large or written in a way that cannot be changed safely.
    """
    parts = Parts(data, unzipped_limit)
    try:
        return _patched(parts, findings)
    except (ValueError, KeyError, IndexError, UnicodeDecodeError) as error:
        raise MarkupError from error


def _patched(parts: Parts, findings: Findings) -> bytes:
    book = Book(parts)
    style_part = parts.related(book.path, "styles")
    if style_part is None:
        raise MarkupError
    styles = Styles(parts.markup(style_part.target))
    earlier = book.earlier()
    for sheet in book.sheets:
        if sheet.kind == "worksheet" and sheet != earlier:
            _Annotated(parts, sheet, book.namespace).write(findings, styles)
    names = [sheet.name for sheet in book.sheets]
    book.put_first(findings_sheet(findings, styles, names, book.namespace))
    parts.write(style_part.target, styles.render())
    return parts.zipped()


class _Annotated:
    """One worksheet while it is being marked."""

    def __init__(self, parts: Parts, sheet: SheetPart, namespace: str) -> None:
        self._parts = parts
        self._sheet = sheet
        self._namespace = namespace

    def write(self, findings: Findings, styles: Styles) -> None:
        cells = findings.by_cell(self._sheet.name)
        link = self._parts.related(self._sheet.path, "comments")
        notes = Notes(self._parts.markup(link.target)) if link else None
        earlier = notes.earlier if notes else frozenset()
        if not cells and not earlier:
            return
        changes: dict[Address, Restyle] = dict.fromkeys(earlier, styles.unmarked)
        changes |= {address: _marker(styles, found[0].severity) for address, found in cells.items()}
        xml = restyle(self._parts.markup(self._sheet.path), changes)
        self._parts.write(self._sheet.path, xml)
        self._comment({address: findings.note(found) for address, found in cells.items()}, notes)

    def _comment(self, texts: dict[Address, str], notes: Notes | None) -> None:
        if notes is None:
            path = self._parts.unused("xl/commentsRegie{}.xml")
            self._parts.write(path, empty_comments(self._namespace), _COMMENTS)
            self._parts.relate(self._sheet.path, "comments", path)
            notes = Notes(self._parts.markup(path))
        else:
            path = next(r.target for r in self._parts.relationships(self._sheet.path) if r.kind == "comments")
        xml, removed, added = notes.merged(texts)
        self._parts.write(path, xml)
        boxes = [(address, _box_height(texts[address])) for address in sorted(added)]
        drawing = self._drawing()
        self._parts.write(drawing, shapes.with_boxes(self._parts.read(drawing), boxes, removed))

    def _drawing(self) -> str:
        """The part that holds the boxes of the comments; made and linked when there is none."""
        xml = self._parts.markup(self._sheet.path)
        found = re.search(rb"<(?:\w+:)?legacyDrawing\s[^>]*>", xml)
        if found is not None:
            wanted = re.search(rb":id\s*=\s*[\"']([^\"']+)", found[0])
            links = {r.id: r.target for r in self._parts.relationships(self._sheet.path)}
            return links[wanted[1].decode() if wanted else ""]
        path = self._parts.unused("xl/drawings/vmlDrawingRegie{}.vml")
        self._parts.write(path, shapes.EMPTY)
        self._parts.declare_extension("vml", shapes.CONTENT_TYPE)
        relationship = self._parts.relate(self._sheet.path, "vmlDrawing", path)
        self._parts.write(self._sheet.path, self._linked(xml, relationship))
        return path

    def _linked(self, xml: bytes, relationship: str) -> bytes:
        root, prefix = markup.root(xml), markup.prefix(xml)
        end = re.compile(b"</" + re.escape(prefix) + rb"sheetData\s*>|<" + re.escape(prefix) + rb"sheetData\s*/>")
        data = end.search(xml)
        if data is None:
            raise MarkupError
        after = (e for e in markup.children(xml, data.end(), root.close_start))
        at = next((e.start for e in after if e.name.decode().rpartition(":")[2] in _AFTER_DRAWING), root.close_start)
        namespace = self._parts.namespace.rstrip("/").encode()
        tag = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (prefix, namespace, relationship.encode())
        return xml[:at] + tag + xml[at:]


def _marker(styles: Styles, severity: Severity) -> Restyle:
    return lambda style: styles.marked(style, severity)


def _box_height(text: str) -> int:
    lines = sum(math.ceil((len(line) + 1) / _NOTE_CHARACTERS) for line in text.split("\n"))
    return max(_SMALLEST_NOTE, lines + 2)
