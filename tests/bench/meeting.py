"""Followers of a meeting: from the presenter's move to the new item on each follower's screen."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from dashboard.session_cookie import COOKIE
from data_access.engine import Database
from data_access.meeting_agenda import add_item
from data_access.meeting_presenting import start, step
from data_access.meeting_values import ItemDraft
from data_access.meetings import create_meeting, freeze, meeting_items
from data_access.queries.measures import status_dates
from data_access.users import User, get_user
from tests.bench.databases import Server
from tests.bench.effective import SMALL_SHAPES, filled
from tests.bench.processes import cpu_seconds
from tests.bench.screens import REGIE
from tests.bench.tables import Result, Verdict
from tests.bench.viewer import PATIENCE, Served, served
from tests.signing_in import cookie_of

FOLLOWERS = 50
MOST = 2.0
"""Seconds within which every follower sees the presenter's item."""
ITEMS = 12
PAUSE = 4.0
NOTE = (
    "One real server process (what `regie run` starts) and {followers} websocket clients that do what a browser does:"
    " they ask again as often as the page tells them to. From the presenter's move in the database to the"
    " message that holds the new item, over {moves} moves; the clients share the machine with the server. CPU: of the"
    " server process while nobody moves, in per cent of one core."
)


@dataclass
class Follower:
    """One screen that follows: which item it shows and since when; *runs* while the server draws it."""

    address: str
    cookie: str
    query: str
    seen: dict[str, float] = field(default_factory=dict)
    fragment: str = ""
    page: str = ""
    interval: float = 1.0
    runs: bool = True

    async def follow(self) -> None:
        """Draws the page once, then asks for its fragment as often as the page wants, until it is cancelled."""
        headers = {"Cookie": f"{COOKIE}={self.cookie}"}
        async with connect(
            self.address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None,
            additional_headers=headers, ping_interval=None,
        ) as viewer:  # fmt: skip
            await viewer.send(self._request())
            beats = asyncio.create_task(self._beat(viewer))
            try:
                async for data in viewer:
                    self._take(ForwardMsg.FromString(bytes(data)))  # type: ignore[arg-type]  # never text
            finally:
                beats.cancel()

    async def _beat(self, viewer: ClientConnection) -> None:
        while True:
            await asyncio.sleep(self.interval)
            if self.fragment and not self.runs:
                await viewer.send(self._request(self.fragment))

    def _request(self, fragment: str = "") -> bytes:
        request = BackMsg()
        request.rerun_script.query_string = self.query
        request.rerun_script.page_name = "meeting"
        request.rerun_script.page_script_hash = self.page
        request.rerun_script.fragment_id = fragment
        request.rerun_script.is_auto_rerun = bool(fragment)
        return bytes(request.SerializeToString())

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind in ("new_session", "script_finished"):
            self.runs = kind == "new_session"
        if kind == "auto_rerun":
            self.fragment, self.interval = message.auto_rerun.fragment_id, message.auto_rerun.interval
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.new_element.HasField("exception"):
            raise RuntimeError(message.delta.new_element.exception.message)
        elif kind == "delta" and "<h1>" in (body := message.delta.new_element.html.body):
            self.seen[body.split("<h1>")[1].split("</h1>")[0]] = time.perf_counter()


def followers(servers: Iterable[Server], runs: int, *, quick: bool) -> Result:
    """The delay of followers by database, with the share of a core that waiting costs."""
    count, moves = (5, 2) if quick else (FOLLOWERS, max(2, runs))
    lines, verdicts = [], []
    for server in servers:
        delays, idle = _delays(server, count, moves)
        worst = max(delays)
        share = quantiles(delays, n=20)[-1]
        lines.append([server.name, f"{median(delays):.2f} s", f"{share:.2f} s", f"{worst:.2f} s", f"{idle:.0%}"])
        verdicts.append(Verdict(f"{count} followers see the item within {MOST:.0f} s on {server.name}", worst <= MOST))
    header = ["", "median", "95 %", "worst", "CPU, waiting"]
    title = f"{count} followers of a meeting"
    return Result(title, NOTE.format(followers=count, moves=moves), header, lines, verdicts)


def _delays(server: Server, count: int, moves: int) -> tuple[list[float], float]:
    with filled(server, SMALL_SHAPES[0]) as (url, db), served(REGIE, {"DATABASE_URL": url}) as regie:
        pmo = _pmo(db)
        meeting_id, titles = _meeting(db, pmo)
        with _following(regie, cookie_of(db, "pmo"), meeting_id, count) as screens:
            _await(screens, titles[0])
            idle = _idle_share(regie.pid)
            found = []
            for title in titles[1 : moves + 1]:
                moved = time.perf_counter()
                step(db, pmo, meeting_id, 1)
                _await(screens, title)
                found += [screen.seen[title] - moved for screen in screens]
                time.sleep(PAUSE / 2)
    return found, idle


def _pmo(db: Database) -> User:
    return get_user(db, "pmo")


def _meeting(db: Database, pmo: User) -> tuple[int, list[str]]:
    """A meeting in session with items by hand; its id and their titles."""
    day = status_dates(db)[0]
    meeting = create_meeting(db, pmo, title="Bench", held_on=day, status_date=day)
    for number in range(ITEMS):
        meeting = add_item(db, pmo, meeting, ItemDraft(f"item {number}", f"Item number {number}"))
    meeting = start(db, pmo, freeze(db, pmo, meeting, lambda _at: ()).id)
    return meeting.id, [item.title for item in meeting_items(db, pmo, meeting)]


@contextmanager
def _following(regie: Served, cookie: str, meeting_id: int, count: int) -> Iterator[list[Follower]]:
    """*count* followers who came in one after the other, all in one thread of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    address = f"ws://127.0.0.1:{regie.port}/_stcore/stream"
    screens: list[Follower] = []
    following: list[Future[None]] = []
    try:
        for _ in range(count):
            screens.append(Follower(address, cookie, f"meeting={meeting_id}"))
            following.append(asyncio.run_coroutine_threadsafe(screens[-1].follow(), loop))
            _until(lambda: bool(screens[-1].seen) or following[-1].done())
        yield screens
    finally:
        for future in following:
            future.cancel()
        time.sleep(0.5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _await(screens: list[Follower], title: str) -> None:
    _until(lambda: all(title in screen.seen for screen in screens))


def _until(holds: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > limit:
            raise RuntimeError("followers never saw the item")
        time.sleep(0.01)


def _idle_share(pid: int) -> float:
    """Processor time of the server while all follow and nobody moves, per second."""
    time.sleep(PAUSE)
    before, began = cpu_seconds(pid), time.perf_counter()
    time.sleep(PAUSE)
    return (cpu_seconds(pid) - before) / (time.perf_counter() - began)
