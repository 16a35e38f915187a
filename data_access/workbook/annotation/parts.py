"""The parts of a package, their relationships and content types, ready to be changed and zipped again."""

import io
import posixpath
import zipfile
from typing import NamedTuple

from data_access.workbook.annotation import markup
from data_access.workbook.annotation.markup import MarkupError

CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_PACKAGE_RELATIONSHIPS = b"http://schemas.openxmlformats.org/package/2006/relationships"


class Relationship(NamedTuple):
    """A link from one part to another; *kind* is the last word of its type."""

    id: str
    kind: str
    target: str


class Parts:
    """All parts of a zip package. Reading gives bytes, writing replaces or adds; the rest is copied as it is."""

    def __init__(self, data: bytes, unzipped_limit: int) -> None:
        """Raises MarkupError for damaged, encrypted, ambiguous or too large packages."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise MarkupError from error
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len({name.lower() for name in self._entries}) < len(entries):
            raise MarkupError
        if sum(entry.file_size for entry in entries) > unzipped_limit or any(e.flag_bits & 1 for e in entries):
            raise MarkupError
        self._names = {name.lower(): name for name in self._entries}
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names and self._names[name.lower()] not in self._removed

    def read(self, name: str) -> bytes:
        """The part called *name*; raises MarkupError when there is none or it is damaged."""
        actual = self._names.get(name.lower(), "")
        if actual in self._changed:
            return self._changed[actual]
        try:
            return self._zip.read(actual)
        except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError) as error:
            raise MarkupError from error

    def markup(self, name: str) -> bytes:
        """The part called *name*, when its tags can be found by pattern; raises MarkupError."""
        return markup.checked(self.read(name))

    def write(self, name: str, data: bytes, content_type: str | None = None) -> None:
        """Replace the part called *name*, or add it with its *content_type*."""
        actual = self._names.setdefault(name.lower(), name)
        self._changed[actual] = data
        self._removed.discard(actual)
        if content_type is not None:
            self._declare("Override", ("PartName", f"/{name}"), content_type)

    def drop_relationships(self, name: str) -> None:
        """Leave out the relationships of the part called *name*."""
        path = _relationships_of(name)
        self._removed.add(self._names.get(path.lower(), path))

    def unused(self, pattern: str) -> str:
        """The first name that *pattern*, filled with a number, gives and no part has."""
        number = 1
        while pattern.format(number).lower() in self._names:
            number += 1
        return pattern.format(number)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts whose name ends in *extension* hold, unless that is said already."""
        self._declare("Default", ("Extension", extension), content_type)

    def _declare(self, element: str, named: tuple[str, str], content_type: str) -> None:
        types = self.markup(CONTENT_TYPES)
        root, attribute, name = markup.root(types), named[0].encode(), markup.escape(named[1])
        declared = [markup.attribute(markup.opening(types, e), attribute) for e in markup.inside(types, root)]
        if any(known is not None and known.lower() == named[1].lower() for known in declared):
            return
        tag = b"<" + markup.prefix(types) + element.encode()
        edits = markup.Edits(types)
        # Defaults go before overrides, as every program writes them.
        at = root.open_end if element == "Default" else root.close_start
        edits.insert(at, tag + b' %s="%s" ContentType="%s"/>' % (attribute, name, content_type.encode()))
        self.write(CONTENT_TYPES, edits.apply())

    def relationships(self, name: str) -> list[Relationship]:
        """The internal relationships of the part called *name* (the package itself: an empty name)."""
        path = _relationships_of(name)
        if path not in self:
            return []
        found = []
        xml = self.markup(path)
        for element in markup.inside(xml, markup.root(xml)):
            tag = markup.opening(xml, element)
            target, kind = markup.attribute(tag, b"Target"), markup.attribute(tag, b"Type")
            if target and kind and markup.attribute(tag, b"TargetMode") != "External":
                resolved = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target))
                found.append(Relationship(markup.attribute(tag, b"Id") or "", kind.rsplit("/", 1)[-1], resolved[1:]))
        return found

    def related(self, name: str, kind: str) -> Relationship | None:
        """The first relationship of that *kind* of the part called *name*."""
        return next((r for r in self.relationships(name) if r.kind == kind), None)

    def relate(self, name: str, kind: str, target: str) -> str:
        """Link the part called *name* to *target*; the new relationship's id."""
        path = _relationships_of(name)
        if path not in self:
            empty = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            empty += b'<Relationships xmlns="%s"></Relationships>' % _PACKAGE_RELATIONSHIPS
            self.write(path, empty)
            self.declare_extension("rels", RELATIONSHIPS)
        xml = self.markup(path)
        number = 1
        while f'"rIdRegie{number}"'.encode() in xml:
            number += 1
        new = f'Relationship Id="rIdRegie{number}" Type="{self.namespace}{kind}" Target="/{target}"/>'
        edits = markup.Edits(xml)
        edits.append(markup.root(xml), b"<" + markup.prefix(xml) + new.encode())
        self.write(path, edits.apply())
        return f"rIdRegie{number}"

    @property
    def strict(self) -> bool:
        """Whether the package is Strict Open XML."""
        return b"purl.oclc.org/ooxml/officeDocument" in self.markup("_rels/.rels")

    @property
    def namespace(self) -> str:
        """What relationship types of this package begin with."""
        return _STRICT if self.strict else _TRANSITIONAL

    def zipped(self) -> bytes:
        """The whole package: parts in their old order, new ones last."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for name in (*self._entries, *(n for n in self._changed if n not in self._entries)):
                if name not in self._removed:
                    target.writestr(self._entries.get(name, name), self.read(name), zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def _relationships_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")
