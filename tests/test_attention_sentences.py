"""Why a project needs a decision, as sentences in three languages."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard import text
from dashboard.attention_sentences import LONGEST, SHORT, TONES, sentence
from dashboard.metrics.attention import Attention, Rule

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
        (Rule.DECISION, {}, "a decision is requested: Extend the contract"),
        (Rule.DECISION, {"text": "  One\n\n two "}, "a decision is requested: One two"),
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


@pytest.mark.parametrize("longest", [SHORT, LONGEST])
def test_what_was_typed_at_length_is_cut_between_two_words(longest: int) -> None:
    for typed, end in (("word " * 60, "word…"), ("x" * 500, "xx…")):
        said_ = sentence(item(Rule.DECISION, text=typed), longest)
        assert said_.endswith(end)
        assert len(said_) <= len("a decision is requested: ") + longest
    exact = "x" * longest
    assert sentence(item(Rule.DECISION, text=exact), longest).endswith(exact)


def test_a_list_says_less_than_a_report() -> None:
    long = item(Rule.FELL, reason="word " * 40)
    assert len(sentence(long)) < len(sentence(long, LONGEST))


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
