"""The served application: Streamlit behind its gate, with a health address, security headers and a warm start."""

import ast
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import session_cookie, text
from dashboard.address import PAGES
from dashboard.gate import Gate
from dashboard.loopback import DemonstrationStaysHome
from dashboard.return_address import ReturnAddress
from dashboard.security_headers import SecurityHeaders
from dashboard.upload_door import UploadDoor
from data_access.engine import open_database
from data_access.errors import RegieError
from data_access.schema import require_current


async def healthz(_request: Request) -> JSONResponse:
    """200 when the database answers and has the current schema; otherwise 503 and the code of the trouble."""
    try:
        await run_in_threadpool(_check_database)
    except RegieError as error:
        return JSONResponse({"status": error.code}, status_code=503)
    return JSONResponse({"status": "ok"})


def _check_database() -> None:
    db = open_database()
    try:
        require_current(db)
    finally:
        db.engine.dispose()


@asynccontextmanager
async def warm_start(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Imports what pages need and reads the catalogs, then freezes all of it.

    Streamlit collects garbage in full after every run of a script; frozen objects are skipped, which
    takes an empty run from about 90 ms to 8.
    """
    for module in sorted(set(imported_by_pages())):
        import_module(module)
    for language in text.LANGUAGES:
        text.catalog(language)
    freeze()
    yield {}


def imported_by_pages() -> Iterator[str]:
    """Names of the modules that the pages name, read from their text: running them is for signed-in viewers only."""
    for page in PAGES.glob("*.py"):
        for node in ast.parse(page.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.module:
                of_package = node.module == "dashboard"
                yield from (f"dashboard.{name.name}" for name in node.names) if of_package else (node.module,)


def freeze() -> None:
    """Takes everything alive now out of the garbage collector's rounds."""
    gc.collect()
    gc.freeze()


application = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=warm_start,
    routes=[Route("/healthz", healthz), Route(session_cookie.PATH, session_cookie.exchange)],
    middleware=[Middleware(DemonstrationStaysHome), Middleware(ReturnAddress)],
)
app = SecurityHeaders(Gate(UploadDoor(application)))
"""What is served; the headers stand outermost, so that a refusal and a failure carry them too."""
