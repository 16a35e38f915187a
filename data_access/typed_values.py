"""Figures as JSON text that keeps their types: amounts stay exact decimals, days stay dates."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

TypedValue = Decimal | dt.date | int | str | None


class ItemFigure(NamedTuple):
    """One figure as it was seen: *value* now and *then* on the compared date, counted in *unit*."""

    name: str
    unit: str
    value: TypedValue
    then: TypedValue = None


def write_values(values: Mapping[str, object]) -> str:
    """*values* by name as JSON text; each is text, a whole number, a decimal, a date or None."""
    return json.dumps({name: _out(value) for name, value in values.items()}, ensure_ascii=False)


def read_values(text: str) -> dict[str, TypedValue]:
    """What ``write_values`` wrote."""
    return {name: _in(value) for name, value in json.loads(text).items()}


def write_figures(figures: Sequence[ItemFigure]) -> str:
    """*figures* in their order as JSON text: rows of name, unit, value, then."""
    return json.dumps([[f.name, f.unit, _out(f.value), _out(f.then)] for f in figures], ensure_ascii=False)


def read_figures(text: str) -> tuple[ItemFigure, ...]:
    """What ``write_figures`` wrote."""
    return tuple(ItemFigure(name, unit, _in(value), _in(then)) for name, unit, value, then in json.loads(text))


def _out(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case dt.date() if not isinstance(value, dt.datetime):
            return {"date": value.isoformat()}
        case _:
            raise TypeError(f"no typed value: {value!r}")


def _in(value: object) -> TypedValue:
    match value:
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"date": str(text)}:
            return dt.date.fromisoformat(text)
        case None | int() | str():
            return value
        case _:
            raise ValueError(f"no typed value: {value!r}")
