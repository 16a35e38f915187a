"""Cells, cards and typed text as every report writes them."""

from datetime import date
from decimal import Decimal

from dashboard import text
from dashboard.metrics.kpi import Number
from dashboard.metrics.portfolio import MovedKpi, Verdict
from dashboard.reports.document import Card, Cell, printable
from dashboard.text import Numeric, _
from dashboard.theme import GREEN, GREY, RED, Mark, Tone, status_mark
from dashboard.written import card, movement

VERDICTS = {Verdict.BETTER: GREEN, Verdict.WORSE: RED}
PLAIN = frozenset({"spent_against_plan"})
"""Movements that are neither good nor bad in themselves."""


def marked(mark: Mark, *, words: bool = False, ringed: bool = False) -> Cell:
    """A cell that carries *mark*: symbol and letter, or symbol and word, in its colour on its tint."""
    return Cell(mark.words if words else mark.text, tone=mark.tone, tinted=True, ringed=ringed)


def status_cell(status: object, *, stale: bool = False, words: bool = False, ringed: bool = False) -> Cell:
    """A status as a cell."""
    return marked(status_mark(str(status) if status else None, stale=stale), words=words, ringed=ringed)


def money_cell(amount: Decimal | None) -> Cell:
    """An amount, shortened to read and in full in the workbook."""
    return Cell(text.compact_amount(amount), amount)


def count_cell(value: Number | None) -> Cell:
    """A whole number."""
    return Cell(text.number(value), value)


def day_cell(day: object) -> Cell:
    """A day; empty where there is none."""
    return Cell(text.day(day), day) if isinstance(day, date) else Cell("")


def percent_cell(value: Numeric, digits: int = 0) -> Cell:
    """A percentage given in points."""
    exact = None if value is None else Decimal(str(value))
    return Cell(text.percentage(exact, digits), exact)


def kpi_card(label: str, kpi: MovedKpi) -> Card:
    """A figure as its card on screen shows it, with its movement where there is one."""
    return Card(label, card(kpi), moved(kpi), _tone(kpi), kpi.name)


def moved(kpi: MovedKpi) -> str:
    """How *kpi* moved, in words where it did not; empty where nothing is known."""
    if kpi.delta is None:
        return ""
    return str(movement(kpi.delta, kpi.unit, kpi.value) or _("unchanged"))


def _tone(kpi: MovedKpi) -> Tone | None:
    if kpi.delta is None:
        return None
    is_plain = kpi.name in PLAIN or not movement(kpi.delta, kpi.unit, kpi.value)
    return GREY if is_plain else VERDICTS.get(kpi.verdict, GREY)


def cut(typed: object, longest: int) -> str:
    """*typed* on one line and at most so long, cut at a word."""
    said = " ".join(printable(typed).split())
    if len(said) <= longest:
        return said
    return said[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
