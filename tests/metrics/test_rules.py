"""Thresholds by name: all of them, there and back; what is out of range and what overlaps is found."""

from dataclasses import fields
from decimal import Decimal

import pytest

from dashboard.metrics.rules import ORDERS, Fault, breaches, order_breaches, thresholds_of, values_of
from dashboard.metrics.setting_fields import DEADLINE_FIELDS, FIELDS, THRESHOLD_FIELDS, FieldUnit
from dashboard.metrics.thresholds import DEFAULT_THRESHOLDS, PM2_RISK_BANDS, RiskBands, Thresholds

D = Decimal


def test_every_threshold_can_be_set_and_nothing_else() -> None:
    plain = {f.name for f in fields(Thresholds)} - {"risk_bands"}
    assert {f.name for f in THRESHOLD_FIELDS} == plain | {f"risk_{name}" for name in RiskBands._fields}
    assert len(FIELDS) == len(THRESHOLD_FIELDS) + len(DEADLINE_FIELDS)


def test_there_and_back() -> None:
    other = {f.name: f.minimum for f in THRESHOLD_FIELDS}
    for values in (values_of(DEFAULT_THRESHOLDS), other):
        thresholds = thresholds_of(values)
        assert values_of(thresholds) == values
        for field in fields(thresholds):
            assert type(getattr(thresholds, field.name)) is type(getattr(DEFAULT_THRESHOLDS, field.name))
    assert thresholds_of({}) == DEFAULT_THRESHOLDS
    assert thresholds_of({"deadline_time": D(600)}) == DEFAULT_THRESHOLDS


def test_the_defaults_make_sense() -> None:
    values = values_of(DEFAULT_THRESHOLDS)
    assert breaches(values) == []
    assert order_breaches(DEFAULT_THRESHOLDS) == []
    assert order_breaches(Thresholds(risk_bands=PM2_RISK_BANDS)) == []
    assert {o.lower for o in ORDERS} | {o.higher for o in ORDERS} <= set(values)


@pytest.mark.parametrize("name", list(FIELDS))
def test_each_setting_has_its_limits(name: str) -> None:
    field = FIELDS[name]
    step = D("0.01") if field.unit is FieldUnit.INDEX else D(1)
    assert breaches({name: field.minimum}) == breaches({name: field.maximum}) == []
    for value in (field.minimum - step, field.maximum + step, D("NaN"), D("Infinity")):
        assert breaches({name: value}) == [(Fault.OUT_OF_RANGE, name, None)]
    between = field.minimum + step / 10
    assert breaches({name: between}) == [(Fault.DECIMALS, name, None)]


def test_an_unknown_setting_is_found() -> None:
    assert breaches({"colour": D(1)}) == [(Fault.UNKNOWN, "colour", None)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"tolerance_amber": D(100)}, (Fault.ORDER, "tolerance_amber", "tolerance_red")),
        ({"index_amber": D("0.96")}, (Fault.ORDER, "index_amber", "index_green")),
        ({"index_green": D("1.10")}, (Fault.ORDER, "index_green", "index_check")),
        ({"risk_medium": D(11)}, (Fault.ABOVE, "risk_medium", "risk_high")),
        ({"risk_critical": D(9)}, (Fault.ABOVE, "risk_high", "risk_critical")),
        ({"pace_red": D(10)}, (Fault.ORDER, "pace_amber", "pace_red")),
        ({"readiness_conditions": D(80)}, (Fault.ORDER, "readiness_conditions", "readiness_ready")),
    ],
)
def test_bands_that_overlap_are_found(values: dict[str, Decimal], found: tuple[str, str, str]) -> None:
    assert order_breaches(thresholds_of(values)) == [found]
