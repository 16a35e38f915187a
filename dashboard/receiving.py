"""The pieces of the Upload page: get the workbook, drop it, store it, keep the receipt, take it back."""

import datetime as dt
import hashlib
from dataclasses import dataclass

import streamlit as st

from dashboard import data, text, uploads
from dashboard.address import choose_from_address
from dashboard.components import equation, freshness_line, refused
from dashboard.messages import refusal_message
from dashboard.panels import EXCEL
from dashboard.templates import make_template
from dashboard.text import _
from dashboard.today import today
from dashboard.uploads import Preview
from data_access.errors import FileRefused, RegieError
from data_access.file_names import file_name as plain_name
from data_access.plan import GoneDecision
from data_access.store import Receipt, uploadable_projects
from data_access.users import User

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
    st.header(_("1 · Get the workbook"))
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
    return f"Regie_{uploads.reporting_date(today(data.database()))}_{actor.username}.xlsx"


def drop_files(actor: User) -> list[Received]:
    """The status date and the uploader; every dropped file read and previewed."""
    st.header(_("2 · Upload it"))
    st.caption(_("Nothing is stored before you confirm."))
    status_date = _status_date()
    _who_reported(actor, status_date)
    files = st.file_uploader(
        _("Weekly workbooks"), type=["xlsx", "xlsm", "xls", "ods"], accept_multiple_files=True, max_upload_size=50,
        key=f"files_{st.session_state.get('round', 0)}",
    )  # fmt: skip
    distinct = {hashlib.sha256(file.getvalue()).hexdigest(): file for file in reversed(files)}
    if len(distinct) < len(files):
        st.caption(_("The same file was dropped more than once; it is shown once."))
    return [_receive(actor, file.name, file.getvalue(), status_date) for file in reversed(distinct.values())]


def _status_date() -> dt.date:
    latest = uploads.reporting_date(today(data.database()))
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


def _who_reported(actor: User, status_date: dt.date) -> None:
    """Which active projects of *actor* are in for *status_date*, and which are still to come."""
    version = data.version()
    projects = data.effective_rows(version, "projects", status_date)
    names = dict(zip(projects["project"], projects["name"], strict=True))
    with data.database().reading() as connection:
        own = uploadable_projects(data.database(), connection, actor)
    measures = data.project_measures(version, status_date)
    latest = {
        code: day
        for code, day, active in zip(measures["project"], measures["status_date"], measures["active"], strict=True)
        if active and (own is None or code in own)
    }
    if latest:
        late = [names.get(code, code) for code, day in latest.items() if day != status_date]
        freshness_line(status_date, [names.get(code, code) for code in latest], late)


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
    state["received"], state["decided"] = {}, {}


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
