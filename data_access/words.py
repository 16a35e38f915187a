"""Comparing words as people type them: case, accents, spacing and punctuation do not count."""

import difflib
import unicodedata
from collections.abc import Iterable


def fold(text: str) -> str:
    """*text* reduced to its letters and digits, lower case, without accents."""
    if not text.isascii():
        # Twice: lower case can bring forth new accents, as of the Turkish dotted I.
        lower = unicodedata.normalize("NFKD", text).casefold()
        text = unicodedata.normalize("NFKD", lower)
    return "".join(filter(str.isalnum, text.lower()))


def nearest(text: str, candidates: Iterable[str]) -> str | None:
    """The candidate that *text* was probably meant to be; None when nothing comes near."""
    folded = {fold(candidate): candidate for candidate in candidates}
    found = difflib.get_close_matches(fold(text), folded, n=1, cutoff=0.75)
    return folded[found[0]] if found else None
