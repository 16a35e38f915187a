"""After sign-in at an identity provider, back to the link that the person came by, filters included.

The way to the provider starts at ``/auth/login``: the browser says from which page. That page is kept
in a short-lived cookie, and takes the place of the home page when the provider sends the person back.
"""

from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DEPARTURE, ARRIVAL = "/auth/login", "/oauth2callback"
COOKIE = "regie_return"
SECONDS = 900
LONGEST = 2000


class ReturnAddress:
    """Notes the page at the departure and sends the person back to it at the arrival."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith((DEPARTURE, ARRIVAL)):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        found = page_of(request.headers) if path.endswith(DEPARTURE) else own_page(request.cookies.get(COOKIE, ""))

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start" and found:
                headers = MutableHeaders(scope=message)
                if path.endswith(DEPARTURE):
                    _note(headers, found, secure=scope["scheme"] == "https")
                elif headers.get("location") in ("/", "."):
                    headers["location"] = found
                    _forget(headers)
            await send(message)

        await self.app(scope, receive, changed)


def page_of(headers: Headers) -> str:
    """Path and query of the page that the person comes from, where it is one of this host."""
    came_from = urlsplit(headers.get("referer", ""))
    if came_from.netloc != headers.get("host"):
        return ""
    return own_page(quote(f"{came_from.path or '/'}?{came_from.query}" if came_from.query else came_from.path, safe=""))


def own_page(quoted: str) -> str:
    """The page in a cookie, provided that it leads to this host and nowhere else."""
    page = unquote(quoted)
    local = page.startswith("/") and not page.startswith(("//", "/\\")) and page.isprintable() and "\\" not in page
    return page if local and page.isascii() and len(page) <= LONGEST else ""


def _note(headers: MutableHeaders, page: str, *, secure: bool) -> None:
    answer = Response()
    # Lax: the provider's redirect, which comes from another site, must bring it along.
    answer.set_cookie(COOKIE, quote(page, safe=""), max_age=SECONDS, httponly=True, samesite="lax", secure=secure)
    headers.append("set-cookie", answer.headers["set-cookie"])


def _forget(headers: MutableHeaders) -> None:
    answer = Response()
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    headers.append("set-cookie", answer.headers["set-cookie"])
