"""How much a file may ask of the server before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, time in seconds of wall clock; rows and columns count up to the last cell with content."""

    file_bytes: int = 50 * 2**20
    unzipped_bytes: int = 512 * 2**20
    parts: int = 10_000
    sheets: int = 50
    rows: int = 200_000
    columns: int = 256
    marks: int = 2_000_000
    seconds: float = 60.0
    memory_bytes: int = 2 * 2**30


DEFAULT_LIMITS = Limits()
