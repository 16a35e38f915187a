"""A file given back with what is wrong in it: the manager's own where that is quick and safe, else its bad rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data_access.problems import Problem
from data_access.workbook.annotation.extract import extracted
from data_access.workbook.annotation.finding import Findings, gather
from data_access.workbook.annotation.markup import MarkupError
from data_access.workbook.annotation.patch import patched
from data_access.workbook.raw import RawWorkbook

PACKAGES = ("xlsx", "xlsm")


class How(StrEnum):
    """What kind of copy it is: the file itself, marked, or a workbook of the bad rows."""

    ANNOTATED = "annotated"
    ERROR_WORKBOOK = "error_workbook"


@dataclass(frozen=True, slots=True)
class AnnotationLimits:
    """Up to which size a file is marked in place, in bytes as it is and unzipped; how many findings are listed."""

    file_bytes: int = 20 * 2**20
    unzipped_bytes: int = 64 * 2**20
    findings: int = 5_000


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """The copy as bytes and the ending of its file name, dot included; *listed* of *total* findings are in it."""

    extension: str
    data: bytes
    how: How
    listed: int
    total: int


DEFAULT_LIMITS = AnnotationLimits()


def annotate(
    data: bytes,
    kind: str,
    problems: Sequence[Problem],
    messages: Callable[[Problem], str],
    *,
    language: str = "en",
    raw: RawWorkbook | None = None,
    limits: AnnotationLimits = DEFAULT_LIMITS,
) -> AnnotatedCopy:
    """The file *data* of *kind* (``xlsx``, ``xlsm``, ``xls``, ``ods``) with its *problems*.

    A package within *limits* comes back as it is but for fills, comments and a first sheet that lists all findings;
    marks of an earlier copy are taken away. Any other file becomes a workbook of its bad rows, taken from *raw*.
    *messages* gives the sentence of a problem in *language*. Never raises for what is in the file.
    """
    findings = gather(problems, messages, language=language, limit=limits.findings)
    marked = _marked(data, findings, limits) if kind in PACKAGES else None
    if marked is not None:
        return _copy(f".{kind}", marked, How.ANNOTATED, findings)
    return _copy(".xlsx", extracted(findings, raw), How.ERROR_WORKBOOK, findings)


def _marked(data: bytes, findings: Findings, limits: AnnotationLimits) -> bytes | None:
    if len(data) > limits.file_bytes:
        return None
    try:
        return patched(data, findings, limits.unzipped_bytes)
    except MarkupError:
        return None


def _copy(extension: str, data: bytes, how: How, findings: Findings) -> AnnotatedCopy:
    return AnnotatedCopy(extension, data, how, len(findings.listed), findings.total)
