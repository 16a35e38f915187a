"""What needs a decision, as sentences in three languages, each with a link to its project."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.decisions import LONGEST, MOST_SHOWN, TONES, sentence
from dashboard.metrics.attention import Attention, Rule
from data_access.engine import Database
from tests.app_database import SIGNS, TRICKS, app_database, register, staffed, unescaped, weekly
from tests.screens import opened, said, sound, turned
from tests.storing import merged, stored, week

HARD, NARROW = "\u00a0", "\u202f"
FIGURES: dict[Rule, dict[str, object]] = {
    Rule.EXCEPTION: {"used": Decimal("130.4"), "part": "cost"},
    Rule.DECISION: {"text": "Extend the contract"},
    Rule.SHORTAGE: {"amount": Decimal(312_000)},
    Rule.LAPSE: {"amount": Decimal(1_250_000)},
    Rule.WATERMELON: {"declared": "green", "computed": "red", "reason": "Supplier late"},
    Rule.FELL: {"was": "green", "status": "amber", "reason": None},
    Rule.SILENT: {"since": dt.date(2026, 5, 8)},
}


def item(rule: Rule, **figures: object) -> Attention:
    return Attention(rule, "P1", "Payroll", {**FIGURES[rule], **figures})


@pytest.mark.parametrize(
    ("rule", "figures", "english"),
    [
        (Rule.EXCEPTION, {}, "the forecast uses 130% of the cost tolerance: approve an exception plan or stop"),
        (
            Rule.EXCEPTION,
            {"part": "schedule", "used": Decimal(101)},
            "the forecast uses 101% of the time tolerance: approve an exception plan or stop",
        ),
        (
            Rule.EXCEPTION,
            {"part": "schedule", "used": None},
            "the forecast breaks the time tolerance, which is zero: approve an exception plan or stop",
        ),
        (Rule.DECISION, {}, "a decision is asked: Extend the contract"),
        (Rule.DECISION, {"text": "  One\n\n two "}, "a decision is asked: One two"),
        (Rule.SHORTAGE, {}, "payment credits fall €312K short by 31 December"),
        (Rule.LAPSE, {}, "€1.25M of commitment credit lapses on 31 December"),
        (Rule.WATERMELON, {}, "declared green, computed red: Supplier late"),
        (Rule.WATERMELON, {"reason": None}, "declared green, computed red; no reason is given"),
        (Rule.FELL, {}, "fell from green to amber"),
        (Rule.FELL, {"reason": "Supplier late"}, "fell from green to amber: Supplier late"),
        (Rule.SILENT, {}, "no report since 8 May 2026"),
    ],
)
def test_a_sentence_says_why_with_its_figures(rule: Rule, figures: dict[str, object], english: str) -> None:
    with text.speaking("en"):
        assert sentence(item(rule, **figures)) == english


def test_what_was_typed_at_length_is_cut_at_a_sign_of_it() -> None:
    said_ = sentence(item(Rule.DECISION, text="word " * 60))
    assert said_.endswith("word…")
    assert len(said_) <= len("a decision is asked: ") + LONGEST
    exact = "x" * LONGEST
    assert sentence(item(Rule.DECISION, text=exact)).endswith(exact)


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_a_mark_and_a_sentence_with_its_figures_in_every_language(rule: Rule) -> None:
    assert TONES[rule]
    for language in text.LANGUAGES:
        with text.speaking(language):
            found = sentence(item(rule))
        assert "{" not in found
        figure = {
            Rule.EXCEPTION: "130", Rule.DECISION: "Extend the contract", Rule.SHORTAGE: "312",
            Rule.LAPSE: "1.25" if language == "en" else "1,25", Rule.WATERMELON: "Supplier late", Rule.SILENT: "2026",
        }  # fmt: skip
        assert figure.get(rule, "") in found


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Database:
    return app_database(sqlite_template, tmp_path)


def lines(at: AppTest) -> list[tuple[str, str]]:
    """Label and query of each link."""
    return [(e.proto.label, e.proto.query_string) for e in at.get("page_link")]


@pytest.mark.usefixtures("fresh_caches")
def test_each_line_leads_to_its_project_with_the_dates_kept(database: Database) -> None:
    actor = staffed(database)
    asked, cloud = register("P1", decision_requested="Go on?"), register("P2", name="Cloud", status_overall="red")
    weekly(database, actor, [merged(asked, cloud), register("P1", decision_requested="And now?")])
    at = sound(opened(as_of=week(0).isoformat()))
    ((label, query),) = lines(at)
    assert label == ":red[■] **Payroll**"
    assert query == f"lang=en&as_of={week(0).isoformat()}&project=P1"
    assert "a decision is asked: Go on?" in map(unescaped, said(at))
    address = dict(part.split("=") for part in query.split("&"))
    page = sound(turned(opened(**address), "project"))
    assert page.header[0].value == "Payroll"
    assert page.selectbox(key="as_of").value == week(0).isoformat()


@pytest.mark.usefixtures("fresh_caches")
def test_a_project_that_missed_the_date_in_view_is_on_the_list_whatever_the_filter(database: Database) -> None:
    actor = staffed(database)
    weekly(
        database,
        actor,
        [merged(register("P1", manager="Ana"), register("P2", manager="Bo")), register("P1", manager="Ana")],
    )
    for address in ({}, {"manager": "Bo"}):
        at = sound(opened(**address))
        assert f"no report since {text.day(week(0))}" in said(at)


@pytest.mark.usefixtures("fresh_caches")
def test_nothing_to_decide_says_so(database: Database) -> None:
    stored(database, staffed(database), register("P1"))
    at = sound(opened())
    assert "**Nothing needs a decision**" in said(at)
    assert not lines(at)


@pytest.mark.usefixtures("fresh_caches")
def test_more_than_a_handful_are_one_click_away(database: Database) -> None:
    asked = merged(*(register(f"P{i}", name=f"N{i}", decision_requested="Go on?") for i in range(MOST_SHOWN + 3)))
    stored(database, staffed(database), asked)
    at = sound(opened())
    assert "**7 matters need your attention**" in said(at)
    (rest,) = [e for e in at.expander if e.label == "3 more"]
    assert len(rest.get("page_link")) == 3
    assert len(lines(at)) == MOST_SHOWN + 3


@pytest.mark.usefixtures("fresh_caches")
def test_typed_text_is_shown_as_typed(database: Database) -> None:
    stored(database, staffed(database), register("P1", name=TRICKS, decision_requested=TRICKS))
    at = sound(opened())
    ((label, _query),) = lines(at)
    (asked,) = [line for line in said(at) if "decision is asked" in line]
    assert TRICKS in unescaped(label)
    assert unescaped(asked).startswith("a decision is asked: ![x](http://example.invalid/a.png) <script>")
    for sign in SIGNS:
        assert sign not in asked
        assert sign not in label
