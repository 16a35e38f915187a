"""Finding and changing single tags in XML while every other byte stays as it is.

In XML without comments, CDATA sections or declarations a ``<`` always opens a tag, so a pattern finds every
tag exactly; text written in any other way is refused.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

ATTRIBUTES = rb"""(?:\s+[^\s/>"'=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*"""
_TAG = re.compile(rb"<(/?)([A-Za-z_][^\s/>\"'=]*)" + ATTRIBUTES + rb"(/?)>")
_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\sencoding\s*=\s*[\"']([^\"']+)[\"']")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class MarkupError(Exception):
    """The package is written in a way that cannot be changed safely byte by byte."""


class Element(NamedTuple):
    """Where an element stands: its opening tag, its content, its end. *name* carries the prefix."""

    name: bytes
    start: int
    open_end: int
    close_start: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether it is written as one self-closing tag."""
        return self.open_end == self.end


def checked(data: bytes) -> bytes:
    """*data*, when its tags can be found by pattern; raises MarkupError."""
    encoding = _ENCODING.match(data)
    if b"<!" in data or b"\0" in data or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        raise MarkupError
    return data


def root(data: bytes) -> Element:
    """The outermost element."""
    opening = _TAG.search(data)
    closing = data.rfind(b"</")
    if opening is None or closing < opening.end():
        raise MarkupError
    return Element(opening[2], opening.start(), opening.end(), closing, len(data))


def prefix(data: bytes) -> bytes:
    """Namespace prefix of the outermost element with its colon, usually empty."""
    before, colon, _ = root(data).name.rpartition(b":")
    return before + colon


def children(data: bytes, start: int, end: int) -> Iterator[Element]:
    """The outermost elements between two offsets, in order."""
    depth, opening = 0, None
    for tag in _TAG.finditer(data, start, end):
        if tag[1]:
            depth -= 1
            if depth == 0 and opening is not None:
                yield Element(opening[2], opening.start(), opening.end(), tag.start(), tag.end())
            elif depth < 0:
                return
        elif tag[3]:
            if depth == 0:
                yield Element(tag[2], tag.start(), tag.end(), tag.end(), tag.end())
        else:
            opening = tag if depth == 0 else opening
            depth += 1


def inside(data: bytes, element: Element) -> Iterator[Element]:
    """The children of *element*."""
    return children(data, element.open_end, element.close_start)


def child(data: bytes, element: Element, name: bytes) -> Element | None:
    """The first child of *element* called *name*, prefix included."""
    return next((e for e in inside(data, element) if e.name == name), None)


def opening(data: bytes, element: Element) -> bytes:
    """The opening tag of *element*."""
    return data[element.start : element.open_end]


def attribute(tag: bytes, name: bytes) -> str | None:
    """Value of the attribute *name* of an opening tag."""
    found = re.search(rb"\s" + re.escape(name) + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return None if found is None else html.unescape((found[1] if found[1] is not None else found[2]).decode())


def without_attribute(tag: bytes, name: bytes) -> bytes:
    """An opening tag without its attribute *name*."""
    return re.sub(rb"\s+" + re.escape(name) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", tag, count=1)


def with_attribute(tag: bytes, name: bytes, value: str | int) -> bytes:
    """An opening tag whose attribute *name* has *value*."""
    bare = without_attribute(tag, name)
    end = re.search(rb"\s*/?>\Z", bare)
    if end is None:
        raise MarkupError
    return bare[: end.start()] + b' %s="%s"' % (name, escape(str(value))) + bare[end.start() :].lstrip()


def escape(text: str) -> bytes:
    """*text* for use as content or attribute, without what XML cannot carry."""
    return html.escape(_ILLEGAL.sub("", text)).encode()


def cell_text(text: str) -> bytes:
    """*text* for use as a cell's text, where ``_x0041_`` would otherwise be read as an escaped letter."""
    return escape(_LOOKS_ESCAPED.sub("_x005F_", text))


class Edits:
    """Replacements at offsets of one text, applied together."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._made: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put *new* where the bytes from *start* to *end* stand."""
        self._made.append((start, end, new))

    def insert(self, at: int, new: bytes) -> None:
        """Put *new* before the byte at *at*; several at one place keep their order."""
        self.replace(at, at, new)

    def append(self, element: Element, new: bytes) -> None:
        """Put *new* at the end of the content of *element*, opening it where it is self-closing."""
        if not element.empty:
            self.insert(element.close_start, new)
            return
        tag = self._data[element.start : element.open_end]
        opened = re.sub(rb"\s*/>\Z", b">", tag)
        self.replace(element.start, element.end, opened + new + b"</" + element.name + b">")

    def apply(self) -> bytes:
        """The text with all replacements made."""
        pieces, position = [], 0
        for start, end, new in sorted(self._made, key=lambda edit: (edit[0], edit[1])):
            pieces += [self._data[position:start], new]
            position = end
        return b"".join([*pieces, self._data[position:]])
