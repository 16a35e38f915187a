"""Whose bytes the server takes in: those of people who are signed in, and not more of them than memory bears.

Streamlit takes files of any session, a stranger's before sign-in too, and keeps them while the session lives.
"""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime, exists
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.gate import refusal

if TYPE_CHECKING:
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MEBIBYTE = 2**20
LARGEST_FILE = 50 * MEBIBYTE
MOST_WAITING = 4 * LARGEST_FILE
"""Bytes that one session may have waiting on the server."""
FRAMING = MEBIBYTE
"""What a multipart request may hold besides its file."""
UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")
_admitted: set[str] = set()


def open_door() -> None:
    """Takes files from the session that this run of the script is for."""
    if (context := get_script_run_ctx()) is not None:
        _admitted.intersection_update({session for session in set(_admitted) if _is_alive(session)})
        _admitted.add(context.session_id)


def close_door() -> None:
    """Takes no more files from the session that this run of the script is for."""
    if (context := get_script_run_ctx()) is not None:
        _admitted.discard(context.session_id)


class UploadDoor:
    """Refuses files of strangers, and those beyond the limits, before a byte of them is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = _verdict(scope) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if status is None:
            await self.app(scope, receive, send)
        else:
            await refusal(scope, status)(scope, receive, send)


def _verdict(scope: Scope) -> HTTPStatus | None:
    """Why a request is refused; None when it is not, or is no upload."""
    found = UPLOAD.fullmatch(scope["path"])
    if found is None:
        return None
    if found[1] not in _admitted:
        return HTTPStatus.FORBIDDEN
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    size = int(announced) if announced.isdigit() else 0
    too_much = size > LARGEST_FILE + FRAMING or size + _waiting(found[1]) > MOST_WAITING
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_much else None


def _waiting(session: str) -> int:
    files: MemoryUploadedFileManager = Runtime.instance().uploaded_file_mgr  # type: ignore[assignment]  # the only kind
    return sum(len(file.data) for file in list(files.file_storage.get(session, {}).values()))


def _is_alive(session: str) -> bool:
    return exists() and Runtime.instance().is_active_session(session)
