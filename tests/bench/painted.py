"""Browser time from navigation to the last chart painted, against an empty page of the same server."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from dashboard.session_cookie import COOKIE
from tests.bench.boards import BOARDS, EMPTY_PAGE, SHAPES, SMALL_SHAPES, signed_in
from tests.bench.databases import Server
from tests.bench.effective import Shape
from tests.bench.portfolios import reported
from tests.bench.screens import plain_page
from tests.bench.tables import Result, Verdict, seconds, times
from tests.bench.viewer import Served, run_script, session
from tools.chromium import launch_options

NOTE = (
    "Chromium, 1366 x 768, on {server}. From navigation until the script has ended and every chart of the page holds"
    " its drawing, by the browser's own clock. Cold: a browser that was never here. Warm: the same browser comes"
    " again. The server has drawn each board before: what emptying its caches costs stands in the table of server"
    " time. Medians of {runs} visits, an empty page, one with a single"
    " bar chart, and the boards in turn."
)
PAINTED = """charts => {
  const app = document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]');
  const main = document.querySelector('[data-testid=stMain] [data-testid=stElementContainer]');
  const drawn = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
    .map(chart => chart.querySelector('canvas.marks, svg.marks'));
  return app && main && drawn.length >= charts && drawn.every(Boolean) ? performance.now() : 0;
}"""
ONE_CHART = "st.bar_chart({'month': [1, 2, 3], 'amount': [2, 4, 3]}, x='month', y='amount')"
PLAIN = (EMPTY_PAGE, "one small chart")
"""Pages without Regie, by the number of their charts: the second is what the first chart of any page costs."""
PATIENCE = 120_000
TWICE = 2.0


class Target(NamedTuple):
    """A page to visit: its address, how many charts it draws, and the cookies that it is visited with."""

    address: str
    charts: int
    cookies: list[Any]


Spent = dict[str, list[float]]


def compare(server: Server, runs: int, *, quick: bool) -> Result:
    """Time to the last chart by board and shape."""
    lines, verdicts = [], []
    with sync_playwright() as playwright, plain_page() as empty, plain_page(ONE_CHART) as chart:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]  # a plain dict of options
        for shape in SMALL_SHAPES if quick else SHAPES:
            cold, warm = _measured(browser, server, shape, (empty, chart), runs)
            base = {"cold": median(cold[EMPTY_PAGE]), "warm": median(warm[EMPTY_PAGE])}
            for name in cold:
                ratios = {"cold": median(cold[name]) / base["cold"], "warm": median(warm[name]) / base["warm"]}
                cells = [seconds(cold[name]), times(ratios["cold"]), seconds(warm[name]), times(ratios["warm"])]
                lines.append([f"{name}, {shape}", *cells])
                verdicts += [] if quick or name not in BOARDS else _verdicts(f"{name}, {shape}", ratios)
        browser.close()
    header = ["board", "cold", "against an empty page", "warm", "against an empty page"]
    note = NOTE.format(server=server.name, runs=runs)
    return Result("The boards, until the last chart is painted", note, header, lines, verdicts)


def _verdicts(name: str, ratios: Mapping[str, float]) -> Iterable[Verdict]:
    for state, ratio in ratios.items():
        yield Verdict(f"{name}, {state}: at most twice an empty page ({times(ratio)})", ratio <= TWICE)


def _measured(
    browser: Browser, server: Server, shape: Shape, plain: tuple[Served, Served], runs: int
) -> tuple[Spent, Spent]:
    cold: Spent = defaultdict(list)
    warm: Spent = defaultdict(list)
    with reported(server, shape) as (url, db), signed_in(url, db) as (regie, cookie):
        beside = {name: Target(_address(page), n, []) for n, (name, page) in enumerate(zip(PLAIN, plain, strict=True))}
        targets = {**beside, **_targets(regie, cookie)}
        for counts in (False, *[True] * runs):
            for name, target in targets.items():
                first, again = _visits(browser, target)
                if counts:
                    cold[name].append(first)
                    warm[name].append(again)
    return cold, warm


def _targets(regie: Served, cookie: str) -> dict[str, Target]:
    """The boards, each drawn once; the count of charts is what a websocket client is sent."""
    cookies = [{"name": COOKIE, "value": cookie, "url": _address(regie)}]
    found = {}
    for name, page in BOARDS.items():
        with session(regie, cookie) as viewer:
            found[name] = Target(_address(regie) + page, run_script(viewer, page).charts, cookies)
    return found


def _address(server: Served) -> str:
    return f"http://127.0.0.1:{server.port}/"


def _visits(browser: Browser, target: Target) -> tuple[float, float]:
    """Seconds until a new browser has painted the page, and until it has painted it again."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB")
    try:
        context.add_cookies(target.cookies)
        return _painted(context, target), _painted(context, target)
    finally:
        context.close()


def _painted(context: BrowserContext, target: Target) -> float:
    page = context.new_page()
    page.goto(target.address, wait_until="commit")
    found = page.wait_for_function(PAINTED, arg=target.charts, timeout=PATIENCE).json_value()
    page.close()
    return float(found) / 1000
