"""Comparing words as people type them: case, accents, spacing and punctuation do not count."""

import difflib
import unicodedata
from collections.abc import Iterable
from functools import cached_property

MOST_GUESSES = 100
"""Words looked up in one list of candidates: comparing costs milliseconds, and nobody reads more suggestions."""


def fold(text: str) -> str:
    """*text* reduced to its letters and digits, lower case, without accents."""
    if not text.isascii():
        # Twice: lower case can bring forth new accents, as of the Turkish dotted I.
        lower = unicodedata.normalize("NFKD", text).casefold()
        text = unicodedata.normalize("NFKD", lower)
    return "".join(filter(str.isalnum, text.lower()))


class Guesses:
    """What words were probably meant to be: each is looked up once, the first ``MOST_GUESSES`` of them."""

    def __init__(self, candidates: Iterable[str]) -> None:
        self._candidates = candidates
        self._made: dict[str, str | None] = {}

    def nearest(self, text: str) -> str | None:
        """The candidate that *text* was probably meant to be; None when nothing comes near."""
        if text not in self._made and len(self._made) < MOST_GUESSES:
            found = difflib.get_close_matches(fold(text), self._folded, n=1, cutoff=0.75)
            self._made[text] = self._folded[found[0]] if found else None
        return self._made.get(text)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(candidate): candidate for candidate in self._candidates}


def nearest(text: str, candidates: Iterable[str]) -> str | None:
    """The one of *candidates* that *text* was probably meant to be; None when nothing comes near."""
    return Guesses(candidates).nearest(text)
