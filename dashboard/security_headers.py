"""What every answer says to the browser besides its content: policy, framing, caching, cookies kept to https."""

from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.content_policy import component_policy, page_policy

POWERS = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "microphone",
          "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb")  # fmt: skip
"""What a browser could do for a page and Regie never asks for."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Within the address the whole referrer: sign-in reads from it which link the person came by. Elsewhere nothing.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR_HTTPS = "max-age=31536000"
COMPONENTS = "/component/"
STATIC = "/app/static/"
ONE_DAY = "public, max-age=86400"
NOT_KEPT = "no-store"


class SecurityHeaders:
    """Adds ``HEADERS``, the content policy and what the kind of answer asks for to every HTTP answer of *app*."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), scope, found=message["status"] == HTTPStatus.OK)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def _complete(headers: MutableHeaders, scope: Scope, *, found: bool) -> None:
    path = str(scope["path"])
    headers.update(HEADERS)
    headers["Content-Security-Policy"] = component_policy() if path.startswith(COMPONENTS) else page_policy()
    _limit_keeping(headers, path, found=found)
    if scope["scheme"] == "https":
        headers["Strict-Transport-Security"] = ONE_YEAR_HTTPS
        _keep_cookies_to_https(headers)


def _limit_keeping(headers: MutableHeaders, path: str, *, found: bool) -> None:
    """Pages and data are not kept by any cache; fonts and the logo for a day; Streamlit's hashed files as it says."""
    if headers.get("content-type", "").startswith("text/html"):
        headers["Cache-Control"] = NOT_KEPT
    headers.setdefault("Cache-Control", ONE_DAY if found and path.startswith(STATIC) else NOT_KEPT)


def _keep_cookies_to_https(headers: MutableHeaders) -> None:
    headers.raw[:] = [
        (name, value + b"; Secure" if name == b"set-cookie" and b"; secure" not in value.lower() else value)
        for name, value in headers.raw
    ]
