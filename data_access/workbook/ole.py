"""OLE compound files, the container of .xls and of encrypted workbooks: names and streams, nothing more."""

import struct
from itertools import islice

from data_access.errors import FileRefused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = struct.Struct("<64sHB49xII4x")
_STREAM, _ROOT = 2, 5


class OleFile:
    """Streams by name. Raises FileRefused ``file_damaged`` for chains that loop or leave the file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise _damaged()
        self._data = data
        self._sector = 1 << _bounded(struct.unpack_from("<H", data, 30)[0], 9, 12)
        self._mini = 1 << _bounded(struct.unpack_from("<H", data, 32)[0], 6, 6)
        fat_count, directory, self._cutoff, mini_fat, _, difat = struct.unpack_from("<II4xIIII", data, 44)
        self._fat = self._read_fat(difat, fat_count)
        self._entries = self._read_directory(directory)
        self._mini_fat = self._numbers(self._chain(mini_fat, self._fat)) if mini_fat < _LAST_SECTOR else ()

    @property
    def names(self) -> frozenset[str]:
        """Names of all streams and storages."""
        return frozenset(name for name, *_ in self._entries)

    def read(self, name: str) -> bytes:
        """The stream of that name. Raises FileRefused ``file_damaged`` when there is none."""
        for entry, kind, start, size in self._entries:
            if entry == name and kind == _STREAM:
                return self._stream(start, size)
        raise _damaged()

    def _stream(self, start: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._sectors(self._chain(start, self._fat))[:size]
        root = next((e for e in self._entries if e[1] == _ROOT), None)
        if root is None:
            raise _damaged()
        container = self._sectors(self._chain(root[2], self._fat))
        chain = self._chain(start, self._mini_fat) if size else []
        return b"".join(container[i * self._mini : (i + 1) * self._mini] for i in chain)[:size]

    def _read_fat(self, difat: int, fat_count: int) -> tuple[int, ...]:
        listed = list(struct.unpack_from("<109I", self._data, 76))
        seen: set[int] = set()
        while difat < _LAST_SECTOR:
            if difat in seen:
                raise _damaged()
            seen.add(difat)
            *more, difat = self._numbers([difat])
            listed += more
        return self._numbers(list(islice((s for s in listed if s < _LAST_SECTOR), fat_count)))

    def _read_directory(self, start: int) -> list[tuple[str, int, int, int]]:
        raw = self._sectors(self._chain(start, self._fat))
        entries = (_ENTRY.unpack_from(raw, at) for at in range(0, len(raw) - 127, 128))
        return [
            (name[: max(0, length - 2)].decode("utf-16-le", "replace"), kind, first, size)
            for name, length, kind, first, size in entries
            if kind
        ]

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(chain) >= len(table):
                raise _damaged()
            chain.append(start)
            start = table[start]
        return chain

    def _sectors(self, chain: list[int]) -> bytes:
        return b"".join(self._data[(i + 1) * self._sector : (i + 2) * self._sector] for i in chain)

    def _numbers(self, chain: list[int]) -> tuple[int, ...]:
        raw = self._sectors(chain)
        if len(raw) < len(chain) * self._sector:
            raise _damaged()
        return struct.unpack(f"<{len(raw) // 4}I", raw)


def _bounded(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise _damaged()
    return int(value)


def _damaged() -> FileRefused:
    return FileRefused("file_damaged", reason="ole")
