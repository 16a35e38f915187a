"""The pieces of the Reports page: what is asked for, which data it shows, its making and its download."""

import time
from dataclasses import asdict, dataclass

import streamlit as st

from dashboard import data, text
from dashboard.choice import Choice
from dashboard.filters import Filters
from dashboard.report_making import Format, Made, Request, file_name_of, make
from dashboard.report_reading import latest_moment
from dashboard.reports.document import Kind, Stamp
from dashboard.text import _

KINDS = (Kind.STEERING, Kind.HIGHLIGHT, Kind.EXCEPTION)
MADE = "report_made"


@dataclass(frozen=True)
class Order:
    """What the reader asks for: a report in a language."""

    request: Request
    language: str


def kind_names() -> dict[Kind, str]:
    """Kind of report to its name, in the language in use."""
    return {
        Kind.STEERING: _("Steering pack"),
        Kind.HIGHLIGHT: _("Highlight report"),
        Kind.EXCEPTION: _("Exception report"),
    }


def _kind_help() -> dict[Kind, str]:
    return {
        Kind.STEERING: _(
            "What needs a decision, KPIs, status of all projects, who moved and why, budget and credits, RAID, reform, "
            "a page for each project in trouble, and every figure in full."
        ),
        Kind.HIGHLIGHT: _("PRINCE2: one page per project on its status, this period and the next."),
        Kind.EXCEPTION: _(
            "PRINCE2: one page per project forecast beyond its tolerance, with causes, consequences, options and "
            "recommendation."
        ),
    }


def format_names() -> dict[Format, str]:
    """Format to its name, in the language in use."""
    return {
        Format.PDF: "PDF",
        Format.PPTX: "PowerPoint",
        Format.XLSX: _("Excel"),
        Format.HTML: _("Offline page"),
    }


def _format_help() -> dict[Format, str]:
    return {
        Format.PDF: _("To print and to read: tagged for screen readers, with bookmarks."),
        Format.PPTX: _("To present: charts and tables that stay editable, with speaker notes."),
        Format.XLSX: _("To reckon: the tables with their numbers in full."),
        Format.HTML: _("For the day the line is down: one file with filters that asks the network for nothing."),
    }


def order(version: int, filters: Filters) -> Order:
    """Kind, language, format and project."""
    kinds, formats = kind_names(), format_names()
    kind = st.segmented_control(
        _("Report"), KINDS, default=Kind.STEERING, required=True, format_func=kinds.__getitem__, key="report_kind"
    )
    st.caption(_kind_help()[kind or Kind.STEERING])
    left, right = st.columns(2, gap="large")
    with left:
        chosen = st.segmented_control(
            _("Format"), list(Format), default=Format.PDF, required=True, format_func=formats.__getitem__,
            key="report_format",
        )  # fmt: skip
        st.caption(_format_help()[chosen or Format.PDF])
    with right:
        language = st.segmented_control(
            _("Language of the report"), text.LANGUAGES, default=text.current_language(), required=True,
            format_func=text.LANGUAGE_NAMES.__getitem__, key="report_language",
        )  # fmt: skip
    project = None if kind == Kind.STEERING else _project(version, filters)
    choice = Choice(**asdict(filters))
    request = Request(Kind(kind or Kind.STEERING), Format(chosen or Format.PDF), choice, project)
    return Order(request, language or text.current_language())


def _project(version: int, filters: Filters) -> str | None:
    projects = filters.apply(data.effective_rows(version, "projects", filters.as_of))
    names = dict(zip(projects["project"], projects["name"], strict=True))
    ordered = sorted(names, key=lambda code: (str(names[code]).casefold(), code))
    chosen = st.selectbox(
        _("Project"), ["", *ordered], key="report_project",
        format_func=lambda code: f"{names[code]} ({code})" if code else _("All"),
    )  # fmt: skip
    return chosen or None


def shown_data(version: int, filters: Filters) -> None:
    """Which data the report will show: status date, snapshot and filters."""
    moment = latest_moment(data.database())
    said = [Stamp(filters.as_of, moment.version, moment.known_at).words(), *filters.notes(version)[1:]]
    st.markdown(":material/photo_camera: " + " · ".join(text.escape(part) for part in said))


def making(wanted: Order) -> None:
    """The button that makes the report, its progress, and the file."""
    key = (wanted, data.version())
    if st.button(_("Make the report"), type="primary", icon=":material/description:", key="make_report"):
        st.session_state[MADE] = (key, *_made(wanted))
    kept = st.session_state.get(MADE)
    if kept and kept[0] == key:
        _download(kept[1], kept[2])


def _made(wanted: Order) -> tuple[Made, float]:
    """The report and the seconds that it took."""
    started = time.monotonic()
    bar = st.progress(0.0, text=_("Reading the figures"))

    reader = text.current_language()

    def progress(made: int, of: int) -> None:
        with text.speaking(reader):
            said = _("Page {page} of {pages}", page=text.number(made), pages=text.number(of))
        bar.progress(made / of, text=said)

    with text.speaking(wanted.language):
        made = make(data.database(), wanted.request, progress)
    bar.empty()
    return made, time.monotonic() - started


def _download(made: Made, seconds: float) -> None:
    st.success(
        _("{file} is ready: {size} KB in {seconds} s.", file=text.escape(made.name),
          size=text.number(len(made.data) / 1024), seconds=text.number(seconds, 1)),
        icon=":material/check_circle:",
    )  # fmt: skip
    st.download_button(
        _("Download"), made.data, file_name=made.name, mime=made.format.mime, icon=":material/download:",
        on_click="ignore", key="download_report",
    )  # fmt: skip


def highlight_button(project: str, filters: Filters) -> None:
    """The highlight report of one project as PDF, made when it is clicked."""
    db, language = data.database(), text.current_language()
    choice = Choice(as_of=filters.as_of, compare_with=filters.compare_with, original=filters.original)
    request = Request(Kind.HIGHLIGHT, Format.PDF, choice, project)

    def made() -> bytes:
        with text.speaking(language):
            return make(db, request).data

    st.download_button(
        _("Highlight report"), made, file_name=file_name_of(request, filters.as_of, language),
        mime=Format.PDF.mime, icon=":material/download:", on_click="ignore", key="highlight_report", type="tertiary",
    )  # fmt: skip
