"""The pieces of the Upload page: get the workbook, drop it, read what is wrong, see what it does, store it."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd
import streamlit as st

from dashboard import data, text, uploads
from dashboard.address import choose_from_address
from dashboard.components import equation, refused
from dashboard.messages import problem_message, refusal_message
from dashboard.templates import make_template
from dashboard.text import _, ngettext
from dashboard.theme import severity_mark
from dashboard.uploads import Checked, Preview
from data_access.errors import FileRefused, RegieError
from data_access.file_names import file_name as plain_name
from data_access.plan import GoneDecision
from data_access.problems import Problem, Severity
from data_access.store import Receipt
from data_access.users import User
from data_access.workbook.annotate import annotate

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 1000
ROWS_UNSCROLLED = 12
WEEKS_BACK = 60
_Key = tuple[str, str, dt.date, str]
"""Hash, file name, status date and person: what a preview was made for."""


@dataclass(frozen=True)
class Received:
    """One dropped file: read and previewed, or refused."""

    file_name: str
    sha256: str
    preview: Preview | None = None
    refusal: RegieError | None = None


def get_workbook(actor: User) -> None:
    """The template, in a chosen language, filled with what holds now."""
    st.subheader(_("1 · Get the workbook"))
    st.caption(_("Filled in with the last values of your projects, with drop-downs in your language."))
    language = st.segmented_control(
        _("Language of the workbook"),
        text.LANGUAGES,
        default=text.current_language(),
        required=True,
        format_func=text.LANGUAGE_NAMES.__getitem__,
        key=f"template_language_{text.current_language()}",
    )
    st.download_button(
        _("Download the workbook"),
        data=lambda: make_template(data.database(), actor, language or "en").data,
        file_name=_template_name(actor),
        mime=EXCEL,
        icon=":material/download:",
        on_click="ignore",
        key="template",
    )


def _template_name(actor: User) -> str:
    return f"Regie_{uploads.reporting_date(dt.date.today())}_{actor.username}.xlsx"


def drop_files(actor: User) -> list[Received]:
    """The status date and the uploader; every dropped file read and previewed."""
    st.subheader(_("2 · Upload it"))
    st.caption(_("Nothing is stored before you confirm."))
    status_date = _status_date()
    files = st.file_uploader(
        _("Weekly workbooks"), type=["xlsx", "xlsm", "xls", "ods"], accept_multiple_files=True, max_upload_size=50,
        key=f"files_{st.session_state.get('round', 0)}",
    )  # fmt: skip
    distinct = {hashlib.sha256(file.getvalue()).hexdigest(): file for file in reversed(files)}
    if len(distinct) < len(files):
        st.caption(_("The same file was dropped more than once; it is shown once."))
    return [_receive(actor, file.name, file.getvalue(), status_date) for file in reversed(distinct.values())]


def _status_date() -> dt.date:
    latest = uploads.reporting_date(dt.date.today())
    fridays = [(latest - dt.timedelta(weeks=i)).isoformat() for i in range(WEEKS_BACK)]
    choose_from_address("status_date", fridays, fridays[0])
    chosen = st.selectbox(
        _("Status date"),
        fridays,
        format_func=lambda code: text.day(dt.date.fromisoformat(code)),
        key="status_date",
        help=_("The Friday that the workbook reports. An earlier date corrects that week and leaves later ones."),
        persist_state="session",
    )
    return dt.date.fromisoformat(chosen or fridays[0])


def _receive(actor: User, file_name: str, content: bytes, status_date: dt.date) -> Received:
    """Reads a file once per status date and person; the preview stays as shown until it is confirmed."""
    sha256, file_name = hashlib.sha256(content).hexdigest(), plain_name(file_name)
    known = st.session_state.setdefault("received", {})
    key = (sha256, file_name, status_date, actor.username)
    if key not in known:
        with st.spinner(_("Reading {file}", file=text.escape(file_name))):
            known[key] = _read(actor, file_name, content, status_date, sha256)
    found = known[key]
    return found if isinstance(found, Received) else Received(file_name, sha256)


def _read(actor: User, file_name: str, content: bytes, status_date: dt.date, sha256: str) -> Received:
    db = data.database()
    try:
        checked = uploads.check(db, file_name, content, actor=actor)
        return Received(file_name, sha256, uploads.preview(db, actor, checked, status_date))
    except FileRefused as error:
        return Received(file_name, sha256, refusal=error)


def show_refusal(received: Received) -> None:
    """Why the bytes cannot be read, in one sentence."""
    if received.refusal is not None:
        refused(received.refusal)


def show_findings(checked: Checked) -> None:
    """What is wrong: instructions with counts, then only the bad rows, then the file back with marked cells."""
    problems = checked.problems
    if not problems:
        st.success(_("No problem found."), icon=":material/check_circle:")
        return
    errors = sum(p.severity is Severity.ERROR for p in problems)
    if errors:
        st.error(
            ngettext(
                "{count} error: nothing can be stored until it is corrected.",
                "{count} errors: nothing can be stored until they are corrected.",
                errors,
            ),
            icon=":material/error:",
        )
    with st.container(gap="xsmall"):
        for line in _instructions(problems):
            st.markdown(line)
    addressed = [p for p in problems if p.row is not None]
    if addressed:
        _findings_table(addressed)
    _marked_copy(checked)


def _instructions(problems: tuple[Problem, ...]) -> list[str]:
    groups = Counter((p.severity, p.code, p.sheet, p.field) for p in problems)
    first = {(p.severity, p.code, p.sheet, p.field): p for p in reversed(problems)}
    order = list(Severity)
    lines = []
    for key, count in sorted(groups.items(), key=lambda item: (order.index(item[0][0]), -item[1])):
        mark = severity_mark(key[0])
        where = f"**{text.escape(first[key].sheet)}** · " if first[key].sheet else ""
        message = text.escape(problem_message(first[key]))
        times = f" · {ngettext('{count} cell', '{count} cells', count)}" if count > 1 else ""
        lines.append(f"{mark.markdown} {where}{message}{times}")
    return lines


def _findings_table(problems: list[Problem]) -> None:
    shown = problems[:MOST_SHOWN]
    table = pd.DataFrame(
        {
            "severity": [severity_mark(p.severity).text for p in shown],
            "sheet": [p.sheet for p in shown],
            "cell": [p.cell or str(p.row) for p in shown],
            "value": ["" if p.value is None else str(p.value) for p in shown],
            "message": [problem_message(p) for p in shown],
        }
    )
    st.dataframe(
        table,
        hide_index=True,
        height="content" if len(shown) <= ROWS_UNSCROLLED else 420,
        column_config={
            "severity": st.column_config.Column("", width=46),
            "sheet": st.column_config.Column(_("Sheet"), width=90),
            "cell": st.column_config.Column(_("Cell"), width=60),
            "value": st.column_config.Column(_("Value"), width=100),
            "message": st.column_config.Column(_("What to do"), width=640),
        },
        alt=_("Findings by sheet and cell."),
    )
    if len(problems) > MOST_SHOWN:
        st.caption(_("The first {shown} of {count} are listed; the marked copy holds them all.",
                     shown=text.number(MOST_SHOWN), count=text.number(len(problems))))  # fmt: skip


def _marked_copy(checked: Checked) -> None:
    stem = PurePath(checked.file_name).stem
    language = text.current_language()

    def make() -> bytes:
        with text.speaking(language):
            copy = annotate(
                checked.data, checked.raw.kind, checked.problems, problem_message, language=language, raw=checked.raw
            )
        return copy.data

    ending = ".xlsm" if checked.raw.kind == "xlsm" else ".xlsx"
    st.download_button(
        _("Download my file with the cells marked"),
        data=make,
        file_name=f"{stem}_{_('marked')}{ending}",
        mime=EXCEL,
        icon=":material/rate_review:",
        on_click="ignore",
        key=f"marked_{hashlib.sha256(checked.data).hexdigest()[:12]}",
    )


def store(received: Received, decision: GoneDecision | None) -> None:
    """Callback of the confirm button: stores what was shown, or says why not."""
    if received.preview is None:
        return
    state = st.session_state
    try:
        receipt = uploads.confirm(data.database(), received.preview, decision)
    except RegieError as error:
        state["failures"] = {received.sha256: refusal_message(error)}
    else:
        state["failures"] = {}
        state["receipts"] = [*state.get("receipts", []), receipt]
        state["round"] = state.get("round", 0) + (1 if _is_last(received) else 0)
    state["received"] = {}


def _is_last(received: Received) -> bool:
    """Whether no other dropped file waits: then the uploader is emptied."""
    state = st.session_state
    files = state.get(f"files_{state.get('round', 0)}") or []
    dropped = {hashlib.sha256(file.getvalue()).hexdigest() for file in files} - {received.sha256}
    known = [r for r in state.get("received", {}).values() if isinstance(r, Received)]
    return dropped <= {r.sha256 for r in known if r.preview is not None and r.preview.already is not None}


def show_receipts(actor: User) -> None:
    """What was stored in this session, each with undo."""
    for receipt in reversed(st.session_state.get("receipts", [])):
        _show_receipt(actor, receipt)


def _show_receipt(actor: User, receipt: Receipt) -> None:
    undone = st.session_state.setdefault("undone", set())
    with st.container(border=True):
        if receipt.upload_id in undone:
            st.info(_("Upload {upload} is undone; what it had replaced holds again.", upload=receipt.upload_id),
                    icon=":material/undo:")  # fmt: skip
            return
        st.success(
            _("{file} is stored as upload {upload}, status date {day}.", file=text.escape(receipt.file_name),
              upload=receipt.upload_id, day=text.day(receipt.status_date)),
            icon=":material/check_circle:",
        )  # fmt: skip
        st.markdown(equation(receipt.rows_read, receipt.inserted, receipt.updated, receipt.unchanged, 0))
        if failure := st.session_state.get("failures", {}).get(receipt.upload_id):
            st.error(text.escape(failure))
        st.button(
            _("Undo this upload"), icon=":material/undo:", key=f"undo_{receipt.upload_id}",
            on_click=undo, args=(actor, receipt.upload_id),
        )  # fmt: skip


def undo(actor: User, upload_id: int) -> None:
    """Callback of an undo button."""
    try:
        uploads.undo(data.database(), actor, upload_id)
    except RegieError as error:
        st.session_state["failures"] = {upload_id: refusal_message(error)}
    else:
        st.session_state["failures"] = {}
        st.session_state.setdefault("undone", set()).add(upload_id)
        st.session_state["received"] = {}
