"""A demonstration, whose passwords everybody knows, is served to this machine only."""

import ipaddress

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import text
from dashboard.messages import refusal_message
from data_access.engine import shared_database
from data_access.errors import InvalidRequest, RegieError
from data_access.versions import is_demonstration

POLICY_VIOLATION = 1008
UNGUARDED = ("/static/", "/app/static/", "/healthz", "/_stcore/health")


def is_loopback(host: str) -> bool:
    """Whether *host* (an address or ``localhost``) is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class DemonstrationStaysHome:
    """Refuses a demonstration to whoever does not come over the loopback address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _from_afar(scope) and await run_in_threadpool(_holds_demonstration):
            await _refuse(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _from_afar(scope: Scope) -> bool:
    if scope["type"] not in ("http", "websocket") or scope["path"].startswith(UNGUARDED):
        return False
    ends = [scope.get(end) for end in ("server", "client")]
    return not all(end is not None and is_loopback(end[0]) for end in ends)


def _holds_demonstration() -> bool:
    try:
        return is_demonstration(shared_database())
    except RegieError:
        return False


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    languages = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    with text.speaking(text.language_from(languages.split(",")[0])):
        sentence = refusal_message(InvalidRequest("demonstration_in_public"))
    await PlainTextResponse(sentence, status_code=403)(scope, receive, send)
