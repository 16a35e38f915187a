"""Who is let in before Streamlit sees a request: the right host name, the right origin, no closed address."""

import os
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import text
from dashboard.text import _

HOSTS = "REGIE_HOSTS"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PROBES = ("/healthz", "/_stcore/health")
"""Asked by whoever watches the process, under whatever name."""
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Streamlit's addresses for machines: counts of sessions, and the agent's way in."""

LONGEST_PATH = 250
"""Characters; what is served is shorter, and a file system fails on a longer name."""


class Gate:
    """Refuses what is not meant for *app*; everything else passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["path"] not in PROBES and not is_allowed_host(headers.get("host")):
            await self._refuse(scope, receive, send, HTTPStatus.MISDIRECTED_REQUEST)
        elif scope["type"] == "websocket" and not is_same_origin(headers.get("origin"), headers.get("host")):
            await self._refuse(scope, receive, send, HTTPStatus.FORBIDDEN)
        elif scope["path"].startswith(CLOSED) or len(scope["path"]) > LONGEST_PATH:
            await self._refuse(scope, receive, send, HTTPStatus.NOT_FOUND)
        else:
            await self.app(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, status: HTTPStatus) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await refusal(scope, status)(scope, receive, send)


def refusal(scope: Scope, status: HTTPStatus) -> PlainTextResponse:
    """A sentence in the first language that the browser asks for."""
    with text.speaking(text.language_from(Headers(scope=scope).get("accept-language", "").split(",")[0])):
        sentences = {
            HTTPStatus.MISDIRECTED_REQUEST: _(
                "Regie does not answer under this name. Open it under the address that you were given."
            ),
            HTTPStatus.NOT_FOUND: _("There is nothing at this address."),
            HTTPStatus.FORBIDDEN: _("You may not do this. Reload the page and sign in."),
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("The file is too large, or too many files are waiting."),
        }
        return PlainTextResponse(sentences[status], status)


def hosts() -> tuple[str, ...]:
    """The names under which people open Regie: REGIE_HOSTS, separated by commas; this machine's own names always."""
    return _listed(os.environ.get(HOSTS, ""))


@lru_cache(maxsize=8)
def _listed(names: str) -> tuple[str, ...]:
    given = (name.strip().lower().rstrip(".") for name in names.split(","))
    return (*LOOPBACK, *filter(None, given))


def is_allowed_host(host: str | None) -> bool:
    """Whether a Host header names one of ``hosts()``; ``*.example.org`` there allows every name below it."""
    name = _host_name(host or "")
    return any(name.endswith(h[1:]) if h.startswith("*.") else name == h for h in hosts()) if name else False


def is_same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a page of this very address asks. A program sends no Origin, and a browser always does."""
    return origin is None or (_split(origin).netloc.lower() or None) == (host or "").lower()


def _host_name(host: str) -> str:
    parts = _split(f"//{host}")
    alone = not (parts.username or parts.password or parts.path or parts.query or parts.fragment)
    return (parts.hostname or "").rstrip(".") if alone else ""


def _split(address: str) -> SplitResult:
    """*address* in parts; in none when it is none."""
    try:
        parts = urlsplit(address)
        _number = parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts
