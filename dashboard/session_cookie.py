"""What the browser keeps of a sign-in: a signed cookie that no script can read, given in exchange for a ticket."""

import datetime as dt

import jwt
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data_access.engine import shared_database
from data_access.errors import RegieError
from data_access.installation import installation_secret
from data_access.sessions import cash_ticket, person_with_cookie

COOKIE = "regie_session"
PATH = "/session"
ALGORITHM = "HS256"
PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
"""A transparent pixel: the page asks for the cookie as for a picture, so no script is needed."""


def signed(token: str, expires_at: dt.datetime) -> str:
    """The cookie that carries *token*."""
    return jwt.encode({"sid": token, "exp": expires_at}, installation_secret(), algorithm=ALGORITHM)


def token_in(cookie: str | None) -> str | None:
    """The token in a cookie signed here and not run out; None for anything else."""
    if not cookie:
        return None
    try:
        claims = jwt.decode(cookie, installation_secret(), algorithms=[ALGORITHM], options={"require": ["sid", "exp"]})
    except (jwt.PyJWTError, ValueError):
        return None
    return claims["sid"] if isinstance(claims["sid"], str) else None


def picture(ticket: str = "") -> str:
    """The picture that changes *ticket* for its cookie; without one, that takes away the cookie of an ended session."""
    address = f"{PATH}?ticket={ticket}" if ticket else PATH
    return f'<img src="{address}" alt="" width="1" height="1">'


async def exchange(request: Request) -> Response:
    """Changes a ticket for the cookie, or takes away the cookie of a session that has ended."""
    answer = Response(PICTURE, media_type="image/gif", headers={"Cache-Control": "no-store"})
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return answer
    try:
        await run_in_threadpool(_answer, request, answer)
    except RegieError:
        return answer
    return answer


def _answer(request: Request, answer: Response) -> None:
    ticket = request.query_params.get("ticket")
    if ticket is None:
        token = token_in(request.cookies.get(COOKIE))
        if COOKIE in request.cookies and (token is None or person_with_cookie(shared_database(), token) is None):
            answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return
    if cashed := cash_ticket(shared_database(), ticket):
        token, expires_at = cashed
        secure = request.url.scheme == "https"
        answer.set_cookie(
            COOKIE, signed(token, expires_at), expires=expires_at, secure=secure, httponly=True, samesite="strict"
        )
