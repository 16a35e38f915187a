"""Numbers typed as text: 1.234,56 and 1 234,56 and 1,234.56; what is ambiguous is not guessed."""

import re
from decimal import Decimal, InvalidOperation

GROUPING = {"en": ",", "nl": "."}
"""The separator that each language uses between thousands; French uses a space, never these two."""
_SPACES = re.compile(r"[\s'’]+")
_CURRENCY = re.compile(r"^([+-]?) ?(?:euros?|eur|€) ?| ?(?:euros?|eur|€)$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?\d+", re.ASCII)
_SHAPE = re.compile(r"[+-]?\d[\d.,]*", re.ASCII)
_FIRST_GROUP = re.compile(r"[+-]?\d{1,3}", re.ASCII)
_NEXT_GROUP = re.compile(r"\d{3}", re.ASCII)


class AmbiguousNumber(ValueError):
    """The text can be read as two numbers: *first*, its separator grouping thousands, and *second*, a decimal."""

    def __init__(self, first: Decimal, second: Decimal) -> None:
        super().__init__(f"{first} or {second}")
        self.first = first
        self.second = second


def parse_number(text: str, language: str | None) -> Decimal:
    """The number that *text* says.

    Raises ``AmbiguousNumber`` where a lone separator before three digits may group thousands or
    mark decimals and *language* does not settle it; ``ValueError`` for anything else.
    """
    body = _SPACES.sub(" ", text.replace("\u2212", "-")).strip()
    body = _CURRENCY.sub(r"\1", body)
    spaced = " " in body
    if spaced:
        body = _without_spaces(body)
    if _PLAIN.fullmatch(body):
        return Decimal(body)
    if not _SHAPE.fullmatch(body):
        raise ValueError(text)
    return _with_separators(body, language, spaced=spaced)


def _without_spaces(body: str) -> str:
    head, *groups = body.split(" ")
    if head in ("+", "-"):
        head, *groups = head + groups[0], *groups[1:]
    whole = [*groups[:-1], re.split("[.,]", groups[-1])[0]] if groups else []
    if whole and not _are_groups(head, whole):
        raise ValueError(body)
    return head + "".join(groups)


def _with_separators(body: str, language: str | None, *, spaced: bool) -> Decimal:
    last = max(body.rfind("."), body.rfind(","))
    mark = body[last]
    other = "," if mark == "." else "."
    whole, decimals = body[:last], body[last + 1 :]
    if other in whole:
        return _decimal(_ungrouped(whole, other), decimals)
    if mark in whole:
        return Decimal(_ungrouped(body, mark))
    may_group = len(decimals) == 3 and not spaced and re.fullmatch(r"[+-]?[1-9]\d{0,2}", whole)
    if not may_group:
        return _decimal(whole, decimals)
    if language and GROUPING.get(language) == mark:
        return Decimal(whole + decimals)
    raise AmbiguousNumber(Decimal(whole + decimals), _decimal(whole, decimals))


def _ungrouped(text: str, separator: str) -> str:
    head, *groups = text.split(separator)
    if not _are_groups(head, groups):
        raise ValueError(text)
    return head + "".join(groups)


def _are_groups(head: str, groups: list[str]) -> bool:
    return bool(_FIRST_GROUP.fullmatch(head)) and all(_NEXT_GROUP.fullmatch(group) for group in groups)


def _decimal(whole: str, decimals: str) -> Decimal:
    try:
        return Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)
    except InvalidOperation as error:
        raise ValueError(f"{whole}.{decimals}") from error
