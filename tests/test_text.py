"""Languages, messages and formats, to the last space."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import text
from data_access import contract

NARROW, HARD = "\u202f", "\u00a0"


@pytest.fixture(autouse=True)
def _english_before_and_after() -> Iterator[None]:
    with text.speaking("en"):
        yield
    text._otherwise.clear()


def in_each_language(write: Callable[[], str]) -> tuple[str, str, str]:
    """What *write* gives in English, French and Dutch."""
    said = []
    for language in text.LANGUAGES:
        with text.speaking(language):
            said.append(write())
    return said[0], said[1], said[2]


FORMATS = [
    ("number", lambda: text.number(1234567), ("1,234,567", f"1{NARROW}234{NARROW}567", "1.234.567")),
    ("decimals", lambda: text.number(1234.56, 2), ("1,234.56", f"1{NARROW}234,56", "1.234,56")),
    ("padded", lambda: text.number(3, 1), ("3.0", "3,0", "3,0")),
    ("negative", lambda: text.number(-1234), ("-1,234", f"-1{NARROW}234", "-1.234")),
    ("no negative zero", lambda: text.number(-0.4), ("0", "0", "0")),
    ("half away from zero", lambda: text.number(Decimal("2.5")), ("3", "3", "3")),
    ("nothing", lambda: text.number(None), ("n/a", "n.d.", "n.b.")),
    ("not a number", lambda: text.amount(float("nan")), ("n/a", "n.d.", "n.b.")),
    ("amount", lambda: text.amount(Decimal("1234.50")), ("€1,235", f"1{NARROW}235{HARD}€", f"€{HARD}1.235")),
    ("debit", lambda: text.amount(-1234), ("-€1,234", f"-1{NARROW}234{HARD}€", f"-€{HARD}1.234")),
    ("debt", lambda: text.compact_amount(-101_000), ("-€101K", f"-101{HARD}k{HARD}€", f"-€{HARD}101K")),
    ("owed", lambda: text.amount_exact(-4850.5), ("-€4,850.50", f"-4{NARROW}850,50{HARD}€", f"-€{HARD}4.850,50")),
    ("cents", lambda: text.amount_exact(1234.56), ("€1,234.56", f"1{NARROW}234,56{HARD}€", f"€{HARD}1.234,56")),
    ("millions", lambda: text.compact_amount(9_423_456), ("€9.42M", f"9,42{HARD}M{HARD}€", f"€{HARD}9,42{HARD}mln.")),
    ("thousands", lambda: text.compact_amount(312_000), ("€312K", f"312{HARD}k{HARD}€", f"€{HARD}312K")),
    ("small", lambda: text.compact_amount(5230), ("€5,230", f"5{NARROW}230{HARD}€", f"€{HARD}5.230")),
    ("no 1000 K", lambda: text.compact_amount(999_600), ("€1M", f"1{HARD}M{HARD}€", f"€{HARD}1{HARD}mln.")),
    ("percentage", lambda: text.percentage(58.3), ("58%", f"58{HARD}%", "58%")),
    ("percentage to a tenth", lambda: text.percentage(58.35, 1), ("58.4%", f"58,4{HARD}%", "58,4%")),
    ("share", lambda: text.share(0.7), ("70%", f"70{HARD}%", "70%")),
    ("points up", lambda: text.points(6), ("+6 pt", "+6 pt", "+6 ptn")),
    ("points down", lambda: text.points(-3.2, 1), ("-3.2 pt", "-3,2 pt", "-3,2 ptn")),
    ("moved", lambda: text.signed(text.amount, 312_000), ("+€312,000", f"+312{NARROW}000{HARD}€", f"+€{HARD}312.000")),
    ("back", lambda: text.signed(text.amount, -312_000), ("-€312,000", f"-312{NARROW}000{HARD}€", f"-€{HARD}312.000")),
    ("unmoved", lambda: text.signed(text.amount, -0.2), ("€0", f"0{HARD}€", f"€{HARD}0")),
    ("day", lambda: text.day(date(2026, 11, 20)), ("20 Nov 2026", "20 nov. 2026", "20 nov 2026")),
    ("short day", lambda: text.short_day(date(2026, 3, 6)), ("6 Mar", "6 mars", "6 mrt")),
    ("long day", lambda: text.long_day(date(2026, 8, 1)), ("1 August 2026", "1 août 2026", "1 augustus 2026")),
    ("month", lambda: text.month(date(2026, 2, 1)), ("Feb 2026", "févr. 2026", "feb 2026")),
    ("no day", lambda: text.day(None), ("n/a", "n.d.", "n.b.")),
    ("list", lambda: text.listing(["a", "b", "c"]), ("a, b and c", "a, b et c", "a, b en c")),
]


@pytest.mark.parametrize(("write", "expected"), [f[1:] for f in FORMATS], ids=[f[0] for f in FORMATS])
def test_formats(write: Callable[[], str], expected: tuple[str, str, str]) -> None:
    assert in_each_language(write) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 6, 5, 14, 5, tzinfo=UTC), "5 Jun 2026, 16:05"),
        (datetime(2026, 12, 5, 14, 5), "5 Dec 2026, 15:05"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 Jan 2027, 00:30"),
        (None, "n/a"),
    ],
)
def test_an_instant_is_shown_in_brussels(value: datetime | None, expected: str) -> None:
    assert text.instant(value) == expected


@given(value=st.decimals(-(10**12), 10**12, places=2), language=st.sampled_from(text.LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_an_exact_amount_loses_no_cent(value: Decimal, language: str) -> None:
    with text.speaking(language):
        shown = text.amount_exact(value)
        signs = text.number_signs(language)
    digits = shown.replace(str(signs["thousands"]), "").replace(str(signs["decimal"]), ".")
    assert Decimal(digits.replace("€", "").replace(HARD, "")) == value


@given(value=st.integers(10_000, 10**12))
@settings(max_examples=100, deadline=None)
def test_a_compact_amount_is_right_to_three_figures(value: int) -> None:
    shown = text.compact_amount(value)
    unit = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}[shown[-1]]
    assert abs(Decimal(shown[1:-1]) * unit - value) <= Decimal(value) * Decimal("0.0051")


def test_the_contract_speaks_the_same_languages() -> None:
    assert text.LANGUAGES == contract.LANGUAGES


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr-BE", "fr"), ("nl_BE.UTF-8", "nl"), ("FR", "fr"), ("de", "en"), ("", "en"), (None, "en"), ("nl", "nl")],
)
def test_the_nearest_language(tag: str | None, language: str) -> None:
    assert text.language_from(tag) == language


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    text.use("nl")
    with pytest.raises(ValueError, match="de"):
        text.use("de")
    assert text.current_language() == "nl"


def test_two_threads_do_not_share_a_language() -> None:
    text.use("fr")
    heard: list[str] = []
    other = threading.Thread(target=lambda: heard.append(text.current_language()))
    other.start()
    other.join()
    assert (heard, text.current_language()) == (["en"], "fr")


def test_a_new_thread_asks_for_the_language_it_was_not_told() -> None:
    text.otherwise(lambda: "nl")
    heard: list[str] = []
    other = threading.Thread(target=lambda: heard.append(text.number(1234.5, 1)))
    other.start()
    other.join()
    assert heard == ["1.234,5"]


def test_plurals_follow_the_language() -> None:
    def week(count: int) -> str:
        return text.ngettext("{count} day late", "{count} days late", count)

    assert [week(n) for n in (0, 1, 1234)] == ["0 days late", "1 day late", "1,234 days late"]


def test_what_is_not_translated_stays_english_with_its_placeholders_filled() -> None:
    text.use("fr")
    assert text.gettext("No such {thing} ever", thing="sentence") == "No such sentence ever"


def test_a_context_tells_two_letters_apart() -> None:
    assert in_each_language(lambda: text.pgettext("status letter", "G")) == ("G", "V", "G")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Cloud & data", r"Cloud \& data"),
        ("*bold* _x_ `c`", r"\*bold\* \_x\_ \`c\`"),
        (":red[x] $5", r"\:red\[x\] \$5"),
        ("<b>a</b>\n# b", r"\<b\>a\<\/b\> \# b"),
    ],
)
def test_typed_text_is_shown_and_never_interpreted(typed: str, shown: str) -> None:
    assert text.escape(typed) == shown


def test_vega_writes_like_the_rest() -> None:
    assert text.number_signs("fr")["currency"] == ["", f"{HARD}€"]
    assert text.number_signs("nl")["currency"] == [f"€{HARD}", ""]
    assert text.date_names("nl")["shortMonths"][2] == "mrt"  # type: ignore[index]  # a list under an open value type
    assert text.date_names("en")["days"][0] == "Sunday"  # type: ignore[index]  # the same
