"""The workbook part: which sheets there are, and a sheet of ours put before them."""

import html
import re
from typing import NamedTuple

from data_access.workbook.annotation import markup
from data_access.workbook.annotation.markup import Edits, MarkupError
from data_access.workbook.annotation.parts import Parts
from data_access.workbook.export import sheet_name
from data_access.workbook.wording import FINDINGS_SHEET

_BOOKMARK = "regie_findings"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = (b"sheets", b"functionGroups", b"externalReferences")
_TAB = re.compile(rb"<(?:\w+:)?sheetView\s[^>]*>")


class SheetPart(NamedTuple):
    """A sheet as the workbook names it, and the part that holds it."""

    name: str
    path: str
    kind: str


class Book:
    """The workbook part of a package. Raises MarkupError when it is not where or what it should be."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        office = parts.related("", "officeDocument")
        if office is None:
            raise MarkupError
        self.path = office.target
        self._xml = parts.markup(self.path)
        self._prefix = markup.prefix(self._xml)
        self._root = markup.root(self._xml)
        self._children = {e.name: e for e in markup.inside(self._xml, self._root)}
        self._tags = self._sheet_tags()
        self.sheets = self._sheet_parts()

    @property
    def namespace(self) -> str:
        """The main namespace of the package."""
        tag = markup.opening(self._xml, self._root)
        name = b"xmlns:" + self._prefix[:-1] if self._prefix else b"xmlns"
        return markup.attribute(tag, name) or ""

    def _sheet_tags(self) -> list[bytes]:
        listed = self._children.get(self._prefix + b"sheets")
        if listed is None:
            raise MarkupError
        return [markup.opening(self._xml, e) for e in markup.inside(self._xml, listed)]

    def _sheet_parts(self) -> list[SheetPart]:
        targets = {r.id: r for r in self._parts.relationships(self.path)}
        found = []
        for tag in self._tags:
            link = targets.get(markup.attribute(tag, self._id_name(tag)) or "")
            if link is None:
                raise MarkupError
            found.append(SheetPart(markup.attribute(tag, b"name") or "", link.target, link.kind))
        return found

    @staticmethod
    def _id_name(tag: bytes) -> bytes:
        name = re.search(rb"\s([\w.-]+:id)\s*=", tag)
        if name is None:
            raise MarkupError
        return name[1]

    def earlier(self) -> SheetPart | None:
        """The sheet of findings of an earlier annotation."""
        names = self._children.get(self._prefix + b"definedNames")
        for element in markup.inside(self._xml, names) if names else ():
            if markup.attribute(markup.opening(self._xml, element), b"name") == _BOOKMARK:
                target = html.unescape(self._xml[element.open_end : element.close_start].decode())
                name = target.rpartition("!")[0].strip("'").replace("''", "'")
                return next((s for s in self.sheets if s.name == name and s.kind == "worksheet"), None)
        return None

    def put_first(self, xml: bytes) -> None:
        """Add the worksheet part *xml* before all sheets, or in place of an earlier one, and open the file there."""
        for sheet in self.sheets:
            self._deselect(sheet)
        earlier = self.earlier()
        if earlier is not None:
            self._parts.write(earlier.path, xml)
            self._parts.drop_relationships(earlier.path)
            self._show(self.sheets.index(earlier), Edits(self._xml))
            return
        path = self._parts.unused("xl/worksheets/regie{}.xml")
        self._parts.write(path, xml, _WORKSHEET)
        self._register(self._parts.relate(self.path, "worksheet", path))

    def _deselect(self, sheet: SheetPart) -> None:
        # Two selected sheets form a group: what is typed into one lands in the other too.
        xml = self._parts.read(sheet.path)
        view = _TAB.search(xml)
        if view and markup.attribute(view[0], b"tabSelected") in ("1", "true"):
            shown = markup.without_attribute(view[0], b"tabSelected")
            self._parts.write(sheet.path, xml[: view.start()] + shown + xml[view.end() :])

    def _register(self, relationship: str) -> None:
        edits = Edits(self._xml)
        taken = {sheet.name.lower() for sheet in self.sheets}
        name = sheet_name(FINDINGS_SHEET, taken)
        number = 1 + max(int(markup.attribute(tag, b"sheetId") or 0) for tag in self._tags)
        edits.insert(self._children[self._prefix + b"sheets"].open_end, self._sheet_tag(name, number, relationship))
        self._name_it(name, edits)
        self._show(0, edits)

    def _sheet_tag(self, name: str, number: int, relationship: str) -> bytes:
        like = self._tags[0]
        key = self._id_name(like)
        declared = b"xmlns:" + key.partition(b":")[0]
        local = markup.attribute(like, declared)
        extra = b' %s="%s"' % (declared, local.encode()) if local else b""
        start = b'<%ssheet%s name="%s"' % (self._prefix, extra, markup.escape(name))
        return start + b' sheetId="%d" %s="%s"/>' % (number, key, relationship.encode())

    def _name_it(self, name: str, edits: Edits) -> None:
        p = self._prefix
        target = markup.escape("'{}'!$A$1".format(name.replace("'", "''")))
        ours = b'<%sdefinedName name="%s" hidden="1">%s</%sdefinedName>' % (p, _BOOKMARK.encode(), target, p)
        names = self._children.get(p + b"definedNames")
        if names is None:
            after = max(e.end for n, e in self._children.items() if n.removeprefix(p) in _BEFORE_NAMES)
            edits.insert(after, b"<%sdefinedNames>%s</%sdefinedNames>" % (p, ours, p))
            return
        for element in markup.inside(self._xml, names):
            tag = markup.opening(self._xml, element)
            local = markup.attribute(tag, b"localSheetId")
            if local is not None:
                moved = markup.with_attribute(tag, b"localSheetId", int(local) + 1)
                edits.replace(element.start, element.open_end, moved)
        edits.append(names, ours)

    def _show(self, index: int, edits: Edits) -> None:
        views = self._children.get(self._prefix + b"bookViews")
        for element in markup.inside(self._xml, views) if views else ():
            tag = markup.with_attribute(markup.opening(self._xml, element), b"activeTab", index)
            edits.replace(element.start, element.open_end, markup.without_attribute(tag, b"firstSheet"))
        self._parts.write(self.path, edits.apply())
