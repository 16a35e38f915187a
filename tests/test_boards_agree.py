"""Every board in every state and language shows the figures of ``regie kpi --json`` for the same choice."""

import gc
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import budget_board, project_board, raid_board, reform_board, text
from dashboard.board_figures import BY_NAME
from dashboard.cli import main
from dashboard.components import figure, movement
from dashboard.filters import Filters
from dashboard.messages import reason_message
from dashboard.metrics.figure import Reason
from dashboard.metrics.kpi import Unit
from dashboard.metrics.portfolio import CARDS
from dashboard.metrics.register import TABS
from data_access.engine import Database
from tests.app_database import app_database, register, staffed
from tests.screens import opened, said, sound, turned
from tests.storing import full, merged, stored, week

pytestmark = pytest.mark.usefixtures("fresh_caches")
BOARDS = {
    "portfolio": tuple(card.name for card in CARDS),
    "project": project_board.CARDS,
    "budget": budget_board.CARDS,
    "raid": raid_board.CARDS,
    "reform": reform_board.CARDS,
}
IN_SENTENCES: dict[str, Callable[[Any], str]] = {
    "commitment_rate": lambda rate: text.percentage(rate, 1),
    "payment_rate": lambda rate: text.percentage(rate, 1),
    "outstanding_commitments": text.compact_amount,
    "cl_cover": lambda cover: text.number(cover, 2),
    "burn_rate": text.compact_amount,
}
OF_A_WHOLE = {"projects_on_track", "milestones_late", *reform_board.COUNTED}
Figure = Mapping[str, Any]


def without(*datasets: str, project: str = "P1") -> dict[str, Any]:
    return {name: rows for name, rows in full(project).items() if name not in datasets}


def held(db: Database, *workbooks: dict[str, Any]) -> None:
    """One workbook a week in *db*."""
    actor = staffed(db)
    for number, rows in enumerate(workbooks):
        stored(db, actor, rows, week(number))


def old(db: Database) -> None:
    """P2 stops reporting for three weeks."""
    held(
        db,
        merged(full("P1"), full("P2", name="Cloud")),
        *(full("P1", percent_complete=Decimal(50 + n)) for n in range(3)),
    )


class State(NamedTuple):
    """How a database comes to it (None: the demonstration), and what the reader chose in the address."""

    prepare: Callable[[Database], None] | None = None
    address: Mapping[str, str] = {}


STATES = {
    "full": State(),
    "no data at all": State(lambda db: held(db)),
    "a project without a budget": State(lambda db: held(db, merged(full("P1"), without("budget", project="P2")))),
    "datasets never uploaded": State(lambda db: held(db, register("P1"))),
    "data older than 14 days": State(old),
    "a single week": State(lambda db: held(db, merged(full("P1"), full("P2", status_overall="red")))),
    "a programme": State(address={"programme": "cloud"}),
    "an institution": State(address={"institution": "treasury"}),
    "a manager": State(address={"manager": "Claire Peeters"}),
    "nothing matches": State(
        lambda db: held(db, merged(full("P1", manager="Ana"), full("P2", institution="INST2", manager="Bob"))),
        {"institution": "INST1", "manager": "Bob"},
    ),
    "as of": State(address={"as_of": "2026-05-08"}),
    "compared with a date": State(address={"compare": "2026-05-01"}),
    "compared with the original baseline": State(address={"compare": "original"}),
    "as of, compared, filtered": State(address={"as_of": "2026-05-15", "compare": "2026-05-01", "programme": "reform"}),
}


