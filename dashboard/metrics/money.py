"""Exact money: integer cents for sums over many rows, ``Decimal`` EUR everywhere else."""

from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsInt

import numpy as np
import numpy.typing as npt

CENT = Decimal("0.01")
LARGEST = Decimal("1e15")

Cents = npt.NDArray[np.int64]


def euros(cents: SupportsInt) -> Decimal:
    """Whole *cents* as EUR with two decimals."""
    return Decimal(int(cents)).scaleb(-2)


def storable(amount: Decimal, limit: Decimal = LARGEST) -> Decimal | None:
    """*amount* rounded to two decimals, or None beyond +-*limit*, where no figure means anything any more."""
    return to_cent(amount) if abs(amount) < limit else None


def to_cent(amount: Decimal) -> Decimal:
    """*amount* in EUR rounded to the cent, halves away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def share(cents: Cents, numerator: Cents | int, denominator: int) -> Cents:
    """*cents* x numerator / denominator, row by row in whole cents, halves up.

    Each row is rounded by itself, so that its parts add up to the whole however they are grouped.
    """
    whole, rest = cents // denominator, cents % denominator
    return whole * numerator + (2 * rest * numerator + denominator) // (2 * denominator)
