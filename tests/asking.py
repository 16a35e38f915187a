"""Asks an ASGI application directly: one request, its whole answer."""

import asyncio
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message

HOST = "localhost"


class Answer(NamedTuple):
    """Status, headers by lower-case name (the last of each), and body."""

    status: int
    headers: dict[str, str]
    body: bytes


def asked(app: ASGIApp, path: str, method: str = "GET", *, scheme: str = "http", **headers: str) -> Answer:
    """What *app* answers; *headers* with underscores for hyphens. Without its start: routes and middleware only."""
    sent = asyncio.run(_exchange(app, scope(path, method, scheme=scheme, **headers)))
    start, *rest = sent
    named = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], named, b"".join(message.get("body", b"") for message in rest))


def greeted(app: ASGIApp, path: str = "/_stcore/stream", **headers: str) -> str:
    """The first thing *app* says to a WebSocket that wants in, such as ``websocket.close``."""
    wanted = {**scope(path, scheme="ws", **headers), "type": "websocket", "subprotocols": []}
    return str(asyncio.run(_exchange(app, wanted))[0]["type"])


def scope(path: str, method: str = "GET", *, scheme: str = "http", **headers: str) -> dict[str, Any]:
    """A request as a server hands it over."""
    named = {"host": HOST} | {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items()],
            "scheme": scheme, "http_version": "1.1", "root_path": "", "server": (HOST, 80),
            "client": ("127.0.0.1", 1), "asgi": {"version": "3.0"}}  # fmt: skip


async def _exchange(app: ASGIApp, wanted: dict[str, Any]) -> list[Message]:
    sent: list[Message] = []
    connect = {"type": "websocket.connect"}
    request = {"type": "http.request", "body": b"", "more_body": False}
    asking: list[Message] = [connect if wanted["type"] == "websocket" else request]

    async def receive() -> Message:
        if not asking:
            await asyncio.Event().wait()
        return asking.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    await app(wanted, receive, send)
    return sent
