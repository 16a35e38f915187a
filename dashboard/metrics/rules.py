"""Settings as the metrics know them: thresholds by name, what each one means, and what makes no sense together."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dashboard.metrics.setting_fields import FIELDS, FieldUnit
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, RiskBands, Thresholds

BANDS = "risk_bands"


class Order(NamedTuple):
    """The setting *lower* must stay below *higher*, or may equal it where *may_equal*."""

    lower: str
    higher: str
    may_equal: bool = False


ORDERS = (
    Order("tolerance_amber", "tolerance_red"),
    Order("index_amber", "index_green"),
    Order("index_green", "index_check"),
    Order("risk_medium", "risk_high", may_equal=True),
    Order("risk_high", "risk_critical", may_equal=True),
    Order("pace_amber", "pace_red"),
    Order("readiness_conditions", "readiness_ready"),
)


class Fault(StrEnum):
    """Why values are refused."""

    UNKNOWN = "unknown_setting"
    OUT_OF_RANGE = "setting_out_of_range"
    DECIMALS = "setting_decimals"
    ORDER = "setting_order"
    ABOVE = "setting_above"


class Breach(NamedTuple):
    """One refusal: the setting *name*, and the one that it must stay below where it is about their order."""

    fault: Fault
    name: str
    other: str | None = None


def values_of(thresholds: Thresholds) -> dict[str, Decimal]:
    """Every threshold by the name it is set under; the risk bands one by one."""
    plain = {f.name: Decimal(getattr(thresholds, f.name)) for f in fields(thresholds) if f.name != BANDS}
    return plain | {f"risk_{name}": Decimal(level) for name, level in thresholds.risk_bands._asdict().items()}


def thresholds_of(values: Mapping[str, Decimal]) -> Thresholds:
    """The thresholds that *values* give; those not named keep their default, other names are left aside."""
    known = values_of(DEFAULT_THRESHOLDS) | dict(values)
    bands = RiskBands(*(int(known[f"risk_{name}"]) for name in RiskBands._fields))
    plain = {f.name: known[f.name] for f in fields(Thresholds) if f.name != BANDS}
    whole = {name: int(v) if isinstance(getattr(DEFAULT_THRESHOLDS, name), int) else v for name, v in plain.items()}
    return replace(DEFAULT_THRESHOLDS, risk_bands=bands, **whole)  # type: ignore[arg-type]  # by the types of the defaults


def breaches(values: Mapping[str, Decimal]) -> list[Breach]:
    """What is wrong with *values*, each by itself."""
    return [Breach(fault, name) for name, value in values.items() for fault in _faults(name, value)]


def order_breaches(thresholds: Thresholds) -> list[Breach]:
    """Pairs of bands that overlap: amber above green, medium above high."""
    values = values_of(thresholds)
    return [
        Breach(Fault.ABOVE if order.may_equal else Fault.ORDER, order.lower, order.higher)
        for order in ORDERS
        if values[order.lower] > values[order.higher]
        or (values[order.lower] == values[order.higher] and not order.may_equal)
    ]


def _faults(name: str, value: Decimal) -> Iterator[Fault]:
    field = FIELDS.get(name)
    if field is None:
        yield Fault.UNKNOWN
    elif not value.is_finite() or not field.minimum <= value <= field.maximum:
        yield Fault.OUT_OF_RANGE
    elif value != round(value, 2 if field.unit is FieldUnit.INDEX else 0):
        yield Fault.DECIMALS
