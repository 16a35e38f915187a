"""Figures and movements as the language in use writes them: short for cards, in full for tables and files."""

from collections.abc import Callable
from decimal import Decimal

from dashboard import text
from dashboard.metrics.kpi import Number, Unit
from dashboard.metrics.portfolio import MovedKpi
from dashboard.text import Numeric, _, ngettext

COUNTED = ("projects_on_track", "milestones_late")


def figure(value: object, unit: Unit, digits: int = 0) -> str:
    """A KPI value as the language writes it; n/a for None."""
    if value is None:
        return _("n/a")
    match unit:
        case Unit.EUR:
            return text.compact_amount(value)  # type: ignore[arg-type]  # a Number
        case Unit.PERCENT:
            return text.percentage(value, digits)  # type: ignore[arg-type]  # a Number
        case Unit.DAYS:
            return ngettext("{count} day", "{count} days", int(str(value)))
        case Unit.INDEX:
            return text.number(value, 2)  # type: ignore[arg-type]  # a Number
        case _:
            return text.number(value)  # type: ignore[arg-type]  # a Number


def movement(delta: object, unit: Unit, now: object = None) -> str | int:
    """A movement with its sign; the number 0, which is shown without an arrow, when nothing moved.

    An amount that is written the same as before has not moved: nobody acts on 133 of 9.52 million euros.
    """
    if not delta or (unit is Unit.EUR and now is not None and figure(now, unit) == figure(_before(now, delta), unit)):
        return 0
    match unit:
        case Unit.EUR:
            shown = text.signed(text.compact_amount, delta)  # type: ignore[arg-type]  # a Number
        case Unit.PERCENT:
            shown = text.points(delta, 1)  # type: ignore[arg-type]  # a Number
        case Unit.INDEX:
            shown = text.signed(lambda v: text.number(v, 2), delta)  # type: ignore[arg-type]  # a Number
        case _:
            shown = text.signed(text.number, delta)  # type: ignore[arg-type]  # a Number
    return 0 if shown.lstrip("+-").startswith("0") and not any(c in "123456789" for c in shown) else shown


def _before(now: object, delta: object) -> Decimal:
    return Decimal(str(now)) - Decimal(str(delta))


def card(kpi: MovedKpi) -> str:
    """A KPI as its card writes it: counts of projects and milestones with the number they are part of."""
    if kpi.name in COUNTED and kpi.value is not None:
        return _("{part} of {whole}", part=text.number(kpi.value), whole=text.number(kpi.denominator))
    return figure(kpi.value, kpi.unit)


def written(value: Number | None, unit: Unit) -> str:
    """A KPI value in full, as the language in use writes it: no figure is shortened; ``n/a`` for None."""
    return _WRITERS[unit](value)


def written_movement(delta: Number | None, unit: Unit) -> str:
    """A movement with its sign leading; empty where none is known."""
    if delta is None:
        return ""
    return text.points(delta, 1) if unit is Unit.PERCENT else text.signed(_WRITERS[unit], delta)


_WRITERS: dict[Unit, Callable[[Numeric], str]] = {
    Unit.COUNT: text.number,
    Unit.DAYS: text.number,
    Unit.EUR: text.amount,
    Unit.INDEX: lambda value: text.number(value, 2),
    Unit.PERCENT: lambda value: text.percentage(value, 1),
}
