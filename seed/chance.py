"""Repeatable chance: the same seed and key give the same number, in any order, on any machine."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def fraction(seed: int, *key: object) -> float:
    """A number in [0, 1) that depends on *seed* and *key* alone."""
    text = "|".join(map(str, (seed, *key)))
    digest = blake2b(text.encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def between(low: float, high: float, of: float) -> float:
    """The number at *of* (0 to 1) of the way from *low* to *high*."""
    return low + (high - low) * of


def pick(options: Sequence[T], of: float) -> T:
    """The option at *of* (0 to 1, excluded) of the way through *options*."""
    return options[int(of * len(options))]
