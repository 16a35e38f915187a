"""Earned value, after the PMI practice standard. Amounts in EUR, cumulative at the status date."""

from decimal import Decimal
from typing import NamedTuple

from dashboard.metrics.figure import Figure, Reason, ratio
from dashboard.metrics.money import to_cent

COST_WEIGHT, SCHEDULE_WEIGHT = Decimal("0.8"), Decimal("0.2")


class EarnedValue(NamedTuple):
    """The four inputs in EUR, and the manager's own *estimate* to complete; None where unknown."""

    bac: Decimal | None
    pv: Decimal | None
    ev: Decimal | None
    ac: Decimal | None
    estimate: Decimal | None = None


def earned(bac: Decimal | None, percent_complete: Decimal | None) -> Decimal | None:
    """EV = percent complete x BAC, in EUR to the cent; None when either is missing, or nothing was budgeted."""
    if not bac or percent_complete is None:
        return None
    return to_cent(bac * Decimal(str(percent_complete)) / 100)


def _difference(left: Decimal | None, right: Decimal | None, reason: Reason) -> Figure:
    return Figure(None, reason) if left is None or right is None else Figure(left - right)


def _first_missing(e: EarnedValue) -> Reason | None:
    reasons = zip(e[:4], (Reason.NO_BUDGET, Reason.NO_PLAN, Reason.NO_EARNED_VALUE, Reason.NO_ACTUAL_COST), strict=True)
    return next((reason for value, reason in reasons if value is None), None)


def cost_variance(e: EarnedValue) -> Figure:
    """CV = EV - AC, in EUR; negative is over cost."""
    return _difference(e.ev, e.ac, Reason.NO_EARNED_VALUE if e.ev is None else Reason.NO_ACTUAL_COST)


def schedule_variance(e: EarnedValue) -> Figure:
    """SV = EV - PV, in EUR; negative is behind plan."""
    return _difference(e.ev, e.pv, Reason.NO_EARNED_VALUE if e.ev is None else Reason.NO_PLAN)


def cpi(e: EarnedValue) -> Figure:
    """CPI = EV / AC; AC is established rights, never commitments."""
    return ratio(e.ev, e.ac, Reason.NO_EARNED_VALUE if e.ev is None else Reason.NO_ACTUAL_COST)


def spi(e: EarnedValue) -> Figure:
    """SPI = EV / PV."""
    return ratio(e.ev, e.pv, Reason.NO_EARNED_VALUE if e.ev is None else Reason.NO_PLAN)


def eac_atypical(e: EarnedValue) -> Figure:
    """EAC, when the variance so far will not repeat = AC + (BAC - EV), in EUR."""
    if e.bac is None or e.ev is None or e.ac is None:
        return Figure(None, _first_missing(e._replace(pv=Decimal(0))))
    return Figure(e.ac + e.bac - e.ev)


def eac_typical(e: EarnedValue) -> Figure:
    """EAC, when the cost performance so far goes on = BAC / CPI, in EUR; the default."""
    index = cpi(e)
    if e.bac is None or index.value is None:
        return Figure(None, Reason.NO_BUDGET if e.bac is None else index.reason)
    if index.value <= 0 or e.ac is None or e.ev is None:
        return Figure(None, Reason.NOTHING_EARNED)
    return Figure(e.bac * e.ac / e.ev)


def _eac_by(e: EarnedValue, factor: Decimal) -> Figure:
    if e.bac is None or e.ev is None or e.ac is None or factor <= 0:
        return Figure(None, _first_missing(e) or Reason.NOTHING_EARNED)
    return Figure(e.ac + (e.bac - e.ev) / factor)


def eac_cost_and_schedule(e: EarnedValue) -> Figure:
    """EAC, when the date must be kept = AC + (BAC - EV) / (CPI x SPI), in EUR."""
    cost, time = cpi(e), spi(e)
    if cost.value is None or time.value is None:
        return Figure(None, cost.reason or time.reason)
    return _eac_by(e, cost.value * time.value)


def eac_weighted(e: EarnedValue) -> Figure:
    """EAC, cost weighing more than time = AC + (BAC - EV) / (0.8 CPI + 0.2 SPI), in EUR."""
    cost, time = cpi(e), spi(e)
    if cost.value is None or time.value is None:
        return Figure(None, cost.reason or time.reason)
    return _eac_by(e, COST_WEIGHT * cost.value + SCHEDULE_WEIGHT * time.value)


def eac_bottom_up(e: EarnedValue) -> Figure:
    """EAC by the manager's own estimate = AC + estimate to complete, in EUR; shown beside the typical one."""
    if e.ac is None or e.estimate is None:
        return Figure(None, Reason.NO_ACTUAL_COST if e.ac is None else Reason.NO_ESTIMATE)
    return Figure(e.ac + e.estimate)


def etc(e: EarnedValue) -> Figure:
    """ETC = EAC (typical) - AC, in EUR."""
    eac = eac_typical(e)
    return _difference(eac.value, e.ac, eac.reason or Reason.NO_ACTUAL_COST)


def vac(e: EarnedValue) -> Figure:
    """VAC = BAC - EAC (typical), in EUR; negative is an overrun."""
    eac = eac_typical(e)
    return _difference(e.bac, eac.value, eac.reason or Reason.NO_BUDGET)


def tcpi_bac(e: EarnedValue) -> Figure:
    """TCPI (BAC) = (BAC - EV) / (BAC - AC): the performance needed to keep the budget; AC >= BAC is not attainable."""
    if e.bac is None or e.ev is None or e.ac is None:
        return Figure(None, _first_missing(e._replace(pv=Decimal(0))))
    return ratio(e.bac - e.ev, max(e.bac - e.ac, Decimal(0)), Reason.NOT_ATTAINABLE)


def tcpi_eac(e: EarnedValue) -> Figure:
    """TCPI (EAC) = (BAC - EV) / (EAC - AC): the performance needed to keep the typical estimate."""
    left = etc(e)
    if left.value is None or e.bac is None or e.ev is None:
        return Figure(None, left.reason)
    return ratio(e.bac - e.ev, left.value, Reason.NOTHING_LEFT_TO_DO)
