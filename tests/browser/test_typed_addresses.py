"""Every role at every address, typed into a fresh server process over a raw WebSocket: the page, or its refusal."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from dashboard.address import PAGES
from dashboard.session_cookie import COOKIE
from tests.browser.serving import served
from tests.signing_in import browser_cookie

pytestmark = pytest.mark.browser
ROLES = {"viewer": "idewulf", "committee": "kclaessens", "manager": "cpeeters", "pmo": "selamrani", "admin": "lmertens"}
EVERYBODY = set(ROLES)
OPEN_TO = {
    "portfolio": EVERYBODY,
    "project": EVERYBODY,
    "budget": EVERYBODY,
    "raid": EVERYBODY,
    "reform": EVERYBODY,
    "meeting": EVERYBODY,
    "reports": EVERYBODY,
    "history": EVERYBODY,
    "upload": {"manager", "pmo"},
    "administration": {"pmo", "admin"},
}
REFUSAL = "Not open to your role"
SIGN_IN = "Regie"


@pytest.fixture(scope="module")
def folder(demonstration_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("typed")
    shutil.copy(demonstration_template, place / "regie.db")
    return place


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


@pytest.fixture(scope="module")
def cookies(folder: Path, address: str) -> dict[str, str]:
    return {role: browser_cookie(folder, username, address)["value"] for role, username in ROLES.items()}


def heading(address: str, page: str, cookie: str = "") -> str:
    """The title of the first screen that a new visitor of *page* is sent."""
    request, titles = BackMsg(), []
    request.rerun_script.page_name = "" if page == "portfolio" else page
    request.rerun_script.query_string = "lang=en"
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    stream = address.replace("http://", "ws://") + "/_stcore/stream"
    options: dict[str, Any] = {"subprotocols": ["streamlit"], "max_size": None, "origin": address}
    with connect(stream, additional_headers=headers, **options) as visitor:
        visitor.send(request.SerializeToString())
        while True:
            message = ForwardMsg.FromString(visitor.recv(60))  # type: ignore[arg-type]  # bytes
            if message.delta.new_element.HasField("heading") and message.delta.new_element.heading.tag == "h1":
                titles.append(message.delta.new_element.heading.body)
            if message.WhichOneof("type") == "script_finished":
                return titles[0]


def test_the_table_names_every_page() -> None:
    assert set(OPEN_TO) | {"refused"} == {path.stem for path in PAGES.glob("*.py")}


@pytest.mark.parametrize("page", OPEN_TO)
def test_without_a_session_every_address_is_the_sign_in_screen(address: str, page: str) -> None:
    assert heading(address, page) == SIGN_IN


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", OPEN_TO)
def test_a_typed_address_opens_to_its_roles_and_refuses_the_others(
    address: str, cookies: dict[str, str], page: str, role: str
) -> None:
    shown = heading(address, page, cookies[role])
    assert shown != SIGN_IN
    assert (shown == REFUSAL) is (role not in OPEN_TO[page])


def test_a_made_up_address_is_no_way_in(address: str) -> None:
    assert heading(address, "refused") == SIGN_IN
    assert heading(address, "../dashboard/app") == SIGN_IN