@pytest.fixture(autouse=True, scope="module")
def _swift() -> Iterator[None]:
    """Streamlit collects garbage after every run: what the imports left behind need not be looked at each time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def prepared(sqlite_template: Path, demonstration_template: Path, tmp_path: Path) -> Callable[[State], Database]:
    """A function: state to the database of this test in it."""

    def make(state: State) -> Database:
        db = app_database(sqlite_template if state.prepare else demonstration_template, tmp_path)
        if state.prepare:
            state.prepare(db)
        return db

    return make


def from_the_command(state: State, project: str | None = None) -> dict[str, Figure]:
    """Name to figure, as ``regie kpi --json`` prints them for the choice of *state*."""
    asked = dict(state.address)
    options = ["--compare-with", asked.pop("compare", "previous")]
    if project:
        options += ["--project", project]
    for name, value in asked.items():
        if name == "as_of" or project is None:
            options += [f"--{name.replace('_', '-')}", value]
    result = CliRunner().invoke(main, ["kpi", "--json", *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return {kpi["name"]: kpi for kpi in json.loads(result.stdout)["kpis"]}


def number(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def written(kpi: Figure) -> tuple[str, str]:
    """Value and movement as a card writes them."""
    unit, value, delta = Unit(kpi["unit"]), number(kpi["value"]), number(kpi["delta"])
    if kpi["name"] == "runway":
        shown = (
            "0" if delta is None or abs(delta) < Decimal("0.05") else text.signed(lambda v: text.number(v, 1), delta)
        )
        return text.number(value, 1), "" if delta is None else shown
    if kpi["name"] in OF_A_WHOLE and value is not None:
        whole = text.gettext(
            "{part} of {whole}", part=text.number(value), whole=text.number(number(kpi["denominator"]))
        )
        return whole, "" if delta is None else str(movement(delta, unit, value))
    return figure(value, unit), "" if delta is None else str(movement(delta, unit, value))


def meaning(kpi: Figure) -> str:
    """The definition, and why a figure is n/a."""
    why = ""
    if kpi["reason"]:
        reason = reason_message(Reason(kpi["reason"]))
        why = " " + text.gettext("{label}: {value}").format(label=text.gettext("n/a"), value=reason)
    return text.gettext(BY_NAME[kpi["name"]].help) + why


def shown(at: AppTest) -> list[tuple[str, str, str]]:
    return [(m.value, m.delta, m.proto.help) for m in at.metric]


def boards(at: AppTest) -> Iterator[tuple[str, AppTest]]:
    """Each board as the same visitor comes to it."""
    yield "portfolio", at
    for name in list(BOARDS)[1:]:
        yield name, sound(turned(at, name))


@pytest.mark.parametrize("name", STATES)
def test_every_card_says_what_the_command_says(prepared: Callable[[State], Database], name: str) -> None:
    state = STATES[name]
    prepared(state)
    everything, one = from_the_command(state), {}
    for language in text.LANGUAGES:
        for board, at in boards(sound(opened(lang=language, **state.address))):
            code = project_of(at) if board == "project" else None
            if code and not one:
                one = from_the_command(state, code)
            agrees(at, board, one if code else everything, (name, board, language))


def agrees(at: AppTest, board: str, figures: Mapping[str, Figure], where: tuple[str, str, str]) -> None:
    """Value, movement, definition and reason of every card, in order; no card where there is nothing to count."""
    found = shown(at)
    if not found:
        assert nothing_to_show(board, figures), where
        return
    with text.speaking(where[-1]):
        names = budget_board.cards_of(Filters(original="original" in where[0])) if board == "budget" else BOARDS[board]
        assert found == [(*written(figures[name]), meaning(figures[name])) for name in names], where
    if board == "raid":
        assert tabs(at) == [figures[f"raid_{tab}"]["value"] for tab in TABS], where


def project_of(at: AppTest) -> str | None:
    """The project on the page."""
    found = [box.value for box in at.selectbox if box.key == "project"]
    return str(found[0]) if found else None


def nothing_to_show(board: str, figures: Mapping[str, Figure]) -> bool:
    """Whether no card is right: the board has nothing to count, and says so in a sentence instead."""
    counted = {"raid": ("raid_escalated",), "reform": ("reform_items_in_error",)}.get(board, ("cpi", "cl_cover"))
    return all(figures[name]["value"] is None for name in counted)


def tabs(at: AppTest) -> list[int]:
    """The number of open entries on each tab of the RAID board, but for the one that holds them all."""
    options = at.segmented_control(key="raid").options[:-1]
    return [int(label.rsplit(" ", 1)[-1]) for label in options]


def test_the_sentences_of_the_budget_board_hold_the_same_figures(prepared: Callable[[State], Database]) -> None:
    prepared(STATES["full"])
    figures = from_the_command(STATES["full"])
    for language in text.LANGUAGES:
        sentences = " ".join(said(sound(turned(opened(lang=language), "budget")))).replace("\\", "")
        with text.speaking(language):
            for name, write in IN_SENTENCES.items():
                assert write(number(figures[name]["value"])) in sentences, (name, language)


def test_the_figures_of_the_uploads_stand_on_history(prepared: Callable[[State], Database]) -> None:
    prepared(STATES["full"])
    figures = from_the_command(STATES["full"])
    for language in text.LANGUAGES:
        at = sound(turned(opened(lang=language), "history"))
        with text.speaking(language):
            expected = [(*written(figures[n]), meaning(figures[n])) for n in ("punctuality", "data_quality")]
        assert shown(at) == expected, language


def test_a_copied_link_opens_the_same_figures(prepared: Callable[[State], Database]) -> None:
    state = STATES["as of, compared, filtered"]
    prepared(state)
    first, again = (shown(sound(opened(**state.address))) for _visit in range(2))
    assert first == again
    assert len(first) == len(CARDS)


@pytest.mark.parametrize(("asked", "settled"), [("2026-05-20", "2026-05-15"), ("2026-05-10", "2026-05-08")])
def test_any_date_means_the_status_date_before_it(
    prepared: Callable[[State], Database], asked: str, settled: str
) -> None:
    prepared(STATES["full"])
    at = sound(opened(as_of=asked, compare="2026-05-03"))
    assert (at.selectbox(key="as_of").value, at.selectbox(key="compare").value) == (settled, "2026-05-01")
    assert shown(at) == shown(sound(opened(as_of=settled, compare="2026-05-01")))


@pytest.mark.parametrize("option", ["--programme", "--institution", "--manager"])
def test_a_choice_that_no_project_has_is_refused_with_those_there_are(
    prepared: Callable[[State], Database], option: str
) -> None:
    prepared(STATES["full"])
    result = CliRunner().invoke(main, ["kpi", option, "moon"])
    assert result.exit_code == 2
    assert "No project matches “moon”. Choose one of:" in result.output
