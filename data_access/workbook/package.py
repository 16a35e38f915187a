"""A zip package whose parts are inflated under our own count, whatever sizes it declares."""

import io
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator

from data_access.errors import FileRefused
from data_access.workbook.limits import Limits

CHUNK = 1 << 20
_HEAD = 1 << 16
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<26xHH")
_PROLOG = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DRAWN = (".svg", ".htm", ".html")


class Package:
    """Parts by name, compared as Open Packaging does: without case, with forward slashes.

    Raises FileRefused: ``file_damaged``, ``file_encrypted``, and while inflating
    ``file_expands_too_much``, ``file_has_entities`` and ``file_takes_too_long``.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = memoryview(data)
        self._limits = limits
        self._inflated: dict[str, int] = {}
        self._total = 0
        self._deadline = time.monotonic() + limits.seconds
        self._parts = _directory(data, limits)

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """Normalised names of all parts, directories left out."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """The whole part; empty when there is none of that name."""
        return b"".join(self.chunks(name)) if name in self else b""

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part piece by piece, about a megabyte each; its head is checked for entities first."""
        name = _normal(name)
        pieces = self._counted(name)
        head = b""
        for piece in pieces:
            head += piece
            if len(head) >= _HEAD:
                break
        if not name.endswith(_DRAWN):
            _refuse_entities(head, name)
        yield head
        yield from pieces

    def _counted(self, name: str) -> Iterator[bytes]:
        size = 0
        for piece in self._inflate(self._parts[name]):
            size += len(piece)
            grown = max(0, size - self._inflated.get(name, 0))
            self._inflated[name] = self._inflated.get(name, 0) + grown
            self._total += grown
            if self._total > self._limits.unzipped_bytes:
                raise FileRefused("file_expands_too_much", limit=self._limits.unzipped_bytes)
            if time.monotonic() > self._deadline:
                raise FileRefused("file_takes_too_long", seconds=self._limits.seconds)
            yield piece

    def _inflate(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(part)
        if part.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(packed[i : i + CHUNK]) for i in range(0, len(packed), CHUNK))
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            yield from _deflated(packed)
        else:
            raise FileRefused("file_damaged", reason="compression", part=part.filename)

    def _packed(self, part: zipfile.ZipInfo) -> memoryview:
        start = part.header_offset
        if bytes(self._data[start : start + 4]) != b"PK\x03\x04" or start + 30 > len(self._data):
            raise FileRefused("file_damaged", reason="zip", part=part.filename)
        name_length, extra_length = _LOCAL_HEADER.unpack(self._data[start : start + 30])
        start += 30 + name_length + extra_length
        packed = self._data[start : start + part.compress_size]
        if len(packed) < part.compress_size:
            raise FileRefused("file_damaged", reason="truncated", part=part.filename)
        return packed


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _directory(data: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError) as error:
        raise FileRefused("file_damaged", reason="zip") from error
    if len(entries) > limits.parts or sum(entry.file_size for entry in entries) > limits.unzipped_bytes:
        raise FileRefused("file_expands_too_much", limit=limits.unzipped_bytes)
    parts: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        _admit(entry, parts)
    return parts


def _admit(entry: zipfile.ZipInfo, parts: dict[str, zipfile.ZipInfo]) -> None:
    name = _normal(entry.filename)
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused("file_encrypted")
    if name.endswith("/"):
        return
    if name in parts:
        # Readers disagree on which of the two counts: what one checks the other would not read.
        raise FileRefused("file_damaged", reason="duplicate_part", part=entry.filename)
    parts[name] = entry


def _deflated(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _HEAD):
            rest: bytes | memoryview = packed[start : start + _HEAD]
            while rest and not inflater.eof:
                yield inflater.decompress(rest, CHUNK)
                rest = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise FileRefused("file_damaged", reason="zip") from error
    if not inflater.eof:
        raise FileRefused("file_damaged", reason="truncated")


def _refuse_entities(head: bytes, name: str) -> None:
    """Refuse a document type declaration, which is where entities are declared, in any part that is XML."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"):
        head = _from_utf16(head)
    head = head.removeprefix(b"\xef\xbb\xbf")
    rest = head[_PROLOG.match(head).end() :]  # type: ignore[union-attr]  # the pattern also matches nothing
    if rest.startswith(b"<!DOCTYPE"):
        raise FileRefused("file_has_entities", part=name)
    if rest.startswith(b"<!--") or (rest.startswith(b"<?") and head[:1] == b"<"):
        raise FileRefused("file_damaged", reason="xml", part=name)


def _from_utf16(head: bytes) -> bytes:
    order = "utf-16-be" if head[:1] in (b"\x00", b"\xfe") else "utf-16-le"
    return head.decode(order, "replace").lstrip("\ufeff").encode()
