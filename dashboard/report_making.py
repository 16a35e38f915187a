"""Makes a report: which kinds in which formats, from reading to bytes. Pages and the command both come in here."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from dashboard.choice import Choice
from dashboard.report_figures import pack
from dashboard.report_reading import Moment, Reading, latest_moment
from dashboard.reports.document import Document, Kind, Progress, unseen
from dashboard.reports.exception_report import exception_report
from dashboard.reports.highlight import highlight_report
from dashboard.reports.offline import html_pack
from dashboard.reports.pack import Pack
from dashboard.reports.sheets import xlsx
from dashboard.reports.slides import pptx
from dashboard.reports.steering import steering_pack
from dashboard.reports.typeset import pdf
from dashboard.reports.variants import variants
from data_access.engine import Database
from data_access.errors import InvalidRequest, NotFound


class Format(StrEnum):
    """A kind of file, by the end of its name."""

    PDF = "pdf"
    PPTX = "pptx"
    XLSX = "xlsx"
    HTML = "html"

    @property
    def mime(self) -> str:
        """What a browser is told that the file is."""
        return MIMES[self]


OFFICE = "application/vnd.openxmlformats-officedocument."
MIMES = {
    Format.PDF: "application/pdf",
    Format.PPTX: OFFICE + "presentationml.presentation",
    Format.XLSX: OFFICE + "spreadsheetml.sheet",
    Format.HTML: "text/html",
}
RENDERERS: dict[Format, Callable[[Document, Progress], bytes]] = {Format.PDF: pdf, Format.PPTX: pptx, Format.XLSX: xlsx}
COMPOSERS: dict[Kind, Callable[[Pack], Document]] = {
    Kind.STEERING: steering_pack,
    Kind.HIGHLIGHT: highlight_report,
    Kind.EXCEPTION: exception_report,
}


@dataclass(frozen=True)
class Request:
    """What to make of which projects; *moment* is the data shown, those of now where it is None."""

    kind: Kind
    format: Format
    choice: Choice
    project: str | None = None
    moment: Moment | None = None


@dataclass(frozen=True)
class Made:
    """A report as bytes, with a name for its file."""

    name: str
    data: bytes
    format: Format


def make(db: Database, request: Request, progress: Progress = unseen) -> Made:
    """The report that *request* asks for, in the language in use; ``NotFound`` where there is nothing to report."""
    if request.kind is Kind.STEERING and request.project is not None:
        raise InvalidRequest("steering_of_one", project=request.project)
    reading = Reading(db, request.moment or latest_moment(db))
    shown = pack(reading, request.choice, only=request.project)
    document = COMPOSERS[request.kind](shown)
    if not document.pages:
        raise NotFound("not_in_exception", day=shown.as_of)
    if request.format is Format.HTML:
        data = html_pack(document, shown.facets, variants(shown), progress)
    else:
        data = rendered(document, request.format, progress)
    return Made(file_name_of(request, document.stamp.status_date, document.language), data, request.format)


def rendered(document: Document, file_format: Format, progress: Progress = unseen) -> bytes:
    """*document* as bytes, whatever it was composed from; as HTML it has no filters."""
    if file_format is Format.HTML:
        return html_pack(document, {}, {}, progress)
    return RENDERERS[file_format](document, progress)


def file_name_of(request: Request, day: dt.date | None, language: str) -> str:
    """``regie-steering-2026-11-20-nl.pdf``, with the project where the report is about one."""
    return file_name(request, request.project, day, language)


def file_name(request: Request, about: str | None, day: dt.date | None, language: str) -> str:
    """The same with whatever the report is *about*."""
    parts = ("regie", request.kind.value, about, day.isoformat() if day else None, language)
    return "-".join(part for part in parts if part) + f".{request.format.value}"


def format_of(name: str) -> Format:
    """The format that the end of a file's *name* asks for; ``InvalidRequest`` where it is none."""
    try:
        return Format(PurePath(name).suffix.lstrip(".").lower())
    except ValueError as error:
        raise InvalidRequest("unknown_format", file=name, formats=", ".join(f".{f.value}" for f in Format)) from error
