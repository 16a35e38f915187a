"""Marks of a sheet by regular expressions over its XML: about a second per 150 megabytes.

Ordinary cells are passed over inside one pattern; only cells that break a limit, hold an error, show a
percentage or are written in an unusual way are looked at one by one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data_access.errors import FileRefused
from data_access.problems import column_letter
from data_access.workbook.marks import Marks, address_of, row_of

_BLOCK = 4 << 20
_LONGEST_CELL = 1 << 19
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[\s>]")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class UnusualSheetError(Exception):
    """Written in a way that only an XML parser reads right: cells without address, comments, UTF-16."""


def scan_quickly(chunks: Iterable[bytes], marks: Marks, percent_styles: frozenset[str]) -> None:
    """Fill *marks* from the pieces of a worksheet part. Raises UnusualSheetError, and FileRefused as Marks does."""
    patterns: Patterns | None = None
    for block in _blocks(chunks):
        if b"<!" in block or b"\0" in block:
            raise UnusualSheetError
        if patterns is None:
            patterns = Patterns.of(block, marks.limits.columns, percent_styles)
        _scan_block(block, patterns, marks)


@dataclass(frozen=True)
class Patterns:
    """The patterns of one sheet; they depend on its namespace prefix, the column limit and the styles."""

    prefix: bytes
    remarkable: re.Pattern[bytes]
    uncached: re.Pattern[bytes]
    content: re.Pattern[bytes]
    value: re.Pattern[bytes]
    hidden_row: re.Pattern[bytes]
    merge: re.Pattern[bytes]
    percent_styles: frozenset[str]

    @classmethod
    def of(cls, head: bytes, columns: int, percent_styles: frozenset[str]) -> "Patterns":
        """Patterns for the worksheet whose XML begins with *head*."""
        root = _ROOT.search(head)
        if root is None:
            raise UnusualSheetError
        prefix = root[1] + b":" if root[1] else b""
        cell, formula, value, row, text, merge = (
            re.escape(prefix).decode() + name for name in ("c", "f", "v", "row", "is", "mergeCell")
        )
        return cls(
            prefix=prefix,
            percent_styles=percent_styles,
            remarkable=_compiled(rf"<{cell}(?!{_ordinary(columns, percent_styles)})(?=[\s/>])([^<>]*)>"),
            uncached=_compiled(
                rf"<{formula}(?:\s[^<>]*)?+/?(?:(?<=/)>|>[^<]*+</{formula}\s*>)"
                rf"\s*(<{value}(?:\s[^<>]*)?+/?(?:(?<=/)>|>\s*</{value}\s*>)\s*)?</{cell}\s*>"
            ),
            content=_compiled(rf"<{value}(?:\s[^<>]*)?>[^<]|<{text}[\s>]|<{formula}[\s/>]"),
            value=_compiled(rf"<{value}(?:\s[^<>]*)?>([^<]*)"),
            hidden_row=_compiled(rf"<{row}\s([^<>]*\shidden\s*=\s*[\"'](?:1|true)[\"'][^<>]*)>"),
            merge=_compiled(rf"<{merge}\s([^<>]*)>"),
        )


def _compiled(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode())


def _ordinary(columns: int, percent_styles: frozenset[str]) -> str:
    """What follows the name of a cell that is within the limit, no error, and not shown as a percentage."""
    percent = rf'(?!(?:{"|".join(sorted(percent_styles))})")' if percent_styles else ""
    return rf' r="{_columns_up_to(columns)}[0-9]++"(?: s="{percent}[0-9]++"| t="(?!e")[a-zA-Z]++")*+/?>'


def _columns_up_to(count: int) -> str:
    last = column_letter(min(count, 702) - 1)
    if len(last) == 1:
        return f"[A-{last}]"
    before = f"[A-{chr(ord(last[0]) - 1)}]?" if last[0] > "A" else ""
    return f"(?:{before}[A-Z]|{last[0]}[A-{last[1]}])"


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of a few megabytes that end where a row ends, so that no cell is cut in two."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size >= _BLOCK:
            block = b"".join(held)
            cut = _row_end(block)
            yield block[:cut]
            held, size = [block[cut:]], len(block) - cut
    yield b"".join(held)


def _row_end(block: bytes) -> int:
    end = max(block.rfind(b"</row>"), block.rfind(b":row>"), 0) or block.rfind(b">")
    if end < 0:
        raise FileRefused("file_damaged", reason="xml")
    return block.find(b">", end) + 1


def _scan_block(block: bytes, patterns: Patterns, marks: Marks) -> None:
    for match in patterns.remarkable.finditer(block):
        _look_at(match, patterns, marks)
    if b"<" + patterns.prefix + b"f" in block:
        _find_uncached(block, patterns, marks)
    if b"hidden" in block:
        for match in patterns.hidden_row.finditer(block):
            marks.hide_row(row_of(_needed(_attributes(match[1]), b"r")))
    if b"mergeCell " in block:
        for match in patterns.merge.finditer(block):
            marks.merge(_needed(_attributes(match[1]), b"ref"))
    _find_last(block, patterns, marks)


def _look_at(match: re.Match[bytes], patterns: Patterns, marks: Marks) -> None:
    if not match[1].startswith(b" "):
        raise UnusualSheetError
    attributes = _attributes(match[1])
    address = address_of(_needed(attributes, b"r"))
    body = _body(match, patterns.prefix)
    if not patterns.content.search(body):
        return
    marks.admit(address)
    if attributes.get(b"t") == b"e":
        value = patterns.value.search(body)
        marks.error(address, value[1].decode("utf-8", "replace") if value else "#VALUE!")
    elif attributes.get(b"s", b"").decode("ascii", "replace") in patterns.percent_styles:
        marks.percentage(address)


def _body(match: re.Match[bytes], prefix: bytes) -> bytes:
    if match[1].endswith(b"/"):
        return b""
    end = match.string.find(b"</" + prefix + b"c", match.end(), match.end() + _LONGEST_CELL)
    body = match.string[match.end() : end]
    if end < 0 or b"<" + prefix + b"c " in body:
        raise UnusualSheetError
    return body


def _find_uncached(block: bytes, patterns: Patterns, marks: Marks) -> None:
    for match in patterns.uncached.finditer(block):
        attributes = _cell_before(block, match.start(), patterns.prefix)
        # A formula that yields an empty text is stored with type "str" and an empty value.
        if not (match[1] and attributes.get(b"t") == b"str"):
            marks.no_value(address_of(_needed(attributes, b"r")))


def _find_last(block: bytes, patterns: Patterns, marks: Marks) -> None:
    ends = [b"</" + patterns.prefix + name + b">" for name in (b"v", b"is")]
    position = max(_last_filled(block, end) for end in ends)
    if position > 0:
        attributes = _cell_before(block, position, patterns.prefix)
        marks.admit(address_of(_needed(attributes, b"r")))


def _last_filled(block: bytes, end: bytes) -> int:
    position = block.rfind(end)
    while position > 0 and end.endswith(b"v>") and block[position - 1 : position] == b">":
        position = block.rfind(end, 0, position)
    return position


def _cell_before(block: bytes, position: int, prefix: bytes) -> dict[bytes, bytes]:
    start = block.rfind(b"<" + prefix + b"c ", max(0, position - _LONGEST_CELL), position)
    if start < 0:
        raise UnusualSheetError
    return _attributes(block[start : block.find(b">", start)])


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def _needed(attributes: dict[bytes, bytes], name: bytes) -> str:
    if name not in attributes:
        raise UnusualSheetError
    return attributes[name].decode("ascii", "replace")
