"""A topic's result as a Markdown table with its verdicts."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple


class Verdict(NamedTuple):
    """A target in words and whether it holds."""

    target: str
    holds: bool


class Result(NamedTuple):
    """One topic: *note* says what was measured, *rows* fit *header*."""

    title: str
    note: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    verdicts: Sequence[Verdict] = ()


def markdown(result: Result) -> str:
    """*result* as Markdown: title, note, table, and one line per target."""
    lines = [f"## {result.title}", "", result.note, ""]
    lines += [_line(result.header), _line(["---"] * len(result.header)), *map(_line, result.rows)]
    if result.verdicts:
        lines += ["", *(f"- {v.target}: {'holds' if v.holds else 'MISSED'}" for v in result.verdicts)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def seconds(values: Sequence[float]) -> str:
    """The median of *values*, given in seconds."""
    return f"{median(values):.2f} s"


def milliseconds(values: Sequence[float]) -> str:
    """The median of *values*, given in seconds, shown in milliseconds."""
    return f"{median(values) * 1000:.1f} ms"


def megabytes(size: float) -> str:
    """A *size* in bytes."""
    return f"{size / 2**20:.0f} MB"


def kilobytes(size: float) -> str:
    """A *size* in bytes."""
    return f"{size / 2**10:.0f} KB"


def times(value: float) -> str:
    """A ratio."""
    return f"{value:.2f} x"
